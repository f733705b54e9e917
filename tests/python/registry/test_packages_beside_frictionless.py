"""Packages read by munigraph beside the library of the standard."""

from __future__ import annotations

import json
import warnings
from typing import Any

import munigraph as mg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph import DataError


def field(name: str, **keys: Any) -> dict[str, Any]:
    return {"name": name, **keys}


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
    packages,
    tmp_path_factory,
    frictionless,
    rows,
    delimiter,
    quote,
    marks,
    order,
    missing,
    encoding,
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
    package = packages(tmp_path_factory.mktemp("made"))
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
