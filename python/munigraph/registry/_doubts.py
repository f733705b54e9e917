"""What is doubtful in a register, by severity, with counts and examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from .._common.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from ._register import Register

__all__ = ["Doubts", "doubts_of"]

SEVERITIES = ("error", "warning", "note")
EXAMPLES = 5
FIRST, LAST = "0000-00-00", "9999-99-99"


class Doubts(Result):
    """What is doubtful in a register.

    Attributes
    ----------
    table : DataFrame
        ``severity, what, count, examples``, errors first. An *error* cannot be right, a *warning*
        most probably is not, a *note* is worth knowing.
    """

    __slots__ = ("_found",)

    _found: tuple[tuple[str, str, tuple[str, ...]], ...]

    def __init__(self, found: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        kept = [(s, w, tuple(dict.fromkeys(ids))) for s, w, ids in found]
        kept = [one for one in kept if one[2]]
        self._set(_found=tuple(sorted(kept, key=lambda one: SEVERITIES.index(one[0]))))

    @property
    def table(self) -> pd.DataFrame:
        """``severity, what, count, examples``, errors first."""
        import pandas as pd

        rows = [
            (severity, what, len(ids), "; ".join(ids[:EXAMPLES]))
            for severity, what, ids in self._found
        ]
        return pd.DataFrame(rows, columns=["severity", "what", "count", "examples"])

    @property
    def errors(self) -> int:
        """Number of things that cannot be right."""
        return sum(len(ids) for severity, _, ids in self._found if severity == "error")

    def of(self, what: str) -> tuple[str, ...]:
        """All that a line of the table counts; empty where there is no such line."""
        return next((ids for _, name, ids in self._found if name == what), ())

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        counts = dict.fromkeys(SEVERITIES, 0)
        for severity, _, ids in self._found:
            counts[severity] += len(ids)
        told = ", ".join(f"{count} {name}s" for name, count in counts.items() if count)
        return f"<Doubts: {told or 'none'}>"


def doubts_of(register: Register) -> Doubts:
    """The doubts behind ``Register.check``; cost O(rows log rows)."""
    text = _Text(register)
    checks: tuple[Callable[[_Text], Iterable[tuple[str, str, Iterable[str]]]], ...]
    checks = (_chains, _references, _successions, _members, _names, _hosts, _completeness)
    return Doubts(one for check in checks for one in check(text))


class _Text:
    """The tables as text: dates compare as they are, and empty means unknown or open."""

    def __init__(self, register: Register) -> None:
        text = register._core.to_text()
        self.rows: dict[str, list[dict[str, str]]] = {
            name: [
                dict(zip(columns, values, strict=True))
                for values in zip(*columns.values(), strict=True)
            ]
            for name, columns in text.items()
        }
        self.arrangements = {row["id"]: row for row in self.rows["arrangements"]}
        self.participants = {row["id"]: row for row in self.rows["participants"]}


def _start(row: dict[str, str]) -> str:
    return row["valid_from"] or FIRST


def _end(row: dict[str, str]) -> str:
    return row["valid_to"] or LAST


def _grouped(rows: Iterable[dict[str, str]], key: Any) -> dict[Any, list[dict[str, str]]]:
    made: dict[Any, list[dict[str, str]]] = {}
    for row in rows:
        made.setdefault(key(row), []).append(row)
    return made


def _chains(text: _Text) -> Iterable[tuple[str, str, list[str]]]:
    overlaps, gaps = [], []
    for chain, versions in _grouped(text.rows["arrangements"], lambda r: r["chain"]).items():
        end = ""
        for row in sorted((v for v in versions if _start(v) < _end(v)), key=_start):
            if end and _start(row) < end:
                overlaps.append(f"{chain} at {row['id']}")
            elif end and _start(row) > end:
                gaps.append(f"{chain} from {end} to {row['valid_from']}")
            end = max(end, _end(row))
    never = [r["id"] for r in text.rows["arrangements"] if _start(r) >= _end(r)]
    yield "warning", "versions of one arrangement overlap", overlaps
    yield "note", "nothing in force between two versions of an arrangement", gaps
    yield "note", "version that is never in force (begins and ends on one day)", never


def _references(text: _Text) -> Iterable[tuple[str, str, list[str]]]:
    itself = [r["id"] for r in text.rows["arrangements"] if r["parent"] == r["id"]]
    yield "error", "arrangement that is part of itself", itself


def _successions(text: _Text) -> Iterable[tuple[str, str, list[str]]]:
    rows = text.rows["successions"]
    unknown, early, late = [], [], []
    for row in rows:
        said = f"{row['date']}, {row['from']} to {row['to']}"
        old, new = text.participants.get(row["from"]), text.participants.get(row["to"])
        if old is None or new is None:
            unknown.append(said)
            continue
        if row["from"] != row["to"] and row["kind"] != "part" and _end(old) != row["date"]:
            early.append(f"{said}: ends {old['valid_to'] or 'never'}")
        if not _start(new) <= row["date"] < _end(new):
            late.append(said)
    shares = []
    for (day, old_id, of), group in _grouped(
        rows, lambda r: (r["date"], r["from"], r["share_of"])
    ).items():
        given = [float(r["share"]) for r in group if r["share"]]
        old = text.participants.get(old_id)
        whole = len(given) == len(group) and old is not None and _end(old) == day
        if given and (sum(given) > 1.005 or (whole and sum(given) < 0.995)):
            shares.append(f"{day}, {old_id}: {sum(given):.4g}{f' of {of}' if of else ''}")
    yield "error", "succession of a participant that is not there", unknown
    yield "warning", "succession whose shares do not add up to one", shares
    yield "warning", "succession on another day than its predecessor ends", early
    yield "warning", "succession whose successor is not in force on its day", late


def _members(text: _Text) -> Iterable[tuple[str, str, list[str]]]:
    lingering, outside = [], []
    for row in text.rows["memberships"]:
        version, who = text.arrangements[row["arrangement"]], text.participants[row["participant"]]
        said = f"{row['participant']} in {row['arrangement']}"
        start = max(_start(row), _start(version))
        end = min(_end(row), _end(version))
        if start >= end and _start(version) < _end(version):
            outside.append(said)
        elif _end(who) < end:
            lingering.append(f"{said} after {who['valid_to']}")
    yield "warning", "member that no longer exists while its membership goes on", lingering
    yield "warning", "membership that is never in force", outside


def _names(text: _Text) -> Iterable[tuple[str, str, list[str]]]:
    yield (
        "note",
        "arrangement without a name",
        [r["id"] for r in text.rows["arrangements"] if not r["name"].strip()],
    )
    for what, table, key in (
        ("name of two arrangements at one time", "arrangements", "chain"),
        ("name of two participants at one time", "participants", "id"),
    ):
        yield "warning", what, list(_twice(text.rows[table], key))


def _twice(rows: list[dict[str, str]], key: str) -> Iterable[str]:
    """Names that two of different keys have on one day."""
    for group in _grouped(rows, lambda r: " ".join(r["name"].split()).casefold()).values():
        if not group[0]["name"].strip() or len({r[key] for r in group}) < 2:
            continue
        ends: dict[str, str] = {}  # of each key, the latest end so far
        for row in sorted((r for r in group if _start(r) < _end(r)), key=_start):
            others = [k for k, end in ends.items() if k != row[key] and end > _start(row)]
            if others:
                yield f"{row['name']} ({others[0]}, {row[key]})"
            ends[row[key]] = max(ends.get(row[key], ""), _end(row))


def _hosts(text: _Text) -> Iterable[tuple[str, str, list[str]]]:
    hosts: dict[str, list[dict[str, str]]] = {}
    for row in text.rows["memberships"]:
        if row["role"] == "host":
            hosts.setdefault(row["arrangement"], []).append(row)
    without: list[str] = []
    gone: list[str] = []
    for id_, version in text.arrangements.items():
        there = [
            row
            for row in hosts.get(id_, ())
            if max(_start(row), _start(version)) < min(_end(row), _end(version))
        ]
        if version["structure"] == "star" and not there:
            (gone if hosts.get(id_) else without).append(id_)
    yield "error", "star without a host", without
    yield "warning", "host that is no member at any time", gone


def _completeness(text: _Text) -> Iterable[tuple[str, str, list[str]]]:
    themed = {row["arrangement"] for row in text.rows["arrangement_themes"]}
    yield "note", "arrangement without a theme", [i for i in text.arrangements if i not in themed]
    for column, what in (
        ("legal_form", "legal form"),
        ("inputs", "what each puts in"),
        ("decision_rules", "decision rules"),
        ("evaluation", "evaluation"),
    ):
        yield (
            "note",
            f"arrangement of which it is not known: {what}",
            [id_ for id_, row in text.arrangements.items() if row[column] == "unknown"],
        )
