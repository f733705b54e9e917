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


def test_a_trend_that_mixes_classification_has_no_line():
    versions = [f"a{i}" for i in range(4)] + [f"b{i}" for i in range(4)]
    themed = [one for one in versions if one != "a0" and one != "a1"]
    rising = mg.Register.from_tables(
        {"id": list("pq")},
        {
            "id": versions,
            "chain": [f"c{i}" for i in range(4)] * 2,
            "valid_from": ["2010-01-01"] * 4 + ["2015-01-01"] * 4,
            "valid_to": ["2015-01-01"] * 4 + [None] * 4,
        },
        {"arrangement": [v for v in versions for _ in "pq"], "participant": list("pq" * 8)},
        themes={
            "arrangement": themed,
            "theme": ["care"] * len(themed),
            "basis": ["official"] * len(themed),
        },
        domains={"care": "social"},
    )
    days = ["2012-07-01", "2016-07-01"]
    for bases, refused in (("official", True), (None, False)):
        made = mg.factsheet(rising, days, bases=bases)
        chart = plot.figures(made, "arrangements", "domain=social")
        assert {row["trend"] for row in rows(chart)} == {not refused}
        assert ("No trend" in str(chart.to_dict()["title"])) is refused
        assert "<svg" in plot.to_svg(chart)
        assert made.mixes_classification("domain=social") is refused
        assert not made.mixes_classification()  # no theme is asked for
    with pytest.raises(ValueError, match="did you mean"):
        made.mixes_classification("domain=socal")


def test_events_by_kind_and_reason(register):
    found = mg.chronicle(register)
    chart = plot.events(found)
    counted = {(r["kind"], r["why"]): r["events"] for r in rows(chart)}
    table = found.events
    real = table[(table["event"] == "left") & (table["reason"] == "real")]
    assert counted["left", "real"] == len(real)
    assert sum(counted.values()) == (table["event"] != "revised").sum()
    assert not any(kind == "revised" for kind, _ in counted)
    assert "new versions in which nothing differs" in str(chart.to_dict()["title"])
    assert "<svg" in plot.to_svg(chart)
    assert "<svg" in plot.to_svg(plot.events(mg.chronicle(register, 1900, 1901)))


def test_maps_need_places():
    nowhere = mg.Register.from_tables(
        {"id": ["a", "b"]},
        {"id": ["v"], "valid_from": ["2015-01-01"]},
        {"arrangement": ["v", "v"], "participant": ["a", "b"]},
    )
    with pytest.raises(ValueError, match="coordinates"):
        plot.yearly_maps(mg.factsheet(nowhere, "2016-07-01"))
