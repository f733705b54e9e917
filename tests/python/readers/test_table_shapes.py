"""Tables as programs and people lay them out, and what a careful person makes of them."""

import munigraph as mg
import pandas as pd
import pytest


@pytest.fixture
def read(tmp_path):
    def reading(text, name="own.csv", **more):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        register, report = mg.read_table(path, **more)
        assert report.rows_read == report.taken + report.merged + report.left_out
        return register, report

    return reading


def members(register):
    """Members of every arrangement, sorted; those that are not plain ones with their role."""
    found = {}
    for a, p, role in register.memberships[["arrangement", "participant", "role"]].to_numpy():
        found.setdefault(a, []).append(p if role == "member" else f"{p}:{role}")
    return {a: sorted(people) for a, people in found.items()}


def days(register):
    """First and last day of every membership, "" where it has none of its own."""
    table = register.memberships[["arrangement", "participant", "valid_from", "valid_to"]]
    shown = [["" if str(d) == "NaT" else str(d)[:10] for d in row[2:]] for row in table.to_numpy()]
    return {(a, p): "..".join(d) for (a, p, *_), d in zip(table.to_numpy(), shown, strict=True)}


@pytest.mark.parametrize(
    "text",
    [
        "arrangement,members\nA,\"['Aldern', 'Birk, Holt']\"\nB,\"['Aldern', 'Corven']\"\n",
        'arrangement;members\nA;["Aldern", "Birk, Holt"]\nB;["Aldern", "Corven"]\n',
        'arrangement;members\nA;"c(""Aldern"", ""Birk, Holt"")"\nB;"c(""Aldern"", ""Corven"")"\n',
        'arrangement;members\nA;{Aldern,"Birk, Holt"}\nB;{Aldern,Corven}\n',
        "arrangement;members\nA;['Aldern' 'Birk, Holt']\nB;['Aldern' 'Corven']\n",
    ],
)
def test_lists_as_programs_write_them(read, text):
    register, _ = read(text)
    assert members(register) == {"A": ["Aldern", "Birk, Holt"], "B": ["Aldern", "Corven"]}


def test_brackets_of_people_are_no_lists(read):
    text = "arrangement;member\nA;(Aldern, north)\nA;(Birkholt)\nB;(Aldern, north)\n"
    assert len(members(read(text, layout="memberships")[0])["A"]) == 2


def test_lines_drawn_by_signs_are_no_rows(read):
    register, report = read(
        "| Regeling | Gemeente |\n|---|:---|\n| A | x |\n| A | y |\n| B | x |\n"
    )
    assert members(register) == {"A": ["x", "y"], "B": ["x"]}
    assert [(e.row, e.reason) for e in report.entries if e.action == "left_out"] == [
        (2, "a ruled line")
    ]


def test_a_pivot_table_begins_at_its_labels(read):
    register, report = read(
        "Provincie;(Alle);;;\n;;;;\nAantal van deelname;Kolomlabels;;;\n"
        "Rijlabels;Zeist;Bunnik;De Bilt;Eindtotaal\n"
        "Afval;1;1;;2\nJeugd;1;1;1;3\nEindtotaal;2;2;1;5\n",
        places="nl", date=2020,
    )  # fmt: skip
    assert members(register) == {
        "Afval": ["GM0312", "GM0355"],
        "Jeugd": ["GM0310", "GM0312", "GM0355"],
    }
    assert (report.taken, report.left_out) == (2, 1)


@pytest.mark.parametrize(
    "header",
    [
        "Regeling;Deelnemer 1 naam;Deelnemer 1 rol;Deelnemer 2 naam;Deelnemer 2 rol",
        "Regeling;Lid1_naam;Lid1_rol;Lid2_naam;Lid2_rol",
    ],
)
def test_numbers_within_the_names_of_columns(read, header):
    register, _ = read(f"{header}\nA;x;centrumgemeente;y;deelnemer\nB;z;lid;x;gastgemeente\n")
    assert members(register) == {"A": ["x:host", "y"], "B": ["x:host", "z"]}


def test_marks_beside_a_list_of_members_are_no_members(read):
    register, report = read(
        'Regeling;Gemeenten;Jeugd;Afval\nA;"x, y, z";x;\nB;"x, w";;x\nC;"y, w";x;\n'
    )
    assert members(register)["A"] == ["x", "y", "z"]
    assert any("not read: Jeugd, Afval" in e.reason for e in report.entries)


def test_dates_behind_marks_are_those_of_the_membership(read):
    register, report = read(
        "Gemeente;GGD;Afval;Jeugd\nr;ja;ja, sinds 2019;x\ns;ja;ja;x (2015-2018)\n"
        "t;ja;nee, vanaf 2021;x\nu;lid (tot 2018);nee;\n"
    )
    assert days(register) == {
        ("GGD", "r"): "..", ("GGD", "s"): "..", ("GGD", "t"): "..", ("GGD", "u"): "..2019-01-01",
        ("Afval", "r"): "2019-01-01..", ("Afval", "s"): "..",
        ("Jeugd", "r"): "..", ("Jeugd", "s"): "2015-01-01..2019-01-01", ("Jeugd", "t"): "..",
    }  # fmt: skip
    # Whether t was a member before 2021 nobody can tell.
    assert [(e.row, e.column) for e in report.entries if e.action == "dropped"] == [(4, "Afval")]


def test_dates_behind_yes_and_behind_roles(read):
    register, _ = read(
        "Regeling;Gemeente;Neemt deel\nA;x;ja, sinds 2019\nA;y;ja\nA;z;nee\n"
        "B;x;ja (2012-2016)\nB;w;ja\n"
    )
    assert days(register)["A", "x"] == "2019-01-01.."
    assert days(register)["B", "x"] == "2012-01-01..2017-01-01"
    assert ("A", "z") not in days(register)
    register, _ = read(
        "Regeling;Gemeente;Rol\nA;x;centrumgemeente sinds 2019\nA;y;deelnemer\n"
        "B;x;lid (t/m 2018)\nB;y;deelnemer 2012-2016\n"
    )
    assert members(register)["A"] == ["x:host", "y"]
    assert days(register)["B", "x"] == "..2019-01-01"
    assert days(register)["B", "y"] == "2012-01-01..2017-01-01"


def test_dates_behind_yes_do_not_stand_against_a_column_of_dates(read):
    register, report = read(
        "Regeling;Gemeente;Neemt deel;Lid sinds\nA;x;ja, sinds 2019;2018\nA;y;ja;2017\nA;z;nee;\n"
    )
    assert days(register)["A", "x"] == "2018-01-01.."
    assert [(e.row, e.action) for e in report.entries if "others hold them" in e.reason] == [
        (2, "dropped")
    ]


def test_two_roles_in_a_mark_are_the_stronger_one(read):
    register, _ = read(
        "Gemeente;GR Jeugd;GR Afval\nx;deelnemer/centrumgemeente;deelnemer\n"
        "y;deelnemer;deelnemer\nz;;centrumgemeente\n"
    )
    assert members(register) == {"GR Jeugd": ["x:host", "y"], "GR Afval": ["x", "y", "z:host"]}


@pytest.mark.parametrize("marks", ["12", "DC"])
def test_a_legend_right_of_the_table(read, marks):
    text = (
        "Gemeente;Afval;Jeugd;;Legenda\nx;1;2;;1 = deelnemer\ny;2;1;;2 = centrumgemeente\n"
        "z;1;;;\n;;;;0 = geen\n"
    )
    register, report = read(text.translate(str.maketrans("12", marks)))
    assert members(register) == {"Afval": ["x", "y:host", "z"], "Jeugd": ["x:host", "y"]}
    assert report.rows_read == 3


def test_pairs_with_a_column_per_year(read):
    register, _ = read("Gemeente A;Gemeente B;2018;2019;2020\nx;y;1;2;3\nx;z;0;0;1\nv;w;1;0;0\n")
    table = register.arrangements.set_index("id")
    assert members(register) == {"x – y": ["x", "y"], "x – z": ["x", "z"], "v – w": ["v", "w"]}
    assert str(table.loc["x – z", "valid_from"])[:10] == "2020-01-01"
    assert str(table.loc["v – w", "valid_to"])[:10] == "2019-01-01"
    assert table["weight"].to_dict() == {"x – y": 3.0, "x – z": 1.0, "v – w": 1.0}


@pytest.mark.parametrize("header", ["gemcode;gemnaam", "Ort;Kennung"])
def test_a_region_per_year_of_places_however_they_are_called(read, header):
    register, _ = read(
        f"{header};regio2018;regio2019;regio2020\nP1;x;1;1;2\nP2;y;1;1;1\nP3;z;2;2;2\nP4;w;2;2;2\n"
    )
    assert set(members(register)) == {"1", "2"}
    assert days(register)["1", "P1"] == "2018-01-01..2020-01-01"
    assert days(register)["2", "P1"] == "2020-01-01.."


def test_a_weight_of_one_among_others_is_a_weight(read):
    register, _ = read(";Aa;Bb;Cc\nAa;5;3;1\nBb;3;6;0\nCc;1;0;2\n")
    assert register.arrangements.set_index("id")["weight"].to_dict() == {"Aa – Bb": 3, "Aa – Cc": 1}


@pytest.mark.parametrize("rows", ["1;2;3", "0;1;2", ""])
def test_a_symmetric_matrix_without_names_of_rows(read, rows):
    numbers = [f"{k};" if k else "" for k in rows.split(";")] if rows else ["", "", ""]
    lines = ["0;1;0", "1;0;1", "0;1;0"]
    corner = ";" if rows else ""
    text = f"{corner}Aa;Bb;Cc\n" + "".join(f"{a}{b}\n" for a, b in zip(numbers, lines, strict=True))
    register, report = read(text)
    assert members(register) == {"Aa – Bb": ["Aa", "Bb"], "Bb – Cc": ["Bb", "Cc"]}
    assert any("rows without names" in e.reason for e in report.entries)


def test_a_matrix_that_is_not_symmetric_keeps_its_numbers(read):
    register, _ = read(";Aa;Bb;Cc\n1;0;1;1\n2;1;0;1\n3;0;1;0\n")
    assert members(register)["Aa"] == ["2"]


def test_a_matrix_that_does_not_say_who_takes_part_is_told(read):
    _, report = read(";Aldern;Birkholt\nWaste;x;x\nYouth;;x\n")
    assert any("nothing says whether rows or columns" in e.reason for e in report.entries)
    _, report = read("Gemeente;Waste;Youth\nAldern;x;x\nBirkholt;;x\n")
    assert not any("nothing says whether" in e.reason for e in report.entries)


def test_names_of_rows_in_the_index_of_a_frame():
    square = pd.DataFrame([[0, 1, 0], [1, 0, 1], [0, 1, 0]], index=list("xyz"), columns=list("xyz"))
    register, _ = mg.read_table(square)
    assert members(register) == {"x – y": ["x", "y"], "y – z": ["y", "z"]}


def test_levels_of_columns_are_header_rows():
    levels = [("gemeente", ""), ("sociaal", "Wmo"), ("fysiek", "Afval")]
    rows = [["x", 1, 1], ["y", 1, 0], ["z", 0, 1]]
    frame = pd.DataFrame(rows, columns=pd.MultiIndex.from_tuples(levels))
    register, _ = mg.read_table(frame)
    assert members(register) == {"Wmo": ["x", "y"], "Afval": ["x", "z"]}
    assert register.arrangement_themes["theme"].tolist() == ["sociaal", "fysiek"]


def test_members_on_several_rows_below_a_name(read):
    register, report = read('Regeling;Start;Gemeenten\nA;2010;"x, y,"\n;;z\nB;2012;w\n;;"v, x"\n')
    assert members(register) == {"A": ["x", "y", "z"], "B": ["v", "w", "x"]}
    assert report.left_out == 0


@pytest.mark.parametrize(
    ("header", "codes", "first"),
    [
        ("TERYT", ["201011", "3001011"], "0201011"),
        ("gemcode", ["344", "1900"], "0344"),
        ("Código INE", ["1059", "28079"], "01059"),
        ("Kuntanumero", ["049", "91"], "049"),
        ("LAD22CD", ["E06000001", "E06000002"], "E06000001"),
    ],
)
def test_codes_of_other_countries(read, header, codes, first):
    a, b = codes
    register, _ = read(f"Arrangement;{header}\nA;{a}\nA;{b}\nB;{a}\n")
    assert first in members(register)["A"]
    assert members(register)["B"] == [first]


def test_a_matrix_for_every_year_side_by_side(read):
    register, _ = read(";2018;;2019;\nGemeente;GGD;Afval;GGD;Afval\nx;1;1;1;1\ny;1;;1;1\nz;;1;1;\n")
    assert members(register) == {"GGD": ["x", "y", "z"], "Afval": ["x", "y", "z"]}
    assert days(register)["GGD", "z"] == "2019-01-01.."
    assert days(register)["Afval", "z"] == "2018-01-01..2019-01-01"


def test_places_across_make_arrangements_of_the_rows(read):
    register, _ = read(
        "Gemeente;Zeist;Bunnik;De Bilt\nGGD;ja;ja;nee\nAfval;ja;nee;ja\n", places="nl", date=2020
    )
    assert members(register) == {"GGD": ["GM0312", "GM0355"], "Afval": ["GM0310", "GM0355"]}


def test_arrangements_that_are_called_alike_are_told_apart_by_their_numbers(read):
    register, _ = read(
        "Nr;Regeling;Gemeente\n1;Afval;x\n1;Afval;y\n2;Afval;z\n2;Afval;w\n3;Jeugd;x\n"
    )
    assert members(register) == {"1": ["x", "y"], "2": ["w", "z"], "3": ["x"]}
    assert register.arrangements["name"].tolist() == ["Afval", "Afval", "Jeugd"]
    # Numbers of rows, and of names that are told apart anyway, identify nothing.
    register, _ = read("Nr;Regeling;Gemeente\n1;Afval;x\n2;Afval;y\n3;Jeugd;x\n4;Jeugd;z\n")
    assert set(members(register)) == {"Afval", "Jeugd"}
    register, _ = read("Nr;Regeling;Gemeente\n1;Afval;x\n1;Afval;y\n2;Jeugd;x\n2;Jeugd;z\n")
    assert set(members(register)) == {"Afval", "Jeugd"}


def test_a_second_table_beside_the_first_is_told(read):
    _, report = read("Regeling;Gemeente;;Regeling;Gemeente\nA;x;;C;v\nA;y;;C;w\nB;x;;;\n")
    assert "second table beside the first" in report.warnings[0]
    assert "1 warning: report.warnings" in str(report)


def test_rows_that_are_over_are_told(read):
    _, report = read(
        "Regeling;Gemeente;Status\nA;x;actief\nA;y;beëindigd\nB;x;actief\nB;y;gepland\n"
    )
    assert len(report.warnings) == 1
    assert report.warnings[0].startswith("'Status' says of 2 rows that they are over")
    _, report = read("Regeling;Gemeente;Status\nA;x;actief\nA;y;actief\nB;x;actief\nB;y;actief\n")
    assert report.warnings == []


def test_a_header_without_rows_is_refused_as_such(tmp_path):
    (tmp_path / "own.csv").write_text("Regeling;Gemeente\n")
    with pytest.raises(mg.DataError, match="a header and no rows below it"):
        mg.read_table(tmp_path / "own.csv")


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1250"])
def test_letters_that_look_broken_are_told_with_the_encoding_that_mends_them(read, encoding):
    word = {"cp1250": "Bolesławiec"}.get(encoding, "Fryslân")
    text = f"Regeling;Gemeente\nA;x\nA;{word}\nB;x\n".encode(encoding)
    register, report = read(text)
    assert f"encoding={encoding!r} makes {word!r} of it" in report.warnings[0]
    register, report = read(text, encoding=encoding)
    assert members(register)["A"] == sorted([word, "x"])
    assert report.warnings == []


def test_letters_of_windows_are_not_broken(read):
    names = "Súdwest-Fryslân;'s-Gravenhage;L’Isle–Adam;Œuvre;cœur;Škofja;½ jaar;50€;§2"
    rows = "".join(f"A;{name}\n" for name in names.split(";"))
    _, report = read(f"Regeling;Gemeente\n{rows}B;x\n".encode("cp1252"))
    assert report.warnings == []


def test_entities_of_html_cut_no_cells(read):
    register, report = read("Regeling;Gemeente\nA;S&uacute;dwest-Frysl&acirc;n\nA;x &amp; y\nB;z\n")
    assert members(register)["A"] == ["Súdwest-Fryslân", "x & y"]
    assert any("3 entities of HTML" in entry.reason for entry in report.entries)
    assert members(read("Regeling;Gemeente\nA;R&B\nA;x\nB;AT&T\n")[0])["A"] == ["R&B", "x"]


def test_lines_that_are_quoted_as_a_whole(read):
    register, _ = read('"Regeling,""Gemeente"",Rol"\n"A,""x, z"",lid"\n"A,y,lid"\n"B,y,lid"\n')
    assert members(register) == {"A": ["x, z", "y"], "B": ["y"]}
    # A title in quotes is a title.
    register, report = read('"Uitvoer"\n"Stand: 2021"\nRegeling;Gemeente\nA;x\nA;y\nB;x\n')
    assert members(register)["A"] == ["x", "y"]
    assert not any("quoted as a whole" in entry.reason for entry in report.entries)


def test_text_and_pages_by_the_name_of_a_workbook(read, tmp_path):
    register, report = read("Regeling\tGemeente\nA\tx\nA\ty\nB\tx\n", name="own.xls")
    assert members(register) == {"A": ["x", "y"], "B": ["x"]}
    assert any("a text file by the name of a workbook" in e.reason for e in report.entries)
    (tmp_path / "page.xls").write_text("<html><table><tr><td>Regeling</td></tr></table></html>")
    with pytest.raises(mg.DataError, match=r"web page or XML.*save it as \.xlsx"):
        mg.read_table(tmp_path / "page.xls")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Zeist1", "GM0355"), ("(1) Zeist", "GM0355"), ("1. Baarn", "GM0308"),
        ("Ronde Venen (De)", "GM0736"), ("Utrecht (stad)", "GM0344"),
        ("Krimpen ad IJssel", "GM0542"), ("Alphen a/d Rijn", "GM0484"),
        ("GM0344 Utrecht", "GM0344"), ("0355 - Zeist", "GM0355"), ("Bunnik [312]", "GM0312"),
        ("Bergen (0373)", "GM0373"), ("'0344", "GM0344"), ("GM0344 Zeist", ""), ("Zeist 2020", ""),
    ],
)  # fmt: skip
def test_names_with_numbers_codes_and_articles(name, code):
    assert mg.match_names([name], date=2020)["id"].tolist() == [code]


def test_names_with_numbers_among_places_of_ones_own():
    places = pd.DataFrame({"id": ["P01", "P02"], "name": ["The Vale", "Birkholt"]})
    names = ["Vale (The)", "Birkholt2", "P02 Birkholt", "P01 Birkholt"]
    assert mg.match_names(names, places=places)["id"].tolist() == ["P01", "P02", "P02", ""]


def test_codes_with_blanks_between_them(read):
    register, _ = read(
        "Regeling;Gemeenten\nA;GM0344 GM0355 GM0312\nB;GM0344\n", places="nl", date=2020
    )
    assert members(register) == {"A": ["GM0312", "GM0344", "GM0355"], "B": ["GM0344"]}


@pytest.mark.parametrize(
    "header", ["Inwoners (x 1.000)", "Inwoners x1000", "Population in thousands"]
)
def test_people_that_are_counted_in_thousands(read, header):
    text = f"Regeling;Gemeente;{header}\nA;x;64,0\nA;y;15,2\nB;x;64,0\nB;z;43,1\n"
    register, report = read(text)
    assert register.participants["population"].tolist() == [64_000, 15_200, 43_100]
    assert any("times 1,000" in entry.reason for entry in report.entries)
    joined, _ = register.with_attributes(pd.DataFrame({"id": ["x"], header: ["70,5"]}))
    assert joined.participants["population"].iloc[0] == 70_500


def test_people_with_decimals_are_refused_where_most_have_them(read):
    with pytest.raises(mg.DataError, match="numbers of people with decimals: thousands of them"):
        read("Regeling;Gemeente;Inwoners\nA;x;64,0\nA;y;15,2\nB;x;64,0\nB;z;43,1\n")
