"""The chronicle of the real French panel: figures that independent code found, and cases."""

from __future__ import annotations

import munigraph as mg
import pytest


@pytest.fixture(scope="session")
def coarse(french):
    return mg.chronicle(french, rules={"merged_share": 0})


def at(chronicle, year):
    events = chronicle.events
    return events[events["date"] == f"{year}-01-01"]


def numbers(versions):
    """The SIREN numbers of the versions that an event ends."""
    return set(versions.str[:9])


def ended(rows):
    """Numbers that end: by renumbering, merging, being absorbed or split, or for good."""
    kinds = ["ended", "renumbered", "merged", "absorbed", "split"]
    return numbers(rows.loc[rows["event"].isin(kinds), "versions"])


def test_numbers_in_force(french):
    for year, count in {
        1999: 1678,
        2002: 2174,
        2003: 2360,
        2015: 2134,
        2019: 1259,
        2026: 1255,
    }.items():
        versions = french.at(f"{year}-07-01").arrangements
        assert versions["number"].nunique() == count


def test_renumbering_of_2003(french_chronicle):
    rows = at(french_chronicle, 2003)
    reused = rows[rows["event"] == "id_reused"]
    assert len(reused) == 13
    # 182 numbers disappear; thirteen others change hands, which is an end as well.
    assert len(ended(rows)) == 182 + 13
    renumbered = rows[rows["event"] == "renumbered"]
    # 141 and 161 among numbers that disappear; with the reused ones among the old, 145 and 166.
    assert (renumbered["share"] == 1).sum() == 145
    assert len(renumbered) == 166
    old = renumbered["versions"].str[:9]
    gone = ~old.isin(reused["versions"].str[:9])
    assert (gone & (renumbered["rule"] == "other_number_in_chain")).sum() == 141
    assert gone.sum() == 161
    founded = rows[rows["event"] == "founded"]
    begun = numbers(founded["versions"]) | numbers(renumbered["versions"].str.rpartition(" → ")[2])
    merged = rows[rows["event"] == "merged"]
    begun |= numbers(merged["versions"].str.rpartition(" → ")[2])
    assert len(begun - numbers(reused["versions"])) == 368


def test_reform_of_2014(french, coarse, french_chronicle):
    old, new = (set(french.at(f"{year}-07-01").arrangements["number"]) for year in (2013, 2014))
    assert (len(old - new), len(new - old)) == (529, 218)
    for chronicle in (coarse, french_chronicle):
        rows = at(chronicle, 2014)
        reused = numbers(rows.loc[rows["event"] == "id_reused", "versions"])
        assert len(ended(rows) - reused) == 529
    rows = at(coarse, 2014)
    merged = rows.loc[rows["event"] == "merged", "counterpart"].nunique()
    renumbered = (rows["event"] == "renumbered").sum()
    # 187 new ones have members of two or more that ended.
    assert merged == 187
    assert renumbered > 0


def members(snapshot, among=None):
    """Communes of each number."""
    number = snapshot.arrangements.set_index("id")["number"]
    rows = snapshot.memberships.assign(number=snapshot.memberships["arrangement"].map(number))
    found = rows.groupby("number")["participant"].agg(set).to_dict()
    return found if among is None else {one: found[one] for one in among}


def test_missing_years_are_no_gap(french, coarse):
    rows = at(coarse, 2019)
    known = rows[rows["earliest"].notna()]
    assert (known["earliest"] <= known["date"]).all()
    assert len(known) > 3000
    merged = set(rows.loc[rows["event"] == "merged", "counterpart"])
    # Three more go into numbers that are used again.
    merged -= set(rows.loc[rows["event"] == "id_reused", "arrangement"])
    assert len(merged) == 446
    gone = ended(rows) - numbers(rows.loc[rows["event"] == "id_reused", "versions"])
    # Of 1,327 numbers of 2015 that 2019 lacks, three are back in 2020: a gap of the record.
    assert len(gone) == 1324
    before, after = (french.at(f"{year}-07-01") for year in (2015, 2019))
    new = set(after.arrangements["number"]) - set(before.arrangements["number"])
    assert len(new) == 452
    # A naive count has 447: the one more is made of the three that are back in 2020.
    made = members(after, new)
    of = {commune: number for number, all_ in members(before).items() for commune in all_}
    gone_by_number = set(before.arrangements["number"]) - set(after.arrangements["number"])
    assert len(gone_by_number) == 1327
    parts = {one: {of.get(c) for c in all_} & gone_by_number for one, all_ in made.items()}
    several = {one for one, found in parts.items() if len(found) > 1}
    assert len(several) == 447
    assert several - {one[:9] for one in merged} == {"200067510"}
    assert parts["200067510"] == {"242300135", "242320000", "242320109"}
    back = numbers(at(coarse, 2020)["versions"])
    assert back >= {"242300135", "242320000", "242320109"}


def test_identical_tables_make_no_event(french_chronicle):
    assert not len(at(french_chronicle, 2026))


def test_the_end_of_the_panel_ends_nothing(french_chronicle):
    assert french_chronicle.events["date"].max().year < 2027


def test_the_first_year_founds_nothing(french_chronicle):
    rows = at(french_chronicle, 1999)
    assert set(rows["reason"]) == {"registered"}
    assert len(rows) == 1678


def test_cases(french_chronicle):
    rows = at(french_chronicle, 2003)
    renumbered = rows[rows["event"] == "renumbered"]
    pairs = renumbered["versions"].str.replace(r":\d+", "", regex=True)
    assert "240303301 → 240300681" in set(pairs)
    reused = rows[rows["event"] == "id_reused"]
    assert "246300800" in numbers(reused["versions"])
