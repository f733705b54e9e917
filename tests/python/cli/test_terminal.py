"""What a terminal would act upon is shown, not sent."""

from __future__ import annotations

import copy
import json
import sys

import munigraph as mg
import pytest
from munigraph._common.errors import TaskError
from munigraph._common.text import visible

pytest.importorskip("typer")
pytest.importorskip("rich")

from munigraph import cli

TITLE = "\x1b]0;owned\x07"
COLOUR = "\x1b[31mred\x1b[0m"
CURSOR = "\x9b2J\rover\x08\x7f"
TURNED = "\u202eright to left\u2066"
ALL = TITLE + COLOUR + CURSOR + TURNED


def bad(text: str) -> set[str]:
    """Control characters other than line ends and tabs."""
    turning = {chr(code) for code in (*range(0x2028, 0x202F), *range(0x2066, 0x206A))}
    control = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t"}
    return set(text) & (control | turning)


@pytest.fixture
def hostile(tables, tmp_path):
    """The small register with such names, and the folder it is written to."""
    made = copy.deepcopy(tables)
    made["participants"]["name"] = [f"{ALL}{i}" for i in range(5)]
    made["participants"]["province"] = [ALL] * 5
    made["arrangements"]["name"] = [f"{ALL}{i}" for i in range(4)]
    register = mg.Register.from_tables(**made, domains={"care": ALL}, name=ALL)
    register.to_package(tmp_path / "hostile")
    return register, str(tmp_path / "hostile")


def test_characters_one_by_one():
    assert visible("Súdwest\tFryslân\n\u200d é 東") == "Súdwest\tFryslân\n\u200d é 東"
    assert visible("a\x1bb\x9bc\x00\r\u202e") == r"a\x1bb\x9bc\x00\x0d\u202e"
    assert visible("a\tb\nc", line=True) == r"a\tb\nc"
    for code in range(0x3000):
        shown = visible(chr(code), line=True)
        assert shown == chr(code) or shown.isascii()
        assert not bad(shown)


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("clusters", "--date", "2020-07-01"),
        ("bridges", "--date", "2020-07-01"),
        ("bridges", "--date", "2020-07-01", "--json"),
        ("chronicle", "--events"),
        ("chronicle", "--of", "p"),
        ("chronicle", "--of", "care"),
        ("factsheet", "2020", "--by", "province"),
        ("clusters", "--date", "2020-07-01", "--domain", "\x1b[2J"),
    ],
)
def test_no_command_sends_them(hostile, capsys, words):
    cli.run([words[0], hostile[1], *words[1:]])
    out, err = capsys.readouterr()
    assert out + err
    assert not bad(out + err)


def test_json_holds_the_name_itself(hostile, capsys):
    assert cli.run(["bridges", hostile[1], "--date", "2020-07-01", "--json"]) == 0
    names = {row["name"] for row in json.loads(capsys.readouterr().out)["bridges"]}
    assert names == set(hostile[0].participants["name"])


def test_csv_is_shown_on_a_terminal_and_whole_in_a_pipe(hostile, capsys, monkeypatch):
    asked = ["bridges", hostile[1], "--date", "2020-07-01", "--csv"]
    assert cli.run(asked) == 0
    assert TITLE in capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert cli.run(asked) == 0
    assert not bad(capsys.readouterr().out)


def test_a_table_drawn_on_a_terminal(hostile, capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "400")
    assert cli.run(["bridges", hostile[1], "--date", "2020-07-01"]) == 0
    shown = capsys.readouterr().out
    assert "]0;owned" in shown
    assert TITLE not in shown
    assert "\x9b" not in shown


def test_errors_and_displays(hostile):
    register, _ = hostile
    error = mg.DataError("odd", source="x.csv", row=3, column=ALL, value=ALL)
    assert not bad(str(error))
    assert error.value == ALL
    assert not bad(str(TaskError("clusters · " + ALL, error)))
    assert str(TaskError("scenario", KeyError("no participant 'x'"))).endswith(
        ": no participant 'x'"
    )
    assert not bad(repr(register))
    story = mg.chronicle(register).of("care")
    assert ALL in story.table["sentence"].str.cat() + story.name
    assert not bad(repr(story))
    report = mg.ImportReport(rows_read=0, taken=0, unknown_themes=(ALL,), source=ALL)
    assert not bad(str(report) + repr(report))


def test_a_mapping_with_such_a_column_is_read_back(tmp_path):
    pytest.importorskip("tomli_w")
    path = tmp_path / "own.csv"
    header = "gemeente,samenwerking," + COLOUR.replace("\x1b", "\x1b\x07")
    path.write_text(f"{header}\nUtrecht,{ALL[:8]},x\nZeist,{ALL[:8]},y\n", "utf-8")
    mapping = mg.propose_columns(path)
    written = mapping.write()
    from munigraph._common.toml import read_toml

    assert read_toml(written)["columns"]
