"""Running a study: tables, cache, resuming, verifying, executors."""

from __future__ import annotations

import concurrent.futures as futures
import json

import munigraph as mg
import pandas as pd
import pytest
from munigraph._common.cache import Cache
from munigraph.study import StudyError, StudyResult, TaskError, diff, run, verify
from munigraph.study._api import told
from munigraph.study._compare import compare_tables
from munigraph.study._entries import table_hash


def same_tables(a: StudyResult, b: StudyResult) -> bool:
    return list(a) == list(b) and all(table_hash(a[n]) == table_hash(b[n]) for n in a)


def test_a_study_gives_its_tables(folder):
    result = run(folder / "study.toml", folder / "out")
    counts = result["counts"].set_index("network")
    assert counts.loc["whole", ["nodes", "arrangements", "clusters"]].tolist() == [12, 11, 3]
    assert counts.loc["free", "arrangements"] == 8
    labels = result["clusters"].query("network == 'whole'")["cluster"].tolist()
    assert [labels[i : i + 4] for i in (0, 4, 8)] == [[labels[i]] * 4 for i in (0, 4, 8)]
    assert set(result["bridges"].query("network == 'whole'").nsmallest(5, "rank")["id"]) >= {
        "T00",
        "T01",
        "T05",
    }
    row = result["expectations"].iloc[0]
    assert (row["computed"], row["verdict"]) == (3, "as published")
    assert result.finding.startswith(
        "Everything: 3 clusters (best of 5 runs of Leiden; the same in all of them); "
        "draws of the null “gravity” have 2."
    )
    assert result.report is None


def test_the_result_equals_the_library_called_by_hand(folder):
    result = run(folder / "study.toml", folder / "out")
    register, _ = mg.read_package(folder / "register")
    network = register.at("2020-06-01").network()
    best = max(
        (mg.leiden(network, seed=mg.stream(7, r)) for r in range(5)), key=lambda c: c.quality
    )
    found = result["clusters"].query("network == 'whole'")
    assert found["cluster"].tolist() == best.labels.tolist()
    table = mg.bridges(network, best.labels, seed=7)
    written = result["bridges"].query("network == 'whole'").set_index("id")
    pd.testing.assert_series_equal(
        written["participation"], table["participation"], check_names=False, check_index_type=False
    )


def test_files_and_manifest(folder):
    result = run(folder / "study.toml", folder / "out")
    names = {p.name for p in (folder / "out").iterdir()}
    assert names == {
        "cache", "tables", "manifest.json", "results.json", "source.json", "study.toml",
    }  # fmt: skip
    manifest = json.loads((folder / "out" / "manifest.json").read_text())
    assert manifest["seed"] == 7
    assert manifest["code"]["munigraph"] == mg.__version__
    assert manifest["tables"]["counts"]["hash"] == table_hash(result["counts"])
    assert len(manifest["data"]["hash"]) == 64
    assert set(manifest["tables"]) == {p.stem for p in (folder / "out" / "tables").iterdir()}


def test_a_second_run_reuses_everything_and_a_change_only_what_it_must(folder):
    first = run(folder / "study.toml", folder / "out")
    total = first.manifest["time"]["tasks"]
    assert first.manifest["time"]["reused"] == 0
    again = run(folder / "study.toml", folder / "out")
    assert again.manifest["time"]["reused"] == total
    assert same_tables(first, again)
    text = (folder / "study.toml").read_text().replace('obligation = ["free"]', "min_size = 3")
    (folder / "study.toml").write_text(text)
    third = run(folder / "study.toml", folder / "out")
    # The whole network's four tasks stay, and what is asked of it: an interval, three nulls of the
    # provinces, and the domains, which this register does not have.
    assert third.manifest["time"]["reused"] == 9
    fresh = run(folder / "study.toml", folder / "out", resume=False)
    assert fresh.manifest["time"]["reused"] == 0
    assert same_tables(third, fresh)


def test_changed_data_is_noticed(folder):
    first = run(folder / "study.toml", folder / "out")
    path = folder / "register" / "memberships.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n")
    second = run(folder / "study.toml", folder / "out")
    assert second.manifest["data"]["hash"] != first.manifest["data"]["hash"]
    assert second.manifest["time"]["reused"] == 0


def test_damaged_entries_are_found_and_computed_again(folder):
    first = run(folder / "study.toml", folder / "out")
    entries = sorted((folder / "out" / "cache").glob("*/*.entry"))
    for i, entry in enumerate(entries):
        data = bytearray(entry.read_bytes())
        if i % 3 == 0:
            data[len(data) // 2] ^= 1
        elif i % 3 == 1:
            data = data[: len(data) // 2]
        else:
            data = bytearray()
        entry.write_bytes(bytes(data))
    again = run(folder / "study.toml", folder / "out")
    assert again.manifest["time"]["reused"] == 0
    assert same_tables(first, again)


def test_entries_that_were_exchanged_are_computed_again(folder):
    first = run(folder / "study.toml", folder / "out")
    entries = sorted((folder / "out" / "cache").glob("*/*.entry"))
    contents = [entry.read_bytes() for entry in entries]
    for entry, other in zip(entries, contents[1:] + contents[:1], strict=True):
        entry.write_bytes(other)
    again = run(folder / "study.toml", folder / "out")
    assert again.manifest["time"]["reused"] == 0
    assert same_tables(first, again)
    # Without its head, as it comes from a worker: an entry of nothing.
    cache = Cache(folder / "out" / "cache")
    for entry in entries:
        entry.write_bytes(cache.get(entry.stem))
    assert run(folder / "study.toml", folder / "out").manifest["time"]["reused"] == 0


def test_verify_agrees_and_finds_what_was_changed(folder):
    run(folder / "study.toml", folder / "out")
    found = verify(folder / "out")
    assert found.same
    assert str(found).startswith("the same in all")
    path = folder / "out" / "tables" / "clusters.parquet"
    table = pd.read_parquet(path)
    table.loc[0, "cluster"] += 1
    table.to_parquet(path, index=False)
    found = verify(folder / "out")
    assert not found.same
    assert "clusters was changed" in str(found)
    path.write_bytes(b"no parquet")
    assert not verify(folder / "out").same


def test_diff_says_what_differs_and_why(folder):
    run(folder / "study.toml", folder / "a")
    (folder / "study.toml").write_text(
        (folder / "study.toml").read_text().replace("seed = 7", "seed = 8").replace(
            'obligation = ["free"]', "min_size = 4"
        )
    )  # fmt: skip
    run(folder / "study.toml", folder / "b")
    assert diff(folder / "a", folder / "a").same
    found = diff(folder / "a", folder / "b")
    text = str(found)
    assert not found.same
    assert "setting study.seed: 7 → 8" in text
    assert "setting networks.free.min_size: 2 → 4" in text
    assert "table counts.arrangements: 1 of 2 rows" in text


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (1.0, 1.0 + 1e-13, True),
        (1.0, 1.0 + 1e-11, False),
        (1e9, 1e9 * (1 + 1e-13), True),
        (float("nan"), float("nan"), True),
        (float("nan"), 1.0, False),
        (float("inf"), float("inf"), True),
        (float("inf"), 1.0, False),
        (1, 2, False),
        ("x", "x", True),
        (None, "x", False),
    ],
)
def test_tolerance_is_for_floating_point_only(a, b, same):
    left, right = pd.DataFrame({"v": [a]}), pd.DataFrame({"v": [b]})
    assert (not compare_tables("t", left, right)) == same


def test_any_executor_gives_the_same_tables(folder):
    local = run(folder / "study.toml", folder / "local")
    with futures.ThreadPoolExecutor(1) as pool:
        assert same_tables(local, run(folder / "study.toml", folder / "one", executor=pool))
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    with futures.ProcessPoolExecutor(2, mp_context=context) as pool:
        assert same_tables(local, run(folder / "study.toml", folder / "two", executor=pool))


def test_progress_counts_up_and_estimates(folder):
    seen = []
    told(
        folder / "study.toml",
        folder / "out",
        tell=lambda s: seen.append((s.done, s.total, s.left)),
    )
    assert [done for done, _, _ in seen] == list(range(seen[0][1] + 1))
    assert seen[0][2] is None
    assert seen[-1][2] == 0
    assert all(left >= 0 for _, _, left in seen[1:])


def test_a_failing_task_is_named_and_the_rest_is_kept(folder):
    text = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text(text + "\n[networks.odd]\ndate = 1990-01-01\n")
    with pytest.raises(TaskError, match=r"odd.*1990-01-01"):
        run(folder / "study.toml", folder / "out")
    (folder / "study.toml").write_text(text)
    assert run(folder / "study.toml", folder / "out")["counts"].shape[0] == 2


def test_a_study_may_come_as_a_mapping(folder):
    settings = {
        "study": {"title": "Mapping", "seed": 7},
        "data": {"register": str(folder / "register"), "date": "2020-06-01"},
        "networks": {"whole": {}},
        "clusters": {"method": "leiden", "runs": 2},
        "expectations": [{"name": "n", "figure": "clusters", "value": 3.0, "source": "s"}],
        "output": {"report": False},
    }
    result = run(settings, folder / "out")
    assert result["counts"]["clusters"].tolist() == [3]
    # What is written can be read, and says the same.
    assert verify(folder / "out").same


def test_dates_make_a_network_each(folder):
    text = (folder / "study.toml").read_text()
    two = "dates = [2020-02-01, 2020-06-01]"
    (folder / "study.toml").write_text(text.replace("date = 2020-06-01", two))
    counts = run(folder / "study.toml", folder / "out")["counts"]
    assert counts["network"].tolist() == [
        "whole 2020-02-01", "whole 2020-06-01", "free 2020-02-01", "free 2020-06-01",
    ]  # fmt: skip


def test_a_date_with_nothing_in_force_is_left_out_and_said(folder):
    text = (folder / "study.toml").read_text()
    three = "dates = [1950-07-01, 2020-02-01, 2020-06-01]"
    (folder / "study.toml").write_text(text.replace("date = 2020-06-01", three))
    result = run(folder / "study.toml", folder / "out")
    assert result["counts"]["date"].tolist() == ["2020-02-01", "2020-06-01"] * 2
    left = result["unavailable"].set_index("part")["reason"]
    assert set(left.index) >= {"whole 1950-07-01", "free 1950-07-01"}
    assert "in force" in left["whole 1950-07-01"]
    assert "1950" not in result.finding
    assert "on 2020-02-01" in result.finding
    # What is of the last date only says so.
    assert "Do clusters follow provinces on 2020-06-01?" in result.finding
    assert "First among the bridges by participation on 2020-06-01:" in result.finding
    assert verify(folder / "out").same


def test_a_network_that_no_date_allows_is_a_mistake(folder):
    text = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text(
        text.replace("date = 2020-06-01", "dates = [1950-07-01, 1951-07-01]")
    )
    with pytest.raises(TaskError, match="in force"):
        run(folder / "study.toml", folder / "out")


def test_an_unfinished_folder_is_no_result(tmp_path):
    with pytest.raises(StudyError, match="no finished study"):
        StudyResult(tmp_path)


def test_a_result_shows_itself(folder):
    result = run(folder / "study.toml", folder / "out")
    assert repr(result).startswith("<StudyResult: Twelve towns>\nEverything: 3 clusters")
    html = result._repr_html_()
    assert "<b>Twelve towns</b>" in html
    assert html.count("<tr") >= 3
    with pytest.raises(KeyError, match="no table 'x'"):
        result["x"]
