"""The commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._output import print_csv, print_json, show

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
    help="Read a source and write it as a register (a data package).", no_args_is_help=True
)
data_app = typer.Typer(help="Registers by name.", no_args_is_help=True)
app.add_typer(import_app, name="import")
app.add_typer(data_app, name="data")

Source = Annotated[Path, typer.Argument(help="File or folder to read.")]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder to write the register to.")]
RegisterArgument = Annotated[
    str, typer.Argument(help="A data-package folder, or a dataset's name (munigraph data list).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Date = Annotated[str | None, typer.Option(help="YYYY-MM-DD; needed for a folder.")]
Domain = Annotated[list[str] | None, typer.Option(help="Policy domain; may be repeated.")]
Weighting = Annotated[
    str, typer.Option(help="newman, count, pair_share, binary, jaccard or cosine.")
]
Obligation = Annotated[list[str] | None, typer.Option(help="imposed, semi, free or unknown.")]
MaxSize = Annotated[int | None, typer.Option(help="Leave out arrangements with more members.")]
MinShared = Annotated[int, typer.Option(help="Keep pairs with at least so many arrangements.")]
Runs = Annotated[int, typer.Option(help="Seeds to run.", min=1)]
Resolution = Annotated[float, typer.Option(help="γ of modularity.")]
Seed = Annotated[int, typer.Option(help="Seed of the runs.", min=0)]


@app.callback(invoke_without_command=True)
def _main(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from .. import __version__

        print(__version__)
        raise typer.Exit()
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


# --- import and check ---------------------------------------------------------------------------


def _write(register: Register, report: ImportReport, output: Path) -> None:
    register.to_package(output)
    print(f"{output}: {register!r}")
    print(report)
    summary = report.summary()
    if len(summary):
        show(summary, "What was changed, merged or left out")


@import_app.command("roo")
def import_roo(source: Source, output: Output) -> None:
    """The Dutch register of government organisations, flattened to CSV."""
    from ..readers import read_roo

    _write(*read_roo(source), output)


@import_app.command("opengr")
def import_opengr(source: Source, output: Output) -> None:
    """OpenGR 2016: joint arrangements as collected from the provinces (CSV)."""
    from ..readers import read_opengr

    _write(*read_opengr(source), output)


@import_app.command("regioatlas")
def import_regioatlas(source: Source, output: Output) -> None:
    """RegioAtlas 2016: a folder of divisions of the country."""
    from ..readers import read_regioatlas

    _write(*read_regioatlas(source), output)


@import_app.command("package")
def import_package(source: Source, output: Output) -> None:
    """A tabular data package: checked, and written anew."""
    from ..registry._package import read_package

    _write(*read_package(source), output)


@app.command("check")
def check(register: RegisterArgument, json: AsJson = False, csv: AsCsv = False) -> None:
    """Read a register and say what is in it."""
    import pandas as pd

    _one_format(json, csv)
    found, _ = _register(register)
    names = ("participants", "arrangements", "themes", "memberships", "successions")
    counts = dict(zip(names, found._core.counts, strict=True))
    first, last = found.usable_range
    about: dict[str, Any] = {**counts, "from": first, "to": last, "domains": found.domains}
    about["unknown_themes"] = found.unknown_themes
    if json:
        print_json(about)
        return
    words = [", ".join(value) if isinstance(value, (list, dict)) else value
             for value in about.values()]  # fmt: skip
    texts = ["…" if word in (None, "") else str(word) for word in words]
    table = pd.DataFrame({"what": list(about), "value": texts})
    if csv:
        print_csv(table)
    else:
        show(table, register)


# --- clusters and bridges -----------------------------------------------------------------------


def _register(name: str) -> tuple[Register, str | None]:
    """The register, and a date on which it is in force where that is known."""
    from ..datasets import _datasets as datasets
    from ..registry._package import read_package

    if Path(name).exists() or "/" in name or "\\" in name:
        return read_package(name)[0], None
    try:
        date = datasets.dataset(name).date
    except ValueError as error:
        raise ValueError(f"no such folder, and {error}") from None
    return datasets.load(name), date


def _network(
    register: str,
    date: str | None,
    domain: list[str] | None,
    weighting: str,
    obligation: list[str] | None,
    max_size: int | None,
    min_shared: int,
) -> Network:
    found, default = _register(register)
    day = date or default
    options: dict[str, Any] = {
        "domain": domain or None,
        "weighting": weighting,
        "obligation": obligation or None,
        "max_size": max_size,
        "min_shared": min_shared,
    }
    return found.at(day).network(**options)


def _one_format(json: bool, csv: bool) -> None:
    if json and csv:
        raise typer.BadParameter("choose one of --json and --csv")


@app.command("clusters")
def clusters(
    register: RegisterArgument,
    date: Date = None,
    domain: Domain = None,
    weighting: Weighting = "newman",
    obligation: Obligation = None,
    max_size: MaxSize = None,
    min_shared: MinShared = 1,
    resolution: Resolution = 1.0,
    runs: Runs = 20,
    seed: Seed = 0,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """How many clusters there are, with their range over seeds, and which."""
    import pandas as pd

    from ..clustering._summary import summarise

    _one_format(json, csv)
    network = _network(register, date, domain, weighting, obligation, max_size, min_shared)
    found = summarise(network, runs=runs, seed=seed, resolution=resolution)
    if csv:
        print_csv(found.best.table)
    elif json:
        print_json({
            "construction": network.construction,
            "counts": found.row(),
            "clusters": found.best.summary.reset_index(),
            "members": found.best.table,
        })  # fmt: skip
    else:
        counts = {"clusters": found.range, **found.row()}
        counts["clusters"] = f"{found.range} (over {runs} seeds)"
        shown = ["clusters", "arrangements", "municipalities", "isolates", "components",
                 "weight_inside", "quality"]  # fmt: skip
        rows = [(name.replace("_", " "), _text(counts[name])) for name in shown]
        show(pd.DataFrame(rows, columns=["", "value"]), f"{register}, {network!r}")
        show(found.best.summary.reset_index(), "Clusters of the best run")


def _text(value: Any) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


@app.command("bridges")
def bridges(
    register: RegisterArgument,
    date: Date = None,
    domain: Domain = None,
    weighting: Weighting = "newman",
    obligation: Obligation = None,
    max_size: MaxSize = None,
    min_shared: MinShared = 1,
    resolution: Resolution = 1.0,
    by: Annotated[str, typer.Option(help="The measure that ranks.")] = "participation",
    top: Annotated[int, typer.Option(help="Rows to print; 0: all.", min=0)] = 20,
    runs: Runs = 20,
    seed: Seed = 0,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Which municipalities bridge the clusters, the strongest first."""
    from ..bridging import bridges as table_of
    from ..clustering._summary import summarise

    _one_format(json, csv)
    network = _network(register, date, domain, weighting, obligation, max_size, min_shared)
    found = summarise(network, runs=runs, seed=seed, resolution=resolution)
    table = table_of(network, found.best, by=by).reset_index()
    if top:
        table = table.head(top)
    if csv:
        print_csv(table)
    elif json:
        print_json({"construction": network.construction, "by": by, "bridges": table})
    else:
        shown = ["rank", "id", "name", "cluster_name", "strength", "outside_share", by,
                 "clusters_reached", "role", "bridging_arrangements"]  # fmt: skip
        columns = [name for name in dict.fromkeys(shown) if name in table.columns]
        show(table[columns], f"{register}: bridges between {found.range} clusters, by {by}")


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
        print(f"{name} comes with the package", file=sys.stderr)
        return
    found = datasets.find(one.path)
    if found is None:
        raise FileNotFoundError(f"{name} is not on this machine: munigraph data fetch {name}")
    print(found)


@data_app.command("fetch")
def data_fetch(name: str) -> None:
    """Find a dataset, or download it."""
    from ..datasets import _datasets as datasets

    print(datasets.fetch(name))


def _add_study() -> None:
    try:
        from ._study import app as study_app
    except ImportError:  # the [study] extra is not installed
        return
    app.add_typer(study_app, name="study")


_add_study()
