"""Proposing how a table is read: which column is which field, which layout, and why."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..._common.text import fold, squeeze
from ._dates import year_of
from ._draft import Draft, are_answers
from ._faults import Faults
from ._header_fields import name_fields
from ._mapping import ColumnMapping
from ._marks import legend_sheet, mark_of, marks_in
from ._member_columns import are_headed_columns
from ._numbered_regions import name_divisions
from ._recognise_lists import are_lists
from ._recognise_matrix import are_marks_of_matrix
from ._recognise_memberships import are_memberships
from ._recognise_pairs import are_named_pairs, are_pairs
from ._recognise_years import layout_across, starts_by_year, years_across
from ._region import Region
from ._signs import name_signs
from ._takes_part import settle_answers, unread_answers, warnings_of
from ._turned import no_table_of_rows
from ._unread import warn_of_unread
from ._words import VOCABULARIES, vocabulary_of, words

__all__ = ["propose", "unknown_words", "usable"]

_NEEDED = frozenset(
    {
        "arrangement",
        "participant",
        "participant_name",
        "arrangement_name",
        "partner",
        "members",
        "member",
        "listed",
        "year",
    }
)


_COLUMNS = {"member": "members"}
"""Fields that say the same in one column or in many."""


def propose(regions: list[Region], *, layout: str = "auto", source: str = "") -> ColumnMapping:
    """A mapping for the tables of a source: of the sheets that are alike, those with most rows.

    Raises ``TableError`` where no layout can be recognised, with what was.
    """
    legends = [legend_sheet(region) for region in regions]
    # What a sheet says of signs is about the others.
    of_others = [
        {sign: its for other in legends if other is not own for sign, its in other.items()}
        for own in legends
    ]
    drafts = [_draft(one, layout, said) for one, said in zip(regions, of_others, strict=True)]
    good = [draft for draft in drafts if draft.layout]
    if not good:
        _refuse(drafts, layout, source)
    drafts = [_as_lists(draft, good) for draft in drafts]
    good = [draft for draft in drafts if draft.layout]
    chosen = _alike(good)
    years = _sheet_years(chosen)
    first = chosen[0]
    why = list(first.why)
    mapping_layout, rows = first.layout, first.rows
    if mapping_layout != "years" and years and layout in ("auto", "years"):
        mapping_layout, rows = "years", first.layout
        why.append(f"layout years: the sheets are years ({', '.join(map(str, years))})")
    for place, draft in enumerate(chosen[1:], 1):
        if all(
            draft.region.labels != other.region.labels or draft.separators != other.separators
            for other in chosen[:place]
        ):
            why += [f"sheet {draft.region.name!r}: {text}" for text in draft.why if text not in why]
    why += [
        f"warning: sheet {draft.region.name!r} is not read: {_why_not(draft, chosen)}"
        for draft in drafts
        if draft not in chosen
    ]
    columns: dict[str, str] = {}
    for draft in chosen:
        for label, its in draft.fields.items():
            columns.setdefault(label, its)
    marks, conflicts = _meanings(chosen)
    why += conflicts
    # Where sheets separate otherwise, each is cut as it asks for.
    separators = {draft.separators for draft in chosen}
    return ColumnMapping(
        columns=columns,
        layout=mapping_layout,
        rows=rows,
        across=first.across,
        sheets=tuple(d.region.name for d in chosen) if len(drafts) > 1 else (),
        header_rows=None,
        fill_down=tuple(dict.fromkeys(label for d in chosen for label in d.fill_down)),
        separators=first.separators if len(separators) == 1 else (),
        words={"mark": marks} if marks else {},
        key="value" if any(draft.numbered for draft in chosen) else first.key,
        origin="proposal",
        why=tuple(why),
    )


def usable(region: Region | None) -> bool:
    return region is not None and region.rows > 0 and len(region.columns) > 1


def _refuse(drafts: list[Draft], layout: str, source: str) -> None:
    faults = Faults(source)
    for draft in drafts:
        known = [f"{label} = {its}" for label, its in draft.fields.items() if its != "ignore"]
        others = [label for label in draft.region.labels if label not in draft.fields]
        if not draft.region.rows:
            faults.add("", "a header and no rows below it", source=draft.region.name)
            continue
        what = "no layout can be told" if layout == "auto" else f"this is no table of {layout}"
        faults.add(
            "", f"{what}; recognised: {', '.join(known) or 'nothing'}; "
            f"not recognised: {', '.join(others[:12]) or 'nothing'}"
            + (f"; {draft.refused}" if draft.refused else ""),
            expected="columns={'NAME OF A COLUMN': 'arrangement', …: 'participant'}, or a mapping "
            "file (munigraph import table FILE --propose)", source=draft.region.name,
        )  # fmt: skip
    if not drafts:
        faults.add("", "no table in it", expected="rows under a header")
    faults.raise_if_any()


def _as_lists(draft: Draft, drafts: list[Draft]) -> Draft:
    """A sheet whose columns are called as those of a sheet of lists, and whose cells happen to hold
    one name each, is one of lists."""
    if draft.layout != "memberships":
        return draft
    labels = set(draft.region.labels)
    for other in drafts:
        if other.layout == "lists" and labels == set(other.region.labels):
            again = _draft(draft.region, "lists", draft.legend)
            if again.layout == "lists" and again.having("members") == other.having("members"):
                return again
    return draft


def _meanings(drafts: list[Draft]) -> tuple[dict[str, str], list[str]]:
    """What signs mean by the legends of all sheets; those on which they differ are told."""
    found: dict[str, set[str]] = {}
    for draft in drafts:
        for sign, meaning in draft.marks.items():
            found.setdefault(sign, set()).add(meaning)
    differ = [sign for sign, meanings in found.items() if len(meanings) > 1]
    signs = ", ".join(map(repr, differ))
    said = [f"warning: sheets do not agree what {signs} mean; [words.mark] says it"]
    meant = {sign: next(iter(its)) for sign, its in found.items() if sign not in differ}
    return meant, said if differ else []


def _alike(drafts: list[Draft]) -> list[Draft]:
    """The sheets that are read alike: one layout and the same fields, those with most rows."""
    groups: dict[tuple[Any, ...], list[Draft]] = {}
    for draft in drafts:
        fields = frozenset(its for its in draft.fields.values() if its not in ("mark", "ignore"))
        groups.setdefault((draft.layout, draft.rows, draft.across, fields), []).append(draft)
    ordered = list(groups.values())
    best = max(ordered, key=lambda group: sum(d.region.rows for d in group))
    # Sheets that only lack a column that may be missing belong to it too.
    needed = {_COLUMNS.get(its, its) for its in best[0].fields.values() if its in _NEEDED}
    for group in ordered:
        its = {_COLUMNS.get(one, one) for one in group[0].fields.values() if one in _NEEDED}
        same = group[0].layout == best[0].layout and group[0].across == best[0].across
        if group is not best and same and its == needed:
            best = best + group
    return sorted(best, key=lambda draft: drafts.index(draft))


def _why_not(draft: Draft, chosen: list[Draft]) -> str:
    if not draft.layout:
        return "no layout was recognised in it"
    return f"it is laid out otherwise ({draft.layout}) than {chosen[0].region.name!r}"


def _sheet_years(drafts: list[Draft]) -> list[int]:
    """Years of the sheets, where each names another one; else none."""
    if len(drafts) < 2 or any(draft.having("year") for draft in drafts):
        return []
    years = [year_of(draft.region.name) for draft in drafts]
    return [y for y in years if y] if None not in years and len(set(years)) == len(years) else []


def _draft(region: Region, wanted: str, legend: dict[str, str]) -> Draft:
    draft = Draft(region, {}, [], legend=legend)
    if wanted == "auto" and (why := no_table_of_rows(region)):
        draft.refused = why
        return draft
    named = name_fields(draft)
    base = wanted if wanted not in ("auto", "years") else ""
    years = years_across(draft)
    layout = _layout(draft, base, bool(years))
    if not layout:
        return draft
    if years:
        draft.layout, draft.rows = "years", layout
        draft.why.append(f"layout years: columns for {years[0]} to {years[-1]}")
    elif draft.having("year") and not (
        wanted == "auto" and layout in ("lists", "memberships", "pairs") and starts_by_year(draft)
    ):
        draft.layout, draft.rows = "years", layout
        draft.why.append(f"layout years: the column {draft.first('year')!r}; rows are {layout}")
    else:
        draft.layout = layout
    said = [f"{one!r} is {its}" for one, its in named.items() if draft.fields.get(one) == its]
    if said:
        draft.why.insert(0, f"by their names: {'; '.join(said)}")
    propose_fill_down(draft)
    for label in draft.having("host"):
        if layout == "lists" and are_answers(draft.column(label)):
            draft.fields[label] = "ignore"
            draft.why.append(f"{label!r} says whether there is a host, not which: not read")
    settle_answers(draft, layout)
    name_divisions(draft, layout)
    if layout in ("memberships", "lists"):
        name_signs(draft)
    left = [label for label in region.labels if label not in draft.fields]
    for label in left:
        draft.fields[label] = "ignore"
    if left:
        draft.why.append(f"not recognised, so not read: {', '.join(left[:20])}")
    warn_of_unread(draft, left)
    if layout in ("memberships", "pairs"):
        draft.why += warnings_of(unread_answers(region.labels, draft.fields, draft.column))
    return draft


def _layout(draft: Draft, wanted: str, years: bool) -> str:
    """The layout, and the fields that it asks for; "" where none fits."""
    if years and (across := layout_across(draft)):
        return across if wanted in ("", across) else ""
    for layout, test in (
        ("pairs", are_named_pairs),
        ("matrix", are_marks_of_matrix),
        ("lists", are_headed_columns),
        ("pairs", are_pairs),
        ("lists", are_lists),
        ("memberships", are_memberships),
    ):
        if wanted and layout != wanted:
            continue
        if test(draft, years or bool(wanted)):
            return layout
    return ""


def propose_fill_down(draft: Draft) -> None:
    """Columns whose blanks repeat what stands above: at least a third of the rows, below a name."""
    label = draft.first("arrangement")
    if not {"memberships", "lists", ""} & {draft.layout, draft.rows}:
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
        "period",
        "theme",
        "legal_form",
        "obligation",
        "source",
        "phase",
    )
    filled = [
        one for one, field in draft.fields.items()
        if field in its and draft.column(one).text(0).strip()
        and int(draft.column(one).counts()[0]) >= blanks * 0.8
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
    signs: Counter[str] = Counter()
    for label, its in fields.items():
        if its == "mark" and label in region.labels:
            column = region.column(label)
            for code in column.used():
                for sign in marks_in(column.values[code]):
                    signs[sign] += int(column.counts()[code])
        part = VOCABULARIES.get(its)
        if part is None or label not in region.labels:
            continue
        table = {**vocabulary_of(its, label), **known.get(part, {})}
        column = region.column(label)
        counts = column.counts()
        for code in column.used():
            text = squeeze(column.values[code])
            if text and fold(text) not in table and text.casefold() not in words().missing:
                found.append((part, text, int(counts[code])))
    meanings, roles = known.get("mark", {}), known.get("role", {})
    unknown = {sign: n for sign, n in signs.items() if mark_of(sign, meanings, roles) is None}
    return found + [("mark", sign, n) for sign, n in unknown.items()]
