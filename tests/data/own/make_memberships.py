"""A row is an arrangement and a participant: encodings, codes, dates, totals, hosts."""

from __future__ import annotations

#: File → its text and its encoding.
TEXTS = {
    "01-cp1252.csv": (
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
    ),
    "03-unicode.txt": (
        """
Arrangement\tMember\tRole\tJoined
Waste\tÅby\thost\t2015
Waste\tØrsted\tmember\t2015
Waste\tÉrd\tmember\t2018
Youth\tØrsted\tmember\t2016
Youth\tÉrd\tmember\t2016
""",
        "utf-16",
    ),
    "04-blanks-filled.csv": (
        """
samenwerkingsverband,deelnemer,rol
Afval Oost,Aa,centrumgemeente
,Bee,deelnemer
,Cee,deelnemer
Jeugd West,Bee,deelnemer
,Dee,toehoorder
,Cee,deelnemer
""",
        "utf-8",
    ),
    "10-german.csv": (
        """
Zweckverband;AGS;Gemeinde;Beitritt;Austritt;Rolle;Einwohner
Abwasserverband Müritz;01051001;Albersdorf;01.03.1998;;Mitglied;3.512
Abwasserverband Müritz;1051002;Arkebek;01.03.1998;31.12.2010;Mitglied;1.204
Abwasserverband Müritz;1051003;Averlak;15.06.2001;;Sitzgemeinde;12.871
Schulverband Süd;1051002;Arkebek;1.1.2011;;Mitglied;1.204
Schulverband Süd;1051003;Averlak;1.1.2011;unbefristet;Mitglied;12.871
""",
        "cp1252",
    ),
    "11-french.csv": (
        """
"Nom du groupement";"Nature juridique";"Code INSEE";"Commune";"Membre depuis";"Fonction"
"Syndicat des eaux";"SIVU";1004;"Ambérieu-en-Bugey";"12/03/1996";"membre"
"Syndicat des eaux";"SIVU";1007;"Ambronay";"12/03/1996";"siège"
"Syndicat des eaux";"SIVU";69123;"Lyon";"25/01/2004";"observateur"
"Entente culture";"entente";69123;"Lyon";"1er janvier 2010";"membre"
"Entente culture";"entente";1007;"Ambronay";"janvier 2010";"membre"
""",
        "utf-8",
    ),
    "13-footnotes.csv": (
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
        "utf-8",
    ),
    "14-affixes.csv": (
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
        "utf-8",
    ),
    "15-merged-places.csv": (
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
        "utf-8",
    ),
    "16-dates.csv": (
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
        "utf-8",
    ),
    "17-ambiguous-dates.csv": (
        """
partnership,municipality,joined
A,Aa,01/02/2014
A,Bee,03/04/2015
B,Aa,05/05/2016
""",
        "utf-8",
    ),
    "18-thousands.csv": (
        """
gemeente;regeling;inwoners
Aa;A;89.999
Bee;A;12.345
Cee;B;1.234.567
Dee;B;950
Aa;B;89.999
""",
        "utf-8",
    ),
    "19-undecided-number.csv": (
        """
gemeente;regeling;inwoners
Aa;A;89.999
Bee;A;120
Cee;B;12345
""",
        "utf-8",
    ),
    "21-fips.csv": (
        """
Region Name,FIPS Code,County,Population
Council of Governments North,1001,Autauga,"58,805"
Council of Governments North,1003,Baldwin,"231,767"
Council of Governments South,1003,Baldwin,"231,767"
Council of Governments South,48001,Anderson,"57,922"
""",
        "utf-8",
    ),
    "22-spells.csv": (
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
        "utf-8",
    ),
    "25-no-header.csv": (
        """
Noord;Aa
Noord;Bee
Zuid;Cee
Zuid;Bee
""",
        "utf-8",
    ),
    "26-periods.csv": (
        """
Verband,Ort,von,bis
V,A1,1990,
V,B2,1990,2020
""",
        "utf-8",
    ),
    "26-periods-places.csv": (
        """
id,name,valid_from,valid_to
A1,Aberg,1950-01-01,1995-01-01
A1,Aberg,2005-01-01,
B2,Bberg,1950-01-01,
C3,Cberg,1950-01-01,2000-01-01
""",
        "utf-8",
    ),
    "28-mojibake.csv": (
        """
regeling,deelnemer
FryslÃ¢n samen,SÃºdwest-FryslÃ¢n
Fryslân samen,Súdwest-Fryslân
Fryslân samen,Leeuwarden
""",
        "utf-8",
    ),
    "29-schemes.csv": (
        """
Gemeente;Provincie;Veiligheidsregio code;Veiligheidsregio;GGD;Arbeidsmarktregio
Aa;Noord;1;VR Noord;GGD Noord;Stad
Bee;Noord;1;VR Noord;GGD Noord;Land
Cee;Noord;2;VR Zuid;GGD Noord;Land
Dee;Zuid;2;VR Zuid;GGD Zuid;Land
Eef;Zuid;2;VR Zuid;GGD Zuid;n.v.t.
""",
        "utf-8",
    ),
    "45-periods.csv": (
        """
Regeling;Gemeente;Periode
Afval Oost;Aalburg;2012-2018
Afval Oost;Beekdal;2012–heden
Afval Oost;Ceesdorp;2014 t/m 2016
Afval Oost;Deeveen;van 1-4-2013 t/m 15-6-2019
Jeugd West;Aalburg;sinds 2012
Jeugd West;Beekdal;vanaf 2013
Jeugd West;Deeveen;tot en met 2017
Jeugd West;Eefde;2010-2012, 2015-2018
""",
        "utf-8",
    ),
    "46-italian.csv": (
        """
Unione;Comune;Ruolo;Data adesione;Forma giuridica
Unione Valli;Alba;capofila;01/02/2014;unione di comuni
Unione Valli;Forlì;membro;15/02/2014;unione di comuni
Consorzio Rifiuti;Forlì;membro;20/03/2015;consorzio
Consorzio Rifiuti;Cuneo;uditore;20/03/2015;consorzio
Totale;4;;;
Fonte: elenco regionale;;;;
""",
        "cp1252",
    ),
    "50-hosts.csv": (
        """
Regeling;Gemeente;Centrumgemeente
Dienst Noord;Aalburg;Hoofdstad
Dienst Noord;Beekdal;Hoofdstad
Dienst Noord;Hoofdstad;Hoofdstad
Dienst Zuid;Beekdal;Ceesdorp
Dienst Zuid;Aalburg;Ceesdorp
Overleg;Aalburg;
""",
        "utf-8",
    ),
    "54-county-fips.csv": (
        """
council,county_fips,county
North Council of Governments,1001,Autauga
North Council of Governments,1003,Baldwin
South Council of Governments,48001,Anderson
South Council of Governments,6001,Alameda
""",
        "utf-8",
    ),
    "55-counted-totals.csv": (
        """
Regeling;Gemeente
Afval;Aalburg
Afval;Beekdal
Totaal aantal gemeenten;2
Jeugd;Aalburg
Jeugd;Ceesdorp
Totaal: 4;
""",
        "utf-8",
    ),
}
