"""Charts of registers, networks, clusters and bridges, as Altair charts.

Every chart takes the library's own results or DataFrames with the same columns, names
municipalities in its tooltips, carries a text alternative (``description``) and is drawn in
colours that stay apart under the common kinds of colour blindness. ``save`` writes SVG, PNG, PDF
or a page that works without a network connection.
"""

from __future__ import annotations

from .._common import faces as _faces

__getattr__, __dir__, __all__ = _faces.attach(__name__, __file__)
