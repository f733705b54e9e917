"""Make the page that shows every chart: docs/gallery.md and the pictures beside it.

    python scripts/make_gallery.py           # draw all, write the page
    python scripts/make_gallery.py --check   # is the page what the code gives?

The code of each chart is run as it stands on the page, on data that ship or are made up, and what
a chart says of itself (its description, with the figures in it) is the picture's text. The check
runs the code again and compares these texts; it draws nothing.
"""

from __future__ import annotations

import ast
import inspect
import sys
from pathlib import Path
from typing import Any

from munigraph import plot
from munigraph.plot._saving import save, specification

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "images" / "gallery"

#: What is no chart of its own.
NO_CHARTS = {"Geometry", "cluster_colours", "find_geometry", "save", "set_display", "small_map",
             "to_svg"}  # fmt: skip

START = """\
import munigraph as mg
import pandas as pd
from munigraph import plot

register = mg.datasets.load("nl-2020")  # ships with the package
snapshot = register.at("2020-07-01")
network = snapshot.network()
found = mg.consensus(network, runs=20, seed=1)
bridges = mg.bridges(network, found)

history = mg.synthetic(60, 90, seed=4, history=True)  # a made-up country, with a past
years = [2010, 2013, 2016]
sheet = mg.factsheet(history, years)
track = mg.track([history.at(year).network() for year in years], runs=10, seed=1)
"""

#: Function → heading and code; the last expression is the chart.
CHARTS: dict[str, tuple[str, str]] = {
    "cluster_map": ("Clusters on a map", "plot.cluster_map(network, found, geometry=None)"),
    "bridge_map": (
        "Bridges on a map",
        "plot.bridge_map(network, found, bridges, top=12, ties=250, geometry=None)",
    ),
    "meta_network": (
        "Clusters and what ties them",
        "plot.meta_network(network, found, geometry=None)",
    ),
    "choropleth": (
        "A figure of each municipality",
        'plot.choropleth(network, mg.density(snapshot)["partners"], name="partners", '
        "geometry=None)",
    ),
    "domains": (
        "Clusterings side by side",
        "by_domain = {\n"
        "    name: mg.consensus(snapshot.network(domain=name), runs=20, seed=1)\n"
        '    for name in ("social", "physical", "safety")\n'
        "}\n"
        "plot.domains(by_domain)",
    ),
    "role_plane": ("Roles of municipalities", "plot.role_plane(bridges)"),
    "weight_matrix": (
        "Weight between provinces",
        'province = network.nodes.set_index("id")["province"]\n'
        "\n"
        "\n"
        "def between(one):\n"
        "    ends = one.edges\n"
        '    pairs = zip(ends["source"].map(province), ends["target"].map(province))\n'
        '    both = pd.DataFrame([sorted(pair) for pair in pairs], columns=["a", "b"])\n'
        '    return ends["weight"].groupby([both["a"], both["b"]]).sum()\n'
        "\n"
        "\n"
        "null = mg.gravity(network)\n"
        "draws = pd.concat([between(null.sample(seed)) for seed in range(20)], axis=1).fillna(0)\n"
        'pairs = pd.DataFrame({"weight": between(network), "expected": draws.mean(axis=1)})\n'
        "pairs = pairs.fillna(0).reset_index()\n"
        'plot.weight_matrix(pairs, null="gravity")',
    ),
    "arrangement_sizes": (
        "How large arrangements are",
        'plot.arrangement_sizes(network.arrangements, by="obligation")',
    ),
    "specification_curve": (
        "How a count depends on choices",
        "grid = {\n"
        '    "weighting": ["newman", "count", "pair_share", "binary"],\n'
        '    "resolution": [0.5, 1.0, 2.0],\n'
        "}\n"
        'many = mg.multiverse(register, grid, date="2020-07-01", runs=5, seed=1)\n'
        'plot.specification_curve(many, published={"as published": 11})',
    ),
    "profile": (
        "How a count depends on the resolution",
        "plot.profile(mg.profile(network, runs=5, seed=1))",
    ),
    "null_histogram": (
        "What chance gives",
        'plot.null_histogram(mg.significance(network, null="curveball", draws=100, seed=1))',
    ),
    "co_assignment": (
        "How often two municipalities share a cluster",
        "plot.co_assignment(mg.ensemble(network, runs=50, seed=1), found, network)",
    ),
    "figures": ("Figures by year", 'plot.figures(sheet, "mean")'),
    "decomposition": ("Why a figure differs", 'plot.decomposition(sheet, "mean")'),
    "yearly_maps": (
        "A figure of each municipality by year",
        "plot.yearly_maps(sheet, geometry=None)",
    ),
    "events": ("What happened", "plot.events(mg.chronicle(history))"),
    "timeline": (
        "The life of an arrangement",
        "chronicle = mg.chronicle(history)\n"
        'plot.timeline(chronicle, chronicle.table["arrangement"].value_counts().index[0])',
    ),
    "tracks": ("Clusters through the years", "plot.tracks(track)"),
    "track_counts": ("What of it is more than noise", "plot.track_counts(track)"),
    "before_after": (
        "What if",
        'made = register.scenario("2020-07-01").dissolve("gr_metropoolregio_amsterdam")\n'
        'difference = mg.difference(register, made, date="2020-07-01", runs=5)\n'
        "plot.before_after(difference, geometry=None)",
    ),
}


def run(code: str, space: dict[str, Any]) -> Any:
    """Run statements; the value of the last one, an expression."""
    tree = ast.parse(code)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr)
    exec(compile(tree, "<gallery>", "exec"), space)
    return eval(compile(ast.Expression(last.value), "<gallery>", "eval"), space)


def charts() -> dict[str, Any]:
    """Every chart by the name of its function."""
    missing = set(plot.__all__) - NO_CHARTS - set(CHARTS)
    assert not missing, f"no code for {', '.join(sorted(missing))}"
    space: dict[str, Any] = {}
    exec(compile(START, "<gallery>", "exec"), space)
    return {name: run(code, space) for name, (_, code) in CHARTS.items()}


def page(drawn: dict[str, Any]) -> str:
    """The page as Markdown."""
    text = [
        "# Gallery",
        "",
        "<!-- Written by scripts/make_gallery.py: change that and run it. -->",
        "",
        "Every chart, with the code that makes it. Charts are Altair charts: `plot.save(chart, "
        '"chart.svg")` writes SVG, PDF, PNG or HTML, and a notebook shows them. Maps stand on '
        "points here, since municipal borders do not ship; with `geometry=` they are drawn as "
        "shapes. The same functions draw the report of a study.",
        "",
        "All begin with",
        "",
        "```python",
        START.rstrip(),
        "```",
    ]
    for name, chart in drawn.items():
        heading, code = CHARTS[name]
        described = str(specification(chart).get("description", ""))
        first = (inspect.getdoc(getattr(plot, name)) or "").split("\n\n")[0].replace("\n", " ")
        text += [
            "",
            f"## {heading}",
            "",
            f"`plot.{name}`: {first}",
            "",
            "```python",
            code,
            "```",
            "",
            f"![{_alt(described)}](images/gallery/{name}.png)",
        ]
    return "\n".join(text) + "\n"


def _alt(text: str) -> str:
    return " ".join(text.split()).replace("[", "(").replace("]", ")")


def main() -> int:
    drawn = charts()
    text = page(drawn)
    if "--check" in sys.argv[1:]:
        if PAGE.read_text("utf-8") != text:
            print("docs/gallery.md is not what the code gives: run scripts/make_gallery.py")
            return 1
        return 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, chart in drawn.items():
        path = save(chart, PICTURES / f"{name}.png", scale=0.8)
        print(f"{path.relative_to(ROOT)} ({path.stat().st_size // 1024} KB)")
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
