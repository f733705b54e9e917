"""The multiverse: clusters under every construction of a grid."""

from __future__ import annotations

import hashlib
import json
import operator
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ... import _core
from ..._common.arguments import checked_seed
from ..._common.choices import check_choices
from ..._common.executors import executor_of
from ..._common.objects import core_of, require
from ..._common.progress import Progress, ProgressLike, Report
from ..._common.warn import warn
from . import grid as grids
from .geography import Grounds
from .grid import Specification
from .store import Store
from .work import Settings, parts_here, parts_on, threads_of

if TYPE_CHECKING:
    import datetime

    import pandas as pd

    from ..._common.literals import Representation, StabilityMethod
    from ...registry._register import Register

_COUNTS = ("nodes", "arrangements", "edges", "isolates", "components", "ami_nodes")
#: Columns of a result, after those of the construction.
OUTCOMES = (
    "nodes", "arrangements", "edges", "clusters", "method", "clusters_min", "clusters_max",
    "singletons", "singletons_min", "singletons_max", "isolates", "components", "quality",
    "quality_min", "quality_max", "agreement", "ami_reference", "ami_nodes", "weight_inside",
    "weight_inside_min", "weight_inside_max", "representation", "status", "seed", "row",
)  # fmt: skip
#: With a file: seconds of work that an interruption may cost.
_PART_SECONDS = 5.0


def multiverse(
    register: Register,
    grid: Mapping[str, Any] | Iterable[Mapping[str, Any]],
    *,
    date: str | datetime.date | None = None,
    geography: str | int | datetime.date = grids.OWN,
    runs: int = 20,
    method: StabilityMethod = "leiden",
    threshold: float = 0.5,
    reference: int | Mapping[str, Any] | None = None,
    representation: Representation = "auto",
    seed: int = 0,
    threads: int | None = None,
    executor: Executor | None = None,
    out: str | os.PathLike[str] | None = None,
    progress: ProgressLike = None,
) -> pd.DataFrame:
    """Clusters of a register under every construction of a grid, one row each.

    Parameters
    ----------
    grid : a dict of lists, whose product is taken, or a list of dicts, one per row. Keys are the
        options of :meth:`Snapshot.network`, ``date``, ``geography``, and those of the clustering:
        ``resolution`` and ``quality`` (``"modularity"`` or ``"cpm"``). What is left out is at its
        default.
    date : for rows that choose none.
    geography : for rows that choose none: ``"own"`` for municipalities as they were, or the day (a
        year stands for one as in :meth:`Register.day`) to whose municipalities everything is
        carried first (:meth:`Register.on_geography`).
    runs : Leiden runs (seeds) per row.
    method : ``"leiden"``: figures are those of the runs. ``"consensus"``: those of a consensus of
        ``runs`` runs, with the range of ten such, as ``estimate(network, method="consensus",
        runs=runs, seed=row.seed)`` has them; ten times the work.
    threshold : of a consensus, see :func:`consensus`.
    reference : the row that others are compared with: its number in the grid, or its choices, which
        need not be in the grid. By default the first row that has a result.
    representation : as in :func:`leiden`. Rows that cannot be had in that form are invalid. Large
        networks whose weights add up run on their memberships and are not projected, for no column.
    seed : every row has a seed of its own, made from this one and its choices, so that no row
        depends on which others there are. ``ensemble(network, runs=runs, seed=row.seed)`` with the
        row's network and resolution gives its runs again.
    threads : all cores by default; with an executor, 1 per part.
    executor : any ``concurrent.futures`` executor (threads, processes, Dask's
        ``client.get_executor()``), or a Dask ``Client``. The result is the same.
    out : a Parquet file. Rows are kept beside it as they are found, so that a call that was
        interrupted goes on where it stopped, and rows that the file has are not computed again.
        Needs pyarrow.
    progress : True, False or a function of (runs done, all); None shows a bar on terminals and in
        notebooks after two seconds.

    Returns
    -------
    A DataFrame in the order of the grid. First the choices that any row makes (``date``,
    ``weighting``, ``quality_function`` and ``resolution`` always), then

    - ``nodes, arrangements, edges`` of the network;
    - ``clusters`` (two or more members): median over runs, ``clusters_min`` and ``clusters_max``;
      with ``method="consensus"`` the consensus and its range, and so for every figure;
    - ``method`` that the row's figures are of;
    - ``singletons`` (groups of one, isolates included), with ``_min`` and ``_max``; ``isolates``
      (no ties); ``components`` (two or more nodes);
    - ``quality``: median, ``_min`` and ``_max`` of the quality function, as a share of the weight;
    - ``agreement``: mean AMI of pairs of runs;
    - ``ami_reference``: AMI of the best run with that of the reference, over the ``ami_nodes``
      participants that are isolated in neither;
    - ``weight_inside``: share of the total weight within clusters, median, ``_min``, ``_max``;
    - ``representation``: the form that the network was clustered in; empty where it was not;
    - ``status``: ``"ok"``, ``"no ties"``, or ``"invalid: "`` and why the choices do not go together
      or leave nothing (figures are then missing);
    - ``seed`` of the row, and ``row``, 16 hexadecimal digits that stand for its choices.

    Raises ``ValueError`` for an unknown choice or word ("did you mean …?"), a reference that cannot
    be had, or a file that is damaged or belongs to another multiverse; ``BlockingIOError`` while
    somebody else writes to it; ``TypeError`` where a row has no date or ``executor`` is none;
    ``DataError`` for a geography that is no date, or of a day without municipalities.

    Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Perspectives on Psychological Science 11, 702,
    doi:10.1177/1745691616658637; the specification curve is that of Simonsohn, Simmons & Nelson
    (2020), Nature Human Behaviour 4, 1208.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> grid = {"weighting": ["newman", "binary"], "domain": ["safety"]}
    >>> table = mg.multiverse(register, grid, date="2020-07-01", runs=2)
    >>> table["weighting"].tolist()
    ['newman', 'binary']
    """
    require(register, "Register")
    check_choices(
        "multiverse", runs=runs, method=method, threshold=threshold, representation=representation
    )
    runs = operator.index(runs)
    rows = grids.expand(grid, register, date, geography)
    executor = executor_of(executor)
    workers = threads_of(threads, executor)
    settings = Settings(runs, checked_seed(seed), workers, None, representation)
    settings = settings._replace(method=method, threshold=float(threshold))
    grounds = Grounds(register)
    chosen: Specification | None = None
    if isinstance(reference, Mapping):
        chosen = grids.expand([reference], register, date, geography)[0]
    elif reference is not None:
        chosen = _numbered(rows, operator.index(reference))
    with Progress("runs", progress) as bar:
        first = _shifted(bar.callback, 0, (1 + len({row.key for row in rows})) * settings.steps)
        if out is None:
            settings, _ = _with_reference(grounds, rows, chosen, settings, first)
            return _table(rows, _outcomes(grounds, rows, settings, executor, None, bar))
        store = Store(out, OUTCOMES)
        with store.held():
            settings, compared = _with_reference(grounds, rows, chosen, settings, first)
            store.depends_on(_facts(register, settings, compared))
            table = _table(rows, _outcomes(grounds, rows, settings, executor, store, bar))
            store.finish(table)
    return table


def _numbered(rows: list[Specification], number: int) -> Specification:
    if not -len(rows) <= number < len(rows):
        raise ValueError(f"reference is row {number} of a grid of {len(rows)} rows")
    return rows[number]


def _with_reference(
    grounds: Grounds,
    rows: list[Specification],
    chosen: Specification | None,
    settings: Settings,
    report: Report | None,
) -> tuple[Settings, str]:
    """The settings with the best partition of the reference, and the reference's key."""
    if chosen is None:
        for row in rows:
            if row.failure:
                continue
            try:
                return _referring(settings, grounds, row, report), row.key
            except ValueError:  # data or choices: the table says so
                continue
        return settings, ""
    try:
        if chosen.failure:
            raise ValueError(chosen.failure)
        return _referring(settings, grounds, chosen, report), chosen.key
    except ValueError as error:
        raise ValueError(f"the reference has no result: {error}") from error


def _referring(
    settings: Settings, grounds: Grounds, row: Specification, report: Report | None
) -> Settings:
    found = _core.reference_partition(
        core_of(grounds[row.geography], "Register"),
        row.core,
        runs=settings.runs,
        representation=settings.representation,
        seed=settings.seed,
        threads=settings.threads,
        method=settings.method,
        threshold=settings.threshold,
        progress=report,
    )
    return settings._replace(reference=found, geography=row.geography)


def _facts(register: Register, settings: Settings, compared: str) -> dict[str, Any]:
    from ... import __version__

    digest = hashlib.blake2b(digest_size=16)
    # A column at a time: dumps() holds up every thread until it is done.
    for name, columns in core_of(register, "Register").to_text().items():
        for column, values in columns.items():
            digest.update(json.dumps([name, column, values]).encode())
    digest.update(json.dumps(register.domain_map, sort_keys=True).encode())
    # What is at its default says nothing, so that files of before go on.
    agreed = {"method": settings.method, "threshold": settings.threshold}
    return {
        **(agreed if settings.method != "leiden" else {}),
        "register": digest.hexdigest(),
        "runs": settings.runs,
        "representation": settings.representation,
        "seed": settings.seed,
        "reference": compared,
        "version": __version__,
    }


def _outcomes(
    grounds: Grounds,
    rows: list[Specification],
    settings: Settings,
    executor: Executor | None,
    store: Store | None,
    bar: Progress,
) -> pd.DataFrame:
    """Outcomes of all distinct rows, by key."""
    import pandas as pd

    tables = store.found() if store is not None else []
    known = {key for table in tables for key in table["row"]}
    wanted: dict[str, Specification] = {}
    for row in rows:
        if row.key not in known:
            wanted.setdefault(row.key, row)
    failed = [row for row in wanted.values() if row.failure]
    # Rows that share work stand together: by geography, date, filters, weighting.
    good = sorted((row for row in wanted.values() if not row.failure), key=_order)
    if failed:
        tables.append(_failures(failed, settings))
    # Closed at once when keeping a part fails: what still runs is then stopped.
    with closing(_parts(grounds, good, settings, executor, store, bar)) as parts:
        for part, found in parts:
            table = _frame(part, found).assign(method=settings.method)[list(OUTCOMES)]
            if store is not None:
                store.add(table)
            tables.append(table)
    if not tables:
        return pd.DataFrame({name: [] for name in OUTCOMES}).set_index("row", drop=False)
    # Empty tables would turn the types of columns into objects.
    whole = pd.concat([t[list(OUTCOMES)] for t in tables if len(t)], ignore_index=True)
    return whole.drop_duplicates("row").set_index("row", drop=False)


def _order(row: Specification) -> tuple[str, str, str, float]:
    resolution = -1.0 if row.resolution is None else row.resolution
    return row.geography, row.construction, row.quality, resolution


def _parts(
    grounds: Grounds,
    rows: list[Specification],
    settings: Settings,
    executor: Executor | None,
    store: Store | None,
    bar: Progress,
) -> Generator[tuple[list[Specification], dict[str, Any]], None, None]:
    if not rows:
        return
    # The runs of the reference came first.
    done, total = settings.steps, (1 + len(rows)) * settings.steps
    for geography, group in groupby(rows, key=lambda row: row.geography):
        some = list(group)
        carried = grounds.carried(settings.reference, settings.geography, geography)
        here = settings._replace(reference=carried, geography=geography)
        report = _shifted(bar.callback, done, total)
        yield from _work(grounds[geography], some, here, executor, store, report)
        done += len(some) * settings.steps


def _shifted(report: Report | None, before: int, total: int) -> Report | None:
    """The progress of a group of rows as that of all."""
    return None if report is None else lambda inside, _: report(before + inside, total)


def _work(
    register: Register,
    rows: list[Specification],
    settings: Settings,
    executor: Executor | None,
    store: Store | None,
    report: Report | None,
) -> Iterator[tuple[list[Specification], dict[str, Any]]]:
    if executor is not None:
        return parts_on(executor, register, rows, settings, report)
    seconds = None if store is None else _PART_SECONDS
    return parts_here(register, rows, settings, report, seconds)


def _frame(part: list[Specification], found: dict[str, Any]) -> pd.DataFrame:
    """Columns of the core as those of the result."""
    import numpy as np
    import pandas as pd

    columns = dict(found)
    status = columns.pop("status")
    message = columns.pop("message")
    del columns["key"]
    names = {0: "ok", 1: "no ties"}
    columns["status"] = [
        names.get(int(s), f"invalid: {m}") for s, m in zip(status, message, strict=True)
    ]
    columns["row"] = [row.key for row in part]
    table = pd.DataFrame(columns)
    lost = np.asarray(status) == 2
    for name in _COUNTS:
        table[name] = table[name].astype("Int64").mask(lost)
    return table


def _failures(rows: list[Specification], settings: Settings) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    table = pd.DataFrame({"row": [row.key for row in rows]})
    for name in OUTCOMES:
        if name in _COUNTS:
            table[name] = pd.array([pd.NA] * len(rows), dtype="Int64")
        elif name not in ("row", "status", "seed", "representation", "method"):
            table[name] = np.full(len(rows), np.nan)
    table["representation"] = ""
    table["method"] = settings.method
    table["status"] = [f"invalid: {row.failure}" for row in rows]
    keys = [int(row.key, 16) for row in rows]
    table["seed"] = np.array(
        [_core.stream_seed(settings.seed, key) for key in keys], dtype=np.uint64
    )
    return table[list(OUTCOMES)]


def _table(rows: list[Specification], outcomes: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    choices = grids.columns(rows)
    found = outcomes.loc[[row.key for row in rows]].reset_index(drop=True)
    _tell_invalid(found["status"])
    return pd.concat([choices, found], axis=1)


def _tell_invalid(status: pd.Series) -> None:
    """An error where no row has a result, else a warning with the reasons of those without."""
    if status.empty:
        return
    wrong = status[status.str.startswith("invalid: ")].str.removeprefix("invalid: ")
    if wrong.empty:
        return
    counts = wrong.value_counts()
    reasons = "; ".join(f"{count:,} × {reason}" for reason, count in counts.head(3).items())
    more = f"; and {len(counts) - 3} more reasons" if len(counts) > 3 else ""
    if len(wrong) == len(status):
        raise ValueError(f"no row of the grid has a result: {reasons}{more}")
    warn(f"{len(wrong):,} of {len(status):,} rows are invalid: {reasons}{more}")
