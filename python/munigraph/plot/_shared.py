"""What charts share with the displays of results."""

from .._common.colours import cluster_colours
from .._common.small_map import small_map

__all__ = ["cluster_colours", "small_map"]
