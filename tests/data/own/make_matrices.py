"""Marks, letters and weights in a matrix; pairs."""

from __future__ import annotations

#: File → its text and its encoding.
TEXTS = {
    "05-matrix-x.csv": (
        """
Deelname aan regelingen;;;;;
Gemeente;GGD;Afval;Jeugd;Belastingen;Totaal
Aa;x;X;;;2
Bee;x;;x;;2
Cee;;x;x;;2
Dee;;;;;0
Totaal;2;2;2;0;6
""",
        "utf-8",
    ),
    "06-square.csv": (
        """
,Aa,Bee,Cee,Dee
Aa,-,1,0,1
Bee,1,-,1,0
Cee,0,1,-,0
Dee,1,0,0,-
""",
        "utf-8",
    ),
    "07-pairs.csv": (
        """
Gemeente 1;Gemeente 2;Thema;Gewicht
Aa;Bee;afval;1,5
Bee;Aa;afval;1,5
Aa;Bee;jeugd;2
Cee;Cee;jeugd;1
Bee;Cee;jeugd;0,25
""",
        "utf-8",
    ),
    "41-partners.csv": (
        """
Gemeente,Samenwerkingspartners
A,"B, C"
B,"A, D"
C,A
""",
        "utf-8",
    ),
    "48-letters.csv": (
        """
Gemeente;GGD;VRU;Afval
Aalburg;x;C;
Beekdal;d;x;x
Ceesdorp;C;;t
;;;
C = centrumgemeente;;;
d = deelnemer, t = toehoorder;;;
""",
        "utf-8",
    ),
    "49-theme-letters.csv": (
        """
"Legenda: A = afval; J = jeugdzorg; - = geen"
;Aalburg;Beekdal;Ceesdorp
Aalburg;;A;A+J
Beekdal;A;;-
Ceesdorp;A+J;-;
""",
        "utf-8",
    ),
    "52-half-a-square.csv": (
        """
;Aalburg;Beekdal;Ceesdorp
Aalburg;;1,5;0
Beekdal;;;12
Ceesdorp;;;
""",
        "utf-8",
    ),
    "53-roles-once.csv": (
        """
Regeling;Aalburg;Beekdal;Ceesdorp;Aantal
Afval;lid;trekker;;2
Jeugd;;toehoorder;lid;2
Aantal;1;2;1;4
""",
        "utf-8",
    ),
    "57-groups-once.csv": (
        """
;Zorg;;Fysiek;
Gemeente;GGD;Jeugd;Afval;Belasting
Aalburg;Ja;Nee;Ja;Nee
Beekdal;Ja;Ja;Nee;Nee
Ceesdorp;Nee;Ja;Ja;Ja
""",
        "utf-8",
    ),
}
