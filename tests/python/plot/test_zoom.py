"""Maps of a page in a real browser: zoom and pan by every way, and the list folded away."""

from __future__ import annotations

import os
import shutil

import munigraph as mg
import pytest
from munigraph import plot
from munigraph.plot._geometry import shipped_cells

api = pytest.importorskip("playwright.sync_api")

CHROMIUM = os.environ.get("MUNIGRAPH_CHROMIUM") or shutil.which("chromium") or shutil.which(
    "chromium-browser"
)  # fmt: skip
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt-get install chromium)"),
    pytest.mark.filterwarnings("ignore"),
]
HOSTILE = "<img src=x onerror='window.ran = 1'>"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A map with a municipality whose shape is missing, and a chart that is no map."""
    folder = tmp_path_factory.mktemp("pages")
    network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="social")
    shapes = shipped_cells()
    lost = network.nodes["id"].iloc[0]
    few = plot.Geometry({k: v for k, v in shapes.shapes.items() if k != lost})
    nodes = network.nodes
    nodes.loc[nodes["id"] == lost, "name"] = HOSTILE
    plot.save(plot.cluster_map(nodes, mg.leiden(network), geometry=few), folder / "map.html")
    plot.save(plot.arrangement_sizes(network), folder / "bars.html")
    return folder


@pytest.fixture(scope="module")
def browser():
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture
def opened(browser, pages):
    page = browser.new_page(viewport={"width": 900, "height": 900})
    page.set_default_timeout(600_000)  # a loaded machine is no failure
    page.errors = []
    page.on("console", lambda m: page.errors.append(m.text))
    page.on("pageerror", lambda e: page.errors.append(str(e)))

    def at(name):
        page.goto((pages / name).as_uri())
        page.wait_for_selector("html[data-ready=yes]")
        return page

    yield at
    assert page.errors == []
    page.close()


def view(page):
    return [float(x) for x in page.locator("svg.marks").get_attribute("viewBox").split()]


def test_buttons_and_keys_zoom_and_go_back(opened):
    page = opened("map.html")
    whole = view(page)
    page.get_by_label("Zoom in").click()
    near = view(page)
    assert near[2] == pytest.approx(whole[2] / 1.5)
    assert near[3] / near[2] == pytest.approx(whole[3] / whole[2])
    assert near[0] == pytest.approx((whole[2] - near[2]) / 2)
    page.locator("svg.marks").press("+")
    assert view(page)[2] == pytest.approx(whole[2] / 1.5**2)
    page.locator("svg.marks").press("ArrowLeft")
    assert view(page)[0] < near[0] + (near[2] - view(page)[2]) / 2
    page.get_by_label("Whole map").click()
    assert view(page) == whole
    page.get_by_label("Zoom out").click()
    assert view(page) == whole, "never smaller than the whole"


def test_the_wheel_zooms_where_it_points_once_the_map_was_clicked(opened):
    page = opened("map.html")
    whole = view(page)
    box = page.locator("svg.marks").bounding_box()
    x, y = box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.6
    page.mouse.move(x, y)
    page.mouse.wheel(0, -100)
    page.wait_for_timeout(100)
    assert view(page) == whole, "a page is scrolled past a map"
    page.mouse.click(x, y)
    page.mouse.wheel(0, -100)
    page.wait_for_function("document.querySelector('svg.marks').viewBox.baseVal.x > 0")
    near = view(page)
    # What was under the pointer still is.
    assert near[0] + 0.25 * near[2] == pytest.approx(0.25 * whole[2], abs=1)
    assert near[1] + 0.6 * near[3] == pytest.approx(0.6 * whole[3], abs=1)


def test_dragging_moves_and_stops_at_the_edge(opened):
    page = opened("map.html")
    page.get_by_label("Zoom in").click()
    before = view(page)
    box = page.locator("svg.marks").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 200, steps=3)
    page.mouse.up()
    after = view(page)
    assert after[0] == pytest.approx(before[0] + 50 * before[2] / box["width"], rel=0.05)
    for _ in range(12):
        page.locator("svg.marks").press("ArrowLeft")
    assert view(page)[0] == 0


def test_the_list_is_folded_away_and_names_are_text(opened):
    page = opened("map.html")
    shown = page.locator("details:has(summary:text('without a shape'))")
    assert shown.count() == 1
    assert not shown.locator("p").is_visible()
    shown.locator("summary").click()
    assert shown.locator("p").inner_text() == HOSTILE
    assert page.evaluate("window.ran") is None
    assert page.locator("svg.marks .mark-symbol path").count() >= 1, "a dot instead"


def test_what_is_no_map_has_no_buttons(opened):
    assert opened("bars.html").locator(".zoom").count() == 0
