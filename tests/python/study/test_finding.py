"""What the finding says where there is little to find, and what it says once only."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import munigraph as mg
import pandas as pd
import pytest
from munigraph.study import Study, run
from munigraph.study._claims import _told
from munigraph.study._finding import Finding, _range
from munigraph.study._published import published
from munigraph.study._steps import _reason

_spec = importlib.util.spec_from_file_location(
    "finding_register", Path(__file__).parent / "conftest.py"
)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)


def studied(folder, register, **more):
    register.to_package(folder / "register")
    settings = {
        "study": {"title": "T"},
        "data": {"register": "register", "date": "2020-06-01"},
        "networks": {"whole": {}},
        "clusters": {"method": "leiden", "runs": 2},
        "bridges": {"stability": 5},
        "comparison": {},
        "claims": {"draws": 5, "null_draws": 5, "relabellings": 5},
        "output": {"report": False},
        **more,
    }
    return run(Study.of(settings, folder=folder), folder / "out")


@pytest.fixture(scope="module")
def of_one(tmp_path_factory):
    """All towns in one arrangement: one cluster, and no tie that leaves it."""
    towns = _made.register().participants
    members = pd.DataFrame({"arrangement": "all", "participant": towns["id"]})
    register = mg.Register.from_tables(towns, memberships=members)
    return studied(tmp_path_factory.mktemp("one"), register)


def test_nobody_bridges_where_there_is_one_cluster(of_one):
    assert of_one.facts["sentences"][-1] == (
        "Nobody bridges by participation: no municipality has any of it (no null)."
    )


def test_one_cluster_follows_nothing(of_one):
    row = of_one["claims"].set_index("key").loc["provinces"]
    assert row["answer"] == "Cannot be told"
    assert row["why"] == "there are not two clusters to follow anything"


@pytest.mark.parametrize(
    ("null", "clusters", "answer"),
    [("curveball", 5, "Cannot be told"), ("bicm", 5, "Cannot be told"), ("gravity", 5, "Yes"),
     ("tiling", 5, "Yes"), ("gravity", 1, "Cannot be told")],
)  # fmt: skip
def test_clusters_follow_provinces_only_beyond_nearness(null, clusters, answer):
    assert _told({"answer": "Yes", "null": null}, clusters)["answer"] == answer


def test_without_a_null_that_knows_distance_provinces_cannot_be_told(tmp_path):
    made = _made.register()
    register = mg.Register.from_tables(
        made.participants.drop(columns="population"), made.arrangements, made.memberships
    )
    grid = {"weighting": ["newman", "count"]}
    found = studied(tmp_path, register, multiverse={"runs": 2, "grid": grid})
    row = found["claims"].set_index("key").loc["provinces"]
    assert (row["answer"], row["null"]) == ("Cannot be told", "curveball")
    # Why gravity was not drawn is short, however many municipalities it is about.
    reasons = found["unavailable"]["reason"]
    assert reasons.str.contains("population").any()
    assert reasons.str.len().max() < 300


def test_a_long_list_of_values_is_cut():
    listed = ", ".join(f"T{k:04d}" for k in range(400))
    said = _reason(ValueError(f"needs population (got '{listed}'); expected a number"))
    assert said.startswith("needs population (got 'T0000, T0001, ")
    assert said.endswith(" …'); expected a number")
    assert len(said) < 130
    assert _reason(ValueError("no (got 'T1')")) == "no (got 'T1')"


def test_a_theme_that_nobody_has_has_nothing_in_common(tmp_path):
    comparison = {"coherence": ["youth", "waste"]}
    found = studied(tmp_path, _made.register(), comparison=comparison, output={"report": True})
    (row,) = found["coherence"].to_dict("records")
    assert (row["a"], row["b"], row["common"]) == ("youth", "waste", 0)
    assert pd.isna(row["overlap"])
    _, told, table = found.report.read_text("utf-8").rpartition("Whether partners in one theme")
    assert told
    assert ">nan<" not in table.casefold()
    assert "provinces" in set(found["claims"]["key"])


def test_what_was_varied_is_said_once():
    row = {"key": "size", "constructions": 12.0, "min": 0.1, "max": 0.2, "varied": "γ 1, 2",
           "apart": 0}  # fmt: skip
    out = Finding(varied="γ 1, 2", constructions=12)

    def put(column):
        return f"{row[column]:g}"

    assert _range(out, put, row) == "0.1 to 0.2 over the same 12 constructions"
    row["key"] = "domains"
    assert _range(out, put, row) == "0.1 to 0.2 over the same 12 constructions of both"
    row |= {"key": "size", "constructions": 10.0, "apart": 2}
    assert _range(out, put, row) == "0.1 to 0.2 over 10 of these constructions; 2 counted apart"
    row |= {"varied": "three weightings", "apart": 0}
    assert _range(out, put, row) == "0.1 to 0.2 over 10 constructions: three weightings"


def test_the_finding_names_what_was_varied_and_drawn_once(tmp_path):
    grid = {"weighting": ["newman", "count"], "max_size": ["none", 3]}
    found = studied(tmp_path, _made.register(), multiverse={"runs": 2, "grid": grid})
    assert found.finding.count("two weightings") == 1
    assert found.finding.count("draws of arrangements") == 1
    assert "constructions" in found.finding.split("Do clusters follow provinces?")[1]


def test_who_bridges_is_told_with_how_many_live_there(tmp_path):
    found = studied(tmp_path, _made.register())
    told = re.findall(r"(Town \d+) \(rank \d+, \d+–\d+; ([\d,]+) inhabitants\)", found.finding)
    assert len(told) == 3
    people = found["nodes"].set_index("name")["population"]
    for name, count in told:
        assert int(count.replace(",", "")) == people[name]


def test_constructions_without_a_figure_are_counted_apart(tmp_path):
    # A γ of nothing makes one cluster of all, one of 50 single municipalities: neither bridges.
    grid = {"resolution": [0.01, 1.0, 2.0, 50.0]}
    found = studied(tmp_path, _made.register(), multiverse={"runs": 2, "grid": grid})
    row = found["claims"].set_index("key").loc["size"]
    assert row["constructions"] + row["apart"] == 4
    assert row["apart"] >= 2


def test_a_count_of_the_register_has_no_range_over_runs():
    one = {"name": "n", "figure": "arrangements", "published_low": 9.0, "published_high": 9.0,
           "computed": 5.0, "computed_min": 5.0, "computed_max": 5.0, "multiverse_rows": 0,
           "multiverse_share": float("nan"), "multiverse_min": float("nan"),
           "multiverse_max": float("nan")}  # fmt: skip
    row = published(one)
    assert (row["answer"], row["low"], row["interval"]) == ("No", None, None)
    assert published(one | {"figure": "clusters"})["interval"] == "its own range"
