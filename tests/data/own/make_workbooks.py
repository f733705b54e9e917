"""Workbooks, which the tests make themselves: their bytes differ from run to run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["workbooks"]


def workbooks(folder: Path) -> None:
    """All workbooks."""
    folder.mkdir(parents=True, exist_ok=True)
    _two_headers(folder / "31-two-headers.xlsx")
    _sheets(folder / "32-empty-sheet-first.xlsx", {
        "Leeg": [],
        "Toelichting": [["Deze lijst is gemaakt door de afdeling."], ["Vragen? Bel ons."]],
        "Inventaris": [
            ["Regeling", "Deelnemers", "Ingangsdatum"],
            ["Afval", "Aa; Bee; Cee", 2012],
            ["Jeugd", "Bee; Dee", 2015],
        ],
    })  # fmt: skip
    _sheets(folder / "33-networks.xlsx", {
        "Waste": [["code", "name", "region"], [1001, "Aa", 1], [1002, "Bee", 1], [10203, "Cee", 2]],
        "Youth": [["code", "name", "region"], [1001, "Aa", 1], [1002, "Bee", 2], [10203, "Cee", 2]],
    }, formats={0: "00000"})  # fmt: skip
    _sheets(folder / "34-sheet-per-year.xlsx", {
        "2018": [["Regio", "Gemeente"], ["Noord", "Aa"], ["Noord", "Bee"], ["Zuid", "Cee"]],
        "2019": [["Regio", "Gemeente"], ["Noord", "Aa"], ["Zuid", "Bee"], ["Zuid", "Cee"]],
        "2021": [["Regio", "Gemeente"], ["Noord", "Aa"], ["Noord", "Bee"], ["Zuid", "Cee"]],
    })  # fmt: skip
    _merged_down(folder / "35-merged-down.xlsx")
    _dates(folder / "36-dates.xlsx")
    _roles(folder / "37-matrix-roles.xlsx")
    _sheets(folder / "58-centres.xlsx", {
        "Jeugd": [["Centrumgemeente", "Gemeente", "code"], ["Utrecht", "Zeist", 355],
                  ["Utrecht", "Baarn", 308]],
        "Wmo": [["Centrumgemeente", "Gemeente", "code"], ["Zeist", "Baarn", 308],
                ["Zeist", "Utrecht", 344]],
    })  # fmt: skip
    _hidden(folder / "59-hidden-sheet.xlsx")
    _sheets(folder / "60-legend-sheet.xlsx", {
        "Matrix": [["Gemeente", "GGD", "VRU"], ["Aalburg", "C", "d"], ["Beekdal", "d", None],
                   ["Ceesdorp", None, "C"]],
        "Legenda": [["Letter", "Betekenis"], ["C", "centrumgemeente"], ["d", "deelnemer"]],
    })  # fmt: skip
    _title_over_all(folder / "61-title-over-all.xlsx")


def _sheets(
    path: Path, sheets: dict[str, list[list[Any]]], formats: dict[int, str] | None = None
) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    given = (formats or {}).get(c)
                    style = book.add_format({"num_format": given}) if given and r else None
                    sheet.write(r, c, value, style)


def _two_headers(path: Path) -> None:
    """Groups over the columns in merged cells, a title above, a total and a source below."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Overzicht")
        style = book.add_format({"bold": True})
        sheet.merge_range(0, 0, 0, 5, "Overzicht van verbonden partijen 2020", style)
        sheet.merge_range(2, 0, 2, 2, "Regeling", style)
        sheet.merge_range(2, 3, 2, 5, "Deelnemer", style)
        for c, name in enumerate(["naam", "vorm", "sinds", "naam", "code", "rol"]):
            sheet.write(3, c, name)
        rows = [
            ["GGD", "OL", 2009, "Utrecht", "0344", "deelnemer"],
            ["GGD", "OL", 2009, "Zeist", "355", "centrumgemeente"],
            ["ISD", "BVO", 2014, "Zeist", 355, "deelnemer"],
            ["ISD", "BVO", 2014, "Bunnik", "GM0312", "deelnemer"],
        ]
        for r, row in enumerate(rows, 4):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
        sheet.write_row(9, 0, ["Totaal", "", "", 4])
        sheet.write(11, 0, "Bron: jaarrekeningen")


def _merged_down(path: Path) -> None:
    """The arrangement in cells that are merged over its members."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        style = book.add_format({"valign": "top"})
        sheet.write_row(0, 0, ["Samenwerkingsverband", "Beleidsterrein", "Deelnemer"])
        sheet.merge_range(1, 0, 3, 0, "Afval Oost", style)
        sheet.merge_range(1, 1, 3, 1, "afval; milieu", style)
        sheet.write_column(1, 2, ["Aa", "Bee", "Cee"])
        sheet.merge_range(4, 0, 5, 0, "Jeugd", style)
        sheet.merge_range(4, 1, 5, 1, "jeugd", style)
        sheet.write_column(4, 2, ["Bee", "Dee"])


def _dates(path: Path) -> None:
    """Dates of a workbook: a date, a date-time, a year as number and as text, a serial number."""
    import datetime

    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, ["arrangement", "participant", "member since", "member until"])
        sheet.write_column(1, 0, ["A"] * 5)
        sheet.write_column(1, 1, ["Aa", "Bee", "Cee", "Dee", "Eef"])
        sheet.write_datetime(1, 2, datetime.datetime(2014, 2, 1), day)
        sheet.write_datetime(2, 2, datetime.datetime(2014, 2, 1, 12, 30), day)
        sheet.write(3, 2, 2014)
        sheet.write(4, 2, "2014")
        sheet.write(5, 2, 41671)
        sheet.write_datetime(1, 3, datetime.datetime(2018, 12, 31), day)
        sheet.write(3, 3, 2018)
        sheet.write(4, 3, "ongoing")


def _roles(path: Path) -> None:
    """Rows are arrangements, columns municipalities in groups, marks are roles."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        style = book.add_format({"bold": True})
        sheet.write_row(1, 0, ["Regeling", "Thema", "Utrecht", "Zeist", "Bunnik", "Tiel"])
        sheet.merge_range(0, 2, 0, 4, "provincie Utrecht", style)
        sheet.write(0, 5, "Gelderland")
        sheet.write_row(2, 0, ["GGD", "zorg", "gastheer", "deelnemer", "deelnemer", ""])
        sheet.write_row(3, 0, ["Afval", "milieu", "x", "x", "", "waarnemer"])
        sheet.write_row(4, 0, ["Leeg", "milieu", "", "", "", ""])


def _hidden(path: Path) -> None:
    """A sheet that is hidden, and formulas with the values that were computed."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        old = book.add_worksheet("oud")
        old.write_column(0, 0, ["Regeling", "Vervallen", "Vervallen"])
        old.write_column(0, 1, ["Gemeente", "Aa", "Bee"])
        old.hide()
        sheet = book.add_worksheet("nu")
        sheet.activate()
        sheet.write_row(0, 0, ["Regeling", "Gemeente", "Startjaar"])
        for row, (name, place) in enumerate([("A", "Aa"), ("A", "Bee"), ("B", "Aa")], 1):
            sheet.write_row(row, 0, [name, place])
            sheet.write_formula(row, 2, "=2000+12", None, 2012)


def _title_over_all(path: Path) -> None:
    """A title that is merged over all columns, above groups in merged cells."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        style = book.add_format({"bold": True})
        sheet.merge_range(0, 0, 0, 4, "Deelname aan regelingen 2020", style)
        sheet.merge_range(1, 1, 1, 2, "Utrecht", style)
        sheet.merge_range(1, 3, 1, 4, "Flevoland", style)
        sheet.write_row(2, 0, ["Regeling", "Zeist", "Baarn", "Almere", "Urk"])
        sheet.write_row(3, 0, ["GGD", "x", "x", "", ""])
        sheet.write_row(4, 0, ["Veiligheid", "", "", "x", "x"])
        sheet.write_row(5, 0, ["Afval", "x", "", "x", ""])
