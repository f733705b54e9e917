"""The commands."""

from __future__ import annotations

from typing import Annotated

import typer

from . import _clusters, _data, _import, _over_time, _store
from . import _output as output
from ._arguments import AsCsv, AsJson, RegisterArgument, one_format, register_of

app = typer.Typer(
    name="munigraph",
    help="Networks, clusters and bridges from registers of inter-municipal cooperation.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(_import.app, name="import")
app.add_typer(_data.app, name="data")


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


@app.command("check")
def check(register: RegisterArgument, json: AsJson = False, csv: AsCsv = False) -> None:
    """Read a register, say what is in it and what is doubtful; fails where something is wrong."""
    one_format(json, csv)
    _store.check_register(register, register_of(register)[0], json=json, csv=csv)


for _command in (
    _clusters.clusters,
    _clusters.bridges,
    _clusters.export,
    _over_time.chronicle,
    _over_time.factsheet,
    _over_time.track,
    _over_time.scenario,
):
    app.command(_command.__name__)(_command)
app.add_typer(_store.app, name="register")


def _add_study() -> None:
    try:
        from ._study import app as study_app
    except ImportError:  # the [study] extra is not installed
        return
    app.add_typer(study_app, name="study")


_add_study()
