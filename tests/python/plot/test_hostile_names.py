"""No name becomes a program: every chart, with hostile text in every column, in a browser."""

from __future__ import annotations

import inspect
import itertools
import os
import shutil
from types import SimpleNamespace

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import plot
from munigraph._common.html import script_code, script_json

RUN = "window.ran = 1"
HOSTILE = (
    f"</script><script>{RUN}</script>",
    f'"><img src="" onerror="{RUN}">',
    "<!--<script>",
    f"'; {RUN}; //",
    f'"]}}; {RUN}; //',
    f"</title></style></svg><svg onload='{RUN}'>",
    f"${{{RUN}}} `+({RUN})+`",
    "\u2028\u2029 & &lt;script&gt;",
)
CHROMIUM = os.environ.get("MUNIGRAPH_CHROMIUM") or shutil.which("chromium") or shutil.which(
    "chromium-browser"
)  # fmt: skip


def hostile(count: int) -> list[str]:
    """Different texts, each of the kinds above in turn."""
    return [f"{text} {i}" for i, text in zip(range(count), itertools.cycle(HOSTILE), strict=False)]


@pytest.fixture
def charts(country: SimpleNamespace, history: mg.Register) -> dict[str, object]:
    """One chart of every public function, with all names hostile."""
    names = hostile(36)
    nodes = country.nodes.assign(
        name=names, province=[names[x // 3] for x, _ in country.cells]
    )  # fmt: skip
    network = SimpleNamespace(nodes=nodes, edges=country.network.edges, isolates=[])
    table = nodes[["id", "name"]].assign(
        cluster=country.labels, cluster_name=[names[k] for k in country.labels]
    )
    roles = np.array(hostile(3))
    bridges = country.bridges.assign(
        name=names, role=roles[np.arange(36) % 3], cluster_name=table["cluster_name"].to_numpy()
    )
    bridges.index = pd.Index(nodes["id"], name="id")
    grid = pd.DataFrame(
        [
            {names[0]: a, "weighting": b, "clusters": k, "status": "ok"}
            for k, (a, b) in enumerate(itertools.product(names[1:4], names[4:6]))
        ]
    )
    scan = pd.DataFrame({"resolution": [0.5, 1.0, 2.0], "clusters": [2, 5, 5], "agreement": 1.0})
    same = (country.labels[:, None] == country.labels[None, :]).astype(float)
    null = SimpleNamespace(draws=np.arange(50.0), observed=4.0, p=0.5, z=1.0)
    chronicle, sheet = mg.chronicle(named(history)), mg.factsheet(named(history), [2015, 2018])
    told = {"title": names[0]}
    days = (named(history).at(f"{year}-07-01") for year in (2015, 2018))
    tracked = mg.track([day.network() for day in days], runs=2)
    return {
        "arrangement_sizes": plot.arrangement_sizes(
            pd.DataFrame({"size": range(2, 10), "group": names[:8]}), by="group", **told
        ),
        "before_after": plot.before_after(
            mg.difference(*(named(history).at(f"{year}-07-01") for year in (2015, 2018)), runs=2),
            geometry=None,
            **told,
        ),
        "bridge_map": plot.bridge_map(network, table, bridges, geometry=None, **told),
        "choropleth": plot.choropleth(nodes, "province", geometry=None, name=names[2], **told),
        "cluster_map": plot.cluster_map(network, table, geometry=None, **told),
        "co_assignment": plot.co_assignment(same, table, network, **told),
        "decomposition": plot.decomposition(sheet, **told),
        "domains": plot.domains({names[0]: table, names[1]: table}, nodes, **told),
        "events": plot.events(chronicle, **told),
        "figures": plot.figures(sheet, "mean", **told),
        "meta_network": plot.meta_network(network, table, place="layout", **told),
        "null_histogram": plot.null_histogram({names[0]: null, names[1]: null}, **told),
        "profile": plot.profile(scan, **told),
        "role_plane": plot.role_plane(bridges, **told),
        "specification_curve": plot.specification_curve(grid, published={names[6]: 2}, **told),
        "timeline": plot.timeline(chronicle, "care", **told),
        "track_counts": plot.track_counts(tracked, **told),
        "tracks": plot.tracks(tracked, **told),
        "weight_matrix": plot.weight_matrix(
            pd.DataFrame(
                [(a, b, 1.0, 2.0) for a, b in itertools.combinations(names[:5], 2)],
                columns=["a", "b", "weight", "expected"],
            ),
            null=names[6],
            **told,
        ),
        "yearly_maps": plot.yearly_maps(sheet, **told),
    }


def named(register: mg.Register) -> mg.Register:
    """The same register with hostile names, provinces and themes."""
    tables = {
        "participants": register.participants.assign(
            lon=[4.0, 5, 6, 5, 4], lat=[51.0, 52, 53, 52, 51]
        ),
        "arrangements": register.arrangements,
    }
    for table in tables.values():
        table["name"] = hostile(len(table))
    tables["participants"]["province"] = hostile(2)[0]
    return mg.Register.from_tables(
        tables["participants"], tables["arrangements"], register.memberships
    )


def notebook(chart) -> str:
    import altair as alt

    with alt.renderers.enable("html"):
        return chart._repr_mimebundle_()["text/html"]


def saved(chart, folder) -> str:
    return plot.save(chart, folder / "ours.html").read_text("utf-8")


def saved_by_altair(chart, folder) -> str:
    chart.save(folder / "theirs.html")
    return (folder / "theirs.html").read_text("utf-8")


def pages(chart, folder) -> dict[str, str]:
    return {
        "plot.save": saved(chart, folder),
        "chart.save": saved_by_altair(chart, folder),
        "to_html": chart.to_html(),
        "fragment": chart.to_html(fullhtml=False, requirejs=True),
        "notebook": notebook(chart),
        "beside another": notebook(chart | chart),
        "above another": notebook(chart & chart),
        "changed": notebook(chart.properties(background="white")),
    }


def test_every_public_function_that_draws_is_swept(charts):
    drawing = {
        name
        for name in plot.__all__
        if "Chart" in str(inspect.signature(getattr(plot, name)).return_annotation)
    }
    assert set(charts) == drawing
    assert all(type(chart).__module__ == "munigraph.plot._escaped" for chart in charts.values())


def test_no_script_of_a_page_holds_a_name_as_it_is(charts, tmp_path):
    for name, chart in charts.items():
        for way, page in pages(chart, tmp_path).items():
            for text in HOSTILE[:3] + HOSTILE[5:6]:
                assert text not in page, f"{name} by {way}"
            assert page.count("ran = 1") or name in ("profile",), f"{name} by {way}: not hostile"


def test_a_layer_on_top_and_small_multiples_stay_escaped(country):
    import altair as alt

    chart = plot.arrangement_sizes(
        pd.DataFrame({"size": [2, 3], "group": HOSTILE[:2]}), by="group", title=HOSTILE[0]
    )
    for made in (chart + chart, chart.facet("group:N"), chart.repeat(["size"])):
        assert HOSTILE[0] not in made.to_html()
    with alt.renderers.enable("mimetype"):
        bundle = chart._repr_mimebundle_()[0]
    spec = next(value for key, value in bundle.items() if "vegalite" in key)
    assert spec["title"]["text"] == HOSTILE[0]  # JSON needs no escapes


def test_json_for_scripts_says_the_same():
    import json

    value = {"a": list(HOSTILE), HOSTILE[0]: [1, None, "\\u003c"]}
    text = script_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)
    with pytest.raises(ValueError, match="JSON"):
        script_json(float("nan"))
    assert "</script" not in script_code("a = '</script>'")


def test_labels_in_a_notebooks_small_map_are_text(country):
    labels = np.array(hostile(36))[country.labels]
    drawn = plot.small_map(country.nodes.assign(name=hostile(36)), labels)
    assert "<img" not in drawn
    assert "<script" not in drawn


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt-get install chromium)")
@pytest.mark.filterwarnings("ignore")
def test_in_a_browser_nothing_runs_and_names_are_read_as_they_are(charts, tmp_path):
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(offline=True)
        opened = context.new_page()
        opened.set_default_timeout(600_000)  # a loaded machine is no failure
        # That a page without escapes would be found out:
        (tmp_path / "page.html").write_text(f"<script>a = '{HOSTILE[0]}'</script>", "utf-8")
        opened.goto((tmp_path / "page.html").as_uri())
        assert opened.evaluate("window.ran") == 1
        for name, chart in charts.items():
            ways = pages(chart, tmp_path)
            for way in ("plot.save", "to_html", "notebook"):
                (tmp_path / "page.html").write_text(ways[way], "utf-8")
                opened.goto((tmp_path / "page.html").as_uri(), wait_until="commit")
                if way == "plot.save":
                    opened.wait_for_selector("html[data-ready=yes]")
                    shown = opened.evaluate("document.querySelector('svg').textContent")
                    assert HOSTILE[0][:20] in shown, name
                opened.wait_for_load_state("load")
                assert opened.evaluate("window.ran") is None, f"{name} by {way}"
        browser.close()
