"""What a notebook shows: something short and escaped for every type, at any size.

`golden/displays.json` holds the texts of every display in their order; the HTML is parsed, so that
its layout may change. MUNIGRAPH_WRITE_GOLDEN=1 writes it anew.
"""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path

import munigraph as mg
import pandas as pd
import pytest
from munigraph.registry._import_report import ReportBuilder

GOLDEN = Path(__file__).parent / "golden" / "displays.json"
MOST = 30_000
HOSTILE = "<img src=x onerror='alert(1)'>"
VOID = {"br", "img"}


class Reader(HTMLParser):
    """Texts, tags that were opened, and whether all were closed."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags, self.open = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.texts.append(data.strip())


def read(page):
    found = Reader(page)
    assert found.open == []
    assert not {"img", "script", "iframe"} & set(found.tags)
    return found


def report_of(rows):
    made = ReportBuilder("table.csv")
    made.read(rows)
    for row in range(0, rows, 3):
        made.repair(row, "name", f"{HOSTILE} {row}", "Aa", f"reason {row % 60}")
    return made.build(["care"])


def shown(register):
    """One of every type whose display could grow with a register."""
    snapshot = register.at("2020-06-01")
    network = snapshot.network()
    found = mg.leiden(network)
    sure = {"progress": False}
    return {
        "Register": register,
        "Snapshot": snapshot,
        "Network": network,
        "Network of a null": mg.curveball(network),
        "Clustering": found,
        "Ensemble": mg.ensemble(network, runs=2, **sure),
        "Estimate": mg.estimate(network, method="leiden", runs=2, **sure),
        "Agreement": mg.compare(found, found),
        "Alignment": mg.alignment(found),
        "ClusterNetwork": mg.cluster_network(network, found),
        "RankStability": mg.rank_stability(network, found, draws=3, **sure),
        "Curveball": mg.null_models.Curveball(network),
        "Profile": mg.profile(network, resolutions=[0.5, 1.0, 2.0], runs=2, **sure),
        "ImportReport": report_of(register.participants.shape[0] * 3),
        "Coherence": mg.coherence(snapshot, draws=3, **sure),
    }


def small_ones(register):
    """Those that do not grow, or whose cost grows fast."""
    snapshot = register.at("2020-06-01")
    network = snapshot.network()
    found = mg.leiden(network)
    return {
        "Significance": mg.significance(
            network, null="curveball", statistic="isolates", draws=5, progress=False
        ),
        "Significances": mg.significance(
            network, null="curveball", statistic=["isolates", "components"], draws=3, progress=False
        ),
        "Gravity": mg.gravity(network, progress=False),
        "Bicm": mg.bicm(network),
        "Landscape": mg.landscape(network, runs=4, progress=False),
        "Reach": mg.reach(network, found, top=2, progress=False),
        "Stability": mg.stability(network, draws=3, runs=2, progress=False),
        "Factsheet": mg.factsheet(register, [2020]),
        "Chronicle": mg.chronicle(register),
    }


@pytest.fixture(scope="module")
def small():
    register = mg.synthetic(municipalities=30, arrangements=36, clusters=3, seed=2)
    return {**shown(register), **small_ones(register)}


def test_displays_are_as_they_were(small):
    texts = {name: read(one._repr_html_()).texts for name, one in small.items()}
    if os.environ.get("MUNIGRAPH_WRITE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(json.dumps(texts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert texts == json.loads(GOLDEN.read_text("utf-8"))


def test_a_terminal_shows_a_line_or_a_few(small):
    for name, one in small.items():
        lines = repr(one).splitlines()
        assert 1 <= len(lines) <= 12, name
        assert "object at 0x" not in repr(one), name


@pytest.mark.parametrize("municipalities", [355, 5000])
def test_displays_stay_short_at_any_size(municipalities):
    register = mg.synthetic(municipalities=municipalities, arrangements=3 * municipalities, seed=3)
    sizes = {name: len(one._repr_html_().encode()) for name, one in shown(register).items()}
    assert max(sizes.values()) <= MOST, sizes


def test_names_in_displays_are_text():
    made = mg.synthetic(municipalities=30, arrangements=36, clusters=3, seed=2)
    people = made.participants
    people["name"] = [f"{HOSTILE} {i}" for i in range(len(people))]
    people["province"] = HOSTILE
    register = mg.Register.from_tables(
        people, made.arrangements, made.memberships, themes=made.arrangement_themes
    )
    for name, one in {**shown(register), **small_ones(register)}.items():
        page = one._repr_html_()
        assert HOSTILE not in page, name
        read(page)


def rows_of(chart, field):
    """The first data of a chart with this field."""
    return next(rows for rows in chart["datasets"].values() if rows and field in rows[0])


def test_one_colour_per_cluster_in_display_and_chart():
    network = mg.synthetic(municipalities=60, arrangements=80, clusters=4, seed=1).at(
        "2020-06-01"
    ).network()  # fmt: skip
    found = mg.leiden(network)
    picture = found._repr_html_()
    chart = mg.plot.cluster_map(network, found, geometry=None).to_dict()
    rows = rows_of(chart, "belongs")
    fills = pd.DataFrame(rows).groupby("cluster")["fill"].unique()
    assert all(len(one) == 1 for one in fills)
    meta = mg.plot.meta_network(network, found, geometry=None).to_dict()
    circles = rows_of(meta, "fill")
    assert {row["cluster"]: row["fill"] for row in circles} == {
        cluster: one[0] for cluster, one in fills.items() if cluster < found.clusters
    }
    for label, name in enumerate(network.nodes["name"]):
        fill = fills[found.labels[label]][0]
        assert f'fill="{fill}" stroke="#666" stroke-width="0.3"><title>{name}:' in picture


def test_pictures_are_seen_on_dark_and_on_light():
    """Lines take the colour of the text around them, and colours of clusters stand on white."""
    import numpy as np
    from munigraph._common.display import bars, curve

    assert 'stroke="currentColor"' in curve(np.arange(3.0), np.arange(3.0), "x")
    assert 'fill="currentColor"' in bars([1, 2], 0, 1, observed=0.5)
    network = mg.datasets.load("nl-2020").at("2020-07-01").network(domain="safety")
    assert "background:#fff" in mg.plot.small_map(network.nodes, mg.leiden(network).labels)


def public_classes():
    import inspect

    modules = [mg, *(one for name in mg.__all__ if inspect.ismodule(one := getattr(mg, name)))]
    return {
        f"{module.__name__}.{name}": one
        for module in modules
        for name in module.__all__
        if inspect.isclass(one := getattr(module, name))
    }


def test_nothing_shows_itself_by_all_that_it_holds():
    """What dataclasses write by themselves: polygons, settings, fifteen digits of every number."""
    import dataclasses

    plain = {
        name for name, one in public_classes().items()
        if dataclasses.is_dataclass(one) and hasattr(one.__repr__, "__wrapped__")
    }  # fmt: skip
    assert plain == {"munigraph.datasets.Dataset"}, "a few short facts"


def test_a_line_says_what_there_is():
    network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    agree = mg.compare([0, 0, 1], [0, 0, 1])
    assert repr(agree) == "<Agreement of 2 with 2 groups: AMI 1.000, ARI 1.000, NMI 1.000>"
    mixing = repr(mg.curveball_mixing(network))
    assert mixing.startswith("<Mixing: ")
    alike = repr(mg.compare_networks(network, network, permutations=9))
    assert alike.startswith("<NetworkComparison: 100% of the tied pairs in both, correlation 1.000")
    shapes = mg.plot.Geometry({"a": {}, "b": {}}, frozenset({("a", "b")}), "map.json")
    assert repr(shapes) == "<Geometry of map.json: 2 shapes, 1 borders>"
    study = mg.study.Study.parse(mg.study.template())
    assert repr(study).startswith("<Study ")
    assert len(repr(study)) < 200
