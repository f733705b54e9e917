"""Two sources as one: candidates, and what is applied where they are accepted."""

import pickle
import random

import munigraph as mg
import pandas as pd
import pytest

FIRST = {
    "participants": {"id": list("pqrs"), "name": ["P", "", "R", "S"]},
    "arrangements": {
        "id": ["a", "b"], "name": ["Veiligheidsregio Noord", "Afval West"],
        "legal_form": ["public_body", "unknown"], "valid_from": ["2010-01-01", "2012-01-01"],
        "structure": ["clique", "star"],
    },
    "memberships": {
        "arrangement": list("aaabb"), "participant": list("pqrps"),
        "role": ["member"] * 4 + ["host"], "valid_from": ["2011-05-05", "", "", "", ""],
    },
    "themes": {"arrangement": ["a"], "theme": ["safety"]},
}  # fmt: skip
SECOND = {
    "participants": {"id": list("pqrtu"), "name": ["Pe", "Q", "R", "T", "U"]},
    "arrangements": {
        "id": ["1", "2", "3"], "name": ["Veiligheidsregio Noord i.o.", "Afvalbedrijf West", "New"],
        "legal_form": ["covenant", "private_entity", "unknown"], "source": ["X", "", ""],
        "structure": ["clique", "star", "clique"],
    },
    "memberships": {
        "arrangement": list("11112233"), "participant": list("pqrtptut"),
        "role": ["member"] * 5 + ["host"] + ["member"] * 2,
        "valid_from": ["2013-01-01"] + [""] * 7,
    },
    "themes": {"arrangement": ["1", "1", "3"], "theme": ["safety", "care", "roads"]},
}  # fmt: skip


def first():
    return mg.Register.from_tables(**FIRST, name="first", licence="CC0")


def second():
    return mg.Register.from_tables(**SECOND, name="second")


def test_candidates_by_hand():
    found = mg.store.propose(first(), second(), at_least=0.0)
    table = found.table.set_index(["first", "second"])
    # a: p q r; 1: p q r t; b: p s; 2: p t.
    assert table["members"].to_dict() == {
        ("a", "1"): 3 / 4, ("b", "2"): 1 / 3, ("a", "2"): 1 / 4, ("b", "1"): 1 / 5,
    }  # fmt: skip
    assert table.loc[("a", "1"), ["shared", "only_first", "only_second"]].tolist() == [3, 0, 1]
    assert table["best"].to_dict() == {
        ("a", "1"): True, ("b", "2"): True, ("a", "2"): False, ("b", "1"): False,
    }  # fmt: skip
    scores = (table["members"] * table["name"]) ** 0.5
    assert table["score"].to_numpy() == pytest.approx(scores.to_numpy())
    assert found.table["score"].is_monotonic_decreasing
    assert (found.table["accepted"] == "").all()
    assert found.accept(0) == {"1": "a", "2": "b"}
    assert found.accept(1) == {}
    same = mg.store.propose(first(), first())
    assert same.table.query("best")["score"].tolist() == [1.0, 1.0]
    assert len(pickle.loads(pickle.dumps(found))) == len(found)


def test_what_was_never_in_force_together_is_no_candidate():
    rows = {**SECOND["arrangements"], "valid_to": ["2010-01-01", "", ""]}
    other = mg.Register.from_tables(**{**SECOND, "arrangements": rows, "memberships": {
        "arrangement": list("123"), "participant": list("ppp")}})  # fmt: skip
    table = mg.store.propose(first(), other, at_least=0.0).table
    assert "1" not in set(table["second"])
    assert len(table)


def test_what_is_accepted_is_one_arrangement_and_nothing_is_lost():
    one, report = mg.store.reconcile(first(), second(), {"1": "a"})
    assert one.licence == "CC0"
    assert sorted(one.arrangements["id"]) == ["2", "3", "a", "b"]
    rows = one.arrangements.set_index("id")
    assert rows.loc["a", "legal_form"] == "public_body"
    assert rows.loc["a", "source"] == "X"
    assert set(one.memberships.query("arrangement == 'a'")["participant"]) == set("pqrt")
    assert set(one.arrangement_themes.query("arrangement == 'a'")["theme"]) == {"safety", "care"}
    assert one.participants.set_index("id")["name"].to_dict() == {
        "p": "P", "q": "Q", "r": "R", "s": "S", "t": "T", "u": "U",
    }  # fmt: skip
    assert {tuple(row) for row in report.conflicts.to_numpy()} == {
        ("participants", "conflict", "p", "name", "P", "Pe"),
        ("arrangements", "conflict", "a", "name", "Veiligheidsregio Noord",
         "Veiligheidsregio Noord i.o."),
        ("arrangements", "conflict", "a", "legal_form", "public_body", "covenant"),
        ("memberships", "conflict", "a, p", "valid_from", "2011-05-05", "2013-01-01"),
    }  # fmt: skip
    filled = report.table.query("action == 'filled'")
    assert filled[["table", "id", "column", "second"]].to_numpy().tolist() == [
        ["participants", "q", "name", "Q"], ["arrangements", "a", "source", "X"],
    ]  # fmt: skip
    # Every row of the second is there, as it was or under the accepted id.
    rows = SECOND["memberships"]
    for arrangement, who in zip(rows["arrangement"], rows["participant"], strict=True):
        place = {"1": "a"}.get(arrangement, arrangement)
        held = one.memberships.query(f"arrangement == {place!r}")["participant"]
        assert who in set(held)
    again, nothing = mg.store.reconcile(one, second(), {"1": "a"})
    assert set(nothing.table["action"]) == {"conflict"}
    assert len(mg.store.difference_of(one, again)) == 0


def test_a_second_host_of_a_star_is_told_and_not_made():
    one, report = mg.store.reconcile(first(), second(), {"2": "b"})
    roles = one.memberships.query("arrangement == 'b'").set_index("participant")["role"]
    assert roles.to_dict() == {"p": "member", "s": "host", "t": "member"}
    assert ["memberships", "conflict", "b, t", "role", "member", "host"] in (
        report.conflicts.to_numpy().tolist()
    )


def test_nothing_is_applied_that_was_not_accepted():
    one, report = mg.store.reconcile(first(), second(), {})
    assert len(one.arrangements) == 5
    assert set(report.table.query("table == 'arrangements'")["action"]) == {"added"}
    kept = one.memberships.query("arrangement in ['a', 'b']").reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, first().memberships)


def test_later_versions_join_the_chain():
    rows = {"id": ["1", "1b"], "chain": ["1", "1"], "valid_from": ["2010-01-01", "2020-01-01"],
            "valid_to": ["2020-01-01", ""]}  # fmt: skip
    other = mg.Register.from_tables(
        None, rows, {"arrangement": ["1", "1b"], "participant": ["p", "p"]}
    )
    one, _ = mg.store.reconcile(first(), other, {"1": "a"})
    assert one.arrangements.set_index("id")["chain"].to_dict() == {"a": "a", "b": "b", "1b": "a"}


def test_wrong_acceptances_say_what_is_wrong():
    with pytest.raises(KeyError, match="no arrangement 'z' in the first source"):
        mg.store.reconcile(first(), second(), {"1": "z"})
    with pytest.raises(mg.DataError, match="accepted twice"):
        mg.store.reconcile(first(), second(), {"1": "a", "2": "a"})
    table = mg.store.propose(first(), second(), at_least=0.0).table
    with pytest.raises(mg.DataError, match=r"row 1, column accepted: an unknown word .*'ja'"):
        mg.store.reconcile(first(), second(), table.assign(accepted="ja"))
    with pytest.raises(mg.DataError, match="a column is missing"):
        mg.store.reconcile(first(), second(), table[["first", "second"]])
    rows = {**SECOND["arrangements"], "id": ["a", "2", "3"]}
    members = {**SECOND["memberships"], "arrangement": list("aaaa2233")}
    clash = mg.Register.from_tables(SECOND["participants"], rows, members)
    with pytest.raises(mg.DataError, match="both sources use one id"):
        mg.store.reconcile(first(), clash, {})
    for wrong in (-0.1, 1.5, True, "high"):
        with pytest.raises(ValueError, match="at_least"):
            mg.store.propose(first(), second(), at_least=wrong)


def test_a_file_gets_an_import_that_can_be_undone(tmp_path):
    path = tmp_path / "a.munigraph"
    first().save(path)
    table = mg.store.propose(first(), second(), at_least=0.0).table
    table.loc[(table["first"] == "a") & (table["second"] == "1"), "accepted"] = "yes"
    report = mg.store.reconcile_register(path, second(), table, author="me")
    expected, told = mg.store.reconcile(first(), second(), {"1": "a"})
    assert report.table.equals(told.table)
    assert len(mg.store.difference_of(mg.open_register(path), expected)) == 0
    imports = mg.store.imports_of(path)
    assert imports[["kind", "source", "author"]].to_numpy().tolist()[1] == [
        "update",
        "second",
        "me",
    ]
    mg.store.reconcile_register(path, second(), table)
    assert len(mg.store.imports_of(path)) == 2
    mg.store.undo_import(path)
    assert len(mg.store.difference_of(mg.open_register(path), first())) == 0


def garbled(name, rng):
    """A name as another office writes it."""
    if rng.random() < 0.3:
        name = f"Gemeenschappelijke regeling {name}"
    if rng.random() < 0.3 and len(name) > 6:
        at = rng.randrange(len(name) - 1)
        name = name[:at] + name[at + 1 :]
    return name.upper() if rng.random() < 0.2 else name


def two_sources(seed):
    """The shipped register and a second source of it with the truth: other ids, names as another
    office writes them, a tenth of the members gone and some others there, a fifth of the
    arrangements unknown to it."""
    rng = random.Random(seed)
    base = mg.datasets.load("nl-2020")
    towns = base.participants["id"].tolist()
    members = base.memberships.groupby("arrangement")["participant"].agg(list)
    names = dict(zip(base.arrangements["id"], base.arrangements["name"], strict=True))
    truth, rows, kept = {}, {"id": [], "name": []}, {"arrangement": [], "participant": []}
    chosen = [one for one in names if rng.random() < 0.8]
    rng.shuffle(chosen)
    for number, id_ in enumerate(chosen):
        new = f"N{number}"
        mine = {who for who in members[id_] if rng.random() < 0.9} or {members[id_][0]}
        mine |= {rng.choice(towns) for _ in range(len(mine) // 10)}
        truth[new] = id_
        rows["id"].append(new)
        rows["name"].append(garbled(names[id_], rng))
        kept["arrangement"] += [new] * len(mine)
        kept["participant"] += sorted(mine)
    return base, mg.Register.from_tables(base.participants, rows, kept), truth


def test_precision_and_recall_where_the_truth_is_known():
    base, other, truth = two_sources(seed=5)
    found = mg.store.propose(base, other)
    accepted = found.accept(0.5)
    right = sum(truth[second] == first for second, first in accepted.items())
    assert right / len(accepted) >= 0.98
    assert right / len(truth) >= 0.9
    # Members alone tell less: many arrangements have the same ones.
    table = found.table.sort_values("members", ascending=False, kind="stable")
    alone = table.drop_duplicates("second")
    by_members = sum(truth[s] == f for f, s in zip(alone["first"], alone["second"], strict=True))
    assert by_members / len(alone) < right / len(accepted)
    one, _ = mg.store.reconcile(base, other, accepted)
    assert len(one.arrangements) == len(base.arrangements) + len(truth) - len(accepted)
    assert not one.check().errors
