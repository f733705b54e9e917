"""A year with one file beside a naive model: rows by key, merged by the rules of the page."""

import random

import munigraph as mg
import pytest

KEYS = {
    "participants": ("id",),
    "arrangements": ("id",),
    "memberships": ("arrangement", "participant"),
    "arrangement_themes": ("arrangement", "theme"),
    "successions": ("date", "from", "to"),
}
#: What a column says that says nothing, where it is not empty.
USUAL = {"legal_form": "unknown", "structure": "clique", "obligation": "unknown",
         "phase": "unknown", "inputs": "unknown", "decision_rules": "unknown",
         "evaluation": "unknown"}  # fmt: skip
ALWAYS_TOLD = {"valid_from", "valid_to", "role"}


def rows_of(register):
    """Table → key → row, as text."""
    found = {}
    for table, columns in register._core.to_text().items():
        if table in KEYS:
            rows = [dict(zip(columns, v, strict=True)) for v in zip(*columns.values(), strict=True)]
            found[table] = {tuple(row[k] for k in KEYS[table]): row for row in rows}
            assert len(found[table]) == len(rows)
    return found


def register_of(rows, like):
    tables = {
        table: {c: [row[c] for row in keyed.values()] for c in next(iter(keyed.values()))}
        for table, keyed in rows.items()
    }
    core = like._core
    made = mg._core.Register.from_text(tables, core.domain_map, core.number_columns, core.exported)
    return mg.Register(made, name=like.name)


def merged(old, new, closing):
    """What an update must leave, by nothing but the sentences of docs/store.md."""
    found = {}
    for table, before in old.items():
        given = new[table]
        usual = {**USUAL, "kind": "cooperation" if table == "arrangements" else "municipality"}
        told = {
            column
            for row in given.values()
            for column, value in row.items()
            if column in ALWAYS_TOLD or value != usual.get(column, "")
            or table in ("arrangement_themes", "successions")
        }  # fmt: skip
        rows = {}
        for key, row in before.items():
            if key in given:
                rows[key] = {c: given[key][c] if c in told else v for c, v in row.items()}
                continue
            if table == "arrangement_themes" and key[:1] in new["arrangements"]:
                continue
            rows[key] = dict(row)
            is_open = not row.get("valid_to") or row["valid_to"] > closing
            if table in ("arrangements", "memberships") and is_open:
                rows[key]["valid_to"] = max(closing, row["valid_from"])
        found[table] = {**{k: dict(row) for k, row in given.items() if k not in rows}, **rows}
    return found


def changed(rows, draw, number):
    """A newer export: some gone, some edited, some new."""
    made = {table: {k: dict(row) for k, row in keyed.items()} for table, keyed in rows.items()}
    gone = set(draw.sample(list(made["arrangements"]), number))
    for table in ("arrangements", "memberships", "arrangement_themes"):
        made[table] = {k: row for k, row in made[table].items() if k[:1] not in gone}
    for table in ("memberships", "arrangement_themes"):
        for key in draw.sample(list(made[table]), number):
            if sum(k[0] == key[0] for k in made[table]) > 2:
                del made[table][key]
    for table, column, value in (
        ("arrangements", "name", "ŧ '\"\n§"),
        ("arrangements", "legal_form", "covenant"),
        ("arrangements", "valid_to", "2020-09-01"),
        ("memberships", "role", "observer"),
        ("participants", "population", "4711"),
    ):
        for key in draw.sample(list(made[table]), number):
            if not (column == "role" and made[table][key]["role"] == "host"):
                made[table][key][column] = value
    first, towns = next(iter(made["arrangements"].values())), list(made["participants"])
    for k in range(number):
        id_ = f"new {number} {k}"
        made["arrangements"][(id_,)] = {**first, "id": id_, "chain": id_, "valid_to": ""}
        for (town,) in draw.sample(towns, 3):
            row = {"arrangement": id_, "participant": town, "role": "member",
                   "valid_from": "", "valid_to": ""}  # fmt: skip
            made["memberships"][(id_, town)] = row
    return made


@pytest.mark.parametrize("seed", range(3))
def test_a_year_of_exports(tmp_path, seed):
    draw, path = random.Random(seed), tmp_path / "a.munigraph"
    register = mg.datasets.load("nl-2020")
    register.save(path)
    states, exports, closing = [rows_of(register)], [], "2020-11-01"
    for number in (4, 7):
        export = changed(exports[-1] if exports else states[0], draw, number)
        if ("new 4 0",) in export["arrangements"] and exports:  # else it has left, and is closed
            export["arrangements"][("new 4 0",)]["name"] = "touched by the later import"
        newer = register_of(export, register)
        mg.update_register(path, newer, closing=closing)
        now = merged(states[-1], export, closing)
        assert rows_of(mg.open_register(path)) == now
        again = mg.update_register(path, newer, closing=closing)
        assert set(again.table["action"]) <= {"kept"}
        exports.append(export)
        states.append(now)
    assert len(mg.store.imports_of(path)) == 3
    with pytest.raises(mg.DataError, match="a later import changed rows"):
        mg.store.undo_import(path, 2)
    assert rows_of(mg.open_register(path)) == states[2]
    for number in (3, 2):
        assert mg.store.undo_import(path) == number
        assert rows_of(mg.open_register(path)) == states[number - 2]
