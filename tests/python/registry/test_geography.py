"""Registers on the municipalities of another day, and repaired snapshots."""

from __future__ import annotations

import pickle

import munigraph as mg
import pytest


def made() -> mg.Register:
    """a + b became ab in 2019, c was split; `v` names ab too early and c too late."""
    return mg.Register.from_tables(
        {
            "id": ["a", "b", "ab", "c", "d", "e"],
            "valid_from": ["", "", "2019-01-01", "", "", ""],
            "valid_to": ["2019-01-01", "2019-01-01", "", "2019-01-01", "", ""],
        },
        {"id": ["v", "w"], "valid_from": ["2015-01-01"] * 2, "valid_to": ["", "2024-05-01"]},
        {
            "arrangement": [*"vvv", *"ww"],
            "participant": ["ab", "c", "d", "a", "b"],
            "valid_from": ["2019-01-01", "", "", "", ""],
        },
        successions={
            "date": ["2019-01-01"] * 4,
            "from": ["a", "b", "c", "c"],
            "to": ["ab", "ab", "d", "e"],
            "kind": ["merged", "merged", "split", "split"],
            "share": [1, 1, 0.7, 0.3],
        },
    )


def members(snapshot: mg.Snapshot, arrangement: str) -> set[str]:
    table = snapshot.memberships
    return set(table.loc[table["arrangement"] == arrangement, "participant"])


def test_repair_is_off_by_default() -> None:
    register = made()
    plain = register.at("2017-07-01")
    assert not plain.repaired
    assert plain.repairs is None
    assert "basis" not in plain.memberships
    assert members(plain, "v") == {"c", "d"}


def test_repaired_memberships_are_marked_and_counted() -> None:
    snapshot = made().at("2017-07-01", repair=True)
    assert members(snapshot, "v") == {"a", "b", "c", "d"}
    table = snapshot.memberships.set_index(["arrangement", "participant"])["basis"]
    assert table["v", "a"] == "inferred"
    assert table["v", "c"] == "recorded"
    assert snapshot.repairs.repaired == 1
    assert "2 of them carried over" in repr(snapshot)
    late = made().at("2020-07-01", repair=True)
    assert members(late, "v") == {"ab", "d"}
    assert members(late, "w") == {"ab"}
    assert late.repairs.left_out == 1
    reason = late.repairs.table.set_index("value").loc["c", "reason"]
    assert "split: no successor is named" in reason


def test_on_geography_accounts_for_every_row() -> None:
    register, report = made().on_geography("2024-01-01")
    assert register.geography == "2024-01-01"
    assert report.rows_read == 5 == report.taken + report.merged + report.left_out
    assert members(register.at("2017-07-01"), "v") == {"ab", "d"}
    assert set(register.participants["id"]) == {"ab", "d", "e"}
    assert list(register.arrangements["id"]) == ["v"]
    assert "all its municipalities are one" in " ".join(report.table["reason"])
    undetermined, _ = made().on_geography("2024-01-01", splits="undetermined")
    assert members(undetermined.at("2017-07-01"), "v") == {"ab", "d"}


def test_a_year_is_a_day() -> None:
    register = made()
    assert register.last_day == "2024-05-01"
    assert register.at(2017).date == "2017-07-01"
    assert register.at("2017").date == "2017-07-01"
    assert register.day(2024) == "2024-05-01"
    assert register.day(2030) == "2024-05-01"
    assert register.on_geography(2017)[0].geography == "2017-07-01"


def test_networks_remember_repair_and_geography() -> None:
    register = made()
    network = register.at(2017, repair=True).network()
    assert network.construction["repair"] is True
    again = register.rebuild(network.construction)
    assert again.edges.equals(network.edges)
    assert len(network.edges) == 6
    moved = register.on_geography("2024-01-01")[0].at(2017).network()
    assert moved.construction["geography"] == "2024-01-01"
    assert register.rebuild(moved.construction).edges.equals(moved.edges)
    assert pickle.loads(pickle.dumps(network)).construction == network.construction
    assert pickle.loads(pickle.dumps(moved)).construction == moved.construction


def test_a_snapshot_on_the_geography_of_another_day() -> None:
    register = made()
    snapshot = register.at(2017, geography="2024-01-01")
    moved = register.on_geography("2024-01-01")[0].at(2017)
    assert snapshot.register.geography == "2024-01-01"
    assert snapshot.memberships.equals(moved.memberships)
    assert snapshot.network().construction == moved.network().construction
    assert pickle.loads(pickle.dumps(snapshot)).memberships.equals(moved.memberships)
    assert register.at(2017, geography="own").register is register
    with pytest.raises(mg.DataError):
        register.at(2017, geography="now")


def test_snapshots_and_registers_can_be_pickled() -> None:
    snapshot = pickle.loads(pickle.dumps(made().at(2017, repair=True)))
    assert members(snapshot, "v") == {"a", "b", "c", "d"}
    assert snapshot.repaired
    register = pickle.loads(pickle.dumps(made().on_geography(2020)[0]))
    assert register.geography == "2020-07-01"


def test_an_export_day_is_kept(tmp_path) -> None:
    import json

    made().to_package(tmp_path)
    file = tmp_path / "datapackage.json"
    document = json.loads(file.read_text())
    assert "created" not in document
    file.write_text(json.dumps({**document, "created": "2023-02-03T10:00:00Z"}))
    register, _ = mg.read_package(tmp_path)
    assert register.last_day == "2023-02-03"
    assert register.at(2023).date == "2023-02-03"
    again = pickle.loads(pickle.dumps(register))
    again.to_package(tmp_path / "again")
    assert mg.read_package(tmp_path / "again")[0].last_day == "2023-02-03"
    file.write_text(json.dumps({**document, "created": "yesterday"}))
    with pytest.raises(mg.DataError, match="created"):
        mg.read_package(tmp_path)


def test_misuse_is_refused() -> None:
    with pytest.raises(ValueError, match="known are undetermined, largest"):
        made().on_geography(2020, splits="large")
    with pytest.raises(mg.DataError, match="date"):
        made().on_geography("soon")
    with pytest.raises(TypeError, match="needs a date"):
        made().at()
