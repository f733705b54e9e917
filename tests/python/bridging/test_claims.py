"""The size claim with and without participants that are no municipality."""

import munigraph as mg
import pytest
from munigraph.inference import claim_with_and_without


@pytest.fixture(scope="module")
def snapshot():
    """Two groups of four municipalities, tied together by nothing but a national body."""
    ids = [f"m{i}" for i in range(8)] + ["state"]
    participants = {
        "id": ids,
        "kind": ["municipality"] * 8 + ["state"],
        "population": [10_000.0 * (i + 1) for i in range(8)] + [None],
    }
    groups = {"a": "m0 m1 m2 m3", "b": "m4 m5 m6 m7", "c": "m0 m1 m2 state", "d": "m4 m5 m6 state"}
    rows = [(a, p) for a, members in groups.items() for p in members.split()]
    memberships = {"arrangement": [a for a, _ in rows], "participant": [p for _, p in rows]}
    register = mg.Register.from_tables(participants, {"id": list(groups)}, memberships)
    return register.at("2020-01-01")


def test_a_national_body_bridges_where_it_counts(snapshot):
    table = claim_with_and_without(snapshot, threshold=50_000, draws=99).set_index("participants")
    assert list(table.index) == ["municipalities", "all"]
    assert table["others"].tolist() == [0, 1]
    assert table["others_in_top"].tolist() == [0, 1]
    assert table["clusters"].tolist() == [2, 2]
    # Half of what ties the state lies outside its cluster; no municipality reaches both groups
    # but through it.
    assert table.loc["all", "others_auc"] == 1.0
    assert table["n"].tolist() == [8, 8]


def test_kinds_choose_who_else_counts(snapshot):
    table = claim_with_and_without(snapshot, kinds=("municipality",), threshold=50_000, draws=9)
    assert table["others"].tolist() == [0, 0]
    assert table.iloc[0, 1:].equals(table.iloc[1, 1:].rename(table.index[0]))
