import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest


@pytest.fixture
def network():
    """A triangle of strong ties around b, a pair, and one alone."""
    tables = {
        "participants": {"id": list("abcdef"), "name": ["A", "Bee", "C", "D", "E", "F"]},
        "arrangements": {"id": ["1", "2", "3", "4"]},
        "memberships": {
            "arrangement": ["1"] * 3 + ["2"] * 2 + ["3"] * 2 + ["4"] * 2,
            "participant": [*"abc", *"ab", *"bc", *"de"],
        },
    }
    return mg.Register.from_tables(**tables).at("2020-01-01").network(weighting="count")


NAMES = ["1 · Bee", "1 · Bee", "1 · Bee", "2 · D", "2 · D", "3 · F"]


def test_a_name_is_a_number_from_1_and_the_central_member(network):
    found = mg.leiden(network)
    assert found.labels.tolist() == [0, 0, 0, 1, 1, 2]
    assert found.names.tolist() == ["1 · Bee", "2 · D", "3 · F"]
    assert found.table["cluster_name"].tolist() == NAMES
    assert found.summary["cluster_name"].tolist() == ["1 · Bee", "2 · D"]
    again = pickle.loads(pickle.dumps(found))
    assert again.table["cluster_name"].tolist() == NAMES
    assert "1 · Bee" in found._repr_html_()


def test_tables_carry_both(network):
    found = mg.leiden(network)
    table = mg.bridges(network, found)
    assert table["cluster_name"].reindex(list("abcdef")).tolist() == NAMES
    shuffled = pd.Series(found.labels, list("abcdef")).sort_values(ascending=False)
    assert mg.bridges(network, shuffled)["cluster_name"].equals(table["cluster_name"])
    assert mg.cluster_network(network, found).clusters["cluster_name"].tolist() == [
        "1 · Bee", "2 · D", "3 · F"
    ]  # fmt: skip
    assert mg.alignment(found, by=list("xxyyyy")).clusters["cluster_name"].tolist() == [
        "1 · Bee", "2 · D"
    ]  # fmt: skip


def test_words_are_names_already(network):
    table = mg.bridges(network, ["North", "North", "South", "South", "South", "South"])
    assert sorted(set(table["cluster_name"])) == ["North", "South"]


def test_nothing_to_name():
    found = mg.leiden(mg.Network.from_edges([], [], n=0))
    assert found.names.tolist() == []
    assert found.table.empty
    assert np.array(mg.leiden(mg.Network.from_edges([], [], n=2)).names).tolist() == [
        "1 · 0", "2 · 1"
    ]  # fmt: skip
