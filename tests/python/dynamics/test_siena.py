"""Waves for RSiena, read back."""

import shutil
import subprocess

import munigraph as mg
import numpy as np
import pandas as pd
import pytest


def read_back(folder, waves):
    matrices = [
        np.loadtxt(folder / f"wave_{k}.dat", dtype=int, ndmin=2) for k in range(1, waves + 1)
    ]
    tables = [pd.read_csv(folder / f"{n}.csv", dtype={"id": str}, na_values=["NA"],
                          keep_default_na=False)
              for n in ("municipalities", "arrangements", "sizes", "codes")]  # fmt: skip
    return matrices, *tables


@pytest.fixture(scope="module")
def merging():
    return mg.synthetic(municipalities=40, arrangements=60, clusters=4, seed=3, history=True)


YEARS = [2010, 2014, 2017]


def test_waves_are_the_memberships(merging, tmp_path):
    """The same as memberships of snapshots say, worked out without the inventory."""
    summary = mg.to_siena(merging, YEARS, tmp_path, repair=False)
    matrices, people, arrangements, _, _ = read_back(tmp_path, 3)
    for year, matrix in zip(YEARS, matrices, strict=True):
        assert matrix.shape == (len(people), len(arrangements))
        at = merging.at(year)
        table = at.memberships.merge(at.arrangements[["id", "chain"]], left_on="arrangement",
                                     right_on="id")  # fmt: skip
        here = at.participants
        own = set(here.loc[here["kind"] == "municipality", "id"])
        table = table[table["participant"].isin(own) & (table["role"] != "observer")]
        counts = table.groupby("chain")["participant"].nunique()
        table = table[table["chain"].isin(counts.index[counts >= 2])]
        expected = set(zip(table["participant"], table["chain"], strict=True))
        rows, columns = np.nonzero(matrix == 1)
        found = set(zip(people["id"].iloc[rows], arrangements["id"].iloc[columns], strict=True))
        assert found == expected
        there = people["id"].isin(own).to_numpy()
        assert (matrix[~there] == 10).all()
        exists = arrangements["id"].isin(set(table["chain"])).to_numpy()
        assert (matrix[:, ~exists] == 10).all()
        assert (matrix[np.ix_(there, exists)] < 10).all()
    assert summary["ties"].tolist() == [int((m == 1).sum()) for m in matrices]
    assert summary["date"].tolist() == ["2010-07-01", "2014-07-01", "2017-07-01"]


def test_a_merger_is_a_structural_zero(history, tmp_path):
    """r merges into s on 1 January 2018."""
    summary = mg.to_siena(history, [2017, 2019], tmp_path)
    (first, second), people, arrangements, sizes, codes = read_back(tmp_path, 2)
    row = people["id"].tolist().index("r")
    assert (first[row] < 10).any()
    assert (second[row] == 10).all()
    assert people["id"].tolist() == list("pqrst")
    assert arrangements["id"].tolist() == ["care", "waste"]
    words = codes[codes["column"] == "form"].set_index("code")["word"]
    assert words[arrangements["form"]].tolist() == ["public_body", "covenant"]
    assert arrangements["official"].tolist() == [1, 0]
    assert sizes["wave_1"].tolist() == (first == 1).sum(axis=0).tolist()
    provinces = codes[codes["column"] == "province"].set_index("code")["word"]
    assert provinces[people["province"]].tolist() == ["West", "West", "East", "East", "East"]
    # What could be in both waves: all but the row of r.
    a, b = (np.delete(m, row, axis=0) for m in (first, second))
    both = (a < 10) & (b < 10)
    assert summary["gained"][1] == ((a == 0) & (b == 1) & both).sum()
    assert summary["lost"][1] == ((a == 1) & (b == 0) & both).sum()
    assert pd.isna(summary["jaccard"][0])


def test_on_one_geography_no_row_is_missing(history, tmp_path):
    mg.to_siena(history, [2017, 2019], tmp_path, geography=2019)
    (first, second), people, *_ = read_back(tmp_path, 2)
    assert people["id"].tolist() == list("pqst")
    assert not (first == 10).all(axis=1).any()
    assert not (second == 10).all(axis=1).any()


def test_the_script_names_every_wave(history, tmp_path):
    mg.to_siena(history, [2015, 2017, 2019], tmp_path)
    script = (tmp_path / "siena.R").read_text()
    assert "1:3" in script
    for name in ("municipalities.csv", "arrangements.csv", "sizes.csv"):
        assert name in script
        assert (tmp_path / name).is_file()


def test_waves_of_one_day_are_refused(history, tmp_path):
    # Both stand for the register's last day: nothing would seem to change.
    with pytest.raises(ValueError, match="a day of its own for each wave"):
        mg.to_siena(history, [2090, 2091], tmp_path)
    assert not list(tmp_path.iterdir())


def test_one_wave_is_none(history, tmp_path):
    with pytest.raises(ValueError, match="at least two waves"):
        mg.to_siena(history, 2017, tmp_path)


#: What the script asks of RSiena, with the checks that it makes of its arguments.
STUBS = """
library <- function(...) invisible()
sienaNodeSet <- function(n, nodeSetName, names) {
  stopifnot(is.character(names), length(names) == n, !anyDuplicated(names))
  n
}
sienaDependent <- function(netarray, type, nodeSet) {
  stopifnot(length(dim(netarray)) == 3, netarray %in% c(0, 1, 10, NA), length(nodeSet) == 2)
  netarray
}
coCovar <- function(val, nodeSet) {
  stopifnot(is.numeric(val), length(unique(na.omit(val))) > 1)
  length(val)
}
varCovar <- function(val, nodeSet) {
  stopifnot(is.numeric(val), is.matrix(val))
  dim(val)
}
sienaDataCreate <- function(...) list(...)
getEffects <- function(data) names(data)
print01Report <- function(data, modelname) invisible()
source("siena.R")
cat(dim(data$memberships), "\\n")
for (wave in seq_len(dim(data$memberships)[3])) cat(t(data$memberships[, , wave]), "\\n")
cat(rows$id, sep = "\\t"); cat("\\n")
cat(columns$id, sep = "\\t"); cat("\\n")
cat(sort(setdiff(effects, c("memberships", "nodeSets"))), "\\n")
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
@pytest.mark.parametrize("zeros", [False, True])
def test_r_reads_what_was_written(merging, tmp_path, zeros):
    """The script runs in R, with functions of RSiena's names that check what they are given."""
    if zeros:  # ids that a table of numbers would lose the zero of
        names = {one: f"0{k + 1000}" for k, one in enumerate(merging.participants["id"])}
        people, members = merging.participants, merging.memberships
        people["id"] = people["id"].map(names)
        members["participant"] = members["participant"].map(names)
        merging = mg.Register.from_tables(people, merging.arrangements, members)
    mg.to_siena(merging, YEARS, tmp_path, repair=False)
    matrices, people, arrangements, _, _ = read_back(tmp_path, 3)
    (tmp_path / "run.R").write_text(STUBS)
    done = subprocess.run(["Rscript", "run.R"], cwd=tmp_path, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    shape, *waves, rows, columns, covariates = done.stdout.splitlines()
    assert shape.split() == [str(n) for n in (*matrices[0].shape, 3)]
    for wave, matrix in zip(waves, matrices, strict=True):
        assert np.array_equal(np.array(wave.split(), dtype=int), matrix.ravel())
    assert (np.array(waves[2].split()) == "10").any()
    assert rows.split("\t") == people["id"].tolist()
    assert columns.split("\t") == arrangements["id"].tolist()
    assert {"log_population", "province", "size"} <= set(covariates.split())
