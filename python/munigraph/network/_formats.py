"""GraphML, GEXF and GML: formats that hold attributes. What they cannot hold is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from .._common.errors import DataError
from ._attributes import Column, require_finite, told_apart

if TYPE_CHECKING:
    pass

#: What XML 1.0 cannot hold, escaped or not.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_ESCAPES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;", "\x85": "&#133;", "\u2028": "&#8232;",
}  # fmt: skip
_XML_SPECIAL = re.compile('[&<>"\t\n\r\x85\u2028]')
_GML_SPECIAL = re.compile("[^ !#-%'-~]")
_GML_KEY = re.compile("[A-Za-z][0-9A-Za-z_]*")


class Drawn(NamedTuple):
    """A network as the formats write it."""

    ids: list[str]
    nodes: list[Column]
    source: list[int]
    target: list[int]
    edges: list[Column]


def _refuse(what: str, value: str, row: int, column: str, expected: str) -> DataError:
    return DataError(what, row=row, column=column, value=value, expected=expected)


def _check_xml(columns: list[Column], what: str) -> None:
    for column in columns:
        if found := _NO_XML.search(column.name):
            raise _refuse(
                f"{what} cannot hold the character {found.group(0)!r}", repr(column.name), 1,
                column.name, "a name of a column without control characters",
            )  # fmt: skip
        if column.kind != "text":
            continue
        for row, value in enumerate(column.values, 1):
            if value is not None and (found := _NO_XML.search(value)):
                raise _refuse(
                    f"{what} cannot hold the character {found.group(0)!r}", repr(value), row,
                    column.name, "text without control characters or halves of characters",
                )  # fmt: skip


def _xml(text: str) -> str:
    return _XML_SPECIAL.sub(lambda found: _XML_ESCAPES[found.group(0)], text)


def _xml_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _xml(value) if isinstance(value, str) else repr(value)


_GRAPHML_TYPES = {"boolean": "boolean", "integer": "long", "number": "double", "text": "string"}


def graphml(drawn: Drawn) -> Iterator[str]:
    """GraphML (Brandes et al. 2002), as networkx, igraph, Gephi and yEd read it."""
    columns = [*drawn.nodes, *drawn.edges]
    _check_xml([Column("id", "text", list(drawn.ids)), *columns], "GraphML")
    require_finite(columns, "GraphML")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for domain, listed in (("node", drawn.nodes), ("edge", drawn.edges)):
        for k, column in enumerate(listed):
            kind = _GRAPHML_TYPES[column.kind]
            yield (
                f'<key id="{domain[0]}{k}" for="{domain}" attr.name="{_xml(column.name)}" '
                f'attr.type="{kind}"/>\n'
            )
    yield '<graph edgedefault="undirected">\n'
    for row, one in enumerate(drawn.ids):
        yield f'<node id="{_xml(one)}">{_data(drawn.nodes, row, "n")}</node>\n'
    for row, (a, b) in enumerate(zip(drawn.source, drawn.target, strict=True)):
        ends = f'source="{_xml(drawn.ids[a])}" target="{_xml(drawn.ids[b])}"'
        yield f"<edge {ends}>{_data(drawn.edges, row, 'e')}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(columns: list[Column], row: int, letter: str) -> str:
    return "".join(
        f'<data key="{letter}{k}">{_xml_value(column.values[row])}</data>'
        for k, column in enumerate(columns)
        if column.values[row] is not None
    )


def gexf(drawn: Drawn) -> Iterator[str]:
    """GEXF 1.2, as Gephi reads it; the label of a node is its name."""
    columns = [*drawn.nodes, *drawn.edges]
    _check_xml([Column("id", "text", list(drawn.ids)), *columns], "GEXF")
    require_finite(columns, "GEXF")
    listed = [one for one in drawn.nodes if one.name != "name"]
    for one in listed:
        if one.name == "label":
            raise DataError(
                "the label of a node is its name in GEXF", column="label", value="label",
                expected="a column of another name",
            )  # fmt: skip
    names = next((one.values for one in drawn.nodes if one.name == "name"), drawn.ids)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield '<graph defaultedgetype="undirected" mode="static">\n'
    more = [one for one in drawn.edges if one.name != "weight"]
    for domain, those in (("node", listed), ("edge", more)):
        yield f'<attributes class="{domain}" mode="static">\n'
        for k, column in enumerate(those):
            kind = _GRAPHML_TYPES[column.kind]
            yield f'<attribute id="{k}" title="{_xml(column.name)}" type="{kind}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for row, node in enumerate(drawn.ids):
        label = _xml(node if names[row] is None else str(names[row]))
        values = _attvalues(listed, row)
        yield f'<node id="{_xml(node)}" label="{label}">{values}</node>\n'
    yield "</nodes>\n<edges>\n"
    weight = next(one.values for one in drawn.edges if one.name == "weight")
    for row, (a, b) in enumerate(zip(drawn.source, drawn.target, strict=True)):
        ends = f'source="{_xml(drawn.ids[a])}" target="{_xml(drawn.ids[b])}"'
        yield f'<edge id="{row}" {ends} weight="{weight[row]!r}">{_attvalues(more, row)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _attvalues(columns: list[Column], row: int) -> str:
    values = "".join(
        f'<attvalue for="{k}" value="{_xml_value(column.values[row])}"/>'
        for k, column in enumerate(columns)
        if column.values[row] is not None
    )
    return f"<attvalues>{values}</attvalues>" if values else ""


def gml(drawn: Drawn) -> Iterator[str]:
    """GML (Himsolt 1997): ASCII, other characters as numeric entities. Labels are told apart, since
    programs take them for the names of nodes; the ids are kept as ``original_id``."""
    names = next((one.values for one in drawn.nodes if one.name == "name"), drawn.ids)
    shown = [one if name is None else str(name) for one, name in zip(drawn.ids, names, strict=True)]
    labels = Column("label", "text", list(told_apart(shown, drawn.ids)))
    columns = [labels, Column("original_id", "text", list(drawn.ids)), *drawn.nodes]
    _check_gml(drawn.nodes)
    for column in (*columns, *drawn.edges):
        _check_gml_values(column)
    yield 'Creator "munigraph"\ngraph [\n  directed 0\n'
    for row in range(len(drawn.ids)):
        yield f"  node [\n    id {row}\n{_gml_lines(columns, row)}  ]\n"
    for row, (a, b) in enumerate(zip(drawn.source, drawn.target, strict=True)):
        yield f"  edge [\n    source {a}\n    target {b}\n{_gml_lines(drawn.edges, row)}  ]\n"
    yield "]\n"


#: Keys that mean something to programs that read GML.
_GML_TAKEN = ("id", "label", "graphics", "original_id")


def _check_gml(columns: list[Column]) -> None:
    for column in columns:
        if column.name in _GML_TAKEN or not _GML_KEY.fullmatch(column.name):
            raise DataError(
                "GML cannot hold this name of a column", column=column.name, value=column.name,
                expected="letters, digits and underscores, a letter first, and none of "
                + ", ".join(_GML_TAKEN),
            )  # fmt: skip


def _check_gml_values(column: Column) -> None:
    require_finite([column], "GML")
    for row, value in enumerate(column.values, 1):
        if isinstance(value, str) and (found := _NO_XML.search(value)):
            raise _refuse(
                f"GML cannot hold the character {found.group(0)!r}", repr(value), row, column.name,
                "text without control characters or halves of characters",
            )  # fmt: skip
        if isinstance(value, int) and abs(value) > 2**53:
            raise _refuse(
                "GML holds no such integer", str(value), row, column.name, "at most 2**53"
            )


def _gml_lines(columns: list[Column], row: int) -> str:
    return "".join(
        f"    {column.name} {_gml_value(column.values[row])}\n"
        for column in columns
        if column.values[row] is not None
    )


def _gml_value(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        # Integers of GML have 32 bits.
        return str(value) if -(2**31) <= value < 2**31 else f"{value}.0"
    if isinstance(value, float):
        text = repr(value)
        return text if "." in text else text.replace("e", ".0e")
    return f'"{_GML_SPECIAL.sub(_gml_escape, value)}"'


def _gml_escape(found: re.Match[str]) -> str:
    """The entities that every reader knows by name, others by number."""
    return {'"': "&quot;", "&": "&amp;"}.get(found.group(0), f"&#{ord(found.group(0))};")


FORMATS: dict[str, Callable[[Drawn], Iterator[str]]] = {
    ".graphml": graphml,
    ".gexf": gexf,
    ".gml": gml,
}
