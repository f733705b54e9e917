from ._diff import RegisterDifference as RegisterDifference
from ._diff import difference_of as difference_of
from ._proposals import Proposals as Proposals
from ._proposals import propose as propose
from ._reconcile import Reconciliation as Reconciliation
from ._reconcile import reconcile as reconcile
from ._reconcile import reconcile_register as reconcile_register
from ._store import changes_of as changes_of
from ._store import imports_of as imports_of
from ._store import open_register as open_register
from ._store import undo_import as undo_import
from ._store import update_register as update_register
from ._workbook_merge import WorkbookReport as WorkbookReport
from ._workbook_merge import update_from_workbook as update_from_workbook

__all__ = [
    "Proposals",
    "Reconciliation",
    "RegisterDifference",
    "WorkbookReport",
    "changes_of",
    "difference_of",
    "imports_of",
    "open_register",
    "propose",
    "reconcile",
    "reconcile_register",
    "undo_import",
    "update_from_workbook",
    "update_register",
]
