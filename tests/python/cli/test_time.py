"""`munigraph chronicle`."""

from __future__ import annotations

import csv
import io
import json
from functools import partial

import pytest

pytest.importorskip("typer")
pytest.importorskip("rich")

from munigraph import cli


@pytest.fixture
def say(called, register, tmp_path):
    """Runs `chronicle` on a small register."""
    register.to_package(tmp_path / "small")
    return partial(called, "chronicle", tmp_path / "small")


def test_in_every_format(say):
    code, out, err = say("--events")
    assert (code, err) == (0, "")
    assert "founded" in out
    assert "What the world did" in out
    code, out, _ = say("--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    # Three arrangements begin on the day on which the record opens.
    assert [(r["event"], r["reason"]) for r in rows] == [
        *[("founded", "registered")] * 3,
        ("founded", "unclear"),
        ("ended", "real"),
    ]
    code, out, _ = say("--json", "--from", "2020", "--to", "2020")
    assert [e["arrangement"] for e in json.loads(out)["events"]] == ["pair"]
    world = [("founded", "unclear"), ("ended", "real")]
    rows = list(csv.DictReader(io.StringIO(say("--events", "--csv")[1])))
    assert [(r["event"], r["reason"]) for r in rows] == world
    told = json.loads(say("--events", "--json")[1])["events"]
    assert [(e["event"], e["reason"]) for e in told] == world


def test_a_life_in_every_format(say):
    code, out, err = say("--of", "pair", "--language", "nl")
    assert (code, err) == (0, "")
    assert "1 januari 2020: Begint met Súdwest en Tee" in out
    sentences = json.loads(say("--of", "t", "--json")[1])["sentences"]
    assert sentences[-1]["date"] == "2021-01-01"
    assert say("--of", "pair", "--csv")[1].startswith("date,sentence,administrative\n")


def test_thresholds(say):
    rows = list(csv.DictReader(io.StringIO(say("--csv", "--rule", "opening_share=1")[1])))
    assert "registered" not in {row["reason"] for row in rows}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--rule", "near_day=3"], 2, "near_days"),
        (["--rule", "near_days"], 2, "name=value"),
        (["--of", "nowhere"], 2, "nowhere"),
        (["--language", "fr", "--of", "pair"], 2, "language"),
        (["--json", "--csv"], 2, "--csv"),
        (["--from", "soon"], 2, "YYYY-MM-DD"),
    ],
)
def test_misuse(say, arguments, code, message):
    found, _, err = say(*arguments)
    assert (found, message in err) == (code, True), err


def test_networks_on_the_municipalities_of_another_day(capsys, tmp_path):
    import munigraph as mg

    register = mg.synthetic(40, 60, seed=4, history=True)
    register.to_package(tmp_path / "register")
    day = "2018-06-01"
    for command in ("clusters", "bridges"):
        options = ["--date", "2012-07-01", "--geography", day, "--json"]
        capsys.readouterr()
        assert cli.run([command, str(tmp_path / "register"), *options]) == 0
        construction = json.loads(capsys.readouterr().out)["construction"]
        assert construction["geography"] == day
        assert construction["date"] == "2012-07-01"
    network = register.at("2012-07-01", geography=day).network()
    assert register.rebuild(construction).edges.equals(network.edges)
    exported = [str(tmp_path / "register"), str(tmp_path / "net.csv"), "--no-bridges"]
    options = ["--date", "2012-07-01", "--geography", day]
    assert cli.run(["export", *exported, *options]) == 0
    options = ["--date", "2012-07-01", "--geography", "then"]
    assert cli.run(["clusters", str(tmp_path / "register"), *options]) == 1
