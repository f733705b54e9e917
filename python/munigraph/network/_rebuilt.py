"""Networks made again from what they say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ._network import construct

if TYPE_CHECKING:
    from ..registry._register import Register
    from ._network import Network


def rebuilt(register: Register, construction: Mapping[str, Any]) -> Network:
    """The network that a construction describes; see :meth:`munigraph.Register.rebuild`."""
    options = dict(construction)
    if options.get("made_from") is not None:
        raise ValueError(
            f"this network was made from {options['made_from']}, not from a register alone: "
            "it cannot be built from one"
        )
    date = options.pop("date", None)
    if date is None:
        raise ValueError("the construction has no date; expected the 'date' of a snapshot")
    repair = options.pop("repair", False)
    geography = options.pop("geography", None)
    if geography is not None and geography != register.geography:
        register = register.on_geography(geography)[0]
    return construct(register.at(date, repair=repair), options)
