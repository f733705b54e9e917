from ._chronicle import Chronicle as Chronicle
from ._chronicle import chronicle as chronicle
from ._dyads import dyads as dyads
from ._factsheet import DECOMPOSED as DECOMPOSED
from ._factsheet import Factsheet as Factsheet
from ._factsheet import factsheet as factsheet
from ._log import RegisterLog as RegisterLog
from ._multilayer import Multilayer as Multilayer
from ._multilayer import multilayer as multilayer
from ._record import record_change as record_change
from ._rules import ChronicleRules as ChronicleRules
from ._scenario import Scenario as Scenario
from ._scenario_difference import Difference as Difference
from ._scenario_difference import difference as difference
from ._siena import to_siena as to_siena
from ._spells import spells as spells
from ._stories import LifeStory as LifeStory
from ._track import Track as Track
from ._track import track as track

__all__ = [
    "DECOMPOSED",
    "Chronicle",
    "ChronicleRules",
    "Difference",
    "Factsheet",
    "LifeStory",
    "Multilayer",
    "RegisterLog",
    "Scenario",
    "Track",
    "chronicle",
    "difference",
    "dyads",
    "factsheet",
    "multilayer",
    "record_change",
    "spells",
    "to_siena",
    "track",
]
