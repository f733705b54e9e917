"""The chronicle of a register: every event, with its reason."""

from __future__ import annotations

from typing import Any, NamedTuple

from clock import Clock

from tasks import task

#: The tables of a register, in the order of its counts.
TABLES = ("participants", "arrangements", "arrangement_themes", "memberships", "successions")


class Given(NamedTuple):
    """A register, and how large it is."""

    register: Any
    size: dict[str, int]


def load_register(name: str) -> Given | None:
    import munigraph as mg
    from munigraph.datasets import _datasets as datasets

    dutch = name == "nl-roo"
    path = datasets.find("nl/roo/roo_gr_participants.csv" if dutch else "fr/epci_panel.csv.gz")
    if path is None:
        return None
    register = (mg.read_roo if dutch else mg.read_epci_panel)(path)[0]
    counts = dict(zip(TABLES, register._core.counts, strict=True))
    kinds = register.participants["kind"]
    size = {
        "municipalities": int((kinds == "municipality").sum()),
        "arrangements": counts["arrangements"],
        "memberships": counts["memberships"],
    }
    return Given(register, size)


def score(given: Given, found: Any) -> dict[str, Any]:
    events = found.events
    return {
        "versions": len(given.register),
        "events": len(events),
        "of the world": int((~events["administrative"]).sum()),
        "candidates": len(found.candidates),
    }


chronicles = task(
    name="chronicle",
    title="The chronicle of a register",
    data=("nl-roo", "fr-panel"),
    small={"nl-roo": ()},
    score=score,
    load=load_register,
    note="From the register to the table of events: the Dutch register with all its versions, and "
    "25 years of the French panel (36,717 communes). One thread.",
)


@chronicles.contender("munigraph")
def munigraph(given: Given, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    mg.chronicle(given.register, 2000, 2000)
    with clock("chronicle"):
        return mg.chronicle(given.register)
