"""How far findings depend on choices and on the data: the multiverse and stability."""

from .rows import multiverse
from .stable import Stability, stability

__all__ = ["Stability", "multiverse", "stability"]
