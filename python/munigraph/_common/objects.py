"""Our own objects as arguments: the right kind, or one sentence on how to get one."""

from __future__ import annotations

import reprlib
from typing import TYPE_CHECKING, Any

from .. import _core

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What each kind of object is called and how it is made.
_KINDS = {
    "Network": (
        "a network",
        "make one with snapshot.network(), Network.from_memberships or Network.from_edges",
    ),
    "Register": (
        "a register",
        "make one with munigraph.datasets.load, read_package, read_table or Register.from_tables",
    ),
    "Snapshot": ("a snapshot", "make one with register.at(date)"),
    "Gravity": ("a gravity model", "make one with munigraph.gravity(network)"),
}

#: How to get from what is often given to what is expected: by the name of our types, by the
#: package of others.
_WAYS: Mapping[tuple[str, str], str] = {
    ("Network", "Snapshot"): "call snapshot.network()",
    ("Network", "Register"): "call register.at(date).network()",
    ("Network", "Clustering"): "give the network that was clustered",
    ("Network", "networkx"): "convert it by munigraph.Network.from_networkx(G)",
    ("Network", "igraph"): "convert it by munigraph.Network.from_igraph(g)",
    ("Network", "scipy"): "convert it by munigraph.Network.from_scipy(matrix)",
    ("Network", "numpy"): "convert it by munigraph.Network.from_scipy(matrix)",
    ("Network", "pandas"): "use munigraph.Network.from_edges(table['source'], table['target'])",
    ("Register", "Snapshot"): "give its .register",
    ("Register", "Network"): "give its .snapshot.register",
    ("Snapshot", "Register"): "call register.at(date)",
    ("Snapshot", "Network"): "give its .snapshot",
}


def core_of(given: Any, kind: str = "Network") -> Any:
    """The core's object behind a ``Network``, a ``Register`` or a ``Snapshot``.

    Raises
    ------
    TypeError
        It is something else; the message says what, and how to make what is expected.
    """
    core = getattr(given, "_core", None)
    if isinstance(core, getattr(_core, kind)):
        return core
    raise TypeError(wrong_object(given, kind))


def require(given: Any, kind: str = "Network") -> None:
    """The same check, for what needs no core."""
    core_of(given, kind)


def wrong_object(given: Any, kind: str) -> str:
    """What the error says where something else than ``kind`` was given."""
    expected, way = _KINDS[kind]
    package = type(given).__module__.partition(".")[0]
    way = _WAYS.get((kind, type(given).__name__ if package == "munigraph" else package), way)
    return f"expected {expected} (munigraph.{kind}), got {_shown(given)}: {way}"


def _shown(given: Any) -> str:
    if isinstance(given, type):
        return f"the class {given.__name__}"
    if given is None:
        return "None"
    if isinstance(given, (str, bytes, bool, int, float)):
        return f"{reprlib.repr(given)} ({type(given).__name__})"
    kind = type(given)
    package = kind.__module__.partition(".")[0]
    name = kind.__name__ if package in ("munigraph", "builtins") else f"{package}.{kind.__name__}"
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"
