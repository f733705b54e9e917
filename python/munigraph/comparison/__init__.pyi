from ._agreement import Agreement as Agreement
from ._agreement import compare as compare
from ._agreement import pairwise as pairwise

__all__ = [
    "Agreement",
    "compare",
    "pairwise",
]
