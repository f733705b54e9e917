"""Registers as workbooks: written, edited by hand, brought back."""

import datetime
import json
import zipfile

import munigraph as mg
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("python_calamine")
pytest.importorskip("xlsxwriter")

import python_calamine
import xlsxwriter
from munigraph.store import _workbook_sheets as sheets

TABLES = ("participants", "arrangements", "memberships", "arrangement_themes", "successions")


def made(**changes):
    rows = {
        "participants": {"id": ["0344", "q", "r"], "name": ["P", "=1+1", "Ürk_x0041_"],
                         "population": [1000, None, 12.5], "note": ["a", "b\nc", " d "]},
        "arrangements": {"id": ["a", "b"], "name": ["Waste", "Care"],
                         "valid_from": ["1890-01-01", "2019-01-01"]},
        "memberships": {"arrangement": list("aaabb"), "participant": ["0344", "q", "r", "q", "r"]},
        "themes": {"arrangement": ["a", "b"], "theme": ["waste", "care"]},
        "successions": {"date": ["2021-01-01"], "from": ["q"], "to": ["r"]},
    }  # fmt: skip
    return mg.Register.from_tables(**{**rows, **changes}, name="made up")


@pytest.fixture
def files(tmp_path):
    """A register file, and the workbook of it."""
    register = made()
    register.save(tmp_path / "a.munigraph")
    register.to_workbook(tmp_path / "a.xlsx")
    return tmp_path / "a.munigraph", tmp_path / "a.xlsx"


def cells_of(path):
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def rewritten(path, edit, editor="a colleague"):
    """The workbook as another program saves it after `edit` of its cells."""
    cells = cells_of(path)
    edit(cells)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"author": editor})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in cells.items():
            sheet = book.add_worksheet(name)
            for k, row in enumerate(rows):
                for j, value in enumerate(row):
                    if isinstance(value, (datetime.date, datetime.datetime)):
                        sheet.write_datetime(k, j, value, day)
                    elif isinstance(value, (int, float)):
                        sheet.write_number(k, j, value)
                    elif value != "":
                        sheet.write_string(k, j, value)


def put(sheet, row, column, value):
    """An edit of one cell; rows count from 1 below the header."""

    def edit(cells):
        head = cells[sheet][0]
        while len(cells[sheet]) <= row:
            cells[sheet].append([""] * len(head))
        cells[sheet][row][head.index(column)] = value

    return edit


def same(a, b):
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(a, name), getattr(b, name))


def test_a_workbook_that_nobody_changed_changes_nothing(files):
    path, book = files
    report = mg.store.update_from_workbook(path, book)
    assert len(report) == 0
    assert len(mg.store.imports_of(path)) == 1
    rewritten(book, lambda cells: None)  # and neither does saving it with another program
    assert len(mg.store.update_from_workbook(path, book)) == 0


def test_sheets_lists_and_frozen_headers(files):
    cells = cells_of(files[1])
    assert list(cells) == ["read me", *TABLES[:3], "arrangement_themes", "successions", "state"]
    with zipfile.ZipFile(files[1]) as archive:
        text = {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")}
    arrangements = text["xl/worksheets/sheet3.xml"]
    assert 'state="frozen"' in arrangements
    assert "dataValidation " in arrangements
    assert "public_body" in arrangements
    assert 'state="veryHidden"' in text["xl/workbook.xml"]
    assert "<f>" not in "".join(text.values())


def test_edits_become_changes_with_date_and_author(files):
    path, book = files

    def edit(cells):
        put("participants", 1, "name", "New name")(cells)
        put("participants", 1, "edited", datetime.date(2026, 1, 5))(cells)
        put("memberships", 2, "valid_to", datetime.date(2025, 1, 1))(cells)
        put("memberships", 6, "arrangement", "b")(cells)
        put("memberships", 6, "participant", "0344")(cells)
        put("arrangements", 2, "legal_form", "covenant")(cells)
        del cells["arrangement_themes"][1]

    rewritten(book, edit)
    report = mg.store.update_from_workbook(path, book)
    found = report.table.set_index(["table", "action", "id", "column"])
    assert report.author == "a colleague"
    assert set(found["author"]) == {"a colleague"}
    name = found.loc["participants", "changed", "0344", "name"]
    assert (name["before"], name["after"], name["date"]) == ("P", "New name", "2026-01-05")
    assert found.loc[("memberships", "changed", "a, q", "valid_to"), "after"] == "2025-01-01"
    assert ("memberships", "added", "b, 0344", "") in found.index
    assert ("arrangement_themes", "removed", "a, waste", "") in found.index
    assert len(report) == 5
    after = mg.open_register(path)
    assert after.participants["name"][0] == "New name"
    assert after.memberships["participant"].tolist()[-1] == "0344"
    assert after.arrangements["legal_form"].tolist() == ["unknown", "covenant"]
    assert after.arrangement_themes["theme"].tolist() == ["care"]
    last = mg.store.imports_of(path).iloc[-1]
    assert (last["kind"], last["author"]) == ("workbook", "a colleague")
    assert last["note"].endswith(". 2026-01-05: participants 0344")
    mg.store.undo_import(path)
    same(mg.open_register(path), made())


def test_conflicts_are_told_and_neither_side_is_lost(files):
    path, book = files

    def edit(cells):
        put("participants", 1, "name", "mine")(cells)
        put("participants", 2, "name", "mine too")(cells)
        put("participants", 3, "population", 7)(cells)

    rewritten(book, edit)
    theirs = {"id": ["0344", "q", "r"], "name": ["theirs", "=1+1", "Urk"],
              "population": [1000, None, 12.5], "note": ["a", "b\nc", " d "]}  # fmt: skip
    mg.update_register(path, made(participants=theirs))
    report = mg.store.update_from_workbook(path, book, author="me")
    conflict = report.conflicts.iloc[0]
    assert len(report.conflicts) == 1
    assert (conflict["id"], conflict["before"], conflict["after"]) == ("0344", "theirs", "mine")
    after = mg.open_register(path).participants
    assert after["name"].tolist() == ["theirs", "mine too", "Urk"]
    assert after["population"].tolist()[2] == 7
    assert cells_of(book)["participants"][1][2] == "mine"


def test_a_row_that_one_side_removed_and_the_other_changed(files):
    path, book = files

    def edit(cells):
        del cells["arrangement_themes"][1:3]

    rewritten(book, edit)
    mg.update_register(path, made(themes={"arrangement": ["a"], "theme": ["waste"],
                                          "basis": ["official"]}))  # fmt: skip
    report = mg.store.update_from_workbook(path, book)
    assert report.table["action"].tolist() == ["conflict"]
    assert mg.open_register(path).arrangement_themes["theme"].tolist() == ["waste"]


def test_sorting_and_copying_rows(files):
    path, book = files

    def edit(cells):
        head, *rows = cells["memberships"]
        copied = list(rows[0])
        copied[head.index("arrangement")] = "b"
        cells["memberships"] = [head, *reversed(rows), copied]

    rewritten(book, edit)
    report = mg.store.update_from_workbook(path, book)
    assert report.table[["action", "id"]].to_numpy().tolist() == [["added", "b, 0344"]]


def test_new_rows_that_are_there_by_now_are_no_conflict(files):
    path, book = files

    def edit(cells):
        put("arrangements", 3, "id", "c")(cells)
        put("memberships", 6, "arrangement", "c")(cells)
        put("memberships", 6, "participant", "0344")(cells)

    rewritten(book, edit)
    assert mg.store.update_from_workbook(path, book).table["action"].tolist() == ["added", "added"]
    assert len(mg.store.update_from_workbook(path, book)) == 0
    assert len(mg.open_register(path).memberships) == 6


def test_periods_are_told_apart_by_their_start(tmp_path):
    """An edit of one period never lands on another, when the file lost or gained one meanwhile."""
    periods = {"arrangement": list("aab"), "participant": ["q", "q", "r"],
               "valid_from": ["2000-01-01", "2010-01-01", None],
               "valid_to": ["2005-01-01", "2015-01-01", None]}  # fmt: skip
    path, book = tmp_path / "a.munigraph", tmp_path / "a.xlsx"
    made(memberships=periods).save(path)
    made(memberships=periods).to_workbook(book)
    other = tmp_path / "other.xlsx"
    other.write_bytes(book.read_bytes())

    def first_goes(cells):
        del cells["memberships"][1]

    rewritten(other, first_goes)
    assert len(mg.store.update_from_workbook(path, other)) == 1
    rewritten(book, put("memberships", 1, "role", "observer"))
    report = mg.store.update_from_workbook(path, book)
    assert report.table[["action", "why"]].to_numpy().tolist() == [
        ["conflict", "changed here, removed in the file"]
    ]
    assert mg.open_register(path).memberships["role"].tolist() == ["member", "member"]


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (put("arrangements", 1, "legal_form", "covenent"), "did you mean 'covenant'"),
        (put("memberships", 1, "valid_from", "1-1-2020"), "not a date"),
        (put("state", 3, "participants", "x"), "hidden sheet"),
        (lambda cells: cells.pop("memberships"), "lacks a sheet"),
        (put("arrangements", 0, "name", "names"), "lacks a column"),
        (put("memberships", 1, "participant", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(files, edit, message):
    path, book = files

    def safe(cells):
        if "state" in message or "hidden" in message:
            cells["state"][3][1] = "[]"
        else:
            edit(cells)

    rewritten(book, safe)
    with pytest.raises(mg.DataError, match=message):
        mg.store.update_from_workbook(path, book)
    same(mg.open_register(path), made())


def test_what_is_no_workbook(tmp_path, files):
    (tmp_path / "text.xlsx").write_text("hello")
    with pytest.raises(mg.DataError, match="no workbook"):
        mg.store.update_from_workbook(files[0], tmp_path / "text.xlsx")
    with pytest.raises(mg.DataError, match="no such file"):
        mg.store.update_from_workbook(files[0], tmp_path / "none.xlsx")
    with pytest.raises(ValueError, match=r"\.xlsx"):
        made().to_workbook(tmp_path / "a.csv")
    long = made(arrangements={"id": ["a", "b"], "name": ["x" * 40_000, ""]})
    with pytest.raises(mg.DataError, match="too long"):
        long.to_workbook(tmp_path / "long.xlsx")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.munigraph", "a.xlsx", "text.xlsx"]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.one_of(st.none(), st.floats(0, 1e12), st.integers(0, 10**9))


@settings(max_examples=10)
@given(
    names=st.lists(texts, min_size=3, max_size=3),
    notes=st.lists(texts, min_size=3, max_size=3),
    numbers=st.lists(numbers, min_size=3, max_size=3),
    edit=texts.filter(lambda text: sheets.readable(text).strip()),
)
def test_any_text_and_number_survives(tmp_path_factory, names, notes, numbers, edit):
    folder = tmp_path_factory.mktemp("book")
    path, book = folder / "a.munigraph", folder / "a.xlsx"
    table = {"id": ["0344", "q", "r"], "name": names, "note": notes, "size": numbers}
    register = made(participants=table)
    register.save(path)
    register.to_workbook(book)
    assert len(mg.store.update_from_workbook(path, book)) == 0
    same(mg.open_register(path), register)
    rewritten(book, put("participants", 2, "name", sheets.readable(edit)))
    before, after = sheets.readable(register.participants["name"][1]), sheets.readable(edit)
    report = mg.store.update_from_workbook(path, book)
    assert len(report) == (before != after), json.dumps([before, after])
    expected = register.participants["name"][1] if before == after else after
    assert mg.open_register(path).participants["name"][1] == expected
