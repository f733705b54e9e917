"""The commands."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._common.choices import Choice, choices_of
from .._common.errors import EmptyNetworkWarning
from .._common.numbers import decimals
from . import _output as output
from ._options import takes
from ._output import print_csv, print_json, say, say_doubt, show
from ._store import app as register_app
from ._time import TABLES

if TYPE_CHECKING:
    from ..network._network import Network
    from ..registry._import_report import ImportReport
    from ..registry._register import Register

app = typer.Typer(
    name="munigraph",
    help="Networks, clusters and bridges from registers of inter-municipal cooperation.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
import_app = typer.Typer(
    help="Read a source and write it as a register: a data package, or one file (x.munigraph).",
    no_args_is_help=True,
)
data_app = typer.Typer(help="Registers by name.", no_args_is_help=True)
app.add_typer(import_app, name="import")
app.add_typer(data_app, name="data")

Source = Annotated[Path, typer.Argument(help="File or folder to read.")]
Output = Annotated[
    Path,
    typer.Option("--output", "-o", help="Folder or file (x.munigraph) to write the register to."),
]
RegisterArgument = Annotated[
    str,
    typer.Argument(help="A folder, a register file, or a dataset's name (munigraph data list)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Seed = Annotated[int, typer.Option(help="Seed of the runs.", min=0)]
Geography = Annotated[
    str, typer.Option(help="own: municipalities as they were; or the year or date of others.")
]


def _network_options() -> dict[str, Choice]:
    options = dict(choices_of("network"))
    about = f"{options['date'].about} Needed for a folder."
    return {**options, "date": replace(options["date"], about=about)}


NETWORK, RUNS = _network_options(), choices_of("estimate")
WITHOUT_DATE = {name: choice for name, choice in NETWORK.items() if name != "date"}


@app.callback(invoke_without_command=True)
def _main(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    safe_csv: Annotated[
        bool,
        typer.Option(
            help="With --csv, an apostrophe before texts that a spreadsheet would compute."
        ),
    ] = True,
    wide: Annotated[
        bool, typer.Option("--wide", help="All columns of tables, however narrow the terminal.")
    ] = False,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="A,B", help="Of tables on a terminal, these columns."),
    ] = None,
) -> None:
    output.chosen["safe_csv"] = safe_csv
    output.chosen["wide"] = wide
    output.chosen["columns"] = columns
    if version:
        from .. import __version__

        print(__version__)
        raise typer.Exit()
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


# --- import and check ---------------------------------------------------------------------------


def _write(register: Register, report: ImportReport, output: Path, source: str) -> None:
    from ._writing import write_register

    write_register(register, output, source=source)
    say(f"{output}: {register!r}")
    say(report)
    summary = report.summary()
    if len(summary):
        show(summary, "What was changed, merged or left out")


@import_app.command("roo")
def import_roo(source: Source, output: Output) -> None:
    """The Dutch register of government organisations: its XML export, or flattened to CSV."""
    from ..readers import read_roo

    _write(*read_roo(source), output, "roo")


@import_app.command("opengr")
def import_opengr(source: Source, output: Output) -> None:
    """OpenGR 2016: joint arrangements as collected from the provinces (CSV)."""
    from ..readers import read_opengr

    _write(*read_opengr(source), output, "opengr")


@import_app.command("regioatlas")
def import_regioatlas(source: Source, output: Output) -> None:
    """RegioAtlas 2016: a folder of divisions of the country."""
    from ..readers import read_regioatlas

    _write(*read_regioatlas(source), output, "regioatlas")


@import_app.command("package")
def import_package(source: Source, output: Output) -> None:
    """A tabular data package, or a register file: checked, and written anew."""
    from ..registry._package import read_package

    _write(*read_package(source), output, source.stem)


@import_app.command("table")
def import_table(
    source: Source,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Folder or file (x.munigraph) to write the register to."
        ),
    ] = None,
    propose: Annotated[
        bool,
        typer.Option("--propose", help="Print and write how it would be read; import nothing."),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="A row that cannot be taken is an error.")
    ] = False,
    layout: Annotated[
        str, typer.Option(help="memberships, lists, matrix, pairs, years or auto.")
    ] = "auto",
    places: Annotated[
        str | None, typer.Option(help="nl, or a table of places (id, name, …).")
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="Date or year at which names are looked up.")
    ] = None,
    sheet: Annotated[
        list[str] | None, typer.Option(help="Sheet of a workbook; may be repeated.")
    ] = None,
    columns: Annotated[
        Path | None, typer.Option(help="Mapping; default: FILE.columns.toml beside the file.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Of a text file.")] = None,
    separator: Annotated[str | None, typer.Option(help="Of a text file.")] = None,
) -> None:
    """A table of your own: a workbook, CSV, Parquet, or a folder of such."""
    from ._own import import_own

    import_own(
        source, output, propose=propose, strict=strict, layout=layout, places=places, date=date,
        sheet=sheet, columns=columns, encoding=encoding, separator=separator,
    )  # fmt: skip


@app.command("check")
def check(register: RegisterArgument, json: AsJson = False, csv: AsCsv = False) -> None:
    """Read a register, say what is in it and what is doubtful; fails where something is wrong."""
    from ._store import check_register

    _one_format(json, csv)
    check_register(register, _register(register)[0], json=json, csv=csv)


# --- clusters and bridges -----------------------------------------------------------------------


def _register(name: str) -> tuple[Register, str | None]:
    """The register, and a date on which it is in force where that is known."""
    from ..datasets._open import find_register

    return find_register(name)


def _network(register: str, options: dict[str, Any], geography: str) -> Network:
    found, default = _register(register)
    date = options.pop("date") or default
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", EmptyNetworkWarning)
        network = found.at(date, geography=geography).network(**options)
    for warning in told:
        typer.echo(f"munigraph: {warning.message}", err=True)
    return network


def _one_format(json: bool, csv: bool) -> None:
    if json and csv:
        raise typer.BadParameter("choose one of --json and --csv")


@app.command("clusters")
@takes(network=NETWORK, runs=RUNS)
def clusters(
    register: RegisterArgument,
    network: dict[str, Any],
    runs: dict[str, Any],
    geography: Geography = "own",
    seed: Seed = 0,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """How many clusters there are, with their range over seeds, and which."""
    import pandas as pd

    from ..clustering._summary import summarise

    _one_format(json, csv)
    made = _network(register, network, geography)
    found = summarise(made, seed=seed, **runs)
    say_doubt(found.estimate.clustering)
    if csv:
        print_csv(found.estimate.clustering.table)
    elif json:
        print_json({
            "construction": made.construction,
            "counts": found.row(),
            "clusters": found.estimate.clustering.summary.reset_index(),
            "members": found.estimate.clustering.table,
        })  # fmt: skip
    else:
        counts = found.row()
        counts["clusters"] = f"{found.estimate.range}, {found.estimate.by}"
        shown = ["clusters", "arrangements", "municipalities", "isolates", "components",
                 "weight_inside", "quality"]  # fmt: skip
        rows = [(name.replace("_", " "), _text(counts[name])) for name in shown]
        show(pd.DataFrame(rows, columns=["", "value"]), f"{register}, {made!r}")
        show(found.estimate.clustering.summary.reset_index(), "The clusters")


def _text(value: Any) -> str:
    return decimals(value, 4) if isinstance(value, float) else str(value)


@app.command("bridges")
@takes(network=NETWORK, runs=RUNS, ranking={"by": choices_of("bridges")["by"]})
def bridges(
    register: RegisterArgument,
    network: dict[str, Any],
    runs: dict[str, Any],
    ranking: dict[str, Any],
    geography: Geography = "own",
    top: Annotated[int, typer.Option(help="Rows to print; 0: all.", min=0)] = 20,
    seed: Seed = 0,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Which municipalities bridge the clusters, the strongest first."""
    from ..bridging import bridges as table_of
    from ..clustering._summary import summarise

    _one_format(json, csv)
    made = _network(register, network, geography)
    found = summarise(made, seed=seed, **runs)
    say_doubt(found.estimate.clustering)
    by = ranking["by"]
    table = table_of(made, found.estimate.clustering, by=by).reset_index()
    if top:
        table = table.head(top)
    if csv:
        print_csv(table)
    elif json:
        print_json({"construction": made.construction, "by": by, "bridges": table})
    else:
        shown = ["rank", "id", "name", "cluster_name", "strength", "outside_share", by,
                 "clusters_reached", "role", "bridging_arrangements"]  # fmt: skip
        columns = [name for name in dict.fromkeys(shown) if name in table.columns]
        show(
            table[columns],
            f"{register}: bridges between {found.estimate.clusters} clusters, by {by}",
        )


@app.command("export")
@takes(network=NETWORK, runs=RUNS)
def export(
    register: RegisterArgument,
    output: Annotated[
        Path, typer.Argument(help="File; .graphml, .gexf, .gml, .net, .dl or .csv decides.")
    ],
    network: dict[str, Any],
    runs: dict[str, Any],
    clusters: Annotated[bool, typer.Option(help="With the cluster of each node.")] = True,
    bridges: Annotated[bool, typer.Option(help="With the measures of bridging.")] = True,
    plain: Annotated[
        bool, typer.Option("--plain", help="Labels of .net and .dl in ASCII without quotes.")
    ] = False,
    geography: Geography = "own",
    seed: Seed = 0,
    json: AsJson = False,
) -> None:
    """Write the network, with clusters and bridges, for Gephi, R, UCINET or Pajek."""
    from ._export import export as write

    made = _network(register, network, geography)
    write(made, output, clusters=clusters, bridges=bridges, plain=plain, json=json, seed=seed,
          runs=runs)  # fmt: skip


# --- time ---------------------------------------------------------------------------------------


@app.command("chronicle")
def chronicle(
    register: RegisterArgument,
    start: Annotated[str | None, typer.Option("--from", help="Year or YYYY-MM-DD.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Year or YYYY-MM-DD, inclusive.")] = None,
    of: Annotated[str | None, typer.Option(help="Tell the life of this id.")] = None,
    language: Annotated[str, typer.Option(help="Of the life: en or nl.")] = "en",
    events: Annotated[bool, typer.Option("--events", help="List what the world did.")] = False,
    geography: Geography = "own",
    rule: Annotated[
        list[str] | None, typer.Option(help="A threshold as name=value; may be repeated.")
    ] = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """What happened in a register over time, told from what the register did by itself."""
    from ..dynamics import chronicle as chronicle_of

    _one_format(json, csv)
    found = chronicle_of(
        _register(register)[0], start, end, geography=geography, rules=_rules(rule or [])
    )
    if of is not None:
        story = found.of(of, language=language)
        if json:
            print_json({"id": story.id, "name": story.name, "sentences": story.table})
        elif csv:
            print_csv(story.table)
        else:
            say(story)
    elif json:
        print_json({"events": found.events, "candidates": found.candidates})
    elif csv:
        print_csv(found.events)
    else:
        show(found.summary, f"{register}: {found!r}")
        if events:
            table = found.events
            shown = ["date", "event", "reason", "arrangement", "participant", "counterpart"]
            show(table.loc[~table["administrative"], shown], "What the world did")


@app.command("factsheet")
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

    _one_format(json, csv)
    sheet = factsheet_of(
        _register(register)[0], years_of(years), themes=themes or None, forms=forms or None,
        by=by or None, bases=bases or None, geography=geography, repair=repair,
        starts="listed" if listed else "dated",
    )  # fmt: skip
    print_figures(sheet, register, difference, group, json=json, csv=csv)


@app.command("track")
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

    _one_format(json, csv)
    options = {**clusters, "geography": geography, "repair": repair, "seed": seed}
    found = track_years(_register(register)[0], years, table, network, options)
    print_track(found, register, table, json=json, csv=csv)


Steps = list[str] | None


@app.command("scenario")
def scenario(
    register: RegisterArgument,
    date: Annotated[str, typer.Option(help="The day from which things differ; or a year.")],
    steps: Annotated[
        Path | None, typer.Option(help="TOML file with a table [[steps]] for each step.")
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

    _one_format(json, csv)
    given = {
        "merge": merge, "leave": leave, "join": join, "found": found, "dissolve": dissolve,
        "form": form, "merge_arrangements": merge_arrangements, "hub": hub,
    }  # fmt: skip
    run_scenario(
        register, _register(register)[0], date, steps_of(given, as_, steps), output=output,
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


# --- data ---------------------------------------------------------------------------------------


@data_app.command("list")
def data_list(json: AsJson = False, csv: AsCsv = False) -> None:
    """All names, and where their data are."""
    from ..datasets import _datasets as datasets

    _one_format(json, csv)
    table = datasets.available()
    if csv:
        print_csv(table)
    elif json:
        print_json(table)
    else:
        show(table)


@data_app.command("path")
def data_path(name: str) -> None:
    """Where the files of a dataset are on this machine."""
    from ..datasets import _datasets as datasets

    one = datasets.dataset(name)
    if not one.path:
        say(f"{name} comes with the package", error=True)
        return
    found = datasets.find(one.path)
    if found is None:
        raise FileNotFoundError(f"{name} is not on this machine: munigraph data fetch {name}")
    say(found)


@data_app.command("fetch")
def data_fetch(name: str) -> None:
    """Find a dataset, or download it."""
    from ..datasets import _datasets as datasets

    say(datasets.fetch(name))


app.add_typer(register_app, name="register")


def _add_study() -> None:
    try:
        from ._study import app as study_app
    except ImportError:  # the [study] extra is not installed
        return
    app.add_typer(study_app, name="study")


_add_study()
