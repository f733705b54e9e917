"""The tables of the sections, held against the tables of the study."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from munigraph._common.text import in_order
from munigraph.report import _sections as sections
from munigraph.report._colours import matched, palettes
from munigraph.report._over_time import tracked_colours
from munigraph.report._provinces import provinces


def by_name(tables):
    return {one.name: one for one in tables}


def texts(table, key):
    at = [column.key for column in table.columns].index(key)
    return [row[at].text for row in table.rows]


def test_members_by_province_are_those_of_the_clusters(finished):
    table = by_name(provinces(finished))["crossing"]
    nodes = finished["nodes"].query("network == 'whole'").set_index("id")["province"]
    clusters = finished["clusters"].query("network == 'whole'")
    seen = pd.crosstab(clusters["cluster_name"], clusters["id"].map(nodes))
    names = texts(table, "cluster_name")
    assert sorted(names) == sorted(seen.index)
    for province in seen.columns:
        counts = [int(text or 0) for text in texts(table, province)]
        assert counts == seen.loc[names, province].tolist()


def test_the_share_inside_a_province_and_its_expectation(finished):
    """Strength inside counts for both ends of a tie: 2·inside / (2·inside + what leaves)."""
    table = by_name(provinces(finished))["leanings"]
    pairs = finished["province_pairs"].query("null == 'gravity'")
    for province, within, expected in zip(
        texts(table, "group"), texts(table, "within"), texts(table, "expected_within"), strict=True
    ):
        for column, said in (("weight", within), ("expected", expected)):
            inside = pairs[(pairs["a"] == province) & (pairs["b"] == province)][column].sum()
            leaves = pairs[(pairs["a"] == province) != (pairs["b"] == province)][column].sum()
            assert said == f"{100 * 2 * inside / (2 * inside + leaves):.1f}%"


def test_agreement_with_provinces_has_its_null_or_says_that_it_has_none(finished):
    table = by_name(provinces(finished))["provinces"]
    claim = finished["claims"].query("key == 'provinces'").iloc[0]
    assert claim["null"] in " ".join(column.label for column in table.columns)
    assert [text != "" for text in texts(table, "null_ami")] == [True, False]
    assert "the others have no null" in table.note


def test_agreement_is_held_against_every_null_that_was_drawn(finished):
    table = by_name(provinces(finished))["provinces-by-chance"]
    rows = finished["provinces_by_chance"]
    assert texts(table, "null") == rows["null"].tolist() == ["gravity", "curveball"]
    assert (rows["ami_low"] <= rows["ami_mean"]).all()
    assert (rows["ami_mean"] <= rows["ami_high"]).all()
    claim = finished["claims"].query("key == 'provinces'").iloc[0]
    assert rows["p"].max() == claim["p"]
    strictest = rows.set_index("null").loc[claim["null"]]
    assert (strictest["p"], strictest["ami_mean"]) == (claim["p"], claim["null_value"])


def test_provinces_are_in_the_order_of_their_numbers():
    names = ["Province 10", "Province 2", "drenthe", "Province 1", "Drenthe 3b"]
    assert sorted(names, key=in_order) == [
        "drenthe", "Drenthe 3b", "Province 1", "Province 2", "Province 10",
    ]  # fmt: skip
    assert sorted(["2", "b", "10"], key=in_order) == ["2", "10", "b"]


def test_the_weight_within_is_that_of_the_pairs(finished):
    pairs = finished["province_pairs"].query("null == 'gravity'")
    inside = pairs[pairs["a"] == pairs["b"]]
    row = finished["provinces_by_chance"].query("null == 'gravity'").iloc[0]
    assert row["weight_within"] == pytest.approx(inside["weight"].sum() / pairs["weight"].sum())
    assert row["expected_within"] == pytest.approx(
        inside["expected"].sum() / pairs["expected"].sum()
    )
    main = finished["provinces"].query("network == 'whole'").iloc[0]
    assert row["weight_within"] == pytest.approx(main["weight_within"])


def test_the_count_is_held_against_draws(finished):
    rows = finished["counts_by_chance"]
    assert (rows["low"] <= rows["mean"]).all()
    assert (rows["mean"] <= rows["high"]).all()
    assert (rows["p_two_sided"] >= 1 / (rows["draws"] + 1)).all()
    assert rows["observed"].tolist() == [3.0, 3.0]
    assert "draws of the null" in finished.facts["sentences"][0]


def test_municipalities_have_what_they_deal_with_and_distances(finished):
    tables = by_name(sections.municipalities(finished))
    assert len(tables["density"].rows) == 12
    facts = finished.facts_of("density")
    assert facts["median_arrangements"] == finished["density"]["arrangements"].median()
    assert f"Medians: arrangements {facts['median_arrangements']:g}, part" in tables["density"].note
    assert texts(tables["reach"], "case") == ["with them", "without them"] * 2


def test_every_table_fits_what_it_is_called(finished):
    tables = sections.all_tables(finished)
    assert {
        "claims",
        "provinces",
        "alignment",
        "crossing",
        "leanings",
        "pairs",
        "bridges",
        "density",
        "reach",
        "counts-by-chance",
        "constructions",
        "networks",
    } <= set(tables)
    for table in tables.values():
        assert table.caption
        for row in table.rows:
            assert len(row) == len(table.columns)


@pytest.mark.parametrize(
    ("roles", "said"),
    [(["peripheral", "ultra-peripheral"], True), (["peripheral", "connector"], False)],
)
def test_why_everybody_is_peripheral_is_said(roles, said):
    rows = pd.DataFrame({"network": "whole", "participation": [0.53, 0.01], "role": roles})
    result = SimpleNamespace(main=SimpleNamespace(name="whole"), tables={"bridges": rows})
    note = sections.roles_note(_Tables(result))
    assert ("highest participation is 0.53" in note) == said


class _Tables(dict):
    def __init__(self, result):
        super().__init__(result.tables)
        self.main = result.main


def test_labels_are_matched_by_what_they_share():
    first = pd.Series([0, 0, 0, 1, 1, 2])
    second = pd.Series([7, 7, 8, 8, 8, 8])
    # 7 shares two with 0; 8 shares two with 1, and 2 finds nothing left.
    assert matched(first, second) == [(0, 7), (1, 8)]


def test_tracked_clusters_have_the_colours_of_the_page(finished):
    """The track of a study whose last date is that of its main network, with other numbers."""
    clusters = finished["clusters"].query("network == 'whole'")
    palette = palettes(finished, None)["whole"]
    members = pd.DataFrame(
        {"date": "2020-06-01", "id": clusters["id"], "number": clusters["cluster"] + 5}
    )
    earlier = members.assign(date="2015-06-01", number=members["number"].iloc[::-1].to_numpy())
    result = _Tables(
        SimpleNamespace(
            main=finished.main,
            tables={
                "clusters": finished["clusters"],
                "counts": finished["counts"],
                "track_members": pd.concat([earlier, members]),
            },
        )
    )
    found = tracked_colours(result, palette)
    assert found == {label + 5: colour for label, colour in palette.items()}
