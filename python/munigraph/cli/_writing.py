"""Where commands write a register to: a folder, or one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..datasets._open import is_store_name
from ._output import say, show

if TYPE_CHECKING:
    from ..registry._register import Register
    from ..registry._update import UpdateReport


def write_register(register: Register, output: Path, *, source: str) -> None:
    """Write a data package, or a register file; a file that is there is brought up to date."""
    if not is_store_name(output):
        register.to_package(output)
    elif output.exists():
        from ..store._store import update_register

        print_update(update_register(output, register, source=source), output)
    else:
        register.save(output, source=source)


def print_update(report: UpdateReport, name: object) -> None:
    """The counts of an update, and what changed."""
    show(report.counts.reset_index(), f"{name}: what the source changed")
    table = report.table
    if len(table):
        shown = 20
        show(table.head(shown), f"{min(shown, len(table))} of {len(table)} changes")
    else:
        say("nothing changed")
