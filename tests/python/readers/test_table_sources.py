"""One table, from every kind of file and object: the same register."""

import datetime
import decimal

import munigraph as mg
import pandas as pd
import pytest

HEADER = ["Regeling", "Gemeente", "Ingang", "Inwoners", "Sleutel"]
ROWS = [
    ["Afval", "Utrecht", datetime.date(2010, 1, 1), 357_600.0, 344.0],
    ["Afval", "Zeist", datetime.date(2011, 3, 15), 64_900.0, 355.0],
    ["Jeugd", "Zeist", datetime.date(2012, 7, 1), 64_900.0, 355.0],
    ["Jeugd", "Bunnik", datetime.date(2012, 7, 1), 15_300.0, 312.0],
]


def xls(folder):
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    book.add_sheet("leeg")
    sheet = book.add_sheet("gegevens")
    day = xlwt.easyxf(num_format_str="DD-MM-YYYY")
    sheet.write(0, 0, "Inventaris")
    for j, name in enumerate(HEADER):
        sheet.write(2, j, name)
    for i, row in enumerate(ROWS, 3):
        for j, value in enumerate(row):
            sheet.write(i, j, value, *([day] if j == 2 else []))
    book.save(str(folder / "own.xls"))
    return folder / "own.xls"


def ods(folder):
    opendocument = pytest.importorskip("odf.opendocument")
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = opendocument.OpenDocumentSpreadsheet()
    book.spreadsheet.addElement(Table(name="leeg"))
    table = Table(name="gegevens")
    for row in [["Inventaris"], [], HEADER, *ROWS]:
        line = TableRow()
        for value in row or [""]:
            kind = {float: {"valuetype": "float", "value": value},
                    datetime.date: {"valuetype": "date", "datevalue": str(value)}}.get(
                        type(value), {"valuetype": "string"})  # fmt: skip
            cell = TableCell(**kind)
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(folder / "own.ods"))
    return folder / "own.ods"


def xlsx(folder):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(folder / "own.xlsx"))
    book.add_worksheet("leeg")
    sheet = book.add_worksheet("gegevens")
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    for i, row in enumerate([["Inventaris"], [], HEADER, *ROWS]):
        for j, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(i, j, datetime.datetime(*value.timetuple()[:3]), day)
            else:
                sheet.write(i, j, value)
    book.close()
    return folder / "own.xlsx"


def frame():
    return pd.DataFrame(ROWS, columns=HEADER)


def parquet(folder):
    pytest.importorskip("pyarrow")
    frame().to_parquet(folder / "own.parquet")
    return folder / "own.parquet"


def csv(folder):
    frame().to_csv(folder / "own.csv", sep=";", index=False, date_format="%d-%m-%Y", decimal=",")
    return folder / "own.csv"


def arrow(folder):
    return pytest.importorskip("pyarrow").Table.from_pandas(frame())


def polars(folder):
    pytest.importorskip("pyarrow")
    return pytest.importorskip("polars").DataFrame(ROWS, schema=HEADER, orient="row")


def duckdb(folder):
    pytest.importorskip("pyarrow")
    connection = pytest.importorskip("duckdb").connect()
    connection.register("own", frame())
    # Numbers of a database are often decimals.
    return connection.sql(
        "SELECT Regeling, Gemeente, CAST(Ingang AS DATE) AS Ingang, "
        "CAST(Inwoners AS DECIMAL(12, 2)) AS Inwoners, Sleutel FROM own"
    )


def decimals(folder):
    return frame().assign(Inwoners=[decimal.Decimal(int(row[3])) for row in ROWS])


SOURCES = (xls, ods, xlsx, parquet, csv, arrow, polars, duckdb, decimals)


@pytest.mark.parametrize("make", SOURCES, ids=lambda make: make.__name__)
def test_every_kind_of_source_gives_the_same_register(make, tmp_path):
    source = make(tmp_path)
    if make in (xls, ods, xlsx):
        pytest.importorskip("python_calamine")
    register, report = mg.read_table(source, places="nl", date=2020)
    assert (report.rows_read, report.taken) == (4, 4)
    members = register.memberships
    pairs = set(zip(members["arrangement"], members["participant"], strict=True))
    assert pairs == {
        ("Afval", "GM0344"),
        ("Afval", "GM0355"),
        ("Jeugd", "GM0355"),
        ("Jeugd", "GM0312"),
    }
    assert register.at("2011-01-01").memberships["participant"].tolist() == ["GM0344"]
    assert len(register.at("2011-03-15").memberships) == 2
    assert len(register.at("2012-06-30").memberships) == 2
    assert len(register.at("2012-07-01").memberships) == 4
    people = register.participants.set_index("id")["population"]
    assert people[["GM0344", "GM0355", "GM0312"]].tolist() == [357_600, 64_900, 15_300]
    # The package says 15,200: what a person's own table says counts, and it is told.
    own = [e.reason for e in report.entries if "the table's own" in e.reason]
    assert own == [
        "population is the table's own, not that of the places: differs for 1, such as GM0312: "
        "15300, not 15200"
    ]


@pytest.mark.parametrize("make", SOURCES, ids=lambda make: make.__name__)
def test_codes_that_became_numbers_are_codes_in_every_source(make, tmp_path):
    if make in (xls, ods, xlsx):
        pytest.importorskip("python_calamine")
    columns = {"Regeling": "arrangement", "Sleutel": "participant", "Ingang": "joined"}
    register, _ = mg.read_table(make(tmp_path), columns=columns, places="nl", date=2020)
    assert register.memberships["participant"].tolist() == ["GM0344", "GM0355", "GM0355", "GM0312"]
    days = [str(day)[:10] for day in register.memberships["valid_from"]]
    assert days == [str(row[2]) for row in ROWS]


@pytest.mark.parametrize("from_1904", [True, False])
def test_days_counted_from_1904(tmp_path, from_1904):
    """With a date format they are right; a plain number cannot be told from others, and is told."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": from_1904}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, ["Regeling", "Gemeente", "Begindatum", "Einddatum"])
        for row, place in enumerate(["Utrecht", "Zeist", "Bunnik"], start=1):
            sheet.write_row(row, 0, ["GR", place])
            sheet.write_datetime(row, 2, datetime.datetime(2018, 1, 1), day)
            sheet.write_number(row, 3, 43830 if from_1904 else 45292)  # 2024-01-01, plain
    register, report = mg.read_table(path)
    tables = (register.arrangements, register.memberships)
    begins = pd.concat([table["valid_from"] for table in tables]).dropna()
    assert set(begins.astype(str)) == {"2018-01-01"}
    told = [text for text in report.warnings if "counts days from 1904" in text]
    assert len(told) == from_1904


def test_hidden_rows_and_columns_are_read_and_told(tmp_path):
    pytest.importorskip("python_calamine")
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(str(tmp_path / "own.xlsx")) as book:
        sheet = book.add_worksheet()
        rows = [["Regeling", "Gemeente", "Rol"], *(["Afval", name, "lid"] for name in "ABCD")]
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
    register, report = mg.read_table(tmp_path / "own.xlsx")
    assert register.memberships["participant"].tolist() == list("ABCD")
    told = [entry.reason for entry in report.entries]
    assert "hidden rows are read, too: 2 (3, 5)" in told
    assert "hidden columns are read, too: 1 (3)" in told
