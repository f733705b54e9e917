"""Traps of open data that no one reader falls into by itself: what a whole register tells.

The other traps have tests beside their readers (`test_roo.py`, `test_opengr.py`,
`test_regioatlas.py`, `test_france.py`). Each has a small file made up here, and the real one
where it is there.
"""

from __future__ import annotations

import csv
import io
import json

import munigraph as mg
import pandas as pd
import pytest
from munigraph.datasets import find
from munigraph.plot import Geometry
from munigraph.plot._ground import ground_of
from munigraph.readers import _facts as facts
from munigraph.readers._roo import REQUIRED

CODES = ("gm0202", "gm0226", "gm0344", "gm0363")


@pytest.fixture
def roo(write):
    """Reads versions `(id, name, start, end, previous, members, more)` of the Dutch register."""

    def run(*versions):
        text = io.StringIO()
        writer = csv.DictWriter(text, REQUIRED)
        writer.writeheader()
        for number, name, start, end, previous, members, more in versions:
            for code in members:
                writer.writerow({
                    "gr_roo_id": number, "gr_name": name, "samenwerkingsvorm": "OL",
                    "datum_inwerkingtreding": start, "datum_uitwerkingtreding": end,
                    "previous_roo_id": previous, "next_roo_id": "", "policy_areas": "",
                    "toetredings_datum": start, "participant_name": code,
                    "participant_roo_id": code[2:], "participant_tooi":
                    f"https://identifier.overheid.nl/tooi/id/gemeente/{code}", **more,
                })  # fmt: skip
        return mg.read_roo(write("register.csv", text.getvalue()))[0]

    return run


def told(register):
    """Event, reason, arrangement, participant of a chronicle."""
    events = mg.chronicle(register).events
    columns = ["event", "reason", "arrangement", "participant"]
    return [tuple(row) for row in events[columns].astype(object).to_numpy()]


def test_one_title_for_two_arrangements_makes_no_chain(roo):
    register = roo(
        ("1", "Regeling Avri", "2015-01-01", "2016-01-01", "", CODES[:2], {}),
        ("2", "Regeling Avri", "2016-01-01", "", "", CODES[2:], {}),
        ("3", "Regeling Avri", "2016-01-01", "", "", CODES[1:3], {}),
    )
    assert register.arrangements["chain"].tolist() == ["1", "2", "3"]
    assert len(register.at("2016-01-01").arrangements) == 2


def test_a_register_that_fills_up_founds_nothing(roo):
    """What enters with accessions of long ago was there; only the other one began."""
    register = roo(
        ("1", "A", "2015-01-01", "", "", CODES, {}),
        ("2", "B", "2017-01-01", "", "", CODES[:2], {"toetredings_datum": "1985-01-01"}),
        ("3", "C", "2017-01-01", "", "", CODES[2:], {}),
    )
    found = {row[2]: row[1] for row in told(register) if row[0] == "founded"}
    assert (found["2"], found["3"]) == ("registered", "real")


def test_the_real_register_fills_up_until_2018(real_file, tmp_path):
    """And a file says of every year what the reader says."""
    register, _ = mg.read_roo(real_file("nl/roo/roo_gr_participants.csv"))
    register.save(tmp_path / "nl.munigraph")
    stored = mg.open_register(tmp_path / "nl.munigraph")
    days = [f"{year}-07-01" for year in range(2015, 2027)]
    counts = [[len(one.at(day).arrangements) for day in days] for one in (register, stored)]
    assert counts[0] == counts[1]
    assert (counts[0][0], counts[0][3]) == (151, 431)
    founded = mg.chronicle(register).events.query("event == 'founded' and date < '2019'")
    assert (founded["reason"] == "registered").mean() > 0.5  # most were there before


def test_a_revision_of_the_law_is_no_event_of_the_world(roo):
    register = roo(
        ("1", "A", "2015-01-01", "2024-07-01", "", CODES[:3], {}),
        ("2", "A", "2024-07-01", "", "1", CODES[:3], {"toetredings_datum": "2015-01-01"}),
    )
    assert [row[0] for row in told(register)] == ["founded", "revised"]
    assert mg.chronicle(register).events["administrative"].tolist()[-1]


def test_who_left_shows_by_comparing_versions(roo):
    register = roo(
        ("1", "A", "2015-01-01", "2018-01-01", "", CODES[:3], {}),
        ("2", "A", "2018-01-01", "", "1", CODES[:2], {"toetredings_datum": "2015-01-01"}),
    )
    left = mg.chronicle(register).events.query("event == 'left'").iloc[0]
    assert (left["participant"], left["reason"]) == ("GM0344", "real")
    assert (str(left["earliest"])[:10], str(left["latest"])[:10]) == ("2015-01-01", "2018-01-01")


def test_name_form_and_themes_may_change_within_a_chain(roo):
    register = roo(
        ("1", "A", "2015-01-01", "2018-01-01", "", CODES[:2], {"policy_areas": "Milieu"}),
        ("2", "B", "2018-01-01", "", "1", CODES[:2],
         {"policy_areas": "Economie", "samenwerkingsvorm": "BVO",
          "toetredings_datum": "2015-01-01"}),
    )  # fmt: skip
    assert register.arrangements["chain"].nunique() == 1
    assert {row[0] for row in told(register)} == {"founded", "name", "form", "themes"}


def years(rows):
    """A table of municipalities per year, as one of the node set."""
    table = pd.DataFrame(rows, columns=["year", "gm_code", "name", "province", "begin", "end"])
    table = table.drop_duplicates("gm_code", keep="last")
    return table.rename(columns={"gm_code": "code", "begin": "valid_from", "end": "valid_to"})[
        ["code", "name", "province", "valid_from", "valid_to"]
    ].assign(code=lambda t: t["code"].str.upper())


def test_who_ended_on_the_first_of_january_is_no_node_of_that_year():
    """The yearly list names them in the year that they were gone."""
    rows = [(2019, "GM0202", "Arnhem", "Gelderland", "1970-01-01", ""),
            (2019, "GM0226", "Duiven", "Gelderland", "1970-01-01", ""),
            (2019, "GM0617", "Strijen", "Zuid-Holland", "1970-01-01", "2019-01-01")]  # fmt: skip
    register = mg.Register.from_tables(
        years(rows).rename(columns={"code": "id"}).replace("", None),
        {"id": ["A"], "valid_from": ["2018-01-01"]},
        {"arrangement": ["A"] * 3, "participant": ["GM0202", "GM0226", "GM0617"]},
    )
    assert register.at("2018-12-31").network().node_count == 3
    assert register.at("2019-01-01").network().node_count == 2


def in_force(rows):
    day = f"{rows['year'].iloc[0]}-01-01"
    return rows[(rows["begin"] <= day) & ((rows["end"] == "") | (day < rows["end"]))]


def test_the_yearly_list_filtered_is_the_node_set(real_file):
    table = pd.read_csv(real_file("nl/cbs/cbs_gemeente_year_2010_2025.csv"), keep_default_na=False)
    known = facts.municipalities()
    for year, rows in table.groupby("year"):
        day = f"{year}-01-01"
        ours = known[(known["valid_from"] <= day) & ((known["valid_to"] == "") |
                                                     (day < known["valid_to"]))]  # fmt: skip
        assert set(in_force(rows)["gm_code"]) == set(ours["code"]), year
    rows = table[table["year"] == 2019]
    assert (len(rows), len(in_force(rows))) == (389, 355)


def test_the_registers_own_list_is_no_node_set(real_file):
    path = real_file("nl/roo/roo_gr_participants.csv")
    own = pd.read_csv(path.parent / "roo_gemeenten.csv", keep_default_na=False)
    day = "2017-07-01"
    there = own[(own["valid_from"] <= day) & ((own["valid_until"] == "") |
                                              (day < own["valid_until"]))]  # fmt: skip
    assert len(there) == 406
    assert (own["province"] == "").all()
    nodes = mg.read_roo(path)[0].at(day).network().nodes
    assert len(nodes) == 388
    assert not {"GM1959", "GM1979"} & set(nodes["id"])  # Altena and Eemsdelta came later


def test_a_map_of_another_year_lacks_places_and_says_which(write):
    """Geometry of 2023 under a register of 2016: who has no shape stays a node, and is named."""
    square = [[[5, 52], [5, 53], [6, 53], [6, 52], [5, 52]]]
    features = [{"type": "Feature", "properties": {"gemcode": "GM0202"},
                 "geometry": {"type": "Polygon", "coordinates": square}}]  # fmt: skip
    shapes = write("a.json", json.dumps({"type": "FeatureCollection", "features": features}))
    nodes = pd.DataFrame({"id": ["GM0202", "GM0617"], "lon": [5.9, None], "lat": [52.0, None]})
    ground = ground_of(nodes, None, shapes)
    assert ground.nodes["id"].tolist() == ["GM0202", "GM0617"]
    assert ground.not_placed["id"].tolist() == ["GM0617"]


def test_the_map_of_2023_and_the_codes_of_2016(real_file):
    register, _ = mg.read_regioatlas(real_file("nl/regioatlas"))
    codes = set(register.at("2016-07-01").network(arrangement_kinds=("cooperation", "division"))
                .nodes["id"])  # fmt: skip
    shapes = Geometry.read(find("nl/geo/nl-vr-gm.topo.json"), ids=sorted(codes)).shapes
    assert len(shapes) == 342
    assert (len(codes), len(codes - set(shapes))) == (390, 66)


@pytest.mark.parametrize(
    ("form", "name"),
    [("DISTRICT", "district"), ("CV", "communauté de villes"),
     ("SAN", "syndicat d'agglomération nouvelle")],
)  # fmt: skip
def test_forms_that_disappeared(write, form, name):
    rows = f"2000,100000001,{form},FPU,2A004,x\n2000,100000001,{form},FPU,1005,y\n"
    register, report = mg.read_epci_panel(
        write("panel.csv", "year,siren,legal_form,tax_model,insee,name\n" + rows)
    )
    assert register.arrangements["form"].tolist() == [name]
    assert set(register.memberships["participant"]) == {"2A004", "01005"}
    assert (report.taken, report.repaired) == (2, 1)
