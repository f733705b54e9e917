from ._backbone import backbone as backbone
from ._bicm import Bicm as Bicm
from ._bicm import bicm as bicm
from ._curveball import Curveball as Curveball
from ._curveball import Mixing as Mixing
from ._curveball import curveball as curveball
from ._curveball import curveball_mixing as curveball_mixing
from ._gravity import Gravity as Gravity
from ._gravity import gravity as gravity
from ._models import null_model as null_model
from ._null_model import NULLS as NULLS
from ._null_model import NullModel as NullModel
from ._tiling import Tiling as Tiling
from ._tiling import tiling as tiling

__all__ = [
    "NULLS",
    "Bicm",
    "Curveball",
    "Gravity",
    "Mixing",
    "NullModel",
    "Tiling",
    "backbone",
    "bicm",
    "curveball",
    "curveball_mixing",
    "gravity",
    "null_model",
    "tiling",
]
