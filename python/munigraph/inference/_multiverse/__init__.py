"""The multiverse: one register under every construction of a grid."""

from .rows import multiverse

__all__ = ["multiverse"]
