from ._chronicle import Chronicle as Chronicle
from ._chronicle import chronicle as chronicle
from ._dyads import dyads as dyads
from ._factsheet import Factsheet as Factsheet
from ._factsheet import factsheet as factsheet
from ._rules import ChronicleRules as ChronicleRules
from ._spells import spells as spells
from ._stories import LifeStory as LifeStory
from ._track import Track as Track
from ._track import track as track

__all__ = [
    "Chronicle",
    "ChronicleRules",
    "Factsheet",
    "LifeStory",
    "Track",
    "chronicle",
    "dyads",
    "factsheet",
    "spells",
    "track",
]
