"""The steps of scenarios, on the tables of a draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._common.arguments import iso_date
from .._common.words import check_word, unknown
from ..registry._vocabulary import ARRANGEMENT_KINDS, OBLIGATIONS, PHASES, YES_NO
from ._scenario_draft import Draft, in_force, to

#: Host before member before observer.
STRENGTH = {"host": 2, "member": 1, "observer": 0}
#: Columns of arrangements that hold words of a closed list.
WORDS = {"kind": ARRANGEMENT_KINDS, "obligation": OBLIGATIONS, "phase": PHASES, "inputs": YES_NO,
         "decision_rules": YES_NO, "evaluation": YES_NO}  # fmt: skip
#: Columns that a step fills itself.
OWN = ("id", "chain", "name", "legal_form", "structure", "valid_from")


def left(draft: Draft, ids: Iterable[str], arrangement: str) -> None:
    """Participants leave an arrangement."""
    chain = draft.chain(arrangement)
    for id_ in ids:
        draft.participant(id_)
        members = draft.members(draft.version(chain))
        if id_ not in members:
            raise ValueError(f"{id_!r} is no member of {arrangement!r} on {draft.day}")
        if len(members) == 1:
            raise ValueError(f"{arrangement!r} would have no member left; dissolve it instead")
        if _role_on_the_day(draft, chain, id_) is None:
            _as_before(draft, chain, id_)
        else:
            _leave_for_good(draft, chain, id_)
    draft.rejoin(chain)


def _leave_for_good(draft: Draft, chain: str, id_: str) -> None:
    for version in draft.versions(chain):
        draft.cut(version, draft.rows_of(version, id_.__eq__))
        if not draft.of("memberships", "arrangement", draft.id_of(version)):
            draft.remove(version)


def joined(draft: Draft, ids: Iterable[str], arrangement: str, role: str) -> None:
    """Participants join an arrangement, or are back in it as they were."""
    chain = draft.chain(arrangement)
    for id_ in ids:
        draft.participant(id_)
        if id_ in draft.members(draft.version(chain)):
            raise ValueError(f"{id_!r} is a member of {arrangement!r} already on {draft.day}")
        if role == "host":
            _check_one_host(draft, chain, arrangement, id_)
        if _role_on_the_day(draft, chain, id_) == role:
            _as_before(draft, chain, id_)
            continue
        for version in draft.versions(chain):
            _add_member(draft, version, id_, role)
    draft.rejoin(chain)


def _check_one_host(draft: Draft, chain: str, arrangement: str, id_: str) -> None:
    """A star has one host at a time, now and later."""
    rows = draft.tables["memberships"]
    for version in draft.versions(chain):
        if draft.tables["arrangements"][version]["structure"] != "star":
            continue
        for k in draft.rows_of(version, lambda one: one != id_):
            if rows[k]["role"] == "host":
                raise ValueError(
                    f"{arrangement!r} is a star around {rows[k]['participant']!r}; a star has one "
                    f"host, and {id_!r} can join as a member"
                )


def _role_on_the_day(draft: Draft, chain: str, id_: str) -> str | None:
    """The role that the register gives a participant in a chain on the day; None: no member."""
    there = {
        row["id"]
        for row in draft.original["arrangements"].values()
        if row["chain"] == chain and in_force(row, draft.day)
    }
    roles = [
        row["role"]
        for row in draft.original["memberships"].values()
        if row["arrangement"] in there and row["participant"] == id_ and in_force(row, draft.day)
    ]
    return max(roles, key=STRENGTH.__getitem__, default=None)


def _as_before(draft: Draft, chain: str, id_: str) -> None:
    """A participant's memberships of a chain are those that the register has, from the day on."""
    original = draft.original["memberships"]
    versions = {draft.id_of(v): v for v in draft.versions(chain)}
    olds = {draft.splits[new]: new for new in versions if new in draft.splits}
    for version in versions.values():
        draft.drop("memberships", draft.rows_of(version, id_.__eq__))
    for k, row in original.items():
        if row["participant"] != id_ or to(row) <= draft.day:
            continue
        if row["arrangement"] in versions or row["arrangement"] in olds:
            draft.put("memberships", k, row)
        if row["arrangement"] in olds:
            draft.add("memberships", **{**row, "arrangement": olds[row["arrangement"]]})


def _add_member(draft: Draft, version: int, id_: str, role: str) -> None:
    """From the day on, up to a membership that the register has for later."""
    rows = draft.tables["memberships"]
    later = [rows[k]["valid_from"] for k in draft.rows_of(version, id_.__eq__)]
    if later and min(later) <= draft.day:
        return
    draft.add(
        "memberships",
        arrangement=draft.id_of(version),
        participant=id_,
        role=role,
        valid_from=draft.day,
        valid_to=min(later, default=""),
    )


def founded(
    draft: Draft,
    id_: str,
    members: Iterable[str],
    *,
    name: str,
    themes: Iterable[str] = (),
    host: str | None = None,
    **attributes: Any,
) -> None:
    """A new arrangement; ``attributes`` are columns of the table of arrangements."""
    id_ = str(id_)
    if draft.is_arrangement(id_):
        raise ValueError(f"there is an arrangement {id_!r} already; give another id")
    _check_attributes(draft, attributes)
    words = {"kind": "cooperation", "obligation": "unknown", "phase": "unknown",
             "inputs": "unknown", "decision_rules": "unknown", "evaluation": "unknown",
             "structure": "clique" if host is None else "star"}  # fmt: skip
    everyone = list(dict.fromkeys([*members, *([] if host is None else [host])]))
    for one in everyone:
        draft.participant(one)
    given = {key: iso_date(value) if key == "valid_to" else str(value)
             for key, value in attributes.items()}  # fmt: skip
    given["valid_to"] = given.get("valid_to") or draft.closing
    row = {**words, **given, "id": id_, "chain": id_, "name": name, "valid_from": draft.day}
    draft.add("arrangements", **row)
    for one in everyone:
        draft.add(
            "memberships",
            arrangement=id_,
            participant=one,
            role="host" if one == host else "member",
            valid_from=draft.day,
        )
    for theme in themes:
        draft.add("arrangement_themes", arrangement=id_, theme=theme, basis="given")


def _check_attributes(draft: Draft, attributes: dict[str, Any]) -> None:
    """Columns that are there, are not the step's own, and hold what they can."""
    others = [name for name in draft.columns["arrangements"] if name not in OWN]
    for column, value in attributes.items():
        if column == "legal_form":
            continue  # an argument of its own, checked there
        if column not in others:
            raise unknown("column of arrangements that can be given", column, others)
        if column in WORDS:
            check_word(column.replace("_", " "), value, WORDS[column])
        if column == "parent" and value and not draft.of("arrangements", "id", str(value)):
            raise ValueError(f"parent is {value!r}, expected the id of an arrangement")
        if column == "valid_to" and value and iso_date(value) <= draft.day:
            raise ValueError(f"valid_to is {value!r}, expected a date after {draft.day}")


def with_form(draft: Draft, arrangement: str, legal_form: str) -> None:
    """An arrangement has another legal form from the day on."""
    chain = draft.chain(arrangement)
    draft.split(chain)
    for version in draft.versions(chain):
        first = draft.splits.get(draft.id_of(version), draft.id_of(version))
        known = [row for row in draft.original["arrangements"].values() if row["id"] == first]
        was = _form_on_the_day(draft, chain)
        back = bool(known) and legal_form == was
        form = known[0]["legal_form"] if back else legal_form
        draft.change("arrangements", version, legal_form=form)
    draft.rejoin(chain)


def _form_on_the_day(draft: Draft, chain: str) -> str | None:
    """The form that the register has."""
    rows = [
        row
        for row in draft.original["arrangements"].values()
        if row["chain"] == chain and in_force(row, draft.day)
    ]
    return max(rows, key=lambda row: row["valid_from"])["legal_form"] if rows else None


def arrangements_merged(draft: Draft, ids: list[str], into: str, legal_form: str | None) -> None:
    """Arrangements become one, with the members and themes of all."""
    chains = list(dict.fromkeys(draft.chain(id_) for id_ in ids))
    goes_on = draft.chain(into) if draft.is_arrangement(into) else None
    if goes_on is not None and goes_on not in chains:
        chains.append(goes_on)
    if len(chains) < 2:
        raise ValueError("one arrangement cannot merge; expected at least two")
    members: dict[str, str] = {}
    themes: dict[str, str] = {}
    for chain in chains:
        version = draft.version(chain)
        for id_ in draft.members(version):
            members.setdefault(id_, "member")
        for k in draft.of("arrangement_themes", "arrangement", draft.id_of(version)):
            row = draft.tables["arrangement_themes"][k]
            themes.setdefault(row["theme"], row["basis"])
    first = draft.tables["arrangements"][draft.version(chains[0])]
    for chain in chains:
        if chain != goes_on:
            draft.end(chain)
    if goes_on is None:
        same = ("kind", "obligation", "phase", "legal_form")
        kept = {name: first[name] for name in same}
        founded(draft, into, members, name=into, **kept)
        goes_on = into
    else:
        draft.split(goes_on)
    for version in draft.versions(goes_on):
        _take_in(draft, version, members, themes)
    if legal_form is not None:
        with_form(draft, goes_on, legal_form)


def _take_in(draft: Draft, version: int, members: Iterable[str], themes: dict[str, str]) -> None:
    id_ = draft.id_of(version)
    there = {draft.tables["memberships"][k]["participant"] for k in draft.rows_of(version)}
    for one in members:
        if one not in there:
            _add_member(draft, version, one, "member")
    rows = draft.of("arrangement_themes", "arrangement", id_)
    known = {draft.tables["arrangement_themes"][k]["theme"] for k in rows}
    for theme, basis in themes.items():
        if theme not in known:
            draft.add("arrangement_themes", arrangement=id_, theme=theme, basis=basis)


def hub_added(
    draft: Draft, name: str, members: Iterable[str], as_: str, themes: Iterable[str]
) -> None:
    """One arrangement of all, or a participant that hosts a star of all."""
    host = None
    if as_ == "node":
        if draft.of("participants", "id", name):
            raise ValueError(f"there is a participant {name!r} already; give another name")
        draft.add("participants", id=name, name=name, kind="organisation", valid_from=draft.day)
        host = name
    founded(draft, name, members, name=name, legal_form="unknown", themes=themes, host=host)
