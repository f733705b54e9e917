"""`munigraph scenario`."""

from __future__ import annotations

import csv
import io
import json
from functools import partial

import munigraph as mg
import pytest

pytest.importorskip("typer")
pytest.importorskip("rich")


DAY = "2020-06-01"


@pytest.fixture
def say(called, register, tmp_path):
    register.to_package(tmp_path / "small")
    return partial(called, "scenario", tmp_path / "small", "--date", DAY, "--runs", "3")


def test_every_step_has_an_option(say, register, tmp_path):
    folder = tmp_path / "after"
    code, out, err = say(
        *("--merge", "s,t=st", "--leave", "q:care", "--join", "st:care", "--found", "new:p,q"),
        *("--dissolve", "shelter", "--form", "waste=joint_organ", "-o", str(folder)),
        *("--merge-arrangements", "care,new=both", "--hub", "VNG:all", "--as", "node"),
    )
    assert (code, err) == (0, "")
    assert "one clique of everyone" in out
    by_call = (
        register.scenario(DAY)
        .merge(["s", "t"], "st")
        .leave("q", "care")
        .join("st", "care")
        .found("new", ["p", "q"])
        .dissolve("shelter")
        .set_form("waste", "joint_organ")
        .merge_arrangements(["care", "new"], "both")
        .add_hub("VNG", ["p", "q", "r", "st"], "node")
    )
    assert mg.read_package(folder)[0]._core.to_text() == by_call.register._core.to_text()


def test_in_every_format(say, register):
    expected = mg.difference(register, register.scenario(DAY).leave("q", "care"), runs=3).table
    rows = list(csv.DictReader(io.StringIO(say("--leave", "q:care", "--csv")[1])))
    assert [row["figure"] for row in rows] == expected["figure"].tolist()
    assert [float(row["change"]) for row in rows] == pytest.approx(expected["change"].tolist())
    found = json.loads(say("--leave", "q:care", "--json")[1])
    assert found["steps"] == ["q leaves care"]
    assert found["hubs"] is None


def test_steps_of_a_file(say, tmp_path):
    file = tmp_path / "steps.toml"
    file.write_text('[[steps]]\nfound = "new"\nmembers = ["p", "t"]\nlegal_form = "covenant"\n')
    found = json.loads(say("--steps", str(file), "--leave", "t:new", "--json")[1])
    assert found["steps"] == ["new is founded by 2", "t leaves new"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("steps = 3", "steps.toml, column steps: no list of tables (got '3'); expected [[steps]]"),
        ("steps = [1]", "step 1: expected a mapping, got 1"),
        ("[[step]]\n", "steps.toml, column step: unknown key"),
        ("", "nothing is to change"),
    ],
)
def test_a_file_of_something_else(say, tmp_path, text, said):
    file = tmp_path / "steps.toml"
    file.write_text(text)
    code, _, err = say("--steps", str(file))
    assert code != 0
    assert said in err


def test_misuse(say):
    assert say()[0] == 2
    assert say("--merge", "s,t")[0] == 2
    code, _, err = say("--leave", "q:caer")
    assert code == 2
    assert "near: care" in err
