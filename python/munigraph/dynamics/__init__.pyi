from ._chronicle import Chronicle as Chronicle
from ._chronicle import chronicle as chronicle
from ._rules import ChronicleRules as ChronicleRules
from ._spells import spells as spells
from ._stories import LifeStory as LifeStory

__all__ = ["Chronicle", "ChronicleRules", "LifeStory", "chronicle", "spells"]
