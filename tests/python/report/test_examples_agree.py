"""The report of every example study: its numbers, ranges and nulls, held against its tables."""

from __future__ import annotations

import html
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from munigraph._common.choice_words import word_of
from munigraph.datasets import _datasets as datasets
from munigraph.study import Study, run

ROOT = Path(__file__).parents[3]
STUDIES = sorted((ROOT / "examples" / "studies").glob("*.toml"))
#: Studies whose register does not ship.
OPEN = {"nl-roo": "nl-roo", "nl-opengr": "nl-opengr-2016"}
QUESTION = ("date", "domain", "obligation")


def quick(study: Study) -> Study:
    """Few runs and draws: what is asserted holds for any number of them."""
    settings = study.settings
    settings["clusters"]["runs"] = 5
    settings["clusters"].pop("profile", None)
    settings["clusters"].pop("stability", None)
    settings["claims"] |= {"draws": 10, "null_draws": 9, "relabellings": 19}
    settings["bridges"]["stability"] = 5
    settings["comparison"]["coherence"] = []
    settings["multiverse"]["runs"] = 2
    if "nulls" in settings:
        settings["nulls"]["draws"] = 5
    return study


@pytest.fixture(scope="module", params=STUDIES, ids=lambda path: path.stem)
def result(request, tmp_path_factory):
    name = OPEN.get(request.param.stem)
    if name and datasets.find(datasets.dataset(name).path) is None:
        pytest.skip(f"{name} is not on this machine")
    return run(quick(Study.read(request.param)), tmp_path_factory.mktemp("study") / "out")


def test_there_is_a_count_for_every_network_and_an_answer_to_every_expectation(result):
    assert len(result["counts"]) == len(result.study["networks"])
    assert result["counts"]["clusters"].between(2, 60).all()
    assert len(result["expectations"]) == len(result.study["expectations"])


def test_what_was_planted_is_known_and_what_was_imported_adds_up(result):
    if "truth" in result:
        assert result["truth"]["planted"].tolist() == [11, 11, 11]
        assert (result["truth"]["common"] > 0).all()
        assert (result["truth"]["ami"] > 0.3).all()
    if "import_report" in result:
        assert len(result["import_report"])
        for facts in result.facts["data"]["imports"]:
            assert facts["rows_read"] == facts["taken"] + facts["merged"] + facts["left_out"]


def test_every_number_of_the_finding_is_that_of_its_table(result):
    numbers = result.facts["numbers"]
    for key, one in numbers.items():
        table = result[one["table"]]
        for column, value in one["where"].items():
            table = table[table[column] == value]
        assert len(table) == 1, key
        assert float(table[one["column"]].iloc[0]) == pytest.approx(float(one["value"])), key
        assert one["text"].replace("%", "") in result.finding, key


def test_no_number_of_the_finding_comes_from_elsewhere(result):
    text = result.finding
    known = {one["text"].rstrip("%") for one in result.facts["numbers"].values()}
    settings = result.study
    # What is no result: names, what was varied, how many draws and runs were asked for, levels.
    for name in [*result["bridges"]["name"], *settings["networks"]]:
        text = text.replace(str(name), "")
    for words in [*result["claims"]["varied"].dropna(), *result["constructions"]["varied"]]:
        text = text.replace(str(words), "")
    for label in result["counts"]["label"]:
        text = text.replace(str(label)[1:], "")
    known |= {str(settings["clusters"]["runs"]), str(settings["multiverse"]["runs"]), "20", "95"}
    known |= {f"{d:,.0f}" for d in result["claims"]["draws"].dropna()}
    known |= {str(interval).split()[0] for interval in result["claims"]["interval"].dropna()}
    if "nulls" in result:
        known |= {str(d) for d in result["nulls"]["draws"]}
    known |= {date for row in result["counts"]["date"] for date in str(row).split("-")}
    found = re.findall(r"−?\d[\d,]*\.?\d*|−?\.\d+", text)
    strange = [one for one in found if one.rstrip(",.") not in known]
    assert strange == [], text


def test_the_page_says_the_finding_and_its_claims(result):
    page = html.unescape(re.sub(r"<[^>]+>", "", result.report.read_text("utf-8")))
    for sentence in result.facts["sentences"]:
        assert sentence in page
    for claim in result["claims"]["claim"]:
        assert claim in page


def test_no_range_has_rows_of_another_question(result):
    """Each range again from the rows of the multiverse, by the columns that change the question."""
    many = result["multiverse"]
    over = result["constructions"].set_index("network")
    for name, network in result.study["networks"].items():
        rows = many
        for key in QUESTION:
            if key in many.columns and key != "date":
                rows = rows[rows[key].map(word_of) == word_of(network.get(key))]
        outside = [k for k in QUESTION[1:] if k not in many.columns and network.get(k)]
        rows = rows[:0] if outside else rows
        rows = rows[rows["outcome"] == "ok"]
        row = over.loc[name]
        assert int(row["constructions"]) <= len(rows), name
        if int(row["constructions"]):
            free = rows[rows["asked_by"].map(lambda asked, n=name: n in str(asked).split("\n"))]
            assert len(free) == int(row["constructions"]), name
            assert (row["min"], row["max"]) == (free["clusters"].min(), free["clusters"].max())
            assert row["median"] == free["clusters"].median()


def _of_a_question(many, question):
    """Rows of the multiverse by the words of one question: ``domain social, obligation free``."""
    for part in filter(None, question.split(", ")):
        key, word = part.split(" against ")[0].split(" ", 1)
        many = many[many[key].map(word_of) == ("none" if word == "all" else word)]
    return many


def test_no_range_of_a_statement_has_rows_of_another_question(result):
    """Each statement again from the rows of the multiverse, question by question."""
    if "statements" not in result:
        pytest.skip("no statements")
    many, grid = result["multiverse"], result.study["multiverse"]["grid"]
    apart = [k for k in QUESTION if len(grid.get(k, [])) > 1]
    told = result["statements"]
    for item in result.study["statements"]:
        mine = told[told["text"] == item["text"]]
        about = many
        for key, value in (item["where"] or {}).items():
            about = about[about[key].map(word_of) == word_of(value)]
        # Every question that its rows ask is told, and once.
        asked = about[apart].map(word_of).drop_duplicates()
        assert len(mine) == (len(asked) if apart else 1)
        assert mine["question"].is_unique
        for row in mine.to_dict("records"):
            rows = _of_a_question(about, row["question"])
            assert all(rows[key].map(word_of).nunique() == 1 for key in apart)
            assert row["tried"] + row["apart"] <= len(rows)
            assert all(key.replace("_", " ") not in row["varied"].split() for key in apart)
            rows = rows[rows["outcome"] == "ok"]
            if item["more_than"] or item["figure"] != "clusters" or not len(rows):
                continue
            assert (row["tried"], row["min"], row["max"]) == (
                len(rows), rows["clusters"].min(), rows["clusters"].max()
            )  # fmt: skip
            low, high = item["at_least"] or 0, item["at_most"] or np.inf
            assert row["share"] == rows["clusters"].between(low, high).mean()
    claimed = result["claims"].query("kind == 'statement'")
    assert claimed["same_sign"].tolist() == pytest.approx(told["share"].tolist(), nan_ok=True)


def test_no_range_of_a_published_figure_has_rows_of_another_question(result):
    many, grid = result["multiverse"], result.study["multiverse"]["grid"]
    for item, row in zip(
        result.study["expectations"], result["expectations"].to_dict("records"), strict=True
    ):
        network = result.study["networks"][row["network"]]
        where = item["where"] or {}
        rows = many
        for key in QUESTION[1:]:
            if key in grid:
                wanted = word_of(where.get(key, network.get(key)))
                rows = rows[rows[key].map(word_of) == wanted]
        rows = rows[rows["outcome"] == "ok"]
        assert row["multiverse_rows"] <= len(rows), item["name"]
        values = set(rows[item["figure"]]) if item["figure"] in rows else set()
        ends = {row["multiverse_min"], row["multiverse_max"]}
        assert not row["multiverse_rows"] or ends <= values, item["name"]


def test_no_claim_is_without_its_null_or_the_words(result):
    for row in result["claims"].to_dict("records"):
        assert row["null"], row["claim"]
        assert (row["null"] == "no null") == bool(pd.isna(row["p"])), row["claim"]
        assert row["answer"] in ("Yes", "No", "Cannot be told")
    for sentence in result.facts["sentences"]:
        assert "null" in sentence, sentence


def test_tables_fit_and_charts_are_drawn(result, request):
    browser = request.getfixturevalue("browser")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(600_000)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(result.report.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    cut = page.evaluate(
        """[...document.querySelectorAll(".scroll")]
            .filter((e) => e.scrollWidth > e.clientWidth + 1)
            .map((e) => e.getAttribute("aria-label"))"""
    )
    page.close()
    assert said == []
    assert cut == []
