"""Every trap of the Dutch register, each with a case of its own, and the real file."""

from __future__ import annotations

import munigraph as mg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from munigraph.readers._roo import REQUIRED, roo_tables

TOOI = "https://identifier.overheid.nl/tooi/id/"
ARNHEM = {"participant_name": "Gemeente Arnhem", "participant_roo_id": "11",
          "participant_tooi": TOOI + "gemeente/gm0202"}  # fmt: skip
DUIVEN = {"participant_name": "Gemeente Duiven", "participant_roo_id": "12",
          "participant_tooi": TOOI + "gemeente/gm0226"}  # fmt: skip
STRIJEN = {"participant_name": "Gemeente Strijen", "participant_roo_id": "13",
           "participant_tooi": ""}  # fmt: skip
OWN_LIST = "name,roo_id,tooi,valid_from,valid_until,population,area_km2,province\n" + "".join(
    f"Gemeente {name},{number},{tooi},1900-01-01,,,,\n"
    for name, number, tooi in [
        ("Arnhem", 11, TOOI + "gemeente/gm0202"),
        ("Duiven", 12, TOOI + "gemeente/gm0226"),
        ("Strijen", 13, ""),
        ("Giessenlanden", 14, TOOI + "gemeente/gm0689"),
        ("Nergens", 15, ""),
    ]
)


def row(**given) -> dict[str, str]:
    """One row of the register, of version 100 unless given otherwise."""
    return {
        "gr_roo_id": "100", "gr_name": "Regeling Avri", "samenwerkingsvorm": "OL",
        "datum_inwerkingtreding": "2016-01-01", "datum_uitwerkingtreding": "",
        "previous_roo_id": "", "next_roo_id": "", "policy_areas": "",
        "toetredings_datum": "2016-01-01", **ARNHEM, **given,
    }  # fmt: skip


def version(number: int, start: str, end: str = "", **given) -> list[dict[str, str]]:
    """A version with two municipalities."""
    base = {"gr_roo_id": str(number), "datum_inwerkingtreding": start,
            "datum_uitwerkingtreding": end, "toetredings_datum": "2010-01-01", **given}  # fmt: skip
    return [row(**base), row(**{**base, **DUIVEN})]


def text(rows) -> str:
    lines = [",".join(f'"{one[column]}"' for column in REQUIRED) for one in rows]
    return "\n".join([",".join(REQUIRED), *lines]) + "\n"


@pytest.fixture
def read(write):
    def run(*rows, own_list=OWN_LIST, **options):
        path = write("register.csv", text(rows))
        if own_list:
            write("roo_gemeenten.csv", own_list)
        register, report = mg.read_roo(path, **options)
        assert report.rows_read == len(rows) == report.taken + report.merged + report.left_out
        return register, report

    return run


def members(register, identifier: str = "100") -> set[str]:
    table = register.memberships
    return set(table[table["arrangement"] == identifier]["participant"])


def reasons(report) -> list[str]:
    return [reason.partition(":")[0] for reason in report.table["reason"]]


def test_clean_rows(read) -> None:
    register, report = read(*version(100, "2016-01-01", "2018-01-01", samenwerkingsvorm="BVO"))
    assert members(register) == {"GM0202", "GM0226"}
    assert (report.taken, report.repaired) == (2, 0)
    arrangement = register.arrangements.iloc[0]
    assert arrangement[["id", "chain", "legal_form", "structure", "form"]].tolist() == [
        "100", "100", "operational_organisation", "clique", "BVO",
    ]  # fmt: skip
    assert register.usable_range == ("2016-01-01", "2018-01-01")


@pytest.mark.parametrize(
    ("form", "name", "expected"),
    [
        ("OL", "Regeling", "public_body"),
        ("GO", "Regeling", "joint_organ"),
        ("RZM", "Regeling", "arrangement_only"),
        ("RZM", "Centrumregeling Jeugdhulp", "host_municipality"),
        ("openbaar lichaam", "Regeling", "public_body"),
        ("", "Regeling", "unknown"),
        ("XYZ", "Regeling", "unknown"),
    ],
)
def test_legal_forms(read, form: str, name: str, expected: str) -> None:
    register, _ = read(row(samenwerkingsvorm=form, gr_name=name))
    assert register.arrangements["legal_form"].tolist() == [expected]
    assert register.arrangements["structure"].tolist() == ["clique"]  # the host is not stated


def test_a_missing_tooi_code_is_joined_on_the_id(read) -> None:
    gone = {"participant_name": "Gemeente Giessenlanden", "participant_roo_id": "14"}
    register, report = read(row(**STRIJEN), row(**gone, participant_tooi=""))
    assert members(register) == {"GM0617", "GM0689"}
    assert report.repaired == 2
    assert reasons(report) == ["joined on participant_roo_id"] * 2
    assert register.at("2017-01-01").network().edge_count == 1


def test_without_the_list_beside_it_by_name(read) -> None:
    register, report = read(row(), row(**STRIJEN), own_list=None)
    assert members(register) == {"GM0202", "GM0617"}
    assert reasons(report) == ["municipality by its name"]


def test_the_own_list_may_be_given_and_is_no_node_set(read, write) -> None:
    path = write("elsewhere.csv", OWN_LIST)
    register, _ = read(row(), row(**STRIJEN), own_list=None, municipalities=path)
    assert members(register) == {"GM0202", "GM0617"}
    assert len(register.at("2017-07-01").network().nodes) == 388
    assert (register.participants["province"][:400] != "").all()


def test_a_listed_municipality_that_nobody_knows_is_left_out(read) -> None:
    lost = {"participant_name": "Gemeente Nergens", "participant_roo_id": "15"}
    register, report = read(row(), row(**lost, participant_tooi=""))
    assert report.left_out == 1
    assert members(register) == {"GM0202"}


@pytest.mark.parametrize(
    ("name", "tooi", "identifier", "kind"),
    [
        ("Provincie Gelderland", "provincie/pv25", "PV25", "province"),
        ("Rivierenland", "waterschap/ws0621", "WS0621", "water_board"),
        ("Infrastructuur en Waterstaat", "ministerie/mnre1130", "MNRE1130", "state"),
        ("Avri", "so/so0861", "SO0861", "arrangement"),
        ("Groot Salland", "", "water_board:groot-salland", "water_board"),
        ("Stadt Kleve", "", "ROO77", "foreign"),
        ("Krefeld", "", "foreign:krefeld", "foreign"),
        ("Gemeente Pelt", "", "ROO77", "foreign"),
        ("Stichting Museum", "", "ROO77", "organisation"),
        ("gemeenschappelijke regeling WIHW", "", "ROO77", "arrangement"),
        ("Iets Anders", "", "ROO77", "organisation"),
    ],
)
def test_other_participants(read, name: str, tooi: str, identifier: str, kind: str) -> None:
    other = {"participant_name": name, "participant_roo_id": "77",
             "participant_tooi": TOOI + tooi if tooi else ""}  # fmt: skip
    register, report = read(row(), row(**other))
    assert members(register) == {"GM0202", identifier}
    kinds = register.participants.set_index("id")["kind"]
    assert kinds[identifier] == kind
    assert report.taken == 2
    assert register.at("2017-01-01").network().arrangement_count == 0


def test_versions_are_half_open_and_chained(read) -> None:
    register, _ = read(
        *version(1, "2015-01-01", "2017-07-01", next_roo_id="2"),
        *version(2, "2017-07-01", previous_roo_id="1", gr_name="Nieuwe naam"),
        *version(3, "2016-01-01", gr_name="Regeling Avri"),
    )
    arrangements = register.arrangements.set_index("id")
    assert arrangements["chain"].to_dict() == {"1": "1", "2": "1", "3": "3"}
    assert set(register.at("2017-06-30").arrangements["id"]) == {"1", "3"}
    assert set(register.at("2017-07-01").arrangements["id"]) == {"2", "3"}


@pytest.mark.parametrize("links", [{"previous_roo_id": "1"}, {}])
def test_one_link_is_enough_for_a_chain(read, links) -> None:
    following = {} if links else {"next_roo_id": "2"}
    register, _ = read(
        *version(2, "2017-01-01", **links), *version(1, "2015-01-01", "2017-01-01", **following)
    )
    assert set(register.arrangements["chain"]) == {"1"}


def test_a_link_to_nowhere_is_ignored(read) -> None:
    register, _ = read(*version(2, "2017-01-01", previous_roo_id="1", next_roo_id="9"))
    assert register.arrangements["chain"].tolist() == ["2"]


def test_a_circle_of_versions(read) -> None:
    with pytest.raises(mg.DataError, match="in a circle"):
        read(
            *version(1, "2015-01-01", "2016-01-01", previous_roo_id="2", next_roo_id="2"),
            *version(2, "2016-01-01", previous_roo_id="1", next_roo_id="1"),
        )


@pytest.mark.parametrize("end", ["2018-01-01", ""])
def test_overlapping_versions_end_where_the_next_begins(read, end: str) -> None:
    register, report = read(
        *version(1, "2015-01-01", end, next_roo_id="2"),
        *version(2, "2017-01-01", previous_roo_id="1"),
    )
    assert register.at("2017-01-01").arrangements["id"].tolist() == ["2"]
    assert register.at("2016-12-31").arrangements["id"].tolist() == ["1"]
    assert reasons(report) == ["overlap in the chain"] * 2
    assert report.repaired == 2


def test_gaps_stay_and_are_noted(read) -> None:
    register, report = read(
        *version(1, "2015-01-01", "2016-01-01", next_roo_id="2"),
        *version(2, "2017-01-01", previous_roo_id="1"),
    )
    with pytest.raises(mg.DataError):
        register.at("2016-06-01")
    assert report.table["reason"].tolist() == ["gap in the chain: nothing in force from 2016-01-01"]
    assert report.taken == 4


def test_a_version_that_begins_and_ends_on_one_day(read) -> None:
    register, report = read(
        *version(1, "2015-01-01", "2016-01-01", next_roo_id="2"),
        *version(2, "2016-01-01", "2016-01-01", previous_roo_id="1", next_roo_id="3"),
        *version(3, "2016-01-01", previous_roo_id="2"),
    )
    assert len(register.arrangements) == 3
    assert register.at("2016-01-01").arrangements["id"].tolist() == ["3"]
    assert reasons(report) == ["never in force"]


def test_a_version_that_ends_before_it_begins_is_left_out(read) -> None:
    register, report = read(*version(1, "2016-01-01", "2015-01-01"), *version(2, "2016-01-01"))
    assert register.arrangements["id"].tolist() == ["2"]
    assert report.left_out == 2


def test_accession_before_and_after_the_version_begins(read) -> None:
    register, report = read(
        row(toetredings_datum="1953-01-01"),
        row(**DUIVEN, toetredings_datum="2018-01-01"),
        row(**STRIJEN, toetredings_datum="1900-01-01"),
    )
    assert members(register) == {"GM0202", "GM0226", "GM0617"}
    assert set(register.at("2016-01-01").memberships["participant"]) == {"GM0202", "GM0617"}
    assert set(register.at("2018-01-01").memberships["participant"]) == members(register)
    dates = register.memberships.set_index("participant")["valid_from"]
    assert dates.isna().to_dict() == {"GM0202": False, "GM0226": False, "GM0617": True}
    assert "sentinel date" in reasons(report)


def test_accession_after_the_end_is_noted(read) -> None:
    _, report = read(
        row(datum_uitwerkingtreding="2017-01-01"),
        row(**DUIVEN, datum_uitwerkingtreding="2017-01-01", toetredings_datum="2017-01-01"),
    )
    assert reasons(report) == ["accession after the version ended"]


def test_a_dissolved_municipality_lingers_outside_the_snapshot(read) -> None:
    register, _ = read(row(), row(**DUIVEN), row(**STRIJEN))
    before, after = register.at("2018-12-31"), register.at("2019-01-01")
    assert before.network().edge_count == 3
    assert after.network().edge_count == 1
    assert "GM0617" not in after.network().nodes["id"].tolist()


def test_repeated_participation_is_merged(read) -> None:
    register, report = read(row(), row(), row(**DUIVEN))
    assert members(register) == {"GM0202", "GM0226"}
    assert (report.taken, report.merged) == (2, 1)


def test_no_participant(read) -> None:
    nobody = {"participant_name": "", "participant_roo_id": "", "participant_tooi": ""}
    register, report = read(row(**nobody), row(gr_roo_id="2"))
    assert register.arrangements["id"].tolist() == ["2"]
    assert report.left_out == 1


def test_blanks_and_broken_letters(read) -> None:
    register, report = read(row(gr_name="\u200bRegeling FryslÃ¢n "))
    assert register.arrangements["name"].tolist() == ["Regeling Fryslân"]
    assert report.repaired == 1


def themes_of(register) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for identifier, theme, basis in register.arrangement_themes[
        ["arrangement", "theme", "basis"]
    ].values:
        found.setdefault(identifier, []).append((theme, basis))
    return found


def test_themes_official_then_inherited_then_proposed(read) -> None:
    waste = "natuur en milieu | afval"
    register, report = read(
        *version(1, "2010-01-01", "2012-01-01", gr_name="GGD"),
        *version(
            2, "2012-01-01", "2014-01-01", previous_roo_id="1", policy_areas="werk;ruimtevaart"
        ),
        *version(3, "2014-01-01", "2016-01-01", previous_roo_id="2"),
        *version(4, "2016-01-01", "2018-01-01", previous_roo_id="3"),
        *version(5, "2018-01-01", previous_roo_id="4", policy_areas=f"{waste}; {waste}"),
        *version(6, "2018-01-01", gr_name="Iets"),
        *version(7, "2018-01-01", previous_roo_id="6", gr_name="GGD Noord"),
        *version(8, "2018-01-01", gr_name="Samenwerking"),
    )
    work = ["werk", "ruimtevaart"]
    assert themes_of(register) == {
        "1": [(theme, "inherited") for theme in work],
        "2": [(theme, "official") for theme in work],
        "3": [(theme, "inherited") for theme in work],
        "4": [(waste, "inherited")],
        "5": [(waste, "official")],
        "6": [("zorg en gezondheid", "proposed")],
        "7": [("zorg en gezondheid", "proposed")],
    }
    assert report.unknown_themes == ("ruimtevaart",)
    assert register.unknown_themes == {"ruimtevaart": 3}


def test_on_a_tie_the_earlier_version_gives_its_themes(read) -> None:
    register, _ = read(
        *version(1, "2010-01-01", "2012-01-01", policy_areas="werk"),
        *version(2, "2012-01-01", "2014-01-01", previous_roo_id="1"),
        *version(3, "2014-01-01", previous_roo_id="2", policy_areas="wonen"),
    )
    assert themes_of(register)["2"] == [("werk", "inherited")]


def test_two_descriptions_of_one_version(read) -> None:
    with pytest.raises(mg.DataError, match=r"row 3, column samenwerkingsvorm: two descriptions"):
        read(row(), row(**DUIVEN, samenwerkingsvorm="GO"))


@pytest.mark.parametrize("column", ["gr_roo_id", "gr_name"])
def test_a_version_needs_id_and_name(read, column: str) -> None:
    with pytest.raises(mg.DataError, match=f"column {column}: a version without"):
        read(row(**{column: ""}))


@pytest.mark.parametrize(
    "column", ["datum_inwerkingtreding", "datum_uitwerkingtreding", "toetredings_datum"]
)
def test_a_date_that_is_no_date(read, column: str) -> None:
    with pytest.raises(mg.DataError, match=f"row 3, column {column}: not a date") as caught:
        read(row(gr_roo_id="1"), row(**{column: "31-12-2016"}))
    assert caught.value.value == "31-12-2016"


@pytest.mark.parametrize("column", REQUIRED)
def test_a_missing_column(write, column: str) -> None:
    lines = text([row()]).replace(column, column + "x", 1)
    with pytest.raises(mg.DataError, match=f"column {column}: the column is missing"):
        mg.read_roo(write("register.csv", lines))


dates = st.sampled_from(["", "1900-01-01", "2015-01-01", "2016-01-01", "2017-01-01"])
who = st.sampled_from([ARNHEM, DUIVEN, STRIJEN, {"participant_name": ""}])


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from("1234"), st.tuples(dates, dates), min_size=1),
    st.lists(st.tuples(st.sampled_from("1234"), who, dates), max_size=12),
)
def test_every_row_is_accounted_for(tmp_path_factory, versions, rows) -> None:
    path = tmp_path_factory.mktemp("roo") / "register.csv"
    chosen = [
        row(
            gr_roo_id=number,
            previous_roo_id=str(int(number) - 1),
            datum_inwerkingtreding=versions[number][0],
            datum_uitwerkingtreding=versions[number][1],
            toetredings_datum=accession,
            **participant,
        )
        for number, participant, accession in rows
        if number in versions
    ]
    path.write_text(text(chosen), encoding="utf-8")
    tables, report = roo_tables(path)
    assert report.rows_read == len(chosen)
    assert not tables.memberships.duplicated(["arrangement", "participant"]).any()
    assert set(tables.memberships["arrangement"]) == set(tables.arrangements["id"])
    register = tables.to_register()
    for date in ("2015-06-01", "2016-06-01"):
        try:
            in_force = register.at(date).arrangements
        except mg.DataError:
            continue
        begun = in_force[in_force["valid_from"].notna()]
        assert not begun["chain"].duplicated().any()  # one version of a chain at a time


def test_real_file(real_file) -> None:
    register, report = mg.read_roo(real_file("nl/roo/roo_gr_participants.csv"))
    assert (report.rows_read, report.taken) == (9516, 9516)
    assert len(register.arrangements) == 1185
    assert register.arrangements["chain"].nunique() == 549
    found = report.table["reason"].str.partition(":")[0].value_counts()
    assert found["gap in the chain"] == 8
    assert found["never in force"] == 4
    overlap = report.table[report.table["reason"].str.startswith("overlap")]
    assert overlap["value"].nunique() == 3
    kinds = register.participants.set_index("id")["kind"]
    assert set(kinds[list(set(register.memberships["participant"]))]) == {
        "municipality", "province", "water_board", "state", "foreign", "organisation",
        "arrangement",
    }  # fmt: skip
    assert report.unknown_themes == ()


def test_real_file_on_the_landmark_date(real_file) -> None:
    register, _ = mg.read_roo(real_file("nl/roo/roo_gr_participants.csv"))
    snapshot = register.at("2017-07-01")
    network = snapshot.network()
    assert network.node_count == 388
    assert network.arrangement_count == 335
    assert len(network.isolates) == 4  # 41 where participants without a TOOI code are dropped
    basis = snapshot.arrangement_themes.drop_duplicates("arrangement")["basis"].value_counts()
    assert basis["inherited"] == 68
    in_force = register.memberships["arrangement"].isin(snapshot.arrangements["id"])
    assert (register.memberships[in_force]["valid_from"] > "2017-07-01").sum() == 70
    lingering = register.at("2026-05-16")
    all_members = register.memberships[
        register.memberships["arrangement"].isin(lingering.arrangements["id"])
    ]["participant"]
    municipal = {code for code in all_members if code.startswith("GM")}
    assert len(municipal - set(lingering.participants["id"])) == 9
