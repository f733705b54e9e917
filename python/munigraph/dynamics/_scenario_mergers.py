"""Mergers of municipalities in scenarios: participants, memberships, successions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from ._scenario_draft import OPEN, Draft, Row, to
from ._scenario_edits import STRENGTH


def municipalities_merged(draft: Draft, ids: list[str], into: str, name: str | None) -> str:
    """Municipalities become one: participants, memberships, successions. Says what becomes of
    their successions of later."""
    known = [draft.tables["participants"][k] for k in draft.of("participants", "id", into)]
    # One that the register has be made later is made now.
    planned = bool(known) and into not in ids and known[0]["valid_from"] > draft.day
    if planned and known[0]["kind"] != "municipality":
        raise ValueError(f"{into!r} is no municipality but {known[0]['kind']}")
    exists = bool(known) and not planned
    if exists and into not in ids:
        ids = [*ids, into]
    if len(ids) < 2:
        raise ValueError("one municipality cannot merge; expected at least two")
    places = [draft.participant(id_) for id_ in ids]
    for id_, k in zip(ids, places, strict=True):
        if (kind := draft.tables["participants"][k]["kind"]) != "municipality":
            raise ValueError(f"{id_!r} is no municipality but {kind}")
    _participants_merged(draft, ids, places, into, name, exists, planned)
    ends = set(ids) - {into}
    for version in [k for k, row in draft.tables["arrangements"].items() if to(row) > draft.day]:
        _memberships_merged(draft, version, {*ids, into}, into, ends)
    return _successions_merged(draft, ends, into, new=not known)


def _participants_merged(
    draft: Draft,
    ids: list[str],
    places: list[int],
    into: str,
    name: str | None,
    exists: bool,
    planned: bool,
) -> None:
    rows = [draft.tables["participants"][k] for k in places]
    people = [row["population"] for row in rows]
    total = _total(people)
    years = {row["population_year"] for row in rows}
    year = years.pop() if total and len(years) == 1 else ""
    named = {} if name is None else {"name": name}
    if exists:
        k = draft.of("participants", "id", into)[0]
        draft.change("participants", k, population=total, **named)
    elif planned:
        # Name, province and seat are the register's; people are those of the day.
        k = draft.of("participants", "id", into)[0]
        people_now = {"population": total, "population_year": year}
        draft.change("participants", k, valid_from=draft.day, **people_now, **named)
    else:
        largest = max(rows, key=lambda row: float(row["population"] or "-1"))
        draft.add(
            "participants",
            id=into,
            name=name or into,
            kind="municipality",
            province=largest["province"],
            population=total,
            population_year=year,
            lon=_mean([row["lon"] for row in rows], people),
            lat=_mean([row["lat"] for row in rows], people),
            valid_from=draft.day,
        )
    for id_, k in zip(ids, places, strict=True):
        if id_ == into:
            continue
        draft.change("participants", k, valid_to=draft.day)
        later = [k for k in _later(draft, lambda row: row["to"] == into)
                 if draft.tables["successions"][k]["from"] == id_]  # fmt: skip
        if later:  # brought forward; a second one would say it twice
            draft.change("successions", later[0], date=draft.day, kind="merged")
            draft.drop("successions", later[1:])
        else:
            draft.add("successions", date=draft.day, **{"from": id_}, to=into, kind="merged")


def _later(draft: Draft, wanted: Callable[[Row], bool]) -> list[int]:
    """Positions of successions after the day, in order."""
    rows = draft.tables["successions"]
    return [k for k in sorted(rows) if rows[k]["date"] > draft.day and wanted(rows[k])]


def _successions_merged(draft: Draft, ends: set[str], into: str, new: bool) -> str:
    """What the register has of the merged ones for later goes on with the one that they became, or
    is gone; says so.

    What came to them comes to it, and so do pieces that they were to give away. Where all of them
    were to go up in one municipality on one day, a new one does. Every other end of theirs cannot
    be: they are no more.
    """
    rows = draft.tables["successions"]
    for k in _later(draft, lambda row: row["to"] in ends):
        draft.change("successions", k, to=into)
    for k in _later(draft, lambda row: row["from"] in ends and row["kind"] == "part"):
        draft.change("successions", k, **{"from": into})
    _drop_repeated(draft, {*ends, into}, into)
    own = _later(draft, lambda row: row["from"] in ends)
    if not own:
        return ""
    told = [(rows[k]["from"], rows[k]["to"], rows[k]["date"]) for k in own]
    where = {(to_, date) for _, to_, date in told}
    together = len(where) == 1 and {from_ for from_, _, _ in told} == ends
    if new and together:
        ((to_, date),) = where
        draft.change("successions", own[0], **{"from": into}, kind="merged")
        draft.drop("successions", own[1:])
        draft.change("participants", draft.of("participants", "id", into)[0], valid_to=date)
        return f"on {date} it goes up in {to_}, as they would have"
    draft.drop("successions", own)
    its = {(rows[k]["to"], rows[k]["date"]) for k in _later(draft, lambda r: r["from"] == into)}
    lost = [f"{a} → {b} on {date}" for a, b, date in told if (b, date) not in its]
    return f"no longer: {', '.join(lost)}" if lost else ""


def _drop_repeated(draft: Draft, who: set[str], into: str) -> None:
    """Successions that lead from what is one now to itself, or say the same twice."""
    seen = set()
    for k in _later(draft, lambda row: into in (row["from"], row["to"])):
        row = draft.tables["successions"][k]
        what = row["from"], row["to"], row["date"], row["kind"]
        if (row["to"] == into and row["from"] in who) or what in seen:
            draft.drop("successions", [k])
        seen.add(what)


def _memberships_merged(
    draft: Draft, version: int, who: set[str], into: str, ends: set[str]
) -> None:
    rows = draft.tables["memberships"]
    own = draft.rows_of(version, who.__contains__)
    if not any(rows[k]["participant"] in ends for k in own):
        return
    everyone = {rows[k]["participant"] for k in draft.rows_of(version)}
    if everyone <= who and len(everyone) > 1:
        # It falls inside one municipality.
        if draft.starts_before(version):
            draft.change("arrangements", version, valid_to=draft.day)
        else:
            draft.remove(version)
        return
    before = draft.starts_before(version)
    pieces = [
        (max(rows[k]["valid_from"], draft.day) if before else rows[k]["valid_from"],
         to(rows[k]), rows[k]["role"], rows[k]["participant"])
        for k in own
    ]  # fmt: skip
    goes_on = {
        rows[k]["role"]: k
        for k in own
        if rows[k]["participant"] == into and rows[k]["valid_from"] < draft.day and before
    }
    stretches = _stretches(pieces)
    kept = goes_on.get(stretches[0][2]) if stretches and stretches[0][0] == draft.day else None
    draft.cut(version, [k for k in own if k != kept])
    if kept is not None:
        _, end, _ = stretches.pop(0)
        draft.change("memberships", kept, valid_to="" if end == OPEN else end)
    for start, end, role in stretches:
        draft.add(
            "memberships",
            arrangement=draft.id_of(version),
            participant=into,
            role=role,
            valid_from=start,
            valid_to="" if end == OPEN else end,
        )


def _stretches(pieces: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str]]:
    """The strongest role at each time, as stretches (from, to, role) that do not touch where roles
    are equal."""
    cuts = sorted({day for start, end, _, _ in pieces for day in (start, end)})
    made: list[tuple[str, str, str]] = []
    for start, end in pairwise(cuts):
        roles = [role for a, b, role, _ in pieces if a <= start < b]
        if not roles:
            continue
        role = max(roles, key=STRENGTH.__getitem__)
        if made and made[-1][1] == start and made[-1][2] == role:
            made[-1] = (made[-1][0], end, role)
        else:
            made.append((start, end, role))
    return made


def _total(values: list[str]) -> str:
    """The sum, where all are known."""
    if not all(values):
        return ""
    total = float(sum(float(value) for value in values))
    return str(int(total)) if total.is_integer() else repr(total)


def _mean(values: list[str], weights: list[str]) -> str:
    """The mean by weight; plain where a weight is missing, nothing where a value is."""
    if not all(values):
        return ""
    shares = [float(weight) for weight in weights] if all(weights) else [1.0] * len(values)
    whole = sum(shares)
    if whole == 0:
        shares, whole = [1.0] * len(values), float(len(values))
    return repr(sum(float(v) * s for v, s in zip(values, shares, strict=True)) / whole)
