"""`munigraph track`."""

from __future__ import annotations

import json
from functools import partial

import munigraph as mg
import pytest

pytest.importorskip("typer")
pytest.importorskip("rich")


@pytest.fixture
def run(called, history, tmp_path):
    """Runs `track` on a made-up register."""
    history.to_package(tmp_path / "made")
    return partial(called, "track", tmp_path / "made")


def test_track(run, history):
    dates = ["2016-01-01", "2019-01-01"]
    days = ["--years", ",".join(dates)]
    common = ["--runs", "2", "--pairs", "3", "--seed", "1"]
    networks = [history.at(day, repair=True).network() for day in dates]
    expected = mg.track(networks, runs=2, pairs=3, seed=1)
    code, out, _ = run(*days, *common, "--json")
    assert code == 0
    told = json.loads(out)
    assert [one["n"] for one in told["flow"]] == expected.flow["n"].tolist()
    assert {"steps", "events", "flow", "clusters", "stability", "noise"} <= set(told)
    code, out, _ = run("--years", dates[0], "--years", dates[1], *common)
    assert code == 0
    assert expected.describe()[0] in out
    code, out, _ = run(*days, *common, "--csv",
                       "--table", "stability")  # fmt: skip
    assert code == 0
    assert out.splitlines()[0].startswith("id,name,steps")
    code, out, _ = run(*days, *common, "--geography", "2020-01-01", "--arrangements",
                       "in_both", "--json")  # fmt: skip
    assert code == 0
    assert {one["id"] for one in json.loads(out)["stability"]} == set("pqst")
    code, _, err = run(*days, "--table", "flows")
    assert code == 2
    assert "did you mean 'flow'" in err
    assert run("--years", "2016")[0] == 2


def test_years_of():
    from munigraph.cli._time import years_of

    with pytest.raises(ValueError, match="expected 2017-2020"):
        years_of(["2020-2017"])
    assert years_of(["2017-2019", "2021,2022", "2026-05-01"]) == [
        "2017", "2018", "2019", "2021", "2022", "2026-05-01"
    ]  # fmt: skip
