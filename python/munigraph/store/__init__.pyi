from ._store import changes_of as changes_of
from ._store import imports_of as imports_of
from ._store import open_register as open_register
from ._store import undo_import as undo_import
from ._store import update_register as update_register

__all__ = [
    "changes_of",
    "imports_of",
    "open_register",
    "undo_import",
    "update_register",
]
