"""``munigraph import``: read a source and write it as a register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ._arguments import Output, Source
from ._output import say, show

if TYPE_CHECKING:
    from ..registry._import_report import ImportReport
    from ..registry._register import Register

app = typer.Typer(
    help="Read a source and write it as a register: a data package, or one file (x.munigraph).",
    no_args_is_help=True,
)


def _write(register: Register, report: ImportReport, output: Path, source: str) -> None:
    from ._writing import write_register

    write_register(register, output, source=source)
    say(f"{output}: {register!r}")
    say(report)
    summary = report.summary()
    if len(summary):
        show(summary, "What was changed, merged or left out")


@app.command("roo")
def import_roo(source: Source, output: Output) -> None:
    """The Dutch register of government organisations: its XML export, or flattened to CSV."""
    from ..readers import read_roo

    _write(*read_roo(source), output, "roo")


@app.command("opengr")
def import_opengr(source: Source, output: Output) -> None:
    """OpenGR 2016: joint arrangements as collected from the provinces (CSV)."""
    from ..readers import read_opengr

    _write(*read_opengr(source), output, "opengr")


@app.command("regioatlas")
def import_regioatlas(source: Source, output: Output) -> None:
    """RegioAtlas 2016: a folder of divisions of the country."""
    from ..readers import read_regioatlas

    _write(*read_regioatlas(source), output, "regioatlas")


@app.command("package")
def import_package(source: Source, output: Output) -> None:
    """A tabular data package, or a register file: checked, and written anew."""
    from ..registry._package import read_package

    _write(*read_package(source), output, source.stem)


@app.command("table")
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
