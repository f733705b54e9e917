"""Makes the messy tables of this folder: all made up, in the shapes that people send around.

``python tests/data/own/make.py`` writes the text files anew; the tests make the workbooks
themselves (``workbooks(folder)``), since their bytes differ from run to run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def _text(name: str, text: str, encoding: str = "utf-8", folder: Path = HERE) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.lstrip("\n").encode(encoding))


def texts(folder: Path = HERE) -> None:
    """All text files."""

    def write(name: str, text: str, encoding: str = "utf-8") -> None:
        _text(name, text, encoding, folder)

    write(
        "01-cp1252.csv",
        """
Samenwerkingsverbanden in het noorden;;;
Stand: 1 januari 2020;;;
;;;
Regeling;Gemeente;Rechtsvorm;Opmerking
GGD Fryslân;Súdwest-Fryslân;openbaar lichaam;
GGD Fryslân;Leeuwarden;openbaar lichaam;
GGD Fryslân;De Fryske Marren;openbaar lichaam;ook Lemmer
Omrin;Leeuwarden;NV;
Omrin;Súdwest-Fryslân;NV;
Totaal;5;;
Bron: eigen inventarisatie, opgemaakt in Excel;;;
""",
        "cp1252",
    )

    write(
        "02-lists.csv",
        """
Naam regeling;Deelnemende gemeenten;Rechtsvorm;Verplicht/vrijwillig
Werkorganisatie;Heumen, Mook en Middelaar en Wijchen;BVO;vrijwillig
Archief;Grave, Mill en Sint Hubert, Cuijk, Land van Cuijk;GO;vrijwillig
Veiligheidsregio;alle gemeenten in de provincie Utrecht;OL;verplicht
Loos;;OL;vrijwillig
Recreatie;"Zeist; Bunnik; De Bilt";OL;vrijwillig
""",
        "utf-8-sig",
    )

    write(
        "03-unicode.txt",
        """
Arrangement\tMember\tRole\tJoined
Waste\tÅby\thost\t2015
Waste\tØrsted\tmember\t2015
Waste\tÉrd\tmember\t2018
Youth\tØrsted\tmember\t2016
Youth\tÉrd\tmember\t2016
""",
        "utf-16",
    )

    write(
        "04-blanks-filled.csv",
        """
samenwerkingsverband,deelnemer,rol
Afval Oost,Aa,centrumgemeente
,Bee,deelnemer
,Cee,deelnemer
Jeugd West,Bee,deelnemer
,Dee,toehoorder
,Cee,deelnemer
""",
    )

    write(
        "05-matrix-x.csv",
        """
Deelname aan regelingen;;;;;
Gemeente;GGD;Afval;Jeugd;Belastingen;Totaal
Aa;x;X;;;2
Bee;x;;x;;2
Cee;;x;x;;2
Dee;;;;;0
Totaal;2;2;2;0;6
""",
    )

    write(
        "06-square.csv",
        """
,Aa,Bee,Cee,Dee
Aa,-,1,0,1
Bee,1,-,1,0
Cee,0,1,-,0
Dee,1,0,0,-
""",
    )

    write(
        "07-pairs.csv",
        """
Gemeente 1;Gemeente 2;Thema;Gewicht
Aa;Bee;afval;1,5
Bee;Aa;afval;1,5
Aa;Bee;jeugd;2
Cee;Cee;jeugd;1
Bee;Cee;jeugd;0,25
""",
    )

    write(
        "08-years-long.csv",
        """
annee,siren,nom_groupement,insee
2015,200000001,CC du Val,01004
2015,200000001,CC du Val,01005
2017,200000001,CC du Val,01004
2017,200000001,CC du Val,1005
2018,200000001,CC du Val,01004
2018,200000002,CA Nouvelle,01005
2018,200000002,CA Nouvelle,01006
""",
    )

    write(
        "09-years-wide.csv",
        """
gemeente;2016;2017;2019
Aa;Noord;Noord;Noord
Bee;Noord;Zuid;Zuid
Cee;Zuid;Zuid;-
Dee;;;Zuid
""",
    )

    write(
        "10-german.csv",
        """
Zweckverband;AGS;Gemeinde;Beitritt;Austritt;Rolle;Einwohner
Abwasserverband Müritz;01051001;Albersdorf;01.03.1998;;Mitglied;3.512
Abwasserverband Müritz;1051002;Arkebek;01.03.1998;31.12.2010;Mitglied;1.204
Abwasserverband Müritz;1051003;Averlak;15.06.2001;;Sitzgemeinde;12.871
Schulverband Süd;1051002;Arkebek;1.1.2011;;Mitglied;1.204
Schulverband Süd;1051003;Averlak;1.1.2011;unbefristet;Mitglied;12.871
""",
        "cp1252",
    )

    write(
        "11-french.csv",
        """
"Nom du groupement";"Nature juridique";"Code INSEE";"Commune";"Membre depuis";"Fonction"
"Syndicat des eaux";"SIVU";1004;"Ambérieu-en-Bugey";"12/03/1996";"membre"
"Syndicat des eaux";"SIVU";1007;"Ambronay";"12/03/1996";"siège"
"Syndicat des eaux";"SIVU";69123;"Lyon";"25/01/2004";"observateur"
"Entente culture";"entente";69123;"Lyon";"1er janvier 2010";"membre"
"Entente culture";"entente";1007;"Ambronay";"janvier 2010";"membre"
""",
    )

    for name, regions in {
        "12-regions/veiligheid.csv": {"Aa": 1, "Bee": 1, "Cee": 2, "Dee": 2},
        "12-regions/zorg.csv": {"Aa": 1, "Bee": 2, "Cee": 1, "Dee": 2},
        "12-regions/werk.csv": {"Aa": 3, "Bee": 3, "Cee": 3, "Dee": 1},
    }.items():
        rows = "".join(f"{place};{region}\n" for place, region in regions.items())
        write(name, "gemeente;regio\n" + rows)

    write(
        "13-footnotes.csv",
        """
Regeling|Gemeente
GGD Midden|Utrecht
GGD Midden|Utrecht*
GGD Midden|Zeist 1)
GGD Midden|Zeist
GGD Midden²|Bunnik
 GGD  Midden |Bunnik
ggd midden|De Bilt [2]
* deelnemer sinds kort, maar nog niet overal
1) ook namens De Bilt
""",
    )

    write(
        "14-affixes.csv",
        """
regeling,deelnemer
Archief,Gemeente Utrecht
Archief,Utrecht (gemeente)
Archief,gem. Zeist
Archief,Bergen (NH)
Archief,Burgemeester en wethouders van Bunnik
Archief,Provincie Utrecht
Jeugd,Zeist (Ut)
Jeugd,BUNNIK
Jeugd,Bergen
Jeugd,De Bildt
""",
    )

    write(
        "15-merged-places.csv",
        """
Samenwerking;Gemeente
Rivierenland;Geldermalsen
Rivierenland;Neerijnen
Rivierenland;Tiel
Rivierenland;GM0236
Rivierenland;281
Rivierenland;0281
Hoeksche Waard;Cromstrijen
Hoeksche Waard;Strijen
Hoeksche Waard;Dordrecht
Hoeksche Waard;GM9999
""",
    )

    write(
        "16-dates.csv",
        """
regeling;deelnemer;lid sinds;lid tot
A;Aa;2010;2014
A;Bee;"2010";open
A;Cee;2010.0;heden
A;Dee;01-01-2014;31-12-2015
A;Eef;2014-01;2016-06
A;Fee;41640;
A;Gee;2014-01-01 00:00:00;9999-12-31
A;Haa;1816-1-1;-
A;Ies;13-02-2014;30-06-2019
A;Jee;februari 2014;2018
A;Kaa;31-02-2014;2018
A;Lee;2015;2013
""",
    )

    write(
        "17-ambiguous-dates.csv",
        """
partnership,municipality,joined
A,Aa,01/02/2014
A,Bee,03/04/2015
B,Aa,05/05/2016
""",
    )

    write(
        "18-thousands.csv",
        """
gemeente;regeling;inwoners
Aa;A;89.999
Bee;A;12.345
Cee;B;1.234.567
Dee;B;950
Aa;B;89.999
""",
    )

    write(
        "19-undecided-number.csv",
        """
gemeente;regeling;inwoners
Aa;A;89.999
Bee;A;120
Cee;B;12345
""",
    )

    write(
        "20-many-columns.csv",
        """
Partnership,Start date,Lead authority,Member 1,Member 2,Member 3
North Waste,2012-04-01,Aton,Aton,Beham,Cefield
South Audit,2015-04-01,Dover Hill,Beham,Dover Hill,
Lonely,2016-04-01,,,,
""",
    )

    write(
        "21-fips.csv",
        """
Region Name,FIPS Code,County,Population
Council of Governments North,1001,Autauga,"58,805"
Council of Governments North,1003,Baldwin,"231,767"
Council of Governments South,1003,Baldwin,"231,767"
Council of Governments South,48001,Anderson,"57,922"
""",
    )

    write(
        "22-spells.csv",
        """
arrangement,participant,role,joined,left
A,Aa,member,2010-01-01,2014-01-01
A,Aa,member,2012-01-01,2016-01-01
A,Aa,member,2018-01-01,
A,Bee,host,2010-01-01,
A,Bee,member,2010-01-01,
A,Cee,lid,2010-01-01,
A,Cee,boss,2010-01-01,
B,Aa,host,2010-01-01,
B,Bee,host,2012-01-01,
""",
    )

    write(
        "23-names-in-and.csv",
        """
Partnership;Councils
Coast;Adur and Worthing, Brighton and Hove, Lewes and Arun
Hills;Brighton and Hove
Downs;Arun and Lewes
""",
    )

    write(
        "24-newlines.csv",
        """
Verband;Mitglieder
Abfall;"Altdorf
Bergheim, Stadt
Celle"
Wasser;"Bergheim, Stadt
Celle
Celle"
""",
    )

    write(
        "25-no-header.csv",
        """
Noord;Aa
Noord;Bee
Zuid;Cee
Zuid;Bee
""",
    )

    write(
        "26-periods.csv",
        """
Verband,Ort,von,bis
V,A1,1990,
V,B2,1990,2020
""",
    )
    write(
        "26-periods-places.csv",
        """
id,name,valid_from,valid_to
A1,Aberg,1950-01-01,1995-01-01
A1,Aberg,2005-01-01,
B2,Bberg,1950-01-01,
C3,Cberg,1950-01-01,2000-01-01
""",
    )

    write(
        "27-edges.csv",
        """
source,target,year
Aa,Bee,2015
Aa,Bee,2016
Bee,Cee,2016
Aa,Bee,2018
Cee,Bee,2018
""",
    )

    write(
        "28-mojibake.csv",
        """
regeling,deelnemer
FryslÃ¢n samen,SÃºdwest-FryslÃ¢n
Fryslân samen,Súdwest-Fryslân
Fryslân samen,Leeuwarden
""",
    )

    write(
        "29-schemes.csv",
        """
Gemeente;Provincie;Veiligheidsregio code;Veiligheidsregio;GGD;Arbeidsmarktregio
Aa;Noord;1;VR Noord;GGD Noord;Stad
Bee;Noord;1;VR Noord;GGD Noord;Land
Cee;Noord;2;VR Zuid;GGD Noord;Land
Dee;Zuid;2;VR Zuid;GGD Zuid;Land
Eef;Zuid;2;VR Zuid;GGD Zuid;n.v.t.
""",
    )

    write(
        "41-partners.csv",
        """
Gemeente,Samenwerkingspartners
A,"B, C"
B,"A, D"
C,A
""",
    )

    write(
        "42-several-separators.csv",
        """
Samenwerkingsverband;Deelnemende gemeenten en waterschappen;Juridische vorm
BsGW;"Maastricht, Heerlen; Waterschap Limburg";Gemeenschappelijke regeling - openbaar lichaam
Audit;Zeist en 3 andere gemeenten;overeenkomst
RUD;alle Utrechtse gemeenten behalve Utrecht;OL
Jeugd;Utrecht, Nieuwegein e.a.;DVO
""",
    )

    write(
        "43-lists-over-time.csv",
        """
naam;start;eind;deelnemers
GR Een;01-01-2010;31-12-2014;A, B, C
GR Een;01-01-2015;;A, B, C, D
GR Twee;01-04-2012;;B, D
""",
    )

    write(
        "44-lists-per-year.csv",
        """
Regeling;2018;2019;2020
GGD;"Utrecht; Zeist";"Utrecht; Zeist; Bunnik";"Zeist; Bunnik"
Afval;"Zeist; Bunnik";"Zeist; Bunnik";
""",
    )


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


if __name__ == "__main__":
    texts()
