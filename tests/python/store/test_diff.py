"""What two registers say differently."""

import munigraph as mg


def register(**changes):
    rows = {
        "participants": {"id": list("pq"), "name": ["P", "Q"]},
        "arrangements": {"id": ["a", "b"], "legal_form": ["covenant", "unknown"]},
        "memberships": {"arrangement": list("aab"), "participant": list("pqp")},
        "themes": {"arrangement": ["a", "b"], "theme": ["waste", "care"]},
    }
    return mg.Register.from_tables(**{**rows, **changes})


def test_nothing_differs():
    assert len(mg.store.difference_of(register(), register())) == 0


def test_everything_that_differs_is_told_once():
    other = register(
        arrangements={"id": ["a", "c"], "legal_form": ["public_body", "unknown"]},
        memberships={"arrangement": list("aac"), "participant": ["p", "r", "p"]},
        participants={"id": list("pqr"), "name": ["P", "Q", "R"]},
        themes={"arrangement": ["a", "c"], "theme": ["care", "care"]},
    )
    found = mg.store.difference_of(register(), other)
    rows = {tuple(row) for row in found.table.to_numpy()}
    assert rows == {
        ("participants", "only in the second", "r", "", "", ""),
        ("arrangements", "differs", "a", "legal_form", "covenant", "public_body"),
        ("arrangements", "only in the first", "b", "", "", ""),
        ("arrangements", "only in the second", "c", "", "", ""),
        ("memberships", "only in the first", "a, q", "", "", ""),
        ("memberships", "only in the first", "b, p", "", "", ""),
        ("memberships", "only in the second", "a, r", "", "", ""),
        ("memberships", "only in the second", "c, p", "", "", ""),
        ("arrangement_themes", "only in the first", "a, waste", "", "", ""),
        ("arrangement_themes", "only in the second", "a, care", "", "", ""),
        ("arrangement_themes", "only in the first", "b, care", "", "", ""),
        ("arrangement_themes", "only in the second", "c, care", "", "", ""),
    }
    back = {tuple(row) for row in mg.store.difference_of(other, register()).table.to_numpy()}
    turned = {"only in the first": "only in the second", "only in the second": "only in the first"}
    assert back == {(t, turned.get(w, w), i, c, b, a) for t, w, i, c, a, b in rows}
    assert found.counts.loc["arrangements"].tolist() == [1, 1, 1]


def test_what_one_says_and_the_other_leaves_empty():
    named = register(arrangements={"id": ["a", "b"], "legal_form": ["covenant", "unknown"],
                                   "source": ["s", "s"]})  # fmt: skip
    for first, second in ((named, register()), (register(), named)):
        found = mg.store.difference_of(first, second).table
        assert found["column"].tolist() == ["source", "source"]
        assert (found["first"] != found["second"]).all()
