"""Studies: one text file in, tables and one report out.

``run`` computes a study file, ``verify`` computes it again and compares, ``diff`` tells two results
apart, ``export`` writes tables and charts for a paper, and ``template`` gives the text of a
commented file to start from.
"""

from __future__ import annotations

from .._common import faces as _faces

__getattr__, __dir__, __all__ = _faces.attach(__name__, __file__)
