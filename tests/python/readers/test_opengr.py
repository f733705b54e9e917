"""Every trap of OpenGR, each with a case of its own, and the real file."""

from __future__ import annotations

import munigraph as mg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from munigraph.readers._opengr import opengr_tables

HEADER = "Deelnemer,Gemeenschappelijke regeling,Postcode,Plaats,Provincie\n"


@pytest.fixture
def read(write):
    """Reads rows (participant, arrangement[, province]) and gives members by arrangement."""

    def run(*rows, encoding="utf-8"):
        lines = []
        for row in rows:
            who, what, province = (*row, "Provincie Gelderland")[:3]
            lines.append(f'"{who}","{what}",6811 DG,Arnhem,{province}\n')
        path = write("opengr.csv", HEADER + "".join(lines), encoding)
        register, report = mg.read_opengr(path)
        assert report.rows_read == len(rows) == report.taken + report.merged + report.left_out
        members: dict[str, set[str]] = {}
        for arrangement, who in register.memberships[["arrangement", "participant"]].values:
            members.setdefault(arrangement.removeprefix("opengr:"), set()).add(who)
        return register, report, members

    return run


def reasons(report, action: str) -> list[str]:
    table = report.table
    return [reason.partition(":")[0] for reason in table[table["action"] == action]["reason"]]


def test_clean_rows(read) -> None:
    register, report, members = read(("Arnhem", "Avri"), ("Duiven", "Avri"), ("Druten", "Blink"))
    assert members == {"avri": {"GM0202", "GM0226"}, "blink": {"GM0225"}}
    assert (report.taken, report.repaired) == (3, 0)
    arrangements = register.arrangements.set_index("id")
    assert arrangements.loc["opengr:avri", "name"] == "Avri"
    assert arrangements.loc["opengr:avri", "place"] == "Arnhem"
    assert arrangements.loc["opengr:avri", "reported_by"] == "Gelderland"
    assert (arrangements["source"] == "OpenGR 2016").all()
    assert register.usable_range == ("2016-01-01", "2017-01-01")
    assert register.at("2016-12-31").date == "2016-12-31"


def test_nodes_are_all_municipalities_in_force(read) -> None:
    register, _, _ = read(("Arnhem", "Avri"), ("Duiven", "Avri"))
    network = register.at("2016-07-01").network()
    assert network.node_count == 390
    assert network.edge_count == 1
    assert len(network.isolates) == 388


def test_double_encoded_letters(read) -> None:
    _, report, members = read(
        ("SÃºdwest-FryslÃ¢n", "Sociale werkvoorziening FryslÃ¢n", "Provincie FryslÃ¢n"),
        ("Waterschap â€™t Suydevelt", "Sociale werkvoorziening Fryslân", "Provincie FryslÃ¢n"),
    )
    assert members == {
        "sociale-werkvoorziening-fryslan": {"GM1900", "water_board:waterschap-t-suydevelt"}
    }
    assert report.repaired == 2
    assert reasons(report, "repaired").count("double-encoded UTF-8") == 5


def test_stray_blanks(read) -> None:
    _, report, members = read(("Dronten ", "Avri"), ("Urk", " Avri\u00a0"))
    assert members == {"avri": {"GM0303", "GM0184"}}
    assert reasons(report, "repaired") == ["stray blanks", "stray blanks"]


@pytest.mark.parametrize(
    ("name", "code", "rule"),
    [
        ("Overbetuwe,", "GM1734", "name matched when normalised"),
        ("EnkHuizen", "GM0388", "name matched when normalised"),
        ("Gedrop-Mierlo", "GM1771", "name matched by alias"),
        ("Haasbergen", "GM0158", "name matched by alias"),
        ("Westervort", "GM0293", "typing error"),
        ("Groesbeek", "GM1945", "dissolved municipality"),
        ("Provincie Noord Brabant", "PV30", "other spelling of a body"),
        ("Hoogheermraadschap van Rijnland", "WS0616", "typing error"),
    ],
)
def test_spellings(read, name: str, code: str, rule: str) -> None:
    _, report, members = read((name, "Avri"))
    assert members == {"avri": {code}}
    assert reasons(report, "repaired") == [rule]


def test_misspelt_province(read) -> None:
    register, report, _ = read(("Almelo", "Regio", "Provincie Overrijssel"))
    assert register.arrangements["reported_by"].tolist() == ["Overijssel"]
    assert reasons(report, "repaired") == ["typing error"]


def test_ambiguous_name_needs_the_province(read) -> None:
    _, report, members = read(
        ("Bergen", "A", "Provincie Limburg"),
        ("Bergen", "B", "Provincie Noord-Holland"),
        ("Bergen", "C", "Provincie Utrecht"),
        ("Utrecht", "C", "Provincie Utrecht"),
        ("Bergen (NH.)", "D", "Provincie Utrecht"),
    )
    assert members == {"a": {"GM0893"}, "b": {"GM0373"}, "c": {"GM0344"}, "d": {"GM0373"}}
    assert reasons(report, "left_out") == ["ambiguous name"]


def test_bad_splits(read) -> None:
    _, report, members = read(
        ("Heumen", "GO"),
        ("Middelaar", "GO"),
        ("Mook en Middelaar", "GO"),
        ("Zevenaar Beuningen", "GO"),
        ("Beuningen", "GO"),
        ("Cuijk", "CGM"),
        ("Grave en Mill", "CGM"),
        ("Sint Hubert", "CGM"),
        ("West Maas en Waal", "MARN"),
        ("Waal en Wijchen", "MARN"),
    )
    assert members == {
        "go": {"GM0252", "GM0944", "GM0299", "GM0209"},
        "cgm": {"GM1684", "GM0786", "GM0815"},
        "marn": {"GM0668", "GM0296"},
    }
    assert (report.taken, report.merged, report.left_out) == (7, 3, 0)
    assert reasons(report, "repaired") == [
        "bad split, several names",
        "bad split, joined",
        "bad split, several names",
    ]
    assert sorted(reasons(report, "merged")) == [
        "already a participant",
        "bad split, joined",
        "bad split, piece",
    ]


def test_participants_that_are_no_municipality(read) -> None:
    register, report, members = read(
        ("Waterschap De Dommel", "Avri"),
        ("Provincie Utrecht", "Avri"),
        ("Rijk", "Avri"),
        ("Leer (Duitsland)", "Avri"),
        ("Norden (Duitsland)", "Avri"),
        ("Stichting ISOB", "Avri"),
        ("Stadsregio Amsterdam", "Avri"),
        ("Meerschap", "Avri"),
        ("Arnhem", "Meerschap"),
    )
    kinds = register.participants.set_index("id")["kind"]
    assert sorted(kinds[list(members["avri"])]) == [
        "arrangement", "arrangement", "foreign", "foreign", "organisation", "province", "state",
        "water_board",
    ]  # fmt: skip
    assert report.left_out == 0
    assert register.at("2016-06-01").network().arrangement_count == 0


def test_repeated_rows_are_merged_and_same_members_are_not(read) -> None:
    _, report, members = read(
        ("Arnhem", "Avri"), ("Arnhem", "Avri"), ("Arnhem", "Blink"), ("Duiven", "Avri"),
        ("Duiven", "Blink"),
    )  # fmt: skip
    assert report.merged == 1
    assert members["avri"] == members["blink"] == {"GM0202", "GM0226"}


def test_municipalities_that_became_one_are_one_participant(read) -> None:
    _, report, members = read(
        ("Bussum", "Avri"), ("Naarden", "Avri"), ("Gooise Meren", "Avri"), ("Maasdonk", "Avri")
    )
    assert members == {"avri": {"GM1942"}}
    assert (report.taken, report.merged, report.left_out) == (1, 2, 1)
    assert reasons(report, "left_out") == ["ambiguous name"]  # Maasdonk was split


def test_arrangements_with_one_or_no_municipality(read) -> None:
    register, report, members = read(
        ("Arnhem", "One"), ("Provincie Utrecht", "None"), ("Zaanstreek", "Unknown")
    )
    assert members == {"one": {"GM0202"}, "none": {"PV26"}}
    assert reasons(report, "left_out") == ["unknown participant"]
    network = register.at("2016-06-01").network(min_size=1)
    assert network.total_weight == 0.0


def test_empty_fields(read) -> None:
    _, report, members = read(("", "Avri"), ("Arnhem", " "), ("Arnhem", "Avri"))
    assert members == {"avri": {"GM0202"}}
    assert report.left_out == 2


def test_themes_are_proposed(read) -> None:
    register, report, _ = read(("Arnhem", "GGD Gelderland"), ("Arnhem", "Samenwerking"))
    themes = register.arrangement_themes
    assert themes[["theme", "basis", "domain"]].values.tolist() == [
        ["zorg en gezondheid", "proposed", "social"]
    ]
    assert report.unknown_themes == ()
    obligation = register.arrangements.set_index("id")["obligation"]
    assert obligation.tolist() == ["imposed", "unknown"]


def test_own_theme_map_and_municipalities(write) -> None:
    path = write("a.csv", HEADER + "Berg,GGD,,,Provincie Gelderland\nDal,GGD,,,\n")
    towns = write("towns.csv", "code,name,province\nA1,Berg,P\nA2,Dal,P\n")
    register, report = mg.read_opengr(path, municipalities=towns, theme_map={"werk": "x"})
    assert register.participants["id"].tolist() == ["A1", "A2"]
    assert report.unknown_themes == ("zorg en gezondheid",)
    assert register.domains == ["x"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code;name\n;A\n", "a municipality without a code"),
        ("code,name\nA,A\nA,B\n", "a code that occurs twice"),
        ("code,name,valid_to\nA,A,soon\n", "not a date"),
        ("kode,name\nA,A\n", "did you mean 'kode'"),
    ],
)
def test_wrong_municipalities(write, content: str, message: str) -> None:
    path = write("a.csv", HEADER)
    with pytest.raises(mg.DataError, match=message):
        mg.read_opengr(path, municipalities=write("towns.csv", content))


def test_municipalities_of_a_wrong_type(write) -> None:
    with pytest.raises(TypeError, match="a DataFrame or a path"):
        mg.read_opengr(write("a.csv", HEADER), municipalities=7)


def test_wrong_files(write, tmp_path) -> None:
    with pytest.raises(mg.DataError, match="no such file"):
        mg.read_opengr(tmp_path / "none.csv")
    with pytest.raises(mg.DataError, match="did you mean 'Deelnemers'"):
        mg.read_opengr(write("a.csv", HEADER.replace("Deelnemer", "Deelnemers")))
    latin = write("b.csv", HEADER + "Arnhem,Fryslân,,,\n", "latin-1")
    with pytest.raises(mg.DataError, match="looks like Windows-1252"):
        mg.read_opengr(latin)
    assert mg.read_opengr(latin, encoding="latin-1")[1].taken == 1


fields = st.sampled_from(
    ["Arnhem", "Arnhem ", "Bergen", "Grave en Mill", "Sint Hubert", "Middelaar",
     "Mook en Middelaar", "Zevenaar Beuningen", "Maasdonk", "Sneek", "Leer (Duitsland)", "Rijk",
     "?", "", "FryslÃ¢n", "Neusden", "Provincie Limburg", "Waal en Wijchen"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(fields, st.sampled_from(["A", "B", ""])), max_size=12))
def test_every_row_is_accounted_for(tmp_path_factory, rows) -> None:
    path = tmp_path_factory.mktemp("opengr") / "a.csv"
    lines = [f'"{who}","{what}",,,Provincie Limburg\n' for who, what in rows]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    tables, report = opengr_tables(path)
    assert report.rows_read == len(rows)
    assert report.rows_read == report.taken + report.merged + report.left_out
    assert not tables.memberships.duplicated(["arrangement", "participant"]).any()
    assert set(tables.memberships["arrangement"]) == set(tables.arrangements["id"])
    assert set(tables.memberships["participant"]) <= set(tables.participants["id"])
    gone = [entry.row for entry in report.entries if entry.action in ("merged", "left_out")]
    assert len(gone) == len(set(gone)) == report.merged + report.left_out


def test_real_file(real_file) -> None:
    register, report = mg.read_opengr(real_file("nl/opengr/opengr_provincies.csv"))
    assert report.rows_read == 3752
    assert (report.taken, report.merged, report.left_out) == (3678, 71, 3)
    table = report.table
    repaired = table[table["action"] == "repaired"]
    assert (repaired["reason"] == "stray blanks").sum() == 272
    assert set(table[table["action"] == "left_out"]["value"]) == {
        "Bergen", "Maasdonk", "Zaanstreek",
    }  # fmt: skip
    mended = table[table["reason"].str.startswith("bad split")]
    assert set(mended["value"]) == {
        "Zevenaar Beuningen", "Grave en Mill", "Sint Hubert", "Middelaar", "Waal en Wijchen",
    }  # fmt: skip
    # Ten pairs are there twice as they stand; the other merged rows are municipalities that
    # had become one with another participant by 2016.
    same = table[table["reason"].str.startswith("already a participant")]
    assert (same["value"] == same["became"]).sum() >= 10
    kinds = register.participants["kind"].value_counts()
    assert kinds["foreign"] == 89
    network = register.at("2016-07-01").network()
    assert (network.node_count, len(network.isolates)) == (390, 0)
    assert 425 <= network.arrangement_count <= 432  # 427 by plain matching of names
    everyone = " ".join(register.participants["name"]) + " ".join(register.arrangements["name"])
    assert "Ã" not in everyone
    assert "â€" not in everyone
