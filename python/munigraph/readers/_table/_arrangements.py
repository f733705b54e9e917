"""Which claims are of one arrangement, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ._attributes import one_each
from ._cells import Column
from ._claims import Claims
from ._ledger import FAULTY, Ledger
from ._mapping import ColumnMapping
from ._spellings import cleaned, name_key, without_footnote
from ._spells import NONE, Spells
from ._words import names_nothing

if TYPE_CHECKING:
    import numpy as np

    from ._assemble import _Typed
    from ._participants import Finder

__all__ = ["Arrangements", "arrangement_table", "group_arrangements", "pair_claims"]

_OWN = (
    "chain", "legal_form", "structure", "obligation", "phase", "parent", "inputs",
    "decision_rules", "evaluation", "source", "scheme",
)  # fmt: skip


@dataclass
class Arrangements:
    """Columns of the arrangements that have members, and their themes."""

    columns: dict[str, list[str]]
    numbers: set[str] = field(default_factory=set)
    """Columns beyond the schema that hold numbers."""
    themes: dict[str, list[str]] = field(default_factory=dict)
    place: np.ndarray[Any, Any] | None = None
    """Number of a group → row, -1 where it has no members."""


def pair_claims(
    claims: Claims, first: np.ndarray[Any, Any], second: np.ndarray[Any, Any],
    bad: np.ndarray[Any, Any], finder: Finder, mapping: ColumnMapping, ledger: Ledger,
) -> tuple[Claims, np.ndarray[Any, Any], np.ndarray[Any, Any]]:  # fmt: skip
    """Two memberships per pair, in the arrangement that the row names, else in one of the two (and
    the theme)."""
    import numpy as np

    alone = (first == second) & ~bad
    column = claims.fields["partner"]
    for place in np.flatnonzero(alone).tolist():
        label = claims.labels.get("partner", "partner")
        ledger.fault(
            int(claims.rows[place]), label, column.text(place), "a pair of one participant"
        )
    bad = bad | alone
    low, high = np.minimum(first, second), np.maximum(first, second)
    theme = claims.fields.get("theme")
    themes = [cleaned(text) for text in theme.values] if theme is not None else [""]
    codes = theme.codes.astype(np.int64) if theme is not None else np.zeros(len(claims), np.int64)
    ids, names = finder.ids, finder.names
    keys, titles = [], []
    for a, b, t, wrong in zip(
        low.tolist(), high.tolist(), codes.tolist(), bad.tolist(), strict=True
    ):
        if wrong:
            keys.append("")
            titles.append("")
            continue
        x, y = sorted((ids[a], ids[b]))
        about = f" ({themes[t]})" if themes[t] else ""
        keys.append(f"{x} – {y}{about}")
        titles.append(f"{names.get(x, x)} – {names.get(y, y)}{about}")
    if named := claims.fields.get("arrangement"):
        given = named.texts()
        keys = [own or key for own, key in zip(given, keys, strict=True)]
        titles = [own or title for own, title in zip(given, titles, strict=True)]
        _without_weights(claims, keys, low, high, ledger)
    claims.fields["arrangement"] = Column.of_texts(keys)
    if titles != keys and "arrangement_name" not in claims.fields:
        claims.fields["arrangement_name"] = Column.of_texts(titles)
    twice = np.repeat(np.arange(len(claims)), 2)
    doubled = claims.take(twice)
    doubled.fields["participant"] = Column.of_texts(
        [
            text
            for pair in zip(claims.fields["participant"].texts(), column.texts(), strict=True)
            for text in pair
        ]
    )
    del doubled.fields["partner"]
    both = np.stack([first, second], axis=1).reshape(-1)
    return doubled, both, np.repeat(bad, 2)


def _without_weights(
    claims: Claims, keys: list[str], low: np.ndarray[Any, Any], high: np.ndarray[Any, Any],
    ledger: Ledger,
) -> None:  # fmt: skip
    """Leave out weights of pairs where an arrangement has several pairs."""
    pairs = set(zip(keys, low.tolist(), high.tolist(), strict=True))
    if "weight" in claims.fields and len(pairs) > len({key for key, _, _ in pairs}):
        claims.fields.pop("weight")
        label = claims.labels.get("weight", "weight")
        ledger.note(label, "is of pairs, of which an arrangement has several: not read")


def group_arrangements(
    claims: Claims, bad: np.ndarray[Any, Any], mapping: ColumnMapping, ledger: Ledger
) -> tuple[np.ndarray[Any, Any], list[tuple[str, str]]]:
    """Number of the arrangement of every claim, and each one's sheet and text."""
    import numpy as np

    column = claims.fields["arrangement"]
    label = claims.labels.get("arrangement", "arrangement")
    texts = list(column.values)
    if not mapping.exact:
        texts = [without_footnote(cleaned(text)) for text in texts]
        texts = ["" if names_nothing(text) else text for text in texts]
    blank = np.array([not text for text in texts], dtype=bool)[column.codes] & ~bad
    for place in np.flatnonzero(blank).tolist():
        ledger.fault(int(claims.rows[place]), label, "", "no arrangement named")
    bad |= blank
    place_of: dict[str, int] = {}
    key = [text if mapping.exact else name_key(text) or text for text in texts]
    became = np.array([place_of.setdefault(k, len(place_of)) for k in key], dtype=np.int64)
    sheet = claims.fields["sheet"]
    apart = mapping.key != "value"
    sheets = sheet.codes.astype(np.int64) if apart else np.zeros(len(claims), dtype=np.int64)
    combined = sheets * max(len(place_of), 1) + became[column.codes]
    distinct, first, group = np.unique(combined, return_index=True, return_inverse=True)
    # In the order of the source.
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    del distinct
    keys = [
        (sheet.text(p) if apart else "", texts[int(column.codes[p])]) for p in first[order].tolist()
    ]
    _tell_spellings(claims, column, texts, group, first, bad, label, ledger)
    _tell_shared(keys, ledger, label)
    return rank[group] if len(group) else group, keys


def _tell_spellings(
    claims: Claims, column: Column, texts: list[str], group: np.ndarray[Any, Any],
    first: np.ndarray[Any, Any], bad: np.ndarray[Any, Any], label: str, ledger: Ledger,
) -> None:  # fmt: skip
    import numpy as np

    kept = column.codes[first][group] if len(first) else column.codes
    other = np.flatnonzero((column.codes != kept) & ~bad)
    for place in other.tolist():
        text, became = column.text(place), texts[int(kept[place])]
        if text != became:
            ledger.repair(
                int(claims.rows[place]), label, text, became, "name written in another way"
            )
    changed = {c for c, text in enumerate(texts) if text != column.values[c] and column.values[c]}
    if changed:
        for place in np.flatnonzero(np.isin(column.codes, list(changed)) & ~bad).tolist():
            if column.codes[place] == kept[place]:
                code = int(column.codes[place])
                ledger.repair(
                    int(claims.rows[place]), label, column.values[code], texts[code],
                    "blanks, footnotes or encoding",
                )  # fmt: skip


def _tell_shared(keys: list[tuple[str, str]], ledger: Ledger, label: str) -> None:
    sheets: dict[str, list[str]] = {}
    for sheet, text in keys:
        sheets.setdefault(name_key(text), []).append(sheet)
    shared = {text: where for text, where in sheets.items() if len(where) > 1}
    if shared:
        text, where = next(iter(shared.items()))
        ledger.note(
            label, f"the same in several sheets or files, kept apart: {len(shared)} such as {text} "
            f'in {", ".join(where[:3])}; key = "value" would make them one', value=text,
        )  # fmt: skip


def arrangement_table(
    typed: _Typed, group: np.ndarray[Any, Any], keys: list[tuple[str, str]],
    states: np.ndarray[Any, Any], spells: Spells, membership_dates: bool, mapping: ColumnMapping,
    ledger: Ledger,
) -> Arrangements:  # fmt: skip
    """The arrangements that have members."""
    import numpy as np

    claims = typed.claims
    good = states != FAULTY  # a row that repeats a membership may say more of its arrangement
    yearly = "year" in claims.fields
    there = np.zeros(len(keys), dtype=bool)
    there[spells.arrangement] = True
    rows = np.flatnonzero(there)
    place = np.full(len(keys), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))

    def each(column: Column, name: str) -> list[str]:
        label = claims.labels.get(name, name)
        # Claims of years stand in their order: the latest is kept. Else the first, others are told.
        found = one_each(group, len(keys), column, good, claims, label, ledger, last=yearly)
        return [found[row] for row in rows.tolist()]

    ids, names = _ids_and_names(keys, rows, mapping)
    columns: dict[str, list[str]] = {"id": ids, "name": names}
    if "arrangement_name" in typed.columns:
        given = each(typed.columns["arrangement_name"], "arrangement_name")
        columns["name"] = [name or own for name, own in zip(given, names, strict=True)]
    for name in _OWN:
        if name in typed.columns:
            columns[name] = each(typed.columns[name], name)
    if "arrangement_kind" in typed.columns:
        columns["kind"] = each(typed.columns["arrangement_kind"], "arrangement_kind")
    sheets = [keys[row][0] for row in rows.tolist()]
    if any(sheets) and "scheme" not in columns:
        columns["scheme"] = sheets
    dated = membership_dates or yearly or "joined" in typed.days or "left" in typed.days
    if mapping.exact and not yearly:
        dated = False  # what is not said is unknown
    starts, ends = _validity(
        typed, each, spells, len(keys), rows, membership_dates or yearly, dated
    )
    _check_order(starts, ends, ids, ledger)
    columns["valid_from"], columns["valid_to"] = starts, ends
    numbers = set()
    if "weight" in typed.columns:
        columns["weight"] = each(typed.columns["weight"], "weight")
        numbers.add("weight")
    for name in claims.fields:
        if name.startswith("arrangement."):
            columns[name.partition(".")[2]] = each(typed.columns[name], name)
            if name in mapping.numbers:
                numbers.add(name.partition(".")[2])
    return Arrangements(columns, numbers, _themes(typed, group, place, good, ids), place)


def _ids_and_names(
    keys: list[tuple[str, str]], rows: np.ndarray[Any, Any], mapping: ColumnMapping
) -> tuple[list[str], list[str]]:
    ids: list[str] = []
    names: list[str] = []
    seen: set[str] = set()
    for row in rows.tolist():
        sheet, text = keys[row]
        id_ = f"{sheet}: {text}" if sheet else text
        while id_ in seen:
            id_ += "'"
        seen.add(id_)
        ids.append(id_)
        # A number alone is no name: which regions it numbers belongs to it.
        names.append(f"{sheet} {text}" if sheet and len(text) <= 4 else text)
    return ids, names


def _validity(
    typed: _Typed, each: Any, spells: Spells, count: int, rows: np.ndarray[Any, Any],
    taken: bool, dated: bool,
) -> tuple[list[str], list[str]]:  # fmt: skip
    """Dates of arrangements: those given (unless they are taken as dates of memberships); else,
    where memberships are dated, from the first of them to the last."""
    given = {} if taken else typed.days
    starts = each(given["valid_from"], "valid_from") if "valid_from" in given else None
    ends = each(given["valid_to"], "valid_to") if "valid_to" in given else None
    if starts is None and ends is None and dated:
        return _envelope(spells, count, rows)
    blank = [""] * len(rows)
    return starts if starts is not None else blank, ends if ends is not None else blank


def _envelope(
    spells: Spells, count: int, rows: np.ndarray[Any, Any]
) -> tuple[list[str], list[str]]:
    import numpy as np

    first = np.full(count, 2**62, dtype=np.int64)
    np.minimum.at(first, spells.arrangement, spells.start)
    last = np.full(count, -(2**61), dtype=np.int64)
    np.maximum.at(last, spells.arrangement, np.where(spells.end == NONE, 2**62, spells.end))
    return (
        [_day(value) for value in first[rows].tolist()],
        [_day(value) for value in last[rows].tolist()],
    )


def _day(value: int) -> str:
    import numpy as np

    return "" if abs(value) >= 2**61 else str(np.datetime64(value, "D"))


def _check_order(starts: list[str], ends: list[str], ids: list[str], ledger: Ledger) -> None:
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start and end and end < start:
            ledger.note(
                "", f"an arrangement that ends before it starts, dates left out: {ids[place]}"
            )
            starts[place] = ends[place] = ""


def _themes(
    typed: _Typed, group: np.ndarray[Any, Any], place: np.ndarray[Any, Any],
    good: np.ndarray[Any, Any], ids: list[str],
) -> dict[str, list[str]]:  # fmt: skip
    import re

    import numpy as np

    column = typed.columns.get("theme")
    if column is None:
        return {}
    basis = typed.columns.get("theme_basis")
    cut = [
        [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
        for text in column.values
    ]
    there = np.flatnonzero(good & (column.codes != 0) & (place[group] >= 0))
    keys = group[there] * len(column.values) + column.codes[there]
    _, first = np.unique(keys, return_index=True)
    found: dict[tuple[str, str], str] = {}
    for claim in np.sort(there[first]).tolist():
        id_ = ids[int(place[group[claim]])]
        bases = basis.text(claim).split(";") if basis is not None else []
        for number, theme in enumerate(cut[int(column.codes[claim])]):
            its = bases[number].strip() if number < len(bases) else ""
            found.setdefault((id_, theme), its)
    return {
        "arrangement": [id_ for id_, _ in found],
        "theme": [theme for _, theme in found],
        "basis": list(found.values()),
    }
