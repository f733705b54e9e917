"""Periods in one cell, and words before dates."""

import datetime

import munigraph as mg
import pytest
from hypothesis import given
from hypothesis import strategies as st


def spell(text, **more):
    """First day and first day out of a membership whose period is ``text``; "NaT": none."""
    table = {"arrangement": ["A", "A"], "participant": ["a", "b"], "membership period": [text, ""]}
    register, report = mg.read_table(table, **more)
    row = register.memberships.set_index("participant").loc["a"]
    return str(row["valid_from"])[:10], str(row["valid_to"])[:10], report


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2012-2018", "2012-01-01", "2019-01-01"),
        ("2012–2018", "2012-01-01", "2019-01-01"),
        ("2012 — 2018", "2012-01-01", "2019-01-01"),
        ("2012/2018", "2012-01-01", "2019-01-01"),
        ("2012 t/m 2018", "2012-01-01", "2019-01-01"),
        ("2012 tot en met 2018", "2012-01-01", "2019-01-01"),
        ("van 2012 tot 2018", "2012-01-01", "2019-01-01"),
        ("from 2012 to 2018", "2012-01-01", "2019-01-01"),
        ("von 2012 bis 2018", "2012-01-01", "2019-01-01"),
        ("dal 2012 al 2018", "2012-01-01", "2019-01-01"),
        ("desde 2012 hasta 2018", "2012-01-01", "2019-01-01"),
        ("2012-heden", "2012-01-01", "NaT"),
        ("2012 - present", "2012-01-01", "NaT"),
        ("2012-", "2012-01-01", "NaT"),
        ("since 2012", "2012-01-01", "NaT"),
        ("vanaf 2012", "2012-01-01", "NaT"),
        ("2012 e.v.", "2012-01-01", "NaT"),
        ("tot 2018", "NaT", "2019-01-01"),
        ("t/m 2018", "NaT", "2019-01-01"),
        ("2014-02 – 2015-06", "2014-02-01", "2015-07-01"),
        ("1-4-2013 t/m 15-6-2019", "2013-04-01", "2019-06-16"),
        ("25-4-2013 - 15-6-2019", "2013-04-25", "2019-06-15"),
        ("1 januari 2014 – maart 2016", "2014-01-01", "2016-04-01"),
    ],
)
def test_a_period_has_two_ends(text, start, end):
    assert spell(text, columns=_MAPPED)[:2] == (start, end)


_MAPPED = {
    "columns": {
        "arrangement": "arrangement",
        "participant": "participant",
        "membership period": "membership_period",
    },
    "day_first": True,
}


def test_a_year_alone_is_that_year_unless_the_column_is_one_of_starts():
    start, end, report = spell("2015")
    assert (start, end) == ("2015-01-01", "2016-01-01")
    assert any("a year alone is the whole of that year" in e.reason for e in report.entries)
    table = {"regeling": ["A", "B"], "gemeente": ["a", "b"], "start": ["2010", "2012-2018"]}
    register, _ = mg.read_table(table)
    assert [str(day)[:10] for day in register.arrangements["valid_to"]] == ["NaT", "2019-01-01"]


def test_what_is_no_period_is_told():
    _, _, report = spell("2010-2012, 2015-2018", columns=_MAPPED)
    dropped = [e.reason for e in report.entries if e.action == "dropped"]
    assert dropped == ["several dates in one cell"]
    table = {"arrangement": ["A"], "participant": ["a"], "period": ["2012-2018"], "from": ["2013"]}
    mapping = {
        "arrangement": "arrangement", "participant": "participant", "period": "period",
        "from": "valid_from",
    }  # fmt: skip
    with pytest.raises(mg.DataError, match="dates beside a period"):
        mg.read_table(table, columns=mapping)


@pytest.mark.parametrize("name", ["Jaren", "Jaar", "Periode", "Lidmaatschap"])
def test_a_column_of_periods_is_recognised_by_its_cells(name):
    table = {"regeling": ["A", "A"], "gemeente": ["a", "b"], name: ["2012-2018", "2013-heden"]}
    register, _ = mg.read_table(table)
    ends = register.memberships.set_index("participant")["valid_to"]
    assert [str(day)[:10] for day in ends] == ["2019-01-01", "NaT"]


def test_telephone_numbers_and_codes_are_no_periods():
    table = {"regeling": ["A", "A"], "gemeente": ["a", "b"], "tel": ["0570-1234", "030-5678"]}
    register, _ = mg.read_table(table)
    assert register.memberships["valid_from"].isna().all()


@given(st.dates(datetime.date(1800, 1, 1), datetime.date(2100, 1, 1)), st.integers(1, 9999))
def test_every_period_is_read_as_its_two_dates_are(start, days):
    end = start + datetime.timedelta(days=days)
    for joint in (" - ", " – ", "/"):
        found = spell(f"{start.isoformat()}{joint}{end.isoformat()}", columns=_MAPPED)
        table = {
            "arrangement": ["A", "A"], "participant": ["a", "b"],
            "joined": [start.isoformat(), ""], "left": [end.isoformat(), ""],
        }  # fmt: skip
        row = mg.read_table(table)[0].memberships.set_index("participant").loc["a"]
        assert found[:2] == (str(row["valid_from"])[:10], str(row["valid_to"])[:10])


def test_a_header_that_says_so_makes_ends_last_days():
    table = {
        "regeling": ["A", "A"], "gemeente": ["a", "b"], "lid vanaf": ["2010-01-05"] * 2,
        "lid t/m": ["2012-03-15", "2012-06-10"],
    }  # fmt: skip
    mapping = {
        "regeling": "arrangement", "gemeente": "participant", "lid vanaf": "joined",
        "lid t/m": "left",
    }  # fmt: skip
    register, _ = mg.read_table(table, columns=mapping)
    ends = [str(day)[:10] for day in register.memberships["valid_to"]]
    assert ends == ["2012-03-16", "2012-06-11"]


def test_words_before_a_date_do_not_hide_its_order():
    table = {
        "regeling": ["A", "A"], "gemeente": ["a", "b"],
        "lid vanaf": ["sinds 25-4-2014", "vanaf 3-5-2014"],
    }  # fmt: skip
    register, _ = mg.read_table(table)
    starts = register.memberships.set_index("participant")["valid_from"]
    assert [str(day)[:10] for day in starts] == ["2014-04-25", "2014-05-03"]


def test_years_over_columns_that_come_again(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        "Regeling;2018;;2019;\n;Gemeente;Rol;Gemeente;Rol\nA;Aa;lid;Aa;lid\nA;Bee;host;Cee;lid\n"
    )
    register, _ = mg.read_table(path)
    table = register.memberships
    ends = ["" if day != day else str(day)[:10] for day in table["valid_to"]]
    assert list(zip(table["participant"], table["role"], ends, strict=True)) == [
        ("Aa", "member", ""), ("Bee", "host", "2019-01-01"), ("Cee", "member", "")
    ]  # fmt: skip


def test_rows_that_go_on_behind_the_header_are_told(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("Regeling;Deelnemers;Vorm\nA;Alphen;Borne;Cuijk;OL\nB;Alphen;Borne;OL\n")
    _, report = mg.read_table(path)
    assert any(
        "warning: 2 rows go on behind the last name of the header, such as row 2 with 'Cuijk'"
        in entry.reason for entry in report.entries
    )  # fmt: skip
