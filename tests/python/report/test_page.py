"""The report as a document: complete, escaped, and without anything outside it."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser

import pytest
from munigraph.report import render
from munigraph.study import run


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.texts = {}
        self._open = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "br"):
            self._open.append((tag, dict(attrs).get("id")))

    def handle_endtag(self, tag):
        assert self._open, tag
        assert self._open[-1][0] == tag, (tag, self._open[-3:])
        self._open.pop()

    def handle_data(self, data):
        if self._open and self._open[-1][1]:
            self.texts.setdefault(self._open[-1][1], "")
            self.texts[self._open[-1][1]] += data


@pytest.fixture
def text(finished):
    return finished.report.read_text("utf-8")


def test_the_page_is_well_formed_and_has_its_sections(text, finished):
    page = Page(text)
    assert page._open == []
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    sections = {
        "finding", "clusters", "provinces", "domains", "bridges", "constructions", "expectations",
        "quality",
        "methods", "manifest",
    }  # fmt: skip
    assert sections <= set(ids)
    links = [a["href"][1:] for t, a in page.tags if t == "a" and a["href"].startswith("#")]
    assert set(links) <= set(ids)
    plain = html.unescape(re.sub(r"</?strong>", "", text))
    for sentence in finished.facts["sentences"]:
        assert sentence in plain


def test_nothing_comes_from_outside(text):
    page = Page(text)
    for tag, attrs in page.tags:
        for name in ("src", "href", "action", "data"):
            value = attrs.get(name) or ""
            assert value.startswith(("#", "data:")) or not value, (tag, value)
    policy = next(
        a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_names_stay_text(text):
    # The twelfth town is called <script>…; the page has its own scripts only.
    assert text.count("<script") == 5
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in text
    assert "<script>alert" not in text
    page = Page(text)
    specs = json.loads(page.texts["specs"])
    assert "<script>alert('x')</script>" in json.dumps(specs)


def test_shapes_are_in_the_page_once(text, finished):
    page = Page(text)
    shapes, specs = json.loads(page.texts["shapes"]), json.loads(page.texts["specs"])
    assert len(shapes) == 10
    maps = [k for k in specs if k.startswith("map:")]
    assert len(maps) == 2
    assert '"coordinates"' not in page.texts["specs"]
    listed = re.search(r'id="not-placed".*?</details>', text, re.S).group()
    assert listed.count("<li>") == 2
    assert "2 of 12 municipalities" in listed


def test_the_drawing_library_is_in_the_page_once(text):
    assert text.count("window.vegaEmbed=") == 1
    assert len(text.encode()) < 5_000_000


def test_tables_can_be_read_without_scripts(text):
    tags = [tag for tag, _ in Page(text).tags]
    assert tags.count("table") == tags.count("caption") >= 6
    assert text.count('<th scope="col"') > 20
    assert re.search(r'<td class="number" data-value="3\.0">3</td>', text)


def test_the_same_result_gives_the_same_page(finished):
    assert render(finished) == render(finished)


def test_a_bare_study_has_a_report_too(folder):
    path = folder / "study.toml"
    text = path.read_text()
    cut = text.index("[bridges]")
    path.write_text(text[:cut].replace('[networks.free]\nobligation = ["free"]\n', ""))
    result = run(path, folder / "bare")
    page = Page(result.report.read_text("utf-8"))
    assert "bridges" not in [a.get("id") for _, a in page.tags]


def test_an_empty_network_has_a_report_too(folder):
    path = folder / "study.toml"
    text = path.read_text().replace("report = false", "report = true")
    path.write_text(text.replace('obligation = ["free"]', "min_size = 9").replace(
        'label = "everything"', "min_size = 9"))  # fmt: skip
    result = run(path, folder / "empty")
    assert result["counts"]["clusters"].tolist() == [0, 0]
    assert result.report.exists()


def test_charts_as_files(folder):
    path = folder / "study.toml"
    path.write_text(path.read_text() + 'charts = ["svg"]\ntables = ["csv"]\n')
    run(path, folder / "files")
    charts = {p.name for p in (folder / "files" / "charts").iterdir()}
    assert {"map-whole.svg", "roles.svg", "side_by_side.svg"} <= charts
    assert (folder / "files" / "tables" / "counts.csv").read_text().startswith("network,label")


def test_limits_source_and_licence_of_the_register_stand_under_the_finding(finished):
    page = finished.report.read_text("utf-8")
    finding = page[page.index('id="finding"') : page.index('data-name="claims"')]
    for said in (
        "Half of the towns are &lt;missing&gt;.", "Source of the register: made by hand.",
        "Licence of the register: CC0-1.0.",
    ):  # fmt: skip
        assert said in finding
