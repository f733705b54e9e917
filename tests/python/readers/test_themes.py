from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph._common.errors import DataError
from munigraph.readers import _facts as facts
from munigraph.registry._themes import ThemeMap


@pytest.mark.parametrize(
    ("theme", "domain"),
    [
        ("zorg en gezondheid", "social"),
        ("zorg en gezondheid | jeugdzorg", "social"),
        ("sociale zekerheid | ouderen", "social"),
        ("werk", "social"),
        ("onderwijs en wetenschap | basisonderwijs", "social"),
        ("migratie en integratie", "social"),
        ("natuur en milieu | afval", "physical"),
        ("ruimte en infrastructuur", "physical"),
        ("verkeer | scheepvaart", "physical"),
        ("wonen", "physical"),
        ("cultuur en recreatie | recreatie", "physical"),
        ("cultuur en recreatie | cultureel erfgoed", "culture"),
        ("cultuur en recreatie", "culture"),
        ("openbare orde en veiligheid | veiligheid", "safety"),
        ("recht | bestuursrecht", "safety"),
        ("economie | energie", "economic"),
        ("organisatie en bedrijfsvoering", "administrative"),
        ("overheidsfinanciën | belasting", "administrative"),
        ("internationaal | Europese zaken", "international"),
        ("Sociaal | GGD's", "social"),
        ("Bestuurlijk", "administrative"),
        ("transport", "physical"),
        ("transport | target_group", "social"),
        ("  Natuur en Milieu|Afval ", "physical"),
        ("ruimtevaart", None),
        ("natuur", None),
        ("", None),
    ],
)
def test_domains_of_the_package(theme: str, domain: str | None) -> None:
    assert ThemeMap.load().domain_of(theme) == domain


def test_all_themes_of_the_shipped_register_are_known() -> None:
    themes = facts.nl2020_tables().themes["theme"]
    assert ThemeMap.load().resolve(themes)[1] == []


def test_resolve() -> None:
    known, unknown = ThemeMap.load().resolve(["werk | x", "ruimtevaart", "werk | x", "aards"])
    assert known == {"werk | x": "social"}
    assert unknown == ["aards", "ruimtevaart"]


def test_own_file_replaces_it(write) -> None:
    path = write("mine.toml", '[domains]\nnat = ["water", "lucht | mist"]\ndroog = ["lucht"]\n')
    themes = ThemeMap.load(path)
    assert themes.domains == ("nat", "droog")
    assert themes.domain_of("lucht | mist | ochtend") == "nat"
    assert themes.domain_of("lucht") == "droog"
    assert themes.domain_of("werk") is None
    assert dict(ThemeMap.of(path)) == dict(themes) == dict(ThemeMap.of(dict(themes)))


def test_of_takes_what_a_caller_may_give() -> None:
    shipped = ThemeMap.load()
    assert ThemeMap.of(shipped) is shipped
    assert ThemeMap.of(None) is shipped
    assert len(shipped) == len(list(shipped))
    assert "domains social" in repr(shipped)


def test_pickle() -> None:
    themes = pickle.loads(pickle.dumps(ThemeMap.load()))
    assert themes.domain_of("werk") == "social"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[domains]\na = ["x"]\nb = ["x"]\n', "listed under both a and b"),
        ('[domains]\na = ["x | y"]\nb = ["X|Y"]\n', "listed under both a and b"),
        ("[domains]\na = 1\n", "not a list of themes"),
        ('[domains]\na = ["x |"]\n', "without a name"),
        ("[other]\n", "no themes"),
        ("[domains\n", "not valid TOML"),
    ],
)
def test_wrong_files(write, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        ThemeMap.load(write("mine.toml", text))


def test_missing_file(tmp_path) -> None:
    with pytest.raises(DataError, match="no such file"):
        ThemeMap.load(tmp_path / "none.toml")


level = st.sampled_from(["a", "b", "c"])
theme = st.lists(level, min_size=1, max_size=3).map(" | ".join)


@given(st.dictionaries(theme, st.sampled_from(["x", "y"])), theme)
def test_longest_beginning_decides(rules, wanted: str) -> None:
    fitting = [rule for rule in rules if f"{wanted} | ".startswith(f"{rule} | ")]
    expected = rules[max(fitting, key=len)] if fitting else None
    assert ThemeMap(rules).domain_of(wanted) == expected
