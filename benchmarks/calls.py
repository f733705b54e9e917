"""Long calls that are interrupted: run by `tasks/latency.py` in a process of their own.

    python calls.py CALL

What the call works on is made first, and the call made for a moment. Then, for each line on its
standard input, the call is made; it prints when the call began and, as soon as it is over, when
and how, and the longest time (in seconds) for which another thread of the process did not run.
Times are those of the system's monotonic clock, which all processes share.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import munigraph as mg
import numpy as np
from munigraph.network._synthetic import synthetic_memberships, synthetic_options
from networks import load

Call = Callable[[], Any]
MANY = 10_000_000


def network(name: str, projected: bool = False) -> mg.Network:
    memberships = load(name)
    if memberships is None:
        raise SystemExit("data not found")
    made = memberships.network()
    if projected:
        made._core.project()
    return made


def register() -> mg.Register:
    try:
        return mg.datasets.load("nl-2020")
    except FileNotFoundError:
        raise SystemExit("data not found") from None


def on_map() -> mg.Network:
    """With population and coordinates."""
    return mg.datasets.load("synthetic-national").at("2020-07-01").network()


def ensemble(threads: int) -> Call:
    given = network("national-100", projected=True)
    return lambda: mg.ensemble(given, runs=MANY // 355, threads=threads, progress=False)


def leiden(name: str, threads: int, **options: Any) -> Call:
    given = network(name)
    return lambda: mg.leiden(given, threads=threads, **options)


def multiverse() -> Call:
    from tasks.multiverse import DATE, GRID

    given = register()
    return lambda: mg.multiverse(
        given, {**GRID, "resolution": [0.5, 1, 2]}, date=DATE, threads=2, progress=False
    )


def curveball() -> Call:
    given = network("europe")
    return lambda: mg.curveball(given, trades_per_node=20)


def explicit() -> Call:
    """Projecting, each time anew, and then clustering."""
    memberships = load("europe")
    assert memberships is not None
    return lambda: mg.leiden(memberships.network(), representation="explicit")


def validated() -> Call:
    given = network("fr-2021")
    return lambda: mg.backbone(given, "bicm", threads=1)


def significance() -> Call:
    given = on_map()
    return lambda: mg.significance(given, null="curveball", draws=5_000, progress=False)


def of_national(function: str, **options: Any) -> Call:
    given = network("national-100", projected=True)
    return lambda: getattr(mg, function)(given, **options)


def leidenalg_leiden() -> Call:
    import igraph
    import leidenalg
    from tasks import projection, upper_edges

    memberships = load("region")
    assert memberships is not None
    source, target, weight = upper_edges(projection(memberships))
    graph = igraph.Graph(n=memberships.n, edges=np.column_stack([source, target]))
    weights = weight.tolist()
    kind = leidenalg.RBConfigurationVertexPartition
    return lambda: leidenalg.find_partition(graph, kind, weights=weights, seed=0)


def betweenness() -> Call:
    given = network("region", projected=True)
    return lambda: mg.betweenness(given, threads=1)


def chronicle() -> Call:
    from tasks.chronicle import load_register

    given = load_register("fr-panel")
    if given is None:
        raise SystemExit("data not found")
    return lambda: mg.chronicle(given.register)


CALLS: dict[str, Callable[[], Call]] = {
    "chronicle, fr-panel": chronicle,
    "leiden, europe": lambda: leiden("europe", 1),
    "leiden, europe, 2 threads": lambda: leiden("europe", 2),
    "leiden, world, 2 threads": lambda: leiden("world", 2),
    "projection and leiden, europe": explicit,
    "ensemble, national": lambda: ensemble(1),
    "ensemble, national, 2 threads": lambda: ensemble(2),
    "multiverse, nl-2020, 2 threads": multiverse,
    "profile, national": lambda: of_national("profile", runs=2_000, progress=False),
    "landscape, national": lambda: of_national("landscape", runs=20_000, progress=False),
    "consensus, national": lambda: of_national("consensus", runs=20_000, progress=False),
    "stability, national": lambda: of_national("stability", draws=5_000, progress=False),
    "betweenness, region": betweenness,
    "curveball, europe": curveball,
    "backbone, fr-2021": validated,
    "significance, national": significance,
    "generator, world": lambda: lambda: synthetic_memberships(**synthetic_options("world")),
    "leidenalg leiden, region": leidenalg_leiden,
}


class Ticker(threading.Thread):
    """Wakes each millisecond, and knows the longest time between two of its wakings."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.longest = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        last = time.monotonic()
        while not self.over.is_set():
            time.sleep(0.001)
            now = time.monotonic()
            self.longest = max(self.longest, now - last)
            last = now

    def stop(self) -> float:
        self.over.set()
        self.join()
        return self.longest


class Interruptible:
    """Raises KeyboardInterrupt on a signal while the call is made, and is deaf to it otherwise. (A
    shell may have started the process deaf.)"""

    def __init__(self) -> None:
        self.calling = False
        signal.signal(signal.SIGINT, self.heard)

    def heard(self, number: int, frame: Any) -> None:
        if self.calling:
            self.calling = False
            raise KeyboardInterrupt

    def make(self, call: Call) -> tuple[str, float]:
        """How the call ended, and when."""
        try:
            self.calling = True
            call()
            self.calling = False
            return "done", time.monotonic()
        except KeyboardInterrupt:
            return "interrupted", time.monotonic()


def main() -> None:
    call = CALLS[sys.argv[1]]()
    interruptible = Interruptible()
    threading.Timer(0.05, signal.raise_signal, (signal.SIGINT,)).start()
    interruptible.make(call)  # modules are loaded when first used
    gc.collect()
    gc.freeze()  # what is there by now: looking through it would stop every thread
    print("ready", flush=True)
    for _ in sys.stdin:
        ticker = Ticker()
        ticker.start()
        print(time.monotonic(), flush=True)
        how, when = interruptible.make(call)
        longest = ticker.stop()
        print(how, when, longest, flush=True)


if __name__ == "__main__":
    main()
