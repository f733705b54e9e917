"""`[[scenarios]]` of a study: what `difference` says, with the study's clusters."""

from __future__ import annotations

import munigraph as mg
import numpy as np
import pytest
from munigraph.report._what_if import scenarios as scenario_tables
from munigraph.study import Study, StudyError, run

SETTINGS = {
    "study": {"title": "Twelve towns", "seed": 7},
    "data": {"register": "register", "date": "2020-06-01"},
    "networks": {"all": {}, "free": {"obligation": ["free"]}},
    "clusters": {"method": "leiden", "runs": 5, "resolution": 1.5},
    "scenarios": [
        {"name": "a merger", "steps": [{"merge": ["T00", "T01"], "into": "T00"}], "runs": 4},
        {
            "name": "a hub",
            "network": "free",
            "steps": [{"add_hub": "hub", "members": ["T00", "T05", "T09"], "as": "node"}],
            "runs": 4,
        },
    ],
    "output": {"report": True},
}


def test_scenarios_are_differences(folder):
    result = run(Study.of(SETTINGS, folder=folder), folder / "out")
    register = mg.read_package(folder / "register")[0]
    table = result["scenarios"]
    assert table["scenario"].unique().tolist() == ["a merger", "a hub"]
    scenario = register.scenario("2020-06-01")
    options = {"runs": 4, "seed": 7, "resolution": 1.5}
    merged = mg.difference(register, scenario.merge(["T00", "T01"], into="T00"), **options)
    hub = mg.difference(
        register,
        scenario.add_hub("hub", ["T00", "T05", "T09"], "node"),
        obligation=["free"],
        **options,
    )
    for name, found in (("a merger", merged), ("a hub", hub)):
        rows = table[table["scenario"] == name]
        assert rows["figure"].tolist() == found.table["figure"].tolist()
        np.testing.assert_allclose(rows["change"], found.table["change"])
    np.testing.assert_allclose(result["hubs"]["artefact"], hub.hubs["artefact"])
    # A change of a share is no count: the page must not round it to nothing.
    shown = {table.name: table for table in scenario_tables(result)}["scenarios"]
    columns = [column.key for column in shown.columns]
    cells = [row[columns.index("change")].text for row in shown.rows]
    sizes = table["change"].abs()
    assert sizes.between(0.0001, 0.0049).any()
    assert not any(
        cell.strip("−0.") == "" for cell, size in zip(cells, sizes, strict=True) if size >= 0.0001
    )
    steps = {table.name: table for table in scenario_tables(result)}["scenario_steps"]
    assert [cell.text for cell in steps.rows[0]] == [
        "a merger",
        "2020-06-01",
        "T00, T01 merge into T00",
    ]
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "What if: what differs" in page
    assert "T00, T01 merge into T00" in page
    assert "one clique of everyone" in page


def test_mistakes_are_told_with_their_place(folder):
    for change, text in (
        ({"network": "al"}, "al"),
        ({"steps": "merge"}, "a list of tables"),
        ({"runs": 0}, "at least 1"),
    ):
        wrong = {**SETTINGS, "scenarios": [{**SETTINGS["scenarios"][0], **change}]}
        with pytest.raises(StudyError, match=text):
            Study.of(wrong, folder=folder)
    twice = {**SETTINGS, "scenarios": [SETTINGS["scenarios"][0]] * 2}
    with pytest.raises(StudyError, match="twice"):
        Study.of(twice, folder=folder)
