from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph.registry._import_report import ImportReport, ReportBuilder, ReportEntry


def example() -> ImportReport:
    builder = ReportBuilder("a.csv")
    builder.read(5)
    builder.repair(2, "name", "Dronten ", "Dronten", "stray blanks")
    builder.repair(2, "name", "FryslÃ¢n", "Fryslân", "double-encoded UTF-8")
    builder.repair(3, "name", "Haren ", "Haren", "stray blanks")
    builder.merge(3, "name", "Haren", "Haren", "already a participant: row 2")
    builder.leave_out(4, "name", "<Bergen>", "ambiguous name: Bergen may be two")
    builder.note(5, "date", "2020-01-01", "gap in the chain: nothing in force")
    return builder.build(["ruimtevaart"])


def test_counts() -> None:
    report = example()
    assert (report.rows_read, report.taken, report.repaired) == (5, 3, 1)
    assert (report.merged, report.left_out) == (1, 1)


def test_the_sentence_and_the_table_agree_on_repairs() -> None:
    report = example()
    repairs = report.summary().query("action == 'repaired'")["count"].sum()
    assert repairs == 3
    assert "(1 of them repaired)" in str(report)
    assert "; 3 repairs in all (several in a row, or in rows that were not taken)" in str(report)
    once = ReportBuilder("a.csv")
    once.read(1)
    once.repair(1, "name", "Dronten ", "Dronten", "stray blanks")
    assert "in all" not in str(once.build())


def test_table() -> None:
    table = example().table
    assert list(table.columns) == ["row", "column", "value", "became", "action", "reason", "source"]
    assert list(table["action"]) == ["repaired"] * 3 + ["merged", "left_out", "noted"]
    assert table["became"][4] == ""


def test_summary_groups_by_rule() -> None:
    summary = example().summary()
    first = summary.iloc[0]
    assert tuple(first) == ("repaired", "stray blanks", 2, "Dronten  → Dronten")
    assert list(summary["reason"])[2:] == [
        "already a participant",
        "ambiguous name",
        "gap in the chain",
    ]


def test_text_and_html() -> None:
    report = example()
    assert str(report) == (
        "5 rows of a.csv: 3 taken (1 of them repaired), 1 merged, 1 left out; "
        "3 repairs in all (several in a row, or in rows that were not taken); "
        "unknown themes: ruimtevaart"
    )
    assert repr(report).startswith("<ImportReport: 5 rows")
    assert "&lt;Bergen&gt;" in report._repr_html_()
    assert "<Bergen>" not in report._repr_html_()


def test_many_unknown_themes_are_cut() -> None:
    report = ImportReport(0, 0, unknown_themes=tuple("abcdefg"))
    assert str(report).endswith("a, b, c, d, e and 2 more")


def test_empty_report() -> None:
    report = ImportReport(0, 0)
    assert report.table.empty
    assert report.summary().empty
    assert report._repr_html_().count("<table") == 0


def test_pickle_and_equality() -> None:
    report = example()
    again = pickle.loads(pickle.dumps(report))
    assert again == report
    assert again.table.equals(report.table)


def test_is_immutable() -> None:
    with pytest.raises(AttributeError):
        example().taken = 7  # type: ignore[misc]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rows_read": 3, "taken": 2}, "must account for every row"),
        ({"rows_read": 1, "taken": 1, "repaired": 2}, "2 rows repaired, but only 1 taken"),
        ({"rows_read": 0, "taken": 1, "merged": -1}, "negative"),
        (
            {"rows_read": 0, "taken": 0, "entries": [ReportEntry(1, "", "", "", "lost", "")]},
            "unknown action",
        ),
    ],
)
def test_counts_are_checked(arguments, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ImportReport(**arguments)


actions = st.lists(
    st.tuples(st.sampled_from(["repair", "merge", "leave_out", "note"]), st.integers(2, 9))
)


@given(actions)
def test_any_sequence_of_actions_accounts_for_every_row(steps) -> None:
    builder = ReportBuilder()
    builder.read(8)
    fate: dict[int, str] = {}
    touched = set()
    for action, row in steps:
        if action == "repair":
            builder.repair(row, "c", "v", "w", "why")
            touched.add(row)
        elif action == "merge":
            builder.merge(row, "c", "v", "w", "why")
            fate.setdefault(row, "merged")
        elif action == "leave_out":
            builder.leave_out(row, "c", "v", "why")
            fate.setdefault(row, "left_out")
        else:
            builder.note(row, "c", "v", "why")
    report = builder.build()
    assert report.merged == sum(value == "merged" for value in fate.values())
    assert report.left_out == sum(value == "left_out" for value in fate.values())
    assert report.repaired == len(touched - fate.keys())
    assert report.rows_read == report.taken + report.merged + report.left_out == 8
    merged_rows = {entry.row for entry in report.entries if entry.action == "merged"}
    assert merged_rows == {row for row, value in fate.items() if value == "merged"}
