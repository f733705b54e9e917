"""What a notebook shows of a chart: drawn here, whole, and with nothing fetched from elsewhere."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree

import altair as alt
import munigraph as mg
import pytest
from munigraph import plot

HOSTILE = "</script><svg onload='window.ran = 1'>"


@pytest.fixture(scope="module")
def chart() -> alt.LayerChart:
    network = mg.synthetic(municipalities=30, arrangements=36, clusters=3, seed=2).at(
        "2020-06-01"
    ).network()  # fmt: skip
    nodes = network.nodes.assign(name=[f"{HOSTILE} {i}" for i in range(30)])
    return plot.cluster_map(nodes, mg.leiden(network), geometry=None)


@pytest.fixture(autouse=True)
def _as_before():
    yield
    plot.set_display()


def test_a_chart_is_a_picture_by_default(chart):
    shown = chart._repr_mimebundle_()
    assert set(shown) == {"image/svg+xml", "text/plain"}
    picture = shown["image/svg+xml"]
    root = Tree.fromstring(picture)
    assert root.tag.endswith("svg")
    assert float(root.get("width")) > 300
    assert float(root.get("height")) > 300
    assert shown["text/plain"].startswith("Map of ")
    assert not re.search(r"""(?:href|src)=["']https?:""", picture)
    # A name is text in it, and no element.
    assert not [one for one in root.iter() if one.get("onload")]
    assert picture == plot.to_svg(chart)


def test_the_frame_of_a_chart_asks_for_nothing(chart):
    plot.set_display("interactive")
    shown = chart._repr_mimebundle_()["text/html"]
    assert shown.startswith('<iframe sandbox="allow-scripts"')
    assert shown.count("<") == 2, "all that is inside is an attribute"
    inside = shown.partition('srcdoc="')[2]
    assert "default-src &#x27;none&#x27;" in inside
    assert "script src" not in inside
    width = int(re.search(r"width:(\d+)px", shown).group(1))
    assert 480 <= width <= 1200


def test_who_enables_a_renderer_gets_it(chart):
    with alt.renderers.enable("mimetype"):
        assert any("vegalite" in kind for kind in chart._repr_mimebundle_()[0])
    plot.set_display("altair")
    assert "text/html" in chart._repr_mimebundle_()


def test_an_unknown_display_is_refused():
    with pytest.raises(ValueError, match="did you mean 'interactive'"):
        plot.set_display("interactiv")


def test_charts_are_on_the_page_that_nbconvert_makes(chart):
    nbconvert = pytest.importorskip("nbconvert")
    nbformat = pytest.importorskip("nbformat")
    cell = nbformat.v4.new_code_cell("chart")
    cell.outputs = [
        nbformat.v4.new_output("execute_result", data=chart._repr_mimebundle_(), metadata={})
    ]
    made = nbformat.v4.new_notebook(cells=[cell])
    body, _ = nbconvert.HTMLExporter(template_name="basic").from_notebook_node(made)
    assert "<svg" in body or "data:image/svg+xml" in body
    assert "<script" not in body
    assert not re.search(r"<svg[^>]*onload", body)
