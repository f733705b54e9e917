"""Shapes of tables that people have, and what a careful person would make of them."""

import munigraph as mg
import pytest

UTRECHT = 26  # municipalities of the province in 2020


def members(register):
    table = register.memberships.groupby("arrangement", sort=False)["participant"]
    return {name: list(ids) for name, ids in table}


def test_a_bare_name_beside_participants_is_the_arrangements(read):
    register, report = read("Naam|Deelnemer|Type\nA|x|OL\nA|y|OL\nB|y|GO\nB|z|GO\n")
    assert members(register) == {"A": ["x", "y"], "B": ["y", "z"]}
    assert any("'Naam' is taken as the arrangement" in e.reason for e in report.entries)
    # With an arrangement beside it, it is the participant's.
    register, _ = read("Code;Naam;Regeling\n1;x;A\n2;y;A\n")
    assert register.participants["name"].tolist() == ["x", "y"]


def test_a_scheme_is_the_arrangement_where_nothing_else_is(read):
    register, _ = read("Scheme;Aa;Bee;Cee\nWaste;x;x;\nYouth;;x;x\n")
    assert members(register) == {"Waste": ["Aa", "Bee"], "Youth": ["Bee", "Cee"]}
    register, _ = read("Scheme;Municipality\nWaste;Aa\nWaste;Bee\nYouth;Bee\nYouth;Cee\n")
    assert members(register) == {"Waste": ["Aa", "Bee"], "Youth": ["Bee", "Cee"]}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("gemeenten in de provincie Utrecht", UTRECHT),
        ("gemeenten in de provincie Utrecht, m.u.v. Zeist", UTRECHT - 1),
        ("alle gemeenten in de provincie Utrecht (excl. Zeist en Bunnik)", UTRECHT - 2),
        ("gehele provincie Flevoland", 6),
        ("de hele provincie Utrecht", UTRECHT),
        ("Utrecht + Zeist", 2),
        ("Zeist + Bunnik + De Bilt", 3),
    ],
)
def test_members_described_or_joined_by_a_sign(read, text, count):
    register, report = read(
        f'Regeling;Deelnemers\nA;"{text}"\nB;"Utrecht, Zeist, Bunnik"\n', places="nl", date=2020
    )
    assert len(members(register)["A"]) == count
    assert report.left_out == 0


def test_the_year_of_an_agreement_is_its_start(read):
    register, _ = read("Agreement,Jurisdictions,Year\nFire,A; B; C,2012\nWater,B; C,2013\n")
    starts = [str(day)[:10] for day in register.arrangements["valid_from"]]
    assert starts == ["2012-01-01", "2013-01-01"]
    assert register.arrangements["valid_to"].isna().all()
    # One that comes again is a register over time.
    register, _ = read("Agreement,Jurisdictions,Year\nFire,A; B,2012\nFire,A; C,2013\n")
    ends = register.memberships.set_index("participant")["valid_to"]
    assert str(ends["B"])[:10] == "2013-01-01"


def test_pairs_that_never_come_again_begin_in_their_year(read):
    register, _ = read("Gemeente 1;Gemeente 2;Thema;Jaar\nA;B;afval;2019\nA;C;jeugd;2020\n")
    assert register.arrangements["valid_to"].isna().all()
    register, _ = read(
        "Gemeente 1;Gemeente 2;Thema;Jaar\nA;B;afval;2019\nB;A;afval;2020\nA;C;jeugd;2019\n"
    )
    assert [str(day)[:10] for day in register.arrangements["valid_to"]] == ["NaT", "2020-01-01"]


def test_a_host_and_the_others(read):
    register, _ = read(
        "Regeling;Centrumgemeente;Overige deelnemers\nA;Utrecht;Zeist, Bunnik\n"
        "B;Zeist;Bunnik en De Bilt\n",
        places="nl",
        date=2020,
    )
    table = register.memberships
    assert table.loc[table["role"] == "host", "participant"].tolist() == ["GM0344", "GM0355"]
    assert len(table) == 6
    assert (register.arrangements["structure"] == "star").all()


def test_numbered_columns_of_arrangements_are_one_field(read):
    register, _ = read(
        "Gemeente;Regeling 1;Regeling 2;Regeling 3\nx;GGD;VRU;\ny;GGD;VRU;Afval\nz;VRU;;Afval\n"
    )
    assert members(register) == {"GGD": ["x", "y"], "VRU": ["x", "y", "z"], "Afval": ["y", "z"]}


def test_several_arrangements_in_a_cell_are_not_one(read):
    text = "Gemeente;Samenwerkingsverbanden\nx;GGD, VRU\ny;GGD, VRU, Afval\nz;VRU, Afval\n"
    with pytest.raises(mg.DataError, match="several arrangements in a cell"):
        read(text)
    # A name with commas of its own is one.
    register, _ = read(
        'Regeling;Gemeente\n"Zorg, welzijn, sport";x\n"Zorg, welzijn, sport";y\nB;x\n'
    )
    assert members(register)["Zorg, welzijn, sport"] == ["x", "y"]


def test_a_layout_of_years_that_is_said_is_kept(read):
    register, _ = read(
        "Agreement,Jurisdictions,Year\nFire,A; B; C,2012\nWater,B; C,2013\n", layout="years"
    )
    assert str(register.arrangements["valid_to"].iloc[0])[:10] == "2013-01-01"


def test_a_sheet_of_explanation_is_no_part_of_the_mapping(tmp_path):
    pytest.importorskip("python_calamine")
    pytest.importorskip("tomli_w")
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(tmp_path / "own.xlsx"))
    book.add_worksheet("Toelichting").write("A1", "Wie met wie.")
    sheet = book.add_worksheet("Gegevens")
    for at, row in enumerate((["Regeling", "Gemeente"], ["A", "x"], ["A", "y"]), 4):
        sheet.write_row(at, 0, row)
    book.close()
    mapping = mg.propose_columns(tmp_path / "own.xlsx")
    assert (mapping.sheets, mapping.header_rows) == (("Gegevens",), (5,))
    mapping.write()
    register, report = mg.read_table(tmp_path / "own.xlsx")
    assert members(register) == {"A": ["x", "y"]}
    assert report.taken == 2


@pytest.mark.parametrize(
    ("header", "yes", "wanted"),
    [
        ("Mandatory", "yes", ["imposed", "free"]),
        ("Verplicht (j/n)", "j", ["imposed", "free"]),
        ("Verplicht of vrijwillig", "verplicht", ["imposed", "free"]),
        ("Voluntary", "yes", ["free", "imposed"]),
        ("Vrijwillig (j/n)", "j", ["free", "imposed"]),
        ("Is het vrijwillig?", "ja", ["free", "imposed"]),
        ("Niet verplicht", "ja", ["free", "imposed"]),
        ("Freiwillig", "ja", ["free", "imposed"]),
        ("Facultatif", "oui", ["free", "imposed"]),
        ("Voluntary", "mandatory", ["imposed", "free"]),
    ],
)
def test_a_yes_answers_what_the_column_asks(read, header, yes, wanted):
    no = {"yes": "no", "j": "n", "ja": "nee", "oui": "non"}.get(yes, "vrijwillig")
    rows = f"A;Aa;{yes}\nA;Bee;{yes}\nB;Aa;{no}\nB;Cee;{no}\n"
    register, report = read(f"Arrangement;Municipality;{header}\n{rows}")
    assert register.arrangements["obligation"].tolist() == wanted
    told = [entry for entry in report.entries if "asks for the opposite" in entry.reason]
    assert len(told) == (wanted[0] == "free")


def test_what_a_mapping_says_of_yes_goes_before_what_the_column_asks(read):
    rows = "A;Aa;yes\nA;Bee;yes\nB;Aa;no\nB;Cee;no\n"
    columns = {
        "Arrangement": "arrangement",
        "Municipality": "participant",
        "Voluntary": "obligation",
    }
    words = {"obligation": {"yes": "imposed", "no": "semi"}}
    register, _ = read(
        f"Arrangement;Municipality;Voluntary\n{rows}", columns={"columns": columns, "words": words}
    )
    assert register.arrangements["obligation"].tolist() == ["imposed", "semi"]


def test_a_number_is_no_answer(read):
    register, report = read(
        "Arrangement;Municipality;Mandatory\nA;Aa;1\nA;Bee;1\nB;Aa;2\nB;Cee;2\n"
    )
    assert register.arrangements["obligation"].tolist() == ["unknown", "unknown"]
    assert [entry.action for entry in report.entries if entry.value] == ["dropped"] * 4


def test_a_letter_in_square_brackets_is_a_footnote(read):
    text = "Body|Council\nFire [b]|Aa\nFire|Aa [a]\nFire|Bee\nFire|Cee [North]\n"
    register, report = read(text)
    assert members(register) == {"Fire": ["Aa", "Bee", "Cee [North]"]}
    assert report.merged == 1


@pytest.mark.parametrize("header", ["Looptijd van", "Periode-van", "Laufzeit ab", "Period from"])
def test_the_first_half_of_a_period_is_a_start(read, header):
    register, _ = read(f"Regeling;Gemeente;{header}\nA;Aa;jan 2014\nA;Bee;jan 2014\n")
    assert register.arrangements["valid_from"].astype(str).tolist() == ["2014-01-01"]


def test_what_is_not_read_of_any_sheet_is_told(tmp_path):
    pytest.importorskip("python_calamine")
    xlsxwriter = pytest.importorskip("xlsxwriter")
    sheets = {
        "Noord": [["Regeling", "Gemeente"], ["A", "Aa"], ["A", "Bee"]],
        "Zuid": [["Regeling", "Gemeente", "Kleur"], ["B", "Cee", "rood"], ["B", "Dee", "blauw"]],
    }
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    _, report = mg.read_table(tmp_path / "t.xlsx")
    told = [entry.reason for entry in report.entries if "not read" in entry.reason]
    assert told == ["sheet 'Zuid': not recognised, so not read: Kleur"]


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [("Centrumgemeente", "ja", "nee"), ("Lead (Y/N)", "Y", "N"), ("Host", "x", ""),
     ("Host", "1", "0"), ("Chef de file", "oui", "?")],
)  # fmt: skip
def test_a_yes_makes_its_row_the_host(read, header, yes, no):
    rows = [
        ("A", "Aa", yes),
        ("A", "Bee", no),
        ("A", "Cee", no),
        ("B", "Aa", no),
        ("B", "Dee", yes),
    ]
    text = "".join(f"{';'.join(row)}\n" for row in rows)
    register, report = read(f"Regeling;Gemeente;{header}\n{text}")
    table = register.memberships
    hosts = table.loc[table["role"] == "host", ["arrangement", "participant"]]
    assert hosts.to_numpy().tolist() == [["A", "Aa"], ["B", "Dee"]]
    assert register.participants["id"].tolist() == ["Aa", "Bee", "Cee", "Dee"]
    assert register.arrangements["structure"].tolist() == ["star", "star"]
    assert report.taken == len(rows)


def test_a_host_whose_id_is_1_is_no_answer(read):
    register, _ = read("Regeling;Gemeente;Centrumgemeente\nA;1;1\nA;2;1\nA;3;1\n")
    table = register.memberships
    assert table.loc[table["role"] == "host", "participant"].tolist() == ["1"]


def test_whether_there_is_a_host_is_not_its_name(read):
    register, report = read("Regeling;Deelnemers;Centrumgemeente\nA;Aa, Bee;ja\nB;Aa, Cee;nee\n")
    assert members(register) == {"A": ["Aa", "Bee"], "B": ["Aa", "Cee"]}
    assert any("whether there is a host" in entry.reason for entry in report.entries)


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("Rol", "vaste deelnemer", "member"),
        ("Verplicht", "niet wettelijk verplicht", None),
        ("Verplicht", "nee, niet verplicht", "free"),
        ("Verplicht", "wettelijk verplicht (Wgr)", "imposed"),
        ("Rechtsvorm", "geen openbaar lichaam", None),
        ("Rechtsvorm", "gemeenschappelijke regeling - openbaar lichaam", "public_body"),
    ],
)
def test_what_is_denied_is_not_taken(read, field, text, wanted):
    register, report = read(f"Regeling;Gemeente;{field}\nA;Aa;{text}\nA;Bee;{text}\n")
    dropped = [entry for entry in report.entries if entry.action == "dropped"]
    assert len(dropped) == (2 if wanted is None else 0)
    table = register.memberships if field == "Rol" else register.arrangements
    column = {"Rol": "role", "Verplicht": "obligation", "Rechtsvorm": "legal_form"}[field]
    nothing = "member" if field == "Rol" else "unknown"
    assert set(table[column]) == {wanted or nothing}


def test_answers_are_no_scheme(read):
    rows = "A;Aa;TRUE\nA;Bee;FALSE\nB;Cee;TRUE\nB;Dee;TRUE\n"
    register, report = read(f"Arrangement;Municipality;Active\n{rows}")
    assert members(register) == {"A": ["Aa", "Bee"], "B": ["Cee", "Dee"]}
    assert any("not read: Active" in entry.reason for entry in report.entries)


@pytest.mark.parametrize("nothing", ["-", "geen", "n.v.t.", "onbekend", "aucune", "#N/A"])
def test_what_says_that_there_is_nobody_is_no_participant(read, nothing):
    text = f"Regeling;Gemeente\nX;Aa\nX;Bee\nY;{nothing}\nZ;{nothing}\n"
    register, report = read(text)
    assert members(register) == {"X": ["Aa", "Bee"]}
    reasons = [entry.reason for entry in report.entries if entry.action == "left_out"]
    assert reasons == ["no participant named"] * 2
    register, report = read(f"Naam;Gemeenten\nX;Aa, Bee, Cee\nY;{nothing}\nZ;Bee, Cee\n")
    assert members(register) == {"X": ["Aa", "Bee", "Cee"], "Z": ["Bee", "Cee"]}
    assert report.left_out == 1
    register, report = read(f"Regeling;Lid 1;Lid 2;Lid 3\nX;Aa;Bee;{nothing}\nY;Aa;Cee;Dee\n")
    assert members(register) == {"X": ["Aa", "Bee"], "Y": ["Aa", "Cee", "Dee"]}
