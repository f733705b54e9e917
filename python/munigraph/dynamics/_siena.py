"""Waves of memberships for RSiena."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_flag
from .._common.files import write_atomic
from .._common.objects import require
from ._counting import counting_options, days_apart, inventories, participants_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from .._common.types import YearLike
    from ..registry._register import Register

__all__ = ["to_siena"]

#: RSiena's code for a tie that cannot be: its municipality or its arrangement is not there.
STRUCTURAL_ZERO = 10


def to_siena(
    register: Register,
    years: Iterable[YearLike],
    folder: str | os.PathLike[str],
    *,
    themes: str | Iterable[str] | None = None,
    forms: str | Iterable[str] | None = None,
    geography: YearLike = "own",
    repair: bool = True,
    rules: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Write memberships as two-mode waves for RSiena (municipalities × arrangements).

    Parameters
    ----------
    register, years, themes, forms, geography, repair, rules
        As of :func:`munigraph.factsheet`: what counts there is a tie here. At least two years.
    folder : path
        Is made where it is missing; files of the same names are replaced.

    Returns
    -------
    DataFrame
        One row per wave: ``wave, year, date, municipalities, arrangements, ties, gained, lost,
        jaccard`` (of the ties of this wave and the one before, among those that could be in both;
        RSiena wants it above .3).

    Raises
    ------
    ValueError
        For fewer than two years, for years that stand for one day, or as
        :func:`munigraph.factsheet`.

    Notes
    -----
    ``wave_1.dat``, … hold a matrix each, blanks between numbers: 1 a membership, 0 none, 10 a
    structural zero. Rows are all municipalities in force in any of the years
    (``municipalities.csv``), columns all arrangements (chains) that count in any
    (``arrangements.csv``). The row of a municipality that has merged, or is not made yet, holds
    structural zeros, as does the column of an arrangement that does not exist, or has fewer than
    two municipalities then: neither is a choice.

    ``municipalities.csv`` has covariates of rows: ``province`` as a number, ``log_population``,
    ``lon``, ``lat``; ``arrangements.csv`` those of columns: ``form``, ``obligation`` as numbers,
    ``official``. Numbers of words count from 1 in their order in ``codes.csv``; unknown is NA.
    ``sizes.csv`` is a changing covariate: municipalities of each arrangement in each wave (NA where
    it does not exist). ``siena.R`` reads all of it and makes the data object.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> import tempfile
    >>> waves = mg.to_siena(register, [2018, 2019], tempfile.mkdtemp())
    >>> waves["date"].tolist()
    ['2018-07-01', '2019-07-01']
    """
    require(register, "Register")
    dates = days_apart(register, years, "wave")
    labels, days = list(dates), list(dates.values())
    repaired = checked_flag(repair, "repair")
    counting = counting_options(
        register, themes=themes, forms=forms, geography=geography, rules=rules
    )
    source = inventories(register, counting)
    taken = [source.at(day, repaired).memberships() for day in days]
    people, arrangements = participants_of(source.register), _arrangements_of(source.register)
    rows = sorted({int(p) for _, _, everyone in taken for p in everyone})
    chains = list(
        dict.fromkeys(
            arrangements["chain"].iloc[int(v)] for versions, _, _ in taken for v in versions
        )
    )
    waves = [_wave(one, rows, chains, arrangements) for one in taken]
    out = Path(folder)
    for number, wave in enumerate(waves, 1):
        text = "\n".join(" ".join(map(str, row)) for row in wave.tolist()) + "\n"
        write_atomic(out / f"wave_{number}.dat", text.encode())
    codes: list[tuple[str, int, str]] = []
    latest = [v for versions, _, _ in taken for v in versions.tolist()]
    _write(out / "municipalities.csv", _row_covariates(people.iloc[rows], codes))
    _write(out / "arrangements.csv", _column_covariates(arrangements, chains, latest, codes))
    _write(out / "sizes.csv", _sizes(waves, chains))
    _write_codes(out / "codes.csv", codes)
    write_atomic(out / "siena.R", _script(len(waves)).encode())
    return _summary(labels, days, waves)


def _arrangements_of(core: Any) -> pd.DataFrame:
    from .._common.columns import frame

    text = core.to_text()["arrangements"]
    return frame("arrangements", text, core.number_columns.get("arrangements", ()))


def _wave(
    taken: tuple[Any, Any, Any], rows: list[int], chains: list[str], arrangements: pd.DataFrame
) -> np.ndarray[Any, Any]:
    import numpy as np

    versions, participants, everyone = taken
    place = {row: i for i, row in enumerate(rows)}
    column = {chain: j for j, chain in enumerate(chains)}
    there_rows = [place[int(p)] for p in everyone]
    at = [column[chain] for chain in arrangements["chain"].iloc[versions]]
    wave = np.full((len(rows), len(chains)), STRUCTURAL_ZERO, dtype=np.int16)
    wave[np.ix_(there_rows, sorted(set(at)))] = 0
    wave[[place[int(p)] for p in participants], at] = 1
    return wave


def _coded(values: pd.Series, name: str, codes: list[tuple[str, int, str]]) -> list[int | None]:
    """Words as numbers from 1 in their order, None where unknown."""
    known = sorted({str(v) for v in values if isinstance(v, str) and v and v != "unknown"})
    number = {word: k for k, word in enumerate(known, 1)}
    codes += [(name, k, word) for word, k in number.items()]
    return [number.get(str(value)) for value in values]


def _row_covariates(people: pd.DataFrame, codes: list[tuple[str, int, str]]) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    population = people["population"].where(people["population"] > 0).to_numpy(dtype=float)
    return pd.DataFrame(
        {
            "id": people["id"].to_numpy(),
            "name": people["name"].to_numpy(),
            "province": pd.array(_coded(people["province"], "province", codes), dtype="Int64"),
            "log_population": np.log(population),
            "lon": people["lon"].to_numpy(),
            "lat": people["lat"].to_numpy(),
        }
    )


def _column_covariates(
    arrangements: pd.DataFrame,
    chains: list[str],
    versions: list[int],
    codes: list[tuple[str, int, str]],
) -> pd.DataFrame:
    """Of the last version that counts in any wave."""
    import pandas as pd

    last = {arrangements["chain"].iloc[v]: v for v in versions}
    own = arrangements.iloc[[last[chain] for chain in chains]]
    official = own["legal_form"].map(
        lambda form: None if form == "unknown" else int(form in OFFICIAL)
    )
    return pd.DataFrame(
        {
            "id": chains,
            "name": own["name"].to_numpy(),
            "form": pd.array(_coded(own["legal_form"], "form", codes), dtype="Int64"),
            "obligation": pd.array(_coded(own["obligation"], "obligation", codes), dtype="Int64"),
            "official": pd.array(official.tolist(), dtype="Int64"),
        }
    )


#: Forms of an official arrangement, as the factsheet counts them.
OFFICIAL = ("public_body", "operational_organisation", "joint_organ", "arrangement_only",
            "host_municipality", "service_contract")  # fmt: skip


def _sizes(waves: list[np.ndarray[Any, Any]], chains: list[str]) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, Any] = {"id": chains}
    for number, wave in enumerate(waves, 1):
        sizes = (wave == 1).sum(axis=0)
        columns[f"wave_{number}"] = pd.array([int(k) or None for k in sizes], dtype="Int64")
    return pd.DataFrame(columns)


def _write(path: Path, table: pd.DataFrame) -> None:
    write_atomic(path, table.to_csv(index=False, na_rep="NA", lineterminator="\n").encode())


def _write_codes(path: Path, codes: list[tuple[str, int, str]]) -> None:
    import pandas as pd

    _write(path, pd.DataFrame(codes, columns=["column", "code", "word"]))


def _summary(labels: list[Any], days: list[str], waves: list[np.ndarray[Any, Any]]) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for number, (label, day, wave) in enumerate(zip(labels, days, waves, strict=True), 1):
        there = wave != STRUCTURAL_ZERO
        row = {
            "wave": number,
            "year": label,
            "date": day,
            "municipalities": int(there.any(axis=1).sum()),
            "arrangements": int(there.any(axis=0).sum()),
            "ties": int((wave == 1).sum()),
            "gained": None,
            "lost": None,
            "jaccard": None,
        }
        if number > 1:
            before = waves[number - 2]
            both = there & (before != STRUCTURAL_ZERO)
            now, then = (wave == 1) & both, (before == 1) & both
            either = int((now | then).sum())
            row["gained"] = int((now & ~then).sum())
            row["lost"] = int((then & ~now).sum())
            row["jaccard"] = int((now & then).sum()) / either if either else None
        rows.append(row)
    table = pd.DataFrame(rows)
    return table.astype({"gained": "Int64", "lost": "Int64", "jaccard": "float64"})


def _script(waves: int) -> str:
    """R that reads the folder it stands in."""
    return f"""# Two-mode waves of municipalities and arrangements, for RSiena.
# Run in this folder: source("siena.R")
library(RSiena)

waves <- lapply(1:{waves}, function(k) as.matrix(read.table(sprintf("wave_%d.dat", k))))
# Ids are text: those of French communes begin with a zero.
text <- c(id = "character", name = "character")
rows <- read.csv("municipalities.csv", na.strings = "NA", colClasses = text)
columns <- read.csv("arrangements.csv", na.strings = "NA", colClasses = text)
sizes <- as.matrix(read.csv("sizes.csv", na.strings = "NA")[, -1])

municipalities <- sienaNodeSet(nrow(rows), nodeSetName = "municipalities", names = rows$id)
arrangements <- sienaNodeSet(nrow(columns), nodeSetName = "arrangements", names = columns$id)
memberships <- sienaDependent(
  array(unlist(waves), dim = c(nrow(rows), nrow(columns), {waves})),
  type = "bipartite", nodeSet = c("municipalities", "arrangements")
)

covariate <- function(values, set) {{
  if (length(unique(na.omit(values))) < 2) NULL else coCovar(values, nodeSet = set)
}}
covariates <- Filter(Negate(is.null), c(
  lapply(rows[c("province", "log_population")], covariate, "municipalities"),
  lapply(columns[c("form", "obligation", "official")], covariate, "arrangements")
))
if ({waves} > 2) covariates$size <- varCovar(sizes[, 1:({waves} - 1)], nodeSet = "arrangements")

data <- do.call(sienaDataCreate, c(
  list(memberships = memberships, nodeSets = list(municipalities, arrangements)), covariates
))
effects <- getEffects(data)
print01Report(data, modelname = "memberships")
"""
