"""Factsheets: figures by year and decomposed differences, on made-up registers."""

from __future__ import annotations

import itertools
import pickle
import re
from pathlib import Path

import munigraph as mg
import numpy as np
import pytest
from munigraph.dynamics import DECOMPOSED


def made(forms: tuple[str, ...] = ("public_body", "covenant", "joint_organ")) -> mg.Register:
    """a + b became ab in 2019; three arrangements, one of them registered in 2018."""
    return mg.Register.from_tables(
        {
            "id": ["a", "b", "ab", "c", "d"],
            "province": ["N", "N", "N", "Z", "Z"],
            "population": [10_000, 20_000, 30_000, 60_000, 120_000],
            "valid_from": ["", "", "2019-01-01", "", ""],
            "valid_to": ["2019-01-01", "2019-01-01", "", "", ""],
            "lon": [5.0, 5.1, 5.05, 6.0, None],
            "lat": [52.0, 52.0, 52.0, 52.0, None],
        },
        {
            "id": ["v", "w", "x"],
            "legal_form": list(forms),
            "valid_from": ["2015-01-01", "2015-01-01", "2018-01-01"],
            "valid_to": ["", "", ""],
        },
        {
            "arrangement": [*"vvv", *"ww", *"xx"],
            "participant": ["ab", "c", "d", "a", "b", "c", "d"],
            "valid_from": ["2019-01-01", "", "", "", "", "2010-01-01", "2010-01-01"],
        },
        themes={"arrangement": ["v", "x"], "theme": ["werk", "werk"], "basis": ["official"] * 2},
        successions={
            "date": ["2019-01-01"] * 2,
            "from": ["a", "b"],
            "to": ["ab", "ab"],
            "kind": ["merged"] * 2,
        },
        domains={"werk": "social"},
    )


def value(sheet: mg.Factsheet, name: str, year: int, group: str = "all") -> float:
    rows = sheet.figure(name, group).set_index("year")
    return float(rows.loc[year, "value"])


def test_a_group_that_a_year_has_not_is_zero_there() -> None:
    # x, the only joint organ, begins in 2018; w, the only covenant, falls inside ab in 2019.
    sheet = mg.factsheet(made(), ["2017-07-01", "2020-07-01"])
    for group, numbers in (("form=joint_organ", [0, 1]), ("form=covenant", [1, 0])):
        for figure, each in (("arrangements", 1), ("memberships", 2)):
            rows = sheet.figure(figure, group)
            assert rows["value"].tolist() == [each * one for one in numbers]
        rows = sheet.figure("mean", group)
        assert rows["numerator"].tolist() == [2 * one for one in numbers]
        assert rows["denominator"].tolist() == [4, 3]
        shown = sheet.difference("2017-07-01", "2020-07-01", figure="arrangements", group=group)
        assert shown["contribution"].sum() == numbers[1] - numbers[0]
    assert sheet.figure("changed_members", "cause=real")["numerator"].tolist() == [0]
    assert sheet.figure("changed_name", "cause=real")["value"].tolist() == [0]
    lone = mg.factsheet(made(), ["2017-07-01"]).table
    assert "form=joint_organ" not in set(lone["group"])


def test_figures_by_hand() -> None:
    register = made()
    # The register's latest date is 2018-01-01; dates are given as days, therefore.
    sheet = mg.factsheet(register, ["2017-07-01", "2020-07-01"])
    rows = sheet.figure("memberships").set_index("year")["value"]
    # 2017: v has a, b, c, d (ab carried back), w has a, b. 2020: v ab, c, d; x c, d; w is one.
    assert rows.to_dict() == {"2017-07-01": 6, "2020-07-01": 5}
    assert sheet.figure("mean")["denominator"].tolist() == [4, 3]
    assert sheet.figure("official_share")["value"].tolist() == [1, 1]
    plain = mg.factsheet(register, ["2017-07-01"], repair=False)
    assert plain.figure("memberships")["value"].tolist() == [4]
    fixed = mg.factsheet(register, ["2017-07-01"], geography="2019-01-01")
    assert fixed.figure("memberships")["value"].tolist() == [3]
    assert fixed.geography == "2019-01-01"


def test_columns_and_groups() -> None:
    sheet = mg.factsheet(made(), "2017-07-01")
    assert list(sheet.table.columns) == [
        "year", "figure", "group", "value", "numerator", "denominator", "coverage",
    ]  # fmt: skip
    assert not sheet.table.duplicated(["year", "figure", "group"]).any()
    only = mg.factsheet(made(), "2017-07-01", by="province")
    dimensions = {group.split("=")[0] for group in only.table["group"]}
    assert "province" in dimensions
    assert "form" not in dimensions
    none = mg.factsheet(made(), "2017-07-01", by=())
    assert {g.split("=")[0] for g in none.table["group"]} == {"all", "members", "phase"}


def test_a_thin_figure_has_coverage_and_no_number() -> None:
    phase = mg.factsheet(made(), "2017-07-01").figure("phase", "phase=policy").iloc[0]
    assert np.isnan(phase["value"])
    assert phase["coverage"] == 0


def test_quartiles_are_numpys() -> None:
    register = mg.synthetic(60, 90, seed=3, history=True)
    sheet = mg.factsheet(register, 2014)
    snapshot = register.at("2014-07-01", repair=True)
    members = snapshot.memberships
    sizes = members["arrangement"].value_counts()
    members = members[members["arrangement"].isin(sizes.index[sizes >= 2])]
    counts = members["participant"].value_counts()
    numbers = [int(counts.get(p, 0)) for p in snapshot.participants["id"]]
    for name, share in (("lower_quartile", 25), ("median", 50), ("upper_quartile", 75)):
        assert value(sheet, name, 2014) == np.percentile(numbers, share)
    assert value(sheet, "mean", 2014) == pytest.approx(np.mean(numbers), abs=1e-12)


def test_a_difference_adds_up() -> None:
    sheet = mg.factsheet(made(), ["2017-07-01", "2020-07-01"])
    found = sheet.difference("2017-07-01", "2020-07-01")
    unit = found["unit"].iloc[0]
    (_, p, q), (_, r, s) = found.attrs["before"], found.attrs["after"]
    assert found["part"].sum() * q * s == (r * q - p * s) * unit
    assert found["contribution"].sum() == pytest.approx(found.attrs["total"], abs=1e-12)
    causes = dict(zip(found["cause"], found["numerator"], strict=True))
    assert causes == {"registered": 2, "reorganisation": -3}


@pytest.mark.parametrize("geography", ["own", "2018-06-30"])
def test_differences_of_planted_histories_add_up(geography: str) -> None:
    for seed in range(10):
        register = mg.synthetic(40, 60, seed=seed, history=True)
        sheet = mg.factsheet(register, [2010, 2014, 2018], geography=geography, by=())
        for (a, b), repair, figure in itertools.product(
            [(2010, 2014), (2014, 2018), (2010, 2018)], [True, False], ["mean", "two_to_five"]
        ):
            plain = mg.factsheet(register, [a, b], geography=geography, repair=repair, by=())
            found = plain.difference(a, b, figure=figure)
            total = value(plain, figure, b) - value(plain, figure, a)
            assert found["contribution"].sum() == pytest.approx(total, abs=1e-12)
            (_, p, q), (_, r, s) = found.attrs["before"], found.attrs["after"]
            unit = 2 * q * s
            assert int(found["part"].sum()) * q * s == (r * q - p * s) * unit
            if repair:
                assert "lag" not in set(found["cause"])
            if geography != "own":
                assert "reorganisation" not in set(found["cause"])
        assert set(sheet.dates) == {2010, 2014, 2018}


def test_every_decomposed_figure_of_200_histories_adds_up() -> None:
    """With all that a planted history holds: mergers, splits, absorptions, numbers used again."""
    kinds: set[str] = set()
    for seed in range(200):
        register = mg.synthetic(24, 20, clusters=3, stars=0.3, seed=seed, history=True)
        kinds |= set(register.history["event"])
        geography = ("own", "2012-01-01", "2016-01-01")[seed % 3]
        options = {"geography": geography, "repair": seed % 2 == 0, "by": ()}
        sheet = mg.factsheet(register, [2011, 2017], **options)
        for figure in DECOMPOSED:
            found = sheet.difference(2011, 2017, figure=figure)
            (first, p, q), (last, r, s) = found.attrs["before"], found.attrs["after"]
            unit = 2 * q * s if (q, s) != (1, 1) or figure not in COUNTS else 1
            assert int(found["part"].sum()) * q * s == (r * q - p * s) * unit, (seed, figure)
            rows = sheet.figure(figure)
            shares = rows["numerator"] / rows["denominator"].fillna(1)
            assert [first, last] == shares.tolist(), (seed, figure)
    assert kinds >= {"absorbed", "split", "id_reused", "host", "merged", "renumbered", "themes"}


COUNTS = ("arrangements", "memberships")


def test_sizes_and_inhabitants_are_decomposed() -> None:
    sheet = mg.factsheet(made(), ["2017-07-01", "2020-07-01"])
    for group in ("members=2-5", "members=6-10"):
        found = sheet.difference("2017-07-01", "2020-07-01", figure="arrangements", group=group)
        rows = sheet.figure("arrangements", group)["value"].tolist()
        assert found["contribution"].sum() == rows[1] - rows[0]
    found = sheet.difference("2017-07-01", "2020-07-01", figure="official_inhabitants")
    rows = sheet.figure("official_inhabitants")["value"].tolist()
    assert found["contribution"].sum() == pytest.approx(rows[1] - rows[0], abs=1e-12)


def test_a_difference_of_a_figure_that_is_too_thin_is_refused() -> None:
    """Whatever the figure and the group: where the table has no value, nothing is explained."""
    days = ["2017-07-01", "2020-07-01"]
    register = made()
    sheet = mg.factsheet(register, days, min_coverage=1.0)
    refused = 0
    for (name, group), rows in sheet.table.groupby(["figure", "group"]):
        if name not in DECOMPOSED or len(rows) < 2 or (rows["denominator"] == 0).any():
            continue
        if group.partition("=")[0] not in DECOMPOSED[name]:
            continue
        if rows["value"].isna().any():
            with pytest.raises(mg.DataError, match=r"too thin .* on both days \(min_coverage"):
                sheet.difference(*days, figure=name, group=group)
            refused += 1
        else:
            found = sheet.difference(*days, figure=name, group=group)
            total = rows["value"].iloc[1] - rows["value"].iloc[0]
            assert found["contribution"].sum() == pytest.approx(total, abs=1e-12)
    assert refused > 0


def test_where_no_form_is_known_there_is_no_official_share_to_explain() -> None:
    days = ["2017-07-01", "2020-07-01"]
    register = made(("unknown",) * 3)
    sheet = mg.factsheet(register, days)
    for one in (
        sheet,
        pickle.loads(pickle.dumps(sheet)),
        mg.factsheet(register, days, repair=False),
    ):
        for figure in ("official_share", "official_inhabitants"):
            with pytest.raises(
                mg.DataError, match=f"too thin for a difference of {figure}"
            ) as told:
                one.difference(*days, figure=figure)
            assert "0% on 2017-07-01" in str(told.value)
            assert "at least 50% on both days (min_coverage)" in str(told.value)
    loose = mg.factsheet(register, days, min_coverage=0)
    assert loose.difference(*days, figure="official_share").attrs["before"] == (0, 0, 4)


@pytest.mark.parametrize("year", [2017.5, 2017.0, float("nan"), None, True, [2017]])
def test_what_is_no_year_is_told(year: object) -> None:
    register = made()
    for call in (mg.factsheet, mg.dyads):
        with pytest.raises(TypeError, match="expected a year, a date, or text"):
            call(register, [2017, year])
    with pytest.raises(TypeError, match="expected a year, a date, or text"):
        register.day(year)


def test_years_stand_in_the_order_of_their_days() -> None:
    # 2030 stands for the last day, 2018-01-01, and so comes before June.
    sheet = mg.factsheet(made(), ["2018-06-01", 2030, 2017, 2017], by=())
    assert list(sheet.dates.items()) == [
        (2017, "2017-07-01"), (2030, "2018-01-01"), ("2018-06-01", "2018-06-01"),
    ]  # fmt: skip


@pytest.mark.parametrize("figure", ["median", "changed_members", "phase", "inferred"])
def test_what_cannot_be_decomposed_is_told_by_name(figure: str) -> None:
    sheet = mg.factsheet(made(), ["2017-07-01", "2020-07-01"])
    with pytest.raises(ValueError, match=f"'{figure}' cannot be decomposed") as one:
        sheet.difference("2017-07-01", "2020-07-01", figure=figure)
    assert all(name in str(one.value) for name in DECOMPOSED)


def test_a_group_that_nothing_is_in_is_told() -> None:
    sheet = mg.factsheet(made(), ["2017-07-01", "2020-07-01"])
    for group in ("form=bogus", "form=public_bodi", "members=2-6", "all "):
        with pytest.raises(ValueError, match="unknown group") as found:
            sheet.difference("2017-07-01", "2020-07-01", figure="arrangements", group=group)
        assert "did you mean" in str(found.value) or "known are" in str(found.value)
    with pytest.raises(ValueError, match="did you mean 'form=public_body'"):
        sheet.difference("2017-07-01", "2020-07-01", group="form=public_bodi")


@pytest.mark.parametrize("geography", ["2100-01-01", 2100, "1500-01-01", 1500])
def test_a_geography_beyond_the_register_is_refused(geography: object) -> None:
    register = made()
    sheet = mg.datasets.load("nl-2020")
    for one in (register, sheet):
        with pytest.raises(mg.DataError, match="does not tell who was a municipality") as found:
            one.on_geography(geography)
        assert "a date from " in str(found.value)
        # Later than the register: the last geography that it tells of is named as a way out.
        assert ("if nothing has changed since" in str(found.value)) == ("2100" in str(geography))
    for call in (mg.factsheet, mg.dyads):
        with pytest.raises(mg.DataError, match="does not tell who was a municipality"):
            call(register, [2019], geography=geography)
    with pytest.raises(mg.DataError, match="does not tell who was a municipality"):
        mg.chronicle(register, geography=geography)
    with pytest.raises(mg.DataError, match="does not tell who was a municipality"):
        register.at("2019-07-01", geography=geography)
    with pytest.raises(mg.DataError, match="does not tell who was a municipality"):
        mg.multiverse(register, {"weighting": ["newman"]}, date="2019-07-01", geography=geography)


def test_a_year_as_geography() -> None:
    register = mg.datasets.load("nl-2020")  # Municipalities up to 2023, arrangements of 2020.
    assert register.geography_day(2022) == "2022-07-01"
    assert register.geography_day(2023) == "2023-01-01"
    assert register.on_geography(2022)[0].geography == "2022-07-01"
    moved = register.on_geography(2022)[0]
    # What a register was made from is remembered, also in another process.
    for one in (moved, pickle.loads(pickle.dumps(moved))):
        assert one.on_geography(2021)[0].geography == "2021-07-01"
        assert len(one.on_geography("2022-07-01")[0].participants) == len(moved.participants)
        sheet = mg.factsheet(one, [2020], geography="2021-07-01", by=())
        assert value(sheet, "mean", 2020) == value(
            mg.factsheet(register, [2020], geography="2021-07-01", by=()), "mean", 2020
        )


def test_years_beyond_the_register_are_said() -> None:
    sheet = mg.factsheet(made(), [2017, 2018, 2030], by=())
    assert sheet.notes == ["2018, 2030 stand for 2018-01-01, the register's last day"]
    assert "2018, 2030 stand for" in sheet._repr_html_()
    assert mg.factsheet(made(), [2017, "2030-01-01"], by=()).notes == []


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"min_coverage": 2}, ValueError, "min_coverage is 2, expected a share from 0 to 1"),
        ({"min_coverage": float("nan")}, ValueError, "min_coverage is nan, expected a share"),
        ({"size_classes": (50_000, 20_000)}, ValueError, "ascending"),
        ({"size_classes": (0, 20_000)}, ValueError, "above 0"),
        ({"repair": "no"}, TypeError, "repair is 'no', expected True or False"),
        ({"themes": 3}, TypeError, "themes is 3, expected a word or several"),
        ({"forms": 3}, TypeError, "forms is 3, expected a word or several"),
        ({"by": 3}, TypeError, "by is 3, expected a word or several"),
    ],
)
def test_options_are_checked(options: dict, error: type, text: str) -> None:
    with pytest.raises(error, match=text):
        mg.factsheet(made(), 2019, **options)


def test_refusals() -> None:
    register = made()
    with pytest.raises(ValueError, match="no years"):
        mg.factsheet(register, [])
    with pytest.raises(ValueError, match="did you mean 'province'"):
        mg.factsheet(register, "2017-07-01", by="provinces")
    with pytest.raises(ValueError, match="legal form"):
        mg.factsheet(register, "2017-07-01", forms="public_bodies")
    sheet = mg.factsheet(register, "2017-07-01")
    with pytest.raises(ValueError, match="did you mean 'mean'"):
        sheet.difference("2017-07-01", "2020-07-01", figure="means")
    for word in ("figure", "group"):
        with pytest.raises(TypeError, match=f"{word} is None, expected text"):
            sheet.difference("2017-07-01", "2020-07-01", **{word: None})
    assert "1 year (" in repr(sheet)
    with pytest.raises(ValueError, match="did you mean 'median'"):
        sheet.figure("medians")
    official = mg.factsheet(register, "2017-07-01", bases="official")
    with pytest.raises(mg.DataError, match="classification"):
        official.difference("2017-07-01", "2020-07-01", group="domain=social", figure="mean")


def test_can_be_pickled() -> None:
    sheet = mg.factsheet(made(), ["2017-07-01", "2020-07-01"])
    again = pickle.loads(pickle.dumps(sheet))
    assert again.table.equals(sheet.table)
    assert again.difference("2017-07-01", "2020-07-01").equals(
        sheet.difference("2017-07-01", "2020-07-01")
    )
    assert "Factsheet" in repr(again)
    assert "mean" in again._repr_html_()


def test_dyads() -> None:
    table = mg.dyads(made(), ["2017-07-01", "2020-07-01"])
    assert len(table) == 6 + 3
    before = table[table["year"] == "2017-07-01"].set_index(["source", "target"])
    assert before.loc[("a", "b"), "shared"] == 2
    assert before.loc[("a", "b"), "weight"] == pytest.approx(1 / 3 + 1)
    assert before.loc[("a", "c"), "shared"] == 1
    assert bool(before.loc[("a", "b"), "same_province"]) is True
    assert before.loc[("a", "b"), "km"] == pytest.approx(6.846, abs=0.001)
    assert np.isnan(before.loc[("a", "d"), "km"])
    tied = mg.dyads(made(), "2020-07-01", tied=True)
    assert (tied["shared"] > 0).all()


def test_dyads_equal_the_network() -> None:
    register = mg.synthetic(50, 80, seed=5, history=True)
    network = register.at("2015-07-01", repair=True).network(weighting="newman")
    edges = network.edges.set_index(["source", "target"])["weight"]
    table = mg.dyads(register, "2015-07-01", tied=True).set_index(["source", "target"])["weight"]
    assert len(edges) == len(table)
    swapped = {tuple(sorted(k)): v for k, v in edges.items()}
    for pair, weight in table.items():
        assert weight == pytest.approx(swapped[tuple(sorted(pair))], abs=1e-9)


def test_dyads_can_be_read_elsewhere(tmp_path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    mg.dyads(made(), "2017-07-01").to_parquet(tmp_path / "dyads.parquet")
    assert parquet.read_table(tmp_path / "dyads.parquet").num_rows == 6


def test_an_unknown_theme_is_told():
    register = mg.datasets.load("nl-2020")
    for call in (mg.factsheet, mg.dyads):
        with pytest.raises(ValueError, match="unknown theme 'socal'; did you mean 'social'"):
            call(register, [2020], themes="socal")


def test_the_docs_name_what_is_decomposed() -> None:
    text = (Path(__file__).parents[3] / "docs" / "factsheet.md").read_text(encoding="utf-8")
    part = text.partition("These figures are decomposed")[2].partition("Medians and quartiles")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", part, re.MULTILINE))
    said = {
        name: tuple(word.rstrip("=") for word in re.findall(r"`([\w=]+)`", groups))
        for name, groups in rows.items()
    }
    assert said == DECOMPOSED
