"""The simulations of error rates: small, interrupted and resumed."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks" / "validity"


def module(name):
    spec = importlib.util.spec_from_file_location(f"validity_{name}", FOLDER / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def run(monkeypatch, capsys):
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])

    def call(name, *arguments):
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        module(name).main()
        return capsys.readouterr().out

    return call


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("claims", ("--draws", 19)),
        ("qap", ("--permutations", 19)),
        ("nulls", ("--draws", 19, "--nulls", "bicm", "curveball")),
        ("recovery", ("--draws", 5, "--runs", 2)),
        ("coverage", ("--draws", 5)),
        ("tracking", ("--pairs", 2)),
        ("questions", ("--draws", 9, "--power", "--questions", "fragmentation", "ties", "themes")),
    ],
)
def test_simulations_go_on_where_they_stopped(run, tmp_path, name, options):
    store = tmp_path / "found.jsonl"
    small = (*options, "--store", store)
    whole = run(name, "--simulations", 2, *small)
    lines = store.read_text("utf-8").splitlines()
    assert "2 of bicm, 2 of curveball" in whole if name == "nulls" else "2 simulations" in whole
    # Cut in the middle of a line, as an interruption may; what is there is not done again.
    marked = [json.dumps(json.loads(line) | {"kept": True}) for line in lines[:-1]]
    store.write_text("\n".join([*marked, lines[-1][:20]]), "utf-8")
    assert run(name, "--simulations", 2, *small) == whole
    again = [json.loads(line) for line in store.read_text("utf-8").splitlines()[len(lines) :]]
    assert again == [json.loads(lines[-1])]


def test_tables_are_written_between_their_marks(run, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- type-i -->\nold\n<!-- /type-i -->\nafter\n", "utf-8")
    options = ("--simulations", 1, "--permutations", 9, "--store", tmp_path / "x.jsonl")
    run("qap", *options, "--write", page)
    text = page.read_text("utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| gaussian | all |" in text
    assert "old" not in text
    page.write_text("no marks", "utf-8")
    with pytest.raises(SystemExit, match="has no marks"):
        run("qap", *options, "--write", page)


def test_nulls_do_not_reject_their_own_registers(monkeypatch, tmp_path):
    """The table in small: fails when a cell does. 19 draws: p can be .05, and no less."""
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    nulls, cells = module("nulls"), module("cells")
    store = cells.Store(tmp_path / "nulls.jsonl")
    store.run(nulls.keys(["curveball"], 60), lambda key: nulls.simulate(key, 19))
    store.run(nulls.keys(["bicm"], 24), lambda key: nulls.simulate(key, 19))
    assert nulls.failures(store, ["bicm", "curveball"]) == []
    # A null that rejects everything is told.
    for record in store.records.values():
        record["none"]["quality"]["greater"] = 0.01
    assert any("curveball quality greater" in one for one in nulls.failures(store, ["curveball"]))


def test_questions_do_not_find_what_is_not_there(monkeypatch, tmp_path):
    """Registers by chance, in small: fails when a cell does."""
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    questions, cells = module("questions"), module("cells")
    store = cells.Store(tmp_path / "questions.jsonl")
    chosen = ["fragmentation", "schemes", "ties", "themes"]
    store.run(questions.keys("null", chosen, 30), lambda key: questions.simulate(key, 19))
    assert questions.failures(store) == []
    store.run(questions.keys("power", chosen, 4), lambda key: questions.simulate(key, 19))
    assert "4 planted" in questions.table(store)
    for record in store.records.values():
        record["greater"] = 0.05
    assert any(one.startswith("ties greater") for one in questions.failures(store))


def test_sensitivity_has_a_row_per_change(run, monkeypatch, tmp_path):
    table = tmp_path / "nl" / "cbs" / "municipalities_2026.csv"
    table.parent.mkdir(parents=True)
    table.write_text("code,population\nGM0363,900000\nGM0344,350000\n" + "".join(
        f"GM{code:04},{code}\n" for code in range(1, 1000) if code not in (363, 344)
    ))  # fmt: skip
    monkeypatch.setenv("MUNIGRAPH_DATA", str(tmp_path))
    text = run("sensitivity", "--draws", 9)
    assert "| as it is | 459 | 17 " in text
    assert "| sure rows only | 414 |" in text
    assert "| populations of 2026 | 459 | 17 " in text


def test_the_criterion_is_an_exact_binomial_test():
    from scipy.stats import binomtest

    cells = module("cells")
    for reached in (0, 20, 25, 32, 45, 90):
        exact = binomtest(reached, 500, 0.05, "greater").pvalue
        assert cells.tail(500, reached) == pytest.approx(exact, rel=1e-9)
        interval = binomtest(reached, 500).proportion_ci(method="wilson")
        assert cells.interval(reached, 500) == pytest.approx(
            (interval.low, interval.high), abs=1e-6
        )
    assert cells.verdict(25, 500, 24) == "holds"
    assert cells.verdict(10, 500, 24) == "conservative"
    assert cells.verdict(60, 500, 24) == "too often"
