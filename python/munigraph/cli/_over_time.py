"""The commands that look at several dates: events, figures, clusters and what might be."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from .._common.choices import choices_of
from ._arguments import (
    WITHOUT_DATE,
    AsCsv,
    AsJson,
    Geography,
    RegisterArgument,
    Seed,
    one_format,
    register_of,
)
from ._options import takes
from ._output import print_csv, print_json, say, show
from ._time import TABLES


def chronicle(
    register: RegisterArgument,
    start: Annotated[str | None, typer.Option("--from", help="Year or YYYY-MM-DD.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Year or YYYY-MM-DD, inclusive.")] = None,
    of: Annotated[str | None, typer.Option(help="Tell the life of this id.")] = None,
    language: Annotated[str, typer.Option(help="Of the life: en or nl.")] = "en",
    events: Annotated[
        bool,
        typer.Option(
            "--events", help="List what the world did; of JSON and CSV, no more than that."
        ),
    ] = False,
    geography: Geography = "own",
    rule: Annotated[
        list[str] | None, typer.Option(help="A threshold as name=value; may be repeated.")
    ] = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """What happened in a register over time, told from what the register did by itself."""
    from ..dynamics import chronicle as chronicle_of

    one_format(json, csv)
    found = chronicle_of(
        register_of(register)[0], start, end, geography=geography, rules=_rules(rule or [])
    )
    table = found.events.loc[~found.events["administrative"]] if events else found.events
    if of is not None:
        story = found.of(of, language=cast(Any, language))
        if json:
            print_json({"id": story.id, "name": story.name, "sentences": story.table})
        elif csv:
            print_csv(story.table)
        else:
            say(story)
    elif json:
        print_json({"events": table, "candidates": found.candidates})
    elif csv:
        print_csv(table)
    else:
        show(found.summary, f"{register}: {found!r}")
        if events:
            shown = ["date", "event", "reason", "arrangement", "participant", "counterpart"]
            show(table[shown], "What the world did")


def factsheet(
    register: RegisterArgument,
    years: Annotated[
        list[str], typer.Argument(help="2017-2020, 2017 2020, or dates as YYYY-MM-DD.")
    ],
    themes: Annotated[
        list[str] | None, typer.Option("--theme", help="Only these; may be repeated.")
    ] = None,
    forms: Annotated[
        list[str] | None, typer.Option("--form", help="Only these legal forms; may be repeated.")
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(help="form, theme, domain, province or size; may be repeated."),
    ] = None,
    bases: Annotated[
        list[str] | None, typer.Option("--basis", help="Themes of these bases only.")
    ] = None,
    geography: Geography = "own",
    repair: Annotated[
        bool, typer.Option(help="Carry memberships over to municipalities of the day.")
    ] = True,
    listed: Annotated[
        bool, typer.Option("--listed", help="Count members before their accession too.")
    ] = False,
    min_coverage: Annotated[
        float, typer.Option(help="Share that must be known, or there is no number.")
    ] = 0.5,
    difference: Annotated[
        str | None, typer.Option(help="Decompose this figure between the first and last year.")
    ] = None,
    group: Annotated[str, typer.Option(help="Of the decomposed figure.")] = "all",
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """The figures of each year, and why they differ."""
    from ..dynamics import factsheet as factsheet_of
    from ._time import print_figures, years_of

    one_format(json, csv)
    sheet = factsheet_of(
        register_of(register)[0], years_of(years), themes=themes or None, forms=forms or None,
        by=cast(Any, by) or None, bases=bases or None, geography=geography, repair=repair,
        starts="listed" if listed else "dated", min_coverage=min_coverage,
    )  # fmt: skip
    print_figures(sheet, register, difference, group, json=json, csv=csv)


@takes(network=WITHOUT_DATE, clusters=choices_of("track"))
def track(
    register: RegisterArgument,
    network: dict[str, Any],
    clusters: dict[str, Any],
    years: Annotated[
        list[str], typer.Option("--years", help="2017-2020, 2017,2020 or dates; may be repeated.")
    ],
    geography: Annotated[str, typer.Option(help="own, or the year or date of one.")] = "own",
    repair: Annotated[
        bool, typer.Option(help="Carry memberships over to municipalities of the day.")
    ] = True,
    table: Annotated[str | None, typer.Option(help=f"Print one of {', '.join(TABLES)}.")] = None,
    seed: Seed = 0,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Which clusters go on from year to year, and what of it is more than noise."""
    from ._time import print_track, track_years

    one_format(json, csv)
    options = {**clusters, "geography": geography, "repair": repair, "seed": seed}
    found = track_years(register_of(register)[0], years, table, network, options)
    print_track(found, register, table, json=json, csv=csv)


Steps = list[str] | None


def scenario(
    register: RegisterArgument,
    date: Annotated[str, typer.Option(help="The day from which things differ; or a year.")],
    steps: Annotated[
        Path | None, typer.Option(help="TOML file with a table \\[\\[steps]] for each step.")
    ] = None,
    merge: Annotated[Steps, typer.Option(help="Municipalities A,B=C become C.")] = None,
    leave: Annotated[Steps, typer.Option(help="A,B:X leave arrangement X.")] = None,
    join: Annotated[Steps, typer.Option(help="A,B:X join arrangement X.")] = None,
    found: Annotated[Steps, typer.Option(help="X:A,B is founded.")] = None,
    dissolve: Annotated[Steps, typer.Option(help="Arrangements X,Y end.")] = None,
    form: Annotated[Steps, typer.Option(help="X=FORM: another legal form.")] = None,
    merge_arrangements: Annotated[Steps, typer.Option(help="Arrangements X,Y=Z become Z.")] = None,
    hub: Annotated[Steps, typer.Option(help="X:A,B (or X:all): a hub X of these.")] = None,
    as_: Annotated[str, typer.Option("--as", help="Hubs as arrangement or node.")] = "arrangement",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Folder or file (x.munigraph) to write the register to."
        ),
    ] = None,
    runs: Annotated[int, typer.Option(help="Runs before and after.", min=1)] = 20,
    seed: Seed = 0,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """What if: steps that change a register from a day on, and what they do."""
    from ._scenario import run_scenario, steps_of

    one_format(json, csv)
    given = {
        "merge": merge, "leave": leave, "join": join, "found": found, "dissolve": dissolve,
        "form": form, "merge_arrangements": merge_arrangements, "hub": hub,
    }  # fmt: skip
    run_scenario(
        register, register_of(register)[0], date, steps_of(given, as_, steps), output=output,
        runs=runs, seed=seed, json=json, csv=csv,
    )  # fmt: skip


def _rules(given: list[str]) -> dict[str, float]:
    """Thresholds given as ``name=value``."""
    rules = {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            rules[name.strip()] = float(value)
        except ValueError:
            raise typer.BadParameter(f"{text!r}: expected name=value, a number") from None
    return rules
