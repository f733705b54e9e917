"""Makes the tables of this folder: made-up data in the shapes that people keep such data in.

``python examples/own-data/make.py [FOLDER]`` writes them; workbooks need XlsxWriter. Nothing in
them is true: municipalities, arrangements and, in the Dutch tables, who takes part are made up.
"""

from __future__ import annotations

import csv
import datetime
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

NORTH = ["Aldern", "Birkholt", "Corven", "Dunmere", "Elswick", "Farlow", "Garth"]
EAST = ["Hexley", "Ingleby", "Kirkmoor", "Lund", "Marsh", "Norwell"]
SOUTH = ["Oakham", "Penrose", "Quarry Hill", "Ravensby", "Stoke", "Thornby"]
COAST = ["Ulverton", "Vale", "Westhaven", "Yarrow", "Zeal"]

# Name, members, policy area, legal form, mandatory, since.
INVENTORY = [
    ("Youth Care North", NORTH, "youth", "public body", "yes", 2015),
    ("Youth Care East", EAST, "youth", "public body", "yes", 2015),
    ("Youth Care South", SOUTH, "youth", "public body", "yes", 2015),
    ("Youth Care Coast", COAST, "youth", "public body", "yes", 2015),
    ("Debt Bank North", NORTH[:4], "debt", "public body", "no", 2009),
    ("Debt Bank Corven", ["Corven", "Elswick", "Farlow", "Hexley"], "debt", "contract", "no", 2012),
    ("Debt Bank South", SOUTH[:5], "debt", "public body", "no", 2010),
    ("Shelter East", ["Hexley", "Ingleby", "Marsh"], "shelter", "covenant", "no", 2018),
    ("Shelter Two Rivers", ["Stoke", "Ravensby", "Vale"], "shelter", "covenant", "no", 2017),
    ("Waste North", [*NORTH[:5], "Kirkmoor"], "waste", "private company", "no", 2004),
    ("Waste East", EAST[1:], "waste", "private company", "no", 2006),
    ("Waste South and Coast", ["Oakham", "Stoke", "Thornby", *COAST], "waste", "private company",
     "no", 2003),
    ("Moorland Park", ["Garth", "Farlow", "Kirkmoor", "Lund"], "recreation", "public body", "no",
     1998),
    ("Dunes", ["Ulverton", "Westhaven", "Zeal"], "recreation", "public body", "no", 1995),
    ("Lakes", ["Penrose", "Quarry Hill", "Thornby"], "recreation", "public body", "no", 2001),
    ("Bus Board", ["Dunmere", "Hexley", "Oakham", "Westhaven"], "transport", "consultation", "no",
     2013),
    ("Ferry Board", ["Westhaven", "Yarrow", "Vale"], "transport", "contract", "no", 2011),
    ("Taxes North", NORTH[1:6], "taxation", "public body", "no", 2014),
    ("Taxes East", ["Ingleby", "Kirkmoor", "Norwell"], "taxation", "contract", "no", 2016),
    ("Taxes South", ["Oakham", "Penrose", "Ravensby"], "taxation", "public body", "no", 2014),
    ("Archive of the Valleys", ["Aldern", "Birkholt", "Garth"], "archives", "public body", "yes",
     1999),
    ("Archive of the South", [*SOUTH[2:], "Vale"], "archives", "public body", "yes", 2000),
    ("Harbour Club", ["Ulverton", "Westhaven", "Yarrow", "Zeal"], "economy", "club", "no", 2019),
    ("Innovation Ring", ["Aldern", "Hexley", "Stoke"], "economy", "club", "no", 2019),
]  # fmt: skip


def inventory(path: Path) -> None:
    """A workbook as people keep it: a sheet of explanation, notes above, a total below."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime.datetime(2020, 1, 1)})
    about = book.add_worksheet("Read me")
    about.write("A1", "Who works with whom: made up, to try things with.")
    sheet = book.add_worksheet("Inventory")
    sheet.write("A1", "Inventory of cooperation")
    sheet.write("A2", "State: 1 January 2020")
    names = ["Arrangement", "Members", "Policy area", "Legal form", "Mandatory", "Since"]
    sheet.write_row(3, 0, names)
    for at, (name, members, *rest) in enumerate(INVENTORY, 4):
        sheet.write_row(at, 0, [name, ", ".join(members[:-1]) + " and " + members[-1], *rest])
    sheet.write_row(4 + len(INVENTORY), 0, ["Total", len(INVENTORY)])
    book.close()


def years(path: Path) -> None:
    """Regions numbered anew in every sheet, and a sheet per year."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime.datetime(2020, 1, 1)})
    regions = {2018: [NORTH[:4], NORTH[4:], EAST], 2019: [NORTH[:5], NORTH[5:], EAST],
               2020: [NORTH, [], EAST]}  # fmt: skip
    for year, groups in regions.items():
        sheet = book.add_worksheet(str(year))
        sheet.write_row(0, 0, ["Region", "Municipality"])
        rows = [(f"Region {n}", one) for n, group in enumerate(groups, 1) for one in group]
        for at, row in enumerate(rows, 1):
            sheet.write_row(at, 0, row)
    book.close()


def texts(folder: Path) -> None:
    """The text files: one per layout."""
    memberships = [
        ["Regeling", "Gemeente", "Rol", "Rechtsvorm", "Ingangsdatum", "Uitgetreden"],
        ["Dienst De Eem", "Amersfoort", "centrumgemeente", "centrumregeling", "01-01-2012", ""],
        ["Dienst De Eem", "Gemeente Baarn", "deelnemer", "centrumregeling", "01-01-2012", ""],
        ["Dienst De Eem", "Soest", "deelnemer", "centrumregeling", "01-01-2012", "31-12-2018"],
        ["Archief Kromme Rijn", "Bunnik", "deelnemer", "GO", "15-03-2009", ""],
        ["Archief Kromme Rijn", "Zeist*", "deelnemer", "GO", "15-03-2009", ""],
        ["Archief Kromme Rijn", "Wijk bij Duursteden", "deelnemer", "GO", "15-03-2009",
         ""],
        ["Archief Kromme Rijn", "Súdwest-Fryslân", "toehoorder", "GO", "15-03-2009", ""],
        ["Totaal", "7", "", "", "", ""],
        ["* voorlopig cijfer", "", "", "", "", ""],
    ]  # fmt: skip
    _csv(folder / "memberships.csv", memberships, ";", "cp1252")
    lists = [
        ["Naam regeling", "Deelnemende gemeenten", "Wettelijk verplicht"],
        ["Veiligheid Utrecht", "alle gemeenten in de provincie Utrecht", "ja"],
        ["Afval Maas en Peel", "Mook en Middelaar, Gennep en Bergen (L)", "nee"],
        ["Recreatie Heuvelrug", "Zeist / De Bilt / Utrechtse Heuvelrug", "nee"],
    ]
    _csv(folder / "lists.csv", lists, ";", "utf-8-sig")
    marks = [["Scheme", "Aldern", "Birkholt", "Corven", "Dunmere"]]
    marks += [["Waste", "x", "x", "", "x"], ["Youth", "host", "x", "x", ""], ["Taxes", "", "x", "x",
               "x"]]  # fmt: skip
    _csv(folder / "matrix.tsv", marks, "\t", "utf-16")
    pairs = [["Municipality A", "Municipality B", "Theme", "Year", "Contracts"]]
    pairs += [["Aldern", "Birkholt", "waste", "2018", "2"], ["Aldern", "Birkholt", "waste", "2019",
               "3"], ["Birkholt", "Corven", "youth", "2019", "1"]]  # fmt: skip
    _csv(folder / "pairs.csv", pairs, ",", "utf-8")


def _csv(path: Path, rows: list[list[str]], separator: str, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator, lineterminator="\n").writerows(rows)


def main(folder: Path) -> None:
    texts(folder)
    inventory(folder / "inventory.xlsx")
    years(folder / "years.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
