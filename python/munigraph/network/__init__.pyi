from ._network import Network as Network
from ._synthetic import SIZES as SIZES
from ._synthetic import synthetic_memberships as synthetic_memberships
from ._synthetic import synthetic_options as synthetic_options

__all__ = [
    "SIZES",
    "Network",
    "synthetic_memberships",
    "synthetic_options",
]
