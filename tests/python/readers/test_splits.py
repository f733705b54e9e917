from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from munigraph.readers import _facts as facts
from munigraph.readers._names import NameMatcher
from munigraph.readers._splits import fragment_of, mend, segment

MATCHER = NameMatcher("2016-01-01")
IN_FORCE = sorted(
    name
    for code, name in facts.municipalities()[["code", "name"]].itertuples(index=False)
    if MATCHER.in_force(code) and name != "Bergen"
)


def lookup(name: str) -> tuple[str, str] | None:
    found = MATCHER.municipality(name)
    return (found.id, found.name) if found.step in ("exact", "normalised", "alias") else None


def present(*names: str) -> dict[str, str]:
    return {MATCHER.match(name).id: MATCHER.match(name).name for name in names}


def test_two_names_in_one_field() -> None:
    assert segment("Zevenaar Beuningen", lookup, {}) == present("Zevenaar", "Beuningen")
    assert segment("Son en Breugel, Best", lookup, {}) == present("Son en Breugel", "Best")
    assert segment("Mook en Middelaar & Gennep", lookup, {}) == present(
        "Mook en Middelaar", "Gennep"
    )


def test_a_field_with_anything_else_in_it_is_not_split() -> None:
    assert segment("Zevenaar en omstreken", lookup, {}) == {}
    assert segment("Stichting Zevenaar Beuningen", lookup, {}) == {}
    assert segment("Zevenaar", lookup, {}) == {}
    assert segment("Bergen Zevenaar", lookup, {}) == {}  # Bergen is ambiguous
    assert segment("en", lookup, {}) == {}


def test_a_list_cut_in_the_middle_of_a_name_is_joined() -> None:
    fixed = mend({0: "Grave en Mill", 1: "Sint Hubert"}, present("Cuijk"), lookup)
    assert fixed[0].rule == "joined"
    assert set(fixed[0].codes) == set(present("Grave", "Mill en Sint Hubert"))
    assert fixed[1].codes == ()
    assert fixed[1].with_field == 0


def test_a_piece_of_a_member_beside_a_name() -> None:
    members = present("West Maas en Waal", "Druten")
    fixed = mend({5: "Waal en Wijchen"}, members, lookup)
    assert fixed[5].codes == tuple(present("Wijchen"))
    assert mend({5: "Waal en Wijchen"}, present("Druten"), lookup) == {}


def test_a_piece_of_a_member() -> None:
    members = present("Mook en Middelaar", "Heumen")
    assert mend({3: "Middelaar"}, members, lookup)[3].piece_of == "GM0944"
    assert mend({3: "Middelaar"}, present("Heumen"), lookup) == {}


def test_a_piece_of_two_members_is_of_neither() -> None:
    assert fragment_of("IJssel", ["Capelle aan den IJssel", "Krimpen aan den IJssel"]) is None
    assert fragment_of("aan den", ["Capelle aan den IJssel"]) is None
    assert fragment_of("Capelle aan den IJssel", ["Capelle aan den IJssel"]) is None
    assert fragment_of("capelle", ["Capelle aan den IJssel"]) == "Capelle aan den IJssel"


def test_a_piece_of_a_municipality_that_another_field_brings_in() -> None:
    fixed = mend({0: "Zevenaar Mook en Middelaar", 1: "Middelaar"}, {}, lookup)
    assert set(fixed[0].codes) == set(present("Zevenaar", "Mook en Middelaar"))
    assert fixed[1].piece_of == "GM0944"


def test_nothing_to_mend() -> None:
    assert mend({}, {}, lookup) == {}
    assert mend({0: "Zaanstreek"}, present("Zaanstad", "Wormerland"), lookup) == {}


@given(st.lists(st.sampled_from(IN_FORCE), min_size=2, max_size=3, unique=True))
def test_a_glued_list_comes_apart_or_stays_whole(names: list[str]) -> None:
    found = segment(" ".join(names), lookup, {})
    assert found == {} or set(found) == set(present(*names))


@given(st.text(alphabet="abe n,&/", max_size=25))
def test_any_text_is_survived(text: str) -> None:
    assert set(segment(text, lookup, present("Mook en Middelaar"))) <= set(present(*IN_FORCE))
