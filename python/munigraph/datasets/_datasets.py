"""Registers by name: shipped, synthetic, or found on this machine.

Real data that does not ship is looked for in this order: the folder ``MUNIGRAPH_DATA``,
``../shared/data`` beside a checkout, the download cache, a download of the public file (with its
hash checked; needs the ``[data]`` extra).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.kept import cache_folder as cache_folder
from .._common.objects import core_of
from .._common.structs import fields
from .._common.words import check_word

if TYPE_CHECKING:
    import pandas as pd

    from .. import _core
    from .._common.literals import DatasetName
    from ..registry._import_report import ImportReport
    from ..registry._register import Register

__all__ = ["available", "data_folders", "fetch", "find", "load", "load_with_report", "synthetic"]


@dataclass(frozen=True)
class Dataset:
    """What a name stands for."""

    name: str
    what: str
    #: Path below a data folder; empty where nothing has to be found.
    path: str
    date: str
    licence: str


_ALL = (
    Dataset(
        "nl-2020",
        "who cooperated with whom in the Netherlands in 2020 (ships with the package)",
        "",
        "2020-07-01",
        "CC0-1.0",
    ),
    Dataset("synthetic-national", "355 municipalities × 1,284 arrangements", "", "2020-07-01", ""),
    Dataset("synthetic-europe", "100,000 × 400,000", "", "2020-07-01", ""),
    Dataset(
        "synthetic-world", "1,000,000 × 4,000,000 (some 10 GB as tables)", "", "2020-07-01", ""
    ),
    Dataset(
        "nl-roo",
        "Dutch register of joint arrangements, all versions (flattened)",
        "nl/roo/roo_gr_participants.csv",
        "2020-07-01",
        "CC0-1.0",
    ),
    Dataset(
        "nl-opengr-2016",
        "joint arrangements of 2016 as collected from the provinces",
        "nl/opengr/opengr_provincies.csv",
        "2016-07-01",
        "ODC-PDDL-1.0",
    ),
    Dataset(
        "nl-regioatlas-2016",
        "divisions of the Netherlands into regions, 2016",
        "nl/regioatlas",
        "2016-07-01",
        "ODC-PDDL-1.0",
    ),
    Dataset(
        "fr-2021",
        "French communes in intercommunalities and syndicats, 2021",
        "fr/membership_2021_epci_plus_syndicats.csv",
        "2021-07-01",
        "Licence Ouverte 2.0",
    ),
)
_BY_NAME = {dataset.name: dataset for dataset in _ALL}
#: What :func:`load` knows.
NAMES = tuple(_BY_NAME)


def dataset(name: DatasetName) -> Dataset:
    """What a name stands for. Raises ``ValueError`` for an unknown name ("did you mean …?").

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.datasets.dataset("nl-2020").date
    '2020-07-01'
    """
    return _BY_NAME[check_word("dataset", name, _BY_NAME)]


def data_folders() -> list[Path]:
    """Folders in which real data is looked for, in order, whether or not they exist.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.datasets.data_folders()[-1] == mg.datasets.cache_folder()
    True
    """
    folders = []
    if given := os.environ.get("MUNIGRAPH_DATA"):
        folders.append(Path(given))
    for parent in Path(__file__).resolve().parents:
        if (parent / "CMakeLists.txt").exists() and (parent / "pyproject.toml").exists():
            folders.append(parent.parent / "shared" / "data")
            break
    folders.append(cache_folder())
    return folders


def find(path: str) -> Path | None:
    """The first data folder's file or folder at ``path`` (e.g. ``nl/geo``), or ``None``.

    An empty folder is none, and neither is a download that lacks a file or has another one.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.datasets.find("no/such/folder") is None
    True
    """
    for folder in data_folders():
        place = folder / path
        if not place.exists() or (place.is_dir() and not any(place.iterdir())):
            continue
        if folder == cache_folder() and not _is_whole(path):
            continue
        return place
    return None


def _is_whole(path: str) -> bool:
    """Whether what was downloaded is all there, where ``path`` is of such a data set."""
    from ._download import is_complete

    return all(
        is_complete(cache_folder() / spec["folder"], spec["files"])
        for spec in _downloads().values()
        if path == spec["folder"] or path.startswith(spec["folder"] + "/")
    )


def available() -> pd.DataFrame:
    """All names: ``name, what, date`` (one on which it is in force), ``licence, where``.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.datasets.available()["name"].head(2).tolist()
    ['nl-2020', 'synthetic-national']
    """
    import pandas as pd

    rows = []
    for one in _ALL:
        where = "package" if not one.path else str(find(one.path) or "")
        if not where:
            where = "download" if one.name in _downloads() else "not found"
        rows.append((one.name, one.what, one.date, one.licence, where))
    return pd.DataFrame(rows, columns=["name", "what", "date", "licence", "where"])


def load(name: DatasetName, **options: object) -> Register:
    """A register by name.

    ``options`` go to the reader, or to :func:`synthetic` for the synthetic ones.
    Raises ``ValueError`` for an unknown name and ``FileNotFoundError`` where the data cannot be
    found, saying where it was looked for.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.datasets.load("nl-2020")
    >>> len(register.at("2020-07-01").participants)
    355
    """
    return load_with_report(name, **options)[0]


def load_with_report(name: DatasetName, **options: object) -> tuple[Register, ImportReport]:
    """As :func:`load`, with the report of the import.

    Examples
    --------
    >>> import munigraph as mg
    >>> register, report = mg.datasets.load_with_report("nl-2020")
    >>> report.left_out
    0
    """
    one = dataset(name)
    if name == "nl-2020":
        if options:
            raise TypeError(f"nl-2020 takes no options, got {', '.join(options)}")
        return _shipped()
    if name.startswith("synthetic-"):
        from ..network._synthetic import synthetic_options

        size: Any = name.removeprefix("synthetic-")
        chosen = {**synthetic_options(size), **options}
        register = synthetic(**chosen)
        register.name = name
        return register, _all_taken(register)
    source = fetch(name)
    register, report = _reader(one)(source, **options)
    register.name = name
    return register, report


def _reader(one: Dataset) -> Callable[..., tuple[Register, ImportReport]]:
    if one.name == "nl-roo":
        from ..readers._roo import read_roo

        return read_roo
    if one.name == "nl-opengr-2016":
        from ..readers._opengr import read_opengr

        return read_opengr
    if one.name == "nl-regioatlas-2016":
        from ..readers._regioatlas import read_regioatlas

        return read_regioatlas
    from ..readers._france import read_fr_memberships

    return read_fr_memberships


def _shipped() -> tuple[Register, ImportReport]:
    from ..readers._facts import nl2020_tables

    register = nl2020_tables().to_register()
    register.name = "nl-2020"
    return register, _all_taken(register)


def _all_taken(register: Register) -> ImportReport:
    from ..registry._import_report import ImportReport

    rows = sum(core_of(register, "Register").counts)
    return ImportReport(rows_read=rows, taken=rows, source=register.name)


def synthetic(
    municipalities: int = 355,
    arrangements: int = 1284,
    *,
    clusters: int = 11,
    history: bool | Mapping[str, float] = False,
    **options: float,
) -> Register:
    """A synthetic register with planted clusters and bridges in ``register.truth``.

    Parameters
    ----------
    municipalities, arrangements, clusters, **options
        As of :func:`munigraph.network.synthetic_memberships` (``seed``, ``bridge_share``,
        ``stars``, …). The same options give the same register on every platform.
    history : bool or mapping
        False: everything is in force from 2018-01-01 on. True: arrangements are founded, end, are
        renumbered, merge, split and are absorbed; members join and leave; names, forms, themes and
        hosts change; municipalities merge; and a register fills up, revises, errs, lags behind and
        gives numbers away again. What was planted stands in ``register.history``. A mapping changes
        the parts of a history: ``first_year, years``; chances per arrangement ``opening`` (there
        when the register opens), ``registered`` (named later than it began; the rest is founded),
        ``ended, renumbered, merged, absorbed, split, reused`` (its number becomes another's); per
        possible date, some 400 days apart, ``joined, left, revised, changed`` (name, form or
        themes), ``host, corrected`` (an error that the next version takes back);
        ``municipalities`` (share that merges), ``new_name`` (of these mergers), ``lagging``
        (versions that name a merger up to two years late), ``in_place`` (mergers edited into the
        version in force) and ``dated`` (first members with a known accession).

    Raises
    ------
    ValueError
        for sizes that cannot be met together, an unknown part of a history or a share outside
        [0, 1].

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, seed=1)
    >>> register.truth["cluster"].nunique()
    4
    """
    from .. import _core
    from .._common.arguments import checked_seed
    from ..network._synthetic import synthetic_tables
    from ..registry._register import Register

    tables = synthetic_tables(municipalities, arrangements, clusters=clusters, **options)
    made = Register.from_tables(
        tables["participants"],
        tables["arrangements"],
        tables["memberships"],
        themes=tables["arrangement_themes"],
        name="synthetic",
    )
    if history is False:
        return Register(made._core, truth=tables["truth"], name="synthetic")
    parts = {} if history is True else {key: float(value) for key, value in history.items()}
    given: Any = options.get("seed", 0)
    core, planted = _core.plant_history(made._core, parts, checked_seed(given))
    return Register(core, truth=tables["truth"], name="synthetic", history=_history(planted))


def _history(planted: _core.PlantedEvents) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame(fields(planted))
    for name in ("participant", "counterpart"):
        table[name] = pd.Series([text or None for text in table[name]], dtype=object)
    return table


@lru_cache(maxsize=1)
def _downloads() -> dict[str, Any]:
    from .._common.toml import DATA, read_toml

    return read_toml(DATA / "downloads.toml")


def fetch(name: DatasetName) -> Path:
    """The place of a dataset's files on this machine, downloaded if need be.

    A download is kept whole (all files, each with its published hash) or not at all.
    Raises ``FileNotFoundError`` where it is neither found nor can be downloaded.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.datasets.fetch("nl-opengr-2016")  # doctest: +SKIP
    """
    one = dataset(name)
    if not one.path:
        raise ValueError(f"{name} comes with the package: there is nothing to fetch")
    found = find(one.path)
    if found is not None:
        return found
    looked = ", ".join(str(folder / one.path) for folder in data_folders())
    if name not in _downloads():
        raise FileNotFoundError(
            f"{name}: not found (looked for {looked}) and not downloadable in this form; "
            "set MUNIGRAPH_DATA to a folder that holds it"
        )
    from importlib.util import find_spec

    if find_spec("pooch") is None:
        raise FileNotFoundError(
            f"{name}: not found (looked for {looked}); to download it: "
            "pip install 'munigraph[data]', or set MUNIGRAPH_DATA"
        )
    from ._download import download

    download(name, _downloads()[name], cache_folder())
    return cache_folder() / one.path
