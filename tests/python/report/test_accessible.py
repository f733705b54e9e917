"""The page by the rules of accessibility, and the figures of its charts as tables."""

from __future__ import annotations

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.filterwarnings("ignore")

#: Open the tables behind the charts.
UNFOLD = "for (const d of document.querySelectorAll('details[data-figures]')) d.open = true"


def broken(page):
    """Rules that do not hold, with the first element that breaks each."""
    found = axe.Axe().run(page).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_rules_hold(opened, width):
    page, _, _ = opened
    page.set_viewport_size({"width": width, "height": 900})
    assert broken(page) == []
    page.evaluate(UNFOLD)
    page.wait_for_selector("details[data-figures] table")
    assert broken(page) == []


def test_the_rules_hold_over_time(over_time):
    page, _, _ = over_time
    page.evaluate(UNFOLD)
    page.wait_for_selector("details[data-figures] table")
    assert broken(page) == []


def test_a_rule_that_is_broken_is_told(opened):
    page, _, _ = opened
    page.evaluate("document.querySelector('#table-bridges input').labels[0].remove()")
    assert "label" in dict(broken(page))


def test_every_chart_has_its_figures_behind_a_toggle(opened, finished):
    page, said, _ = opened
    page.evaluate(UNFOLD)
    charts = page.locator("figure.chart").all()
    assert len(charts) >= 6
    for chart in charts:
        if chart.is_visible():
            name = chart.locator("[data-chart]").get_attribute("data-chart")
            assert chart.locator("details[data-figures] tbody tr").count() > 0, name
    # The figures are those of the chart: the map has a row per municipality and its cluster.
    rows = page.locator('details[data-figures="map:whole"] tbody tr').all_inner_texts()
    names = finished["clusters"].query("network == 'whole'")["name"]
    assert len(rows) == len(names)
    assert all(any(name in row for row in rows) for name in names)
    assert said == []


def test_cluster_names_stand_beside_colours(opened):
    page, _, _ = opened
    swatches = page.locator("td:has(.swatch)").all_inner_texts()
    assert swatches
    assert all(" · " in text for text in swatches)


@pytest.mark.parametrize("count", [1, 2, 12])
def test_one_cluster_is_drawn_quietly_and_by_the_rules(browser, tmp_path, count):
    """No tie leaves it: charts of what lies between clusters have nothing to scale."""
    import munigraph as mg
    import pandas as pd
    from munigraph.study import Study, run

    # A word that has no place to break.
    towns = ["A" * 120, *(f"T{k}" for k in range(1, count))]
    members = pd.DataFrame({"arrangement": "all", "participant": towns})
    mg.Register.from_tables(memberships=members).to_package(tmp_path / "register")
    settings = {
        "study": {"title": "One cluster"},
        "data": {"register": "register", "date": "2020-06-01"},
        "networks": {"whole": {}},
        "clusters": {"method": "leiden", "runs": 2},
        "bridges": {"stability": 0},
    }
    result = run(Study.of(settings, folder=tmp_path), tmp_path / "out")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(600_000)
    said = []
    page.on("console", lambda m: said.append(m.text))
    page.goto(result.report.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    if count > 1:  # of one town alone there is no network to draw, and Vega says so
        assert said == []
    assert broken(page) == []
    cut = "[...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth)"
    assert page.evaluate(f"{cut}.length") == 0
    assert "Nobody bridges" in page.locator("#finding").inner_text()
    page.close()
