"""Registers of cooperation: all participants, arrangements and memberships of all time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import checked_seed
from ._about import about_remarks, read_about
from ._register import Register

if TYPE_CHECKING:
    from ._import_report import ImportReport


def read_package(
    path: str | os.PathLike[str], *, max_bytes: int | None = None
) -> tuple[Register, ImportReport]:
    """Read a register from a tabular data package: a folder with ``datapackage.json``.

    The package may come from elsewhere (Frictionless, versions 1 and 2). What its descriptor
    declares is honoured or refused with the key: encoding, dialect, lists of paths, types and
    formats of fields, missing values, decimal and group characters, words for true and false,
    constraints, keys, hashes. See docs/data.md.

    Parameters
    ----------
    path : path
        The folder; its files are regular files inside it: no pipes, devices or links that lead out.
        Or a register file, as ``register.save`` wrote it.
    max_bytes : int, optional
        Size from which a file is refused, in bytes; 4 GiB if not given.

    Returns
    -------
    Register
        Named as the folder.
    ImportReport
        Every row is taken, or the package is refused.

    Raises
    ------
    DataError
        for whatever is missing, is not honoured or cannot be right.

    Examples
    --------
    >>> import munigraph as mg
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> register = mg.datasets.load("nl-2020")
    >>> _ = register.to_package(folder)
    >>> len(mg.read_package(folder)[0].arrangements)
    461
    """
    from ._import_report import ImportReport

    folder = os.fspath(path)
    is_file = _core.is_register_file(folder)
    if is_file:
        core = _core.open_register(folder)
    elif max_bytes is None:
        core = _core.Register.read_package(folder)
    else:
        core = _core.Register.read_package(folder, checked_seed(max_bytes, "max_bytes"))
    name = source = os.path.basename(os.path.normpath(folder))
    if is_file:
        name = os.path.splitext(source)[0]
        known, geography = about_remarks(_core.remarks_of(folder))
    else:
        known, geography = read_about(Path(folder))
    register = Register(core, name=name, about=known, geography=geography)
    rows = sum(core.counts)
    report = ImportReport(
        rows_read=rows, taken=rows, unknown_themes=tuple(register.unknown_themes), source=source
    )
    return register, report
