"""One study, one quality function, one resolution, one set of names: in every table."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph.study import Study, StudyError, run
from munigraph.study._plan import grid_rows, plan
from munigraph.study._steps import MOST_LINES
from munigraph.study._words import COUNTS, FIGURES

FULL: dict[str, Any] = {
    "study": {"title": "Twelve towns", "seed": 7},
    "data": {"register": "register", "date": "2020-06-01"},
    "networks": {
        "social domain": {"label": "everything"},
        "a:b": {"obligation": ["free"]},
    },
    "clusters": {
        "method": "leiden",
        "runs": 5,
        "resolution": 3.0,
        "profile": {"resolutions": [1.0, 3.0], "runs": 3},
        "stability": {"draws": 10},
    },
    "bridges": {"stability": 10, "groups": "province", "population_threshold": 6000},
    "nulls": {"models": ["curveball"], "statistics": ["clusters", "quality"], "draws": 5},
    "comparison": {"reach": True, "density": True, "domains": ["social"], "runs": 5},
    "multiverse": {"runs": 5, "grid": {"weighting": ["newman", "count"]}},
    "expectations": [
        {"name": "whole", "figure": "clusters", "value": 11, "source": "made up"},
        {"name": "other", "figure": "clusters", "network": "a:b", "value": 3, "source": "made up"},
    ],
    "output": {"report": False},
}


@pytest.fixture
def settings() -> dict[str, Any]:
    return copy.deepcopy(FULL)


def computed(settings: dict[str, Any], folder: Any) -> Any:
    return run(Study.of(settings, folder=folder), folder / "out")


@pytest.mark.parametrize(
    ("quality", "resolution"), [("modularity", 3.0), ("modularity", None), ("cpm", 0.5)]
)
def test_every_step_clusters_with_the_same_quality_and_resolution(
    settings, folder, quality, resolution
):
    settings["clusters"] |= {"quality": quality, "resolution": resolution}
    result = computed(settings, folder)
    network = mg.read_package(folder / "register")[0].at("2020-06-01").network()
    options = {"quality": quality, "resolution": resolution}
    runs = mg.ensemble(network, runs=5, seed=7, **options)
    row = result["counts"].set_index("network").loc["social domain"]
    assert row["clusters"] == runs.best.clusters
    nulls = result["nulls"].query("network == 'social domain'").set_index("statistic")
    by_hand = mg.significance(
        network, null="curveball", statistic=["clusters", "quality"], draws=5, seed=7, **options
    ).table
    assert nulls["observed"].tolist() == by_hand["observed"].tolist()
    domain = result["domains"].iloc[0]
    social = mg.read_package(folder / "register")[0].at("2020-06-01").network(domain="social")
    assert domain["quality"] == mg.ensemble(social, runs=5, seed=7, **options).best.quality
    profile = result["profile"].query("network == 'social domain'")
    scanned = mg.profile(network, resolutions=[1.0, 3.0], runs=3, quality=quality, seed=7)
    np.testing.assert_allclose(profile["quality"], scanned.table["quality"])
    many = result["multiverse"].set_index("weighting")
    grid = {"weighting": ["newman", "count"], **{k: [v] for k, v in options.items()}}
    every = mg.multiverse(
        mg.read_package(folder / "register")[0], grid, date="2020-06-01", runs=5, seed=7,
        progress=False,
    ).set_index("weighting")  # fmt: skip
    assert many["clusters"].tolist() == every.loc[many.index, "clusters"].tolist()


def test_names_of_networks_are_columns(settings, folder):
    result = computed(settings, folder)
    names = ["social domain", "a:b"]
    assert result["counts"]["network"].tolist() == names
    assert sorted(result["nulls"]["network"].unique()) == sorted(names)
    assert set(result["nulls"]["statistic"]) == {"clusters", "quality"}
    rows = result["expectations"].set_index("name")
    counts = result["counts"].set_index("network")["clusters"]
    assert rows["computed"].to_dict() == {
        "whole": counts["social domain"],
        "other": counts["a:b"],
    }
    assert set(rows["verdict"]) & {"not computed"} == set()


def test_a_mapping_is_written_as_a_file_that_reads_back(settings, folder):
    result = computed(settings, folder)
    again = Study.read(result.folder / "study.toml")
    assert again.settings == Study.of(settings).settings
    assert list(again["networks"]) == ["social domain", "a:b"]


def test_several_dates_and_names_with_blanks(settings, folder):
    settings["data"] = {"register": "register", "dates": ["2020-03-01", "2020-09-01"]}
    result = computed(settings, folder)
    assert len(result["counts"]) == 4
    assert result["counts"]["key"].tolist() == ["social domain"] * 2 + ["a:b"] * 2
    assert not result["expectations"]["computed"].isna().any()
    for date in ("2020-03-01", "2020-09-01"):
        assert f"on {date} " in result.facts["sentences"][0]


def test_alignment_is_the_library_s(settings, folder):
    result = computed(settings, folder)
    network = mg.read_package(folder / "register")[0].at("2020-06-01").network()
    best = mg.ensemble(network, runs=5, seed=7, resolution=3.0).best
    table = mg.alignment(best, by="province").clusters
    written = result["alignment"].query("network == 'social domain'")
    assert written["share"].tolist() == table["share"].tolist()
    facts = result.facts_of("alignment", "social domain")
    assert facts["ami"] == mg.alignment(best, by="province").agreement.ami


def test_bridges_carry_the_range_of_their_ranks(settings, folder):
    table = computed(settings, folder)["bridges"]
    assert table["rank_low"].notna().all()
    assert (table["rank_low"] <= table["rank_high"]).all()


@pytest.mark.parametrize(("section", "key"), [("comparison", "alignment"), ("bridges", "groups")])
def test_a_column_that_is_not_there_is_told_before_anything_is_computed(
    folder, monkeypatch, section, key
):
    text = (
        (folder / "study.toml")
        .read_text()
        .replace(f"[{section}]", f'[{section}]\n{key} = "provincie"')
    )
    (folder / "study.toml").write_text(text)
    monkeypatch.setattr("munigraph.study._api.run_tasks", lambda *_, **__: pytest.fail("computed"))
    line = text.splitlines().index(f'{key} = "provincie"') + 1
    with pytest.raises(StudyError, match=rf"line {line}, .*did you mean 'province'"):
        run(folder / "study.toml", folder / "out")


def test_no_network_is_projected_that_needs_no_ties(folder, monkeypatch):
    settings = {
        "study": {"title": "large"},
        "data": {"synthetic": {"municipalities": 3000, "arrangements": 800, "clusters": 5}},
        "networks": {"whole": {}, "small": {"max_size": 50}},
        "clusters": {"method": "leiden", "runs": 2, "profile": {"steps": 2, "runs": 2}},
        "multiverse": {"runs": 2, "grid": {"weighting": ["newman"]}},
        "output": {"report": False},
    }
    asked = []
    monkeypatch.setattr("munigraph.study._steps.MOST_LINES", -1)
    before = mg.Network.edges
    monkeypatch.setattr(mg.Network, "edges", property(lambda self: asked.append(self) or before))
    # The public table counts degrees, and so works out the ties.
    monkeypatch.setattr(mg.Network, "nodes", property(lambda self: asked.append(self)))
    result = run(Study.of(settings, folder=folder), folder / "out")
    assert MOST_LINES > 0
    assert asked == []
    assert "edges" not in result


def test_settings_of_every_section_reach_a_task(settings):
    """Every key of the sections that compute changes what is computed: no key is decoration."""
    changed = {
        "clusters": {"method": "consensus", "quality": "cpm", "resolution": 2.0, "runs": 6,
                     "threshold": 0.6},
        "clusters.profile": {"resolutions": [0.5], "runs": 4},
        "clusters.stability": {"draws": 11, "resample": "arrangements", "drop": 0.2},
        "bridges": {"by": "strength", "groups": None, "stability": 3,
                    "population_threshold": 5000},
        "nulls": {"models": ["bicm"], "statistics": ["isolates"], "draws": 6},
        "comparison": {"alignment": "name", "domains": ["physical"], "runs": 6,
                       "coherence": ["social"], "density": False, "reach": False},
        "multiverse": {"runs": 6, "reference": "a:b", "chunk": 1},
    }  # fmt: skip

    def tasks(of: dict[str, Any]) -> Any:
        return {key: dataclasses.astuple(task) for key, task in plan(Study.of(of)).tasks.items()}

    before = tasks(settings)
    for name, values in changed.items():
        for key, value in values.items():
            other = copy.deepcopy(settings)
            part = other
            for step in name.split("."):
                part = part[step]
            part[key] = value
            assert tasks(other) != before, f"{name}.{key} changes nothing"


def test_the_report_shows_what_was_asked_for(settings, folder):
    pytest.importorskip("jinja2")
    settings["output"] = {"report": True}
    page = computed(settings, folder).report.read_text("utf-8")
    for caption in (
        "Distances with and without the top bridges",
        "What each municipality has to deal with",
        "Clusters and provinces",
        "Agreement of clusterings",
        "Observed against null models",
        "Bridge municipalities",
        "Domains",
    ):
        assert caption in page, caption


def test_every_figure_of_the_counts_can_be_published(settings, folder):
    table = computed(settings, folder)["counts"]
    assert table.columns.tolist() == [*COUNTS, "construction"]
    numbers = [name for name in table.columns if pd.api.types.is_numeric_dtype(table[name])]
    assert numbers == list(FIGURES)


def test_the_resolution_of_the_clusters_is_that_of_their_quality(settings, folder):
    settings["multiverse"]["grid"] = {"quality": ["modularity", "map"]}
    rows = grid_rows(Study.of(settings))
    assert [(row["quality"], row["resolution"]) for row in rows] == [
        ("modularity", 3.0), ("map", None)
    ]  # fmt: skip
    del settings["nulls"], settings["bridges"], settings["comparison"]
    table = computed(settings, folder)["multiverse"]
    assert table["status"].tolist() == ["ok", "ok"]
    assert table["resolution"].isna().tolist() == [False, True]
