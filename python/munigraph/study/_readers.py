"""What reads a path of a study's ``[data]``, by the word of its key ``format``."""

from __future__ import annotations

from typing import Any

from ..readers._opengr import read_opengr
from ..readers._regioatlas import read_regioatlas
from ..readers._roo import read_roo
from ..readers._table import read_table
from ..registry._package import read_package

#: Each gives a register and its report. A table of one's own takes keys of its own besides.
READERS: dict[str, Any] = {
    "package": read_package,
    "roo": read_roo,
    "opengr": read_opengr,
    "regioatlas": read_regioatlas,
    "table": read_table,
}

#: The words of ``format``; ``auto``: what the path looks like.
FORMATS = ("auto", *READERS)
