"""What commands take, and what they are made of: arguments, registers, networks."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._common.choices import Choice, choices_of
from .._common.errors import EmptyNetworkWarning
from ._output import say

if TYPE_CHECKING:
    from ..network._network import Network
    from ..registry._register import Register

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


def register_of(name: str) -> tuple[Register, str | None]:
    """The register, and a date on which it is in force where that is known; what must be said
    wherever it is used is said beside the result."""
    from ..datasets._open import find_register

    register, date = find_register(name)
    say_about(register.notes, register.source, register.licence)
    return register, date


def say_about(notes: Iterable[str], source: str, licence: str) -> None:
    """Limits of a register, where it is from, and under which licence."""
    for note in (*notes, f"source: {source}" * bool(source), f"licence: {licence}" * bool(licence)):
        if note:
            say(note, error=True)


def network_of(register: str, options: dict[str, Any], geography: str) -> Network:
    found, default = register_of(register)
    date = options.pop("date") or default
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", EmptyNetworkWarning)
        network = found.at(date, geography=geography).network(**options)
    for warning in told:
        typer.echo(f"munigraph: {warning.message}", err=True)
    return network


def one_format(json: bool, csv: bool) -> None:
    if json and csv:
        raise typer.BadParameter("choose one of --json and --csv")
