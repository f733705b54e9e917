"""A column or a row per year; regions that are numbered, file by file."""

from __future__ import annotations

#: File → its text and its encoding.
TEXTS = {
    "08-years-long.csv": (
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
        "utf-8",
    ),
    "09-years-wide.csv": (
        """
gemeente;2016;2017;2019
Aa;Noord;Noord;Noord
Bee;Noord;Zuid;Zuid
Cee;Zuid;Zuid;-
Dee;;;Zuid
""",
        "utf-8",
    ),
    "27-edges.csv": (
        """
source,target,year
Aa,Bee,2015
Aa,Bee,2016
Bee,Cee,2016
Aa,Bee,2018
Cee,Bee,2018
""",
        "utf-8",
    ),
    "44-lists-per-year.csv": (
        """
Regeling;2018;2019;2020
GGD;"Utrecht; Zeist";"Utrecht; Zeist; Bunnik";"Zeist; Bunnik"
Afval;"Zeist; Bunnik";"Zeist; Bunnik";
""",
        "utf-8",
    ),
    "51-single-letters.csv": (
        """
gemeente;regio 2016;regio 2017;regio 2018
Aalburg;N;N;Z
Beekdal;N;Z;Z
Ceesdorp;Z;Z;-
""",
        "utf-8",
    ),
}

_REGIONS = {
    "12-regions/veiligheid.csv": {"Aa": 1, "Bee": 1, "Cee": 2, "Dee": 2},
    "12-regions/zorg.csv": {"Aa": 1, "Bee": 2, "Cee": 1, "Dee": 2},
    "12-regions/werk.csv": {"Aa": 3, "Bee": 3, "Cee": 3, "Dee": 1},
}
for _name, _places in _REGIONS.items():
    _rows = "".join(f"{place};{region}\n" for place, region in _places.items())
    TEXTS[_name] = ("gemeente;regio\n" + _rows, "utf-8")
