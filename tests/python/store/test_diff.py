"""What two registers say differently."""

import random

import munigraph as mg
import pytest


def register(**changes):
    rows = {
        "participants": {"id": list("pq"), "name": ["P", "Q"]},
        "arrangements": {"id": ["a", "b"], "legal_form": ["covenant", "unknown"]},
        "memberships": {"arrangement": list("aab"), "participant": list("pqp")},
        "themes": {"arrangement": ["a", "b"], "theme": ["waste", "care"]},
    }
    return mg.Register.from_tables(**{**rows, **changes})


def test_nothing_differs():
    assert len(mg.store.difference_of(register(), register())) == 0


def test_everything_that_differs_is_told_once():
    other = register(
        arrangements={"id": ["a", "c"], "legal_form": ["public_body", "unknown"]},
        memberships={"arrangement": list("aac"), "participant": ["p", "r", "p"]},
        participants={"id": list("pqr"), "name": ["P", "Q", "R"]},
        themes={"arrangement": ["a", "c"], "theme": ["care", "care"]},
    )
    found = mg.store.difference_of(register(), other)
    rows = {tuple(row) for row in found.table.to_numpy()}
    assert rows == {
        ("participants", "only in the second", "r", "", "", ""),
        ("arrangements", "differs", "a", "legal_form", "covenant", "public_body"),
        ("arrangements", "only in the first", "b", "", "", ""),
        ("arrangements", "only in the second", "c", "", "", ""),
        ("memberships", "only in the first", "a, q", "", "", ""),
        ("memberships", "only in the first", "b, p", "", "", ""),
        ("memberships", "only in the second", "a, r", "", "", ""),
        ("memberships", "only in the second", "c, p", "", "", ""),
        ("arrangement_themes", "only in the first", "a, waste", "", "", ""),
        ("arrangement_themes", "only in the second", "a, care", "", "", ""),
        ("arrangement_themes", "only in the first", "b, care", "", "", ""),
        ("arrangement_themes", "only in the second", "c, care", "", "", ""),
    }
    back = {tuple(row) for row in mg.store.difference_of(other, register()).table.to_numpy()}
    turned = {"only in the first": "only in the second", "only in the second": "only in the first"}
    assert back == {(t, turned.get(w, w), i, c, b, a) for t, w, i, c, a, b in rows}
    assert found.counts.loc["arrangements"].tolist() == [1, 1, 1]


def test_what_one_says_and_the_other_leaves_empty():
    named = register(arrangements={"id": ["a", "b"], "legal_form": ["covenant", "unknown"],
                                   "source": ["s", "s"]})  # fmt: skip
    for first, second in ((named, register()), (register(), named)):
        found = mg.store.difference_of(first, second).table
        assert found["column"].tolist() == ["source", "source"]
        assert (found["first"] != found["second"]).all()


VERSIONS = {
    "participants": {"id": list("pqr")},
    "arrangements": {
        "id": ["a1", "a2", "b", "c"], "chain": ["a", "a", "b", "c"], "name": ["A", "A", "B", "C"],
        "legal_form": ["covenant", "public_body", "unknown", "unknown"],
        "parent": ["", "", "a1", ""],
        "valid_from": ["2010-01-01", "2015-01-01", "2010-01-01", "2018-01-01"],
        "valid_to": ["2015-01-01", "", "", ""],
    },
    "memberships": {
        "arrangement": ["a1", "a1", "a2", "a2", "b", "b", "c"],
        "participant": list("pqpqpqr"),
        "valid_to": ["", "", "", "2019-01-01", "", "", ""],
    },
    "themes": {"arrangement": ["a1", "a2", "b"], "theme": ["waste", "care", "care"]},
}  # fmt: skip


def test_two_days_of_one_register():
    here = mg.Register.from_tables(**VERSIONS)
    found = mg.store.difference_of(here.at("2012-01-01"), here.at("2020-01-01")).table
    assert {tuple(row) for row in found.to_numpy()} == {
        ("arrangements", "differs", "a", "legal_form", "covenant", "public_body"),
        ("arrangements", "only in the second", "c", "", "", ""),
        ("memberships", "only in the first", "a, q", "", "", ""),
        ("memberships", "only in the second", "c, r", "", "", ""),
        ("arrangement_themes", "only in the first", "a, waste", "", "", ""),
        ("arrangement_themes", "only in the second", "a, care", "", "", ""),
    }
    assert len(mg.store.difference_of(here, here, on="2012-01-01")) == 0


def test_versions_in_force_side_by_side_are_told_apart():
    twice = {**VERSIONS["arrangements"], "valid_to": ["", "", "", ""]}
    here = mg.Register.from_tables(**{**VERSIONS, "arrangements": twice})
    found = mg.store.difference_of(here.at("2012-01-01"), here.at("2016-01-01")).table
    assert found.query("table == 'arrangements'")[["what", "id"]].to_numpy().tolist() == [
        ["only in the second", "a2"]
    ]


def test_days_of_a_synthetic_register_against_sets():
    rng = random.Random(4)
    base = mg.synthetic(30, 60, seed=8)
    members = base.memberships
    members["valid_from"] = [f"20{rng.randrange(10, 15)}-03-01" for _ in range(len(members))]
    ends = ["", *(f"20{year}-03-01" for year in range(15, 20))]
    members["valid_to"] = [rng.choice(ends) for _ in members.index]
    here = mg.Register.from_tables(None, base.arrangements[["id"]], members)
    for days in (("2013-01-01", "2018-01-01"), ("2018-01-01", "2013-01-01")):
        sets = []
        for day in days:
            begun, end = members["valid_from"] <= day, members["valid_to"]
            rows = members[begun & ((end == "") | (end > day))]
            sets.append(set(rows["arrangement"] + ", " + rows["participant"]))
        found = mg.store.difference_of(*(here.at(day) for day in days)).table
        found = found[found["table"] == "memberships"]
        for what, expected in (("first", sets[0] - sets[1]), ("second", sets[1] - sets[0])):
            assert set(found.loc[found["what"] == f"only in the {what}", "id"]) == expected
            assert expected


def test_a_register_beside_a_day_is_refused():
    with pytest.raises(TypeError, match="register.at"):
        mg.store.difference_of(register(), mg.Register.from_tables(**VERSIONS).at("2012-01-01"))
