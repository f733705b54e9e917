"""What `check` finds doubtful, one made-up case each."""

import munigraph as mg
import pytest


def register(**changes):
    rows = {
        "participants": {"id": list("pqr"), "name": ["P", "Q", "R"],
                         "valid_to": [None, "2022-01-01", None]},
        "arrangements": {"id": ["a", "b"], "name": ["Waste", "Care"],
                         "legal_form": ["covenant", "covenant"], "inputs": ["yes", "no"],
                         "decision_rules": ["yes", "yes"], "evaluation": ["yes", "yes"],
                         "valid_from": ["2010-01-01", "2010-01-01"],
                         "valid_to": ["2021-01-01", "2021-01-01"]},
        "memberships": {"arrangement": list("aab"), "participant": list("pqr")},
        "themes": {"arrangement": ["a", "b"], "theme": ["waste", "care"]},
        "successions": {"date": ["2022-01-01"], "from": ["q"], "to": ["r"]},
    }  # fmt: skip
    for name, columns in changes.items():
        rows[name] = {**rows[name], **columns}
    return mg.Register.from_tables(**rows)


def test_a_register_in_order():
    found = register().check()
    assert len(found) == 0
    assert found.errors == 0
    assert repr(found) == "<Doubts: none>"


@pytest.mark.parametrize(
    ("changes", "severity", "what", "example"),
    [
        ({"arrangements": {"valid_to": [None, "2021-01-01"]}}, "warning",
         "member that no longer exists while its membership goes on", "q in a after 2022-01-01"),
        ({"arrangements": {"name": ["Waste", " waste "]}}, "warning",
         "name of two arrangements at one time", " waste  (a, b)"),
        ({"participants": {"name": ["P", "p", "R"]}}, "warning",
         "name of two participants at one time", "p (p, q)"),
        ({"arrangements": {"evaluation": ["unknown", "yes"]}}, "note",
         "arrangement of which it is not known: evaluation", "a"),
        ({"themes": {"arrangement": ["a"], "theme": ["waste"]}}, "note",
         "arrangement without a theme", "b"),
        ({"arrangements": {"chain": ["a", "a"]}}, "warning",
         "versions of one arrangement overlap", "a at b"),
        ({"arrangements": {"chain": ["a", "a"], "valid_from": ["2010-01-01", "2022-01-01"],
                           "valid_to": ["2021-01-01", "2023-01-01"]}}, "note",
         "nothing in force between two versions of an arrangement",
         "a from 2021-01-01 to 2022-01-01"),
        ({"arrangements": {"valid_from": ["2010-01-01", "2021-01-01"]}}, "note",
         "version that is never in force (begins and ends on one day)", "b"),
        ({"successions": {"date": ["2021-06-01"], "from": ["q"], "to": ["r"]}}, "warning",
         "succession on another day than its predecessor ends",
         "2021-06-01, q to r: ends 2022-01-01"),
        ({"successions": {"share": [0.4], "share_of": ["population"]}}, "warning",
         "succession whose shares do not add up to one", "2022-01-01, q: 0.4 of population"),
        ({"memberships": {"valid_from": ["2021-02-01", None, None]}}, "warning",
         "membership that is never in force", "p in a"),
    ],
)  # fmt: skip
def test_what_is_doubtful(changes, severity, what, example):
    found = register(**changes).check()
    assert example in [one.lower() if one != example else one for one in found.of(what)]
    row = found.table.set_index("what").loc[what]
    assert row["severity"] == severity
    assert row["count"] == len(found.of(what))
    order = ["error", "warning", "note"]
    assert found.table["severity"].map(order.index).is_monotonic_increasing


def test_what_cannot_be_is_an_error():
    found = register(
        arrangements={"parent": ["a", None]},
        successions={"date": ["2022-01-01"], "from": ["q"], "to": ["w"]},
    ).check()
    assert found.of("arrangement that is part of itself") == ("a",)
    assert found.of("succession of a participant that is not there") == ("2022-01-01, q to w",)
    assert found.errors == 2


def test_a_star_without_a_host_cannot_be_right():
    found = register(arrangements={"structure": ["star", "clique"]}).check()
    assert found.of("star without a host") == ("a",)
    assert found.errors == 1


def test_the_shipped_register_has_no_errors():
    found = mg.datasets.load("nl-2020").check()
    assert found.errors == 0
    assert "arrangement of which it is not known: evaluation" in set(found.table["what"])
