"""Register files on the command line: wherever a register is taken, and `munigraph register`."""

import json
import re
import zipfile

import munigraph as mg
import pandas as pd
import pytest


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    register = mg.synthetic(municipalities=30, arrangements=40, clusters=3, seed=4)
    register.to_package("pack")
    register.save("a.munigraph", source="pack")
    return tmp_path


@pytest.fixture
def ask(called):
    """Runs a command; gives its code and what it printed."""

    def run_and_read(*arguments):
        code, out, err = called(*arguments)
        return code, out + err

    return run_and_read


@pytest.mark.parametrize(
    "command",
    [
        ["clusters", "a.munigraph", "--date", "2020", "--runs", "3", "--json"],
        ["bridges", "a.munigraph", "--date", "2020", "--runs", "3", "--csv"],
        ["check", "a.munigraph", "--json"],
        ["chronicle", "a.munigraph", "--csv"],
        ["factsheet", "a.munigraph", "2020", "--csv"],
        ["register", "log", "a.munigraph"],
    ],
)
def test_a_file_gives_what_its_folder_gives(folder, ask, command):
    code, text = ask(*command)
    assert code == 0, text
    other, expected = ask(*[one.replace("a.munigraph", "pack") for one in command])
    assert other == 0, expected
    if command[1] != "log":
        assert text == expected
    else:
        assert text.partition("\n")[2].startswith(expected.partition("\n")[2].rstrip())


def test_import_writes_a_file_and_brings_it_up_to_date(folder, ask):
    code, text = ask("import", "package", "pack", "-o", "new.munigraph")
    assert code == 0, text
    assert len(mg.store.imports_of("new.munigraph")) == 1
    code, text = ask("import", "package", "pack", "-o", "new.munigraph")
    assert (code, "nothing changed" in text) == (0, True)
    assert len(mg.store.imports_of("new.munigraph")) == 1
    register, report = mg.read_package("new.munigraph")
    assert register.name == "new"
    assert report.taken == report.rows_read == sum(register._core.counts)
    assert ask("import", "package", "new.munigraph", "-o", "back")[0] == 0
    assert mg.read_package("back")[0].memberships.equals(register.memberships)


def test_info_record_log_diff_undo(folder, ask):
    register = mg.open_register("a.munigraph")
    row = register.at("2020-06-01").memberships.iloc[0]
    said = f"2020-06-01 {row['participant']} leaves {row['arrangement']}"
    code, text = ask("register", "record", "a.munigraph", said, "--author", "me", "--source", "Gz")
    assert (code, row["participant"] in text) == (0, True)
    code, text = ask("register", "info", "a.munigraph", "--json")
    imports = json.loads(text)["imports"]
    assert [one["kind"] for one in imports] == ["save", "record"]
    code, text = ask("register", "log", "a.munigraph", "--of", row["arrangement"])
    assert (code, "by me, Gz" in text) == (0, True)
    code, text = ask("register", "diff", "pack", "a.munigraph", "--json")
    differences = json.loads(text)["differences"]
    assert [(one["what"], one["column"]) for one in differences] == [("differs", "valid_to")]
    assert ask("register", "undo", "a.munigraph") == (0, "import 2 is taken back\n")
    assert ask("register", "diff", "pack", "a.munigraph") == (0, "no difference\n")
    assert ask("register", "undo", "a.munigraph")[0] == 1
    assert ask("register", "record", "a.munigraph", "2020-06-01 nobody does")[0] == 2
    assert ask("register", "info", "none.munigraph")[0] == 1


def test_diff_between_days(folder, ask):
    register = mg.open_register("a.munigraph")
    row = register.at("2020-06-01").memberships.iloc[0]
    who, where = row["participant"], row["arrangement"]
    assert ask("register", "record", "a.munigraph", f"2020-06-01 {who} leaves {where}")[0] == 0
    told = ["memberships,only in the first", f'"{where}, {who}"']
    for arguments in (["a.munigraph@2020-05-31", "a.munigraph@2020-06-01"],
                      ["pack", "a.munigraph", "--on", "2020-06-01"],
                      ["pack@2020-07-01", "a.munigraph@2020-07-01"]):  # fmt: skip
        code, text = ask("register", "diff", *arguments, "--csv")
        assert code == 0, text
        assert len(text.splitlines()) == 2
        assert all(one in text for one in told), text
    assert ask("register", "diff", "pack", "a.munigraph", "--on", "2020-05-31")[1] == (
        "no difference\n"
    )
    mg.open_register("a.munigraph").save("b@2020.munigraph")
    assert ask("register", "diff", "a.munigraph", "b@2020.munigraph") == (0, "no difference\n")
    for wrong in (["pack@2020", "a.munigraph"], ["pack@2020-13-01", "pack@2020"]):
        assert ask("register", "diff", *wrong)[0] in (1, 2)


def test_propose_and_reconcile(folder, ask):
    register = mg.open_register("a.munigraph")
    rows = register.arrangements.assign(id="=" + register.arrangements["id"])
    rows["chain"] = rows["id"]
    members = register.memberships.assign(arrangement="=" + register.memberships["arrangement"])
    mg.Register.from_tables(register.participants, rows, members).save("other.munigraph")
    code, text = ask("register", "propose", "a.munigraph", "other.munigraph", "-o", "said.csv")
    assert (code, "candidates" in text) == (0, True)
    said = pd.read_csv("said.csv", dtype=str, keep_default_na=False)
    assert said["second"].str.startswith("'=").all()
    said.loc[said["best"] == "True", "accepted"] = "yes"
    said.to_csv("said.csv", sep=";", index=False)
    words = ["register", "reconcile", "a.munigraph", "other.munigraph", "--accepted", "said.csv"]
    code, text = ask(*words, "--author", "me", "--json")
    assert code == 0, text
    assert len(mg.open_register("a.munigraph").arrangements) == len(register.arrangements)
    assert ask("register", "propose", "a.munigraph", "none")[0] == 2
    said.assign(accepted="perhaps").to_csv("said.csv", index=False)
    code, text = ask(*words)
    assert (code, "expected yes, no, or nothing" in text) == (1, True)


def test_update_from_a_folder_and_a_workbook(folder, ask):
    pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    assert ask("register", "update", "new.munigraph", "pack", "--author", "me")[0] == 0
    code, text = ask("register", "update", "new.munigraph", "pack", "--json")
    assert (code, json.loads(text)["changes"]) == (0, [])
    assert ask("register", "workbook", "new.munigraph", "-o", "new.xlsx")[0] == 0
    code, text = ask("register", "update", "new.munigraph", "new.xlsx")
    assert (code, "no edits" in text) == (0, True)
    code, text = ask("register", "update", "new.munigraph", "new.xlsx", "--closing", "2020")
    assert (code, "--closing is said of an export" in text) == (2, True)


def test_the_author_of_a_workbook_is_who_saved_it_last_unless_one_is_given(folder, ask):
    pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    register = mg.open_register("a.munigraph")
    register.to_workbook("made.xlsx")
    name = register.participants["name"][0]
    with zipfile.ZipFile("made.xlsx") as old, zipfile.ZipFile("a.xlsx", "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/sharedStrings.xml":
                text = text.replace(f"<t>{name}</t>".encode(), b"<t>Edited</t>")
            if part == "docProps/core.xml":
                text = re.sub(b"(<cp:lastModifiedBy>)", rb"\1Jannie", text)
            new.writestr(part, text)
    words = ("register", "update", "a.munigraph", "a.xlsx", "--json")
    code, text = ask(*words)
    assert (code, json.loads(text)["author"]) == (0, "Jannie"), text
    assert mg.store.imports_of("a.munigraph")["author"].tolist()[-1] == "Jannie"
    mg.store.undo_import("a.munigraph")
    code, text = ask(*words, "--author", "me")
    assert (code, json.loads(text)["author"]) == (0, "me"), text


def test_check_fails_where_something_cannot_be_right(folder, ask):
    tables = {"id": ["x"], "structure": ["star"]}
    members = {"arrangement": ["x", "x"], "participant": ["p", "q"]}
    mg.Register.from_tables(None, tables, members).save("bad.munigraph")
    code, text = ask("check", "bad.munigraph")
    assert (code, "star without a host" in text) == (1, True)


def test_names_that_are_nothing(folder, ask):
    assert ask("check", "nl-2021")[0] == 2
    code, text = ask("check", "none.munigraph")
    assert (code, "no such file" in text) == (1, True)


def test_a_study_takes_a_file(folder):
    pytest.importorskip("typer")
    from munigraph.study._data import _guessed, _register

    register, reports = _register({"register": "a.munigraph", "format": "auto"}, folder)
    assert _guessed(folder / "a.munigraph") == "package"
    assert register.memberships.equals(mg.open_register("a.munigraph").memberships)
    assert len(reports) == 1
