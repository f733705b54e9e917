from __future__ import annotations

import importlib.util
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


@pytest.fixture
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


@pytest.fixture
def finished(folder, squares):
    """A study with every section that the library can fill, and its report."""
    import json

    from munigraph.study import run

    (folder / "squares.geojson").write_text(json.dumps(squares))
    text = (folder / "study.toml").read_text().replace("report = false", "report = true")
    text = text.replace("date = 2020-06-01", 'date = 2020-06-01\ngeometry = "squares.geojson"')
    (folder / "study.toml").write_text(text)
    return run(folder / "study.toml", folder / "out")
