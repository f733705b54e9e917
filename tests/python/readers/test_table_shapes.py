"""Tables as programs and people lay them out, and what a careful person makes of them."""

import munigraph as mg
import pandas as pd
import pytest


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


def test_columns_called_a_and_b_of_a_matrix_with_shares_below_are_no_pairs(read):
    register, report = read(
        "Gemeente;A;B;C;Som\nx;1;0;1;2\ny;1;1;0;2\nz;0;1;1;2\nAantal;2;2;2;6\nPercentage;67%;67%;67%;\n"
    )
    assert members(register) == {"A": ["x", "y"], "B": ["y", "z"], "C": ["x", "z"]}
    assert report.left_out == 2


@pytest.mark.parametrize("rest", ["Jaar", "Opmerking"])
@pytest.mark.parametrize("name", ["Project", "Naam"])
def test_two_members_of_what_the_row_names_are_no_pair(read, name, rest):
    register, _ = read(
        f"{name};Gemeente A;Gemeente B;{rest}\nAfval;Aa;Bb;2010\nJeugd;Aa;Bb;2012\nICT;Bb;Cc;2012\n"
    )
    assert members(register) == {"Afval": ["Aa", "Bb"], "Jeugd": ["Aa", "Bb"], "ICT": ["Bb", "Cc"]}


def test_codes_and_names_of_numbered_members(read):
    register, _ = read(
        "scheme;member1_code;member1_name;member2_code;member2_name\nA;P1;Aa;P2;Bb\nB;P2;Bb;P3;Cc\n"
    )
    assert members(register) == {"A": ["P1", "P2"], "B": ["P2", "P3"]}
    assert register.participants["name"].tolist() == ["Aa", "Bb", "Cc"]


def test_a_legend_below_in_cells_of_its_own(read):
    register, _ = read(
        "Regeling;Zeist;Bunnik;De Bilt\nAfval;CG;D;-\nJeugd;D;CG;W\n\n"
        "CG = centrumgemeente; D = deelnemer; W = waarnemer\n",
        places="nl", date=2020,
    )  # fmt: skip
    assert members(register) == {
        "Afval": ["GM0312", "GM0355:host"],
        "Jeugd": ["GM0310:observer", "GM0312:host", "GM0355"],
    }


def test_a_series_is_a_table_and_a_bare_column_is_none():
    people = pd.Series({"A": ["x", "y"], "B": ["x", "z"]}, name="gemeenten").rename_axis("regeling")
    assert members(mg.read_table(people)[0]) == {"A": ["x", "y"], "B": ["x", "z"]}
    polars = pytest.importorskip("polars")
    with pytest.raises(TypeError, match="expected columns with names, got Series"):
        mg.read_table(polars.Series("a", ["x"]))


def test_levels_of_an_index_are_columns():
    index = pd.MultiIndex.from_tuples([("A", "Aa"), ("A", "Bb"), ("B", "Aa"), ("B", "Cc")])
    register, _ = mg.read_table(pd.DataFrame({"rol": ["lid", "lid", "host", "lid"]}, index=index))
    assert members(register) == {"A": ["Aa", "Bb"], "B": ["Aa:host", "Cc"]}


def test_names_of_arrangements_over_their_members_are_not_guessed(tmp_path):
    (tmp_path / "own.csv").write_text("Afval\nZeist;lid\nBunnik;lid\n\nGGD\nZeist;lid\nSoest;lid\n")
    with pytest.raises(mg.DataError, match="no layout can be told"):
        mg.read_table(tmp_path / "own.csv")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Kenmerk;Afval NV;GGD;RUD\nRechtsvorm;NV;GR;GR\nStartjaar;2010;2012;2013\n"
            "Deelnemers;Zeist, Bunnik;Zeist, De Bilt;Soest, Baarn\n",
            "turn the table",
        ),
        (
            "Regeling: Afval\nDeelnemers: Zeist, Bunnik\n\n"
            "Regeling: GGD\nDeelnemers: Zeist, Soest\n",
            "NAME: VALUE",
        ),
    ],
)
def test_tables_on_their_side_and_forms_are_refused_with_the_way_out(tmp_path, text, why):
    (tmp_path / "own.csv").write_text(text)
    with pytest.raises(mg.DataError, match=why):
        mg.read_table(tmp_path / "own.csv")


def test_who_does_a_task_for_whom_is_a_pair(read):
    register, _ = read(
        "Opdrachtgever;Opdrachtnemer;Taak\nBunnik;Zeist;ICT\nSoest;Zeist;ICT\nBaarn;Soest;ICT\n"
    )
    assert sorted(map(tuple, members(register).values())) == [
        ("Baarn", "Soest"), ("Bunnik", "Zeist"), ("Soest", "Zeist"),
    ]  # fmt: skip


def test_a_list_of_the_others_under_each_host(read):
    register, _ = read('Centrumgemeente;Regiogemeenten\nAa;"Bb, Cc, Dd"\nEe;"Bb en Ff, Gg"\n')
    assert members(register)["Aa"] == ["Aa:host", "Bb", "Cc", "Dd"]
    assert set(register.arrangements["structure"]) == {"star"}


def test_short_names_in_two_columns_are_no_legend_of_themselves(read):
    register, _ = read(
        "一部事務組合,構成市町村\n北部,那覇市\n北部,浦添市\n南部,那覇市\n南部,糸満市\n"
    )
    assert members(register) == {"北部": ["浦添市", "那覇市"], "南部": ["糸満市", "那覇市"]}


@pytest.mark.parametrize("word", ["och", "og", "oraz"])
def test_words_for_and_of_other_languages(read, word):
    header = "Kommunalförbund;Medlemskommuner"
    register, _ = read(f'{header}\nA;"Malmö, Lund {word} Eslöv"\nB;"Malmö {word} Kävlinge"\n')
    assert members(register) == {"A": ["Eslöv", "Lund", "Malmö"], "B": ["Kävlinge", "Malmö"]}
    # A column that nothing names holds lists all the same.
    register, _ = read(f'X1;X2\nA;"Malmö, Lund {word} Eslöv"\nB;"Malmö {word} Lund"\n')
    assert members(register)["A"] == ["Eslöv", "Lund", "Malmö"]


def test_hosts_with_a_list_for_each_task(read):
    register, _ = read(
        'Centrumgemeente;Deelnemers;Taak\nAa;"Bb, Cc, Dd";ICT\nAa;"Ee, Ff, Gg";HRM\n'
    )
    assert sorted(members(register).values()) == [
        ["Aa:host", "Bb", "Cc", "Dd"], ["Aa:host", "Ee", "Ff", "Gg"],
    ]  # fmt: skip


def test_a_project_is_the_arrangement_where_nothing_else_is(read):
    register, _ = read("Project;Regeling;Gemeente\nP1;A;x\nP1;A;y\nP2;B;x\nP3;B;z\n")
    assert members(register) == {"A": ["x", "y"], "B": ["x", "z"]}
    register, _ = read("Project;Gemeente\nP1;x\nP1;y\nP2;x\nP2;z\n")
    assert members(register) == {"P1": ["x", "y"], "P2": ["x", "z"]}
