"""The French files: made-up cases for every trap, and the real files."""

from __future__ import annotations

import gzip

import munigraph as mg
import numpy as np
import pytest

HEADER = "arrangement_siren,legal_form,direct,insee\n"
PANEL = "year,siren,legal_form,tax_model,insee,name\n"


def actions(report, action):
    table = report.table
    return [r.partition(":")[0] for r in table.loc[table["action"] == action, "reason"]]


@pytest.fixture
def panel(write):
    """Reads rows `(year, siren, members)` of a small panel, all of the same form."""

    def run(*rows, form="CC"):
        lines = [
            f"{year},{siren:09d},{form},FPU,{member},Name {member}\n"
            for year, siren, members in rows
            for member in members.split()
        ]
        return mg.read_epci_panel(write("panel.csv", PANEL + "".join(lines)))

    return run


def test_memberships(write):
    text = (
        "100000001,CC,1,01004\n100000001,CC,1,01005\n"
        "100000002,SYNDICAT,0,01005\n100000002,SYNDICAT,0,2A004\n"
    )
    register, report = mg.read_fr_memberships(write("fr.csv", HEADER + text))
    assert (report.rows_read, report.taken) == (4, 4)
    people = register.participants.set_index("id")
    assert people.loc["2A004", "province"] == "2A"
    assert set(people["kind"]) == {"municipality"}
    forms = register.arrangements.set_index("id")["legal_form"]
    assert set(forms) == {"public_body"}
    network = register.at("2021-07-01").network()
    assert (network.node_count, network.edge_count) == (3, 2)
    direct, report = mg.read_fr_memberships(write("fr.csv", HEADER + text), indirect=False)
    assert (report.taken, report.left_out) == (2, 2)
    assert direct.at("2021-07-01").network().edge_count == 1


def test_repairs_repetitions_and_what_cannot_be_taken(write):
    text = (
        "100000001,Métropole,1,1004\n"  # code and form repaired
        "100000001,METRO, 1,01005\n"  # blank
        "100000001,METRO,1,01005\n"  # repeated
        "100000001,METRO,1,ABCDE\n"
        "100000001,CLUB,1,01006\n"
        "12,METRO,1,01006\n"
    )
    register, report = mg.read_fr_memberships(write("fr.csv", HEADER + text))
    assert (report.rows_read, report.taken, report.repaired) == (6, 2, 2)
    assert (report.merged, report.left_out) == (1, 3)
    assert set(register.participants["id"]) == {"01004", "01005"}
    assert "code without its leading zero" in actions(report, "repaired")
    assert actions(report, "left_out") == ["no valid code", "no valid code", "unknown legal form"]


def test_overseas_departments(write):
    register, _ = mg.read_fr_memberships(
        write("fr.csv", HEADER + "100000001,CA,1,97401\n100000001,CA,1,97402\n")
    )
    assert set(register.participants["province"]) == {"974"}


def test_panel_versions_and_memberships(panel):
    register, report = panel(
        (2010, 1, "01001 01002"), (2011, 1, "01001 01002 01003"), (2012, 1, "01001 01002 01003")
    )
    assert report.taken == 8
    assert register.arrangements["id"].tolist() == ["000000001:2010"]
    joined = register.memberships.set_index("participant")["valid_from"]
    assert str(joined["01003"])[:10] == "2011-01-01"
    assert register.at("2010-06-01").network().edge_count == 1
    assert register.at("2012-06-01").network().edge_count == 3


def test_years_that_the_panel_lacks_are_unknown(panel):
    register, _ = panel((2015, 1, "01001 01002"), (2019, 1, "01001 01002"))
    assert register.arrangements["id"].tolist() == ["000000001:2015", "000000001:2019"]
    assert set(register.arrangements["chain"]) == {"000000001"}
    with pytest.raises(mg.DataError, match="no arrangement is in force"):
        register.at("2017-01-01")
    assert register.at("2019-01-01").network().edge_count == 1


def test_new_number_with_the_same_members_is_one_chain(panel):
    register, report = panel(
        (2002, 1, "01001 01002"),
        (2002, 2, "01003 01004"),
        (2003, 7, "01001 01002"),  # renumbered
        (2003, 8, "01003 01004 01005"),  # another set of members: new
    )
    chains = register.arrangements.set_index("id")["chain"]
    assert chains["000000007:2003"] == "000000001"
    assert chains["000000008:2003"] == "000000008"
    assert actions(report, "noted") == ["new number, same members"]


def test_codes_that_vanish_end(panel):
    register, report = panel((2002, 1, "01001 01002 01003"), (2003, 1, "01001 01002"))
    network = register.at("2003-06-01").network()
    assert network.node_count == 2
    assert "code vanishes" in actions(report, "noted")


def test_change_of_form_makes_a_version(write):
    rows = "".join(
        f"{year},100000001,{form},FPU,{code},x\n"
        for year, form in ((2000, "DISTRICT"), (2001, "CC"))
        for code in ("01001", "01002")
    )
    path = write("panel.csv.gz", gzip.compress((PANEL + rows).encode()))
    register, _ = mg.read_epci_panel(path)
    assert register.arrangements["form"].tolist() == ["district", "communauté de communes"]
    assert register.arrangements["chain"].nunique() == 1


def test_bad_files(write):
    with pytest.raises(mg.DataError, match="insee"):
        mg.read_fr_memberships(write("fr.csv", "arrangement_siren,legal_form,direct\n1,CC,1\n"))
    with pytest.raises(mg.DataError, match="date"):
        mg.read_epci_panel(write("p.csv", PANEL + "20x0,100000001,CC,FPU,01001,x\n"))
    with pytest.raises(mg.DataError, match="gzip"):
        mg.read_epci_panel(write("p.csv.gz", gzip.compress(b"year")[:-4]))


def epci_are_the_clusters(register, date):
    """In one year every commune is in at most one EPCI: disjoint cliques."""
    network = register.at(date).network()
    found = mg.leiden(network, seed=3)
    ids = network.nodes["id"].tolist()
    label = dict(zip(ids, found.labels.tolist(), strict=True))
    rows = register.memberships
    from_, to = rows["valid_from"].astype(str).str[:10], rows["valid_to"].astype(str).str[:10]
    rows = rows[(from_ <= date) & (to > date)]
    large = 0
    for _, members in rows.groupby("arrangement")["participant"]:
        labels = {label[i] for i in members}
        assert len(labels) == 1
        large += len(members) > 1
        assert int((found.labels == labels.pop()).sum()) == len(members)
    assert found.clusters == large
    participation = mg.participation(network, found)
    assert np.nanmax(participation) == pytest.approx(0, abs=1e-12)


def test_epci_of_one_year_are_the_clusters(panel):
    register, _ = panel(
        (2020, 1, "01001 01002 01003"), (2020, 2, "01004 01005"), (2020, 3, "01006")
    )
    epci_are_the_clusters(register, "2020-07-01")


def test_real_panel(real_file):
    register, report = mg.read_epci_panel(real_file("fr/epci_panel.csv.gz"))
    assert report.rows_read == 812_299 == report.taken
    assert report.left_out == 0
    renumbered = sum(r == "new number, same members" for r in actions(report, "noted"))
    assert renumbered >= 141
    for date in ("2003-07-01", "2021-07-01"):
        epci_are_the_clusters(register, date)


def test_real_memberships(real_file):
    register, report = mg.read_fr_memberships(
        real_file("fr/membership_2021_epci_plus_syndicats.csv")
    )
    assert report.rows_read == 114_826 == report.taken
    network = register.at("2021-07-01").network()
    assert len(register.arrangements) == 2_587
    # Three of them have one member.
    assert (network.node_count, network.arrangement_count) == (34_962, 2_584)
    found = mg.leiden(network)
    assert found.representation == "implicit"
    assert found.disconnected == 0
    assert found.quality > 0.93
