"""Registers over time: what happened, and how long things last."""

from ._chronicle import Chronicle, ChronicleRules, chronicle
from ._stories import LifeStory

__all__ = ["Chronicle", "ChronicleRules", "LifeStory", "chronicle"]
