"""The chronicle of a register: every event, with its reason."""

from __future__ import annotations

from typing import Any

from clock import Clock

from tasks import task


def load_register(name: str) -> Any:
    import munigraph as mg
    from munigraph.datasets import _datasets as datasets

    if name == "nl-roo":
        path = datasets.find("nl/roo/roo_gr_participants.csv")
        return mg.read_roo(path)[0] if path else None
    path = datasets.find("fr/epci_panel.csv.gz")
    return mg.read_epci_panel(path)[0] if path else None


def score(register: Any, found: Any) -> dict[str, Any]:
    events = found.events
    return {
        "versions": len(register),
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
def munigraph(register: Any, seed: int, clock: Clock) -> Any:
    import munigraph as mg

    mg.chronicle(register, 2000, 2000)
    with clock("chronicle"):
        return mg.chronicle(register)
