from ._page import render as render
from ._page import write as write

__all__ = [
    "render",
    "write",
]
