from ._france import read_epci_panel as read_epci_panel
from ._france import read_fr_memberships as read_fr_memberships
from ._opengr import read_opengr as read_opengr
from ._regioatlas import read_regioatlas as read_regioatlas
from ._roo import read_roo as read_roo
from ._table import match_names as match_names
from ._table import propose_columns as propose_columns
from ._table import read_table as read_table

__all__ = [
    "match_names",
    "propose_columns",
    "read_epci_panel",
    "read_fr_memberships",
    "read_opengr",
    "read_regioatlas",
    "read_roo",
    "read_table",
]
