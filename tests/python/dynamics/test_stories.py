"""Life stories in two languages."""

from __future__ import annotations

import re

import munigraph as mg
import pytest
from munigraph.dynamics._words import DUTCH, ENGLISH


def test_an_arrangement_in_english(history):
    story = mg.chronicle(history).of("care")
    assert repr(story).splitlines() == [
        "Care (care)",
        "  1 January 2014: Founded by Pee, Quu and Ar <b>.",
        "  1 March 2016: Joins: Tee.",
        "  1 January 2018: Municipal merger: Es in the place of Ar <b>.",
        "  between 1 January 2017 and 1 January 2020: The legal form changes from public_body to "
        "operational_organisation.",
        "  between 1 January 2017 and 1 January 2020: The name changes from “Care” to “Care "
        "company”.",
        "  1 January 2020: Goes on under another number, as “Care company” (care2).",
        "  1 January 2022: Ended.",
    ]


def test_the_later_number_tells_the_same_life(history):
    chronicle = mg.chronicle(history)
    first, later = chronicle.of("care"), chronicle.of("care2")
    assert [s.date for s in first.sentences] == [s.date for s in later.sentences]
    assert chronicle.of("care-3").id == "care2"


def test_a_municipality_in_dutch(history):
    story = mg.chronicle(history).of("r", language="nl")
    assert repr(story).splitlines() == [
        "Ar <b> (r)",
        "  1 januari 2012: Het register vermeldt haar voortaan in ‘Waste’ (waste).",
        "  1 januari 2014: Mede-oprichter van ‘Care’ (care).",
        "  1 januari 2018: Gaat op in Es.",
        "  1 januari 2018: Door herindeling niet meer in ‘Care’ (care); haar opvolger wel.",
    ]


def test_an_interval_is_told_as_one(history):
    story = mg.chronicle(history).of("waste")
    assert "between 1 January 2012 and 1 July 2016: Leaves: Quu." in repr(story)


def test_html_is_escaped(history):
    text = mg.chronicle(history).of("care")._repr_html_()
    assert "Ar &lt;b&gt;" in text
    assert "<b>.</li>" not in text
    assert text.count("<li") == 7


def test_table(history):
    table = mg.chronicle(history).of("care").table
    assert list(table) == ["date", "sentence", "administrative"]
    assert table["date"].is_monotonic_increasing
    assert table["administrative"].tolist() == [False, False, True, False, False, True, False]


def test_bounds_hold_for_stories(history):
    assert len(mg.chronicle(history, 2018, 2019).of("care")) == 1


def test_unknown(history):
    chronicle = mg.chronicle(history)
    with pytest.raises(KeyError, match="did you mean 'waste'"):
        chronicle.of("waist")
    with pytest.raises(ValueError, match="known are en, nl"):
        chronicle.of("care", language="fr")


def test_both_languages_have_the_same_sentences():
    for part in ("arrangement", "participant"):
        english, dutch = getattr(ENGLISH, part), getattr(DUTCH, part)
        assert list(english) == list(dutch)
        for key, text in english.items():
            fields = set(re.findall(r"{\w+}", text))
            assert fields == set(re.findall(r"{\w+}", dutch[key])), key


def test_every_event_of_the_real_registers_has_a_sentence(dutch_chronicle, french_chronicle):
    for chronicle in (dutch_chronicle, french_chronicle):
        events = chronicle.events
        kinds = events.drop_duplicates(["event", "reason"])
        for row in kinds.itertuples():
            for language in ("en", "nl"):
                story = chronicle.of(row.arrangement, language=language)
                assert f"{row.date:%Y-%m-%d}" in {s.date for s in story.sentences}
                if row.participant:
                    assert len(chronicle.of(row.participant, language=language))


def reorganised():
    """n is formed from a and b; k takes in c; d is divided among k and e; f gives a part to e; g is
    renamed g2."""
    return mg.Register.from_tables(
        {
            "id": [*"abcdefg", "n", "k", "g2"],
            "valid_from": [""] * 7 + ["2018-01-01", "", "2020-01-01"],
            "valid_to": ["2018-01-01"] * 2 + ["2019-01-01"] * 2 + ["", "", "2020-01-01"] + [""] * 3,
        },
        {"id": ["x"], "valid_from": ["2015-01-01"]},
        {"arrangement": ["x"] * 10, "participant": [*"abcdefg", "n", "k", "g2"]},
        successions={
            "date": ["2018-01-01"] * 2 + ["2019-01-01"] * 4 + ["2020-01-01"],
            "from": list("abcddfg"),
            "to": ["n", "n", "k", "k", "e", "e", "g2"],
            "kind": ["merged"] * 3 + ["split", "split", "part", "renamed"],
            "share": [1, 1, 1, 0.7, 0.3, 0.05, 1],
            "share_of": ["population"] * 7,
        },
    )


@pytest.mark.parametrize(
    ("who", "english", "dutch"),
    [
        ("n", "1 January 2018: Formed from a and b.", "1 januari 2018: Gevormd uit a en b."),
        (
            "k",
            "1 January 2019: Enlarged with c and d (70%).",
            "1 januari 2019: Uitgebreid met c en d (70%).",
        ),
        ("e", "1 January 2019: Enlarged with d (30%).", "1 januari 2019: Uitgebreid met d (30%)."),
        ("e", "Receives a part of f (5%).", "Krijgt een deel van f (5%)."),
        ("d", "Divided among k (70%) and e (30%).", "Verdeeld over k (70%) en e (30%)."),
        ("f", "A part goes to e (5%).", "Een deel gaat naar e (5%)."),
        ("g", "Goes on as g2, with another name or code.", "Gaat verder als g2"),
        ("g2", "Goes on with another name or code: formerly g.", "voorheen g."),
        ("a", "Goes into n.", "Gaat op in n."),
    ],
)
def test_reorganisations_are_told_for_what_they_were(who, english, dutch):
    chronicle = mg.chronicle(reorganised())
    assert english in repr(chronicle.of(who))
    assert dutch in repr(chronicle.of(who, language="nl"))
    if who in "ke":
        assert "Formed" not in repr(chronicle.of(who))


def test_the_end_by_a_merger_tells_both_days(dutch_chronicle):
    story = repr(dutch_chronicle.of("24964286"))
    assert (
        "1 January 2016: Ended; all its members became one municipality, Hoeksche Waard, on "
        "1 January 2019." in story
    )
    dutch = repr(dutch_chronicle.of("24964286", language="nl"))
    assert "werden op 1 januari 2019 één gemeente, Hoeksche Waard." in dutch
    assert "Enlarged with Haarlemmerliede en Spaarnwoude" in repr(dutch_chronicle.of("GM0394"))


def test_what_several_went_into_names_them_all(dutch_chronicle):
    for language, said in (
        ("en", r"Formed by a merger; takes over “.*” \(23574174\) and “.*” \(25268529\)\."),
        ("nl", r"neemt ‘.*’ \(23574174\) en ‘.*’ \(25268529\) over\."),
    ):
        assert re.search(said, repr(dutch_chronicle.of("30478829", language=language)))
    story = repr(dutch_chronicle.of("23844024"))
    assert "Haaren went into Boxtel and Vught, also among the members." in story
    assert "als ‘Gemeenschappelijke Regeling “Participatiebedrijf KempenPlus”’ (28049588)" in repr(
        dutch_chronicle.of("24962159", language="nl")
    )
    assert "to “Gemeenschappelijke Regeling ‘Participatiebedrijf KempenPlus’”." in repr(
        dutch_chronicle.of("24962159")
    )


def test_a_fixed_geography_tells_for_whom_it_stands(dutch):
    story = repr(mg.chronicle(dutch, geography=2026).of("24962128"))
    assert "no longer among the members, standing for Haaren: Oisterwijk." in story


@pytest.mark.parametrize("id_", [None, float("nan"), True, 2.0, ["care"]])
def test_what_is_no_id_is_told(history, id_):
    chronicle = mg.chronicle(history)
    for call in (chronicle.of, history.log if id_ is not None else chronicle.of):
        with pytest.raises(TypeError, match="expected that of an arrangement or a participant"):
            call(id_)


def test_a_life_without_dates_says_so():
    register = mg.Register.from_tables(
        {"id": ["a", "b"]}, {"id": ["x"]}, {"arrangement": ["x", "x"], "participant": ["a", "b"]}
    )
    chronicle = mg.chronicle(register)
    assert (
        repr(chronicle) == "<Chronicle: 0 events, 0 of them of the world, no events; 0 candidates>"
    )
    for language, said in (("en", "dates nothing"), ("nl", "dateert er niets")):
        story = chronicle.of("x", language=language)
        assert said in repr(story)
        assert said in story._repr_html_()
        assert len(story) == 0


def test_a_number_tells_the_life_of_who_had_it():
    """As French intercommunalities are known: 2 goes on from 1; 3 was used again."""
    register = mg.Register.from_tables(
        {"id": list("abcd")},
        {
            "id": ["1:a", "2:b", "3:c", "3:d"],
            "chain": ["1", "1", "3", "x"],
            "number": ["1", "2", "3", "3"],
            "valid_from": ["2015-01-01", "2017-01-01", "2015-01-01", "2018-01-01"],
            "valid_to": ["2017-01-01", "", "2016-01-01", ""],
        },
        {"arrangement": ["1:a", "1:a", "2:b", "2:b", "3:c", "3:c", "3:d", "3:d"],
         "participant": list("ababcdac")},
    )  # fmt: skip
    chronicle = mg.chronicle(register)
    assert chronicle.of("2") == chronicle.of("1")
    assert repr(register.log("2")) == repr(register.log("1"))
    assert chronicle.of("3").id == "3"  # a chain of that name goes before
    other = register.arrangements.assign(chain=["1", "1", "y", "x"])
    renamed = mg.chronicle(
        mg.Register.from_tables(register.participants, other, register.memberships)
    )
    with pytest.raises(KeyError, match="'3' is the number of x, y; expected one of these"):
        renamed.of("3")
