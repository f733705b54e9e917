"""What a reader would stumble on: keys for labels, empty columns, wrong plurals, unseen repairs."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from munigraph.report import _answers as answers
from munigraph.report import _data as data
from munigraph.report._charts import charts, same_question
from munigraph.report._sections import all_tables, bridge_tables
from munigraph.report._wording import table

#: Tables that list files, and rows of a source, whose words are their own.
OWN_WORDS = {"files", "rows", "repairs"}
#: "1 tests" and the like.
ONE_OF_MANY = re.compile(
    r"(?<![\d.,–])1 (municipalities|clusters|tests|arrangements|constructions|draws|runs|rows)\b"
)
KEY = re.compile(r"[a-z]_[a-z]")


def made(tables, **more):
    """Something with the tables of a study and what else is asked of it."""
    result = type("Made", (dict,), {})(tables)
    for name, value in more.items():
        setattr(result, name, value)
    return result


def words_of(result):
    """Everything that people read in tables, and beside charts."""
    for one in all_tables(result).values():
        heads = [column.label for column in one.columns]
        cells = [cell.text for row in one.rows for cell in row]
        yield one.name, [one.caption, one.note, *heads, *cells]
    for name, chart in charts(result, geometry=None).items():
        yield f"chart {name}", [chart.to_dict()["description"]]
    yield "finding", result.facts["sentences"]


@pytest.mark.filterwarnings("ignore")
def test_labels_and_not_keys_and_plurals_that_fit(finished):
    for name, texts in words_of(finished):
        for text in texts:
            assert name in OWN_WORDS or not KEY.search(text.replace("tables/import_report", "")), (
                name, text,
            )  # fmt: skip
            assert not ONE_OF_MANY.search(text), (name, text)
            assert not re.search(r"[−-]0(\.0+)?(?![\d.])", text), (name, text)


def test_no_column_is_empty(finished):
    for one in all_tables(finished).values():
        for at, column in enumerate(one.columns):
            assert any(row[at].text for row in one.rows), (one.name, column.key)


def test_a_column_of_blanks_is_left_out_and_nothing_has_no_sign():
    frame = pd.DataFrame({"name": ["a", "b"], "provinces": ["", None], "within_z": [-1e-9, -1.5]})
    found = table("t", "T", frame, ["name", "provinces", "within_z"])
    assert [column.key for column in found.columns] == ["name", "within_z"]
    assert [row[1].text for row in found.rows] == ["0.00", "−1.50"]


def test_what_ranges_varied_is_said_once(finished):
    rows = pd.DataFrame(
        [{"constructions": 12, "min": 1.0, "max": 2.0, "varied": varied, "kind": "claim",
          "same_sign": 0.5, "apart": 0} for varied in ("four weightings", "four weightings", "γ")]
    ).to_dict("records")  # fmt: skip
    once = answers.varied_once(rows)
    assert once == "four weightings"
    assert [once in answers._over(row, once) for row in rows] == [False, False, False]
    assert "(γ)" in answers._over(rows[2], once)


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u00a0", " ", "\t"])
def test_a_repair_of_stray_blanks_can_be_seen(unseen):
    shown = data._blanks(pd.DataFrame({"value": [f"{unseen}A b{unseen}"], "became": ["A b"]}))
    before, after = shown.iloc[0]
    assert after == "A b"
    assert len(before) > len("A b")
    assert unseen not in before.replace("A b", "")


def test_reasons_that_differ_in_a_date_or_a_row_are_counted_together():
    reasons = ["nothing in force from 2019-01-01", "nothing in force from 2020-05-01",
               "already a participant: row 688", "already a participant: row 1,530"]  # fmt: skip
    report = pd.DataFrame({"source": "s", "action": "noted", "reason": reasons})
    facts = {"data": {"rows": {"arrangements": 1}, "imports": []}}
    result = made({"import_report": report}, facts=facts, facts_of=lambda name: {})
    found = {one.name: one for one in data.quality(result)}["repairs"]
    assert [(row[-2].text, row[-1].text) for row in found.rows] == [
        ("already a participant: another row", "2"),
        ("nothing in force from a date", "2"),
    ]


def test_parts_left_out_for_one_reason_are_told_together():
    rows = pd.DataFrame(
        {"task": ["a", "b", "c"], "part": ["quality of x", "quality of y", "bridges of x"],
         "reason": ["no population", "no population", "no ties"]}
    )  # fmt: skip
    assert data.left_out({"unavailable": rows}) == [
        ("quality of x; quality of y", "no population"),
        ("bridges of x", "no ties"),
    ]
    assert data.left_out({}) == []


def test_codes_that_are_the_names_are_no_column(finished):
    table = bridge_tables(finished)[0]
    assert table.columns[-1].key == "id"
    own = {name: finished[name] for name in finished}
    own["bridges"] = own["bridges"].assign(name=own["bridges"]["id"])
    same = made(own, main=finished.main, study=finished.study)
    assert "id" not in [column.key for column in bridge_tables(same)[0].columns]


def test_arrangements_that_reach_over_clusters_are_in_two(finished):
    found = {one.name: one for one in bridge_tables(finished)}["bridging-arrangements"]
    at = [column.key for column in found.columns].index("clusters_spanned")
    seen = finished["bridging_arrangements"].query("network == 'whole'")["clusters_spanned"]
    assert (seen < 2).any()
    assert [int(row[at].text) >= 2 for row in found.rows] == [True] * int((seen > 1).sum())


def test_networks_that_ask_the_same_are_no_other_question():
    rows = pd.DataFrame({"asked_by": ["whole\ncounts", "whole\ncounts", "social"]})
    result = made({"multiverse": rows}, main=SimpleNamespace(name="whole"))
    assert same_question(result) == {"whole", "counts"}
    result.pop("multiverse")
    assert same_question(result) == {"whole"}


def test_what_the_register_has_nothing_about_is_said(finished):
    reason = "the domain physical has no arrangement of two or more"
    domains = f"The social domain falls into more clusters than the physical domain: {reason}."
    assert answers.not_asked(finished) == [domains]
    own = {name: finished[name] for name in finished if name != "claims"}
    own["nodes"] = own["nodes"].assign(province="").drop(columns="population")
    assert answers.not_asked(made(own, main=finished.main, study=finished.study)) == [
        "Clusters follow provinces: the register names no provinces.",
        domains,
        "Larger municipalities bridge more: the register has no population.",
    ]
