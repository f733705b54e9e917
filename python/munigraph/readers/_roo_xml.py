"""The XML export of the Dutch register, streamed into the rows that its flattened CSV has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from .._common.errors import DataError
from .._common.progress import Progress, ProgressLike
from ._text import CsvTable

__all__ = ["is_xml", "read_roo_xml"]

COLUMNS = (
    "gr_roo_id", "gr_name", "samenwerkingsvorm", "datum_inwerkingtreding",
    "datum_uitwerkingtreding", "previous_roo_id", "next_roo_id", "policy_areas",
    "participant_name", "participant_roo_id", "participant_tooi", "toetredings_datum",
)  # fmt: skip


def is_xml(path: str | os.PathLike[str]) -> bool:
    """Whether a file is named or begins as XML."""
    place = Path(path)
    if place.suffix.lower() == ".xml":
        return True
    if not place.is_file():
        return False
    with place.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")


def read_roo_xml(path: str | os.PathLike[str], *, progress: ProgressLike = None) -> CsvTable:
    """The participations in a file, one row each; rows count from 1 in the order of the file.

    Elements are known by their local names, in any namespace, and unknown ones are passed over.
    Only one arrangement is held at a time beside the rows; equal texts are held once. Entities
    that the file declares, and whatever it refers to elsewhere, are refused.
    """
    columns: list[list[str]] = [[] for _ in COLUMNS]
    seen: dict[str, str] = {}
    for element in _arrangements(Path(path), progress):
        version = _version(element)
        for participant in _participants(element) or [("", "", "", "")]:
            for column, value in zip(columns, (*version, *participant), strict=True):
                column.append(seen.setdefault(value, value))
    if not columns[0]:
        raise DataError(
            "the file holds no arrangement",
            source=Path(path).name,
            expected="gemeenschappelijkeRegelingen/regeling",
        )
    rows = list(range(1, len(columns[0]) + 1))
    return CsvTable(Path(path).name, dict(zip(COLUMNS, columns, strict=True)), rows)


class _Counted:
    """A file that tells how much of it was read."""

    def __init__(self, file: Any, total: int, report: Any) -> None:
        self._file, self._total, self._report, self._done = file, total, report, 0

    def read(self, size: int = -1) -> bytes:
        found: bytes = self._file.read(size)
        self._done += len(found)
        if self._report is not None and self._total:
            self._report(self._done, self._total)
        return found


def _arrangements(path: Path, progress: ProgressLike) -> Iterator[Any]:
    """The elements ``gemeenschappelijkeRegelingen/regeling``, one at a time."""
    try:
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import iterparse
    except ImportError:
        raise ImportError("reading XML needs defusedxml: pip install 'munigraph[tables]'") from None
    if not path.is_file():
        raise DataError("there is no such file", source=path.name, expected="an XML file")
    try:
        with Progress("bytes", progress) as bar, path.open("rb") as file:
            counted = _Counted(file, path.stat().st_size, bar.callback)
            yield from _walk(iterparse(counted, events=("start", "end"), forbid_dtd=False))
    except ParseError as error:
        raise DataError(
            "the file is not well-formed XML", source=path.name, value=str(error)
        ) from None
    except DefusedXmlException as error:
        raise DataError(
            "the file declares entities or refers to other files",
            source=path.name, value=str(error), expected="plain XML",
        ) from None  # fmt: skip
    except (LookupError, ValueError) as error:
        raise DataError(
            "the file says an encoding that XML is not read in",
            source=path.name, value=str(error), expected="UTF-8, UTF-16 or one of single bytes",
        ) from None  # fmt: skip


def _walk(events: Any) -> Iterator[Any]:
    above: list[Any] = []
    inside = 0  # depth of the arrangement that we are in
    for event, element in events:
        if event == "start":
            parent = _local(above[-1].tag) if above else ""
            above.append(element)
            if not inside and _local(element.tag) == "regeling":
                inside = len(above) if parent == "gemeenschappelijkeRegelingen" else 0
            continue
        if inside == len(above):
            yield element
            inside = 0
        above.pop()
        if not inside and above:
            above[-1].clear()  # what was read is not needed any more


def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((v for k, v in element.attrib.items() if _local(k) == name), "").strip()


def _child(element: Any, name: str) -> Any:
    return next((one for one in element if _local(one.tag) == name), None)


def _text(element: Any, *names: str) -> str:
    """The text of the first of these children that has any."""
    for name in names:
        found = _child(element, name)
        if found is not None and "".join(found.itertext()).strip():
            return "".join(found.itertext())
    return ""


def _version(element: Any) -> tuple[str, ...]:
    form = _child(element, "samenwerkingsvorm")
    stated = _text(element, "samenwerkingsvorm").strip()
    if form is not None and not stated:
        stated = _attribute(form, "afkorting")
    links = []
    for name in ("previousVersion", "nextVersion"):
        link = _child(element, name)
        links.append("" if link is None else _attribute(link, "systeemId"))
    areas = _child(element, "beleidsterreinen")
    themes = [] if areas is None else [
        "".join(one.itertext()) for one in areas if _local(one.tag) == "beleidsterrein"
    ]  # fmt: skip
    return (
        _attribute(element, "systeemId"),
        _text(element, "titel", "citeertitel"),
        stated,
        _text(element, "datumInwerkingtreding").strip(),
        _text(element, "datumUitwerkingtreding").strip(),
        *links,
        ";".join(theme.strip() for theme in themes if theme.strip()),
    )


def _participants(element: Any) -> list[tuple[str, str, str, str]]:
    listed = _child(element, "deelnemendeOrganisaties")
    if listed is None:
        return []
    return [
        (
            _text(one, "naam"),
            _attribute(one, "systeemId"),
            _attribute(one, "resourceIdentifierTOOI"),
            _text(one, "toetredingsDatum").strip(),
        )
        for one in listed
        if _local(one.tag) == "deelnemendeOrganisatie"
    ]
