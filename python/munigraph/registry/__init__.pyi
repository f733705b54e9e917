from ._doubts import Doubts as Doubts
from ._import_report import ImportReport as ImportReport
from ._package import read_package as read_package
from ._register import Register as Register
from ._snapshot import Snapshot as Snapshot
from ._themes import ThemeMap as ThemeMap
from ._update import UpdateReport as UpdateReport

__all__ = [
    "Doubts",
    "ImportReport",
    "Register",
    "Snapshot",
    "ThemeMap",
    "UpdateReport",
    "read_package",
]
