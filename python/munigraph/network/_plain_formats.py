"""Pajek, UCINET and CSV: labels, numbers and plain tables, in one file or several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.errors import DataError
from ._attributes import Column, require_finite, told_apart
from ._formats import Drawn

if TYPE_CHECKING:
    from ._network import Network

#: Letters that do not come apart into a plain one and a mark.
_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "’": "'", "‘": "'",
    "–": "-", "—": "-", '"': "'", "“": "'", "”": "'", "\\": "/",
})  # fmt: skip
#: Control characters, and halves of characters, which no encoding holds.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
#: The number that Pajek takes for a missing one.
PAJEK_MISSING = 999999998


def ascii_only(text: str) -> str:
    """Letters without their marks, quotes as apostrophes, line breaks as spaces; what has no plain
    form as a question mark."""
    spread = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_LETTERS)
    kept = "".join(one for one in spread if not unicodedata.combining(one))
    words = " ".join(_CONTROL.sub(" ", kept).split())
    return "".join(one if " " <= one <= "~" else "?" for one in words)


def _labels(
    drawn: Drawn, plain: bool, what: str, forbidden: re.Pattern[str], hint: str
) -> list[str]:
    names = next((one.values for one in drawn.nodes if one.name == "name"), drawn.ids)
    shown = [one if name is None else str(name) for one, name in zip(drawn.ids, names, strict=True)]
    ids = list(drawn.ids)
    if plain:
        shown, ids = [ascii_only(one) for one in shown], [ascii_only(one) for one in ids]
        if len(set(ids)) < len(ids):  # ids that differ in their accents alone
            ids = [f"{one} {k}" for k, one in enumerate(ids, 1)]
        shown = [one or f"node {k}" for k, one in enumerate(shown, 1)]
    labels = told_apart(shown, ids)
    for row, label in enumerate(labels, 1):
        if found := forbidden.search(label):
            raise DataError(
                f"{what} cannot hold {found.group(0)!r} in a label", row=row, column="name",
                value=repr(label), expected=f"a name without {hint}; plain=True leaves them off",
            )  # fmt: skip
    return labels


_NO_PAJEK = re.compile(r'["\\]|' + _CONTROL.pattern)
_NO_UCINET = re.compile('"|' + _CONTROL.pattern)


def pajek(network: Network, drawn: Drawn, path: Path, plain: bool) -> Iterator[tuple[Path, str]]:
    """A network, a partition and a vector per column of numbers."""
    require_finite([*drawn.nodes, *drawn.edges], "Pajek")
    labels = _labels(drawn, plain, "Pajek", _NO_PAJEK, "double quotes, backslashes and line breaks")
    n = len(drawn.ids)
    lines = [f"*Vertices {n}"]
    lines += [f'{row} "{label}"' for row, label in enumerate(labels, 1)]
    lines.append("*Edges")
    lines += [f"{a + 1} {b + 1} {w!r}" for a, b, w in _ties(drawn)]
    yield path, _joined(lines)
    for column in _numbers(drawn, "Pajek"):
        head = f"*Vertices {n}"
        if column.name == "cluster" and column.kind == "integer" and None not in column.values:
            classes = [str(int(value) + 1) for value in column.values]
            yield path.with_suffix(".clu"), _joined([head, *classes])
        else:
            values = [_number(value, str(PAJEK_MISSING)) for value in column.values]
            beside = path.with_name(f"{path.stem}.{_file_part(column.name)}.vec")
            yield beside, _joined([head, *values])


def ucinet(network: Network, drawn: Drawn, path: Path, plain: bool) -> Iterator[tuple[Path, str]]:
    """A network as a list of ties in one direction, and a matrix of attributes."""
    require_finite([*drawn.nodes, *drawn.edges], "UCINET")
    labels = _tokens(
        _labels(drawn, plain, "UCINET", _NO_UCINET, "double quotes and line breaks"), plain
    )
    lines = [f"DL n={len(drawn.ids)}", "format=edgelist1", "labels:", *labels, "data:"]
    lines += [f"{a + 1} {b + 1} {w!r}" for a, b, w in _ties(drawn)]
    yield path, _joined(lines)
    columns = _numbers(drawn, "UCINET")
    if columns:
        head = [f"DL nr={len(drawn.ids)} nc={len(columns)}", "format=fullmatrix", "row labels:"]
        names = _tokens([ascii_only(one.name) if plain else one.name for one in columns], plain)
        rows = zip(*(one.values for one in columns), strict=True)
        data = [" ".join(_number(value, "NA") for value in row) for row in rows]
        beside = path.with_name(f"{path.stem}.attributes.dl")
        yield beside, _joined([*head, *labels, "column labels:", *names, "data:", *data])


def _tokens(labels: list[str], plain: bool) -> list[str]:
    """Each label by itself; where plain ones are the same ("a, b" and "a=b"), with its number."""
    found = [_token(label, plain) for label in labels]
    if len(set(found)) < len(found):
        found = [f"{token}_{k}" for k, token in enumerate(found, 1)]
    return found


def _token(label: str, plain: bool) -> str:
    """A label by itself: in quotes where a space, comma or equal sign would end it. Plain labels
    need none, since some programs know no quotes."""
    if plain:
        label = re.sub("[ ,=:]+", "_", label)
    return label if re.fullmatch(r"[^\s,=:\"]+", label) else f'"{label}"'


def _ties(drawn: Drawn) -> Iterator[tuple[int, int, float]]:
    weight = next(one.values for one in drawn.edges if one.name == "weight")
    return zip(drawn.source, drawn.target, weight, strict=True)


def _numbers(drawn: Drawn, what: str) -> list[Column]:
    """Columns but the label; text is refused, and clusters have to be whole numbers."""
    columns = [one for one in drawn.nodes if one.name not in ("name", "cluster_name")]
    for column in columns:
        if column.kind == "text" and any(value is not None for value in column.values):
            raise DataError(
                f"{what} holds numbers beside the labels, and no text", column=column.name,
                value=next(value for value in column.values if value is not None),
                expected="numbers, such as codes of the words",
            )  # fmt: skip
        if found := re.search(r'["/\\]|' + _CONTROL.pattern, column.name):
            raise DataError(
                f"{what} cannot hold {found.group(0)!r} in the name of a column",
                column=column.name, value=column.name, expected="a plain name",
            )  # fmt: skip
    return columns


def _number(value: Any, missing: str) -> str:
    if value is None:
        return missing
    return str(int(value)) if isinstance(value, bool) else repr(value)


def _file_part(name: str) -> str:
    return re.sub(r"[^\w.+-]", "_", name)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def tables(network: Network, drawn: Drawn, path: Path, plain: bool) -> Iterator[tuple[Path, str]]:
    """Edges, nodes and who is in what, as CSV."""
    ids = drawn.ids
    ends = ([ids[a] for a in drawn.source], [ids[b] for b in drawn.target])
    columns = [("source", ends[0]), ("target", ends[1])]
    columns += [(one.name, one.values) for one in drawn.edges]
    yield path, _csv(columns, path.name)
    nodes = path.with_name(f"{path.stem}.nodes.csv")
    yield nodes, _csv([("id", ids), *((one.name, one.values) for one in drawn.nodes)], nodes.name)
    if network._core.has_memberships:
        two_mode = path.with_name(f"{path.stem}.two-mode.csv")
        members = network.memberships
        names = dict(zip(*(network.arrangements[c] for c in ("id", "name")), strict=True))
        rows = [
            ("participant", members["participant"].tolist()),
            ("arrangement", members["arrangement"].tolist()),
            ("arrangement_name", [names[one] for one in members["arrangement"]]),
        ]
        yield two_mode, _csv(rows, two_mode.name)


def _csv(columns: list[tuple[str, list[Any]]], source: str) -> str:
    for name, values in columns:
        for row, value in enumerate([name, *values], 1):
            found = re.search("[\x00\ud800-\udfff]", value) if isinstance(value, str) else None
            if found:
                raise DataError(
                    f"CSV cannot hold the character {found.group(0)!r}", source=source, row=row,
                    column=name, value=repr(value), expected="text that UTF-8 can hold",
                )  # fmt: skip
    rows = zip(*(values for _, values in columns), strict=True)
    head = ",".join(_cell(name) for name, _ in columns)
    return _joined([head, *(",".join(_cell(value) for value in row) for row in rows)])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    # Python's writer leaves a carriage return without quotes, where readers see the end of a row.
    quoted = re.search('[",\r\n]|^ | $', value)
    return '"' + value.replace('"', '""') + '"' if quoted else value
