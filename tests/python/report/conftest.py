from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

pytest.importorskip("jinja2")
pytest.importorskip("altair")
pytest.importorskip("vl_convert")

_PATH = Path(__file__).parents[1] / "study" / "conftest.py"
_spec = importlib.util.spec_from_file_location("study_fixtures", _PATH)
assert _spec is not None
assert _spec.loader is not None
_study = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_study)

folder = _study.folder

CHROMIUM = os.environ.get("MUNIGRAPH_CHROMIUM") or shutil.which("chromium") or shutil.which(
    "chromium-browser"
)  # fmt: skip


@pytest.fixture(scope="module")
def squares():
    """Shapes of ten of the twelve towns."""
    shapes = []
    for i in range(10):
        x, y = 5 + 0.1 * (i % 4), 52 + 0.1 * (i // 4)
        ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]
        shapes.append(
            {
                "type": "Feature",
                "id": f"T{i:02d}",
                "properties": {},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    return {"type": "FeatureCollection", "features": shapes}


@pytest.fixture(scope="module")
def finished(tmp_path_factory, squares):
    """A study with every section that the library can fill, and its report. Nobody changes it."""
    import json

    from munigraph.study import run

    folder = tmp_path_factory.mktemp("towns")
    _study.register().to_package(folder / "register")
    _limit(folder / "register" / "datapackage.json")
    (folder / "squares.geojson").write_text(json.dumps(squares))
    text = _study.SETTINGS.replace("report = false", "report = true")
    text = text.replace("date = 2020-06-01", 'date = 2020-06-01\ngeometry = "squares.geojson"')
    text = text.replace("[comparison]", "[comparison]\ndensity = true\nreach = true")
    text += '[multiverse]\nruns = 2\n[multiverse.grid]\nweighting = ["newman", "count"]\n'
    text += 'max_size = ["none", 3]\n'
    text += "\n[claims]\ndraws = 20\nnull_draws = 19\nrelabellings = 29\n"
    (folder / "study.toml").write_text(text)
    return run(folder / "study.toml", folder / "out")


def _limit(descriptor):
    """The register says its limits, where it is from and its licence."""
    import json

    about = json.loads(descriptor.read_text("utf-8"))
    about["licenses"], about["sources"] = [{"name": "CC0-1.0"}], [{"title": "made by hand"}]
    about.setdefault("munigraph", {})["notes"] = ["Half of the towns are <missing>."]
    descriptor.write_text(json.dumps(about), "utf-8")


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("needs Chromium (apt-get install chromium)")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture
def opened(browser, finished):
    """The page at 1280 pixels, and what it said and asked for while loading."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(600_000)  # a loaded machine is no failure
    said, asked = [], []
    page.on("console", lambda m: said.append(f"{m.type}: {m.text}"))
    page.on("pageerror", lambda e: said.append(f"error: {e}"))
    page.on("request", lambda r: asked.append(r.url))
    page.goto(finished.report.as_uri())
    page.wait_for_selector("html[data-ready=yes]", timeout=120_000)
    yield page, said, asked
    page.close()


@pytest.fixture
def over_time(browser, tmp_path):
    """The report of a study with [time], and what the page said."""
    import munigraph as mg
    from munigraph.study import Study, run

    mg.synthetic(40, 60, seed=4, history=True).to_package(tmp_path / "register")
    settings = {
        "study": {"title": "Over time"},
        "data": {"register": "register", "date": "2015-07-01"},
        "networks": {"whole": {}},
        "clusters": {"method": "leiden", "runs": 2},
        "time": {"years": [2010, 2013, 2016], "by": ["domain"], "stories": 2},
    }
    result = run(Study.of(settings, folder=tmp_path), tmp_path / "out")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(600_000)
    said = []
    page.on("console", lambda m: said.append(f"{m.type}: {m.text}"))
    page.on("pageerror", lambda e: said.append(f"error: {e}"))
    page.goto(result.report.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    yield page, said, result
    page.close()
