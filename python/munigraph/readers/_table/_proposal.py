"""Proposing how a table is read: which column is which field, which layout, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from ..._common.text import fold, squeeze
from ._cells import Column
from ._dates import year_of
from ._faults import Faults
from ._mapping import ColumnMapping
from ._pieces import list_separators, looks_like_list
from ._region import Region
from ._words import (
    VOCABULARIES,
    field_of,
    header_kind,
    is_participant_word,
    numbered,
    pair_headers,
    words,
)

__all__ = ["propose", "usable"]

ONCE = ("theme", "member", "mark", "ignore", "arrangement")
"""Fields that several columns may have."""


@dataclass
class _Draft:
    """A proposal for one sheet while it is made."""

    region: Region
    fields: dict[str, str]
    why: list[str]
    layout: str = ""
    rows: str = ""
    across: str = ""
    fill_down: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()

    def column(self, label: str) -> Column:
        return self.region.column(label)

    def having(self, field: str) -> list[str]:
        return [label for label, its in self.fields.items() if its.partition("@")[0] == field]

    def first(self, field: str) -> str:
        return next(iter(self.having(field)), "")


def propose(regions: list[Region], *, layout: str = "auto", source: str = "") -> ColumnMapping:
    """A mapping for the tables of a source: of the sheets that are alike, those with most rows.

    Raises ``TableError`` where no layout can be recognised, with what was.
    """
    drafts = [_draft(region, layout) for region in regions]
    good = [draft for draft in drafts if draft.layout]
    if not good:
        _refuse(drafts, layout, source)
    chosen = _alike(good)
    years = _sheet_years(chosen)
    first = chosen[0]
    why = list(first.why)
    mapping_layout, rows = first.layout, first.rows
    if mapping_layout != "years" and years and layout in ("auto", "years"):
        mapping_layout, rows = "years", first.layout
        why.append(f"layout years: the sheets are years ({', '.join(map(str, years))})")
    why += [
        f"sheet {draft.region.name!r} is not read: {_why_not(draft, chosen)}"
        for draft in drafts
        if draft not in chosen
    ]
    columns: dict[str, str] = {}
    for draft in chosen:
        for label, its in draft.fields.items():
            columns.setdefault(label, its)
    return ColumnMapping(
        columns=columns,
        layout=mapping_layout,
        rows=rows,
        across=first.across,
        sheets=tuple(d.region.name for d in chosen) if len(drafts) > 1 else (),
        header_rows=None,
        fill_down=tuple(dict.fromkeys(label for d in chosen for label in d.fill_down)),
        separators=first.separators,
        origin="proposal",
        why=tuple(why),
    )


def usable(region: Region | None) -> bool:
    return region is not None and region.rows > 0 and len(region.columns) > 1


def _refuse(drafts: list[_Draft], layout: str, source: str) -> None:
    faults = Faults(source)
    for draft in drafts:
        known = [f"{label} = {its}" for label, its in draft.fields.items() if its != "ignore"]
        others = [label for label in draft.region.labels if label not in draft.fields]
        what = "no layout can be told" if layout == "auto" else f"this is no table of {layout}"
        faults.add(
            "", f"{what}; recognised: {', '.join(known) or 'nothing'}; "
            f"not recognised: {', '.join(others[:12]) or 'nothing'}",
            expected="columns={'NAME OF A COLUMN': 'arrangement', …: 'participant'}, or a mapping "
            "file (munigraph import table FILE --propose)", source=draft.region.name,
        )  # fmt: skip
    if not drafts:
        faults.add("", "no table in it", expected="rows under a header")
    faults.raise_if_any()


def _alike(drafts: list[_Draft]) -> list[_Draft]:
    """The sheets that are read alike: one layout and the same fields, those with most rows."""
    groups: dict[tuple[Any, ...], list[_Draft]] = {}
    for draft in drafts:
        fields = frozenset(its for its in draft.fields.values() if its not in ("mark", "ignore"))
        groups.setdefault((draft.layout, draft.rows, draft.across, fields), []).append(draft)
    ordered = list(groups.values())
    best = max(ordered, key=lambda group: sum(d.region.rows for d in group))
    # Sheets that only lack a column that may be missing belong to it too.
    needed = {its for its in best[0].fields.values() if its in _NEEDED}
    for group in ordered:
        its = {one for one in group[0].fields.values() if one in _NEEDED}
        same = group[0].layout == best[0].layout and group[0].across == best[0].across
        if group is not best and same and its == needed:
            best = best + group
    return sorted(best, key=lambda draft: drafts.index(draft))


_NEEDED = frozenset(
    {
        "arrangement",
        "participant",
        "participant_name",
        "arrangement_name",
        "partner",
        "members",
        "member",
        "year",
    }
)


def _why_not(draft: _Draft, chosen: list[_Draft]) -> str:
    if not draft.layout:
        return "no layout was recognised in it"
    return f"it is laid out otherwise ({draft.layout}) than {chosen[0].region.name!r}"


def _sheet_years(drafts: list[_Draft]) -> list[int]:
    """Years of the sheets, where each names another one; else none."""
    if len(drafts) < 2 or any(draft.having("year") for draft in drafts):
        return []
    years = [year_of(draft.region.name) for draft in drafts]
    return [y for y in years if y] if None not in years and len(set(years)) == len(years) else []


# ---- one sheet -----------------------------------------------------------------------------------


def _draft(region: Region, wanted: str) -> _Draft:
    draft = _Draft(region, {}, [])
    _by_header(draft)
    base = wanted if wanted not in ("auto", "years") else ""
    years = _years_across(draft)
    layout = _layout(draft, base, bool(years))
    if not layout:
        return draft
    if years:
        draft.layout, draft.rows = "years", layout
        draft.why.append(f"layout years: columns for {years[0]} to {years[-1]}")
    elif draft.having("year"):
        draft.layout, draft.rows = "years", layout
        draft.why.append(f"layout years: the column {draft.first('year')!r}; rows are {layout}")
    else:
        draft.layout = layout
    _fill_down(draft)
    left = [label for label in region.labels if label not in draft.fields]
    for label in left:
        draft.fields[label] = "ignore"
    if left:
        draft.why.append(f"not recognised, so not read: {', '.join(left[:20])}")
    return draft


def _by_header(draft: _Draft) -> None:
    """Fields by the names of the columns."""
    kinds: dict[str, str] = {}
    for label in draft.region.labels:
        its = field_of(label)
        if not its:
            continue
        kinds[label] = header_kind(label)
        if its not in draft.fields.values() or its in ONCE or its == "participant":
            draft.fields[label] = its
    _bare_names(draft)
    _names_and_codes(draft, "participant", "participant_name", kinds)
    _names_and_codes(draft, "arrangement", "arrangement_name", kinds)
    said = [f"{label!r} is {its}" for label, its in draft.fields.items() if its != "ignore"]
    if said:
        draft.why.append(f"by their names: {'; '.join(said)}")


def _bare_names(draft: _Draft) -> None:
    """A column that is called just "name" names what the column before it identifies."""
    labels = draft.region.labels
    for place, label in enumerate(labels):
        if label in draft.fields or words().attributes.get(fold(label)) != "name":
            continue
        for other in (*reversed(labels[:place]), *labels[place + 1 : place + 2]):
            its = draft.fields.get(other, "")
            if its in ("participant", "arrangement") and f"{its}_name" not in draft.fields.values():
                draft.fields[label] = f"{its}_name"
                break
            if its:
                break


def _names_and_codes(draft: _Draft, field: str, name: str, kinds: dict[str, str]) -> None:
    """Of several columns for one thing, a code identifies it and a name names it."""
    labels = draft.having(field)
    codes = [label for label in labels if kinds.get(label) == f"{field}_code"]
    names = [label for label in labels if label not in codes]
    for label in list(codes):
        # A general "code" beside another code, or one that is nearly empty, identifies nothing.
        column = draft.column(label)
        if column.counts()[0] > 0.5 * len(column) and names:
            codes.remove(label)
            del draft.fields[label]
    named = draft.having(name)
    if named and not codes and not names:
        draft.fields[named[0]] = field
    if codes:
        for label in codes[1:]:
            del draft.fields[label]
        if names and not named:
            draft.fields[names[0]] = name
            names = names[1:]
        for label in names:
            del draft.fields[label]
    elif len(names) > 1 and field == "participant":
        for label in names[1:]:
            del draft.fields[label]


def _layout(draft: _Draft, wanted: str, years: bool) -> str:
    """The layout, and the fields that it asks for; "" where none fits."""
    if years and (across := _layout_across(draft)):
        return across if wanted in ("", across) else ""
    for layout, test in (
        ("pairs", _is_named_pairs),
        ("matrix", _is_matrix),
        ("pairs", _is_pairs),
        ("lists", _is_lists),
        ("memberships", _is_memberships),
    ):
        if wanted and layout != wanted:
            continue
        if test(draft, years or bool(wanted)):
            return layout
    return ""


def _layout_across(draft: _Draft) -> str:
    """The layout of a table with a column per year, by what these columns hold."""
    fields = {its.partition("@")[0] for its in draft.fields.values() if "@" in its}
    if "arrangement" in fields:
        return "memberships" if draft.having("participant") else ""
    if "members" in fields:
        return "lists" if _need_arrangement(draft) else ""
    return "memberships" if _is_memberships(draft, True) else ""


def _is_named_pairs(draft: _Draft, sure: bool) -> bool:
    """Pairs by the names of the columns."""
    ends = pair_headers(draft.region.labels) or _numbered_pair(draft)
    return ends is not None and _take_pair(draft, ends)


def _is_pairs(draft: _Draft, sure: bool) -> bool:
    """Pairs by what stands in the columns."""
    if draft.having("arrangement") or draft.having("members"):
        return False
    ends = _overlapping(draft)
    return ends is not None and _take_pair(draft, ends)


def _take_pair(draft: _Draft, ends: tuple[int, int]) -> bool:
    labels = draft.region.labels
    if any(_is_marks(draft.region.columns[place]) for place in ends) and _all_numbers(
        draft.region.columns[ends[0]]
    ) != _all_numbers(draft.region.columns[ends[1]]):
        return False
    first, second = (labels[place] for place in ends)
    for label in (first, second, *draft.having("participant")):
        draft.fields.pop(label, None)
    draft.fields[first], draft.fields[second] = "participant", "partner"
    draft.why.append(f"layout pairs: {first!r} and {second!r} are the two ends")
    if not draft.having("weight"):
        for label in labels:
            if label not in draft.fields and _all_numbers(draft.column(label)):
                draft.fields[label] = "weight"
                break
    return True


def _numbered_pair(draft: _Draft) -> tuple[int, int] | None:
    """Two columns of one name with 1 and 2, or A and B, behind it, and no third."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, label in enumerate(draft.region.labels):
        parts = numbered(label)
        if parts and (is_participant_word(parts[0]) or parts[0] in ("id", "node", "naam", "name")):
            found.setdefault(parts[0], []).append((parts[1], place))
    for places in found.values():
        if sorted(number for number, _ in places) == [1, 2] and not draft.having("arrangement"):
            return tuple(place for _, place in sorted(places))  # type: ignore[return-value]
    return None


def _overlapping(draft: _Draft) -> tuple[int, int] | None:
    """Two columns of text that hold the same names."""
    texts = [
        k for k, column in enumerate(draft.region.columns)
        if not _all_numbers(column) and not _is_marks(column) and draft.fields.get(draft.region.labels[k]) in (None, "participant", "partner")
    ]  # fmt: skip
    sets = {k: {plain for v in draft.region.columns[k].values if (plain := fold(v))} for k in texts}
    for k in texts:
        for other in texts:
            if (
                k < other
                and len(sets[k] & sets[other]) >= 0.3 * min(len(sets[k]), len(sets[other])) > 0
            ):
                if min(len(sets[k]), len(sets[other])) > 1:
                    return k, other
    return None


def _is_lists(draft: _Draft, sure: bool) -> bool:
    many = _many_members(draft)
    if many:
        for label in many:
            draft.fields[label] = "member"
        if not _need_arrangement(draft):
            return False
        draft.why.append(
            f"layout lists: {len(many)} columns of members, {many[0]!r} to {many[-1]!r}"
        )
        return True
    label = draft.first("members")
    if (
        label
        and not looks_like_list(draft.column(label).values)
        and not _has_commas(draft.column(label))
    ):
        # "Deelnemers" with one name a row: the participant of a membership.
        del draft.fields[label]
        if not draft.having("participant"):
            draft.fields[label] = "participant"
        if not sure:
            return False
        label = ""
    if not label:
        label = next(
            (one for one in draft.region.labels
             if draft.fields.get(one) in (None, "participant") and looks_like_list(draft.column(one).values)),
            "",
        )  # fmt: skip
        if not label or (draft.fields.get(label) is None and draft.having("participant")):
            return False
    draft.fields[label] = "members"
    for other in draft.having("participant") + draft.having("participant_name"):
        if header_kind(other) != "participant_code":
            draft.fields[other] = (
                "host" if not draft.having("host") and not draft.having("arrangement") else "ignore"
            )
    if not _need_arrangement(draft):
        return False
    draft.separators = list_separators(draft.column(label).values)
    draft.why.append(
        f"layout lists: {label!r} holds several names, cut at {_shown(draft.separators)}"
    )
    return True


def _has_commas(column: Column) -> bool:
    cells = [text for text in column.values if text.strip()]
    return sum("," in text or " en " in text or " and " in text for text in cells) >= 0.3 * max(
        len(cells), 1
    )


def _shown(separators: tuple[str, ...]) -> str:
    return ", ".join({"\n": "line break"}.get(sep, repr(sep)) for sep in separators)


def _many_members(draft: _Draft) -> list[str]:
    found: dict[str, list[str]] = {}
    for label in draft.region.labels:
        parts = numbered(label)
        if parts and is_participant_word(parts[0]) and not re.fullmatch(r".*(19|20)\d\d", label):
            found.setdefault(parts[0], []).append(label)
    best = max(found.values(), key=len, default=[])
    if len(best) >= 2:
        word = numbered(best[0])
        assert word is not None
        plain = [label for label in draft.region.labels if fold(label) == word[0]]
        return [*plain, *best]
    return _unnamed_right(draft)


def _unnamed_right(draft: _Draft) -> list[str]:
    """A column of members and nameless ones right of it: "Deelnemers", "", "", …"""
    labels = draft.region.labels
    for place, label in enumerate(labels):
        if draft.fields.get(label) not in ("members", "participant"):
            continue
        right = []
        for other in labels[place + 1 :]:
            if not re.fullmatch(rf"column [A-Z]+|{re.escape(label)} \(\d+\)", other):
                break
            right.append(other)
        if right and not any(_all_numbers(draft.column(one)) for one in right):
            return [label, *right]
    return []


def _need_arrangement(draft: _Draft) -> bool:
    """Whether a column identifies the arrangement; a leftover column of text will do."""
    if draft.having("arrangement"):
        return True
    left = [label for label in draft.region.labels if label not in draft.fields]
    texts = [label for label in left if not _all_numbers(draft.column(label))]
    chosen = next(iter(texts or left), "")
    if not chosen:
        return False
    draft.fields[chosen] = "arrangement"
    draft.why.append(f"{chosen!r} is taken as the arrangement: what is left identifies the rows")
    return True


def _is_matrix(draft: _Draft, sure: bool) -> bool:
    known = words()
    marks = []
    for label in draft.region.labels:
        its = draft.fields.get(label)
        if year_of(label) and its is None and re.fullmatch(r".*\d{4}.*", label):
            continue
        if its in (
            None,
            "participant",
            "arrangement",
            "member",
            "ignore",
            "theme",
            "host",
        ) and _is_marks(draft.column(label)):
            if its == "ignore" and fold(label) in known.totals:
                continue
            marks.append(label)
    others = [
        label for label in draft.region.labels if label not in marks and label not in draft.fields
    ]
    if len(marks) < (1 if sure else 2) or (len(others) > len(marks) and not sure):
        return False
    names = [label for label in draft.region.labels if label not in marks]
    if draft.having("arrangement") and draft.having("participant"):
        kept = [m for m in marks if draft.fields.get(m) in ("arrangement", "participant")]
        if not kept:
            return False
    for label in marks:
        draft.fields[label] = "mark"
    rows = (
        draft.first("arrangement") or draft.first("participant") or draft.first("participant_name")
    )
    if not rows:
        rows = next(
            (
                one
                for one in names
                if one not in draft.fields and not _all_numbers(draft.column(one))
            ),
            "",
        )
        rows = rows or next((one for one in names if one not in draft.fields), "")
        if not rows:
            return False
        draft.fields[rows] = _row_of_matrix(draft, rows, marks)
    for label in draft.having("members"):
        draft.fields[label] = draft.fields.get(rows, "") and "participant"
    draft.across = _across(draft, rows, marks)
    draft.why.append(
        f"layout matrix: {len(marks)} columns of marks; rows are {draft.fields[rows]}s, columns {draft.across}"
    )
    return True


def _is_marks(column: Column) -> bool:
    """Whether cells are 0/1, x, roles or small counts, with at least one that says yes."""
    known = words()
    roles = known.vocabularies["role"]
    yes = 0
    for code in column.used():
        text = squeeze(column.values[code]).casefold()
        if text in known.cells_no:
            continue
        if text in known.cells_yes or fold(text) in roles or re.fullmatch(r"\d{1,2}(\.0+)?", text):
            yes += 1
            continue
        return False
    return yes > 0


def _row_of_matrix(draft: _Draft, rows: str, marks: list[str]) -> str:
    """Whether the rows of a matrix are participants (unless its columns are known places)."""
    across = _known_share(marks)
    down = _known_share([text for text in draft.column(rows).values if text])
    return "arrangement" if across > 0.5 and across > down else "participant"


def _across(draft: _Draft, rows: str, marks: list[str]) -> str:
    if draft.fields[rows] == "arrangement":
        return "participants"
    own = {
        fold(text)
        for label in (rows, *draft.having("participant_name"))
        for text in draft.column(label).values
        if text
    }
    names = {fold(mark.rpartition(" / ")[2]) for mark in marks}
    return "participants" if len(own & names) >= 0.8 * len(names) else "arrangements"


def _known_share(names: list[str]) -> float:
    from ._dutch_places import DutchPlaces

    places = DutchPlaces()
    some = names[:200]
    return sum(bool(places.find(name.rpartition(" / ")[2]).id) for name in some) / max(len(some), 1)


def _is_memberships(draft: _Draft, sure: bool) -> bool:
    if not draft.having("participant"):
        left = _leftover_texts(draft)
        if draft.having("participant_name"):
            draft.fields[draft.first("participant_name")] = "participant"
        elif draft.having("arrangement") and left:
            draft.fields[left[0]] = "participant"
            draft.why.append(f"{left[0]!r} is taken as the participant: what is left")
        elif len(left) >= 2:
            # Of two columns of names, the arrangement is the one whose names recur more.
            ordered = sorted(left[:2], key=lambda label: len(draft.column(label).used()))
            draft.fields[ordered[0]], draft.fields[ordered[1]] = "arrangement", "participant"
            draft.why.append(
                f"{ordered[0]!r} is taken as the arrangement and {ordered[1]!r} as the participant: "
                "the names of the first recur more"
            )
    if draft.having("arrangement_name") and not draft.having("arrangement"):
        draft.fields[draft.first("arrangement_name")] = "arrangement"
    if _schemes(draft):
        return True
    if not draft.having("arrangement"):
        left = [
            label for label in draft.region.labels
            if draft.fields.get(label) is None and 1 < len(draft.column(label).used()) < max(3, draft.region.rows)
        ]  # fmt: skip
        texts = [label for label in left if not _all_numbers(draft.column(label))]
        chosen = next(iter(texts or left), "")
        if not chosen or not draft.having("participant"):
            return False
        draft.fields[chosen] = "arrangement"
        draft.why.append(f"{chosen!r} is taken as the arrangement: a column of names that recur")
    for label in draft.having("arrangement")[1:]:
        del draft.fields[label]
    return bool(draft.having("participant"))


def _schemes(draft: _Draft) -> bool:
    """Several columns that each say in which region the place of the row is: every column a scheme
    of its own. The places have a row each, and the names of every scheme recur."""
    participant = draft.first("participant")
    if not participant or draft.having("role") or draft.having("joined"):
        return False
    column = draft.column(participant)
    if len(column.used()) < len(column) or len(column) < 3:
        return False
    found: list[str] = []
    for label in draft.region.labels:
        if draft.fields.get(label, "arrangement") != "arrangement":
            continue
        own = draft.column(label)
        distinct = len([code for code in own.used() if own.values[code].strip()])
        if 2 <= distinct <= 0.7 * len(own) or (distinct == 1 and draft.fields.get(label)):
            found.append(label)
    found = _without_codes(draft, found)
    if len(found) < 2:
        return False
    for label in found:
        draft.fields[label] = "arrangement"
    draft.why.append(
        f"each of {', '.join(map(repr, found))} divides the places: a scheme of arrangements each"
    )
    return True


def _without_codes(draft: _Draft, labels: list[str]) -> list[str]:
    """Columns without those that only number the names of another one."""
    import numpy as np

    kept: list[str] = []
    for label in sorted(labels, key=lambda one: _all_numbers(draft.column(one))):
        own = draft.column(label)
        for other in kept:
            column = draft.column(other)
            pairs = np.unique(own.codes.astype(np.int64) * len(column.values) + column.codes)
            if len(pairs) == len(own.used()) == len(column.used()) and (
                _all_numbers(own) or fold(label).startswith(fold(other)[:4])
            ):
                break
        else:
            kept.append(label)
    return [label for label in labels if label in kept]


def _leftover_texts(draft: _Draft) -> list[str]:
    return [
        label for label in draft.region.labels
        if label not in draft.fields and not _all_numbers(draft.column(label))
    ]  # fmt: skip


def _all_numbers(column: Column) -> bool:
    texts = [squeeze(column.values[code]) for code in column.used() if column.values[code].strip()]
    return bool(texts) and all(re.fullmatch(r"[-+]?[\d.,' ]+%?", text) for text in texts)


def _years_across(draft: _Draft) -> list[int]:
    """Years of columns that name one each ("2016", "regio 2016"), at least two."""
    found: dict[str, int] = {}
    for label in draft.region.labels:
        year = year_of(label)
        plain = fold(re.sub(r"\d{4}", " ", label))
        its = field_of(plain) if plain else ""
        if year and (its in ("", "arrangement", "members", "participant", "mark")):
            found[label] = year
    if len(found) < 2 or len(set(found.values())) < len(found):
        return []
    for label, year in found.items():
        draft.fields.pop(label, None)
        column = draft.column(label)
        if _is_marks(column):
            field = "mark"
        elif looks_like_list(column.values) or not (
            draft.having("participant") or draft.having("participant_name")
        ):
            field = "members"
        else:
            field = "arrangement"
        draft.fields[label] = f"{field}@{year}"
    fields = {its.partition("@")[0] for its in draft.fields.values() if "@" in its}
    if "members" in fields and "mark" in fields:
        for label, year in found.items():
            draft.fields[label] = f"members@{year}"
    return sorted(found.values())


def _fill_down(draft: _Draft) -> None:
    """Columns whose blanks repeat what stands above: at least a third of the rows, below a name."""
    label = draft.first("arrangement")
    if draft.layout not in ("memberships", "") and draft.rows != "memberships":
        return
    if not label or "@" in draft.fields[label]:
        return
    column = draft.column(label)
    blanks = int(column.counts()[0])
    names = [squeeze(v) for v in column.values if v.strip()]
    if not blanks or not column.text(0).strip() or blanks < len(column) / 3:
        return
    recurs = len(column) - blanks > 1.5 * len(names)
    if recurs:
        return
    its = (
        "arrangement",
        "arrangement_name",
        "valid_from",
        "valid_to",
        "theme",
        "legal_form",
        "obligation",
        "source",
        "phase",
    )
    filled = [
        one for one, field in draft.fields.items()
        if field in its and int(draft.column(one).counts()[0]) >= blanks * 0.8 and draft.column(one).text(0).strip()
    ]  # fmt: skip
    draft.fill_down = tuple(filled)
    draft.why.append(
        f"blanks are filled down in {', '.join(map(repr, filled))}: they group the rows"
    )


def unknown_words(
    region: Region, fields: dict[str, str], known: dict[str, dict[str, str]]
) -> list[tuple[str, str, int]]:
    """Words of vocabulary columns that are not known: vocabulary, word, rows."""
    found: list[tuple[str, str, int]] = []
    for label, its in fields.items():
        part = VOCABULARIES.get(its)
        if part is None or label not in region.labels:
            continue
        table = {**words().vocabularies[part], **known.get(part, {})}
        column = region.column(label)
        counts = column.counts()
        for code in column.used():
            text = squeeze(column.values[code])
            if text and fold(text) not in table and text.casefold() not in words().missing:
                found.append((part, text, int(counts[code])))
    return found


def with_file(mapping: ColumnMapping, **changes: Any) -> ColumnMapping:
    return replace(mapping, **changes)
