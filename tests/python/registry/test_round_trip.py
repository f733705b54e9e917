"""Data packages are read back as they were written, whatever text they hold, or are refused."""

from __future__ import annotations

import munigraph as mg
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HARD = ['a "b"', "a, b", "Súdwest", "two\nlines", "a\r\nb", "\r", "<b>&amp;</b>", " lead ",
        "a\x00b", "\ufeffx", "\x1b[31m", "\u2028", "=1+1", "NA", "null", "0", "東京"]  # fmt: skip
TEXT = st.one_of(st.sampled_from(HARD), st.text(st.characters(exclude_categories=["Cs"]),
                                                min_size=1, max_size=8))  # fmt: skip


@settings(max_examples=80)
@given(
    ids=st.lists(TEXT, min_size=2, max_size=4, unique=True),
    data=st.data(),
    start=st.dates(),
)
def test_a_package_is_read_back(ids, data, start, tmp_path_factory):
    n = len(ids)
    names = data.draw(st.lists(TEXT, min_size=n, max_size=n))
    extra = data.draw(st.lists(TEXT, min_size=n, max_size=n))
    key = data.draw(TEXT)
    participants = {"id": ids, "name": names, "province": extra, f"x {key}": extra}
    arrangements = {"id": [key], "name": [names[0]], "valid_from": [start.isoformat()]}
    rows = {"arrangement": [key] * n, "participant": ids}
    register = mg.Register.from_tables(participants, arrangements, rows)
    folder = tmp_path_factory.mktemp("x") / "p"
    register.to_package(folder)
    again, _ = mg.read_package(folder)
    for table in ("participants", "arrangements", "memberships"):
        pd.testing.assert_frame_equal(getattr(again, table), getattr(register, table))


@pytest.mark.parametrize("column", ["id", "name", "x\ud800"])
def test_halves_of_characters_are_refused_with_their_place(column):
    table = {"id": ["a", "b"], "name": ["A", "B"]}
    table[column] = ["c", "d\udc00"]
    rows = {"arrangement": ["w", "w"], "participant": ["a", "b"]}
    with pytest.raises(mg.DataError, match="surrogate") as refused:
        mg.Register.from_tables(table, memberships=rows)
    assert refused.value.source == "participants"
    assert refused.value.row == (0 if column.startswith("x") else 2)


def test_years_that_no_reader_takes_are_refused():
    rows = {"arrangement": ["w", "w"], "participant": ["a", "b"]}
    for date in ("10000-01-01", "2020-02-30"):
        with pytest.raises(mg.DataError, match="no date"):
            mg.Register.from_tables(None, {"id": ["w"], "valid_from": [date]}, rows)
