"""How results show themselves in a notebook and on a terminal, against golden files.

``MUNIGRAPH_GOLDEN=write pytest …`` writes them again; look at the difference before committing.
"""

from __future__ import annotations

import importlib.util
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import munigraph as mg
import pytest
from munigraph.study import run

GOLDEN = Path(__file__).parent / "golden"
_spec = importlib.util.spec_from_file_location(
    "study_register", Path(__file__).parent / "conftest.py"
)
assert _spec is not None
assert _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)


@pytest.fixture
def things(folder):
    register = _module.register()
    snapshot = register.at("2020-06-01")
    network = snapshot.network()
    clustering = mg.leiden(network, seed=1)
    many = mg.ensemble(network, runs=5, seed=1)
    table = mg.multiverse(
        register,
        {"weighting": ["newman", "count"], "min_size": [2, 4]},
        date="2020-06-01",
        runs=3,
        progress=False,
    )
    return {
        "register": register,
        "snapshot": snapshot,
        "network": network,
        "clustering": clustering,
        "ensemble": many,
        "multiverse": table,
        "study": run(folder / "study.toml", folder / "out"),
    }


KINDS = ("register", "snapshot", "network", "clustering", "ensemble", "study")


def settled(text: str) -> str:
    """Without what differs from machine to machine and version to version of pandas."""
    text = re.sub(r"\d\.\d{4,}", lambda m: f"{float(m.group()):.3f}", text)
    text = re.sub(
        r'<style.*?</style>|<tr style="[^"]*">',
        lambda m: "<tr>" if m.group().startswith("<tr") else "",
        text,
        flags=re.S,
    )
    return "\n".join(line.rstrip() for line in text.splitlines()).strip() + "\n"


def same(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("MUNIGRAPH_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(settled(text), "utf-8")
    assert settled(text) == path.read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_text_on_a_terminal(things, kind):
    same(f"{kind}.txt", repr(things[kind]))


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "snapshot"])
def test_html_in_a_notebook(things, kind):
    html = things[kind]._repr_html_()
    same(f"{kind}.html", html)


class Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "hr", "img", "input", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", [*KINDS, "multiverse"])
def test_html_is_balanced_and_escaped(things, kind):
    if not hasattr(things[kind], "_repr_html_"):
        pytest.skip("shows itself as text")
    html = things[kind]._repr_html_()
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    assert "<script" not in html
    if kind in ("clustering", "study"):
        assert html.count("<circle") == 12
        assert "&lt;script&gt;" in html
