"""The factsheet of the real Dutch register against figures that independent code found.

That code counts everyone whom the version in force lists, also where the accession is dated later
(``starts="listed"``); by default a membership counts from its accession, as in a snapshot.
"""

from __future__ import annotations

import itertools
from collections import Counter

import munigraph as mg
import pytest

YEARS = [2017, 2020, 2023, 2026]
WORK = ("werk", "sociale zekerheid")


def values(sheet: mg.Factsheet, name: str) -> list[float]:
    return sheet.figure(name)["value"].tolist()


@pytest.fixture(scope="session")
def listed(dutch):
    return {
        "plain": mg.factsheet(dutch, YEARS, repair=False, starts="listed", by=()),
        "repaired": mg.factsheet(dutch, YEARS, starts="listed", by=()),
        "fixed": mg.factsheet(dutch, YEARS, geography=2026, starts="listed", by=()),
    }


def test_the_register_ends_in_may(dutch):
    assert dutch.last_day == "2026-05-01"
    assert dutch.at(2026).date == "2026-05-01"
    assert dutch.at(2017).date == "2017-07-01"


def test_mean_per_municipality(listed):
    assert [round(v, 2) for v in values(listed["plain"], "mean")] == [6.21, 8.28, 8.58, 9.26]
    # Of 2020 the landmark says "≈ 8.49": where an arrangement names one of a municipality's two
    # predecessors itself, only that one is carried back here (two memberships less).
    assert [round(v, 2) for v in values(listed["repaired"], "mean")] == [6.71, 8.48, 8.65, 9.28]
    assert [round(v, 2) for v in values(listed["fixed"], "mean")] == [6.73, 8.45, 8.65, 9.28]


def test_arrangements_and_sizes(listed):
    assert values(listed["repaired"], "arrangements") == [341, 407, 399, 422]
    shares = [round(100 * v) for v in values(listed["repaired"], "two_to_five")]
    assert shares == [50, 51, 49, 47]


def test_dated_memberships_are_those_of_snapshots(dutch):
    """By default accessions count: nine memberships less in 2017, six in 2020."""
    plain = mg.factsheet(dutch, YEARS, repair=False, by=())
    rows = plain.figure("memberships")["value"].tolist()
    assert rows == [2400, 2933, 2935, 3166]
    assert [round(v, 2) for v in values(plain, "mean")] == [6.19, 8.26, 8.58, 9.26]


def test_phase_is_unknown(listed):
    for sheet in listed.values():
        phase = sheet.table[sheet.table["figure"] == "phase"]
        assert (phase["coverage"] == 0).all()
        assert phase["value"].isna().all()


def test_classification_rises(listed):
    shares = [round(100 * v) for v in values(listed["repaired"], "classified")]
    assert (shares[0], shares[-1]) == (30, 55)


@pytest.mark.parametrize(
    ("bases", "expected"),
    # The landmark of 2020 over all bases is .89: a predecessor less is carried back here (see
    # above), and .885 (314 of 355) falls on the other side.
    [("official", [0.45, 0.59, 0.59, 0.68]), (None, [0.82, 0.88, 0.89, 0.90])],
)
def test_work_and_income(dutch, bases, expected):
    sheet = mg.factsheet(dutch, YEARS, themes=WORK, bases=bases, starts="listed", by=())
    rows = sheet.figure("official_share")
    shares = (rows["numerator"] / rows["denominator"]).round(2).tolist()
    assert shares == expected
    if bases == "official":
        # Too thin in 2017 for a number; the share stands in numerator and denominator.
        assert rows["value"].isna().iloc[0]
        with pytest.raises(mg.DataError, match="classification"):
            sheet.difference(2017, 2026, figure="official_share")


def test_memberships_on_one_geography_add_up(listed):
    found = listed["fixed"].difference(2017, 2020, figure="memberships")
    assert found.attrs["before"][1] == 2303
    assert found.attrs["after"][1] == 2889
    by_cause = found.groupby("cause")["numerator"].sum().to_dict()
    gained = found[found["numerator"] > 0].groupby("cause")["numerator"].sum()
    assert by_cause["registered"] == 492
    assert by_cause["founded"] == 224
    # 109 of arrangements that ended, eight of one in a gap of the register.
    assert by_cause["ended"] == -117
    assert found.set_index(["cause", "detail"]).loc[("ended", "gap_in_register"), "numerator"] == -8
    # The landmark's − 17: nine that left by themselves, and eight whose place was another's.
    real = found[found["cause"] == "real"].set_index("detail")["numerator"].to_dict()
    assert real == {"joined": 4, "left": -9}
    moved = found[found["cause"] == "reorganisation"].set_index("detail")["numerator"].to_dict()
    assert moved == {"as_municipalities_were": -8}
    assert set(gained.index) == {"registered", "founded", "real"}
    assert sum(by_cause.values()) == 2889 - 2303


def test_the_seventeen_that_left(dutch):
    """Nine municipalities left by themselves; eight stand for a predecessor without a heir."""
    table = mg.chronicle(dutch, geography=2026).events
    left = table[(table["event"] == "left") & (table["latest"] > "2017-07-01")]
    left = left[left["latest"] <= "2020-07-01"].set_index(["arrangement", "participant"])
    was = left[left["rule"] == "as_municipalities_were"].index
    fixed, _ = dutch.on_geography(2026)
    chain = fixed.arrangements.set_index("id")["chain"]
    kinds = fixed.participants.set_index("id")["kind"]
    days = []
    for year in (2017, 2020):
        rows = fixed.at(year).memberships
        rows = rows[rows["participant"].map(kinds) == "municipality"]
        pairs = {*zip(rows["arrangement"].map(chain), rows["participant"], strict=True)}
        sizes = Counter(one for one, _ in pairs)
        days.append({pair for pair in pairs if sizes[pair[0]] > 1})
    kept = {one for one, _ in days[1]}
    gone = {one for one in days[0] - days[1] if one[0] in kept and one in left.index}
    assert len(gone & set(was)) == 8
    assert len(gone - set(was)) == 9
    # The factsheet reads the chronicle's rule: also of the register on that geography itself.
    for register, geography in ((dutch, 2026), (fixed, "own")):
        sheet = mg.factsheet(register, [2017, 2020], geography=geography, by=())
        found = sheet.difference(2017, 2020, figure="memberships").set_index(["cause", "detail"])
        numbers = found["numerator"].to_dict()
        assert numbers["real", "left"] == -9
        assert numbers["reorganisation", "as_municipalities_were"] == -8


def test_who_is_left_out_before_a_merger_did_not_leave(dutch, dutch_chronicle):
    """Haaren in three arrangements, Weesp, and Beemster in two: there in 2020, merged later."""
    sheet = mg.factsheet(dutch, [2017, 2020], by=())
    found = sheet.difference(2017, 2020, figure="memberships").set_index(["cause", "detail"])
    numbers = found["numerator"].to_dict()
    # Westerwolde, the ninth on one geography, was two that are no more in 2020.
    assert numbers["real", "left"] == -8
    assert numbers["real", "joined"] == 7
    events = dutch_chronicle.events
    left = events[
        (events["event"] == "left") & events["latest"].between("2017-07-02", "2020-07-01")
    ]
    ahead = left[left["participant"].isin(["GM0788", "GM0457", "GM0370"])]
    assert ahead["participant"].nunique() == 3
    assert ahead["administrative"].all()


def test_most_of_the_rise_is_registration(listed):
    found = listed["fixed"].difference(2017, 2020)
    assert round(found.attrs["total"], 2) == 1.71
    parts = found.groupby("cause")["contribution"].sum()
    assert round(parts["registered"], 2) == 1.44
    assert found["contribution"].sum() == pytest.approx(found.attrs["total"], abs=1e-12)


def test_registration_as_a_share_of_the_growth(listed):
    """84% of the rise of 2017–2020, and 60% of that of 2017–2026: what was registered between
    successive years, whatever became of it later."""
    sheet = listed["fixed"]
    steps = [sheet.difference(a, b) for a, b in itertools.pairwise(YEARS)]
    registered = [
        found.loc[found["cause"] == "registered", "contribution"].sum() for found in steps
    ]
    assert round(registered[0] / steps[0].attrs["total"], 2) == 0.84
    assert round(sum(registered) / sum(found.attrs["total"] for found in steps), 2) == 0.60
    # Of what was registered since 2017, some had ended by 2026.
    whole = sheet.difference(2017, 2026)
    kept = whole.loc[whole["cause"] == "registered", "contribution"].sum()
    assert round(kept / whole.attrs["total"], 2) == 0.57


def test_the_lag_of_the_register(listed):
    plain, repaired, fixed = (values(listed[name], "mean") for name in listed)
    assert round(repaired[0] - plain[0], 2) == 0.50
    assert round(fixed[0] - repaired[0], 2) == 0.02
    found = listed["plain"].difference(2017, 2020)
    assert found["contribution"].sum() == pytest.approx(plain[1] - plain[0], abs=1e-12)
    assert "lag" in set(found["cause"])


def test_arrangements_that_changed_members(dutch):
    for geography, number in (("own", 82), (2026, 41)):
        sheet = mg.factsheet(dutch, [2017, 2026], geography=geography, starts="listed", by=())
        row = sheet.figure("changed_members").iloc[0]
        assert (row["numerator"], row["denominator"]) == (number, 275)
    own = mg.factsheet(dutch, [2017, 2026], starts="listed", by=())
    real = own.figure("changed_members", "cause=real").iloc[0]
    assert real["numerator"] == 41
    assert own.figure("changed_members", "cause=reorganisation").iloc[0]["numerator"] == 41


def test_plain_snapshots_lose_memberships(dutch):
    """61 memberships name municipalities that did not exist yet, 51 in 2023 dissolved ones."""
    early = dutch.at(2017, repair=True).repairs
    late = dutch.at(2023, repair=True).repairs
    began = early.table["reason"].str.contains("began on").sum()
    ended = late.table["reason"].str.contains("ended on").sum()
    # One of the 61 (Beekdaelen in 28143830) acceded years after its birth: it is none.
    assert (began, ended) == (60, 51)


def test_the_geography_of_2026_says_what_is_gone(dutch):
    moved, report = dutch.on_geography(2026)
    assert (moved.participants["kind"] == "municipality").sum() == 342
    assert report.rows_read == len(dutch.memberships)
    inside = report.table["reason"].str.contains("all its municipalities are one")
    gone = set(report.table[inside]["reason"].str.extract(r"arrangement (\w+)\)")[0])
    assert len(gone) > 0
    assert not gone & set(moved.arrangements["id"])
