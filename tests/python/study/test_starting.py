"""A new study says what its register has."""

import munigraph as mg
import pytest
from munigraph import cli
from munigraph.study._file import Study
from munigraph.study._starting import of_register, start
from munigraph.study._writing import template


def register(obligation, theme=("waste", "youth"), count=6, dates=True, domains=None):
    ids = [f"r{k}" for k in range(count)]
    return mg.Register.from_tables(
        None,
        {
            "id": ids,
            "obligation": [obligation[k % len(obligation)] for k in range(count)],
            "valid_from": ["2011-03-01" if dates else None] * count,
        },
        {
            "arrangement": [one for one in ids for _ in range(2)],
            "participant": [p for k in range(count) for p in (f"m{k % 3}", f"m{k % 4 + 3}")],
        },
        themes={"arrangement": ids, "theme": [theme[k % len(theme)] for k in range(count)]},
        domains=domains,
    )


def test_networks_are_those_that_the_register_allows():
    made = of_register(register(["imposed", "free"]), "mine")
    assert list(made.networks) == ["whole", "physical", "social", "voluntary"]
    assert made.grid["obligation"] == ["none", "free"]
    assert made.grid["domain"] == ["none", "physical", "social"]
    assert made.data == {"register": "mine", "date": "2011-03-01"}


def test_the_two_largest_domains_are_compared_where_the_usual_ones_are_not_there():
    assert of_register(register(["free"]), "mine").contrast == []  # social and physical are
    theme, domains = ("a", "b", "a"), {"a": "north", "b": "south"}
    made = of_register(register(["free"], theme=theme, count=9, domains=domains), "mine")
    assert made.contrast == ["north", "south"]
    lines = template("mine.toml", made).split("\n")
    assert lines[lines.index("[claims]") + 1] == 'contrast = ["north", "south"]'
    assert "[comparison]" in lines  # else a report is silent about provinces and domains
    assert of_register(register(["free"], theme=("waste",)), "mine").contrast == []


def test_what_the_register_does_not_say_is_no_choice():
    made = of_register(register(["unknown"], theme=("waste",)), "mine")
    assert list(made.networks) == ["whole"]  # one domain is the whole
    assert set(made.grid) == {"weighting", "resolution"}
    assert "does not say what statute demands" in made.remarks["networks"]


def test_themes_without_domains_are_networks_of_themes():
    made = of_register(register(["imposed"], theme=("Ä b", "c d")), "mine")
    assert made.networks["c_d"] == {"label": "c d", "themes": "c d"}
    assert made.networks["b"] == {"label": "Ä b", "themes": "Ä b"}
    assert "obligation" not in made.grid  # all are imposed: nothing to choose


def test_a_register_without_dates_has_a_date_all_the_same():
    made = of_register(register(["imposed"], dates=False), "mine")
    assert "no dates" in made.remarks["data"]
    assert made.data["date"].endswith("-07-01")


@pytest.mark.parametrize("name", ["nl-2020", "synthetic-national"])
def test_the_file_is_a_good_study_and_claims_nothing(name, tmp_path):
    if name not in set(mg.datasets.available()["name"]):
        pytest.skip("no such data set")
    text = template("study.toml", start(name, tmp_path / "study.toml"))
    study = Study.parse(text)
    assert study["data"]["register"] == name
    assert "expectations" not in study
    assert "# [[expectations]]" in text


def test_a_path_is_said_from_the_folder_of_the_study(tmp_path, monkeypatch, capsys):
    pytest.importorskip("typer")
    register(["free", "imposed"]).to_package(tmp_path / "data" / "mine")
    (tmp_path / "studies").mkdir()
    monkeypatch.chdir(tmp_path)
    assert cli.run(["study", "new", "studies/a.toml", "--register", "data/mine"]) == 0
    study = Study.read(tmp_path / "studies" / "a.toml")
    assert study["data"]["register"] == "../data/mine"
    assert cli.run(["study", "new", "data/mine"]) == 0  # the register alone: study.toml here
    assert Study.read(tmp_path / "study.toml")["data"]["register"] == "data/mine"
    assert cli.run(["study", "new", "data/mine"]) != 0  # it is there already
    assert "--force" in capsys.readouterr().err
    assert cli.run(["study", "new", "--register", "data/none", "b.toml"]) != 0
    assert not (tmp_path / "b.toml").exists()


def test_a_table_of_ones_own_is_a_register_too(tmp_path, monkeypatch):
    pytest.importorskip("typer")
    (tmp_path / "inventory.csv").write_text(
        "Regeling;Gemeente\nA;x\nA;y\nB;y\nB;z\nC;z\nC;x\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert cli.run(["study", "new", "inventory.csv"]) == 0
    assert Study.read(tmp_path / "study.toml")["data"]["register"] == "inventory.csv"


def test_a_register_in_one_file_is_studied_and_checked_too(tmp_path, monkeypatch, capsys):
    pytest.importorskip("typer")
    pytest.importorskip("rich")
    monkeypatch.chdir(tmp_path)
    register(["free", "imposed"]).save("mine.munigraph")
    assert cli.run(["check", "mine.munigraph"]) == 0
    assert cli.run(["study", "new", "mine.munigraph"]) == 0
    assert Study.read(tmp_path / "study.toml")["data"]["register"] == "mine.munigraph"
    result = mg.study.run(
        {"study": {"title": "x"}, "data": {"register": "mine.munigraph", "date": "2012-07-01"},
         "networks": {"all": {}}, "clusters": {"method": "leiden", "runs": 2},
         "output": {"report": False}},
        tmp_path / "out",
    )  # fmt: skip
    assert result["counts"]["arrangements"].tolist() == [6]
