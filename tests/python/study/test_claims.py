"""Claims answered by a rule, and a finding whose every number stands in a table."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph._common.choice_words import word_of
from munigraph.inference._contrast import contrast
from munigraph.study import run
from munigraph.study._claims import answer_of, holm
from munigraph.study._question import asked, outcome

_spec = importlib.util.spec_from_file_location(
    "claims_register", Path(__file__).parent / "conftest.py"
)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

MORE = """
[nulls]
models = ["curveball"]
draws = 5

[claims]
draws = 20
null_draws = 19
relabellings = 29

[multiverse]
runs = 3

[multiverse.grid]
weighting = ["newman", "count"]
obligation = ["none", "free"]
resolution = [0.01, 1.0, 50.0]

[[statements]]
text = "At most three clusters"
at_most = 3
"""


@pytest.fixture
def found(folder):
    text = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text(text + MORE)
    return run(folder / "study.toml", folder / "out")


@pytest.mark.parametrize(
    ("p", "same", "high", "smallest", "answer"),
    [
        (0.05, 0.9, 0.5, 0.2, "Yes"),
        (0.051, 1.0, 0.5, 0.2, "Cannot be told"),
        (0.01, 0.89, 0.5, 0.2, "Cannot be told"),
        (0.01, None, 0.5, 0.2, "Cannot be told"),
        (0.9, 0.2, 0.19, 0.2, "No"),
        (0.9, 0.2, 0.2, 0.2, "Cannot be told"),  # a large p is no No
        (None, 1.0, 0.5, 0.2, "Cannot be told"),
        (None, None, 0.1, 0.2, "No"),
        (float("nan"), 1.0, float("nan"), 0.2, "Cannot be told"),
    ],
)
def test_answers_follow_the_rule(p, same, high, smallest, answer):
    assert answer_of(p, same, high, smallest)[0] == answer


def test_holm_by_hand():
    # Sorted: .01 · 3, .02 · 2, .04 · 1 and never less than the one before.
    assert holm([0.04, 0.01, None, 0.02]) == pytest.approx([0.04, 0.03, np.nan, 0.04], nan_ok=True)
    assert holm([0.5, 0.6]) == [1.0, 1.0]


def test_what_is_asked():
    keys = ("domain", "obligation", "kinds")
    assert asked({"weighting": "count"}, keys) == asked({"domain": "none"}, keys)
    assert asked({"obligation": ["free"]}, keys) == asked({"obligation": "free"}, keys)
    assert asked({"obligation": ["free"]}, keys) != asked({}, keys)
    assert asked({"kinds": ["municipality"]}, keys) == asked({}, keys)


@pytest.mark.parametrize(
    ("status", "clusters", "expected"),
    [
        ("ok", 2, "ok"), ("ok", 1, "one cluster"), ("ok", 0, "singletons only"),
        ("no ties", 0, "no ties"), ("invalid: both", np.nan, "invalid"),
    ],
)  # fmt: skip
def test_rows_that_are_counted_apart(status, clusters, expected):
    assert outcome({"status": status, "clusters": clusters}) == expected


def test_ranges_are_over_the_same_question_only(found):
    many = found["multiverse"]
    assert set(many.loc[many["same_question"], "obligation"]) == {"none"}
    assert {"one cluster", "singletons only", "ok"} == set(many["outcome"])
    row = found["constructions"].set_index("network").loc["whole"]
    same = many[many["same_question"] & (many["outcome"] == "ok")]["clusters"]
    assert (row["min"], row["max"]) == (same.min(), same.max())
    assert row["constructions"] == len(same)
    assert row["one_cluster"] + row["singletons_only"] == 6 - len(same)
    other = found["constructions"].set_index("network").loc["free"]
    free = many[(many["obligation"] == "free") & (many["outcome"] == "ok")]["clusters"]
    assert (other["min"], other["max"]) == (free.min(), free.max())
    assert "counted apart" in found.finding


def test_the_range_of_a_published_figure_is_over_its_question(found):
    row = found["expectations"].iloc[0]
    many = found["multiverse"]
    same = many[(many["obligation"] == "none") & (many["outcome"] == "ok")]["clusters"]
    assert (row["multiverse_min"], row["multiverse_max"]) == (same.min(), same.max())


def test_every_number_of_the_finding_equals_its_table(found):
    numbers = found.facts["numbers"]
    assert len(numbers) >= 20
    for key, one in numbers.items():
        table = found[one["table"]]
        for column, value in one["where"].items():
            table = table[table[column] == value]
        assert len(table) == 1, key
        assert float(table[one["column"]].iloc[0]) == pytest.approx(one["value"]), key
        assert one["text"] in found.finding, key


def test_no_number_of_the_finding_is_without_a_key(found):
    text = found.finding
    for name in found["bridges"]["name"]:
        text = text.replace(name, "")
    known = {one["text"].rstrip("%") for one in found.facts["numbers"].values()}
    # Choices that were varied, and sizes of samples, are settings of the study.
    known |= {"0.01", "50", "95", "20", "19", "3", "5", "9,999", "1"}
    for one in re.findall(r"−?[\d,]*\.?\d+", text):
        assert one.strip(",") in known, one


def test_no_claim_is_without_its_null(found):
    for row in found["claims"].to_dict("records"):
        assert row["null"], row["claim"]
        assert (row["null"] == "no null") == bool(np.isnan(row["p"])), row["claim"]
    for sentence in found.facts["sentences"]:
        assert "null" in sentence, sentence
    assert found.finding.count("Yes:") + found.finding.count("No:") + found.finding.count(
        "Cannot be told:"
    ) == int((found["claims"]["key"].isin(["provinces", "domains", "size"])).sum())


def test_p_at_the_floor_is_said_to_be_the_least():
    from munigraph.report._numbers import p_bound, p_text

    assert p_text(1 / 51, 50) == "p ≤ .02 (50 draws)"
    assert p_text(2 / 51, 50) == "p = .039 (50 draws)"
    assert (p_bound(1 / 51, 50), p_bound(2 / 51, 50)) == ("≤ .02", ".039")


def test_statements_and_published_figures_are_claims_too(found):
    kinds = found["claims"]["kind"].value_counts()
    assert (kinds["published"], kinds["statement"]) == (1, 2)
    stated = found["claims"].query("kind == 'statement'")
    assert stated["answer"].isin(["Cannot be told", "No"]).all()
    assert (stated["apart"] > 0).all()


def test_a_statement_is_tried_on_each_question_apart(found):
    """With and without what the law imposes are two questions, with six constructions each."""
    told, many = found["statements"], found["multiverse"]
    assert told["question"].tolist() == ["obligation all", "obligation free"]
    for row, obligation in zip(told.to_dict("records"), ("none", "free"), strict=True):
        mine = many[many["obligation"].map(word_of) == obligation]
        ok = mine[mine["outcome"] == "ok"]["clusters"]
        assert (row["tried"], row["tried"] + row["apart"]) == (len(ok), 6)
        assert (row["min"], row["max"]) == (ok.min(), ok.max())
        assert row["holds"] == (ok <= 3).sum()
        assert "obligation" not in row["varied"]
    claimed = found["claims"].query("kind == 'statement'")["claim"]
    assert claimed.tolist() == [f"At most three clusters ({q})" for q in told["question"]]


def test_without_population_the_rest_goes_on(folder):
    package = folder / "register"
    register, _ = mg.read_package(package)
    people = register.participants.drop(columns="population")
    bare = mg.Register.from_tables(
        people, register.arrangements, register.memberships, themes=register.arrangement_themes
    )
    bare.to_package(package)
    text = (folder / "study.toml").read_text()
    more = "\n[nulls]\ndraws = 5\n[claims]\ndraws = 10\nnull_draws = 9\n"
    (folder / "study.toml").write_text(text + more)
    found = run(folder / "study.toml", folder / "out")
    left = found["unavailable"].set_index("task")["reason"]
    gravity = [task for task in left.index if task.startswith("null") and "gravity" in task]
    assert gravity
    assert left[gravity].str.contains("population").all()
    assert set(found["nulls"]["model"]) == {"curveball"}
    assert found["claims"].set_index("key").loc["provinces", "null"] == "curveball"


def dealt(seed=0, **options):
    """Twelve towns: one domain in three closed groups, the other over all of them."""
    members, themes = [], []
    for group in range(3):
        for k in range(6):
            members += [(f"s{group}{k}", f"t{4 * group + i}") for i in range(4) if (i + k) % 4]
            themes.append((f"s{group}{k}", "inside"))
    for k in range(18):
        members += [(f"p{k}", f"t{(k + 4 * i) % 12}") for i in range(3)]
        themes.append((f"p{k}", "over"))
    register = mg.Register.from_tables(
        memberships=pd.DataFrame(members, columns=["arrangement", "participant"]),
        themes=pd.DataFrame(themes, columns=["arrangement", "theme"]),
        domains={"inside": "inside", "over": "over"},
    )
    return contrast(
        register.at("2020-01-01"), "inside", "over", draws=19, runs=3, seed=seed, progress=False,
        **options,
    )  # fmt: skip


def test_domains_against_each_other():
    found = dealt()
    assert found.clusters_a == 3
    assert found.clusters_b == mg.ensemble(_over(), runs=3, seed=0).best.clusters
    assert (found.arrangements_a, found.arrangements_b) == (18, 18)
    above = sum(d >= found.difference for d in found.dealt)
    assert found.p == (above + 1) / 20
    mean = sum(found.dealt) / 19
    far = sum(abs(d - mean) >= abs(found.difference - mean) - 1e-9 for d in found.dealt)
    assert found.p_two_sided == (far + 1) / 20
    # Nothing is thinned where both are of one size.
    assert found.rarefied["arrangements"].tolist() == [18, 18]
    assert found.rarefied["clusters_low"].tolist()[0] == 3
    assert dealt().dealt.tolist() == found.dealt.tolist()
    assert dealt(seed=1).dealt.tolist() != found.dealt.tolist()
    # The number of draws of one kind changes none of another.
    other = dealt(redraws=3)
    assert other.dealt.tolist() == found.dealt.tolist()
    assert other.resampled.tolist() == found.resampled[:3].tolist()
    assert dealt(redraws=0).rarefied["clusters_mean"].isna().all()


def _over():
    members = [(f"p{k}", f"t{(k + 4 * i) % 12}") for k in range(18) for i in range(3)]
    table = pd.DataFrame(members, columns=["arrangement", "participant"])
    return mg.Register.from_tables(memberships=table).at("2020-01-01").network()


def test_a_domain_without_arrangements_is_refused():
    register = _made.register()
    with pytest.raises(ValueError, match="domain"):
        contrast(register.at("2020-06-01"), "social", "physical", draws=2, progress=False)


def test_the_shipped_register_gives_its_range():
    """All domains and obligations: 8 to 25 clusters with 15 in the middle, over weightings × γ."""
    register = mg.datasets.load("nl-2020")
    grid = {"weighting": ["newman", "count", "pair_share", "binary"], "resolution": [0.5, 1.0, 2.0]}
    table = mg.multiverse(register, grid, date="2020-07-01", runs=20, progress=False)
    counts = table["clusters"]
    assert (counts.min(), counts.median(), counts.max()) == (8, 15, 25)


def test_results_hold_every_number_by_key(found):
    read = json.loads((found.folder / "results.json").read_text("utf-8"))
    assert read["numbers"]["clusters.whole"]["value"] == 3
    assert " ".join(read["sentences"]) == read["finding"]
