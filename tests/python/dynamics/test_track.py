"""Clusters over time: by hand, planted, against a naive reference, and by what must hold."""

from __future__ import annotations

import itertools
import pickle
from fractions import Fraction

import munigraph as mg
import numpy as np
import pandas as pd
import pytest


def labels(*clusters):
    """One label per id, from the ids of each cluster."""
    return {one: k for k, members in enumerate(clusters) for one in members}


def doubled(text):
    """ "3 0 1245" with every element doubled, so that no cluster is of one."""
    return labels(*[[one + side for one in part for side in "ab"] for part in text.split()])


def events_of(track):
    return sorted(zip(track.events["event"], track.events["from"].fillna(""),
                      track.events["to"].fillna(""), strict=True))  # fmt: skip


# --- by hand ------------------------------------------------------------------------------------


def test_the_largest_sum_of_overlaps():
    found = mg.track([doubled("3 0 1245"), doubled("02 134 5")])
    # {1,2,4,5} is the largest: number 1; {0} comes before {3} by its members? Their order is that
    # of their first municipality: {3}, then {0}.
    assert found.clusters["size"].tolist() == [8, 2, 2, 6, 4, 2]
    matched = found.flow[found.flow["event"] == "reshuffled"]
    pairs = {(n, round(j, 9)) for n, j in zip(matched["n"], matched["jaccard"], strict=True)}
    assert pairs == {(4, 0.4), (2, 0.5)}
    assert found.table.loc[0, ["continued", "reshuffled", "gone", "born"]].tolist() == [0, 2, 0, 1]
    assert found.table.loc[0, "moved"] == 0.5
    assert found.clusters["number"].tolist() == [1, 2, 3, 1, 3, 4]


def test_ship_of_theseus():
    """A cluster that replaces its members one by one stays one, unlike the first more and more."""
    dates = ["abcd", "abce", "abfe", "agfe", "hgfe"]
    items = {f"20{k:02}-07-01": labels(one, "xyz", set("abcdefgh") - set(one))
             for k, one in enumerate(dates)}  # fmt: skip
    found = mg.track(items)
    assert found.dates == tuple(items)
    ship = found.clusters[found.clusters["number"] == 1]
    assert ship["overlap_previous"].iloc[1:].tolist() == [0.6] * 4
    assert np.isnan(ship["overlap_previous"].iloc[0])
    assert ship["overlap_first"].tolist() == [1, 3 / 5, 2 / 6, 1 / 7, 0]
    assert set(ship["first"]) == {"2000-07-01"}


def test_tables_by_hand():
    first = labels("abcdefg", "hij", "kl")
    second = labels("abcdefghij", "mn")
    found = mg.track({"one": first, "two": second})
    assert events_of(found) == [
        ("born", "", "4"), ("continued", "1", "1"), ("gone", "3", ""), ("merged", "1, 2", "1"),
    ]  # fmt: skip
    flow = found.flow
    assert flow["n"].tolist() == [7, 3, 0, 0]
    assert flow["share_from"].tolist() == [1, 1, 0, 0]
    assert flow["share_to"].tolist() == [0.7, 0.3, 0, 0]
    assert flow["jaccard"].tolist() == [0.7, 0.3, 0, 0]
    assert flow["event"].tolist() == ["continued", "merged", "gone", "born"]
    assert flow["to"].isna().tolist() == [False, False, True, False]
    many = [f"m{i}" for i in range(500)]
    moved = mg.track([labels(many, "xyz"), labels([*many, "x"], "yz")])
    assert "under 1% of municipalities moved" in moved.describe()[0]
    stay = found.stability
    assert stay.loc[list("abcdefg"), "stability"].tolist() == [1] * 7
    assert stay.loc[list("hij"), "stability"].tolist() == [0] * 3
    assert stay.loc[list("klmn"), "stability"].isna().all()
    assert stay.sort_values(["stability", "id"])["id"].iloc[0] == "h"
    assert found.table.loc[0, "moved"] == 0.3
    # No network, no noise floor: nothing is called a change, or none.
    assert found.noise.empty
    assert found.events["change"].isna().all() or not found.events["change"].fillna(False).any()
    assert found.changes["change"].isna().all()
    assert "no noise floor" in repr(found)


def test_who_is_alone_is_not_compared():
    found = mg.track([labels("abc", "d", "efg"), labels("ab", "cd", "efg")])
    assert found.table.loc[0, "municipalities"] == 6
    assert found.table.loc[0, "clusters_before"] == 2
    numbers = found.memberships.set_index(["date", "id"])["number"]
    assert numbers["1"].isna()["d"]


# --- planted ------------------------------------------------------------------------------------


def planted(groups, size=8):
    """Clusters of `size` municipalities each, tied densely inside and thinly to the next; `groups`
    are lists of blocks."""
    nodes = [f"{block}{k}" for group in groups for block in group for k in range(size)]
    place = {one: k for k, one in enumerate(nodes)}
    participants, arrangements, count = [], [], itertools.count()
    for group in groups:
        members = [place[f"{block}{k}"] for block in group for k in range(size)]
        for a, b in itertools.combinations(members, 2):
            number = next(count)
            participants += [a, b]
            arrangements += [number, number]
    for a, b in itertools.pairwise(groups):
        number = next(count)
        participants += [place[f"{a[0]}0"], place[f"{b[0]}0"]]
        arrangements += [number, number]
    ids = {"id": nodes}
    tables = {
        "participants": ids,
        "arrangements": {"id": [str(k) for k in range(next(count))]},
        "memberships": {"arrangement": [str(k) for k in arrangements],
                        "participant": [nodes[k] for k in participants]},
    }  # fmt: skip
    return mg.Register.from_tables(**tables).at("2020-01-01").network()


def test_nothing_changes():
    network = planted(["A", "B", "C"])
    found = mg.track([network, network, network], runs=3, pairs=20)
    assert found.table["moved"].tolist() == [0, 0]
    assert found.table["continued"].tolist() == [3, 3]
    assert found.table["changes"].tolist() == ["", ""]
    assert set(found.events["event"]) == {"continued"}
    assert (found.clusters["overlap_first"] == 1).all()
    assert found.clusters["number"].tolist() == [1, 2, 3] * 3
    assert (found.stability["stability"] == 1).all()
    assert not found.changes["change"].any()


def test_a_planted_split_merge_and_birth():
    before = planted(["AB", "C", "D", "E"])
    after = planted(["A", "B", "CD", "E", "F"])
    found = mg.track([before, after], runs=3, pairs=20)
    row = found.table.loc[0]
    assert (row["clusters_before"], row["clusters_after"]) == (4, 5)
    assert (row["split"], row["merged"], row["born"], row["gone"]) == (1, 1, 1, 0)
    assert set(row["changes"].split(", ")) >= {"split", "merged", "born", "moved"}
    events = found.events.set_index("event")
    assert events.loc["split", "n"] == 16
    assert events.loc["born", "n"] == 8
    assert events.loc[["split", "merged", "born"], "change"].all()
    back = mg.track([after, before], runs=3, pairs=20).table.loc[0]
    assert (back["split"], back["merged"], back["born"], back["gone"]) == (1, 1, 0, 1)


# --- against a naive reference ------------------------------------------------------------------


def naive(first, second):
    """The rules word by word, over sets: matched pairs, and the names of what happens."""

    def groups(labelling):
        sets = {}
        for one, label in labelling.items():
            sets.setdefault(label, set()).add(one)
        return [members for members in sets.values() if len(members) > 1]

    a, b = groups(first), groups(second)
    both = set().union(*a) & set().union(*b) if a and b else set()
    a, b = [one & both for one in a], [one & both for one in b]
    overlap = {(x, y): Fraction(len(p & q), len(p | q))
               for x, p in enumerate(a) for y, q in enumerate(b) if p & q}  # fmt: skip
    sure = {pair for pair, j in overlap.items() if j > Fraction(1, 2)}
    rest = [(x, y) for (x, y), j in overlap.items() if j >= Fraction(3, 10)
            and x not in {p for p, _ in sure} and y not in {q for _, q in sure}]  # fmt: skip
    best, worth = set(), (Fraction(0), 0)
    for size in range(len(rest) + 1):
        for chosen in itertools.combinations(rest, size):
            if len({x for x, _ in chosen}) < size or len({y for _, y in chosen}) < size:
                continue
            value = (sum((overlap[p] for p in chosen), Fraction(0)),
                     sum(len(a[x] & b[y]) for x, y in chosen))  # fmt: skip
            if value > worth:
                best, worth = set(chosen), value
    parts_a = [[y for y, q in enumerate(b) if p and 10 * len(p & q) >= 3 * len(p)] for p in a]
    parts_b = [[x for x, p in enumerate(a) if q and 10 * len(p & q) >= 3 * len(q)] for q in b]
    split = {x for x, parts in enumerate(parts_a) if len(parts) > 1}
    merged = {y for y, parts in enumerate(parts_b) if len(parts) > 1}
    matched = sure | best
    gone = [x for x in range(len(a)) if x not in {p for p, _ in matched} and x not in split
            and not any(x in parts_b[y] for y in merged)]  # fmt: skip
    born = [y for y in range(len(b)) if y not in {q for _, q in matched} and y not in merged
            and not any(y in parts_a[x] for x in split)]  # fmt: skip
    stay = sum(len(a[x] & b[y]) for x, y in matched)
    return {
        "clusters_before": len(a), "clusters_after": len(b), "continued": len(sure),
        "reshuffled": len(best), "split": len(split), "merged": len(merged), "gone": len(gone),
        "born": len(born), "municipalities": len(both),
        "moved": 1 - stay / len(both) if both else None,
    }, worth  # fmt: skip


def test_agrees_with_a_naive_reference():
    random = np.random.default_rng(11)
    seen = {"reshuffled": 0, "split": 0, "merged": 0, "gone": 0, "born": 0}
    for _ in range(150):
        n = int(random.integers(4, 16))
        ids = [f"m{k}" for k in range(n)]
        first = {one: int(random.integers(4)) for one in ids if random.random() < 0.95}
        second = {}
        for one in ids:
            stays = one in first and random.random() < 0.6
            if random.random() < 0.95:
                second[one] = first[one] if stays else int(random.integers(4))
        found = mg.track([first, second])
        expected, worth = naive(first, second)
        row = found.table.loc[0]
        for name, value in expected.items():
            if value is None:
                assert np.isnan(row[name])
            else:
                assert row[name] == pytest.approx(value), name
        matched = found.flow[found.flow["event"] == "reshuffled"]
        assert matched["jaccard"].sum() == pytest.approx(float(worth[0]))
        assert found.flow["n"].sum() == row["municipalities"]
        for name in seen:
            seen[name] += int(row[name])
    assert min(seen.values()) > 10


# --- what must hold -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def grown():
    return mg.synthetic(municipalities=60, arrangements=90, clusters=5, seed=4)


def test_threads_and_seeds(grown):
    networks = [grown.at("2020-01-01").network(weighting=one) for one in ("newman", "count")]
    once = mg.track(networks, runs=4, pairs=6, threads=1, seed=3)
    again = mg.track(networks, runs=4, pairs=6, threads=3, seed=3)
    for name in ("table", "clusters", "flow", "events", "noise", "changes", "stability", "counts"):
        pd.testing.assert_frame_equal(getattr(once, name), getattr(again, name))


def test_items_of_every_kind_say_the_same(grown):
    network = grown.at("2020-01-01").network()
    clustering = mg.consensus(network, runs=5)
    kinds = [
        clustering,
        pickle.loads(pickle.dumps(clustering)),
        clustering.table,
        pd.Series(clustering.labels, index=clustering.ids),
        dict(zip(clustering.ids, clustering.labels, strict=True)),
    ]
    tables = [mg.track([one, one], pairs=0).table.drop(columns=["before", "after"])
              for one in (network, *kinds)]  # fmt: skip
    for one in tables[1:]:
        pd.testing.assert_frame_equal(tables[1], one)
    assert (tables[0]["continued"] == tables[0]["clusters_before"]).all()
    sets = [set(clustering.ids[clustering.labels == k]) for k in range(clustering.labels.max() + 1)]
    bare = mg.track([sets, sets]).table.drop(columns=["before", "after"])
    pd.testing.assert_frame_equal(tables[1], bare)
    many = mg.ensemble(network, runs=5, seed=7)
    for whole, best in ((many, many.best), (mg.clustering.estimate(network, runs=3), None)):
        found = mg.track([whole, whole], pairs=0)
        best = whole.clustering if best is None else best
        assert found.counts["clusters"].tolist() == [best.clusters] * 2
        assert found.counts["method"].tolist() == ["given"] * 2


def test_clusters_are_those_of_consensus_and_ensemble(grown):
    network = grown.at("2020-01-01").network()
    for method, clustering in (
        ("consensus", mg.consensus(network, runs=6, seed=2)),
        ("leiden", mg.ensemble(network, runs=6, seed=2).best),
    ):
        found = mg.track([network, network], method=method, runs=6, seed=2, pairs=5)
        sizes = clustering.summary["size"].tolist()
        assert found.clusters["size"].tolist() == sizes * 2
        assert (
            found.clusters["cluster_name"].tolist()
            == clustering.summary["cluster_name"].tolist() * 2
        )
        counts = found.counts
        assert (counts["clusters_min"] <= counts["clusters"]).all()
        assert (counts["clusters"] <= counts["clusters_max"]).all()
        assert counts["method"].str.contains("6 runs").all()


def test_misuse(grown):
    network = grown.at("2020-01-01").network()
    given = mg.leiden(network)
    with pytest.raises(ValueError, match="at least two"):
        mg.track([network])
    with pytest.raises(TypeError, match="expected snapshots"):
        mg.track(network)
    for bare in (dict(zip(given.ids, given.labels, strict=True)), pickle.loads(pickle.dumps(given)),
                 mg.Network.from_edges([0, 1], [1, 2])):  # fmt: skip
        for options in ({"geography": "2020-01-01"}, {"arrangements": "in_both"}):
            with pytest.raises(ValueError, match="does not know its snapshot"):
                mg.track([network, bare], **options)
    with pytest.raises(ValueError, match="did you mean 'in_both'"):
        mg.track([network, network], arrangements="inboth")
    with pytest.raises(ValueError, match="pairs"):
        mg.track([network, network], pairs=-1)
    with pytest.raises(ValueError, match="runs"):
        mg.track([network, network], runs=0)
    for items in ([2017, 2020], ["2017", "2020"], [network, None], {"a": 1, "b": 2}):
        with pytest.raises(TypeError, match="expected a snapshot, network, clustering or labels"):
            mg.track(items, pairs=0)
    with pytest.raises(TypeError, match="got DataFrame"):
        mg.track(given.table)
    twice = pd.Series([0, 0, 1], index=["a", "b", "a"])
    with pytest.raises(ValueError, match="2: labels: the id 'a' is there twice"):
        mg.track([labels("ab"), twice])


def test_backwards_is_the_mirror():
    """The order given is kept: a merger is a split then, and what is born is gone."""
    items = [labels("abcd", "efgh", "ij"), labels("abcdefgh", "xy")]
    there, back = mg.track(items).table.loc[0], mg.track(items[::-1]).table.loc[0]
    for one, other in (("split", "merged"), ("born", "gone"), ("continued", "continued")):
        assert there[one] == back[other]
        assert there[other] == back[one]
    assert there["merged"] == there["born"] == there["gone"] == 1


def test_days_backwards_need_names():
    register = mg.synthetic(30, 40, clusters=3, history=True, seed=1)
    early, late = register.at("2016-07-01"), register.at("2018-07-01")
    for items in ([late, early], [early.network(), late.network(), early.network()]):
        with pytest.raises(ValueError, match="2016-07-01 comes after 2018-07-01; expected them in"):
            mg.track(items, runs=1, pairs=0)
    named = mg.track({"later": late, "earlier": early}, runs=1, pairs=0)
    assert named.dates == ("later", "earlier")
    # Two looks at one day are told apart.
    assert mg.track([late, late], runs=1, pairs=0).dates == ("2018-07-01", "2018-07-01 (2)")


def test_empty_and_small():
    alone = labels("a", "b")
    found = mg.track([alone, alone])
    assert found.clusters.empty
    assert found.events.empty
    assert np.isnan(found.table.loc[0, "moved"])
    assert repr(found)
    assert found.describe()


# --- the register held still --------------------------------------------------------------------


def filling(registered):
    """Two triangles, and from 2019 on eight arrangements of all six, which make one cluster of
    them: founded then, or older than their record."""
    accession = "1990-01-01" if registered else "2019-01-01"
    late = [f"new{k}" for k in range(8)]
    members = {"old1": "abc", "old2": "def", **dict.fromkeys(late, "abcdef")}
    rows = [(name, one) for name, group in members.items() for one in group]
    since = ["2015-01-01" if name.startswith("old") else accession for name, _ in rows]
    begin = ["2015-01-01"] * 2 + ["2019-01-01"] * len(late)
    return mg.Register.from_tables(
        {"id": list("abcdef")},
        {"id": list(members), "chain": list(members), "valid_from": begin},
        {"arrangement": [name for name, _ in rows], "participant": [one for _, one in rows],
         "valid_from": since},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arrangements", "registered", "after"),
    [("all", True, 1), ("all", False, 1), ("in_both", True, 2), ("in_both", False, 2),
     ("not_registered", True, 2), ("not_registered", False, 1)],
)  # fmt: skip
def test_arrangements(arrangements, registered, after):
    register = filling(registered)
    snapshots = [register.at(f"{year}-07-01") for year in (2017, 2020)]
    for items in (snapshots, [one.network() for one in snapshots],
                  [mg.leiden(one.network()) for one in snapshots]):  # fmt: skip
        found = mg.track(items, arrangements=arrangements, runs=5, pairs=10)
        assert found.counts["clusters"].tolist() == [2, after]
        assert found.arrangements == arrangements


def test_each_step_holds_its_own_arrangements():
    register = filling(registered=True)
    snapshots = [register.at(f"{year}-07-01") for year in (2017, 2020, 2023)]
    found = mg.track(snapshots, arrangements="in_both", runs=5, pairs=10)
    assert found.counts["step"].tolist() == [1, 1, 2, 2]
    assert found.counts["clusters"].tolist() == [2, 2, 1, 1]
    assert found.dates == ("2017-07-01", "2020-07-01", "2023-07-01")
    assert found.table["continued"].tolist() == [2, 1]
    # Between its two looks 2020 has two clusters and one: the one goes on with the first number.
    assert found.clusters["number"].tolist() == [1, 2, 1, 2, 1, 1]
    assert set(found.noise["step"]) == {1, 2}


def test_geography(history):
    """On the geography of 2020 r is part of s, so that nobody moves."""
    years = [history.at("2016-01-01"), history.at("2019-01-01")]
    found = mg.track(years, geography="2020-01-01", runs=3, pairs=5)
    assert found.geography == "2020-01-01"
    assert set(found.memberships["id"]) == set("pqst")
    direct = history.on_geography("2020-01-01")[0]
    again = mg.track([direct.at("2016-01-01"), direct.at("2019-01-01")], runs=3, pairs=5)
    pd.testing.assert_frame_equal(found.table, again.table)
    own = mg.track(years, runs=3, pairs=5)
    assert own.geography == "own"
    assert "r" in set(own.memberships["id"])


def test_repair(history):
    """`care` still names r in 2019, when it is part of s."""
    for repair in (True, False):
        found = mg.track([history.at("2016-01-01"), history.at("2019-01-01")], repair=repair,
                         runs=3, pairs=0)  # fmt: skip
        networks = [
            history.at(day, repair=repair).network() for day in ("2016-01-01", "2019-01-01")
        ]
        again = mg.track(networks, runs=3, pairs=0)
        pd.testing.assert_frame_equal(found.table, again.table)
