"""The commands, their output and their exit codes."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from munigraph.study import Study
from munigraph.study._runner import State

pytest.importorskip("typer")


class Done(NamedTuple):
    exit_code: int
    output: str


@pytest.fixture
def call(capsys):
    """A command as users give it: through the one place where errors become words and codes."""
    from munigraph.cli import run

    def given(*words: object) -> Done:
        code = run(["study", *map(str, words)])
        said = capsys.readouterr()
        return Done(code, said.out + said.err)

    return given


def test_new_writes_a_study_that_is_good(call, tmp_path):
    path = tmp_path / "mine.toml"
    assert call("new", path).exit_code == 0
    assert Study.read(path).title
    again = call("new", path)
    assert again.exit_code == 2
    assert "exists already" in again.output
    assert call("new", path, "--force").exit_code == 0


def test_run_verify_diff(call, folder):
    done = call("run", folder / "study.toml", "-o", folder / "out")
    assert done.exit_code == 0, done.output
    assert "Everything: 3 clusters" in done.output
    assert "8 of 9 tasks" not in done.output
    checked = call("verify", folder / "out", "--quiet")
    assert checked.exit_code == 0
    assert "the same in all" in checked.output
    (folder / "study.toml").write_text(
        (folder / "study.toml").read_text().replace("runs = 5", "runs = 4")
    )
    assert call("run", folder / "study.toml", "-o", folder / "other", "-q").exit_code == 0
    told = call("diff", folder / "out", folder / "other")
    assert told.exit_code == 1
    assert "setting clusters.runs: 5 → 4" in told.output


def test_mistakes_have_exit_code_one_and_no_traceback(call, folder):
    path = folder / "study.toml"
    path.write_text(path.read_text().replace("runs = 5", "rums = 5"))
    done = call("run", path, "-o", folder / "out")
    assert done.exit_code == 1
    assert "line 17, clusters.rums: no such key; did you mean 'runs'?" in done.output
    assert "Traceback" not in done.output
    assert call("verify", folder / "nowhere").exit_code == 1
    path.write_text(path.read_text().replace("rums", "runs").replace('"register"', '"nowhere"'))
    done = call("run", path, "-o", folder / "out")
    assert done.exit_code == 2  # neither a path nor the name of a data set
    assert done.output.startswith("munigraph: ")
    assert "nowhere" in done.output


def test_the_progress_line():
    from munigraph.cli._study import progress_line

    state = State(total=10, done=4, reused=1, last="clusters:a", workers=2)
    state.seconds = {"clusters:a": 60.0, "bridges:a": 2.0}
    state.waiting = ["clusters:b", "clusters:c", "bridges:b"]
    assert progress_line(state) == (
        "4 of 10 tasks (1 from before), about 1 min 1 s left: clusters:a"
    )
