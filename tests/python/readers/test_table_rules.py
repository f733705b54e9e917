"""The rules by which tables are read: sources, dates, numbers, names, codes, mappings, faults."""

import datetime
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


def members(register):
    table = register.memberships
    return {a: sorted(g["participant"]) for a, g in table.groupby("arrangement", sort=False)}


def dates(column, **more):
    """Days that a column of memberships' dates becomes, in the order of its rows."""
    table = {
        "arrangement": ["A"] * len(column),
        "participant": [f"p{k}" for k in range(len(column))],
    }
    register, report = mg.read_table({**table, more.pop("name", "joined"): column}, **more)
    found = register.memberships.set_index("participant")
    its = "valid_to" if found["valid_from"].isna().all() else "valid_from"
    return [str(found.loc[p, its])[:10] for p in table["participant"]], report


# --- sources ------------------------------------------------------------------------------------

TABLE = {
    "arrangement": ["Waste", "Waste", "Youth", "Youth"],
    "participant": ["A", "B", "B", "C"],
}
WANTED = {"Waste": ["A", "B"], "Youth": ["B", "C"]}


def test_the_same_table_is_read_from_every_source(tmp_path):
    frame = pd.DataFrame(TABLE)
    pyarrow = pytest.importorskip("pyarrow")
    frame.to_parquet(tmp_path / "t.parquet")
    frame.to_csv(tmp_path / "t.csv.gz", index=False)
    sources = [TABLE, frame, pyarrow.table(frame), tmp_path / "t.parquet", tmp_path / "t.csv.gz"]
    for separator in ";,\t|":
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"):
            path = tmp_path / f"{ord(separator)}-{encoding}.txt"
            path.write_bytes(frame.to_csv(index=False, sep=separator).encode(encoding))
            sources.append(path)
    for source in sources:
        register, report = mg.read_table(source)
        assert members(register) == WANTED
        assert (report.rows_read, report.taken) == (4, 4)


def test_an_arrow_stream_is_read_whoever_gives_it():
    pyarrow = pytest.importorskip("pyarrow")

    class Stream:
        def __arrow_c_stream__(self, requested_schema=None):
            return pyarrow.table(TABLE).__arrow_c_stream__(requested_schema)

    assert members(mg.read_table(Stream())[0]) == WANTED


def test_what_was_found_about_a_file_is_said_and_can_be_overridden(tmp_path):
    path = write(tmp_path / "t.csv", "regeling;deelnemer\nÉén;Súdwest\n", "cp1252")
    _, report = mg.read_table(path)
    assert "encoding cp1252, separator semicolon" in [entry.reason for entry in report.entries]
    register, _ = mg.read_table(path, encoding="cp1250", separator=";")
    assert register.arrangements["id"].tolist() == ["Één"]
    with pytest.raises(mg.DataError, match="not text in utf-8"):
        mg.read_table(path, encoding="utf-8")
    with pytest.raises(ValueError, match="unknown encoding"):
        mg.read_table(path, encoding="klingon")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("size;colour\n1;2\n", "no layout can be told"),
        ('arrangement;participant\n"A;B\nC;D\n', "a quote is opened and never closed"),
    ],
)
def test_a_file_without_a_table_is_refused_with_the_reason(tmp_path, text, message):
    with pytest.raises(mg.DataError, match=message):
        mg.read_table(write(tmp_path / "t.csv", text))


def test_what_is_no_source_is_refused(tmp_path):
    with pytest.raises(mg.DataError, match="no such file"):
        mg.read_table(tmp_path / "nothing.csv")
    with pytest.raises(mg.DataError, match="no such file"):
        mg.read_table(tmp_path / "nothing.xlsx")
    with pytest.raises(mg.DataError, match="no tables in the folder"):
        mg.read_table(tmp_path)
    with pytest.raises(TypeError, match="got int"):
        mg.read_table(7)
    with pytest.raises(ValueError, match="did you mean 'lists'"):
        mg.read_table(TABLE, layout="list")
    with pytest.raises(ValueError, match="did you mean 'nl'"):
        mg.read_table(TABLE, places="nll")
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    with pytest.raises(mg.DataError, match="not a workbook"):
        mg.read_table(tmp_path / "bad.xlsx")


def test_a_sheet_is_chosen_by_name_or_number(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        for name, person in (("One", "A"), ("Two", "B")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["arrangement", "participant"])
            sheet.write_row(1, 0, ["X", person])
    assert members(mg.read_table(tmp_path / "t.xlsx", sheet="Two")[0]) == {"X": ["B"]}
    assert members(mg.read_table(tmp_path / "t.xlsx", sheet=1)[0]) == {"X": ["A"]}
    both = {"One: X": ["A"], "Two: X": ["B"]}
    assert members(mg.read_table(tmp_path / "t.xlsx")[0]) == both
    with pytest.raises(mg.DataError, match="one of One, Two, or a number from 1 to 2"):
        mg.read_table(tmp_path / "t.xlsx", sheet="Three")
    mapping = {
        "columns": {"arrangement": "arrangement", "participant": "participant"},
        "key": "value",
    }
    assert members(mg.read_table(tmp_path / "t.xlsx", columns=mapping)[0]) == {"X": ["A", "B"]}


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2010", "2010-01-01", "2011-01-01"),
        (2010, "2010-01-01", "2011-01-01"),
        (2010.0, "2010-01-01", "2011-01-01"),
        ("2014-02", "2014-02-01", "2014-03-01"),
        ("12-2014", "2014-12-01", "2015-01-01"),
        ("2014-1-2", "2014-01-02", "2014-01-02"),
        ("20140102", "2014-01-02", "2014-01-02"),
        ("1816-1-1", "1816-01-01", "1816-01-01"),
        ("01-01-2014", "2014-01-01", "2014-01-01"),
        ("2.1.2014", "2014-01-02", "2014-01-02"),
        ("41641", "2014-01-02", "2014-01-02"),
        ("2014-01-02T00:00:00", "2014-01-02", "2014-01-02"),
        ("2014-01-02 00:00", "2014-01-02", "2014-01-02"),
        (datetime.datetime(2014, 1, 2), "2014-01-02", "2014-01-02"),
        ("41641.0", "2014-01-02", "2014-01-02"),
        ("2 januari 2014", "2014-01-02", "2014-01-02"),
        ("2. Januar 2014", "2014-01-02", "2014-01-02"),
        ("1er janvier 2014", "2014-01-01", "2014-01-01"),
        ("March 3, 2014", "2014-03-03", "2014-03-03"),
        ("", "NaT", "NaT"),
        ("-", "NaT", "NaT"),
        ("9999-12-31", "9999-12-31", "NaT"),
        ("9999-12-31 23:59:59", "9999-12-31", "NaT"),
        ("heden", "NaT", "NaT"),
        ("unbefristet", "NaT", "NaT"),
    ],
)
def test_a_date_is_read_by_the_stated_rules(text, start, end):
    # A second row keeps the column, and says nothing about it.
    assert dates([text, "2000-05-05"], name="joined")[0][0] == start
    assert dates([text, "2000-05-05"], name="left")[0][0] == end


@given(st.dates(datetime.date(1700, 1, 1), datetime.date(2500, 1, 1)))
def test_every_day_is_read_back_from_each_way_to_write_it(day):
    forms = [
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.year}/{day.month}/{day.day}",
    ]
    found, _ = dates([*forms, f"{day.day:02d}-{day.month:02d}-{day.year}", "31-12-2000"])
    assert found[:4] == [str(day)] * 4


def test_last_days_as_ends_are_told_from_first_days_out():
    assert dates(["2014-12-31", "2016-06-30", "2017-03-15"], name="left")[0] == [
        "2015-01-01", "2016-07-01", "2017-03-16",
    ]  # fmt: skip
    assert dates(["2015-01-01", "2016-07-01", "2017-12-31"], name="left")[0] == [
        "2015-01-01", "2016-07-01", "2017-12-31",
    ]  # fmt: skip
    mapping = {
        "columns": {"arrangement": "arrangement", "participant": "participant", "left": "left"},
        "ends": "exclusive",
    }
    assert dates(["2014-12-31"], name="left", columns=mapping)[0] == ["2014-12-31"]


def test_the_order_of_day_and_month_is_decided_by_the_table_or_by_the_user():
    assert dates(["01/02/2014", "13/02/2014"])[0] == ["2014-02-01", "2014-02-13"]
    assert dates(["01/02/2014", "02/13/2014"])[0] == ["2014-01-02", "2014-02-13"]
    with pytest.raises(mg.DataError, match="day or month first"):
        dates(["01/02/2014", "03/03/2014"])
    with pytest.raises(mg.DataError, match="day or month first"):
        dates(["13/02/2014", "02/13/2014", "01/02/2014"])
    columns = {"arrangement": "arrangement", "participant": "participant", "joined": "joined"}
    for first, wanted in ((True, "2014-02-01"), (False, "2014-01-02")):
        mapping = {"columns": columns, "day_first": first}
        assert dates(["01/02/2014"], columns=mapping)[0] == [wanted]


def test_a_date_that_is_none_is_dropped_and_told():
    found, report = dates(["2014", "31-02-2014", "soon", "01-01-99"])
    assert found == ["2014-01-01", "NaT", "NaT", "NaT"]
    told = report.table[report.table["action"] == "dropped"]
    assert told["reason"].tolist() == ["no day of the calendar", "no date", "a year of two digits"]
    with pytest.raises(mg.DataError, match=r"(?s)two digits.*no date.*no day of the calendar"):
        dates(["2014", "31-02-2014", "soon", "01-01-99"], strict=True)


# --- numbers ------------------------------------------------------------------------------------


def populations(values, **more):
    table = {"regeling": ["A"] * len(values), "gemeente": [f"p{k}" for k in range(len(values))]}
    register, report = mg.read_table({**table, "inwoners": values}, **more)
    return register.participants["population"].tolist(), report


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["89.999", "12.345"], [89_999, 12_345]),
        (["89,999", "1,234,567", "950"], [89_999, 1_234_567, 950]),
        (["89 999", "12 345"], [89_999, 12_345]),
        (["89'999", "12'345"], [89_999, 12_345]),
        (["1.234,5", "89.999"], [1234.5, 89_999]),
        ([89_999, 12_345], [89_999, 12_345]),
        (["89999", "950"], [89_999, 950]),
        ([89_999.0, np.nan], [89_999, np.nan]),
        (["89.999", "onbekend", "12.345"], [89_999, np.nan, 12_345]),
    ],
)
def test_thousands_are_read_where_the_column_decides(values, wanted):
    np.testing.assert_array_equal(populations(values)[0], wanted)


@pytest.mark.parametrize(
    "values",
    [["89.999"], ["89.999", "120"], ["89.999", "12345", "12.345"], [89.999], [89.999, 120.0]],
)
def test_nothing_makes_90_people_of_89_999(values):
    with pytest.raises(mg.DataError, match="thousands"):
        populations(values)
    register = mg.read_table(TABLE)[0]
    with pytest.raises(mg.DataError, match="thousands"):
        register.with_attributes({"id": ["A", "B", "C"][: len(values)], "population": values[:3]})


def test_the_decimal_sign_of_weights_is_decided_by_the_column():
    def weights(values, **more):
        table = {"van": list("ABC")[: len(values)], "naar": list("BCA")[: len(values)]}
        register, _ = mg.read_table({**table, "gewicht": values}, **more)
        return register.arrangements["weight"].tolist()

    assert weights(["1,5", "0,25", "2"]) == [1.5, 0.25, 2]
    assert weights(["1.234,5", "2.000", "3"]) == [1234.5, 2000, 3]
    assert weights(["0.123", "1.234"]) == [0.123, 1.234]
    with pytest.raises(mg.DataError, match="thousands or decimals"):
        weights(["1.234", "2"])
    columns = {"van": "participant", "naar": "partner", "gewicht": "weight"}
    assert weights(["1.234", "2"], columns={"columns": columns, "decimal": "."}) == [1.234, 2]
    assert weights(["1.234", "2"], columns={"columns": columns, "decimal": ","}) == [1234, 2]
    with pytest.raises(mg.DataError, match="both comma and point"):
        weights(["1,5", "2.5"])


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
