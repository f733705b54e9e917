"""Files, cells and names as they come: letters, quotes, codes, numbers of people."""

import munigraph as mg
import pandas as pd
import pytest


def members(register):
    """Members of every arrangement, sorted; those that are not plain ones with their role."""
    found = {}
    for a, p, role in register.memberships[["arrangement", "participant", "role"]].to_numpy():
        found.setdefault(a, []).append(p if role == "member" else f"{p}:{role}")
    return {a: sorted(people) for a, people in found.items()}


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


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("1. Zeist 2. Bunnik 3. De Bilt", 3),
        ("1) Zeist; 2) Bunnik", 2),
        ("de gemeenten Zeist, Bunnik en De Bilt", 3),
        ("Gemeenten: Zeist, Bunnik", 2),
        ("gemeente Zeist en de provincie Utrecht", 2),
    ],
)
def test_names_in_a_cell_with_numbers_and_words_before_them(read, cell, wanted):
    text = f'Regeling;Deelnemers\nA;"{cell}"\nB;"Soest, Baarn, Zeist"\n'
    register, report = read(text, places="nl", date=2020)
    assert len(members(register)["A"]) == wanted
    assert not any(entry.action in ("dropped", "left_out") for entry in report.entries)


def test_abbreviations_of_forms_that_stand_apart(read):
    register, _ = read(
        "Regeling;Gemeente;Rechtsvorm\nA;x;GR - OL\nB;x;Wgr (BVO)\nC;x;geen GR - OL\n"
    )
    assert register.arrangements["legal_form"].tolist() == [
        "public_body", "operational_organisation", "unknown",
    ]  # fmt: skip


@pytest.mark.parametrize("quotes", ["''", "“”", "„“", "«»"])
def test_quotes_around_names_are_no_part_of_them(read, quotes):
    a, b = quotes
    names = ["Regeling", "Gemeente", "A", "x", "A", "'s-Graven"]
    cells = [f"{a}{name}{b}" for name in names]
    text = "".join(f"{one};{two}\n" for one, two in zip(cells[::2], cells[1::2], strict=True))
    register, _ = read(text + "B;x\n")
    assert members(register) == {"A": ["'s-Graven", "x"], "B": ["x"]}


def test_german_towns_with_and_without_what_they_are():
    names = ["Stuttgart, Landeshauptstadt", "Böblingen, Stadt", "Wismar, Hansestadt"]
    places = pd.DataFrame({"id": ["1", "2", "3"], "name": names})
    asked = ["Stuttgart", "Stadt Böblingen", "Hansestadt Wismar", "Landeshauptstadt Stuttgart"]
    assert mg.match_names(asked, places=places)["id"].tolist() == ["1", "2", "3", "1"]


@pytest.mark.parametrize("encoding", ["cp1251", "iso8859_7"])
def test_letters_of_another_script_are_told(read, encoding):
    word = {"cp1251": "Альфа", "iso8859_7": "Αθηνα"}[encoding]
    text = f"Arrangement;Member\n{word};{word}\n{word};{word}{word}\n" * 3
    _, report = read(text.replace("Arrangement;Member\n", "", 2).encode(encoding))
    assert f"encoding={encoding!r} makes {word!r} of it" in report.warnings[0]
