"""Places, names and codes, mappings, faults, and what layouts make of rows."""

import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.lstrip("\n").encode(encoding))
    return path


TABLE = {
    "arrangement": ["Waste", "Waste", "Youth", "Youth"],
    "participant": ["A", "B", "B", "C"],
}


def members(register):
    table = register.memberships
    return {a: sorted(g["participant"]) for a, g in table.groupby("arrangement", sort=False)}


# --- places, names, codes -----------------------------------------------------------------------


def test_names_and_codes_of_dutch_municipalities_are_matched():
    names = [
        "GM0344",
        "344",
        "0344",
        "344.0",
        "Utrecht",
        "utrecht ",
        "Gemeente Utrecht",
        "Utrecht*",
    ]
    found = mg.match_names(names, date="2020-01-01")
    assert found.columns.tolist() == ["name", "id", "step", "candidates"]
    assert found["name"].tolist() == names
    assert set(found["id"]) == {"GM0344"}
    assert found["step"].tolist() == ["exact", *["code"] * 3, "exact", *["normalised"] * 3]


def test_merged_municipalities_are_carried_to_the_date():
    found = mg.match_names(["Ubbergen", "GM0282", "Maasdonk"], date=2016).set_index("name")
    assert found.loc["Ubbergen", ["id", "step"]].tolist() == ["GM1945", "dissolved"]
    assert found.loc["GM0282", ["id", "step"]].tolist() == ["GM1945", "dissolved"]
    assert found.loc["Maasdonk", "id"] == ""
    assert mg.match_names(["Ubbergen"])["id"].tolist() == ["GM0282"]
    assert mg.match_names(["Ubbergen"], date="2010-05-05")["id"].tolist() == ["GM0282"]


def test_near_misses_are_proposed_with_scores_and_never_taken(tmp_path):
    found = mg.match_names(["Amersfort", "Bergen", "Atlantis", ""], date=2020)
    assert found["id"].tolist() == [""] * 4
    assert found["step"].tolist() == ["unknown", "ambiguous", "unknown", "unknown"]
    name, code, score = found["candidates"][0][0]
    assert (name, code) == ("Amersfoort", "GM0307")
    assert 0.9 < score < 1
    assert {code for _, code, _ in found["candidates"][1]} == {"GM0373", "GM0893"}
    assert found["candidates"][2] == []
    table = {"regeling": ["A", "A"], "gemeente": ["Zeist", "Amersfort"]}
    register, report = mg.read_table(table, places="nl")
    assert members(register) == {"A": ["GM0355"]}
    assert "Amersfoort (GM0307, 0.95)" in report.table["reason"].tolist()[-1]
    mapping = {
        "columns": {"regeling": "arrangement", "gemeente": "participant"},
        "names": {"Amersfort": "GM0307"},
    }
    register, report = mg.read_table(table, places="nl", columns=mapping)
    assert members(register) == {"A": ["GM0307", "GM0355"]}
    assert report.repaired == 1


def test_a_province_beside_an_ambiguous_name_decides():
    table = {"regeling": ["A", "A"], "gemeente": ["Bergen", "Bergen"], "provincie": ["Limburg", ""]}
    register, report = mg.read_table(table, places="nl")
    assert members(register) == {"A": ["GM0893"]}
    assert report.left_out == 1


def test_places_of_ones_own():
    places = pd.DataFrame(
        {
            "code": ["05111000", "05112000", "05113000"],
            "name": ["Düsseldorf", "Duisburg", "Essen"],
            "population": [619_477, 495_885, 579_432],
            "valid_to": ["", "", "2015-01-01"],
        }
    )
    table = {"Verband": ["V"] * 4, "Gemeinde": ["Stadt Düsseldorf", 5112000, "Esen", "9999"]}
    register, report = mg.read_table(table, places=places)
    assert members(register) == {"V": ["05111000", "05112000"]}
    people = register.participants.set_index("id")
    assert people.loc["05112000", "population"] == 495_885
    assert str(people.loc["05113000", "valid_to"])[:10] == "2015-01-01"
    reasons = report.table[report.table["action"] == "left_out"]["reason"].tolist()
    assert reasons == [
        "unknown participant: no place has this name; near: Essen (05113000, 0.89)",
        "unknown participant: no place has the code 9999",
    ]
    with pytest.raises(mg.DataError, match="without ids or names"):
        mg.read_table(table, places=pd.DataFrame({"size": [1, 2]}))


def test_letters_and_zeros_of_codes_do_not_matter_without_places():
    table = {"regeling": ["A"] * 4, "gemeente": ["GM0344", "344", "0344", "355"]}
    register, report = mg.read_table(table)
    assert members(register) == {"A": ["GM0344", "GM0355"]}
    assert report.merged == 2


@given(st.lists(st.integers(1000, 99_999), min_size=1, unique=True))
def test_zeros_that_a_program_took_come_back(codes):
    """Codes of five digits, one of which shows its zero; Excel kept the others as numbers."""
    given_codes = ["01001", *map(str, codes)]
    table = {"arrangement": ["A"] * len(given_codes), "code": given_codes}
    register, _ = mg.read_table(table)
    assert set(register.participants["id"]) == {"01001", *(f"{code:05d}" for code in codes)}


def test_names_in_any_script_stay_apart():
    names = ["Αθήνα", "Πάτρα", "Łódź", "Москва", "東京", "A+", "A"]
    register, _ = mg.read_table({"arrangement": ["X"] * 7, "participant": names})
    assert len(register.participants) == 7


# --- mappings -----------------------------------------------------------------------------------


def test_a_mapping_may_be_said_either_way_round():
    table = {"Wie": ["A", "B"], "Wat": ["X", "X"]}
    for columns in ({"Wat": "arrangement", "Wie": "participant"},
                    {"arrangement": "Wat", "participant": "Wie"}):  # fmt: skip
        assert members(mg.read_table(table, columns=columns)[0]) == {"X": ["A", "B"]}


def test_the_mapping_beside_the_file_is_read_and_said_with_its_hash(tmp_path):
    path = write(tmp_path / "t.csv", "Wat,Wie,Rol\nX,A,baas\nX,B,lid\n")
    write(
        tmp_path / "t.csv.columns.toml",
        '[columns]\nWat = "arrangement"\nWie = "participant"\nRol = "role"\n'
        '[words.role]\nbaas = "host"\n',
    )
    register, report = mg.read_table(path)
    assert register.memberships["role"].tolist() == ["host", "member"]
    said = [entry.reason for entry in report.entries if entry.reason.startswith("mapping:")]
    assert len(said) == 1
    assert "t.csv.columns.toml, sha256 " in said[0]
    # columns= goes before the file, and they are never merged: the role is not in this one.
    register, report = mg.read_table(path, columns={"Wat": "arrangement", "Wie": "participant"})
    assert register.memberships["role"].tolist() == ["member", "member"]
    assert "mapping: columns=" in [entry.reason for entry in report.entries]
    assert "not in the mapping, so not read: Rol" in [entry.reason for entry in report.entries]


def test_all_faults_of_a_mapping_are_told_at_once():
    mapping = {
        "colums": {},
        "layout": "membership",
        "columns": {"Wat": "arangement", "Wie": "participant"},
        "words": {"role": {"baas": "hots"}, "colour": {}},
    }
    with pytest.raises(mg.DataError) as error:
        mg.read_table({"Wat": ["X"], "Wie": ["A"]}, columns=mapping)
    text = str(error.value)
    for part in ("mean 'columns'", "mean 'memberships'", "mean 'arrangement'",
                 "mean 'host'", "words.colour"):  # fmt: skip
        assert part in text
    assert len(error.value.faults) == 5
    again = pickle.loads(pickle.dumps(error.value))
    assert str(again) == text
    assert again.faults == error.value.faults


def test_all_faults_of_a_table_are_told_at_once():
    table = {
        "regeling": ["A", "A"], "gemeente": ["x", "y"], "toetreding": ["01/02/2014", "03/04/2014"],
        "uittreding": ["01/02/2015", ""], "inwoners": ["89.999", "120"],
    }  # fmt: skip
    with pytest.raises(mg.DataError) as error:
        mg.read_table(table)
    assert [fault[1] for fault in error.value.faults] == ["inwoners", "toetreding", "uittreding"]
    with pytest.raises(mg.DataError, match=r"(?s)'Wat'.*'Wer'"):
        mg.read_table(table, columns={"Wat": "arrangement", "Wer": "participant"})


def test_strict_tells_everything_that_was_not_taken():
    table = {"regeling": ["A", "A", "", "A"], "gemeente": ["Zeist", "Atlantis", "Zeist", ""]}
    register, report = mg.read_table(table, places="nl")
    assert (report.taken, report.left_out) == (1, 3)
    assert members(register) == {"A": ["GM0355"]}
    with pytest.raises(mg.DataError) as error:
        mg.read_table(table, places="nl", strict=True)
    rules = sorted(fault[2] for fault in error.value.faults)
    assert rules == ["no arrangement named", "no participant named", "unknown participant"]
    # A row of totals is no row that could be taken.
    totals = {"regeling": ["A", "Totaal"], "gemeente": ["Zeist", ""], "aantal": [1, 1]}
    _, report = mg.read_table(totals, places="nl", strict=True)
    assert report.left_out == 1


def test_a_proposal_says_what_it_found_and_what_it_did_not(tmp_path):
    pytest.importorskip("tomli_w")
    path = write(
        tmp_path / "t.csv",
        "Regeling;Gemeente;Rol;Kleur\nGGD;Utrecht;opperhoofd;rood\n"
        "GGD;Zeist;lid;blauw\nGGD;Ziest;lid;\n",
    )
    mapping = mg.propose_columns(path)
    assert mapping.columns == {
        "Regeling": "arrangement", "Gemeente": "participant", "Rol": "role", "Kleur": "ignore",
    }  # fmt: skip
    assert mapping.preview["Gemeente"].tolist() == ["Utrecht", "Zeist", "Ziest"]
    text = str(mapping)
    assert "# not recognised, so not read: Kleur" in text
    assert '#: "opperhoofd" = "" # 1 rows' in text
    assert '#: places = "nl"' in text
    assert '#: "Ziest" = "GM0355"' in text
    assert mapping.write().name == "t.csv.columns.toml"
    assert not mg.propose_columns(TABLE).path
    with pytest.raises(ValueError, match="name the path"):
        mg.propose_columns(TABLE).write()


# --- layouts ------------------------------------------------------------------------------------


def test_years_follow_the_definition_against_a_naive_reference():
    random = np.random.default_rng(3)
    available = [2001, 2002, 2005, 2006, 2009]
    rows = {(f"a{random.integers(3)}", f"p{random.integers(4)}", int(random.choice(available)))
            for _ in range(70)}  # fmt: skip
    listed = sorted(rows, key=lambda row: hash(row) % 97)
    table = pd.DataFrame(listed, columns=["arrangement", "participant", "year"])
    register, _ = mg.read_table(table)
    years = sorted({year for _, _, year in rows})
    wanted = set()
    for a, p in {(a, p) for a, p, _ in rows}:
        inside = [(a, p, year) in rows for year in years]
        for k, there in enumerate(inside):
            if there and (k == 0 or not inside[k - 1]):
                end = next((m for m in range(k, len(years)) if not inside[m]), None)
                last = "NaT" if end is None else f"{years[end]}-01-01"
                wanted.add((a, p, f"{years[k]}-01-01", last))
    found = {
        (row.arrangement, row.participant, str(row.valid_from)[:10], str(row.valid_to)[:10])
        for row in register.memberships.itertuples()
    }
    assert found == wanted


def test_a_shuffled_table_gives_the_same_memberships():
    random = np.random.default_rng(0)
    table = pd.DataFrame(
        {
            "arrangement": random.integers(5, size=60).astype(str),
            "participant": random.integers(8, size=60).astype(str),
            "joined": random.integers(2000, 2010, size=60),
            "left": random.integers(2010, 2020, size=60),
        }
    )
    key = ["arrangement", "participant", "valid_from"]
    first = mg.read_table(table)[0].memberships.sort_values(key).reset_index(drop=True)
    other = mg.read_table(table.sample(frac=1, random_state=1))[0].memberships
    pd.testing.assert_frame_equal(first, other.sort_values(key).reset_index(drop=True))
    for _, group in first.groupby(["arrangement", "participant"]):
        assert (group["valid_from"].to_numpy()[1:] >= group["valid_to"].to_numpy()[:-1]).all()


def test_a_name_that_contains_the_separator_is_tried_whole_first():
    table = {
        "regeling": ["A", "B"],
        "deelnemers": [
            "Nijmegen, Mook en Middelaar en Heumen",
            "Nuenen, Gerwen en Nederwetten, Son en Breugel",
        ],
    }  # fmt: skip
    register, report = mg.read_table(table, places="nl", strict=True)
    assert members(register) == {"A": ["GM0252", "GM0268", "GM0944"], "B": ["GM0820", "GM0848"]}
    assert report.left_out == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("alle gemeenten in de provincie Utrecht", 26),
        ("Alle Utrechtse gemeenten", 26),
        ("alle gemeenten in de provincies Utrecht en Flevoland", 32),
        ("alle gemeenten in de provincie Utrecht, behalve Zeist en Bunnik", 24),
        ("alle Nederlandse gemeenten", 355),
        ("all municipalities in the province of Utrecht", 26),
        ("alle Gemeinden in der Provinz Utrecht", 26),
        ("toutes les communes de la province d'Utrecht", 26),
    ],
)
def test_members_that_are_described_are_written_out(text, count):
    register, report = mg.read_table(
        {"regeling": ["A"], "deelnemers": [text]}, layout="lists", places="nl", date=2020
    )
    assert len(register.memberships) == count
    assert (report.taken, report.repaired) == (1, 1)


def test_what_cannot_be_written_out_is_left_out_with_the_reason():
    table = {
        "regeling": ["A", "B"],
        "deelnemers": ["alle gemeenten in de regio Twente", "Zeist; Bunnik"],
    }
    register, report = mg.read_table(table, places="nl", date=2020)
    assert list(members(register)) == ["B"]
    assert "no province" in report.table[report.table["action"] == "left_out"]["reason"].item()


def test_progress_may_be_a_function():
    seen = []
    mg.read_table(TABLE, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (10, 10)


def test_a_mapping_says_to_which_domains_themes_belong(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        'Regeling;Gemeente;Thema\nA;x;jeugd\nA;y;jeugd\nB;x;afval\nB;z;"de ""rest"""\n'
        "C;x;waste\nC;y;waste\n",
        encoding="utf-8",
    )
    mapping = mg.propose_columns(path)
    said = [line.partition("  #")[0] for line in mapping.doubts]
    first = said.index("[domains]")
    assert said[first + 1 : first + 4] == ['"jeugd" = ""', '"afval" = ""', r'"de \"rest\"" = ""']
    register, report = mg.read_table(path)
    assert report.unknown_themes == ("afval", 'de "rest"', "jeugd")
    document = {**mapping.document(), "domains": {"jeugd": "social", "Afval": "refuse", "x": ""}}
    register, report = mg.read_table(path, columns=document)
    assert report.unknown_themes == ('de "rest"',)
    assert {"social", "refuse", "physical"} <= set(register.domains)
    at = register.at("2020-07-01")
    assert at.network(domain="social").arrangement_count == 1
    assert at.network(domain="physical").arrangement_count == 1
    with pytest.raises(mg.DataError, match="not a table of theme = domain"):
        mg.read_table(path, columns={**mapping.document(), "domains": {"jeugd": 1}})
    # What the mapping says of a theme that is known counts.
    document["domains"] = {"waste": "refuse"}
    at = mg.read_table(path, columns=document)[0].at("2020-07-01")
    assert at.network(domain="refuse").arrangement_count == 1
