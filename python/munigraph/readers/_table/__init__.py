"""Registers from tables of one's own: workbooks, CSV, Parquet, DataFrames.

The way of a table: ``_source`` opens it as sheets of cells, ``_region`` finds header, notes and
totals, ``_mapping`` and ``_proposal`` say which column is which field, a layout (``_memberships``,
``_lists``, ``_matrix``, ``_pairs``, ``_years``) turns rows into claims of membership, ``_places``
finds the participants, and ``_assemble`` makes the register and accounts for every row.
"""

from __future__ import annotations

from ._match import match_names
from ._read import propose_columns, read_table

__all__ = ["match_names", "propose_columns", "read_table"]
