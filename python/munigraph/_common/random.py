"""Seeds of independent streams."""

from __future__ import annotations

from .. import _core
from .arguments import checked_seed


def stream(seed: int, index: int) -> int:
    """The seed of the ``index``-th independent stream of ``seed``.

    Run ``r`` of an ensemble with ``seed`` is exactly the single run with ``stream(seed, r)``.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.stream(1, 0) == mg.stream(1, 0)
    True
    >>> mg.stream(1, 0) == mg.stream(1, 1)
    False
    """
    return _core.stream_seed(checked_seed(seed), checked_seed(index, "index"))
