"""Data packages that others made: what they declare is honoured, or refused with its key."""

from __future__ import annotations

import hashlib
from typing import Any

import munigraph as mg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph import DataError

PEOPLE = "id,name,province,population,lat,valid_from,open,note\n"


def field(name: str, **keys: Any) -> dict[str, Any]:
    return {"name": name, **keys}


# --- values -------------------------------------------------------------------------------------


def test_missing_values_are_no_province(package):
    package.people("id,province,population\np,NA,-\nq,West,5\n").schema(
        field("id"),
        field("province", type="string"),
        field("population", type="integer"),
        missingValues=["NA", "-"],
    )
    people = package.read()
    assert people["province"].fillna("").tolist() == ["", "West"]
    assert people["population"].fillna(0).tolist() == [0, 5]


def test_a_field_may_have_missing_values_of_its_own(package):
    package.people("id,name,province\np,NA,NA\nq,Q,W\n").schema(
        field("id"), field("name"), field("province", missingValues=[{"value": "NA"}])
    )
    assert package.read()["name"].tolist() == ["NA", "Q"]
    assert package.read()["province"].isna().tolist() == [True, False]


def test_an_empty_number_that_is_no_missing_value_is_refused(package):
    package.people("id,population\np,\nq,5\n").schema(
        field("id"), field("population", type="number"), missingValues=["NA"]
    )
    assert "missingValues" in str(package.refused())


@pytest.mark.parametrize(
    ("written", "keys", "value"),
    [
        ("1.000", {"groupChar": ".", "decimalChar": ","}, 1000),
        ("1.000,5", {"groupChar": ".", "decimalChar": ","}, 1000.5),
        ("12 345", {"groupChar": " "}, 12345),
        ("1.5", {}, 1.5),
        ("ca. 1500 inw.", {"bareNumber": False}, 1500),
        ("+7", {}, 7),
    ],
)
def test_numbers_are_read_as_they_are_described(package, written, keys, value):
    package.people(f'id,population,extra\np,"{written}","{written}"\nq,1,1\n').schema(
        field("id"),
        field("population", type="number", **keys),
        field("extra", type="number", **keys),
    )
    people = package.read()
    assert people["population"].tolist() == [value, 1]
    assert people["extra"].tolist() == [value, 1]


def test_numbers_that_are_not_as_described_are_refused(package):
    package.people('id,population\np,"1.000"\nq,1\n').schema(
        field("id"), field("population", type="number", decimalChar=",")
    )
    error = package.refused()
    assert (error.row, error.column, error.value) == (2, "population", "1.000")
    package.schema(field("id"), field("population", type="integer"))
    package.people("id,population\np,1.5\nq,1\n")
    assert package.refused().expected == "a whole number"


@pytest.mark.parametrize(
    ("format", "written"),
    [
        ("%d/%m/%Y", "03/04/2018"),
        ("%m/%d/%Y", "04/03/2018"),
        ("%d-%m-%y", "3-4-18"),
        ("%d %b %Y", "03 Apr 2018"),
        ("fmt:%d.%m.%Y", "03.04.2018"),
        ("default", "2018-04-03"),
    ],
)
def test_day_and_month_do_not_change_places(package, format, written):
    package.people(f"id,valid_from,seen\np,{written},{written}\nq,,\n").schema(
        field("id"),
        field("valid_from", type="date", format=format),
        field("seen", type="date", format=format),
    )
    people = package.read()
    assert str(people["valid_from"][0])[:10] == "2018-04-03"
    assert people["seen"][0] == "2018-04-03"


def test_dates_that_are_not_as_described_are_refused(package):
    package.people("id,seen\np,2018-04-03\nq,\n").schema(
        field("id"), field("seen", type="date", format="%d/%m/%Y")
    )
    error = package.refused()
    assert (error.row, error.column, error.expected) == (2, "seen", "a date as %d/%m/%Y")


def test_words_for_true_and_false(package):
    package.people("id,open\np,ja\nq,nee\n").schema(
        field("id"), field("open", type="boolean", trueValues=["ja"], falseValues=["nee"])
    )
    assert package.read()["open"].tolist() == ["yes", "no"]
    package.people("id,open\np,ja\nq,misschien\n")
    assert package.refused().value == "misschien"


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["iso-8859-1", "windows-1252", "ISO-8859-15", "utf-16", "UTF8"]
)
def test_encodings(package, encoding):
    package.people("id,name\np,Súdwest-Fryslân\nq,Q\n".encode(encoding))
    package.participants["encoding"] = encoding
    assert package.read()["name"][0] == "Súdwest-Fryslân"


def test_bytes_that_the_encoding_does_not_have(package):
    package.people(b"id,name\np,\x81\nq,Q\n")
    package.participants["encoding"] = "windows-1252"
    assert (package.refused().row, package.refused().expected) == (
        2, "a file encoded as windows-1252",
    )  # fmt: skip
    package.participants["encoding"] = "ascii"
    assert package.refused().expected == "a file encoded as ascii"


@pytest.mark.parametrize("nested", [True, False])
def test_dialects(package, nested):
    package.people("# people\nid;name\np; 'P; the ''old'''\nq;\\N\n")
    csv = {
        "delimiter": ";", "quoteChar": "'", "doubleQuote": True, "skipInitialSpace": True,
        "nullSequence": "\\N", "lineTerminator": "\r\n",
    }  # fmt: skip
    dialect = {"csv": csv} if nested else csv
    package.participants["dialect"] = {**dialect, "commentChar": "#"}
    assert package.read()["name"].tolist() == ["P; the 'old'", "q"]


def test_an_escape_character_and_no_quote(package):
    package.people('id,name\np,a\\,b\nq,"Q"\n')
    package.participants["dialect"] = {"escapeChar": "\\", "quoteChar": None}
    assert package.read()["name"].tolist() == ["a,b", '"Q"']


def test_headers(package):
    package.people("p,P\nq,Q\n").schema(field("id"), field("name"))
    package.participants["dialect"] = {"header": False}
    assert package.read()["name"].tolist() == ["P", "Q"]
    package.people("made by hand\nID,Name\np,P\nq,Q\n")
    package.participants["dialect"] = {"headerRows": [2], "caseSensitiveHeader": False}
    assert package.read()["name"].tolist() == ["P", "Q"]
    package.schema()
    package.participants["dialect"] = {"header": False}
    assert package.refused().column == "header"


@pytest.mark.parametrize("second", ["q,Q\n", "id,name\nq,Q\n", "q,Q"])
def test_lists_of_paths_are_one_table(package, second):
    package.people("id,name\np,P", "a.csv").people(second, "sub/b.csv")
    package.participants["path"] = ["a.csv", "sub/b.csv"]
    assert package.read()["id"].tolist() == ["p", "q"]
    package.people("q,Q,R\n", "sub/b.csv")
    assert package.refused().expected == "2 fields"


def test_tab_separated_values_and_descriptions_in_files_of_their_own(package):
    package.people("id\tname\np\tNA\nq\tQ\n")
    package.participants.update(format="tsv", mediatype="text/tab-separated-values")
    package.participants.update(schema="people.json", dialect="dialect.json")
    package.files["people.json"] = (
        b'{"fields": [{"name": "id"}, {"name": "name"}], "missingValues": ["NA"]}'
    )
    package.files["dialect.json"] = b'{"header": true}'
    assert package.read()["name"].tolist() == ["p", "Q"]


def test_themes_is_a_name_of_arrangement_themes(package):
    package.files["t.csv"] = b"arrangement,theme\na,care\n"
    package.more = [{"name": "themes", "path": "t.csv"}]
    register, _ = mg.read_package(package.write())
    assert register.arrangement_themes["theme"].tolist() == ["care"]
    package.more = [{"name": "arrangement_theme", "path": "t.csv"}]
    error = package.refused()
    assert (error.column, error.value) == ("resources", "arrangement_theme")
    assert "did you mean 'arrangement_themes'" in error.expected


def test_what_is_said_of_the_file_is_checked(package):
    content = package.files["participants.csv"]
    for name, digest in (("sha256:", hashlib.sha256(content)), ("", hashlib.md5(content))):
        package.participants["hash"] = name + digest.hexdigest()
        package.participants["bytes"] = len(content)
        package.participants["stats"] = {"rows": 2, "fields": 2}
        assert package.read()["name"].tolist() == ["P", "Q"]
    for key, wrong in (("hash", "sha256:00"), ("bytes", 3), ("rows", 5), ("fields", 1)):
        before = package.participants.copy()
        package.participants.pop("stats")
        package.participants[key] = wrong
        assert package.refused().column == key
        package.participants = before


@pytest.mark.parametrize("size", [*range(50, 70), 119, 120, 127, 128, 1000])
def test_digests_of_every_length_of_padding(package, size):
    content = b"id,name\np,P\nq," + b"x" * (size - 15) + b"\n"
    assert len(content) == size
    package.people(content)
    for digest in (f"sha256:{hashlib.sha256(content).hexdigest()}",
                   f"md5:{hashlib.md5(content).hexdigest()}"):  # fmt: skip
        package.participants["hash"] = digest
        assert len(package.read()) == 2


def test_keys_and_constraints_are_checked(package):
    package.people("id,name,size\np,P,1\nq,P,5\n")
    good: list[dict[str, Any]] = [
        {"required": True}, {"minimum": 1, "maximum": "5"}, {"enum": [1, "5"]}, {"unique": True},
        {"exclusiveMinimum": 0}, {"minLength": 1, "maxLength": 1},
    ]  # fmt: skip
    bad: list[dict[str, Any]] = [
        {"minimum": 2}, {"maximum": 4}, {"enum": [1, 2]}, {"exclusiveMaximum": 5}, {"minLength": 2},
    ]  # fmt: skip
    for constraints, fine in [*((one, True) for one in good), *((one, False) for one in bad)]:
        package.schema(
            field("id"), field("name"), field("size", type="integer", constraints=constraints)
        )
        if fine:
            assert package.read()["size"].tolist() == [1, 5]
        else:
            assert package.refused().column == "size"
    fields = [field("id"), field("name"), field("size")]
    package.schema(*fields, primaryKey=["id"])
    assert len(package.read()) == 2
    package.schema(*fields, primaryKey="name")
    assert (package.refused().row, package.refused().column) == (3, "name")
    package.schema(*fields, uniqueKeys=[["id", "name"], ["name"]])
    assert package.refused().column == "name"
    reference = {"resource": "memberships", "fields": "participant"}
    package.schema(*fields, foreignKeys=[{"fields": "id", "reference": reference}])
    assert len(package.read()) == 2
    package.schema(*fields, foreignKeys=[{"fields": "name", "reference": reference}])
    assert (package.refused().row, package.refused().column) == (2, "name")


@pytest.mark.parametrize(
    ("match", "columns", "fine"),
    [
        (None, "name,id,extra", True), (None, "id", False), ("exact", "id,name", True),
        ("exact", "name,id", False), ("equal", "name,id", True), ("equal", "id,name,x", False),
        ("subset", "id,name,x", True), ("subset", "id", False), ("superset", "id", True),
        ("superset", "id,x", False), ("partial", "id,x", True),
    ],
)  # fmt: skip
def test_fields_match(package, match, columns, fine):
    rows = [",".join({"id": one}.get(c, "v") for c in columns.split(",")) for one in "pq"]
    package.people("\n".join([columns, *rows]) + "\n")
    package.schema(field("id"), field("name"), **({"fieldsMatch": match} if match else {}))
    if fine:
        assert package.read()["id"].tolist() == ["p", "q"]
    else:
        package.refused()


# --- refused, with the key ----------------------------------------------------------------------

REFUSED_OF_THE_RESOURCE: list[tuple[dict[str, Any], str]] = [
    ({"data": [["id"]]}, "data"),
    ({"path": "https://example.org/p.csv"}, "path"),
    ({"encoding": "ebcdic"}, "encoding"),
    ({"encodng": "latin-1"}, "encodng"),
    ({"format": "xlsx"}, "format"),
    ({"mediatype": "application/json"}, "mediatype"),
    ({"compression": "gz"}, "compression"),
    ({"scheme": "s3"}, "scheme"),
    ({"hash": "sha1:00"}, "hash"),
    ({"missingValues": ["NA"]}, "missingValues"),
    ({"delimiter": ";"}, "delimiter"),
    ({"dialect": {"delimitr": ";"}}, "delimitr"),
    ({"dialect": {"delimiter": ";;"}}, "delimiter"),
    ({"dialect": {"headerRows": [1, 2]}}, "headerRows"),
    ({"dialect": {"commentRows": [1]}}, "commentRows"),
    ({"dialect": {"sheetName": "people"}}, "sheetName"),
    ({"dialect": {"lineTerminator": "|"}}, "lineTerminator"),
    ({"schema": {"fields": [{"name": "id", "type": "text"}]}}, "type"),
    ({"schema": {"fields": [{"name": "id", "typ": "string"}]}}, "typ"),
    ({"schema": {"fields": [{"name": "id", "format": "binary"}]}}, "format"),
    ({"schema": {"fields": [{"name": "name", "type": "date", "format": "any"}]}}, "format"),
    ({"schema": {"fields": [{"name": "name", "type": "date", "format": "%H:%M"}]}}, "format"),
    ({"schema": {"fields": [{"name": "id", "constraints": {"pattern": "p|q"}}]}}, "pattern"),
    ({"schema": {"fields": [{"name": "id"}], "missingValues": "NA"}}, "missingValues"),
    ({"schema": {"fields": [{"name": "id"}], "fieldsMatch": "most"}}, "fieldsMatch"),
    ({"schema": {"fields": [{"name": "id"}], "primaryKey": "code"}}, "primaryKey"),
    ({"schema": {"fields": [{"name": "code"}]}}, "code"),
]


@pytest.mark.parametrize(("keys", "key"), REFUSED_OF_THE_RESOURCE, ids=str)
def test_what_is_not_honoured_is_refused_with_its_key(package, keys, key):
    package.participants.update(keys)
    error = package.refused()
    assert error.column == key
    assert error.expected


def test_keys_of_ones_own_are_no_declarations(package):
    package.own = {"x_made_by": "hand"}
    package.participants["notes"] = {"any": "thing"}
    package.schema(field("id", unit="none"), field("name"))
    assert len(package.read()) == 2


# --- whatever comes -----------------------------------------------------------------------------

KEYS = [
    "path", "encoding", "dialect", "schema", "fields", "name", "type", "format", "missingValues",
    "groupChar", "decimalChar", "bareNumber", "constraints", "enum", "hash", "bytes", "primaryKey",
    "foreignKeys", "fieldsMatch", "delimiter", "quoteChar", "headerRows", "trueValues", "csv",
]  # fmt: skip
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 2**70) | st.floats() | st.text(max_size=4)
    | st.sampled_from(["date", "number", "any", "%d", "%Y-%m-%d", "participants.csv", "utf-16"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(
    keys=st.dictionaries(st.sampled_from(KEYS), anything, max_size=3),
    schema=st.dictionaries(st.sampled_from(KEYS), anything, max_size=3),
    of_id=st.dictionaries(st.sampled_from(KEYS), anything, max_size=3),
    content=st.binary(max_size=40) | st.text(max_size=40).map(str.encode) | st.just(b"id\np\nq\n"),
)
def test_any_descriptor_and_any_file_is_read_or_refused_with_the_place(
    packages, tmp_path_factory, keys, schema, of_id, content
):
    package = packages(tmp_path_factory.mktemp("made")).people(content)
    package.schema({"name": "id", **of_id}, **schema)
    package.participants.update(keys)
    try:
        register = mg.read_package(package.write())[0]
    except DataError as error:
        said = (error.source, error.expected)
        assert all(said)
    else:
        assert {"p", "q"} <= set(register.participants["id"])


def test_many_columns_keep_their_values(package):
    names = [f"column {k}" for k in range(20_000)]
    rows = [["id", *names], ["p", *map(str, range(20_000))], ["q", *["x"] * 20_000]]
    package.people("\n".join(",".join(row) for row in rows) + "\n")
    people = package.read()
    assert people["column 19999"].tolist() == ["19999", "x"]
    assert people.shape == (2, 20_010)
