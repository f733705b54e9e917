"""Studies that follow clusters through the years."""

from __future__ import annotations

import re

import munigraph as mg
import pandas as pd
import pytest

pytest.importorskip("pyarrow")

from munigraph.study import Study, StudyError, run

YEARS = [2010, 2013, 2016]
SETTINGS = {
    "study": {"title": "Forty towns", "seed": 3},
    "data": {"register": "register", "date": "2015-07-01"},
    "networks": {"whole": {"weighting": "count"}},
    "clusters": {"method": "leiden", "runs": 3, "resolution": 0.8},
    "time": {"years": YEARS, "track": True, "chronicle": False},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("history")
    mg.synthetic(40, 60, seed=4, history=True).to_package(path / "register")
    return path


def plain(column):
    """Values of which what is missing is one thing."""
    return column.astype(object).where(column.notna(), None)


def changed(**time):
    return {**SETTINGS, "time": {**SETTINGS["time"], **time}}


def test_the_tables_are_those_of_a_track(folder, tmp_path):
    settings = {**changed(), "output": {"report": False}}
    result = run(Study.of(settings, folder=folder), tmp_path / "out")
    register = mg.read_package(folder / "register")[0]
    networks = [register.at(year, repair=True).network(weighting="count") for year in YEARS]
    found = mg.track(networks, geography="own", method="leiden", runs=3, resolution=0.8, seed=3)
    for name, table in {
        "track": found.table, "track_counts": found.counts, "track_flow": found.flow,
    }.items():  # fmt: skip
        kept = table.reset_index(drop=True)
        for column in kept.columns:
            pd.testing.assert_series_equal(
                plain(result[name][column]), plain(kept[column]), check_names=False
            )
    assert len(result["track_members"]) == len(found.memberships)


def test_the_report_tells_them(folder, tmp_path):
    settings = {**changed(track_arrangements="in_both", geography=2016)}
    result = run(Study.of(settings, folder=folder), tmp_path / "out")
    page = result.report.read_text("utf-8")
    assert "Clusters from year to year" in page
    said = result.facts_of("track")["sentences"]
    assert len(said) == 2
    text = re.sub(r"\s+", " ", page)
    assert all(sentence.split(":")[0] in text for sentence in said)
    assert result.facts_of("track")["arrangements"] == "in_both"


def test_nothing_is_tracked_unless_asked_for(folder, tmp_path):
    settings = {**changed(track=False), "output": {"report": False}}
    assert "track" not in run(Study.of(settings, folder=folder), tmp_path / "out")


def test_a_wrong_word_is_told_first(folder):
    with pytest.raises(StudyError, match="did you mean 'in_both'"):
        Study.of(changed(track_arrangements="in_bot"), folder=folder)
