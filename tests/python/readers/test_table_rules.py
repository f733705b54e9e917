"""The rules by which tables are read: sources, dates, numbers."""

import datetime

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.lstrip("\n").encode(encoding))
    return path


def members(register):
    table = register.memberships
    return {a: sorted(g["participant"]) for a, g in table.groupby("arrangement", sort=False)}


def dates(column, **more):
    """Days that a column of memberships' dates becomes, in the order of its rows."""
    table = {
        "arrangement": ["A"] * len(column),
        "participant": [f"p{k}" for k in range(len(column))],
    }
    register, report = mg.read_table({**table, more.pop("name", "joined"): column}, **more)
    found = register.memberships.set_index("participant")
    its = "valid_to" if found["valid_from"].isna().all() else "valid_from"
    return [str(found.loc[p, its])[:10] for p in table["participant"]], report


# --- sources ------------------------------------------------------------------------------------

TABLE = {
    "arrangement": ["Waste", "Waste", "Youth", "Youth"],
    "participant": ["A", "B", "B", "C"],
}
WANTED = {"Waste": ["A", "B"], "Youth": ["B", "C"]}


def test_the_same_table_is_read_from_every_source(tmp_path):
    frame = pd.DataFrame(TABLE)
    pyarrow = pytest.importorskip("pyarrow")
    frame.to_parquet(tmp_path / "t.parquet")
    frame.to_csv(tmp_path / "t.csv.gz", index=False)
    sources = [TABLE, frame, pyarrow.table(frame), tmp_path / "t.parquet", tmp_path / "t.csv.gz"]
    for separator in ";,\t|":
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"):
            path = tmp_path / f"{ord(separator)}-{encoding}.txt"
            path.write_bytes(frame.to_csv(index=False, sep=separator).encode(encoding))
            sources.append(path)
    for source in sources:
        register, report = mg.read_table(source)
        assert members(register) == WANTED
        assert (report.rows_read, report.taken) == (4, 4)


def test_an_arrow_stream_is_read_whoever_gives_it():
    pyarrow = pytest.importorskip("pyarrow")

    class Stream:
        def __arrow_c_stream__(self, requested_schema=None):
            return pyarrow.table(TABLE).__arrow_c_stream__(requested_schema)

    assert members(mg.read_table(Stream())[0]) == WANTED


def test_what_was_found_about_a_file_is_said_and_can_be_overridden(tmp_path):
    path = write(tmp_path / "t.csv", "regeling;deelnemer\nÉén;Súdwest\n", "cp1252")
    _, report = mg.read_table(path)
    assert "encoding cp1252, separator semicolon" in [entry.reason for entry in report.entries]
    register, _ = mg.read_table(path, encoding="cp1250", separator=";")
    assert register.arrangements["id"].tolist() == ["Één"]
    with pytest.raises(mg.DataError, match="not text in utf-8"):
        mg.read_table(path, encoding="utf-8")
    with pytest.raises(ValueError, match="unknown encoding"):
        mg.read_table(path, encoding="klingon")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("size;colour\n1;2\n", "no layout can be told"),
        ('arrangement;participant\n"A;B\nC;D\n', "a quote is opened and never closed"),
    ],
)
def test_a_file_without_a_table_is_refused_with_the_reason(tmp_path, text, message):
    with pytest.raises(mg.DataError, match=message):
        mg.read_table(write(tmp_path / "t.csv", text))


def test_what_is_no_source_is_refused(tmp_path):
    with pytest.raises(mg.DataError, match="no such file"):
        mg.read_table(tmp_path / "nothing.csv")
    with pytest.raises(mg.DataError, match="no such file"):
        mg.read_table(tmp_path / "nothing.xlsx")
    with pytest.raises(mg.DataError, match="no tables in the folder"):
        mg.read_table(tmp_path)
    with pytest.raises(TypeError, match="got int"):
        mg.read_table(7)
    with pytest.raises(ValueError, match="did you mean 'lists'"):
        mg.read_table(TABLE, layout="list")
    with pytest.raises(ValueError, match="did you mean 'nl'"):
        mg.read_table(TABLE, places="nll")
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    with pytest.raises(mg.DataError, match="not a workbook"):
        mg.read_table(tmp_path / "bad.xlsx")


def test_a_sheet_is_chosen_by_name_or_number(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        for name, person in (("One", "A"), ("Two", "B")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["arrangement", "participant"])
            sheet.write_row(1, 0, ["X", person])
    assert members(mg.read_table(tmp_path / "t.xlsx", sheet="Two")[0]) == {"X": ["B"]}
    assert members(mg.read_table(tmp_path / "t.xlsx", sheet=1)[0]) == {"X": ["A"]}
    both = {"One: X": ["A"], "Two: X": ["B"]}
    assert members(mg.read_table(tmp_path / "t.xlsx")[0]) == both
    with pytest.raises(mg.DataError, match="one of One, Two, or a number from 1 to 2"):
        mg.read_table(tmp_path / "t.xlsx", sheet="Three")
    mapping = {
        "columns": {"arrangement": "arrangement", "participant": "participant"},
        "key": "value",
    }
    assert members(mg.read_table(tmp_path / "t.xlsx", columns=mapping)[0]) == {"X": ["A", "B"]}


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2010", "2010-01-01", "2011-01-01"),
        (2010, "2010-01-01", "2011-01-01"),
        (2010.0, "2010-01-01", "2011-01-01"),
        ("2014-02", "2014-02-01", "2014-03-01"),
        ("12-2014", "2014-12-01", "2015-01-01"),
        ("2014-1-2", "2014-01-02", "2014-01-02"),
        ("20140102", "2014-01-02", "2014-01-02"),
        ("1816-1-1", "1816-01-01", "1816-01-01"),
        ("01-01-2014", "2014-01-01", "2014-01-01"),
        ("2.1.2014", "2014-01-02", "2014-01-02"),
        ("41641", "2014-01-02", "2014-01-02"),
        ("2014-01-02T00:00:00", "2014-01-02", "2014-01-02"),
        ("2014-01-02 00:00", "2014-01-02", "2014-01-02"),
        (datetime.datetime(2014, 1, 2), "2014-01-02", "2014-01-02"),
        ("41641.0", "2014-01-02", "2014-01-02"),
        ("2 januari 2014", "2014-01-02", "2014-01-02"),
        ("2. Januar 2014", "2014-01-02", "2014-01-02"),
        ("1er janvier 2014", "2014-01-01", "2014-01-01"),
        ("March 3, 2014", "2014-03-03", "2014-03-03"),
        ("201403", "2014-03-01", "2014-04-01"),
        ("2014-Q3", "2014-07-01", "2014-10-01"),
        ("Q4 2014", "2014-10-01", "2015-01-01"),
        ("3e kwartaal 2014", "2014-07-01", "2014-10-01"),
        ("1. Quartal 2014", "2014-01-01", "2014-04-01"),
        ("2ème trimestre 2014", "2014-04-01", "2014-07-01"),
        ("H1 2014", "2014-01-01", "2014-07-01"),
        ("2e helft 2014", "2014-07-01", "2015-01-01"),
        ("Q5 2014", "NaT", "NaT"),
        ("jan. 2014", "2014-01-01", "2014-02-01"),
        ("mrt-2014", "2014-03-01", "2014-04-01"),
        ("2-mei-2014", "2014-05-02", "2014-05-02"),
        ("donderdag 2 januari 2014", "2014-01-02", "2014-01-02"),
        ("Thu, Jan 2, 2014", "2014-01-02", "2014-01-02"),
        ("So 2. März 2014", "2014-03-02", "2014-03-02"),
        ("", "NaT", "NaT"),
        ("-", "NaT", "NaT"),
        ("9999-12-31", "9999-12-31", "NaT"),
        ("9999-12-31 23:59:59", "9999-12-31", "NaT"),
        ("heden", "NaT", "NaT"),
        ("unbefristet", "NaT", "NaT"),
    ],
)
def test_a_date_is_read_by_the_stated_rules(text, start, end):
    # A second row keeps the column, and says nothing about it.
    assert dates([text, "2000-05-05"], name="joined")[0][0] == start
    assert dates([text, "2000-05-05"], name="left")[0][0] == end


@given(st.dates(datetime.date(1700, 1, 1), datetime.date(2500, 1, 1)))
def test_every_day_is_read_back_from_each_way_to_write_it(day):
    forms = [
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.year}/{day.month}/{day.day}",
    ]
    found, _ = dates([*forms, f"{day.day:02d}-{day.month:02d}-{day.year}", "31-12-2000"])
    assert found[:4] == [str(day)] * 4


def test_last_days_as_ends_are_told_from_first_days_out():
    assert dates(["2014-12-31", "2016-06-30", "2017-03-15"], name="left")[0] == [
        "2015-01-01", "2016-07-01", "2017-03-16",
    ]  # fmt: skip
    assert dates(["2015-01-01", "2016-07-01", "2017-12-31"], name="left")[0] == [
        "2015-01-01", "2016-07-01", "2017-12-31",
    ]  # fmt: skip
    mapping = {
        "columns": {"arrangement": "arrangement", "participant": "participant", "left": "left"},
        "ends": "exclusive",
    }
    assert dates(["2014-12-31"], name="left", columns=mapping)[0] == ["2014-12-31"]


def test_the_order_of_day_and_month_is_decided_by_the_table_or_by_the_user():
    assert dates(["01/02/2014", "13/02/2014"])[0] == ["2014-02-01", "2014-02-13"]
    assert dates(["01/02/2014", "02/13/2014"])[0] == ["2014-01-02", "2014-02-13"]
    with pytest.raises(mg.DataError, match="day or month first"):
        dates(["01/02/2014", "03/03/2014"])
    with pytest.raises(mg.DataError, match="day or month first"):
        dates(["13/02/2014", "02/13/2014", "01/02/2014"])
    columns = {"arrangement": "arrangement", "participant": "participant", "joined": "joined"}
    for first, wanted in ((True, "2014-02-01"), (False, "2014-01-02")):
        mapping = {"columns": columns, "day_first": first}
        assert dates(["01/02/2014"], columns=mapping)[0] == [wanted]


def test_a_column_of_dates_most_of_which_are_lost_is_a_warning():
    _, report = dates(["jan-19", "mrt-20", "2014"])
    assert "2 of 3 values are not read (a year of two digits)" in report.warnings[0]
    _, report = dates(["jan-19", "2013", "2014"])
    assert report.warnings == []


def test_a_date_that_is_none_is_dropped_and_told():
    found, report = dates(["2014", "31-02-2014", "soon", "01-01-99"])
    assert found == ["2014-01-01", "NaT", "NaT", "NaT"]
    told = report.table[report.table["action"] == "dropped"]
    assert told["reason"].tolist() == ["no day of the calendar", "no date", "a year of two digits"]
    with pytest.raises(mg.DataError, match=r"(?s)two digits.*no date.*no day of the calendar"):
        dates(["2014", "31-02-2014", "soon", "01-01-99"], strict=True)


# --- numbers ------------------------------------------------------------------------------------


def populations(values, **more):
    table = {"regeling": ["A"] * len(values), "gemeente": [f"p{k}" for k in range(len(values))]}
    register, report = mg.read_table({**table, "inwoners": values}, **more)
    return register.participants["population"].tolist(), report


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["89.999", "12.345"], [89_999, 12_345]),
        (["89,999", "1,234,567", "950"], [89_999, 1_234_567, 950]),
        (["89 999", "12 345"], [89_999, 12_345]),
        (["89'999", "12'345"], [89_999, 12_345]),
        (["1.234,5", "89.999"], [1234.5, 89_999]),
        ([89_999, 12_345], [89_999, 12_345]),
        (["89999", "950"], [89_999, 950]),
        ([89_999.0, np.nan], [89_999, np.nan]),
        (["89.999", "onbekend", "12.345"], [89_999, np.nan, 12_345]),
    ],
)
def test_thousands_are_read_where_the_column_decides(values, wanted):
    np.testing.assert_array_equal(populations(values)[0], wanted)


@pytest.mark.parametrize(
    "values",
    [["89.999"], ["89.999", "120"], ["89.999", "12345", "12.345"], [89.999], [89.999, 120.0]],
)
def test_nothing_makes_90_people_of_89_999(values):
    with pytest.raises(mg.DataError, match="thousands"):
        populations(values)
    register = mg.read_table(TABLE)[0]
    with pytest.raises(mg.DataError, match="thousands"):
        register.with_attributes({"id": ["A", "B", "C"][: len(values)], "population": values[:3]})


def test_the_decimal_sign_of_weights_is_decided_by_the_column():
    def weights(values, **more):
        table = {"van": list("ABC")[: len(values)], "naar": list("BCA")[: len(values)]}
        register, _ = mg.read_table({**table, "gewicht": values}, **more)
        return register.arrangements["weight"].tolist()

    assert weights(["1,5", "0,25", "2"]) == [1.5, 0.25, 2]
    assert weights(["1.234,5", "2.000", "3"]) == [1234.5, 2000, 3]
    assert weights(["0.123", "1.234"]) == [0.123, 1.234]
    with pytest.raises(mg.DataError, match="thousands or decimals"):
        weights(["1.234", "2"])
    columns = {"van": "participant", "naar": "partner", "gewicht": "weight"}
    assert weights(["1.234", "2"], columns={"columns": columns, "decimal": "."}) == [1.234, 2]
    assert weights(["1.234", "2"], columns={"columns": columns, "decimal": ","}) == [1234, 2]
    with pytest.raises(mg.DataError, match="both comma and point"):
        weights(["1,5", "2.5"])
