"""A row is an arrangement with its members."""

from __future__ import annotations

#: File → its text and its encoding.
TEXTS = {
    "02-lists.csv": (
        """
Naam regeling;Deelnemende gemeenten;Rechtsvorm;Verplicht/vrijwillig
Werkorganisatie;Heumen, Mook en Middelaar en Wijchen;BVO;vrijwillig
Archief;Grave, Mill en Sint Hubert, Cuijk, Land van Cuijk;GO;vrijwillig
Veiligheidsregio;alle gemeenten in de provincie Utrecht;OL;verplicht
Loos;;OL;vrijwillig
Recreatie;"Zeist; Bunnik; De Bilt";OL;vrijwillig
""",
        "utf-8-sig",
    ),
    "20-many-columns.csv": (
        """
Partnership,Start date,Lead authority,Member 1,Member 2,Member 3
North Waste,2012-04-01,Aton,Aton,Beham,Cefield
South Audit,2015-04-01,Dover Hill,Beham,Dover Hill,
Lonely,2016-04-01,,,,
""",
        "utf-8",
    ),
    "23-names-in-and.csv": (
        """
Partnership;Councils
Coast;Adur and Worthing, Brighton and Hove, Lewes and Arun
Hills;Brighton and Hove
Downs;Arun and Lewes
""",
        "utf-8",
    ),
    "24-newlines.csv": (
        """
Verband;Mitglieder
Abfall;"Altdorf
Bergheim, Stadt
Celle"
Wasser;"Bergheim, Stadt
Celle
Celle"
""",
        "utf-8",
    ),
    "42-several-separators.csv": (
        """
Samenwerkingsverband;Deelnemende gemeenten en waterschappen;Juridische vorm
BsGW;"Maastricht, Heerlen; Waterschap Limburg";Gemeenschappelijke regeling - openbaar lichaam
Audit;Zeist en 3 andere gemeenten;overeenkomst
RUD;alle Utrechtse gemeenten behalve Utrecht;OL
Jeugd;Utrecht, Nieuwegein e.a.;DVO
""",
        "utf-8",
    ),
    "43-lists-over-time.csv": (
        """
naam;start;eind;deelnemers
GR Een;01-01-2010;31-12-2014;A, B, C
GR Een;01-01-2015;;A, B, C, D
GR Twee;01-04-2012;;B, D
""",
        "utf-8",
    ),
    "47-spanish.csv": (
        """
Mancomunidad;Municipios;Año de constitución;Obligatorio
Mancomunidad Norte;Ávila, Béjar y Cuéllar;1998;no
Mancomunidad Sur;Béjar y Daroca;2004;sí
Total;;;
""",
        "cp1252",
    ),
    "56-dated-lists.csv": (
        """
Regeling;Looptijd;Deelnemers
Sociale dienst;2010 – 2019;"Zeist (centrum), Baarn (vanaf 2015), Soest (t/m 2018)"
Archief;2012-heden;"Zeist (GM0355), Bunnik (2012 tot en met 2016)"
""",
        "utf-8",
    ),
}
