"""Rows that say that somebody takes no part: no memberships, and accounted for."""

import munigraph as mg
import pytest


@pytest.fixture
def read(tmp_path):
    def reading(text, **more):
        path = tmp_path / "own.csv"
        path.write_text(text, encoding="utf-8")
        return mg.read_table(path, **more)

    return reading


def members(register):
    table = register.memberships
    return {a: sorted(g["participant"]) for a, g in table.groupby("arrangement", sort=False)}


def told(report, action="left_out"):
    return [(e.row, e.reason) for e in report.entries if e.action == action]


NO = "takes no part"


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("Regeling;Gemeente;Neemt deel", "1", "0"),
        ("Regeling;Gemeente;Deelname? (ja/nee)", "ja", "nee"),
        ("Regeling;Gemeente;Deelnemer", "x", ""),
        ("Regeling;Gemeente;Lid j/n", "j", "n"),
        ("Partnership;Municipality;Member", "yes", "no"),
        ("Partnership;Municipality;Takes part", "TRUE", "FALSE"),
        ("Syndicat;Commune;Membre (O/N)", "oui", "non"),
        ("Zweckverband;Gemeinde;Nimmt teil", "ja", "nein"),
        ("Zweckverband;Gemeinde;Mitglied", "ja", "nein"),
        ("Regeling;Gemeente;Waarde", "1", "0"),
    ],
)
def test_a_column_that_says_who_takes_part(read, header, yes, no):
    rows = [
        ("A", "Aa", yes),
        ("A", "Bee", no),
        ("B", "Aa", yes),
        ("B", "Bee", yes),
        ("B", "Cee", no),
    ]
    text = "\n".join(";".join(row) for row in rows)
    register, report = read(f"{header}\n{text}\n", strict=True)
    assert members(register) == {"A": ["Aa"], "B": ["Aa", "Bee"]}
    assert (report.rows_read, report.taken, report.left_out) == (5, 3, 2)
    assert told(report) == [(3, NO), (6, NO)]
    # As in a matrix, who takes part in nothing is there all the same.
    assert set(register.participants["id"]) == {"Aa", "Bee", "Cee"}


GRID = "Regeling;Gemeente;Akkoord\nA;Aa;1\nA;Bee;0\nA;Cee;1\nB;Aa;0\nB;Bee;1\n"


def test_where_everybody_stands_beside_everything_one_answer_says_who(read):
    register, report = read(GRID + "B;Cee;1\n")
    assert members(register) == {"A": ["Aa", "Cee"], "B": ["Bee", "Cee"]}
    assert any("'Akkoord' says who takes part" in reason for _, reason in told(report, "noted"))


def test_an_answer_that_is_not_understood_is_told_and_can_be_mapped(read):
    register, report = read(GRID)
    assert len(register.memberships) == 5
    warning = next(reason for _, reason in told(report, "noted") if reason.startswith("warning"))
    assert '"Akkoord" = "takes_part"' in warning
    columns = {"Regeling": "arrangement", "Gemeente": "participant"}
    _, report = read(GRID, columns=columns)
    assert warning in [reason for _, reason in told(report, "noted")]
    register, report = read(GRID, columns={**columns, "Akkoord": "takes_part"})
    assert members(register) == {"A": ["Aa", "Cee"], "B": ["Bee"]}
    assert not any("warning" in reason for _, reason in told(report, "noted"))


def test_roles_and_unknowns_among_the_answers(read):
    text = (
        "Regeling;Gemeente;Deelname\nA;Aa;centrumgemeente\nA;Bee;ja\nA;Cee;nee\nA;Dee;?\nA;Eff;\n"
    )
    register, report = read(text)
    roles = register.memberships.set_index("participant")["role"].to_dict()
    assert roles == {"Aa": "host", "Bee": "member"}
    unsaid = "not said whether it takes part"
    assert told(report) == [(4, NO), (5, unsaid), (6, unsaid)]
    with pytest.raises(mg.DataError, match=unsaid):
        read(text, strict=True)


def test_a_word_that_is_neither_is_left_out_until_the_mapping_says_it(read):
    text = "Regeling;Gemeente;Inbreng\nA;Aa;wel\nA;Bee;niet\nA;Cee;wel\n"
    columns = {"Regeling": "arrangement", "Gemeente": "participant", "Inbreng": "takes_part"}
    with pytest.raises(mg.DataError, match="neither yes nor no"):
        read(text, columns=columns)
    words = {"mark": {"wel": "yes", "niet": "no"}}
    register, _ = read(text, columns={"columns": columns, "words": words})
    assert members(register) == {"A": ["Aa", "Cee"]}


def test_the_host_of_rows_that_say_no_stays(read):
    text = "Regeling;Centrumgemeente;Gemeente;Deelname\nA;Dee;Aa;nee\nA;Dee;Bee;ja\n"
    register, _ = read(text)
    roles = register.memberships.set_index("participant")["role"].to_dict()
    assert roles == {"Bee": "member", "Dee": "host"}


def test_denied_roles_are_no_memberships(read):
    text = (
        "Regeling;Gemeente;Rol;Uitgetreden\nA;Aa;deelnemer;\nA;Bee;geen deelnemer;\n"
        "A;Cee;voormalig lid;2018-01-01\nA;Dee;voormalig lid;\n"
    )
    register, report = read(text)
    assert members(register) == {"A": ["Aa", "Cee"]}
    assert [row for row, _ in told(report)] == [3, 5]
    register, report = read(
        "Regeling;Leden\nA;Aa, Bee (geen lid), Cee (voormalig lid)\nB;Aa, Cee\n"
    )
    assert members(register) == {"A": ["Aa"], "B": ["Aa", "Cee"]}
    assert len(told(report, "dropped")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Gemeente 1;Gemeente 2;Weight\nAa;Bee;2\nAa;Cee;0\nBee;Cee;1\n",
        "Gemeente A;Gemeente B;Samenwerking\nAa;Bee;ja\nAa;Cee;nee\nBee;Cee;ja\n",
        "Source;Target;Tie\nAa;Bee;1\nAa;Cee;0\nBee;Cee;1\n",
    ],
)
def test_pairs_that_are_none(read, text):
    register, report = read(text)
    assert list(members(register)) == ["Aa – Bee", "Bee – Cee"]
    assert [row for row, _ in told(report)] == [3]


@pytest.mark.parametrize(
    "text",
    [
        "Regeling;Gemeente;Jaar;Deelname\nA;Aa;2018;ja\nA;Bee;2018;ja\nA;Aa;2019;nee\nA;Bee;2019;nee\n",
        "Regeling;Gemeente;2018;2019\nA;Aa;1;0\nA;Bee;1;0\n",
        "Gemeente;2018;2019\nAa;A;-\nBee;A;-\nCee;A;-\n",
        "Regeling;Deelnemers 2018;Deelnemers 2019\nA;Aa, Bee;geen\n",
        "Regeling;Jaar;Deelnemers\nA;2018;Aa, Bee\nA;2019;geen\n",
    ],
)
def test_a_year_in_which_nobody_takes_part_ends_memberships(read, text):
    register, _ = read(text)
    assert set(register.memberships["valid_to"].astype(str)) == {"2019-01-01"}


@pytest.mark.parametrize("nothing", ["-", "geen", "n.v.t.", "none"])
def test_what_denies_in_a_list_is_nobody(read, nothing):
    register, _ = read(
        f"Regeling;Leden\nA;Aa, Bee, {nothing}\nB;{nothing}\nC;Aa, {nothing}\nD;Cee, Bee\n"
    )
    assert members(register) == {"A": ["Aa", "Bee"], "C": ["Aa"], "D": ["Bee", "Cee"]}


def test_answers_with_more_behind_them(read):
    text = "Regeling;Gemeente;Deelname\nA;Aa;ja\nA;Bee;nog niet\nA;Cee;ja, sinds 2019\n"
    register, report = read(f"{text}A;Dee;nee (2018)\n")
    assert members(register) == {"A": ["Aa", "Cee"]}
    assert told(report) == [(3, NO), (5, NO)]


def test_pairs_with_answers_and_distances(read):
    header = "Gemeente A;Gemeente B;Afstand km;Samenwerking"
    register, _ = read(f"{header}\nAa;Bee;3,2;1\nAa;Cee;10,5;0\nBee;Cee;8,1;1\n")
    assert list(members(register)) == ["Aa – Bee", "Bee – Cee"]
    assert "weight" not in register.arrangements
    network = mg.Network.from_edges(
        ["Aa", "Bee"], ["Bee", "Cee"], nodes={"id": ["Aa", "Bee", "Cee"]}
    )
    register, report = mg.read_table(network.dyads())
    assert list(members(register)) == ["Aa – Bee", "Bee – Cee"]
    assert report.left_out == 1


def test_hosts_of_whom_nobody_is_one(read):
    register, report = read("Regeling;Gemeente;Host\nA;Aa;no\nA;Bee;no\n")
    assert set(register.memberships["role"]) == {"member"}
    assert not told(report, "dropped")


def test_one_column_of_answers_beside_the_names_is_a_matrix(read):
    register, report = read("Gemeente;Deelname GGD\nAa;ja\nBee;nee\nCee;ja\n")
    assert members(register) == {"Deelname GGD": ["Aa", "Cee"]}
    assert (report.taken, len(register.participants)) == (3, 3)


def test_memberships_of_weight_zero(read):
    register, report = read("arrangement,participant,weight\nA,Aa,2\nA,Bee,0\nA,Cee,3\nB,Aa,1\n")
    assert members(register) == {"A": ["Aa", "Cee"], "B": ["Aa"]}
    assert told(report) == [(3, f"{NO}: a weight of 0")]
    # A weight of the arrangement says nothing about who is in it.
    register, _ = read("arrangement,participant,weight\nA,Aa,0\nA,Bee,0\nB,Aa,1\n")
    assert members(register) == {"A": ["Aa", "Bee"], "B": ["Aa"]}


@pytest.mark.parametrize(
    "nothing", ["geen gemeenten", "geen deelnemers", "no members", "keine Mitglieder"]
)
def test_no_members_in_words(read, nothing):
    register, _ = read(f"Regeling;Leden\nA;Aa, Bee\nB;{nothing}\n")
    assert members(register) == {"A": ["Aa", "Bee"]}
