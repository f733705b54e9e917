"""Names as people write them, and what stands where a name should."""

import munigraph as mg
import pandas as pd
import pytest


def read(text, separator=";", **more):
    head, *rows = (line.split(separator) for line in text.strip().split("\n"))
    return mg.read_table(pd.DataFrame(rows, columns=head), **more)


def members(register):
    table = register.memberships
    return {a: sorted(g["participant"]) for a, g in table.groupby("arrangement", sort=False)}


NL = {"places": "nl", "date": "2020-07-01"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bilt, De", "GM0310"),
        ("Stichtse Vecht (U)", "GM1904"),
        ("College van B&W van Bunnik", "GM0312"),
        ("B&W van Bunnik", "GM0312"),
        ("Burgemeester en wethouders van de gemeente Houten", "GM0321"),
        ("Haag, Den", "GM0518"),
    ],
)
def test_a_dutch_name_in_another_form(name, code):
    register, _ = read(f"Regeling;Gemeente\nA;{name}\nA;Zeist", **NL)
    assert members(register) == {"A": sorted([code, "GM0355"])}
    # Nor is it cut where members stand in a list.
    register, _ = read(f"Regeling;Leden\nA;Zeist, {name}, Rhenen\nB;Zeist, Rhenen", **NL)
    assert members(register)["A"] == sorted([code, "GM0355", "GM0340"])


@pytest.mark.parametrize(
    "more", ["e.a.", "en anderen", "c.s.", "en 3 andere gemeenten", "and others"]
)
def test_more_without_names_are_nobody(more):
    text = f"Regeling;Leden\nA;Aa, Bee {more}\nB;Cee, Aa\nC;Cee {more}"
    register, report = read(text)
    assert members(register) == {"A": ["Aa", "Bee"], "B": ["Aa", "Cee"], "C": ["Cee"]}
    told = [(e.row, e.reason) for e in report.entries if e.action == "dropped"]
    assert told == [(n, "more participants, without their names") for n in (1, 3)]


def test_a_name_of_another_place_than_its_code_is_told():
    text = "Regeling;Gemeentecode;Gemeentenaam\nA;GM0355;Zeist\nA;GM0312;Houten\nA;GM0321;Houten"
    register, report = read(text, **NL)
    assert members(register) == {"A": ["GM0312", "GM0321", "GM0355"]}
    told = [(e.row, e.reason) for e in report.entries if "another place" in e.reason]
    assert told == [
        (2, "warning: another place than the code, which is kept: Bunnik (GM0312), not Houten "
            "(GM0321)")
    ]  # fmt: skip


def test_a_code_of_participants_beside_their_names():
    text = "id;naam regeling;deelnemer;code deelnemer\n1;A;Zeist;355\n1;A;Bunnik;312\n2;B;Zeist;355"
    register, _ = read(text)
    assert members(register) == {"1": ["312", "355"], "2": ["355"]}


PAIRS = "Gemeente A;Gemeente B;Regeling\nAa;Bee;Afval\nAa;Cee;Afval\nBee;Cee;Afval\nAa;Bee;Jeugd"


def test_pairs_of_arrangements_that_are_named():
    register, _ = read(PAIRS)
    assert members(register) == {"Afval": ["Aa", "Bee", "Cee"], "Jeugd": ["Aa", "Bee"]}
    # Where pairs of its members lack, the column is something else, and that is told.
    register, report = read(PAIRS.replace("Bee;Cee;Afval\n", ""))
    assert list(members(register)) == ["Aa – Bee", "Aa – Cee"]
    warning = next(e.reason for e in report.entries if e.reason.startswith("warning"))
    assert '"Regeling" = "arrangement"' in warning
    columns = {"Gemeente A": "participant", "Gemeente B": "partner", "Regeling": "arrangement"}
    register, _ = read(PAIRS.replace("Bee;Cee;Afval\n", ""), columns=columns)
    assert members(register) == {"Afval": ["Aa", "Bee", "Cee"], "Jeugd": ["Aa", "Bee"]}


def test_a_scheme_of_which_the_table_has_one_region_only():
    text = "Gemeentecode;Veiligheidsregio;Arbeidsmarktregio\n" + "\n".join(
        f"GM{k:04};VR Oost;{'Noord' if k < 3 else 'Zuid'}" for k in range(1, 6)
    )
    register, _ = read(text)
    assert sorted(map(len, members(register).values())) == [2, 3, 5]


@pytest.mark.parametrize(
    ("one", "other"),
    [("R&amp;D", "R&D"), ("Bun\u00adnik", "Bunnik"), ("Saint&nbsp;Genis", "Saint Genis")],
)
def test_what_no_reader_sees_makes_no_other_name(one, other):
    register, report = read(f"Regeling|Gemeente\n{one}|Aa\n{other}|{other}\n{other}|{one}", "|")
    assert members(register) == {other: sorted(["Aa", other])}
    assert report.merged == 1


def test_a_row_that_repeats_a_membership_says_more_of_its_arrangement():
    text = "Regeling;Gemeente;Thema;Rechtsvorm\nA;Aa;afval;OL\nA;Bee;afval;OL\nA;Aa;milieu;GO"
    register, report = read(text)
    assert report.merged == 1
    assert register.arrangement_themes["theme"].tolist() == ["afval", "milieu"]
    told = [(e.row, e.value) for e in report.entries if "contradicts an earlier row" in e.reason]
    assert told == [(3, "joint_organ")]
    _, report = read("source;target;weight\nAa;Bee;2\nBee;Aa;3\nBee;Cee;1")
    told = [(e.row, e.value) for e in report.entries if "contradicts an earlier row" in e.reason]
    assert told == [(2, "3")]


def test_columns_that_are_called_as_arrangements_with_members_below():
    text = "Afval;Jeugd;GGD\nZeist;Zeist;Bunnik\nBunnik;Houten;Houten\n;Doorn;"
    wanted = {"Afval": ["Bunnik", "Zeist"], "GGD": ["Bunnik", "Houten"]}
    register, report = read(text)
    assert members(register) == {**wanted, "Jeugd": ["Doorn", "Houten", "Zeist"]}
    assert (report.taken, report.left_out) == (3, 0)
    columns = {"Afval": "listed", "GGD": "listed"}
    assert members(read(text, columns=columns)[0]) == wanted


def test_what_numbered_columns_say_of_numbered_members():
    text = (
        "Regeling;Lid 1;Rol 1;Sinds 1;Lid 2;Rol 2;Sinds 2\n"
        "A;Aa;gastheer;2010;Bee;lid;2012\nB;Bee;lid;2011;Cee;toehoorder;2011"
    )
    register, _ = read(text)
    rows = register.memberships[["arrangement", "participant", "role", "valid_from"]].astype(str)
    assert rows.to_numpy().tolist() == [
        ["A", "Aa", "host", "2010-01-01"], ["A", "Bee", "member", "2012-01-01"],
        ["B", "Bee", "member", "2011-01-01"], ["B", "Cee", "observer", "2011-01-01"],
    ]  # fmt: skip


def test_spellings_in_lists_without_places_are_one_participant():
    register, _ = read(
        "Verband;Mitglieder\nA;Stadt Hof, Gemeinde Aa\nB;Hof, Aa, Landkreis Hof\nC;AA, Hof"
    )
    assert len(register.participants) == 3
    assert set(members(register)["C"]) < set(members(register)["B"])
    register, _ = read("Verband;Gemeindeschlüssel\nA;1001, 01002\nB;01001, 1002", layout="lists")
    assert members(register) == {"A": ["01001", "01002"], "B": ["01001", "01002"]}


NUMBERED = (
    "Thema;Regio;Gemeente\nafval;1;Aa\nafval;1;Bee\nafval;2;Cee\n"
    "jeugd;1;Aa\njeugd;1;Cee\njeugd;2;Bee"
)


@pytest.mark.parametrize("header", ["Thema", "Indeling", "Soort"])
def test_regions_that_are_numbered_anew_in_every_scheme(header):
    register, report = read(NUMBERED.replace("Thema", header))
    assert members(register) == {
        "afval: 1": ["Aa", "Bee"], "afval: 2": ["Cee"],
        "jeugd: 1": ["Aa", "Cee"], "jeugd: 2": ["Bee"],
    }  # fmt: skip
    assert report.merged == 0
    assert any("means others in each" in entry.reason for entry in report.entries)
    # The mapping may say otherwise; and where members are the same, a number has two themes.
    document = {"Regio": "arrangement", "Gemeente": "participant", header: "theme"}
    assert set(members(read(NUMBERED.replace("Thema", header), columns=document)[0])) == {"1", "2"}
    text = "Thema;Regeling;Gemeente\nafval;1;Aa\nafval;1;Bee\njeugd;1;Aa\njeugd;1;Bee\nafval;2;Cee"
    assert members(read(text)[0]) == {"1": ["Aa", "Bee"], "2": ["Cee"]}


def test_numbered_regions_with_their_members_in_a_cell():
    text = "Thema|Regio|Gemeenten\nafval|1|Aa, Bee\nafval|2|Cee, Dee\njeugd|1|Aa, Cee"
    register, _ = read(f"{text}\njeugd|2|Bee, Dee", "|")
    assert set(members(register)) == {"afval: 1", "afval: 2", "jeugd: 1", "jeugd: 2"}


def test_halves_of_cells_with_and():
    text = "Partnership|Members\nA|Aldern and Birkholt\nB|Birkholt and Corven\nC|Aldern"
    assert members(read(text, "|")[0]) == {
        "A": ["Aldern", "Birkholt"], "B": ["Birkholt", "Corven"], "C": ["Aldern"]
    }  # fmt: skip
    text = "Partnership|Members\nA|Bath; Hull; Brighton & Hove\nB|Hull; Bath"
    assert members(read(text, "|")[0])["A"] == ["Bath", "Brighton & Hove", "Hull"]


@pytest.mark.parametrize(
    "legend", ["* = centrumgemeente", "* centrumgemeente", "*: centrumgemeente"]
)
def test_a_sign_that_the_notes_explain_is_a_role(tmp_path, legend):
    path = tmp_path / "own.csv"
    for text in (
        f"Regeling;Deelnemers\nA;Zeist*, Bunnik, Houten\nB;Bunnik, Zeist*\n{legend}\n",
        f"{legend};\nRegeling;Gemeente\nA;Zeist*\nA;Bunnik\nB;Bunnik\nB;Zeist*\n",
    ):
        path.write_text(text)
        register, _ = mg.read_table(path)
        hosts = register.memberships.query("role == 'host'")["participant"]
        assert hosts.tolist() == ["Zeist", "Zeist"]


def test_totals_and_references_are_nobody():
    text = (
        "Regio;Gemeente;Inwoners\nNoord;Aa;1000\nNoord;Bee;2000\nNoord;Totaal;3000\n"
        "Zuid;Cee;1500\nZuid;Totaal regio Zuid;1500\nZuid;idem;\nZuid;zie Noord;"
    )
    register, report = read(text)
    assert members(register) == {"Noord": ["Aa", "Bee"], "Zuid": ["Cee"]}
    told = [(e.row, e.reason) for e in report.entries if e.action == "left_out"]
    refers = "refers to another cell"
    assert told == [(3, "totals row"), (5, "totals row"), (6, refers), (7, refers)]


def test_regions_that_are_numbered_in_every_year_and_theme():
    rows = ["Jaar;Thema;Regio;Gemeente"]
    for year in (2018, 2019):
        rows += [
            f"{year};afval;1;Aa",
            f"{year};afval;1;Bee",
            f"{year};jeugd;1;Aa",
            f"{year};jeugd;1;Cee",
        ]
    register, _ = read("\n".join(rows))
    assert members(register) == {"afval: 1": ["Aa", "Bee"], "jeugd: 1": ["Aa", "Cee"]}


def test_schemes_that_coincide_are_two():
    text = "Indeling;Regio;Gemeente\nGGD;Midden;Aa\nGGD;Midden;Bee\nVR;Midden;Aa\nVR;Midden;Bee"
    assert members(read(text)[0]) == {"GGD: Midden": ["Aa", "Bee"], "VR: Midden": ["Aa", "Bee"]}
