"""Labels and attributes of nodes in every form a user may hold them in, matched by id.

One reading for all functions. Labels are a clustering, a Series, a dict, a list of sets, a table
with ``id`` and ``cluster``, an array, or the name of a column of the nodes; attributes are a
Series, a dict, an array or the name of a column. What has ids is matched by them, whatever its
order, and must name every node once and no other. What has none is taken by position. A Series
whose index is neither the ids nor 0 … n−1 in order is an error: something changed its order, and
nothing says how.
"""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .objects import require
from .words import check_word

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..network._network import Network


class Labels(NamedTuple):
    """One label per node, in the order of the nodes."""

    #: int32: the position of each node's label in ``names``; −1 where it is missing.
    codes: np.ndarray[Any, Any]
    #: The distinct labels, in the order of their first node (or ascending, where asked for).
    names: pd.Index
    #: The labels as they were given.
    values: np.ndarray[Any, Any]


class _Given(NamedTuple):
    """What was given, before it is matched with nodes."""

    values: Any
    #: The ids of the values as text; None for values by position.
    ids: pd.Index | None = None
    #: Whether the order of the ids is that of a network, so that positions refer to it.
    ordered: bool = False
    #: Whether the ids are whole numbers 0 … n−1, which may be meant as positions.
    positions: bool = False


def nodes_of(network: Network) -> pd.DataFrame:
    """The nodes of a network; ``id`` and ``name`` are always among the columns."""
    require(network)
    nodes = network._table.copy()
    return nodes if "name" in nodes.columns else nodes.assign(name=nodes["id"])


def ids_of(nodes: Any) -> pd.Index:
    """The ids of a network, or of a table of nodes, as text."""
    table = nodes._table if hasattr(nodes, "node_count") else nodes
    return as_text(table["id"])


def as_text(ids: Iterable[Any]) -> pd.Index:
    """Ids as text: 344 is the id "344"."""
    import pandas as pd

    values = [one if type(one) is str else str(one) for one in ids]
    return pd.Index(values, dtype=object, name="id")


def labels_of(
    network: Network,
    labels: Any,
    what: str = "clustering",
    *,
    unknown: bool = False,
    ascending: bool = False,
) -> Labels:
    """The labels of a network's nodes, in any of the forms above.

    Parameters
    ----------
    network
        The network; a ``Clustering`` of it is not matched again.
    labels
        In any form.
    what
        What they are called in messages.
    unknown
        Whether a label may be missing (None, NaN or empty text; its code is −1).
    ascending
        Number the distinct labels in ascending order.

    Raises
    ------
    ValueError
        An id is missing, unknown or there twice; the length does not fit; a label is missing; or
        there is no column of that name.
    """
    require(network)
    if getattr(labels, "_network", None) is network:
        given = _Given(_array(labels.labels, what))
    else:
        given = _column(network, labels, what) if isinstance(labels, str) else _read(labels, what)
    ids = ids_of(network) if given.ids is not None else None
    values = _matched(given, ids, network.node_count, what, "label")
    return _coded(values, what, unknown=unknown, ascending=ascending)


def labellings_of(network: Network, labellings: Any, what: str) -> Iterable[np.ndarray[Any, Any]]:
    """The codes of several labellings of a network, one after another.

    ``labellings`` is an ensemble or a stability (any object with rows of ``labels``, matched by its
    ``ids``), an array R×n, or a list of labellings in any form.
    """
    rows = getattr(labellings, "labels", labellings)
    ids = getattr(labellings, "ids", None)
    known = None if ids is None else as_text(ids)
    for row in rows:
        if known is None:
            yield labels_of(network, row, what).codes
        else:
            given = _Given(_array(row, what), known)
            values = _matched(given, ids_of(network), network.node_count, what, "label")
            yield _coded(values, what).codes


def labels_by_id(ids: pd.Index, labels: Any, what: str = "clustering") -> Labels:
    """The same for nodes that are known by their ids (text) only."""
    return _coded(_matched(_read(labels, what), ids, len(ids), what, "label"), what)


def own_ids(labels: Any) -> pd.Index | None:
    """The ids that labels bring themselves; None where they stand by position."""
    return None if isinstance(labels, str) else _read(labels, "labels").ids


def labels_together(labellings: Sequence[Any], what: str = "labels") -> list[Labels]:
    """Several labellings of the same nodes, each in the order of the first that has ids.

    Raises
    ------
    ValueError
        They are of different nodes or lengths; or some have ids in an order that the others, which
        have none, cannot be held against.
    """
    networks = {id(getattr(one, "_network", None) or one) for one in labellings}
    if len(networks) == 1 and getattr(labellings[0], "_network", None) is not None:
        return [_coded(_array(one.labels, what), what) for one in labellings]
    given = [_read(one, what) for one in labellings]
    bare = [one for one in given if one.ids is None]
    if bare:
        given = [_by_position(one) for one in given]
    known = [one for one in given if one.ids is not None]
    if not known:
        for one in given[1:]:
            if len(one.values) != len(given[0].values):
                raise ValueError(
                    f"cannot compare {len(given[0].values)} labels with {len(one.values)}: they "
                    "differ in length"
                )
        return [_coded(one.values, what) for one in given]
    base = next((one for one in known if one.ordered), known[0])
    ids = base.ids
    assert ids is not None
    if bare:
        others = [one for one in known if one.ordered and not ids.equals(one.ids)]
        if not base.ordered or others:
            raise ValueError(
                f"{what}: some have ids and some have none, nor the order 0 to n-1, so that they "
                "cannot be matched; give all by id (a Series, a dict, a clustering), or all as "
                "arrays in one order"
            )
    return [_coded(_matched(one, ids, len(ids), what, "label"), what) for one in given]


def attribute_of(
    network: Any, values: Any, what: str, *, partly: bool = False
) -> np.ndarray[Any, Any]:
    """An attribute of a network's nodes: a Series, a dict, an array or the name of a column.

    ``network`` may be a table of nodes. Values may be missing; with ``partly`` so may ids, whose
    value is None then. Raises as :func:`labels_of`.
    """
    table = network if not hasattr(network, "node_count") else None
    given = _column(network, values, what) if isinstance(values, str) else _read(values, what)
    ids = ids_of(network) if given.ids is not None else None
    count = len(table) if table is not None else network.node_count
    if partly and given.ids is not None and not given.positions:
        given = _filled(given, ids, what)
    return _matched(given, ids, count, what, "number")


def _filled(given: _Given, ids: pd.Index | None, what: str) -> _Given:
    """The same with None for ids that are not named."""
    import numpy as np

    assert given.ids is not None
    assert ids is not None
    extra = given.ids[~given.ids.isin(ids)]
    if len(extra):
        raise ValueError(
            f"{what}: {len(extra)} of {len(given.ids)} ids are not among the nodes "
            f"(first: {extra[0]!r})"
        )
    lost = ids[~ids.isin(given.ids)]
    if not len(lost):
        return given
    values = np.append(given.values.astype(object), np.full(len(lost), None, dtype=object))
    return _Given(values, given.ids.append(lost))


def attribute_by_id(ids: pd.Index, values: Any, what: str) -> np.ndarray[Any, Any]:
    """The same for nodes that are known by their ids (text) only."""
    return _matched(_read(values, what), ids, len(ids), what, "number")


# --- reading --------------------------------------------------------------------------------------


def _column(network: Any, name: str, what: str) -> _Given:
    nodes = network
    if hasattr(network, "node_count"):
        nodes = nodes_of(network)
        if name not in nodes.columns:
            nodes = network.nodes  # degree and strength, which the ties say
    return _Given(
        nodes[check_word(f"column for {what}", name, list(map(str, nodes.columns)))].to_numpy()
    )


def _read(labels: Any, what: str) -> _Given:
    """What was given, with its ids where it has some."""
    import pandas as pd

    if isinstance(labels, str):
        raise TypeError(f"{what}: {labels!r} would be the name of a column, but of no network")
    if isinstance(labels, pd.DataFrame):
        return _from_table(labels, what)
    if isinstance(labels, pd.Series):
        return _from_series(labels, what)
    if isinstance(labels, Mapping):
        return _from_mapping(labels)
    for name in ("labels", "membership"):
        values = getattr(labels, name, None)
        if values is not None:
            return _from_clustering(labels, values, what)
    if isinstance(getattr(labels, "table", None), pd.DataFrame):
        return _from_table(labels.table, what)
    if hasattr(labels, "node_count"):
        raise TypeError(
            f"{what}: expected a clustering or one value per node, got a Network; "
            "find its clusters first, by munigraph.leiden(network)"
        )
    if isinstance(labels, Iterable) and not hasattr(labels, "dtype"):
        labels = list(labels)
        if labels and all(isinstance(one, (set, frozenset)) for one in labels):
            return _from_sets(labels, what)
    return _Given(_array(labels, what))


def _from_clustering(labels: Any, values: Any, what: str) -> _Given:
    if callable(values):
        raise TypeError(f"{what}: expected labels or a clustering, got {type(labels).__name__}")
    ids = getattr(labels, "ids", None)
    known = None if ids is None or callable(ids) else as_text(ids)
    return _Given(_array(values, what), known, ordered=True)


def _from_table(table: pd.DataFrame, what: str) -> _Given:
    table = table.reset_index() if table.index.name == "id" else table
    missing = {"id", "cluster"} - set(table.columns)
    if missing:
        raise ValueError(f"{what}: a table of clusters needs the columns {sorted(missing)}")
    return _Given(_array(table["cluster"], what), as_text(table["id"]))


def _from_series(series: pd.Series, what: str) -> _Given:
    import numpy as np
    import pandas as pd

    values = _array(series, what)
    index = series.index
    if isinstance(index, pd.MultiIndex):
        raise ValueError(f"{what}: an index of several levels holds no ids")
    if pd.api.types.is_integer_dtype(index.dtype):
        numbers = index.to_numpy()
        count = len(numbers)
        if np.array_equal(numbers, np.arange(count)):
            return _Given(values)
        if np.array_equal(np.sort(numbers), np.arange(count)):
            raise ValueError(
                f"{what}: the index of the Series holds 0 to {count - 1}, but not in order, and no "
                "ids; sort it by its index, or give it an index of ids"
            )
    return _Given(values, as_text(index))


def _from_mapping(labels: Mapping[Any, Any]) -> _Given:
    keys = list(labels)
    numbers = all(isinstance(key, int) or hasattr(key, "__index__") for key in keys)
    positions = numbers and {int(key) for key in keys} == set(range(len(keys)))
    return _Given(_array(list(labels.values()), "labels"), as_text(keys), positions=positions)


def _from_sets(groups: list[Any], what: str) -> _Given:
    members: dict[Any, int] = {}
    for number, group in enumerate(groups):
        # A set has no order of its own.
        for one in sorted(group, key=lambda v: (str(type(v)), v)):
            if one in members:
                raise ValueError(f"{what}: {one!r} is in two of the sets")
            members[one] = number
    return _from_mapping(members)


def _array(values: Any, what: str) -> np.ndarray[Any, Any]:
    """Values as an array of one dimension in which missing ones can be told."""
    import numpy as np
    import pandas as pd

    if isinstance(values, (pd.Series, pd.Index)):
        array = values.to_numpy()
    else:
        array = np.asarray(values)
        if array.dtype.kind in "US" and not hasattr(values, "dtype"):
            # NumPy writes a missing value or a number among words as a word.
            array = np.array(values, dtype=object)
    if array.ndim != 1:
        got = f"an array of shape {array.shape}" if array.ndim else reprlib.repr(values)
        raise ValueError(f"{what}: expected one value per node, got {got}")
    if array.dtype.kind not in "biufUST":
        # Whole numbers of a nullable column are numbers.
        array = pd.Series(array.astype(object)).infer_objects().to_numpy()
    return array


# --- matching -------------------------------------------------------------------------------------


def _matched(
    given: _Given, ids: pd.Index | None, count: int, what: str, noun: str
) -> np.ndarray[Any, Any]:
    """The values in the order of ``ids``."""
    values, own = given.values, given.ids
    if own is None or ids is None:
        if len(values) != count:
            many = what if what.endswith("s") else f"{noun}s"
            raise ValueError(
                f"{what}: one {noun} per node expected ({count}), "
                f"got {len(values)} {many} for {count} nodes"
            )
        return values
    if own.equals(ids):
        return values
    if given.positions and not own.isin(ids).all() and len(own) == count:
        return _by_position(given).values
    if not own.is_unique:
        raise ValueError(f"{what}: the id {own[own.duplicated()][0]!r} is there twice")
    where = own.get_indexer(ids)
    wrong = []
    if (where < 0).any():
        lost = ids[where < 0]
        wrong.append(f"{len(lost)} of {count} nodes have no {noun} (first: {lost[0]!r})")
    extra = own[~own.isin(ids)]
    if len(extra):
        wrong.append(
            f"{len(extra)} of {len(own)} ids are not among the nodes (first: {extra[0]!r})"
        )
    if wrong:
        raise ValueError(f"{what}: {' and '.join(wrong)}; every node must be named once")
    return values[where]


def _by_position(given: _Given) -> _Given:
    """Keys 0 … n−1 of a dict as positions; anything else as it is."""
    if not given.positions or given.ids is None:
        return given
    return _Given(given.values[given.ids.astype("int64").argsort()])


def _coded(
    values: np.ndarray[Any, Any], what: str, *, unknown: bool = False, ascending: bool = False
) -> Labels:
    import numpy as np
    import pandas as pd

    read = values
    if unknown and values.dtype.kind in "OU":
        read = values.astype(object)
        read[read == ""] = None
    codes, names = pd.factorize(read, sort=ascending, use_na_sentinel=True)
    lost = np.flatnonzero(codes < 0)
    if len(lost) and not unknown:
        raise ValueError(
            f"{what}: {len(lost)} nodes have no label (label {lost[0]} is missing); give them one, "
            "or leave them out of the network"
        )
    return Labels(codes.astype(np.int32), pd.Index(names), values)
