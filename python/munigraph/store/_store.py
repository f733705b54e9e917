"""One SQLite file per register."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .. import _core
from .._common.arguments import iso_date
from .._common.errors import DataError
from ..registry._about import about_remarks, remarks_of
from ..registry._register import Register
from ..registry._update import UpdateReport

if TYPE_CHECKING:
    import pandas as pd

    from .._common.types import DateLike

__all__ = ["changes_of", "imports_of", "open_register", "undo_import", "update_register"]

#: Suffixes by which a file is known as a register, where a program has only its name.
FILES = (".munigraph", ".sqlite", ".db")


def _name(path: str | os.PathLike[str]) -> str:
    name = os.fspath(path)
    if "\0" in name:
        raise ValueError(f"{name!r} is no path: it holds a NUL")
    return name


def open_register(path: str | os.PathLike[str]) -> Register:
    """The register that a file holds, as ``register.save(path)`` wrote it.

    The file is plain SQLite: its tables and views can be asked from any program that reads such
    files (docs/store.md), but its own schema is never trusted here.

    Raises
    ------
    DataError
        The file is missing, is no register, is damaged, or was written by a newer version.

    Cost is linear in the rows.

    Examples
    --------
    >>> import munigraph as mg
    >>> import pathlib, tempfile
    >>> register = mg.datasets.load("nl-2020")
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "register.munigraph"
    >>> _ = register.save(path)
    >>> len(mg.open_register(path).arrangements)
    461
    """
    name = _name(path)
    core = _core.open_register(name)
    imports = tuple(_core.imports_of(name))
    # The first import changes no row that was there before.
    changes = tuple(_core.changes_of(name)) if len(imports) > 1 else ()
    known, geography = about_remarks(_core.remarks_of(name))
    return Register(
        core, name=Path(name).stem, provenance=(imports, changes), about=known, geography=geography
    )


def rewrite(
    path: str | os.PathLike[str],
    change: Callable[[Register], Register],
    *,
    kind: str,
    source: str,
    author: str,
    note: Callable[[], str],
) -> None:
    """Make a file hold what `change` makes of the register that it holds, in one transaction.

    `note` is asked after `change`, and may speak of what that did.

    Where another program has written between reading and writing, it is read again: `change` may
    be called several times, and no one's work is lost.
    """
    name = _name(path)
    for attempt in range(_ATTEMPTS):
        state = _core.state_of_file(name)
        register = open_register(name)
        made = change(register)
        if made is register:
            return
        try:
            _core.save_register(made._core, name, source, author, note(), kind, state)
            return
        except DataError as error:
            if error.column != "state" or attempt == _ATTEMPTS - 1:
                raise


#: How often a file is read again because another program came between.
_ATTEMPTS = 8


def save_register(
    register: Register, path: str | os.PathLike[str], *, source: str, author: str, note: str
) -> None:
    """Write a register into a file; see ``Register.save``."""
    remarks = remarks_of(register._about, register._geography)
    _core.save_register(
        register._core, _name(path), source or register.name, author, note, remarks=remarks
    )


def update_register(
    path: str | os.PathLike[str],
    register: Register,
    *,
    source: str = "",
    author: str = "",
    note: str = "",
    closing: DateLike | None = None,
) -> UpdateReport:
    """Bring a file up to date by a newer export of the same source, in one transaction.

    Parameters
    ----------
    path : of a file that ``register.save`` wrote.
    register : what the source says now.
    source : what was imported, default the register's name. Only what came from imports of the
        same source can have left it; two sources live side by side.
    author, note : kept with the import.
    closing : day at which what left the source ends, default the last day of ``register``.

    Returns
    -------
    UpdateReport
        What is new, changed, closed, removed or kept. The same register twice changes nothing and
        makes no import.

    Raises
    ------
    DataError
        As :func:`open_register`; another program is writing, the disk is full, or the result
        could not be a register. The file is then as it was.

    Examples
    --------
    >>> import munigraph as mg
    >>> import pathlib, tempfile
    >>> register = mg.datasets.load("nl-2020")
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "register.munigraph"
    >>> _ = register.save(path)
    >>> mg.update_register(path, register).table.empty
    True
    """
    found = _core.update_register(
        _name(path),
        register._core,
        source or register.name,
        author,
        note,
        None if closing is None else iso_date(closing),
    )
    return UpdateReport(*found)


def undo_import(path: str | os.PathLike[str], number: int | None = None) -> int:
    """Take back an import, in one transaction; the last that stands where none is named.

    What it added goes, what it changed is again as it was; the history keeps that it was there.

    Returns the number of the import. Raises ``DataError`` for the first import, for one that is not
    there or was taken back, and, with the rows, where a later import changed one of its rows or
    refers to one.

    Examples
    --------
    >>> import munigraph as mg
    >>> path = 'register.munigraph'
    >>> mg.store.undo_import(path)  # doctest: +SKIP
    """
    return _core.undo_import(_name(path), number)


def imports_of(path: str | os.PathLike[str]) -> pd.DataFrame:
    """The imports of a file, oldest first.

    ``import, time, kind, source, author, note, undone, added, changed``; ``kind`` is ``save``,
    ``update``, ``workbook`` or ``record``, ``undone`` the time at which it was taken back.

    Examples
    --------
    >>> import munigraph as mg
    >>> import pathlib, tempfile
    >>> register = mg.datasets.load("nl-2020")
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "register.munigraph"
    >>> _ = register.save(path)
    >>> len(mg.store.imports_of(path))
    1
    """
    import pandas as pd

    columns = ["import", "time", "kind", "source", "author", "note", "undone", "added", "changed"]
    return pd.DataFrame(_core.imports_of(_name(path)), columns=columns)


def changes_of(path: str | os.PathLike[str]) -> pd.DataFrame:
    """What imports that stand changed in rows that were there before them, field by field.

    ``import, table, action, id, column, before, after``; what an import added is in the tables
    themselves (column ``import``). A removed row is there with all its fields.

    Examples
    --------
    >>> import munigraph as mg
    >>> import pathlib, tempfile
    >>> register = mg.datasets.load("nl-2020")
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "register.munigraph"
    >>> _ = register.save(path)
    >>> len(mg.store.changes_of(path))
    0
    """
    import json

    import pandas as pd

    rows = []
    for number, table, action, row, before, after in _core.changes_of(_name(path)):
        old = json.loads(before)
        new = json.loads(after) if after else {}
        for column in old:
            if column in ("import", "source_row") or (after and old[column] == new[column]):
                continue
            if after or old[column] is not None:
                rows.append((number, table, action, row, column, old[column], new.get(column)))
    columns = ["import", "table", "action", "id", "column", "before", "after"]
    return pd.DataFrame(rows, columns=columns, dtype=object).sort_values(
        "import", kind="stable", ignore_index=True
    )
