"""A time of day or a time zone is refused: the same for text and for typed values, everywhere."""

from __future__ import annotations

import datetime

import munigraph as mg
import numpy as np
import pandas as pd
import pytest
from munigraph import DataError, Register
from munigraph._common.dates import clock_fault, date_text, without_midnight

AMSTERDAM = datetime.timezone(datetime.timedelta(hours=1))
MIDNIGHTS = [
    "2019-01-01", "2019-01-01T00:00", "2019-01-01 00:00:00", "2019-01-01T00:00:00.000",
    datetime.date(2019, 1, 1), datetime.datetime(2019, 1, 1), pd.Timestamp("2019-01-01"),
    np.datetime64("2019-01-01"), np.datetime64("2019-01-01T00:00:00", "ns"),
]  # fmt: skip
TIMES = [
    "2018-12-31T23:59:59", "2018-12-31 23:59", datetime.datetime(2018, 12, 31, 23, 59, 59),
    pd.Timestamp("2018-12-31T23:59:59"), np.datetime64("2018-12-31T23:59:59", "s"),
]  # fmt: skip
ZONES = [
    "2018-12-31T23:00Z", "2018-12-31T23:00:00+00:00", "2019-01-01T00:00:00+01:00",
    "2018-12-31 23:00:00 UTC", pd.Timestamp("2018-12-31T23:00Z"),
    datetime.datetime(2019, 1, 1, tzinfo=AMSTERDAM),
]  # fmt: skip


def column(value, series):
    """Beside a plain day: as objects, or with the type that pandas gives."""
    return pd.Series([value, None]) if series else pd.Series([value, None], dtype=object)


@pytest.fixture(params=[True, False], ids=["typed", "objects"])
def register_of(request):
    def make(value, name="valid_to"):
        return Register.from_tables(
            {"id": ["p", "q"], name: column(value, request.param)},
            {"id": ["a"]},
            {"arrangement": ["a", "a"], "participant": ["p", "q"]},
        )

    return make


@pytest.mark.parametrize("value", MIDNIGHTS, ids=repr)
def test_midnight_in_no_zone_is_the_day(register_of, value):
    made = register_of(value).participants["valid_to"]
    assert [str(day)[:10] for day in made] == ["2019-01-01", "NaT"]


@pytest.mark.parametrize("name", ["valid_from", "valid_to"])
@pytest.mark.parametrize("value", [*TIMES, *ZONES], ids=repr)
def test_times_and_zones_are_refused_in_tables(register_of, value, name):
    with pytest.raises(DataError, match="a time zone" if value in ZONES else "a time of day") as e:
        register_of(value, name)
    assert (e.value.row, e.value.column) == (1, name)
    assert e.value.value.startswith(("2018-12-31", "2019-01-01"))


@pytest.mark.parametrize("value", [*MIDNIGHTS, *TIMES, *ZONES], ids=repr)
def test_the_same_in_packages(tmp_path, value):
    from munigraph.registry._package import read_package

    text = value if isinstance(value, str) else date_text(value)
    register = Register.from_tables(
        {"id": ["p", "q"]}, {"id": ["a"]}, {"arrangement": ["a", "a"], "participant": ["p", "q"]}
    )
    register.to_package(tmp_path)
    file = tmp_path / "participants.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1] + text
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for kind in ("date", "datetime", "string"):
        descriptor = tmp_path / "datapackage.json"
        told = descriptor.read_text(encoding="utf-8")
        start = told.index('"valid_to"')
        old = told[start : told.index("}", start)]
        descriptor.write_text(
            told.replace(old, f'"valid_to", "type": "{kind}"', 1), encoding="utf-8"
        )
        fine = any(value is one for one in MIDNIGHTS) and (kind != "date" or len(text) == 10)
        if fine:
            made = read_package(tmp_path)[0].participants["valid_to"]
            assert str(made[0])[:10] == "2019-01-01"
        else:
            with pytest.raises(DataError):
                read_package(tmp_path)


@pytest.mark.parametrize(
    ("value", "name"),
    [*((value, "left") for value in TIMES), *((v, n) for v in ZONES for n in ("left", "joined"))],
    ids=repr,
)
def test_the_same_in_tables_of_ones_own(value, name):
    table = {"arrangement": ["A", "A"], "participant": ["p", "q"], name: [value, "2000-05-05"]}
    with pytest.raises(ValueError, match="a time zone" if value in ZONES else "a time of day"):
        mg.read_table(table)


@pytest.mark.parametrize("value", TIMES, ids=repr)
def test_a_start_in_a_table_of_ones_own_is_on_its_day_and_the_report_says_so(value):
    table = {"arrangement": ["A", "A"], "participant": ["p", "q"], "joined": [value, "2000-05-05"]}
    register, report = mg.read_table(table)
    assert sorted(str(day)[:10] for day in register.memberships["valid_from"]) == [
        "2000-05-05", "2018-12-31",
    ]  # fmt: skip
    assert any("times of day" in reason for reason in report.table["reason"])


def test_a_serial_number_of_excel_with_a_time_is_refused():
    table = {"arrangement": ["A", "A"], "participant": ["p", "q"], "left": ["43465.99999", ""]}
    with pytest.raises(ValueError, match="a time of day"):
        mg.read_table(table)


def test_a_date_to_ask_for_is_in_no_zone(register):
    for value in (pd.Timestamp("2018-12-31T23:00Z"), "2018-12-31T23:00Z"):
        with pytest.raises(DataError, match="YYYY-MM-DD"):
            register.at(value)
    assert register.at(datetime.datetime(2020, 7, 1, 12)).date == "2020-07-01"


def test_times_of_other_columns_are_kept_whole(register_of):
    seen = register_of(pd.Timestamp("2018-12-31T23:59:59"), "seen").participants["seen"]
    assert seen[0] == "2018-12-31T23:59:59"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2019-01-01", ""), ("", ""), ("10:30", ""), ("2019-01-01 0:00", ""),
        ("2019-01-01T10:30", "a time of day"), ("2019-01-01T00:00Z", "a time zone"),
        ("2019-01-01T00:00+0100", "a time zone"), ("1 januari 2019 12:00", "a time of day"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_date(text, fault):
    assert clock_fault(text).startswith(fault)
    assert bool(clock_fault(text)) == bool(fault)
    assert without_midnight(text) == (text if fault else text.split(" 0:")[0])
