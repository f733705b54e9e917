"""Letters and weights in a matrix."""

import munigraph as mg
import pytest

LETTERS = "Gemeente;GGD;VRU;Afval\nAalburg;B;U;\nBeekdal;U;B;B\nCeesdorp;B+U;;U\n"


@pytest.fixture
def file(tmp_path):
    def writing(text):
        path = tmp_path / "own.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return writing


def roles(register):
    table = register.memberships
    return {(a, p): r for a, p, r in table[["arrangement", "participant", "role"]].to_numpy()}


def test_letters_that_nothing_explains_are_refused_with_the_way_out(file):
    with pytest.raises(mg.DataError, match="no mark that is known"):
        mg.read_table(file(LETTERS))
    mapping = mg.propose_columns(file(LETTERS))
    assert mapping.layout == "matrix"
    assert "[words.mark]" in mapping.doubts
    assert any(line.startswith('"B" = ""') for line in mapping.doubts)


def test_a_mapping_says_what_letters_mean(file):
    document = mg.propose_columns(file(LETTERS)).document()
    document["words"] = {"mark": {"b": "host", "U": "member"}}
    register, report = mg.read_table(file(LETTERS), columns=document)
    assert (report.taken, report.left_out) == (3, 0)
    found = roles(register)
    assert found["VRU", "Beekdal"] == "host"
    assert found["GGD", "Beekdal"] == "member"
    assert found["GGD", "Ceesdorp"] == "host"  # of "B+U"
    document["words"] = {"mark": {"B": "theme: policy", "U": "no"}}
    register, _ = mg.read_table(file(LETTERS), columns=document)
    themes = register.arrangement_themes
    assert set(themes["theme"]) == {"policy"}
    assert set(roles(register)) == {
        ("GGD", "Aalburg"), ("GGD", "Ceesdorp"), ("VRU", "Beekdal"), ("Afval", "Beekdal")
    }  # fmt: skip


def test_a_wrong_meaning_is_refused(file):
    document = mg.propose_columns(file(LETTERS)).document()
    document["words"] = {"mark": {"B": "boss"}}
    with pytest.raises(mg.DataError, match="no meaning of a mark.*B = boss"):
        mg.read_table(file(LETTERS), columns=document)


@pytest.mark.parametrize("legend", ["B = beleid; U = geen\n", "Legenda: B = beleid, U = geen\n"])
def test_a_legend_above_explains(file, legend):
    register, report = mg.read_table(file('"' + legend.strip() + '"\n' + LETTERS))
    assert any(e.reason == "marks by the legend: b = theme: beleid, u = no" for e in report.entries)
    assert ("VRU", "Aalburg") not in roles(register)
    assert ("VRU", "Beekdal") in roles(register)


def test_regions_that_are_called_by_a_letter_are_no_marks(file):
    text = "Gemeente;Zorgregio;Afvalregio\n" + "".join(
        f"{name};{a};{b}\n" for name, a, b in zip(
            ("Aalburg", "Beekdal", "Ceesdorp", "Deeveen"), "NNZZ", "OWOW", strict=True)
    )  # fmt: skip
    register, _ = mg.read_table(file(text))
    assert len(register.arrangements) == 4
    assert len(register.memberships) == 8


def test_half_a_square_keeps_its_weights(file):
    text = ";Aalburg;Beekdal;Ceesdorp\nAalburg;;1,5;0\nBeekdal;;;120\nCeesdorp;;;\n"
    register, _ = mg.read_table(file(text))
    weights = register.arrangements.set_index("id")["weight"].to_dict()
    assert weights == {"Aalburg – Beekdal": 1.5, "Beekdal – Ceesdorp": 120.0}


def test_a_role_in_brackets_and_unknowns_leave_a_matrix_one(tmp_path):
    rows = "Aa;ja (centrum);ja;nee\nBee;ja;nee;?\nCee;nee;ja;ja\nDee;ja;ja;ja\n"
    (tmp_path / "t.csv").write_text(f"Gemeente;Jeugd;Wmo;Afval\n{rows}")
    register, report = mg.read_table(tmp_path / "t.csv")
    table = register.memberships
    found = {
        name: list(zip(g["participant"], g["role"], strict=True))
        for name, g in table.groupby("arrangement")
    }
    assert found == {
        "Jeugd": [("Aa", "host"), ("Bee", "member"), ("Dee", "member")],
        "Wmo": [("Aa", "member"), ("Cee", "member"), ("Dee", "member")],
        "Afval": [("Cee", "member"), ("Dee", "member")],
    }
    assert [(e.row, e.value, e.action) for e in report.entries if e.value] == [(3, "?", "dropped")]


def test_what_is_unknown_is_not_the_name_of_a_partner(tmp_path):
    (tmp_path / "t.csv").write_text("een;twee;drie\n?;onbekend;Aa\nonbekend;?;Bee\n?;?;Cee\n")
    assert mg.propose_columns(tmp_path / "t.csv").layout != "pairs"


def dated(register):
    columns = ["arrangement", "participant", "valid_from", "valid_to"]
    rows = register.memberships[columns].itertuples(index=False)
    return sorted(
        tuple("" if x != x else str(x).removesuffix(" 00:00:00") for x in row) for row in rows
    )


def test_years_and_periods_in_a_matrix_say_since_when(file):
    text = "Gemeente;GGD;Afval;Jeugd\nAa;2010;2012;\nBee;2010-2014;;2015\nCee;;x;13-2-2015\n"
    register, _ = mg.read_table(file(text), strict=True)
    assert dated(register) == [
        ("Afval", "Aa", "2012-01-01", ""), ("Afval", "Cee", "", ""),
        ("GGD", "Aa", "2010-01-01", ""), ("GGD", "Bee", "2010-01-01", "2015-01-01"),
        ("Jeugd", "Bee", "2015-01-01", ""), ("Jeugd", "Cee", "2015-02-13", ""),
    ]  # fmt: skip
    # Where all are years too.
    register, _ = mg.read_table(file("Gemeente;GGD;Afval\nAa;2010;2012\nBee;2010;\nCee;;2012\n"))
    assert [row[:3] for row in dated(register)] == [
        ("Afval", "Aa", "2012-01-01"), ("Afval", "Cee", "2012-01-01"),
        ("GGD", "Aa", "2010-01-01"), ("GGD", "Bee", "2010-01-01"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        "Aa;50%;0%\nBee;50%;40%\nCee;0%;60%\n",
        "Aa;€ 1.250,00;-\nBee;€ 3.000;€ 400,00\nCee;;€ 600,00\n",
    ],
)
def test_shares_and_sums_name_nothing(file, rows):
    register, _ = mg.read_table(file(f"Gemeente;GGD;Afval\n{rows}"), strict=True)
    assert [row[:2] for row in dated(register)] == [
        ("Afval", "Bee"), ("Afval", "Cee"), ("GGD", "Aa"), ("GGD", "Bee")
    ]  # fmt: skip


def test_a_scheme_with_one_region_and_gaps(file):
    text = "Gemeente;Afval;Belasting\nAa;Avri;BSR\nBee;Avri;\nCee;ROVA;BSR\nDee;ROVA;\n"
    register, _ = mg.read_table(file(text))
    assert sorted(register.arrangements["id"]) == ["Afval: Avri", "Afval: ROVA", "Belasting: BSR"]
