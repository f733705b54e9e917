"""Writing a register as a table that reads back: `Register.to_table`."""

from __future__ import annotations

import io
import os
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._common.errors import DataError
from ..._common.files import write_atomic
from ..._common.objects import core_of
from ..._common.text import near
from ._mapping import LAYOUTS, ColumnMapping, mapping_path

if TYPE_CHECKING:
    import pandas as pd

    from ...registry._register import Register

__all__ = ["write_table"]

_ARRANGEMENT = {
    "name": "arrangement_name", "kind": "arrangement_kind", "chain": "chain",
    "legal_form": "legal_form", "structure": "structure", "obligation": "obligation",
    "phase": "phase", "parent": "parent", "inputs": "inputs", "decision_rules": "decision_rules",
    "evaluation": "evaluation", "scheme": "scheme", "valid_from": "valid_from",
    "valid_to": "valid_to", "source": "source",
}  # fmt: skip
_PARTICIPANT = {
    "name": "participant_name", "kind": "participant_kind", "province": "province",
    "population": "population", "population_year": "population_year", "lon": "lon", "lat": "lat",
    "valid_from": "participant_from", "valid_to": "participant_to",
}  # fmt: skip
_DEFAULTS = {
    "structure": "clique", "obligation": "unknown", "phase": "unknown", "legal_form": "unknown",
    "kind": ("cooperation", "municipality"), "inputs": "unknown", "decision_rules": "unknown",
    "evaluation": "unknown",
}  # fmt: skip
_SEPARATORS = (";", "|", "\n", "\t", "¦")

Columns = dict[str, list[str]]


def write_table(
    register: Register,
    path: str | os.PathLike[str],
    layout: str = "memberships",
    *,
    lossy: bool = False,
) -> list[Path]:
    """See ``Register.to_table``; gives the paths that were written."""
    if layout not in LAYOUTS:
        similar = near(layout, LAYOUTS, 1)
        hint = f"did you mean '{similar[0]}'? " if similar else ""
        raise ValueError(f"unknown layout '{layout}'; {hint}one of {', '.join(LAYOUTS)}")
    target = Path(path)
    if target.suffix.lower() not in (".csv", ".tsv", ".parquet"):
        raise ValueError(f"{target.name}: a table is written as .csv, .tsv or .parquet")
    tables = core_of(register, "Register").to_text()
    maker = {
        "memberships": _memberships, "lists": _lists, "matrix": _matrix, "pairs": _pairs,
        "years": _years,
    }[layout]  # fmt: skip
    lost: list[str] = []
    columns, settings, participants = maker(tables, register, lost)
    if lost and not lossy:
        raise DataError(
            f"layout {layout} cannot hold {'; '.join(lost)}", source=target.name,
            expected="another layout (memberships holds all), or lossy=True to leave it out",
        )  # fmt: skip
    return _written(target, columns, settings, participants, tables["successions"])


def _written(
    target: Path, columns: Columns, settings: dict[str, Any], participants: Columns,
    successions: Columns,
) -> list[Path]:  # fmt: skip
    import pandas as pd

    base = target.with_suffix("")
    files: list[tuple[Path, Columns]] = [(target, columns)]
    if participants["id"]:
        files.append((base.with_name(base.name + ".participants.csv"), participants))
        settings["participants"] = files[-1][0].name
    if successions.get("from"):
        files.append((base.with_name(base.name + ".successions.csv"), successions))
        settings["successions"] = files[-1][0].name
    if target.suffix.lower() != ".parquet":
        settings["separator"] = "\t" if target.suffix.lower() == ".tsv" else ","
    for file, data in files:
        frame = pd.DataFrame({name: pd.Series(v, dtype=object) for name, v in data.items()})
        _save(frame, file)
    mapping = ColumnMapping(exact=True, path=mapping_path(target), **settings)
    return [*(file for file, _ in files), mapping.write()]


def _save(frame: pd.DataFrame, file: Path) -> None:
    if file.suffix.lower() == ".parquet":
        buffer = io.BytesIO()
        frame.to_parquet(buffer, index=False)
        write_atomic(file, buffer.getvalue())
    else:
        separator = "\t" if file.suffix.lower() == ".tsv" else ","
        # A line of one empty field would be no line; the first column is always there.
        text = frame.to_csv(index=False, sep=separator, lineterminator="\n", quoting=1)
        write_atomic(file, text.encode("utf-8"))


# ---- layouts -------------------------------------------------------------------------------------


def _described(table: Columns, known: dict[str, str], what: str, rows: list[int]) -> Columns:
    """Columns of attributes for these rows; a column of the schema that says nothing but the
    default is left out."""
    found: Columns = {}
    for name, values in table.items():
        if name == "id" or (name in known and _is_default(name, values, table["id"])):
            continue
        found[known.get(name, f"{what}.{name}")] = [values[row] for row in rows]
    return found


def _is_default(name: str, values: list[str], ids: list[str]) -> bool:
    if name in ("name", "chain"):
        return values == ids
    default = _DEFAULTS.get(name, "")
    allowed = {"", *([default] if isinstance(default, str) else default)}
    if name == "kind":
        return len(set(values)) == 1 and values[0] in allowed
    return set(values) <= allowed


def _rows_of(tables: dict[str, Columns]) -> tuple[list[int], list[int]]:
    arrangements = {id_: row for row, id_ in enumerate(tables["arrangements"]["id"])}
    participants = {id_: row for row, id_ in enumerate(tables["participants"]["id"])}
    members = tables["memberships"]
    return (
        [arrangements[id_] for id_ in members["arrangement"]],
        [participants[id_] for id_ in members["participant"]],
    )


def _themes(tables: dict[str, Columns], lost: list[str]) -> dict[str, tuple[str, str]]:
    """Arrangement → its themes and their bases, joined by ``;``."""
    found: dict[str, list[tuple[str, str]]] = {}
    table = tables["arrangement_themes"]
    strange = 0
    for id_, theme, basis in zip(table["arrangement"], table["theme"], table["basis"], strict=True):
        strange += ";" in theme or "\n" in theme or theme != theme.strip()
        own = found.setdefault(id_, [])
        if any(theme == other for other, _ in own):
            continue
        own.append((theme, basis))
    if strange:
        lost.append(f"themes with a semicolon or line break ({strange})")
    return {
        id_: (";".join(theme for theme, _ in own), ";".join(basis for _, basis in own))
        for id_, own in found.items()
    }


def _add_themes(columns: Columns, ids: list[str], themes: dict[str, tuple[str, str]]) -> None:
    if not themes:
        return
    columns["theme"] = [themes.get(id_, ("", ""))[0] for id_ in ids]
    bases = [themes.get(id_, ("", ""))[1] for id_ in ids]
    if any(set(basis.split(";")) - {"", "given"} for basis in bases):
        columns["theme_basis"] = bases


def _lone(tables: dict[str, Columns], register: Register, everyone: bool) -> Columns:
    """Participants for the file beside: those without membership, or all of them."""
    table = tables["participants"]
    inside = set(tables["memberships"]["participant"])
    rows = [r for r, id_ in enumerate(table["id"]) if everyone or id_ not in inside]
    return {name: [values[row] for row in rows] for name, values in table.items()}


def _numbers(register: Register, columns: Columns) -> list[str]:
    said = core_of(register, "Register").number_columns
    wanted = {f"arrangement.{name}" for name in said.get("arrangements", ())}
    wanted |= {f"participant.{name}" for name in said.get("participants", ())}
    return sorted(wanted & set(columns))


def _memberships(
    tables: dict[str, Columns], register: Register, lost: list[str]
) -> tuple[Columns, dict[str, Any], Columns]:
    members = tables["memberships"]
    of_arrangement, of_participant = _rows_of(tables)
    columns: Columns = {"arrangement": members["arrangement"]}
    columns |= _described(tables["arrangements"], _ARRANGEMENT, "arrangement", of_arrangement)
    _add_themes(columns, members["arrangement"], _themes(tables, lost))
    columns["participant"] = members["participant"]
    columns |= _described(tables["participants"], _PARTICIPANT, "participant", of_participant)
    if set(members["role"]) - {"member"}:
        columns["role"] = members["role"]
    for name, field in (("valid_from", "joined"), ("valid_to", "left")):
        if any(members[name]):
            columns[field] = members[name]
    settings = _settings("memberships", columns, register)
    return columns, settings, _lone(tables, register, False)


def _settings(layout: str, columns: Columns, register: Register, **more: Any) -> dict[str, Any]:
    return {
        "layout": layout,
        "header_rows": (1,),
        "encoding": "utf-8",
        "columns": {name: name for name in columns},
        "numbers": tuple(_numbers(register, columns)),
        **more,
    }


def _lists(
    tables: dict[str, Columns], register: Register, lost: list[str]
) -> tuple[Columns, dict[str, Any], Columns]:
    members = tables["memberships"]
    roles = sum(role != "member" for role in members["role"])
    dated = sum(
        bool(a or b) for a, b in zip(members["valid_from"], members["valid_to"], strict=True)
    )
    if roles:
        lost.append(f"roles (host or observer: {roles} memberships)")
    if dated:
        lost.append(f"dates of memberships ({dated})")
    ids = tables["arrangements"]["id"]
    inside: dict[str, list[str]] = {id_: [] for id_ in ids}
    for id_, participant in zip(members["arrangement"], members["participant"], strict=True):
        if participant not in inside[id_]:
            inside[id_].append(participant)
    everyone = set(members["participant"])
    free = [sep for sep in _SEPARATORS if not any(sep in id_ for id_ in everyone)]
    if not free:
        lost.append("ids that hold every separator (; | line break tab ¦)")
    separator = free[0] if free else ";"
    columns: Columns = {"arrangement": ids}
    columns |= _described(
        tables["arrangements"], _ARRANGEMENT, "arrangement", list(range(len(ids)))
    )
    _add_themes(columns, ids, _themes(tables, lost))
    columns["members"] = [separator.join(inside[id_]) for id_ in ids]
    settings = _settings("lists", columns, register, separators=(separator,))
    return columns, settings, _lone(tables, register, True)


def _named_losses(tables: dict[str, Columns], lost: list[str], dates: bool = True) -> None:
    """What a table of marks or pairs has no place for: attributes of arrangements, dates."""
    table = tables["arrangements"]
    rows = list(range(len(table["id"])))
    said = _described(table, _ARRANGEMENT, "arrangement", rows)
    if said:
        lost.append(f"columns of arrangements ({', '.join(said)})")
    if tables["arrangement_themes"]["theme"]:
        lost.append(f"themes ({len(tables['arrangement_themes']['theme'])})")
    members = tables["memberships"]
    dated = sum(
        bool(a or b) for a, b in zip(members["valid_from"], members["valid_to"], strict=True)
    )
    if dated and dates:
        lost.append(f"dates of memberships ({dated})")


def _matrix(
    tables: dict[str, Columns], register: Register, lost: list[str]
) -> tuple[Columns, dict[str, Any], Columns]:
    _named_losses(tables, lost)
    members = tables["memberships"]
    if len(tables["arrangements"]["id"]) > 16_000:
        raise DataError("too many arrangements for a matrix", expected="16,000 at most")
    strange = [a for a in tables["arrangements"]["id"] if " / " in a or a != a.strip() or "\n" in a]
    if strange:
        lost.append(f"ids that are no name of a column ({len(strange)}, such as {strange[0]!r})")
    people = sorted(set(members["participant"]))
    row_of = {id_: row for row, id_ in enumerate(people)}
    columns: Columns = {"participant": people}
    marks = {"member": "1", "host": "host", "observer": "observer"}
    for id_ in tables["arrangements"]["id"]:
        columns[id_] = [""] * len(people)
    for a, p, role in zip(
        members["arrangement"], members["participant"], members["role"], strict=True
    ):
        columns[a][row_of[p]] = marks[role]
    settings = _settings("matrix", {}, register, across="arrangements")
    settings["columns"] = {
        name: "participant" if name == "participant" else "mark" for name in columns
    }
    return columns, settings, _lone(tables, register, True)


def _pairs(
    tables: dict[str, Columns], register: Register, lost: list[str]
) -> tuple[Columns, dict[str, Any], Columns]:
    _named_losses(tables, lost)
    members = tables["memberships"]
    roles = sum(role != "member" for role in members["role"])
    if roles:
        lost.append(f"roles (host or observer: {roles} memberships)")
    inside: dict[str, list[str]] = {}
    for a, p in zip(members["arrangement"], members["participant"], strict=True):
        inside.setdefault(a, []).append(p)
    others = sum(len(set(own)) != 2 for own in inside.values())
    if others:
        lost.append(f"arrangements of another size than two ({others})")
    counts: dict[tuple[str, str], int] = {}
    for own in inside.values():
        for pair in combinations(sorted(set(own)), 2):
            counts[pair] = counts.get(pair, 0) + 1
    repeated = sum(count > 1 for count in counts.values())
    if repeated:
        lost.append(f"several arrangements of the same two ({repeated})")
    renamed = sum(f"{a} – {b}" not in inside for a, b in counts)
    if renamed:
        lost.append(f"ids of arrangements ({renamed})")
    columns: Columns = {
        "participant": [a for a, _ in counts],
        "partner": [b for _, b in counts],
        "weight": [str(count) for count in counts.values()],
    }
    return columns, _settings("pairs", columns, register), _lone(tables, register, True)


def _years(
    tables: dict[str, Columns], register: Register, lost: list[str]
) -> tuple[Columns, dict[str, Any], Columns]:
    """Memberships in force on 1 January of every year from the first start to the last change."""
    members = tables["memberships"]
    _named_losses(tables, lost, dates=False)
    _, ends = register.usable_range
    starts = [
        day for table in (members, tables["arrangements"]) for day in table["valid_from"] if day
    ]
    changes = [
        day for table in (members, tables["arrangements"]) for day in table["valid_to"] if day
    ]
    odd = sum(not day.endswith("-01-01") for day in (*starts, *changes))
    if odd:
        lost.append(f"dates other than 1 January ({odd})")
    if not starts:
        raise DataError("layout years needs a date: the register has none", expected="valid_from")
    first, last = int(min(starts)[:4]), int(max((*starts, *changes))[:4])
    arrangement, participant = _rows_of(tables)
    columns: Columns = {"year": [], "arrangement": [], "participant": [], "role": []}
    for k, (a, p) in enumerate(zip(members["arrangement"], members["participant"], strict=True)):
        table = tables["arrangements"]
        start = max(members["valid_from"][k], table["valid_from"][arrangement[k]])
        end = min(
            filter(None, (members["valid_to"][k], table["valid_to"][arrangement[k]])), default=""
        )
        for year in range(first, last + 1):
            day = f"{year:04d}-01-01"
            if start <= day and (not end or day < end):
                columns["year"].append(str(year))
                columns["arrangement"].append(a)
                columns["participant"].append(p)
                columns["role"].append(members["role"][k])
    del participant, ends
    settings = _settings("years", columns, register, rows="memberships")
    return columns, settings, _lone(tables, register, True)
