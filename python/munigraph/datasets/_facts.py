"""Facts about Dutch municipalities that ship with the package."""

from ..readers._facts import (
    aliases,
    former_names,
    municipalities,
    population_places,
    successions,
)

__all__ = ["aliases", "former_names", "municipalities", "population_places", "successions"]
