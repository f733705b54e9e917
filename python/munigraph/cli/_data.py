"""``munigraph data``: registers by name."""

from __future__ import annotations

from typing import Any, cast

import typer

from ._arguments import AsCsv, AsJson, one_format
from ._output import print_csv, print_json, say, show

app = typer.Typer(help="Registers by name.", no_args_is_help=True)


@app.command("list")
def data_list(json: AsJson = False, csv: AsCsv = False) -> None:
    """All names, and where their data are."""
    from ..datasets import _datasets as datasets

    one_format(json, csv)
    table = datasets.available()
    if csv:
        print_csv(table)
    elif json:
        print_json(table)
    else:
        show(table)


@app.command("path")
def data_path(name: str) -> None:
    """Where the files of a dataset are on this machine."""
    from ..datasets import _datasets as datasets

    one = datasets.dataset(cast(Any, name))
    if not one.path:
        say(f"{name} comes with the package", error=True)
        return
    found = datasets.find(one.path)
    if found is None:
        raise FileNotFoundError(f"{name} is not on this machine: munigraph data fetch {name}")
    say(found)


@app.command("fetch")
def data_fetch(name: str) -> None:
    """Find a dataset, or download it."""
    from ..datasets import _datasets as datasets

    say(datasets.fetch(cast(Any, name)))
