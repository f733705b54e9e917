"""A register by whatever it is called: a folder, a file, a dataset's name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import _core
from ..store._store import FILES

if TYPE_CHECKING:
    from ..registry._register import Register
    from ..registry._snapshot import Snapshot

__all__ = ["find_register", "find_standing", "is_store_name"]


def is_store_name(path: str | os.PathLike[str]) -> bool:
    """Whether a path names a register file: by what it holds, else by how its name ends."""
    place = Path(path)
    if place.is_dir():
        return False
    return _core.is_register_file(str(place)) or place.suffix.lower() in FILES


def find_register(name: str | os.PathLike[str]) -> tuple[Register, str | None]:
    """The register that a name means, and a date on which it is in force where that is known.

    Parameters
    ----------
    name : str or path
        A register file (``x.munigraph``), the folder of a data package, or the name of a dataset
        (``munigraph.datasets.available()``).

    Raises
    ------
    DataError
        The file or folder cannot be read.
    ValueError
        There is no such file, folder or dataset, or it is a file of another kind than a register's.

    Cost is linear in the rows.

    Examples
    --------
    >>> import munigraph as mg
    >>> register, day = mg.datasets.find_register("nl-2020")
    >>> day
    '2020-07-01'
    """
    from . import _datasets as datasets

    text: Any = os.fspath(name)
    if is_store_name(text):
        from ..store._store import open_register

        return open_register(text), None
    if Path(text).is_file():
        raise ValueError(
            f"{text} is a file, expected a folder, a register file or a dataset's name; "
            "a table is made a register by munigraph import (read_table, read_roo, …)"
        )
    if Path(text).exists() or "/" in text or "\\" in text:
        from ..registry._package import read_package

        return read_package(text)[0], None
    try:
        date = datasets.dataset(text).date
    except ValueError as error:
        raise ValueError(f"no such folder or file, and {error}") from None
    return datasets.load(text), date


def find_standing(name: str | os.PathLike[str]) -> Register | Snapshot:
    """What ``NAME`` or ``NAME@DATE`` means: a register, or what is in force in it on a day.

    A file or folder whose own name holds an ``@`` is meant where there is one. Raises as
    :func:`find_register`, and ``DataError`` for text after ``@`` that is no date or year, or a day
    on which no arrangement is in force. Cost is linear in the rows.
    """
    text = os.fspath(name)
    before, at, date = text.rpartition("@")
    if not at or Path(text).exists():
        return find_register(text)[0]
    return find_register(before)[0].at(date)
