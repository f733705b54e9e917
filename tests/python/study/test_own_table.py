"""A study of a table of one's own."""

import shutil

import munigraph as mg
import pytest

pytest.importorskip("pyarrow")

TABLE = """Wat;Wie;Sinds
Waste;A;2018
Waste;B;2018
Waste;C;2018
Youth;C;2019
Youth;D;2019
"""
STUDY = """[study]
title = "Own"

[data]
register = "inventory.csv"
attributes = "people.csv"
date = 2020-07-01

[data.columns]
Wat = "arrangement"
Wie = "participant"
Sinds = "valid_from"

[networks.all]

[clusters]
method = "leiden"
runs = 2

[output]
report = false
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "inventory.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "people.csv").write_text("id;inwoners\nA;89.999\nB;12.345\nX;1.000\n")
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    return tmp_path


def test_a_study_reads_a_table_by_its_data_columns(folder):
    result = mg.study.run(folder / "study.toml", folder / "out", progress=False)
    report = result["import_report"]
    assert set(report["source"]) == {"table", "attributes"}
    assert "mapping: columns=" in report["reason"].tolist()
    left = report[(report["source"] == "attributes") & (report["action"] == "left_out")]
    assert left["value"].tolist() == ["X"]


def test_the_register_of_a_study_is_what_read_table_gives(folder):
    from munigraph.study import _data as data
    from munigraph.study._file import Study

    study = Study.read(folder / "study.toml")
    loaded = data.register_of(data.load(study["data"], folder).encode())
    own, _ = mg.read_table(
        folder / "inventory.csv",
        columns={"Wat": "arrangement", "Wie": "participant", "Sinds": "valid_from"},
        date="2020-07-01",
    )
    own, _ = own.with_attributes(folder / "people.csv")
    assert loaded.memberships.equals(own.memberships)
    assert loaded.participants["population"].tolist()[:2] == [89_999, 12_345]


def test_a_changed_mapping_makes_another_study(folder):
    from munigraph.study import _data as data
    from munigraph.study._file import Study

    settings = Study.read(folder / "study.toml")["data"]
    before = data.source_hash(settings, folder)
    assert data.source_hash({**settings, "columns": {"Wat": "arrangement"}}, folder) != before
    beside = {**settings, "columns": None}
    first = data.source_hash(beside, folder)
    (folder / "inventory.csv.columns.toml").write_text('[columns]\nWat = "arrangement"\n')
    second = data.source_hash(beside, folder)
    (folder / "inventory.csv.columns.toml").write_text('[columns]\nWie = "participant"\n')
    assert len({first, second, data.source_hash(beside, folder)}) == 3


def test_what_the_mapping_gets_wrong_is_said(folder):
    text = STUDY.replace('Wat = "arrangement"', 'Wat = "arangement"\nSort = "role"')
    (folder / "study.toml").write_text(text, encoding="utf-8")
    with pytest.raises(mg.DataError, match="did you mean 'arrangement'"):
        mg.study.run(folder / "study.toml", folder / "out", progress=False)
    shutil.rmtree(folder / "out", ignore_errors=True)


def test_a_table_of_names_alone_gets_a_report_that_says_what_it_could_not_ask(folder):
    """Neither provinces nor population: what needs them is left out, and the rest goes on."""
    text = STUDY.replace('attributes = "people.csv"\n', "").replace("report = false", "")
    text += "\n[bridges]\nstability = 0\n[nulls]\ndraws = 5\n[comparison]\n"
    text += "[claims]\ndraws = 5\nnull_draws = 5\nrelabellings = 19\n"
    (folder / "study.toml").write_text(text, encoding="utf-8")
    result = mg.study.run(folder / "study.toml", folder / "out", progress=False)
    assert "province_pairs" not in result
    page = result.report.read_text("utf-8")
    assert "Clusters follow provinces: the register names no provinces." in page
    assert "Larger municipalities bridge more: the register has no population." in page
    assert "quality of all against gravity" in page
    assert "Quality against null models (curveball): 5 draws each" in page
