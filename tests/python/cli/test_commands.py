"""Every command, its formats and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("typer")
pytest.importorskip("rich")

from munigraph import cli


@pytest.fixture
def folder(register, tmp_path):
    path = tmp_path / "small"
    register.to_package(path)
    return str(path)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


AT = ("--date", "2020-07-01")


def test_clusters_in_every_format(called, folder):
    code, out, err = called("clusters", folder, *AT)
    assert (code, err) == (0, "")
    assert "isolates" in out
    assert "\x1b" not in out  # plain in a pipe
    code, out, _ = called("clusters", folder, *AT, "--json", "--domain", "social", "--runs", 5)
    made = json.loads(out)
    assert code == 0
    assert made["construction"]["domain"] == ["social"]
    assert made["counts"]["municipalities"] == 5
    assert made["counts"]["runs"] == 5
    assert [row["id"] for row in made["members"]] == list("pqrst")
    assert len(made["clusters"]) == made["counts"]["clusters"]
    code, out, _ = called("clusters", folder, *AT, "--csv")
    assert code == 0
    assert [row["id"] for row in rows_of(out)] == list("pqrst")
    assert rows_of(out)[1]["name"] == 'Q, "the" town'


def test_export(called, folder, tmp_path):
    networkx = pytest.importorskip("networkx")
    path = tmp_path / "n.gexf"
    code, out, err = called("export", folder, path, *AT, "--runs", 5)
    assert (code, err) == (0, "")
    assert f"written: {path}" in out
    graph = networkx.read_gexf(path)
    assert list(graph) == list("pqrst")
    assert {"cluster", "cluster_name", "participation"} <= set(graph.nodes["p"])
    code, out, _ = called(
        "export", folder, tmp_path / "n.dl", *AT, "--plain", "--json", "--runs", 5
    )
    assert code == 0
    assert json.loads(out)["files"] == [
        str(tmp_path / name) for name in ("n.dl", "n.attributes.dl")
    ]
    options = ("--no-clusters", "--no-bridges", "--domain", "social")
    code, out, _ = called("export", folder, tmp_path / "n.csv", *AT, *options)
    assert code == 0
    assert sorted(p.name for p in tmp_path.glob("*.csv")) == [
        "n.csv", "n.nodes.csv", "n.two-mode.csv"
    ]  # fmt: skip
    assert "cluster" not in (tmp_path / "n.nodes.csv").read_text(encoding="utf-8").split("\n")[0]


def test_export_refuses(called, folder, tmp_path):
    code, out, err = called("export", folder, tmp_path / "n.net", *AT, "--runs", 5)
    assert (code, out) == (1, "")
    assert "Pajek cannot hold '\"' in a label" in err
    assert "; --plain leaves them off" in err
    code, _, err = called("export", folder, tmp_path / "n.xlsx", *AT, "--runs", 5)
    assert code == 2
    assert ".graphml" in err


def test_bridges_in_every_format(called, folder):
    code, out, err = called("bridges", folder, *AT)
    assert (code, err) == (0, "")
    assert "bridges between" in out
    code, out, _ = called("bridges", folder, *AT, "--json", "--by", "strength", "--top", 2)
    made = json.loads(out)
    assert code == 0
    assert made["by"] == "strength"
    assert [row["rank"] for row in made["bridges"]] == [1, 2]
    code, out, _ = called("bridges", folder, *AT, "--csv", "--top", 0)
    assert code == 0
    assert {row["id"] for row in rows_of(out)} == set("pqrst")


def test_options_reach_the_construction(called, folder):
    options = ("--weighting", "count", "--obligation", "free", "--max-size", 4, "--min-shared", 1)
    _, out, _ = called("clusters", folder, *AT, *options, "--json")
    made = json.loads(out)["construction"]
    assert (made["weighting"], made["obligation"], made["max_size"]) == ("count", ["free"], 4)
    assert made["date"] == "2020-07-01"


def test_every_filter_reaches_the_construction(called, folder):
    options = (
        "--themes", "care", "--legal-forms", "public_body", "--legal-forms", "unknown",
        "--phase", "unknown", "--phase", "policy", "--kinds", "municipality", "--kinds", "state",
        "--arrangement-kinds", "cooperation", "--min-size", 2, "--max-province-coverage", 0.9,
        "--min-province", 2, "--max-share", 0.9, "--intensity", "public_body=0.5",
        "--intensity", "covenant=2", "--domain", "social", "--split-domains",
        "--backbone", "disparity",
    )  # fmt: skip
    code, out, err = called("clusters", folder, *AT, *options, "--json")
    assert code == 0
    assert err == "munigraph: no tie left: all were left out by backbone (disparity)\n"
    made = json.loads(out)["construction"]
    assert made["min_province"] == 2
    assert made["legal_forms"] == ["public_body", "unknown"]
    assert made["phase"] == ["unknown", "policy"]
    assert made["kinds"] == ["municipality", "state"]
    assert made["intensity"] == {"public_body": 0.5, "covenant": 2.0}
    assert (made["max_province_coverage"], made["max_share"]) == (0.9, 0.9)
    assert (made["split_domains"], made["backbone"]) == (True, "disparity")


def test_cpm_on_the_command_line(called, folder):
    _, out, _ = called("clusters", folder, *AT, "--quality", "cpm", "--resolution", 0.01, "--json")
    loose = json.loads(out)["counts"]
    _, out, _ = called("clusters", folder, *AT, "--quality", "cpm", "--resolution", 100, "--json")
    strict = json.loads(out)["counts"]
    assert strict["clusters"] == 0 < loose["clusters"]
    code, _, err = called("clusters", folder, *AT, "--quality", "cpm")
    assert code == 2
    assert "cpm has no default resolution" in err


def test_help_says_what_options_take(called):
    code, out, _ = called("clusters", "--help")
    assert code == 0
    for words in ("--quality", "--max-province-coverage", "--intensity", "pair_share", "cpm"):
        assert words in out


def test_help_loses_no_brackets():
    """What looks like mark-up in a help text is gone from it, unless it is escaped."""
    from munigraph.cli._app import app
    from rich.text import Text
    from typer.main import get_command

    waiting, seen = [get_command(app)], 0
    while waiting:
        command = waiting.pop()
        waiting += getattr(command, "commands", {}).values()
        for text in [command.help, *(getattr(one, "help", None) for one in command.params)]:
            shown = Text.from_markup(text or "").plain
            assert shown == (text or "").replace("\\[", "["), (command.name, text)
            seen += 1
    assert seen > 200


def test_a_dataset_by_name_has_a_date_of_its_own(called):
    code, out, _ = called("clusters", "nl-2020", "--domain", "safety", "--runs", 2, "--json")
    made = json.loads(out)
    assert code == 0
    assert made["counts"]["clusters"] == 25
    assert made["counts"]["components"] == 25
    assert made["construction"]["date"] == "2020-07-01"


def test_check(called, folder):
    code, out, err = called("check", folder)
    assert (code, err) == (0, "")
    assert "memberships" in out
    code, out, _ = called("check", folder, "--json")
    made = json.loads(out)
    assert code == 0
    assert (made["participants"], made["arrangements"], made["successions"]) == (5, 4, 0)
    assert made["domains"] == ["physical", "safety", "social"]
    code, out, _ = called("check", folder, "--csv")
    about = {row["what"]: row["value"] for row in rows_of(out)}
    assert (code, about["memberships"], about["successions"]) == (0, "13", "0")


def test_import_package(called, folder, tmp_path):
    code, out, err = called("import", "package", folder, "-o", tmp_path / "copy")
    assert (code, err) == (0, "")
    assert "left out" in out
    for name in ("participants.csv", "memberships.csv"):
        assert (tmp_path / "copy" / name).read_bytes() == Path(folder, name).read_bytes()


def test_data(called, tmp_path, monkeypatch):
    code, out, _ = called("data", "list", "--json")
    assert code == 0
    assert "nl-2020" in [row["name"] for row in json.loads(out)]
    code, out, _ = called("data", "list", "--csv")
    assert code == 0
    assert "nl-2020" in [row["name"] for row in rows_of(out)]
    code, out, _ = called("data", "list")
    assert code == 0
    assert "synthetic-world" in out
    monkeypatch.setenv("MUNIGRAPH_DATA", str(tmp_path))
    file = tmp_path / "nl" / "roo" / "roo_gr_participants.csv"
    file.parent.mkdir(parents=True)
    file.touch()
    assert called("data", "path", "nl-roo") == (0, f"{file}\n", "")
    assert called("data", "fetch", "nl-roo") == (0, f"{file}\n", "")
    assert called("data", "path", "nl-2020")[0] == 0


def test_version_and_help(called):
    import munigraph

    assert called("--version")[:2] == (0, munigraph.__version__ + "\n")
    code, out, _ = called("--help")
    assert code == 0
    assert all(name in out for name in ("import", "check", "clusters", "bridges", "data"))
    for command in (["clusters"], ["bridges"], ["check"], ["import", "roo"], ["data", "path"]):
        assert called(*command, "--help")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clusters"], "rgument"),
        (["clusterz"], "clusterz"),
        (
            ["clusters", "FOLDER"],
            "a date is needed (--date); arrangements of this register are in force",
        ),
        (["clusters", "FOLDER", *AT, "--json", "--csv"], "one of --json and --csv"),
        (["clusters", "FOLDER", *AT, "--weighting", "newmann"], "did you mean 'newman'"),
        (["clusters", "FOLDER", *AT, "--domain", "socail"], "did you mean 'social'"),
        (["clusters", "FOLDER", *AT, "--obligation", "imposd"], "did you mean 'imposed'"),
        (["clusters", "FOLDER", *AT, "--legal-forms", "convenant"], "did you mean 'covenant'"),
        (["clusters", "FOLDER", *AT, "--intensity", "convenant=1"], "did you mean 'covenant'"),
        (["clusters", "FOLDER", *AT, "--intensity", "covenant"], "WORD=NUMBER"),
        (["clusters", "FOLDER", *AT, "--quality", "cmp"], "did you mean 'cpm'"),
        (["clusters", "FOLDER", *AT, "--max-share", "0"], "--max-share is 0"),
        (["bridges", "FOLDER", *AT, "--by", "strenght"], "did you mean 'strength'"),
        (["clusters", "FOLDER", *AT, "--runs", "0"], "--runs is 0"),
        (["clusters", "FOLDER", *AT, "--runs", "many"], "--runs"),
        (["clusters", "FOLDER", *AT, "--min-shared", "0"], "--min-shared is 0"),
        (["clusters", "FOLDER", *AT, "--seed", "-1"], "--seed"),
        (["bridges", "FOLDER", *AT, "--by", "strenght"], "strength"),
        (["clusters", "nl2020"], "did you mean 'nl-2020'"),
        (["check", "nowhere-at-all"], "no such folder"),
        (["data", "path", "nl-ro"], "did you mean 'nl-roo'"),
        (["import", "package", "FOLDER"], "--output"),
        (
            ["factsheet", "FOLDER", "2019", "2020", "--difference", "mean", "--group", "x"],
            "all, form=…, theme=…",
        ),
    ],
    ids=" ".join,
)
def test_misuse_is_2(called, folder, arguments, message):
    code, out, err = called(*[folder if word == "FOLDER" else word for word in arguments])
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("verb", ["chronicle", "clusters"])
def test_a_table_instead_of_a_register_is_told_what_to_do(called, tmp_path, verb):
    (tmp_path / "mine.csv").write_text("Arrangement;Municipality\nFire;Aldern\n")
    code, out, err = called(verb, str(tmp_path / "mine.csv"))
    assert (code, out) == (2, "")
    assert "munigraph import" in err
    assert "no such" not in err


def test_no_command_is_help_and_2(called):
    code, out, err = called()
    assert code == 2
    assert "clusters" in out + err


def test_interruption_is_130(called, folder, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("munigraph.clustering._summary.summarise", interrupt)
    code, out, err = called("clusters", folder, *AT)
    assert (code, out) == (130, "")
    assert "interrupted" in err


def test_words_that_no_command_takes_are_told_like_all_errors(called, folder):
    for words, said in [
        (["clusters", folder, "--weightin", "newman"], "no such option: --weightin"),
        (["clusters", folder, *AT, "--weighting", "newmann"], "unknown weighting 'newmann'"),
        (["clusters", folder, *AT, "--themes", "wastee"], "unknown theme 'wastee'"),
        (["clusters", folder, *AT, "--domain", "sociall"], "unknown domain 'sociall'"),
        (["clusters", folder, "--runs", "many"], "invalid value for '--runs'"),
        (["clusters"], "missing argument"),
        (["clustres"], "no such command 'clustres'"),
    ]:
        code, out, err = called(*words)
        assert (code, out) == (2, "")
        assert f"munigraph: {said}" in err
        assert "error:" not in err.lower()
    assert "--help' for help" in err


def test_a_fault_of_ours_is_1_without_a_traceback(called, folder, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("a fault")

    monkeypatch.delenv("MUNIGRAPH_DEBUG", raising=False)
    monkeypatch.setattr("munigraph.clustering._summary.summarise", fail)
    code, _, err = called("clusters", folder, *AT)
    assert code == 1
    assert "RuntimeError: a fault" in err
    monkeypatch.setenv("MUNIGRAPH_DEBUG", "1")
    with pytest.raises(RuntimeError):
        cli.run(["clusters", folder, *AT])


# --- as a process of its own --------------------------------------------------------------------

COMMAND = [sys.executable, "-m", "munigraph"]


def test_a_process_prints_plain_text_in_any_encoding(folder):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [*COMMAND, "bridges", folder, *AT], capture_output=True, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"S?dwest" in done.stdout


def test_a_process_with_bad_data_exits_1(tmp_path):
    done = subprocess.run(
        [*COMMAND, "check", str(tmp_path / "none")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "no such folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(folder):
    process = subprocess.Popen(
        [*COMMAND, "clusters", folder, *AT, "--csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), err) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_a_process_stops_at_ctrl_c(folder):
    process = subprocess.Popen(
        [*COMMAND, "clusters", "nl-2020", "--runs", "1000000"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    # A second call of ours says when Python has come as far as the command.
    ready = subprocess.run([*COMMAND, "check", folder], capture_output=True, check=False)
    assert ready.returncode == 0
    with pytest.raises(subprocess.TimeoutExpired):
        process.communicate(timeout=1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out) == (130, "")
    assert "interrupted" in err
    assert "Traceback" not in err
