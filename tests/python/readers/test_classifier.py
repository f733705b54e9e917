from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph._common.errors import DataError
from munigraph.readers import _facts as facts
from munigraph.readers._classifier import Classifier
from munigraph.registry._themes import ThemeMap
from munigraph.registry._vocabulary import OBLIGATIONS

SHIPPED = Classifier.load()


@pytest.mark.parametrize(
    ("name", "domains"),
    [
        ("Veiligheidsregio Twente", {"safety"}),
        ("Veiligheids- en Gezondheidsregio Groningen", {"safety", "social"}),
        ("GGD Hart voor Brabant", {"social"}),
        ("Werkvoorzieningschap Fivelingo en omgeving", {"social"}),
        ("Omgevingsdienst Achterhoek (ODA)", {"physical"}),
        ("Recreatieschap Spaarnwoude", {"physical"}),
        ("Afvalschap IJmond-Zaanstreek", {"physical"}),
        ("Nazorg Gesloten Stortplaatsen", {"physical"}),
        ("Westfries archief", {"culture"}),
        ("Belastingsamenwerking Rivierenland (BSR)", {"administrative"}),
        ("Bedrijvenpark A7", {"economic"}),
        ("Euregio Rijn-Waal", {"international"}),
        ("Afvalwater Vught", {"physical"}),
        ("Samenwerking", set()),
        ("", set()),
    ],
)
def test_domains_that_names_propose(name: str, domains: set[str]) -> None:
    themes = ThemeMap.load()
    assert {themes.domain_of(theme) for theme in SHIPPED.themes(name)} == domains


def test_every_theme_it_can_propose_has_a_domain() -> None:
    themes = ThemeMap.load()
    assert [rule.result for rule in SHIPPED._themes if themes.domain_of(rule.result) is None] == []


@pytest.mark.parametrize(
    ("name", "obligation"),
    [
        ("Veiligheidsregio Drenthe", "imposed"),
        ("Gemeentelijke Gezondheidsdienst (GGD) Flevoland", "imposed"),
        ("Omgevingsdienst Regio Nijmegen (ODRN)", "imposed"),
        ("Jeugdhulp Rijnmond", "semi"),
        ("Vervoerregio Amsterdam", "semi"),
        ("Westfries archief", "free"),
        ("Holland-Rijnland", "unknown"),
    ],
)
def test_obligation(name: str, obligation: str) -> None:
    found, rule = SHIPPED.obligation(name)
    assert found == obligation
    assert bool(rule) == (obligation != "unknown")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Centrumregeling Jeugdhulp Noordoost Brabant 2015", "host_municipality"),
        ("Bedrijfsvoeringsorganisatie West Betuwe (BWB)", "operational_organisation"),
        ("Openbaar Lichaam Crematoria Twente", "public_body"),
        ("Gemeenschappelijk orgaan Stichting Primair Onderwijs", "joint_organ"),
        ("Stichting Landelijk Meldpunt Afvalstoffen", "private_entity"),
        ("Toezichthoudend orgaan Stichting Klasse", "unknown"),
        ("GGD Drenthe", "unknown"),
    ],
)
def test_legal_form(name: str, form: str) -> None:
    assert SHIPPED.legal_form(name) == form


def test_obligation_agrees_with_the_shipped_register_where_it_speaks() -> None:
    table = facts.nl2020_tables().arrangements
    names = table["name"].where(table["scheme"] != "public_health_service", "GGD " + table["name"])
    told = [SHIPPED.obligation(name)[0] for name in names]
    pairs = [pair for pair in zip(told, table["obligation"], strict=True) if pair[0] != "unknown"]
    assert len(pairs) > 100
    assert sum(first == second for first, second in pairs) / len(pairs) > 0.9


def rules(**table) -> dict:
    return {"themes": [{"theme": "x", **table}]}


@pytest.mark.parametrize(
    ("keyword", "fits", "fits_not"),
    [
        ("ggd", "de GGD Twente", "ggdx"),
        ("werk*", "werkplein", "netwerk"),
        ("*werk", "netwerk", "werkplein"),
        ("*werk*", "netwerken", "wer k"),
        ("^stichting", "Stichting A", "De stichting A"),
        ("werk en inkomen", "Werk- en Inkomen", "werk inkomen"),
    ],
)
def test_forms_of_keywords(keyword: str, fits: str, fits_not: str) -> None:
    classifier = Classifier(rules(keywords=[keyword]))
    assert classifier.themes(fits) == ("x",)
    assert classifier.themes(fits_not) == ()


def test_unless_takes_back_only_what_it_covers() -> None:
    classifier = Classifier(rules(keywords=["*zorg*"], unless=["nazorg*"]))
    assert classifier.themes("Nazorg stortplaatsen") == ()
    assert classifier.themes("Zorg en nazorg") == ("x",)


def test_names_of_organisations_can_be_left_aside() -> None:
    assert Classifier.load(use_names=False).themes("Avalex") == ()
    assert SHIPPED.themes("Avalex") == ("natuur en milieu | afval",)
    assert Classifier(rules(keywords=["a"], names=["b"]), use_names=False).themes("b") == ()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (rules(keywords=[]), "a rule without keywords"),
        (rules(keywords=["Werk"]), "not a keyword"),
        (rules(keywords=["a*b"]), "not a keyword"),
        (rules(keywords=[1]), "not a keyword"),
        ({"themes": [{"keywords": ["a"]}]}, "not a result"),
        ({"obligation": [{"obligation": "forced", "keywords": ["a"]}]}, "not a result"),
    ],
)
def test_wrong_rules(table, message: str) -> None:
    with pytest.raises(DataError, match=message):
        Classifier(table)


def test_own_file(write) -> None:
    path = write("mine.toml", '[[themes]]\ntheme = "maan"\nkeywords = ["maan*"]\n')
    classifier = Classifier.load(path)
    assert classifier.themes("Maanlanders") == ("maan",)
    assert classifier.obligation("GGD") == ("unknown", "")


@given(st.text(max_size=40))
def test_any_name_gets_an_answer(name: str) -> None:
    assert SHIPPED.themes(name) == SHIPPED.themes(name.upper().lower()) or name.lower() != name
    assert SHIPPED.obligation(name)[0] in OBLIGATIONS
