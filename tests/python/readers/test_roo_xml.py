"""The XML export of the Dutch register: no original can be had, so one is written of that shape."""

import csv
import tracemalloc
from xml.sax.saxutils import escape, quoteattr

import munigraph as mg
import pandas as pd
import pytest
from munigraph.datasets import find

pytest.importorskip("defusedxml")

COLUMNS = (
    "gr_roo_id", "gr_name", "samenwerkingsvorm", "datum_inwerkingtreding",
    "datum_uitwerkingtreding", "previous_roo_id", "next_roo_id", "policy_areas",
    "participant_name", "participant_roo_id", "participant_tooi", "toetredings_datum",
)  # fmt: skip
NAMESPACE = "https://organisaties.overheid.nl/static/schema/oo/export/2.6.9"


def element(name, text):
    return f"<p:{name}>{escape(text)}</p:{name}>" if text else f"<p:{name}/>"


def xml_of(rows, prefix="p"):
    """An export of such rows, with elements that nobody knows."""
    versions = {}
    for row in rows:
        versions.setdefault(row["gr_roo_id"], []).append(row)
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n'
             f'<p:overheidsorganisaties xmlns:p="{NAMESPACE}">'
             "<p:organisaties><p:organisatie p:systeemId='9'><p:naam>X</p:naam><p:regeling/>"
             "</p:organisatie></p:organisaties><p:gemeenschappelijkeRegelingen>"]  # fmt: skip
    for identifier, group in versions.items():
        first = group[0]
        parts.append(f"<p:regeling p:systeemId={quoteattr(identifier)}>")
        parts.append("<p:unknown><p:titel>no title</p:titel></p:unknown>")
        parts.append(element("titel", first["gr_name"]) + element("doel", "a purpose"))
        parts.append(f'<p:samenwerkingsvorm p:afkorting="?">{escape(first["samenwerkingsvorm"])}'
                     "</p:samenwerkingsvorm>")  # fmt: skip
        parts.append(element("datumInwerkingtreding", first["datum_inwerkingtreding"]))
        parts.append(element("datumUitwerkingtreding", first["datum_uitwerkingtreding"]))
        for name, column in (
            ("previousVersion", "previous_roo_id"),
            ("nextVersion", "next_roo_id"),
        ):
            if first[column]:
                parts.append(f"<p:{name} p:systeemId={quoteattr(first[column])}/>")
        areas = "".join(element("beleidsterrein", one) for one in first["policy_areas"].split(";"))
        parts.append(f"<p:beleidsterreinen>{areas}</p:beleidsterreinen>")
        parts.append("<p:deelnemendeOrganisaties>")
        for row in group:
            parts.append(
                f"<p:deelnemendeOrganisatie p:systeemId={quoteattr(row['participant_roo_id'])} "
                f"p:resourceIdentifierTOOI={quoteattr(row['participant_tooi'])}>"
                + element("naam", row["participant_name"])
                + element("toetredingsDatum", row["toetredings_datum"])
                + "<p:bestuursorganen><p:bestuursorgaan>Raad</p:bestuursorgaan></p:bestuursorganen>"
                "</p:deelnemendeOrganisatie>"
            )
        parts.append("</p:deelnemendeOrganisaties></p:regeling>")
    parts.append("</p:gemeenschappelijkeRegelingen></p:overheidsorganisaties>")
    text = "\n".join(parts)
    return text.replace("p:", "").replace("xmlns:p", "xmlns") if not prefix else text


def rows(versions=3, participants=("gm0202", "gm0226", "gm0344")):
    for version in range(versions):
        for code in participants:
            values = (
                str(100 + version), f"Afval & <water> {version}", "openbaar lichaam",
                f"20{10 + version}-01-01", f"20{11 + version}-01-01",
                str(99 + version) if version else "", "", "Milieu;Economie", code, f"9{code[2:]}",
                f"https://identifier.overheid.nl/tooi/id/gemeente/{code}", "2010-01-01",
            )  # fmt: skip
            yield dict(zip(COLUMNS, values, strict=True))


def same(a, b):
    for name in ("participants", "arrangements", "memberships", "arrangement_themes"):
        pd.testing.assert_frame_equal(getattr(a, name), getattr(b, name))


@pytest.mark.parametrize("prefix", ["p", ""])
def test_xml_and_csv_are_one_register(write, prefix):
    made = list(rows())
    path = write("gr.csv", "")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(made)
    flat, _ = mg.read_roo(path)
    register, report = mg.read_roo(write("exportOO.xml", xml_of(made, prefix)))
    same(register, flat)
    assert report.rows_read == len(made)
    assert register.arrangements["name"][0] == "Afval & <water> 0"
    assert register.arrangements["chain"].unique().tolist() == ["100"]


def test_the_real_register_written_as_xml_is_the_same(tmp_path):
    path = find("nl/roo/roo_gr_participants.csv")
    if path is None:
        pytest.skip("the Dutch register is not on this machine")
    with path.open(newline="", encoding="utf-8") as file:
        made = list(csv.DictReader(file))
    (tmp_path / "exportOO.xml").write_text(xml_of(made), encoding="utf-8")
    own_list = path.parent / "roo_gemeenten.csv"
    (tmp_path / own_list.name).write_bytes(own_list.read_bytes())
    flat, _ = mg.read_roo(path)
    register, report = mg.read_roo(tmp_path / "exportOO.xml")
    same(register, flat)
    assert report.rows_read == len(made)
    assert register.arrangements["chain"].nunique() == 549


def test_only_one_arrangement_is_held(tmp_path):
    from munigraph.readers._roo_xml import _arrangements

    path = tmp_path / "large.xml"
    path.write_text(xml_of(rows(4000)), encoding="utf-8")
    size = path.stat().st_size
    tracemalloc.start()
    assert sum(1 for _ in _arrangements(path, False)) == 4000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size / 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', "entities"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "entities"),
        ("<a><b></a>", "well-formed"),
        ("<a/>", "no arrangement"),
        ("<a>", "well-formed"),
        ('<?xml version="1.0" encoding="gbk"?><a/>', "encoding that XML is not read in"),
        ('<?xml version="1.0" encoding="zlib_codec"?><a/>', "encoding that XML is not read in"),
        ('<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/passwd"> %b;]><a/>', "entities"),
    ],
)
def test_hostile_and_broken_files(write, text, message):
    with pytest.raises(mg.DataError, match=message):
        mg.read_roo(write("exportOO.xml", text))


def test_depth_length_and_what_it_refers_to_do_no_harm(write):
    """Nothing of these is followed, and nothing runs out of stack."""
    plain = xml_of(rows(1))
    inside = "<p:bestuursorganen>"
    deep = plain.replace(inside, inside + "<x>" * 100_000 + "</x>" * 100_000, 1)
    told = plain.replace(inside, '<xi:include href="/etc/passwd" parse="text" '
                         'xmlns:xi="http://www.w3.org/2001/XInclude"/>' + inside, 1)  # fmt: skip
    elsewhere = plain.replace("<p:over", '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><p:over', 1)
    expected, _ = mg.read_roo(write("exportOO.xml", plain))
    for text in (deep, told, elsewhere):
        same(mg.read_roo(write("exportOO.xml", text))[0], expected)


def test_progress_tells_bytes(write):
    from munigraph.readers._roo_xml import read_roo_xml

    told = []
    path = write("a.xml", xml_of(rows(50)))
    table = read_roo_xml(path, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert len(table) == 150
