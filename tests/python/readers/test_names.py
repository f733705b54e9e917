from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph._common.text import fold
from munigraph.readers import _facts as facts
from munigraph.readers._bodies import BodyIndex
from munigraph.readers._names import STEPS, NameMatcher

MATCHER_2016 = NameMatcher("2016-01-01")
NAMES = sorted(set(facts.municipalities()["name"]))


@pytest.mark.parametrize(
    ("name", "step", "code"),
    [
        ("Groningen", "exact", "GM0014"),
        ("Bergen (NH.)", "exact", "GM0373"),
        ("Hengelo (O.)", "exact", "GM0164"),
        ("EnkHuizen", "normalised", "GM0388"),
        ("Overbetuwe,", "normalised", "GM1734"),
        ("Gemeente Súdwest-Fryslân", "normalised", "GM1900"),
        ("SUDWEST FRYSLAN", "normalised", "GM1900"),
        ("Den Haag", "alias", "GM0518"),
        ("Gemeente Den Haag", "alias", "GM0518"),
        ("Nuenen", "alias", "GM0820"),
        ("Beek (L)", "normalised", "GM0888"),
        ("Sneek", "dissolved", "GM1900"),
        ("Menaldumadeel", "dissolved", "GM1908"),
        ("Ubbergen", "dissolved", "GM1945"),
        ("Doorn", "dissolved", "GM1581"),
        ("Provincie Utrecht", "other", "PV26"),
        ("Haaxbergen", "unknown", ""),
        ("Valkenzwaerd", "unknown", ""),
        ("Valkenswaar", "typing_error", "GM0858"),
        ("Valkenswaadr", "typing_error", "GM0858"),
        ("Valkenswarda", "unknown", ""),
        ("Vakenswaard", "typing_error", "GM0858"),
        ("Vlakenswaard", "typing_error", "GM0858"),
        ("Zaanstreek", "unknown", ""),
        ("", "unknown", ""),
    ],
)
def test_steps(name: str, step: str, code: str) -> None:
    found = MATCHER_2016.match(name)
    assert (found.step, found.id) == (step, code), found


def test_ambiguous_name_is_refused() -> None:
    found = MATCHER_2016.match("Bergen")
    assert found.step == "ambiguous"
    assert not found.found
    assert "GM0373 (Noord-Holland), GM0893 (Limburg)" in found.reason


@pytest.mark.parametrize(
    ("province", "code"), [("Limburg", "GM0893"), ("noord holland", "GM0373"), ("Utrecht", "")]
)
def test_the_province_of_the_row_decides_or_not(province: str, code: str) -> None:
    assert MATCHER_2016.match("Bergen", province).id == code


def test_a_municipality_that_was_split_is_refused() -> None:
    found = MATCHER_2016.match("Maasdonk")
    assert found.step == "ambiguous"
    assert found.reason == "Maasdonk was split among 's-Hertogenbosch, Oss"


def test_the_same_name_at_another_date() -> None:
    assert NameMatcher("2014-12-31").match("Maasdonk").step == "exact"
    assert NameMatcher("2010-06-01").match("Sneek").id == "GM0091"
    assert NameMatcher("2011-01-01").match("Sneek").step == "dissolved"


def test_successions_are_followed_to_the_end() -> None:
    # Millingen aan de Rijn went into Groesbeek in 2015, which became Berg en Dal in 2016.
    assert NameMatcher("2015-06-01").match("Millingen aan de Rijn").name == "Groesbeek"
    assert MATCHER_2016.match("Millingen aan de Rijn").name == "Berg en Dal"


def test_a_municipality_that_is_still_to_come() -> None:
    assert NameMatcher("2015-01-01").match("Berg en Dal").id == "GM0241"  # renamed, with a new code
    found = NameMatcher("2015-01-01").match("Gooise Meren")
    assert found.step == "unknown"
    assert "not in force on 2015-01-01" in found.reason


def test_without_a_date_all_that_ever_were_count() -> None:
    matcher = NameMatcher(None)
    assert matcher.match("Sneek").id == "GM0091"
    assert matcher.match("Súdwest-Fryslân").id == "GM1900"
    assert matcher.match("Scheemda").id == "GM0039"


def test_two_candidates_one_letter_away_are_never_chosen_from() -> None:
    # Neusden is one letter off from Heusden and from Leusden; the alias table knows which it is.
    assert MATCHER_2016.match("Neusden").step == "alias"
    found = MATCHER_2016.match("Xeusden")
    assert found.step == "unknown"
    assert "Heusden, Leusden" in found.reason


@pytest.mark.parametrize("name", ["Leer", "Norden", "Rhede (Duitsland)", "Leer (Duitsland)"])
def test_bodies_abroad_are_no_typing_errors(name: str) -> None:
    assert MATCHER_2016.match(name).kind != "municipality"


def test_municipalities_of_the_caller() -> None:
    import pandas as pd

    table = pd.DataFrame(
        {
            "code": ["A1", "A2"],
            "name": ["Berg", "Dal"],
            "province": ["", ""],
            "valid_from": ["", "2021-01-01"],
            "valid_to": ["", ""],
        }
    )
    matcher = NameMatcher("2020-01-01", municipalities=table)
    assert matcher.match("Berg").id == "A1"
    assert matcher.match("Dal").step == "unknown"
    assert matcher.match("Groningen").step == "unknown"


@given(st.sampled_from(NAMES), st.sampled_from(["2010-01-01", "2016-01-01", "2020-07-01"]))
def test_a_name_in_force_is_found_exactly_or_refused(name: str, date: str) -> None:
    matcher = NameMatcher(date) if date != "2016-01-01" else MATCHER_2016
    table = facts.municipalities()
    rows = table[table["name"] == name]
    in_force = [code for code in rows["code"] if matcher.in_force(code)]
    found = matcher.match(name)
    if len(in_force) == 1:
        assert (found.step, found.id) == ("exact", in_force[0])
    elif len(in_force) > 1:
        assert found.step == "ambiguous"
    else:
        assert found.step in ("dissolved", "ambiguous", "unknown", "alias")
        assert not found.found or matcher.in_force(found.id)


@given(st.sampled_from(NAMES), st.sampled_from([str.upper, str.lower, fold, "  {} ".format]))
def test_case_accents_and_blanks_do_not_matter(name: str, change) -> None:
    plain, changed = MATCHER_2016.match(name), MATCHER_2016.match(change(name))
    assert changed.id == plain.id


@given(st.text(max_size=20))
def test_any_text_gets_an_answer_in_force(text: str) -> None:
    found = MATCHER_2016.match(text)
    assert found.step in STEPS
    assert found.found == bool(found.id)
    if found.kind == "municipality":
        assert MATCHER_2016.in_force(found.id)


@given(st.sampled_from(NAMES), st.integers(0, 30), st.sampled_from("xqz"))
def test_one_wrong_letter_never_gives_another_municipality(name: str, at: int, letter: str) -> None:
    right = MATCHER_2016.match(name)
    at %= len(name)
    found = MATCHER_2016.match(name[:at] + letter + name[at + 1 :])
    if found.step == "typing_error" and right.step == "exact":
        assert found.id == right.id


class TestBodies:
    @pytest.mark.parametrize(
        ("name", "identifier", "kind"),
        [
            ("Provincie Noord Brabant", "PV30", "province"),
            ("Provincie Friesland", "PV21", "province"),
            ("Waterschap Rijn en Ijssel", "WS0152", "water_board"),
            ("De Dommel", "WS0539", "water_board"),
            ("Waterschap ’t Suydevelt", "water_board:waterschap-t-suydevelt", "water_board"),
            ("Rijk", "state:rijk", "state"),
            ("Ministerie van Onderwijs, Cultuur en Wetenschap", "MNRE1109", "state"),
            ("Leer (Duitsland)", "foreign:leer-duitsland", "foreign"),
            ("Stadt Münster", "foreign:stadt-munster", "foreign"),
            ("Provincie Antwerpen", "foreign:provincie-antwerpen", "foreign"),
            ("Kamer van Koophandel", "organisation:kamer-van-koophandel", "organisation"),
            ("Sita BV", "organisation:sita-bv", "organisation"),
            ("Stadsregio Amsterdam", "arrangement:stadsregio-amsterdam", "arrangement"),
        ],
    )
    def test_kinds(self, name: str, identifier: str, kind: str) -> None:
        found = BodyIndex().match(name)
        assert found is not None
        assert (found.id, found.kind) == (identifier, kind)
        assert found.how != "typing_error"

    def test_one_letter_off(self) -> None:
        found = BodyIndex().match("Hoogheermraadschap van Rijnland")
        assert found is not None
        assert (found.id, found.how) == ("WS0616", "typing_error")

    def test_an_arrangement_of_the_same_source(self) -> None:
        index = BodyIndex(["Avri (voorheen Afvalverwijdering)"])
        assert index.match("Avri").kind == "arrangement"
        assert index.match("avri (voorheen afvalverwijdering)").kind == "arrangement"
        assert BodyIndex().match("Avri") is None

    def test_no_municipality_is_a_body(self) -> None:
        index = BodyIndex()
        assert [name for name in NAMES if index.match(name)] == []
