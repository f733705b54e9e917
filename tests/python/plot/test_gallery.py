"""The page that shows every chart is what its code gives."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from munigraph import plot

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def gallery():
    spec = importlib.util.spec_from_file_location("gallery", ROOT / "scripts" / "make_gallery.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.filterwarnings("ignore")
def test_the_page_is_what_the_code_gives(gallery):
    text = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    assert text == gallery.page(gallery.charts()), "run scripts/make_gallery.py"


def test_every_chart_is_there_with_its_picture(gallery):
    text = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    shown = set(re.findall(r"images/gallery/(\w+)\.png", text))
    assert shown == set(plot.__all__) - gallery.NO_CHARTS
    for name in shown:
        picture = (ROOT / "docs" / "images" / "gallery" / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG"), name
        assert len(picture) < 300_000, name
