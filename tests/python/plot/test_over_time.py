"""Charts of factsheets: figures over years, their decomposition, small maps."""

from __future__ import annotations

import munigraph as mg
import pytest
from munigraph import plot


@pytest.fixture(scope="module")
def register():
    return mg.synthetic(40, 60, seed=4, history=True)


@pytest.fixture(scope="module")
def sheet(register):
    return mg.factsheet(register, [2010, 2013, 2016])


def rows(chart):
    return [row for table in chart.to_dict()["datasets"].values() for row in table]


def test_figures_show_value_and_coverage(sheet):
    chart = plot.figures(sheet, "mean", ["all", "domain=social"])
    shown = rows(chart)
    assert {row["label"] for row in shown} == {"all", "social"}
    expected = sheet.figure("mean")["value"].tolist()
    assert [row["value"] for row in shown if row["label"] == "all"][:3] == expected
    assert "<svg" in plot.to_svg(chart)
    with pytest.raises(ValueError, match="did you mean 'mean'"):
        plot.figures(sheet, "means")


def test_stacked_parts_sum_to_the_difference(sheet):
    chart = plot.decomposition(sheet)
    parts: dict[str, float] = {}
    totals = {}
    for row in rows(chart):
        if "total" in row:
            totals[row["step"]] = row["total"]
        else:
            parts[row["step"]] = parts.get(row["step"], 0) + row["contribution"]
    assert set(totals) == {"2010 → 2013", "2013 → 2016"}
    for step, total in totals.items():
        assert parts[step] == pytest.approx(total, abs=1e-9)
    assert "<svg" in plot.to_svg(chart)


def test_one_year_has_no_difference(register):
    with pytest.raises(ValueError, match="at least two years"):
        plot.decomposition(mg.factsheet(register, 2010))


def test_maps_of_each_year(sheet):
    chart = plot.yearly_maps(sheet)
    shown = rows(chart)
    assert {row["year"] for row in shown} == {"2010", "2013", "2016"}
    total = sum(row["arrangements"] for row in shown if row["year"] == "2013")
    assert total == sheet.figure("memberships").set_index("year").loc[2013, "value"]
    assert "<svg" in plot.to_svg(chart)


def test_maps_need_places():
    nowhere = mg.Register.from_tables(
        {"id": ["a", "b"]},
        {"id": ["v"], "valid_from": ["2015-01-01"]},
        {"arrangement": ["v", "v"], "participant": ["a", "b"]},
    )
    with pytest.raises(ValueError, match="coordinates"):
        plot.yearly_maps(mg.factsheet(nowhere, "2016-07-01"))
