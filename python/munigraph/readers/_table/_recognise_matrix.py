"""Recognising a matrix: columns of marks."""

from __future__ import annotations

from ..._common.text import fold, squeeze
from ._dates import year_of
from ._draft import Draft, all_numbers, are_marks, are_sizes, says_both, scheme_instead
from ._dutch_places import DutchPlaces
from ._marks import legend_of, mark_of, marks_in
from ._recognise_lists import holds_lists
from ._spellings import name_key
from ._words import field_of, is_participant_word, numbered, words

__all__ = ["are_marks_of_matrix"]


def are_marks_of_matrix(draft: Draft, sure: bool) -> bool:
    """Whether columns hold marks, at least two of them and no fewer than columns of other kinds."""
    marks = _mark_columns(draft)
    letters = _letter_columns(draft, marks)
    there = {*marks, *letters, *_weights(draft), *_sizes(draft, marks)}
    marks = [label for label in draft.region.labels if label in there]
    names = [label for label in draft.region.labels if label not in marks]
    others = [label for label in names if label not in draft.fields]
    # A column of yes and no beside the names is a matrix, too.
    alone = len(draft.region.labels) == 2 and any(says_both(draft.column(one)) for one in marks)
    if len(marks) < (1 if sure or alone else 2) or (len(others) > len(marks) and not sure):
        return False
    there = {its for label, its in draft.fields.items() if label not in marks}
    if {"arrangement", "participant"} <= there:
        return False  # a row says who is in what; marks say something else
    listed = [one for one in draft.having("members") if one not in marks]
    if not sure and any(holds_lists(draft.column(one)) for one in listed):
        return False  # the members stand in a cell; marks say what the arrangement is about
    for label in marks:
        draft.fields[label] = "mark"
    rows = next(
        (one for its in ("arrangement", "participant", "participant_name")
         if (one := draft.first(its))),
        "",
    )  # fmt: skip
    turned = False
    if rows and draft.fields[rows] == "participant" and _known_share(marks) > 0.5:
        down = [text for text in draft.column(rows).values if text]
        if (
            _known_share(down) <= 0.5 * _known_share(marks)
            and _across(draft, rows, marks) != "participants"
        ):
            draft.fields[rows] = "arrangement"
            draft.why.append(f"{rows!r} holds the arrangements: places stand across")
    if not rows:
        texts = [one for one in others if not all_numbers(draft.column(one))]
        rows = next(iter(texts or others), "")
        if rows:
            draft.fields[rows] = _row_of_matrix(draft, rows, marks)
            turned = draft.fields[rows] == "participant" and not _says_which(draft, rows, marks)
        else:
            rows = scheme_instead(draft)
        if not rows:
            return False
    for label in draft.having("members"):
        draft.fields[label] = draft.fields.get(rows, "") and "participant"
    for label in draft.having("weight"):
        draft.fields[label] = "ignore"  # how many marks there are in the row
    draft.across = _across(draft, rows, marks)
    if turned and draft.across == "arrangements":
        draft.why.append(
            f"warning: nothing says whether rows or columns are the participants; rows are taken: "
            f'if they are arrangements, map it ("{rows}" = "arrangement")'
        )
    _explain(draft, letters)
    draft.why.append(
        f"layout matrix: {len(marks)} columns of marks; rows are {draft.fields[rows]}s, "
        f"columns {draft.across}"
    )
    return True


def _letter_columns(draft: Draft, marks: list[str]) -> list[str]:
    """Columns of signs that stand for something ("C", "B+U"), where a legend explains one, where
    "x" stands among them, or where there are gaps and columns share them: not the names of
    regions."""
    atoms: dict[str, set[str]] = {}
    gaps = cells = 0
    for label in draft.region.labels:
        if label in marks or draft.fields.get(label) not in _MAY_BE_MARKS or _is_numbered(label):
            continue
        column = draft.column(label)
        codes = column.used()
        if len(codes) > 100:
            continue  # signs are few, and so is what is made of them
        texts = [squeeze(column.values[code]) for code in codes]
        signs = {sign.casefold() for text in texts for sign in marks_in(text)}
        said = legend_of(draft.region, signs, draft.legend)
        if signs and all(len(sign) <= 3 and (sign in said or not sign.isdigit()) for sign in signs):
            atoms[label] = signs
            gaps += int(column.counts()[0])
            cells += len(column)
    plain = words().cells_yes | words().cells_no
    for label in list(atoms):
        column = draft.column(label)
        others = plain.union(*(signs for one, signs in atoms.items() if one != label))
        if (
            len(column.used()) == len(column)
            and not column.counts()[0]
            and not atoms[label] & others
        ):
            del atoms[label]  # a name for each row
    used = set().union(*atoms.values())
    if not 0 < len(used) <= 12 or len(atoms) + len(marks) < 2:
        return []
    shared = sum(sum(sign in one for one in atoms.values()) > 1 for sign in used)
    explained = legend_of(draft.region, used, draft.legend)
    if explained or (used & plain and gaps) or (shared and gaps >= 0.15 * cells):
        return list(atoms)
    return []


def _is_numbered(label: str) -> bool:
    """Whether a column is one of several for members: "deelnemer 2", "Gemeente (2)"."""
    parts = numbered(label)
    return is_participant_word(parts[0] if parts else fold(label))


def _weights(draft: Draft) -> list[str]:
    """Columns of numbers that are called as the rows are: a square matrix of weights."""
    numbers = [label for label in draft.region.labels[1:] if all_numbers(draft.column(label))]
    if len(numbers) < 2:
        return []
    own = {name_key(text) for text in draft.region.columns[0].values if text.strip()}
    found = [label for label in numbers if name_key(label.rpartition(" / ")[2]) in own]
    return found if len(found) >= 2 else []


def _sizes(draft: Draft, marks: list[str]) -> list[str]:
    """Columns of years, periods, shares or sums of money, with gaps: since when, or for how much,
    the one of the row is in that of the column."""
    found = []
    gaps = 0
    nothing = words().nothing | {"", "0"}
    for label in draft.region.labels:
        column = draft.column(label)
        period = draft.fields.get(label) in ("period", "membership_period") and not field_of(label)
        if not (period or draft.fields.get(label) is None) or year_of(label):
            continue
        if are_sizes(column):
            texts = [squeeze(text).casefold() for text in column.texts()]
            here = sum(text in nothing or _says_no(text) for text in texts)
            gaps += here
            if here < len(texts):
                found.append(label)
    return found if len(found) + len(marks) >= 2 and (gaps or marks) else []


def _says_no(text: str) -> bool:
    mark = mark_of(text, {}, {})
    return mark is not None and not mark.yes


def _explain(draft: Draft, letters: list[str]) -> None:
    """Meanings of the signs, by the legend; those without one are told."""
    signs = {
        sign.casefold()
        for label in letters for code in draft.column(label).used()
        for sign in marks_in(draft.column(label).values[code])
    }  # fmt: skip
    draft.marks = legend_of(draft.region, signs, draft.legend)
    if draft.marks:
        told = ", ".join(f"{sign} = {meaning}" for sign, meaning in sorted(draft.marks.items()))
        draft.why.append(f"marks by the legend: {told}")
    unknown = sorted(sign for sign in signs if mark_of(sign, draft.marks, {}) is None)
    if unknown:
        draft.why.append(
            f"marks that nothing explains: {', '.join(unknown)}; [words.mark] says what they mean"
        )


_MAY_BE_MARKS = (None, "member", "theme", "host")


def _mark_columns(draft: Draft) -> list[str]:
    """Columns of marks.

    A column that is called an arrangement or a participant is one only where it says no more than
    yes or no: a number in it may be an id.
    """
    found = []
    for label in draft.region.labels:
        its = draft.fields.get(label)
        column = draft.column(label)
        if its is None and year_of(label):
            continue
        parts = numbered(label)
        if parts and field_of(parts[0]) == "role":
            continue  # of the member of that number
        plain = its in ("arrangement", "participant") and len(column.used()) <= 2
        if (its in _MAY_BE_MARKS or plain) and are_marks(column):
            found.append(label)
    return found


def _row_of_matrix(draft: Draft, rows: str, marks: list[str]) -> str:
    """Whether the rows of a matrix are participants (unless its columns are known places)."""
    across = _known_share(marks)
    down = _known_share([text for text in draft.column(rows).values if text])
    return "arrangement" if across > 0.5 and across > down else "participant"


def _says_which(draft: Draft, rows: str, marks: list[str]) -> bool:
    """Whether names of rows or columns are those of places that are known."""
    down = [text for text in draft.column(rows).values if text]
    return _known_share(down) > 0.2 or _known_share(marks) > 0.2


def _across(draft: Draft, rows: str, marks: list[str]) -> str:
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

    places = DutchPlaces()
    some = names[:200]
    return sum(bool(places.find(name.rpartition(" / ")[2]).id) for name in some) / max(len(some), 1)
