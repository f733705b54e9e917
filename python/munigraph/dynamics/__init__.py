"""Registers over time: what happened, and how long things last."""

from ._chronicle import Chronicle, chronicle
from ._rules import ChronicleRules
from ._spells import spells
from ._stories import LifeStory

__all__ = ["Chronicle", "ChronicleRules", "LifeStory", "chronicle", "spells"]
