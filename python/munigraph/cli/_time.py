"""What the commands that look at several dates do and print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import typer

from .._common.numbers import decimals
from .._common.words import check_word
from ._output import print_csv, print_json, say, show

if TYPE_CHECKING:
    from .._common.literals import DecomposedFigure
    from ..dynamics._factsheet import Factsheet
    from ..dynamics._track import Track
    from ..registry._register import Register

#: Tables of a track.
TABLES = ("events", "flow", "clusters", "stability", "noise", "changes", "counts")


def years_of(given: list[str]) -> list[str]:
    """``2017-2020`` as its years; ``2017,2020`` as two; dates as they are."""
    years: list[str] = []
    for one in " ".join(given).replace(",", " ").split():
        first, _, last = one.partition("-")
        if len(one) == 9 and first.isdigit() and last.isdigit():
            if int(first) > int(last):
                raise ValueError(f"years {one!r} run backwards; expected {last}-{first}")
            years += map(str, range(int(first), int(last) + 1))
        else:
            years.append(one)
    return years


def print_figures(
    sheet: Factsheet, name: str, figure: str | None, group: str, *, json: bool, csv: bool
) -> None:
    """All figures, a column per year; or why one differs between the first and the last."""
    if figure is not None:
        _print_difference(sheet, figure, group, json=json, csv=csv)
    elif json:
        print_json({"figures": sheet.table, "dates": sheet.dates})
    elif csv:
        print_csv(sheet.table)
    else:
        wide = sheet.table.pivot_table(
            index=["figure", "group"], columns="year", values="value", sort=False
        ).reindex(columns=list(sheet.dates))
        # A row is one figure: its numbers have one format.
        formats = [_whole if figure in ("arrangements", "memberships") else _three
                   for figure, _ in wide.index]  # fmt: skip
        cells = {
            str(year): [form(value) for form, value in zip(formats, wide[year], strict=True)]
            for year in wide.columns
        }
        shown = wide.index.to_frame(index=False).assign(**cells)
        show(shown, "\n".join([f"{name}: {sheet!r}", *sheet.notes]), right=list(cells))


def _whole(value: float) -> str:
    return "" if value != value else f"{value:.0f}"


def _three(value: float) -> str:
    return "" if value != value else decimals(value, 3)


def _print_difference(sheet: Factsheet, figure: str, group: str, *, json: bool, csv: bool) -> None:
    if len(sheet.dates) < 2:
        only = ", ".join(map(str, sheet.dates))
        raise typer.BadParameter(f"a difference needs two years or dates, given is {only} alone")
    years = list(sheet.dates)
    chosen = cast("DecomposedFigure", figure)
    table = sheet.difference(years[0], years[-1], figure=chosen, group=group)
    if json:
        print_json({"difference": table, **table.attrs, "dates": sheet.dates})
    elif csv:
        print_csv(table)
    else:
        total = f"{figure}, {years[0]} to {years[-1]}: {table.attrs['total']:+.3f}"
        show(table.drop(columns=["part", "unit"]), "\n".join([total, *sheet.notes]))


def track_years(
    register: Register,
    years: list[str],
    table: str | None,
    network: dict[str, Any],
    options: dict[str, Any],
) -> Track:
    """Networks of several years, in the order of time, tracked."""
    from ..dynamics import track
    from ..dynamics._counting import days_apart

    if table is not None:
        check_word("table", table, TABLES)
    own = options["geography"] == "own"
    repair = bool(options["repair"]) and own
    if not own:
        register = register.on_geography(options["geography"])[0]
    days = days_apart(register, years_of(years), "year").values()
    networks = [register.at(day, repair=repair).network(**network) for day in days]
    return track(networks, **options)


def print_track(found: Track, name: str, table: str | None, *, json: bool, csv: bool) -> None:
    """Sentences and what did not simply go on; or one table; or everything as JSON."""
    if json:
        print_json({"steps": found.table, **{key: getattr(found, key) for key in TABLES}})
    elif csv:
        print_csv(found.table if table is None else getattr(found, table))
    elif table is not None:
        show(getattr(found, table), f"{name}: {table}")
    else:
        show(found.counts, f"{name}: {found!r}")
        say("\n".join(["", *found.describe(), ""]))
        events = found.events[found.events["event"] != "continued"]
        if len(events):
            columns = ["before", "after", "event", "from_name", "to_name", "n", "change"]
            show(events[columns], "What did not simply go on")
