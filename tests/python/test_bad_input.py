"""Bad input says where it is and what was expected: in Python and on the command line.

The same list is tested in C++ (tests/cpp/registry, tests/cpp/network).
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import munigraph as mg
import pytest
from munigraph import DataError, Network, Register


class Bad(NamedTuple):
    """What is done to a package, and what the error says."""

    file: str
    change: Callable[[str], str | bytes]
    row: int | None
    column: str | None
    value: str
    expected: str


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


BAD = {
    "wrong encoding": Bad(
        "participants.csv", lambda text: text.encode("latin-1"), 6, None, "", "encoded as UTF-8"
    ),
    "no needed column": Bad(
        "memberships.csv", swap("participant", "Participant"), None, "participant",
        "arrangement, Participant, role, valid_from, valid_to", "is it 'Participant'?",
    ),
    "unknown participant": Bad(
        "memberships.csv", swap("care,q", "care,z"), 3, "participant", "z", "an id of participants"
    ),
    "unknown arrangement": Bad(
        "memberships.csv", swap("care,q", "car,q"), 3, "arrangement", "car", "arrangements"
    ),
    "no date": Bad(
        "arrangements.csv", swap("2020-01-01", "2020-02-30"), 5, "valid_from", "2020-02-30",
        "YYYY-MM-DD",
    ),
    "NaN": Bad(
        "participants.csv", swap("100000", "NaN"), 2, "population", "NaN", "a number of at least 0"
    ),
    "negative": Bad(
        "participants.csv", swap("100000", "-1"), 2, "population", "-1", "a number of at least 0"
    ),
    "unknown word": Bad(
        "memberships.csv", swap("host", "hots"), 10, "role", "hots", "did you mean 'host'?"
    ),
    "no members": Bad(
        "memberships.csv", lambda text: "".join(
            line for line in text.splitlines(True) if not line.startswith("pair")
        ), 4, "id", "pair", "at least one row of memberships",
    ),
    "several hosts": Bad(
        "memberships.csv", swap("shelter,q,member", "shelter,q,host"), 10, "role", "host",
        "one host at a time",
    ),
    "too few fields": Bad(
        "memberships.csv", lambda text: text + "care\n", 15, None, "1", "5 fields"
    ),
    "an open quote": Bad(
        "memberships.csv", lambda text: text + '"care\n', 15, None, "", "a closing quote"
    ),
    "no JSON": Bad(
        "datapackage.json", lambda text: text[:-5], None, None, "", "a data package descriptor"
    ),
    "a path out of the folder": Bad(
        "datapackage.json", swap('"participants.csv"', '"../participants.csv"'), None, "path",
        "../participants.csv", "below the package's folder",
    ),
}  # fmt: skip


@pytest.fixture
def folder(register, tmp_path):
    register.to_package(tmp_path / "small")
    return tmp_path / "small"


def spoil(folder: Path, bad: Bad) -> None:
    file = folder / bad.file
    made = bad.change(file.read_text(encoding="utf-8"))
    file.write_bytes(made if isinstance(made, bytes) else made.encode())


@pytest.mark.parametrize("name", BAD)
def test_in_python(folder, name):
    bad = BAD[name]
    spoil(folder, bad)
    with pytest.raises(DataError) as caught:
        mg.read_package(folder)
    error = caught.value
    assert Path(error.source).name in (bad.file, "arrangements", "memberships")
    assert (error.row, error.column, error.value) == (bad.row, bad.column, bad.value)
    assert bad.expected in error.expected
    assert bad.expected in str(error)
    # One sentence, made in one place of its parts: the message is what is wrong, without where.
    parts = (error.source, error.row, error.column, error.value, error.expected)
    assert str(error).startswith(error.source)
    assert error.source not in error.message
    assert error.message in str(error)
    again = DataError(
        error.message,
        source=error.source,
        row=error.row,
        column=error.column,
        value=error.value,
        expected=error.expected,
    )
    copy = pickle.loads(pickle.dumps(error))
    for same in (again, copy):
        assert (str(same), same.message) == (str(error), error.message)
        assert (same.source, same.row, same.column, same.value, same.expected) == parts


@pytest.mark.parametrize("name", BAD)
def test_on_the_command_line(folder, name, capsys, tmp_path):
    pytest.importorskip("typer")
    from munigraph import cli

    bad = BAD[name]
    spoil(folder, bad)
    with pytest.raises(DataError) as caught:
        mg.read_package(folder)
    path = str(folder)
    for command in (
        ["check", path],
        ["clusters", path, "--date", "2020-07-01"],
        ["bridges", path, "--date", "2020-07-01"],
        ["export", path, str(tmp_path / "x.graphml"), "--date", "2020-07-01"],
        ["chronicle", path],
        ["factsheet", path, "2020"],
    ):
        assert cli.run(command) == 1, command
        out, err = capsys.readouterr()
        # The error's own sentence behind the program's name, and nothing else.
        assert (out, err) == ("", f"munigraph: {caught.value}\n"), command


def test_missing_files(folder, tmp_path, capsys):
    (folder / "memberships.csv").unlink()
    for path in (folder, tmp_path / "none"):
        with pytest.raises(DataError, match="no such"):
            mg.read_package(path)
    pytest.importorskip("typer")
    from munigraph import cli

    for path in (folder, tmp_path / "none"):
        assert cli.run(["check", str(path)]) == 1
        assert "no such" in capsys.readouterr().err
    for reader in ("roo", "opengr", "regioatlas", "package"):
        none, made = str(tmp_path / "none"), str(tmp_path / "made")
        assert cli.run(["import", reader, none, "-o", made]) == 1
        assert "none" in capsys.readouterr().err
        assert not Path(made).exists()


def test_a_reader_on_a_file_of_another_kind(tmp_path, capsys):
    pytest.importorskip("typer")
    from munigraph import cli

    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    for reader in ("roo", "opengr", "regioatlas"):
        assert cli.run(["import", reader, str(file), "-o", str(tmp_path / "made")]) == 1
        assert "other.csv" in capsys.readouterr().err
        assert not (tmp_path / "made").exists()


def test_empty_domain_and_no_date_on_the_command_line(folder, capsys):
    pytest.importorskip("typer")
    from munigraph import cli

    command = ["clusters", str(folder), "--date"]
    assert cli.run([*command, "2020-07-01", "--domain", "safety"]) == 1
    assert "no arrangement in force has this domain" in capsys.readouterr().err
    assert cli.run([*command, "2020-07-32"]) == 1
    assert "expected a date as YYYY-MM-DD" in capsys.readouterr().err
    assert cli.run([*command, "2017-07-01"]) == 1
    assert "2018-01-01" in capsys.readouterr().err


def test_empty_domain_and_no_date(register):
    with pytest.raises(DataError, match="no arrangement in force has this domain") as caught:
        register.at("2020-07-01").network(domain="safety")
    assert (caught.value.column, caught.value.value) == ("domain", "safety")
    with pytest.raises(DataError, match="no arrangement in force has this theme"):
        register.at("2020-07-01").network(themes="order")
    for text in ("yesterday", "2020-7-1", "2020-02-30", "", "2020-07-01T00:00"):
        with pytest.raises(DataError, match="YYYY-MM-DD"):
            register.at(text)
    with pytest.raises(DataError, match="a date from 2018-01-01 on"):
        register.at("2017-12-31")


def test_tables_from_memory_say_table_row_and_column(tables):
    def fault(**changes):
        with pytest.raises(DataError) as caught:
            Register.from_tables(**{**tables, **changes})
        return caught.value

    people = tables["participants"]
    error = fault(participants={**people, "population": [1, 2, -3, 4, 5]})
    assert (error.source, error.row, error.column, error.value) == (
        "participants", 3, "population", "-3",
    )  # fmt: skip
    error = fault(participants={**people, "population": [1, float("inf"), 3, 4, 5]})
    assert (error.row, error.column) == (2, "population")
    error = fault(participants={"name": list("pqrst")})
    assert (error.source, error.column, error.expected) == ("participants", "id", "a column 'id'")
    error = fault(participants={"id": list("pqrstp")})
    assert (error.row, error.value) == (6, "p")
    error = fault(participants={"id": list("pqrst"), "name": ["P"]})
    assert (error.column, error.expected) == ("name", "5 rows")
    error = fault(themes={"arrangement": ["cure"], "theme": ["care"]})
    assert (error.source, error.row, error.value) == ("arrangement_themes", 1, "cure")
    error = fault(successions={"date": ["soon"], "from": ["p"], "to": ["q"]})
    assert (error.source, error.column, error.value) == ("successions", "date", "soon")
    error = fault(memberships={"arrangement": ["care"], "participant": ["p"]})
    assert (error.source, error.row, error.value) == ("arrangements", 2, "waste")


def test_a_column_twice_and_tables_that_are_none(tables):
    import pandas as pd

    twice = pd.DataFrame([["p", "q"]], columns=["id", "id"])
    with pytest.raises(DataError, match="a column is there twice"):
        Register.from_tables(**{**tables, "participants": twice})
    for wrong in (3, "participants.csv", [["p"]]):
        with pytest.raises(TypeError, match="participants: expected a DataFrame"):
            Register.from_tables(**{**tables, "participants": wrong})
    with pytest.raises(TypeError, match="expected a list of values"):
        Register.from_tables(**{**tables, "participants": {"id": "pqrst"}})


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -1.0])
def test_weights_that_are_none(weight):
    with pytest.raises(DataError, match="0, or a number from 1e-") as caught:
        Network.from_edges([0, 1], [1, 2], [1.0, weight])
    assert caught.value.column == "weight"
    with pytest.raises(DataError, match="0, or a number from 1e-") as caught:
        Network.from_memberships([0, 1, 0, 1], [0, 0, 1, 1], intensity=[1.0, weight])
    assert caught.value.column == "intensity"


def test_nodes_that_are_none():
    with pytest.raises(DataError) as caught:
        Network.from_edges([0, 1], [1, 5], n=3)
    assert caught.value.expected == "0 to 2"
    with pytest.raises(DataError):
        Network.from_memberships([0, -1], [0, 0])
    with pytest.raises(DataError):
        Network.from_memberships([0, 1], [0, -1])
    with pytest.raises(DataError, match="a member of the arrangement"):
        Network.from_memberships([0, 1], [0, 0], n=3, host=[2])
    with pytest.raises(TypeError, match="expected integers"):
        Network.from_edges([0.5], [1])
    with pytest.raises(ValueError, match="32 bits"):
        Network.from_edges([0], [2**31])
    with pytest.raises(ValueError, match="shape"):
        Network.from_edges([0, 1], [1, 2], [1.0])
    with pytest.raises(ValueError, match="differ in length"):
        Network.from_edges([0, 1], [1])
    with pytest.raises(ValueError, match="one dimension"):
        Network.from_edges([[0]], [[1]])
    with pytest.raises(ValueError, match="did you mean 'newman'"):
        Network.from_memberships([0, 1], [0, 0], weighting="newmen")
    with pytest.raises(ValueError, match="min_shared"):
        Network.from_memberships([0, 1], [0, 0], min_shared=0)
