"""Data packages that others made: what they declare is honoured, or refused with its key."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import munigraph as mg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph import DataError

PEOPLE = "id,name,province,population,lat,valid_from,open,note\n"


class Package:
    """A package by hand: the people's file and what the descriptor says of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, bytes] = {
            "arrangements.csv": b"id\na\n",
            "memberships.csv": b"arrangement,participant\na,p\na,q\n",
        }
        self.participants: dict[str, Any] = {"name": "participants", "path": "participants.csv"}
        self.more: list[dict[str, Any]] = []
        self.own: dict[str, Any] = {}

    def schema(self, *fields: dict[str, Any], **keys: Any) -> Package:
        self.participants["schema"] = {"fields": list(fields), **keys}
        return self

    def people(self, text: str | bytes, name: str = "participants.csv") -> Package:
        self.files[name] = text if isinstance(text, bytes) else text.encode()
        return self

    def write(self) -> Path:
        for name, content in self.files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
        others = [{"name": n, "path": f"{n}.csv"} for n in ("arrangements", "memberships")]
        resources = [self.participants, *others, *self.more]
        text = json.dumps({"name": "made", "resources": resources, **self.own})
        (self.folder / "datapackage.json").write_text(text, encoding="utf-8")
        return self.folder

    def read(self) -> Any:
        return mg.read_package(self.write())[0].participants

    def refused(self) -> DataError:
        with pytest.raises(DataError) as caught:
            mg.read_package(self.write())
        return caught.value


@pytest.fixture
def package(tmp_path) -> Package:
    return Package(tmp_path).people("id,name\np,P\nq,Q\n")


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


# --- beside the library of the standard ---------------------------------------------------------


@pytest.fixture(scope="module")
def frictionless() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("frictionless")


words = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=8)
numbers = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)


def cell(value: Any, decimal: str, group: str) -> str:
    return f"{value:,}".replace(",", "G").replace(".", decimal).replace("G", group)


@given(
    rows=st.lists(st.tuples(numbers, words, st.dates(), st.booleans()), min_size=2, max_size=6),
    delimiter=st.sampled_from(",;\t|"),
    quote=st.sampled_from("\"'"),
    marks=st.sampled_from([(".", ""), (",", "."), (".", " "), (",", " ")]),
    order=st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y"]),
    missing=st.sampled_from(["", "NA", "-9"]),
    encoding=st.sampled_from(["utf-8", "utf-16"]),
)
def test_values_are_those_that_the_library_reads(
    tmp_path_factory, frictionless, rows, delimiter, quote, marks, order, missing, encoding
):
    import csv
    import io

    decimal, group = marks
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quotechar=quote, lineterminator="\n")
    writer.writerow(["id", "number", "text", "day", "flag"])
    for n, (number, text, day, flag) in enumerate(rows):
        # Years below 1000 have no one spelling in strftime.
        written = day.replace(year=1000 + day.year % 9000).strftime(order)
        row = [f"p{n}", cell(number, decimal, group), text or missing, written]
        writer.writerow([*row, "J" if flag else "N"])
    package = Package(tmp_path_factory.mktemp("made"))
    package.people(out.getvalue().encode(encoding))
    names = [f"p{n}" for n in range(len(rows))]
    package.files["memberships.csv"] = (
        "arrangement,participant\n" + "".join(f"a,{name}\n" for name in names)
    ).encode()
    package.participants["encoding"] = encoding
    package.participants["dialect"] = {"delimiter": delimiter, "quoteChar": quote}
    number = field("number", type="number", decimalChar=decimal)
    if group:
        number["groupChar"] = group
    package.schema(
        field("id", type="string"), number, field("text", type="string"),
        field("day", type="date", format=order),
        field("flag", type="boolean", trueValues=["J"], falseValues=["N"]),
        missingValues=[missing],
    )  # fmt: skip
    ours = package.read()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = frictionless.Package(str(package.folder / "datapackage.json")).get_resource(
            "participants"
        )
        read = theirs.read_rows()
    assert all(row.valid for row in read)
    assert ours["number"].tolist() == [float(row["number"]) for row in read]
    assert ours["text"].fillna("").tolist() == [row["text"] or "" for row in read]
    assert ours["day"].tolist() == [row["day"].isoformat() for row in read]
    assert ours["flag"].tolist() == ["yes" if row["flag"] else "no" for row in read]


@pytest.mark.parametrize("rewrite", ["descriptor", "tables", "inferred"])
def test_a_package_that_the_library_rewrites_is_the_same(
    register, tmp_path, frictionless, rewrite, monkeypatch
):
    register.to_package(tmp_path / "ours")
    made = tmp_path / "theirs"
    made.mkdir()
    monkeypatch.chdir(made)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package = frictionless.Package(str(tmp_path / "ours" / "datapackage.json"))
        if rewrite == "tables":
            written = []
            for resource in package.resources:
                target = frictionless.Resource(
                    name=resource.name, path=f"{resource.name}.csv",
                    control=frictionless.formats.CsvControl(delimiter=";", quote_char="'"),
                )  # fmt: skip
                resource.write(target)
                target.infer(stats=True)
                target.schema = resource.schema
                written.append(target)
            frictionless.Package(name="made", resources=written).to_json("datapackage.json")
        else:
            for file in (tmp_path / "ours").glob("*.csv"):
                (made / file.name).write_bytes(file.read_bytes())
            if rewrite == "inferred":
                package = frictionless.Package("*.csv")
            package.infer(stats=True)
            package.to_json("datapackage.json")
    again, _ = mg.read_package(made)
    assert again.domain_map == register.domain_map
    assert again._core.to_text() == register._core.to_text()


def test_a_package_of_an_older_version_keeps_its_domains(register, tmp_path):
    register.to_package(tmp_path)
    file = tmp_path / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "domains"]
    descriptor["munigraph"]["domains"] = register.domain_map
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    assert mg.read_package(tmp_path)[0].domain_map == register.domain_map
    register.to_package(tmp_path)
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    descriptor["munigraph"]["domains"] = {"care": "safety"}
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    with pytest.raises(DataError, match="another domain"):
        mg.read_package(tmp_path)


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
    tmp_path_factory, keys, schema, of_id, content
):
    package = Package(tmp_path_factory.mktemp("made")).people(content)
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


# --- files that are none ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["participants.csv", "datapackage.json"])
def test_pipes_devices_and_links_out_are_no_files_of_a_package(package, name, tmp_path_factory):
    file = package.write() / name
    outside = tmp_path_factory.mktemp("elsewhere") / name
    outside.write_bytes(file.read_bytes())
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(DataError, match="no regular file"):
        mg.read_package(package.folder)
    for target in ("/dev/zero", outside):
        file.unlink()
        file.symlink_to(target)
        with pytest.raises(DataError, match="a link out of the package"):
            mg.read_package(package.folder)
    # A link within the folder is a file of it; so is the folder itself reached by a link.
    inside = package.folder / f"{name}.copy"
    inside.write_bytes(outside.read_bytes())
    file.unlink()
    file.symlink_to(inside.name)
    link = package.folder.parent / f"{package.folder.name}-link"
    link.symlink_to(package.folder)
    assert len(mg.read_package(link)[0].participants) == 2
    link.unlink()


def test_a_file_that_is_too_large_is_refused_with_the_limit(package):
    folder = package.write()
    with pytest.raises(DataError, match="at most 10 bytes") as caught:
        mg.read_package(folder, max_bytes=10)
    assert caught.value.value.endswith("bytes")
    assert len(mg.read_package(folder, max_bytes=1000)[0].participants) == 2
    # A file with holes takes no place, and no memory either.
    with (folder / "memberships.csv").open("r+b") as file:
        file.truncate(1 << 40)
    with pytest.raises(DataError, match="too large"):
        mg.read_package(folder)


# --- writing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["package", "download"])
def test_a_writer_that_is_killed_leaves_nothing_by_halves(pytestconfig, what):
    if what == "download":
        pytest.importorskip("pooch")
    script = Path(__file__).resolve().parents[3] / "scripts" / "kill_writers.py"
    kills = pytestconfig.getoption("--kills")
    done = subprocess.run(
        [sys.executable, str(script), what, "--kills", str(kills)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if ": downloading " not in line]
    assert (done.returncode, said) == (0, [])
    assert f"{kills} kills" in done.stdout


def test_writing_over_a_package_keeps_what_else_lies_there(register, tmp_path, monkeypatch):
    folder = tmp_path / "made"
    register.to_package(folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "x").write_bytes(b"y")
    (folder / "link").symlink_to("notes.txt")
    folder.chmod(0o750)
    smaller = mg.Register.from_tables(
        {"id": ["p", "q"]}, {"id": ["a"]}, {"arrangement": ["a", "a"], "participant": ["p", "q"]},
        domains={},
    )  # fmt: skip
    for over in (folder, tmp_path / "link", Path()):
        if over.name == "link":
            over.symlink_to(folder)
        if over == Path():
            monkeypatch.chdir(folder)
        smaller.to_package(over)
        assert len(mg.read_package(folder)[0].participants) == 2
        assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
        assert (folder / "deep" / "er" / "x").read_bytes() == b"y"
        assert (folder / "link").readlink() == Path("notes.txt")
        assert folder.stat().st_mode & 0o777 == 0o750
        assert not (folder / "domains.csv").exists() or smaller.domain_map
        assert sorted(one.name for one in tmp_path.iterdir()) in (["made"], ["link", "made"])
        register.to_package(over)
        assert mg.read_package(folder)[0].domain_map == register.domain_map


def test_a_folder_that_cannot_be_made_is_refused(register, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="a writable place"):
        register.to_package(tmp_path / "file")
    with pytest.raises(DataError, match="a writable place"):
        register.to_package(tmp_path / "file" / "below")
