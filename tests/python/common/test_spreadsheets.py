"""Cells that a spreadsheet would compute are shown."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph._common.spreadsheets import csv_text, shown

FORMULAS = ["=1+1", "+31 20 123", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0",
            "\uff1d1+1", '=HYPERLINK("http://x";"y")', "-", "-3.5"]  # fmt: skip


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_texts_get_an_apostrophe_and_numbers_stay():
    table = pd.DataFrame(
        {
            "name": FORMULAS,
            "number": np.linspace(-3.5, 2, len(FORMULAS)),
            "whole": range(-5, len(FORMULAS) - 5),
            "mixed": [-3.5, -1, None, *FORMULAS[3:]],
            "fine": ["'s-Hertogenbosch", "a=b", "1-2", "", " =1", *["x"] * (len(FORMULAS) - 5)],
            "kind": pd.Categorical(FORMULAS),
            "=head": FORMULAS,
        }
    )
    head, *found = rows(csv_text(table))
    assert head == ["name", "number", "whole", "mixed", "fine", "kind", "'=head"]
    for column in (0, 5, 6):
        assert [row[column] for row in found] == [f"'{text}" for text in FORMULAS]
    assert [float(row[1]) for row in found] == table["number"].tolist()
    assert [int(row[2]) for row in found] == table["whole"].tolist()
    assert [row[3] for row in found][:4] == ["-3.5", "-1", "", "'@SUM(A1)"]
    assert [row[4] for row in found] == table["fine"].tolist()
    raw = csv_text(table, safe_csv=False)
    assert [row[0] for row in rows(raw)[1:]] == FORMULAS
    assert table["name"].tolist() == FORMULAS  # the table itself stays
    assert csv_text(table.set_index("name"), index=True) == csv_text(table)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"))))
def test_no_text_begins_like_a_formula_and_none_is_lost(texts):
    found = [row[0] for row in rows(csv_text(pd.DataFrame({"a": [*texts, "x"], "b": 1})))[1:-1]]
    assert not any(
        text[:1] in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20") for text in found if text
    )
    for text, became in zip(texts, found, strict=True):
        assert became in (text, f"'{text}")
        assert became == shown(text)


def test_tables_of_a_study_and_of_commands(register, tmp_path, capsys):
    pytest.importorskip("typer")
    pytest.importorskip("pyarrow")
    import munigraph as mg
    from munigraph import cli
    from munigraph.study import run

    people = register.participants.assign(name=FORMULAS[:5])
    made = mg.Register.from_tables(people, register.arrangements, register.memberships)
    made.to_package(tmp_path / "register")
    settings = {
        "study": {"title": "T"},
        "data": {"register": str(tmp_path / "register"), "date": "2020-07-01"},
        "networks": {"whole": {}},
        "clusters": {"method": "leiden", "runs": 2},
        "output": {"report": False, "tables": ["csv"]},
    }
    run(settings, tmp_path / "safe")
    settings["output"]["safe_csv"] = False
    run(settings, tmp_path / "raw")
    for folder, mark in (("safe", "'"), ("raw", "")):
        text = (tmp_path / folder / "tables" / "nodes.csv").read_text("utf-8")
        names = {row["name"] for row in csv.DictReader(io.StringIO(text, newline=""))}
        assert names == {f"{mark}{name}" for name in FORMULAS[:5]}
    asked = ["bridges", str(tmp_path / "register"), "--date", "2020-07-01", "--csv"]
    for before, mark in (([], "'"), (["--no-safe-csv"], "")):
        assert cli.run([*before, *asked]) == 0
        out = capsys.readouterr().out
        names = {row["name"] for row in csv.DictReader(io.StringIO(out, newline=""))}
        assert names == {f"{mark}{name}" for name in FORMULAS[:5]}
