"""Where a register is written to: packages, tables, register files, workbooks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ._about import About, write_about

if TYPE_CHECKING:
    from .. import _core
    from .._common.literals import TableLayout
    from ._register import Register


class Output:
    """The part of :class:`Register` that writes it."""

    __slots__ = ()

    if TYPE_CHECKING:
        _about: About
        _core: _core.Register
        _geography: str | None

    def to_package(self, folder: str | os.PathLike[str]) -> None:
        """Write the register as a tabular data package (CSV + ``datapackage.json``).

        Each file is replaced whole; ``read_package`` reads the same register back.
        """
        self._core.write_package(os.fspath(folder))
        write_about(Path(folder), self._about, self._geography)

    def to_table(
        self,
        path: str | os.PathLike[str],
        layout: TableLayout = "memberships",
        *,
        lossy: bool = False,
    ) -> None:
        """Write the register as one table (.csv, .tsv, .parquet) that ``read_table`` reads back.

        Parameters
        ----------
        path : of the table. Beside it stands its mapping (``NAME.csv.columns.toml``), and where
            there are any ``NAME.participants.csv`` (participants that the table does not describe)
            and ``NAME.successions.csv``.
        layout :
            ``memberships``: a row per membership, holds everything (themes joined by ``;``).
            ``lists``: a row per arrangement, where no membership has a role or dates of its own.
            ``matrix``: participants × arrangements. ``pairs``: two participants per row; lossy, all
            pairs with their number of shared arrangements. ``years``: memberships in force on each
            1 January.
        lossy : leave out what the layout cannot hold; else it is refused, by name.

        Raises ``DataError`` naming what the layout cannot hold, ``ValueError`` for an unknown
        layout or suffix.
        """
        from ..readers._table._write import write_table

        write_table(cast("Register", self), path, layout, lossy=lossy)

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        source: str = "",
        author: str = "",
        note: str = "",
    ) -> None:
        """Write the register as one SQLite file, which ``munigraph.open_register`` reads back.

        A new file takes its name when it is complete. A file that is there must be a register: it
        comes to hold just this one, in one transaction, and its history says what changed.
        ``source`` (default the register's name), ``author`` and ``note`` are kept with every row's
        import; docs/store.md describes tables and views.

        Raises ``DataError`` where the name is taken by something else, another program is writing,
        or the disk is full.
        """
        from ..store._store import save_register

        save_register(cast("Register", self), path, source=source, author=author, note=note)

    def to_workbook(self, path: str | os.PathLike[str]) -> None:
        """Write the register as a workbook (.xlsx) for people to keep, and to bring back.

        The five tables are sheets with frozen headers and lists to choose words from; a first sheet
        explains. :func:`munigraph.store.update_from_workbook` brings the edits into a register
        file. Needs the extra ``[tables]``.

        Raises ``DataError`` where a sheet cannot hold a table (more than 1,048,575 rows, a text
        of more than 32,767 characters), ``ValueError`` for a name without ``.xlsx``.
        """
        from ..store._workbook import write_workbook

        write_workbook(cast("Register", self), path)
