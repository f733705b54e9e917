"""Which field a column is, by its name."""

from __future__ import annotations

from ..._common.text import fold
from ._draft import Draft, are_marks
from ._periods import PERIODS, are_periods
from ._takes_part import asks_who_takes_part
from ._words import field_of, header_kind, known_spans, words

__all__ = ["name_fields"]

ONCE = ("theme", "member", "mark", "ignore", "arrangement")
"""Fields that several columns may have."""


def name_fields(draft: Draft) -> dict[str, str]:
    """Fields by the names of the columns; gives those found, of which a layout may change some."""
    kinds: dict[str, str] = {}
    for label in draft.region.labels:
        its = "takes_part" if asks_who_takes_part(draft, label) else field_of(label)
        if not its or (its == "takes_part" and not asks_who_takes_part(draft, label)):
            continue
        kinds[label] = header_kind(label)
        if its not in draft.fields.values() or its in ONCE or its == "participant":
            draft.fields[label] = its
    named = draft.having("arrangement")
    sure = [label for label in named if fold(label) not in _WEAK]
    for label in set(named) - set(sure) if sure else ():
        del draft.fields[label]  # what a project is beside an arrangement nobody knows
    _bare_codes(draft, kinds)
    _bare_names(draft)
    _names_and_codes(draft, "participant", "participant_name", kinds)
    _names_and_codes(draft, "arrangement", "arrangement_name", kinds)
    _by_vocabulary(draft)
    _by_part(draft)
    _periods_in_cells(draft)
    return {label: its for label, its in draft.fields.items() if its != "ignore"}


_WEAK = (
    "project", "projectnaam", "project name", "nom du projet", "projekt", "nome progetto",
    "nombre del proyecto",
)  # fmt: skip
"""Names of arrangements where no other column names them."""
_NUMBERS = ("nr", "no", "nummer", "number", "num", "n", "volgnummer", "volgnr", "lfd nr")
_PARTS = ("valid_from", "valid_to", "joined", "left", "legal_form", "role", "theme", "obligation")


def _by_part(draft: Draft) -> None:
    """A field that no column is yet, by a known word within a name: "jaar start"."""
    headers = words().headers
    for label in draft.region.labels:
        if label in draft.fields or len(fold(label).split()) > 4:
            continue
        known = [span for span in known_spans(label) if headers[span] in _PARTS]
        if known:
            its = headers[known[0]]
            if not draft.having(its):
                draft.fields[label] = its


def _periods_in_cells(draft: Draft) -> None:
    """Columns of dates, years or nothing that is known whose cells hold both ends of a period."""
    for label in draft.region.labels:
        its = draft.fields.get(label)
        if its not in (None, "valid_from", "valid_to", "joined", "left", "year"):
            continue
        field = "membership_period" if its in ("joined", "left") else "period"
        if not draft.having(field) and are_periods(draft.column(label)):
            draft.fields[label] = field
    for field, ends in PERIODS.items():
        if draft.having(field) and any(map(draft.having, ends)):
            draft.fields[draft.first(field)] = "ignore"
            draft.why.append("a column of a period is not read: others hold its dates")


def _by_vocabulary(draft: Draft) -> None:
    """A column that is not known by its name, by the words in it: forms, roles."""
    for label in draft.region.labels:
        if label in draft.fields:
            continue
        column = draft.column(label)
        used = [fold(column.values[code]) for code in column.used() if column.values[code].strip()]
        for its in ("legal_form", "role"):
            known = words().vocabularies[its]
            there = sum(word in known and len(word) > 1 for word in used)
            # "lid" in every row is a role, and never the name of an arrangement.
            if (
                len(used) > (its != "role")
                and not (its == "role" and _in_matrix(draft, label))
                and there >= 0.8 * len(used)
                and not draft.having(its)
            ):
                draft.fields[label] = its
                break


def _in_matrix(draft: Draft, label: str) -> bool:
    """Whether other columns hold marks or roles too, where a row is no membership: so a column of
    roles is one of a matrix, and not the role of its rows."""
    if draft.having("arrangement") and draft.having("participant"):
        return False
    others = [one for one in draft.region.labels if one != label and one not in draft.fields]
    return any(are_marks(draft.column(one)) for one in others)


def _bare_codes(draft: Draft, kinds: dict[str, str]) -> None:
    """A column that is called just "id" beside the names of arrangements, one id for each; or "nr",
    where one name stands by several numbers: two arrangements are called alike."""
    names = [one for one in draft.having("arrangement") if kinds.get(one) == "arrangement"]
    for label in draft.region.labels:
        number = fold(label) in _NUMBERS
        if (label in draft.fields and not number) or not (number or fold(label) == "id"):
            continue
        if not names or draft.fields.get(label, "ignore") != "ignore":
            continue
        own, called = draft.column(label), draft.column(names[0])
        # Ids that number the rows identify nothing, unless every row is an arrangement.
        ids, texts = len(own.used()), len(called.used())
        alike = texts < ids < len(own) and not own.counts()[0]
        if not (alike if number else ids <= 1.5 * texts):
            continue
        if len(set(zip(own.codes.tolist(), called.codes.tolist(), strict=True))) == ids:
            draft.fields[label], kinds[label] = "arrangement", "arrangement_code"


def _bare_names(draft: Draft) -> None:
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


def _names_and_codes(draft: Draft, field: str, name: str, kinds: dict[str, str]) -> None:
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
    if codes and len(names) > 1 and not named:
        # Of several names the one that goes with the code is the name; another may be of something
        # else.
        names.sort(key=lambda label: not _goes_with(draft, label, codes[0]))
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


def _goes_with(draft: Draft, label: str, code: str) -> bool:
    """Whether every code has one name and every name one code."""
    import numpy as np

    own, other = draft.column(label), draft.column(code)
    pairs = np.unique(own.codes.astype(np.int64) * len(other.values) + other.codes)
    return len(pairs) == len(own.used()) == len(other.used())
