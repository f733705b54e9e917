"""Interrupt every public callable while it works on a long input, and measure how long it goes on.

    python scripts/interrupt_sweep.py                 all
    python scripts/interrupt_sweep.py leiden bicm     these
    python scripts/interrupt_sweep.py --seconds 2     wait so long before the signal

Callables are found by introspection: the functions of `munigraph` and of its families, and the
public methods of its classes. Arguments are found by the names of parameters, in a large register.
Each call runs in a process of its own, which gets SIGINT; what is measured is the time from the
signal to `KeyboardInterrupt`. A call may take 0.1 s; one that `tests/python/interrupts.toml` lists,
with its reason, may take 2 s. A call that ends before the signal has nothing to interrupt, and is
told as short.
"""

from __future__ import annotations

import argparse
import inspect
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# What calls import when they are first used, which is no part of their work.
import altair  # noqa: F401
import igraph  # noqa: F401
import munigraph as mg
import networkx  # noqa: F401
import pandas  # noqa: F401
import pyarrow.parquet  # noqa: F401
import scipy.sparse  # noqa: F401
from munigraph._common.toml import read_toml

LISTED = Path(__file__).parents[1] / "tests" / "python" / "interrupts.toml"
OURS, OTHERS = 0.1, 2.0
FAMILIES = (
    "bridging", "clustering", "comparison", "datasets", "dynamics", "inference", "network",
    "null_models", "plot", "readers", "registry", "report", "study",
)  # fmt: skip
#: Arguments that make the work long, by callable; the rest are found by the names of parameters.
LONG: dict[str, dict[str, Any]] = {
    "compare_networks": {"permutations": 1_000_000},
    "coherence": {"draws": 10_000},
    "compare_domains": {"runs": 10_000},
    "consensus": {"runs": 10_000},
    "ensemble": {"runs": 10_000},
    "estimate": {"runs": 10_000},
    "landscape": {"runs": 10_000},
    "multiverse": {"runs": 10_000},
    "profile": {"runs": 10_000},
    "rank_stability": {"draws": 10_000},
    "significance": {"draws": 10_000},
    "stability": {"draws": 10_000},
}

#: Arguments that are not what their names say elsewhere: by callable, parameter → word of the pool.
FROM: dict[str, dict[str, str]] = {
    "compare_networks": {"a": "network", "b": "other_network"},
    "compare_roles": {"a": "bridges", "b": "bridges"},
    "read_package": {"path": "folder"},
    "Register.to_package": {"self": "register", "folder": "new_folder"},
    "Network.write": {"self": "network", "path": "graphml"},
    "Register.at": {"self": "register", "date": "date"},
    "network.write": {"network": "network", "path": "graphml"},
}

#: Why a callable had no input.
WHY: dict[str, str] = {}


# ---- what there is -------------------------------------------------------------------------------


def callables() -> dict[str, Callable[..., Any]]:
    """All public callables by name: ``leiden``, ``plot.save``, ``Register.at``."""
    found: dict[str, Callable[..., Any]] = {}
    seen: set[int] = set()
    for prefix, module in [("", mg), *((f"{name}.", getattr(mg, name)) for name in FAMILIES)]:
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if not callable(value) or id(value) in seen:
                continue
            seen.add(id(value))
            if inspect.isclass(value):
                found |= dict(_methods(value, f"{prefix}{name}"))
            else:
                found[f"{prefix}{name}"] = value
    return found


def _methods(kind: type, name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for part, value in inspect.getmembers(kind):
        if not part.startswith("_") and callable(value) and not inspect.isclass(value):
            yield f"{name}.{part}", value


# ---- a long input --------------------------------------------------------------------------------


class Pool:
    """Arguments by the names of parameters, made when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            maker = getattr(self, f"make_{name}", None)
            if maker is None:
                raise KeyError(name)
            self._made[name] = maker()
        return self._made[name]

    def make_register(self) -> Any:
        return mg.synthetic(3_000, 6_000, clusters=60, history=True, seed=1)

    def make_snapshot(self) -> Any:
        return self["register"].at("2015-07-01")

    def make_network(self) -> Any:
        return self["snapshot"].network()

    def make_networks(self) -> Any:
        return {"a": self["network"], "b": self["other_network"]}

    def make_other_network(self) -> Any:
        return self["snapshot"].network(weighting="count")

    def make_new_folder(self) -> Path:
        return self._folder / "new"

    def make_clustering(self) -> Any:
        return mg.leiden(self["network"], seed=1)

    def make_labels(self) -> Any:
        return self["clustering"].labels

    make_groups = make_a = make_labels

    def make_b(self) -> Any:
        return mg.leiden(self["network"], seed=2).labels

    def make_bridges(self) -> Any:
        return mg.bridges(self["network"], self["clustering"])

    def make_population(self) -> Any:
        return self["network"].nodes.set_index("id")["population"]

    def make_path(self) -> Path:
        return self._folder / "written.csv"

    def make_folder(self) -> Path:
        self["register"].to_package(self._folder / "package")
        return self._folder / "package"

    make_source = make_folder

    def make_graphml(self) -> Path:
        return self._folder / "written.graphml"

    def make_grid(self) -> Any:
        return {"weighting": ["newman", "count"], "date": ["2015-07-01"]}

    def make_years(self) -> Any:
        return list(range(2011, 2017))

    def make_names(self) -> Any:
        return [f"Gemeente {i}" for i in range(200_000)]

    def make_date(self) -> str:
        return "2015-07-01"

    def make_seed(self) -> int:
        return 1

    def make_nodes(self) -> Any:
        return self["network"].nodes

    def make_chronicle(self) -> Any:
        return mg.chronicle(self["register"])

    def of_kind(self, kind: str) -> Any:
        """An object of a class, as its function makes it."""
        network, clustering = self["network"], self["clustering"]
        makers: dict[str, Callable[[], Any]] = {
            "Agreement": lambda: mg.compare(clustering, self["b"]),
            "Alignment": lambda: mg.alignment(network, clustering),
            "BipartiteClustering": lambda: mg.bipartite_leiden(network),
            "Chronicle": lambda: self["chronicle"],
            "Clustering": lambda: clustering,
            "Coherence": lambda: mg.coherence(self["snapshot"], draws=10),
            "Ensemble": lambda: mg.ensemble(network, runs=20),
            "Estimate": lambda: mg.estimate(network, runs=2),
            "Factsheet": lambda: mg.factsheet(self["register"], [2012, 2015]),
            "Landscape": lambda: mg.landscape(network, runs=20),
            "Network": lambda: network,
            "Profile": lambda: mg.profile(network, [0.5, 1.0], runs=5),
            "Register": lambda: self["register"],
            "Significance": lambda: mg.significance(network, draws=5),
            "Snapshot": lambda: self["snapshot"],
            "Stability": lambda: mg.stability(network, draws=5),
        }
        if kind not in makers:
            raise KeyError(kind)
        key = f"a {kind}"
        if key not in self._made:
            self._made[key] = makers[kind]()
        return self._made[key]

    def make_edges(self) -> Any:
        return self["network"].edges

    def make_participants(self) -> Any:
        return self["register"].participants

    def make_arrangements(self) -> Any:
        return self["register"].arrangements

    def make_memberships(self) -> Any:
        return self["register"].memberships


def arguments_of(name: str, call: Callable[..., Any], pool: Pool) -> dict[str, Any] | None:
    """Arguments for a call, or ``None`` where the pool does not know one that it needs."""
    given = dict(LONG.get(name, {}))
    given |= {key: pool[word] for key, word in FROM.get(name, {}).items()}
    try:
        parameters = inspect.signature(call).parameters.values()
    except (TypeError, ValueError):
        return None
    for one in parameters:
        needed = one.default is one.empty and one.kind in (
            one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY,
        )  # fmt: skip
        if one.name in given or not needed:
            continue
        try:
            kind = name.split(".")[-2] if one.name == "self" else ""
            given[one.name] = pool.of_kind(kind) if kind else pool[one.name]
        except Exception as error:  # the pool knows no such thing, or could not make it
            WHY[name] = f"{type(error).__name__}: {str(error)[:90]}"
            return None
    return given


# ---- one call ------------------------------------------------------------------------------------


def measure(name: str, call: Callable[..., Any], pool: Pool, seconds: float) -> str:
    """``0.012``, or a word: ``short``, ``no input``, ``deaf``, or the error that came instead."""
    given = arguments_of(name, call, pool)
    if given is None:
        return f"no input ({WHY.get(name, '?')})"
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        said = _interrupted(call, given, seconds)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    deadline = time.monotonic() + seconds + 60
    while os.waitpid(child, os.WNOHANG)[0] == 0:
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(reading)
            return "deaf"
        time.sleep(0.01)
    said = os.read(reading, 4096).decode()
    os.close(reading)
    return said or "died"


def _interrupted(call: Callable[..., Any], given: dict[str, Any], seconds: float) -> str:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sent = [0.0, 0.0]

    def send() -> None:
        sent[:] = time.monotonic(), time.process_time()
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(seconds, send)
    timer.daemon = True
    positional = [given.pop("self")] if "self" in given else []
    ended = False
    try:
        timer.start()
        call(*positional, **given)
        ended = True
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return "not heard" if sent[0] else "short"
    except KeyboardInterrupt:
        if ended:  # the signal came just after the end
            return "short"
        # On a machine that does other things too, what counts is the time that this process had.
        spent = min(time.monotonic() - sent[0], time.process_time() - sent[1])
        return f"{spent:.3f}"
    except BaseException as error:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return f"{type(error).__name__}: {str(error)[:120]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*", help="callables; default: all")
    parser.add_argument("--seconds", type=float, default=0.3, help="before the signal")
    parser.add_argument("--tries", type=int, default=3, help="the quickest counts: others wait too")
    chosen = parser.parse_args()
    listed: dict[str, str] = read_toml(LISTED)["slower"]
    found = callables()
    bad = []
    with tempfile.TemporaryDirectory(prefix="munigraph-interrupt-") as scratch:
        pool = Pool(Path(scratch))
        for name in chosen.names or sorted(found):
            said = [measure(name, found[name], pool, chosen.seconds)]
            limit = OTHERS if name in listed else OURS
            while len(said) < chosen.tries and (number := _number(said[-1])) and number > limit:
                said.append(measure(name, found[name], pool, chosen.seconds))
            numbers = [number for one in said if (number := _number(one)) is not None]
            if (numbers and min(numbers) > limit) or {"deaf", "not heard", "died"} & {said[-1]}:
                bad.append(name)
            best = f"{min(numbers):.3f} s" if numbers else said[-1]
            print(f"{'SLOW' if name in bad else 'ok':5}{name:45}{best}", flush=True)
    print(f"{len(bad)} of {len(chosen.names or found)} go on for too long: {', '.join(bad) or '-'}")
    return bool(bad)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main())
