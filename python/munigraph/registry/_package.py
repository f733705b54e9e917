"""Registers of cooperation: all participants, arrangements and memberships of all time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .. import _core
from ._register import Register

if TYPE_CHECKING:
    from ._import_report import ImportReport


def read_package(path: str | os.PathLike[str]) -> tuple[Register, ImportReport]:
    """Read a register from a tabular data package: a folder with ``datapackage.json``.

    Returns the register and a report (every row is taken, or the package is refused).
    Raises ``DataError`` for whatever is missing or cannot be right.
    """
    from ._import_report import ImportReport

    core = _core.Register.read_package(os.fspath(path))
    name = os.path.basename(os.path.normpath(os.fspath(path)))
    register = Register(core, name=name)
    rows = sum(core.counts)
    report = ImportReport(
        rows_read=rows, taken=rows, unknown_themes=tuple(register.unknown_themes), source=name
    )
    return register, report
