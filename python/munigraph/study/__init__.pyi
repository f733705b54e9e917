from ._api import run as run
from ._check import StudyError as StudyError
from ._compare import Comparison as Comparison
from ._compare import Difference as Difference
from ._compare import diff as diff
from ._compare import verify as verify
from ._export import export as export
from ._file import Study as Study
from ._result import StudyResult as StudyResult
from ._runner import TaskError as TaskError
from ._writing import reference as reference
from ._writing import template as template

__all__ = [
    "Comparison",
    "Difference",
    "Study",
    "StudyError",
    "StudyResult",
    "TaskError",
    "diff",
    "export",
    "reference",
    "run",
    "template",
    "verify",
]
