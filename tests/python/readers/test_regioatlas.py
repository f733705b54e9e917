"""Every trap of RegioAtlas, each with a case of its own, and the real files."""

from __future__ import annotations

import munigraph as mg
import pytest

TITLES = {
    "coropregios": "COROP regio's",
    "nuts3regios": "NUTS-3 Regio's",
    "provincies": "Provincies",
    "ggds": "GGD's ",
    "veiligheidsregios": "Veiligheidsregio's",
    "centrumgemeentemaatschappelijkeopvangbeschermdwonen": "Centrumgemeente opvang",
    "newregions": "Nieuw",
}
FOLDERS = {"ggds": "Sociaal", "veiligheidsregios": "Veiligheid", "newregions": "Fysiek"}


@pytest.fixture
def read(write, tmp_path):
    """Writes files (stem → rows: name, code, region) as RegioAtlas does, and reads the folder."""

    def run(files, **options):
        for stem, rows in files.items():
            folder = FOLDERS.get(stem, "Sociaal" if stem.startswith("centrum") else "Bestuurlijk")
            lines = [("Gemeente", "CBS", TITLES[stem], "Inwoneraantal van regio")]
            lines += [(*row, "0") for row in rows]
            text = "".join(";".join(f'"{field}"' for field in line) + "\n" for line in lines)
            write(f"atlas/{folder}/{stem}.csv", "\ufeff" + text)
            write(f"atlas/{folder}/datapackage.json", "{}")
        register, report = mg.read_regioatlas(tmp_path / "atlas", **options)
        if not options:
            assert report.rows_read == sum(map(len, files.values()))
        return register, report

    return run


def members(register) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for arrangement, who in register.memberships[["arrangement", "participant"]].values:
        found.setdefault(arrangement.removeprefix("regioatlas:"), set()).add(who)
    return found


AALBURG, AALTEN, ASSEN = ("Aalburg", "0738"), ("Aalten", "0197"), ("Assen", "0106")


def test_byte_order_mark_semicolons_quotes_padded_codes_and_blanks(read) -> None:
    register, report = read({"ggds": [(*AALBURG, "GGD West "), (*AALTEN, "GGD West")]})
    assert members(register) == {"ggds:ggd-west": {"GM0738", "GM0197"}}
    assert register.arrangements["name"].tolist() == ["GGD's: GGD West"]
    assert (report.taken, report.repaired) == (2, 1)
    assert report.table["source"].tolist() == ["ggds.csv"]


def test_codes_that_lost_their_zeros(read) -> None:
    register, report = read({"ggds": [("Aalburg", "738", "W"), ("Delfzijl", "10", "W")]})
    assert members(register) == {"ggds:w": {"GM0738", "GM0010"}}
    assert report.table["reason"].tolist() == ["code without its zeros"] * 2


def test_a_missing_code_is_found_by_name_and_a_wrong_one_left_out(read) -> None:
    rows = [
        ("Aalten", "", "W"),
        ("Bergen", "", "W"),
        ("Sneek", "0091", "W"),
        ("Nergens", "9999", "W"),
    ]
    register, report = read({"ggds": rows})
    assert members(register) == {"ggds:w": {"GM0197"}}
    assert (report.taken, report.repaired, report.left_out) == (1, 1, 3)


def test_the_code_decides_where_the_name_differs(read) -> None:
    register, report = read({"ggds": [("Assen", "0197", "W"), ("Fout", "0738", "W")]})
    assert members(register) == {"ggds:w": {"GM0197", "GM0738"}}
    assert report.table["reason"].tolist() == ["name and code differ, the code decides: Aalten"]


@pytest.mark.parametrize("value", ["", " ", "-", "geen", "Geen regio", "n.v.t.", "onbekend"])
def test_no_region_is_no_region(read, value: str) -> None:
    register, report = read({"ggds": [(*AALBURG, value), (*AALTEN, "GGD"), (*ASSEN, "GGD")]})
    assert list(members(register)) == ["ggds:ggd"]
    assert report.left_out == 1
    assert report.table["reason"].tolist()[-1] == "no region"


def test_divisions_are_no_cooperation(read) -> None:
    register, _ = read(
        {"coropregios": [(*AALBURG, "C"), (*AALTEN, "C")], "ggds": [(*AALBURG, "G"), (*ASSEN, "G")]}
    )
    kinds = register.arrangements.set_index("id")["kind"]
    assert kinds["regioatlas:coropregios:c"] == "division"
    assert kinds["regioatlas:ggds:g"] == "cooperation"
    snapshot = register.at("2016-07-01")
    assert snapshot.network().edge_count == 1
    assert snapshot.network(arrangement_kinds=("cooperation", "division")).edge_count == 2


def test_a_municipality_in_several_regions(read) -> None:
    register, report = read({"coropregios": [(*AALBURG, "A"), (*AALBURG, "B"), (*AALTEN, "A")]})
    assert members(register) == {
        "coropregios:a": {"GM0738", "GM0197"},
        "coropregios:b": {"GM0738"},
    }
    assert report.taken == 3
    assert report.table["reason"].tolist() == ["in 2 regions: Aalburg"] * 2


def test_the_same_row_twice(read) -> None:
    _, report = read({"ggds": [(*AALBURG, "A"), (*AALBURG, "A")]})
    assert (report.taken, report.merged) == (1, 1)


def test_copies_of_divisions_are_read_once(read) -> None:
    corop = [(*AALBURG, "A"), (*AALTEN, "A"), (*ASSEN, "B")]
    nuts = [(*AALBURG, "Regio A"), (*AALTEN, "Regio A"), (*ASSEN, "Regio B")]
    register, report = read({"coropregios": corop, "nuts3regios": nuts})
    assert set(members(register)) == {"coropregios:a", "coropregios:b"}
    assert (report.taken, report.merged) == (3, 3)
    assert set(report.table["reason"]) == {"copy of another division: coropregios.csv"}
    assert set(report.table["source"]) == {"nuts3regios.csv"}


def test_a_division_that_differs_is_no_copy(read) -> None:
    corop = [(*AALBURG, "A"), (*AALTEN, "A")]
    nuts = [(*AALBURG, "A"), (*AALTEN, "B")]
    assert read({"coropregios": corop, "nuts3regios": nuts})[1].merged == 0


def test_cooperation_with_the_same_members_is_no_copy(read) -> None:
    rows = [(*AALBURG, "A"), (*AALTEN, "A")]
    register, report = read({"ggds": rows, "veiligheidsregios": rows})
    assert report.merged == 0
    assert len(register.arrangements) == 2


def test_centre_municipalities_are_hosts_of_stars(read) -> None:
    stem = "centrumgemeentemaatschappelijkeopvangbeschermdwonen"
    den_haag = ("'s-Gravenhage", "0518")
    rows = [(*ASSEN, "Assen"), (*AALBURG, "Assen"), (*AALTEN, "Assen"), (*den_haag, "Den Haag"),
            ("Delft", "0503", "Den Haag")]  # fmt: skip
    register, report = read({stem: rows})
    assert set(register.arrangements["structure"]) == {"star"}
    assert set(register.arrangements["legal_form"]) == {"host_municipality"}
    hosts = register.memberships.query("role == 'host'")
    assert set(hosts["participant"]) == {"GM0106", "GM0518"}
    network = register.at("2016-07-01").network(domain="social")
    assert network.edge_count == 3  # no tie between Aalburg and Aalten
    assert report.taken == 5


def test_a_host_that_sits_in_another_region_and_one_that_is_not_known(read) -> None:
    stem = "centrumgemeentemaatschappelijkeopvangbeschermdwonen"
    rows = [(*AALBURG, "Assen"), (*AALTEN, "Nergenshuizen"), (*ASSEN, "Nergenshuizen")]
    register, report = read({stem: rows})
    hosts = register.memberships.query("role == 'host'")
    assert hosts["participant"].tolist() == ["GM0106"]
    reasons = report.table["reason"].tolist()
    assert reasons == ["host that is in another region itself", "host not known: no ties"]
    assert report.taken == 3


def test_themes_and_domains(read) -> None:
    files = {"ggds": [(*AALBURG, "A")], "provincies": [(*AALBURG, "P")]}
    register, report = read(files)
    themes = register.arrangement_themes.set_index("arrangement")
    assert themes.loc["regioatlas:ggds:a", ["theme", "basis", "domain"]].tolist() == [
        "Sociaal | GGD's", "official", "social",
    ]  # fmt: skip
    assert themes.loc["regioatlas:provincies:p", "domain"] == "administrative"
    assert report.unknown_themes == ()


@pytest.mark.parametrize("wanted", ["Sociaal", "sociaal", "social", ["social"]])
def test_some_domains_only(read, wanted) -> None:
    files = {"ggds": [(*AALBURG, "A")], "provincies": [(*AALBURG, "P")]}
    register, report = read(files, domains=wanted)
    assert register.arrangements["id"].tolist() == ["regioatlas:ggds:a"]
    assert report.rows_read == 1


def test_unknown_domain(read) -> None:
    with pytest.raises(ValueError, match="did you mean 'social'"):
        read({"ggds": [(*AALBURG, "A")]}, domains="socail")


def test_one_domain_folder(read, tmp_path) -> None:
    read({"ggds": [(*AALBURG, "A")]})
    register, _ = mg.read_regioatlas(tmp_path / "atlas" / "Sociaal")
    assert register.arrangement_themes["domain"].tolist() == ["social"]


def test_a_file_that_is_not_described(read) -> None:
    register, report = read({"newregions": [(*AALBURG, "A"), (*AALTEN, "A")]})
    assert register.arrangements["kind"].tolist() == ["cooperation"]
    assert report.table["reason"].tolist() == ["file not described: taken as cooperation"]


def test_wrong_folders(tmp_path, write) -> None:
    with pytest.raises(mg.DataError, match="no such folder"):
        mg.read_regioatlas(tmp_path / "none")
    with pytest.raises(mg.DataError, match="no CSV files"):
        mg.read_regioatlas(tmp_path)
    write("atlas/Sociaal/ggds.csv", "Gemeente;Code;GGD's\nAalten;0197;W\n")
    with pytest.raises(mg.DataError, match="column CBS: the column is missing"):
        mg.read_regioatlas(tmp_path / "atlas")
    write("atlas/Sociaal/ggds.csv", "Gemeente;CBS\nAalten;0197\n")
    with pytest.raises(mg.DataError, match="not one column of regions"):
        mg.read_regioatlas(tmp_path / "atlas")
    write("atlas/Sociaal/ggds.csv", "Gemeente;CBS;GGD\nSúdwest;1900;W\n", "cp1252")
    with pytest.raises(mg.DataError, match="not text in this encoding"):
        mg.read_regioatlas(tmp_path / "atlas")


def test_real_files(real_file) -> None:
    register, report = mg.read_regioatlas(real_file("nl/regioatlas"))
    assert report.rows_read == 12995
    assert (report.taken, report.merged, report.left_out) == (12211, 784, 0)
    copies = report.table[report.table["action"] == "merged"]
    assert set(copies["source"]) == {"nuts2regiosprovincies.csv", "nuts3regios.csv"}
    assert "in 3 regions: De Fryske Marren" in set(report.table["reason"])
    kinds = register.arrangements.groupby("division")["kind"].first()
    assert kinds["kamervankoophandel"] == kinds["politieeenheden"] == "division"
    assert kinds["ggds"] == kinds["veiligheidsregios"] == "cooperation"
    stars = register.arrangements.query("structure == 'star'")
    hosts = register.memberships.query("role == 'host'")
    assert sorted(stars["id"]) == sorted(hosts["arrangement"])
    assert len(stars) == 78
    snapshot = register.at("2016-07-01")
    everything = snapshot.network(arrangement_kinds=("cooperation", "division"))
    # 1,008 regions of two or more, of which 52 in the two copies.
    assert everything.arrangement_count == 1008 - 52
    assert everything.isolates == []
    social = snapshot.network(domain="social", arrangement_kinds=("cooperation", "division"))
    assert social.arrangement_count == 656
