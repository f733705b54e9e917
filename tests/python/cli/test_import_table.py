"""``munigraph import table``: propose, correct, import."""

import pytest

pytest.importorskip("typer")
pytest.importorskip("rich")
pytest.importorskip("tomli_w")

import munigraph as mg

TABLE = """Inventaris 2020;;
Regeling;Deelnemers;Vorm
GGD;Utrecht, Zeist en Atlantis;OL
Afval;Zeist, Bunnik;iets
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "inventory.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_from_a_file_to_a_register_with_one_corrected_line(called, file, tmp_path):
    code, out, err = called("import", "table", file, "--propose")
    assert (code, err) == (0, "")
    assert "Utrecht, Zeist en Atlantis" in out  # the preview
    assert "note in row 1: Inventaris 2020" in out
    written = tmp_path / "inventory.csv.columns.toml"
    assert f"written: {written}" in out

    # What a person does: take #: away from three lines, and say what "iets" is.
    text = written.read_text(encoding="utf-8")
    for line in ('#: places = "nl"', "#: [words.legal_form]", '#: "iets" = ""'):
        assert line in text
        text = text.replace(line, line.removeprefix("#: "))
    text = text.replace('"iets" = ""', '"iets" = "covenant"')
    written.write_text(text, encoding="utf-8")

    code, out, err = called("import", "table", file, "-o", tmp_path / "register")
    assert (code, err) == (0, "")
    assert "mapping: inventory.csv.columns.toml, sha256" in out
    assert "2 rows of inventory.csv: 2 taken" in out
    assert "unknown participant" in out
    register, _ = mg.read_package(tmp_path / "register")
    assert sorted(register.memberships["participant"]) == ["GM0312", "GM0344", "GM0355", "GM0355"]
    forms = register.arrangements.set_index("id")["legal_form"]
    assert forms.to_dict() == {"GGD": "public_body", "Afval": "covenant"}

    # A proposal never writes over what a person has corrected.
    assert called("import", "table", file, "--propose")[0] == 0
    assert written.read_text(encoding="utf-8") == text


def test_strict_makes_what_was_not_taken_an_error(called, file, tmp_path):
    more = ("--places", "nl", "--date", "2020", "-o", tmp_path / "register")
    code, _, err = called("import", "table", file, "--strict", *more)
    assert code == 1
    assert "unknown participant (1×, such as 'Atlantis')" in err
    assert "unknown word of legal_form" in err
    assert not (tmp_path / "register").exists()
    assert called("import", "table", file, *more)[0] == 0


def test_misuse_and_bad_data_have_their_codes(called, file, tmp_path):
    assert called("import", "table", file)[0] == 2  # no -o
    assert called("import", "table", file, "--layout", "tree", "-o", tmp_path / "r")[0] == 2
    code, _, err = called("import", "table", tmp_path / "none.csv", "-o", tmp_path / "r")
    assert code == 1
    assert "no such file" in err
    code, _, err = called("import", "table", file, "--layout", "pairs", "-o", tmp_path / "r")
    assert code == 1
    assert "this is no table of pairs" in err


def test_options_reach_the_reader(called, tmp_path):
    (tmp_path / "t.txt").write_bytes("Wat#Wie\nÉén#A\n".encode("utf-16"))
    (tmp_path / "m.toml").write_text('[columns]\nWat = "arrangement"\nWie = "participant"\n')
    code, out, _ = called(
        "import", "table", tmp_path / "t.txt", "--separator", "#", "--encoding", "utf-16",
        "--columns", tmp_path / "m.toml", "-o", tmp_path / "r",
    )  # fmt: skip
    assert code == 0
    assert "mapping: m.toml, sha256" in out
    assert mg.read_package(tmp_path / "r")[0].arrangements["id"].tolist() == ["Één"]


def test_errors_speak_of_options(called, file, tmp_path):
    file.write_text("Regeling;Gemeente;Ingang\nA;Aa;2010\nA;Bee;2010\n", encoding="utf-8")
    assert called("import", "table", file, "-o", tmp_path / "own.munigraph")[0] == 0
    code, _, err = called("export", tmp_path / "own.munigraph", tmp_path / "own.net")
    assert code == 2
    assert "a date is needed (--date)" in err
    assert "at()" not in err
