"""The command ``import table``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ._output import say, show
from ._writing import write_register

if TYPE_CHECKING:
    from ..registry._import_report import ImportReport


def import_own(
    source: Path, output: Path | None, *, propose: bool, sheet: list[str] | None,
    columns: Path | None, strict: bool, places: str | None, date: str | None, **how: Any,
) -> None:  # fmt: skip
    """Propose how a table is read, or read it."""
    chosen = [int(one) if one.isdigit() else one for one in sheet or ()]
    how["separator"] = {"tab": "\t", "\\t": "\t"}.get(how["separator"] or "", how["separator"])
    if propose:
        _propose(source, chosen or None, **how)
        return
    if output is None:
        raise typer.BadParameter("where to? -o REGISTER (or --propose to look first)")
    from ..readers import read_table

    register, report = read_table(
        source,
        sheet=chosen or None,
        columns=columns,
        strict=strict,
        places=places,
        date=date,
        **how,
    )
    write_register(register, output, source=source.stem)
    print_report(report)
    say(f"{output}: {register!r}")


def _propose(source: Path, sheet: Any, **how: Any) -> None:
    from ..readers import propose_columns

    mapping = propose_columns(source, sheet=sheet, **how)
    if mapping.preview is not None:
        show(mapping.preview, f"The first rows of {source}")
        print()
    say(mapping)
    if mapping.path is None:
        return
    if mapping.path.exists():
        say(f"{mapping.path} is there already and was left as it is; delete it to have it anew")
    else:
        say(f"written: {mapping.write()}; correct it and run the import")


def print_report(report: ImportReport) -> None:
    """What was found, then what was changed, merged or left out, with counts and examples."""
    say(report)
    for entry in report.entries:
        if entry.action == "noted" and entry.row == "":
            where = f"{entry.column}: " if entry.column else ""
            sheet = f"{entry.source}, " if entry.source else ""
            say(f"  {sheet}{where}{entry.reason}")
    summary = report.summary()
    told = summary[summary["action"] != "noted"]
    if len(told):
        show(told, "What was changed, merged or left out")
