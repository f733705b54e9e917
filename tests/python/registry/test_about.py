"""What must be said wherever a register is used: limits, licence, source."""

from __future__ import annotations

import json
import pickle

import munigraph as mg
import pandas as pd
import pytest


def made(**about):
    memberships = pd.DataFrame(
        {"arrangement": ["x", "x", "y", "y"], "participant": ["a", "b", "b", "c"]}
    )
    return mg.Register.from_tables(memberships=memberships, **about)


KNOWN = {"notes": ["Half is missing.", "“Ünsure” too."], "licence": "CC0-1.0", "source": "by hand"}


def told(register):
    return {
        "notes": list(register.notes),
        "licence": register.licence,
        "source": register.source,
    }


def test_a_package_carries_it(tmp_path):
    made(**KNOWN).to_package(tmp_path / "kept")
    register, _ = mg.read_package(tmp_path / "kept")
    assert told(register) == KNOWN
    descriptor = json.loads((tmp_path / "kept" / "datapackage.json").read_text("utf-8"))
    assert descriptor["licenses"] == [{"name": "CC0-1.0"}]
    assert descriptor["sources"] == [{"title": "by hand"}]
    assert descriptor["munigraph"]["notes"] == KNOWN["notes"]


def test_a_register_without_it_writes_none(tmp_path):
    made().to_package(tmp_path / "kept")
    descriptor = json.loads((tmp_path / "kept" / "datapackage.json").read_text("utf-8"))
    assert "licenses" not in descriptor
    assert "sources" not in descriptor
    register, _ = mg.read_package(tmp_path / "kept")
    assert told(register) == {"notes": [], "licence": "", "source": ""}


@pytest.mark.parametrize("field", ["title", "path"])
def test_what_a_package_from_elsewhere_says_is_read(tmp_path, field):
    made().to_package(tmp_path / "kept")
    path = tmp_path / "kept" / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["licenses"] = [{field: "theirs"}, {"name": "ours"}]
    descriptor["sources"] = [{field: "an office"}]
    path.write_text(json.dumps(descriptor), "utf-8")
    register, _ = mg.read_package(tmp_path / "kept")
    assert (register.licence, register.source) == ("theirs, ours", "an office")


def test_it_goes_wherever_the_register_goes():
    register = made(**KNOWN)
    assert told(pickle.loads(pickle.dumps(register))) == KNOWN
    updated, _ = register.update(made())
    assert told(updated) == KNOWN
    shown = register._repr_html_()
    assert "Half is missing." in shown
    assert "CC0-1.0" in shown


def test_one_note_may_stand_alone():
    assert made(notes="Beware.").notes == ("Beware.",)


def test_the_shipped_register_says_its_limits():
    register = mg.datasets.load("nl-2020")
    assert "counts of voluntary arrangements mean nothing" in register.notes[0]
    assert register.licence == "CC0-1.0"
    assert register.source
