"""Out of memory is a MemoryError, soon, and the process goes on."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("resource")

PRELUDE = """
import resource, sys
import munigraph as mg
import numpy as np, pandas as pd

def limited(more):
    with open("/proc/self/statm") as file:
        size = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + more, resource.RLIM_INFINITY))

def at_end(work):
    try:
        work()
    except MemoryError:
        # What was begun is given back: the next one is no worse off.
        assert mg.Network.from_edges([0, 1], [1, 2]).node_count == 3
        print("MemoryError")
    else:
        print("done")
"""

CASES = {
    "package": """
mg.synthetic(20, 40, clusters=2).to_package(folder)
with open(folder + "/memberships.csv", "r+b") as file:
    file.truncate(1 << 30)
limited(200 << 20)
at_end(lambda: mg.read_package(folder))
""",
    "network": """
limited(200 << 20)
at_end(lambda: mg.Network.from_edges([0], [2**30], n=2**30 + 1))
""",
    "parquet": """
import pyarrow.parquet
from munigraph._common.files import read_parquet
file = folder + "/wide.parquet"
pd.DataFrame({f"c{k}": np.random.default_rng(k).random(100_000) for k in range(200)}
             ).to_parquet(file)
read_parquet(file).sum().sum()
limited(60 << 20)
at_end(lambda: read_parquet(file))
""",
    "table": """
file = folder + "/t.parquet"
names = [f"arrangement number {k} with a long name" for k in range(400_000)]
pd.DataFrame({"arrangement": names, "participant": names}).to_parquet(file)
import pyarrow.parquet
limited(40 << 20)
at_end(lambda: mg.read_table(file))
""",
}


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how large the process is")
@pytest.mark.parametrize("case", CASES)
def test_out_of_memory_is_an_error_that_ends(case, tmp_path):
    if case in ("parquet", "table"):
        pytest.importorskip("pyarrow")
    code = PRELUDE + f"folder = {str(tmp_path)!r}\n" + CASES[case]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "MemoryError\n"), done.stderr


def test_parquet_is_read_by_the_calling_thread_alone(tmp_path):
    pytest.importorskip("pyarrow")
    code = f"""
import io, os
import pandas as pd
from munigraph._common.files import read_parquet
file = {str(tmp_path / "t.parquet")!r}
pd.DataFrame({{f"c{{k}}": range(1000) for k in range(50)}}).to_parquet(file)
def threads():
    # The allocator has one that only gives memory back.
    names = (open(f"/proc/self/task/{{t}}/comm").read() for t in os.listdir("/proc/self/task"))
    return sum("jemalloc" not in name for name in names)
before = threads()
assert read_parquet(file).shape == (1000, 50)
assert read_parquet(io.BytesIO(open(file, "rb").read())).shape == (1000, 50)
print(threads() - before)
"""
    if sys.platform != "linux":
        pytest.skip("asks Linux how many threads the process has")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stderr


LARGE = {
    "ensemble": "mg.ensemble(network, runs=3_000_000, progress=stop)",
    "consensus": "mg.consensus(network, runs=3_000_000, progress=stop)",
    "stability": "mg.stability(network, draws=3_000_000, progress=stop)",
    "rank_stability": "mg.rank_stability(network, found, draws=1_000_000, progress=stop)",
    "significance": "mg.significance(network, null='curveball', draws=30_000_000, progress=stop)",
    "coherence": "mg.coherence(snapshot, draws=100_000_000, progress=stop)",
    "qap": "mg.qap(network, ['same_province'], permutations=100_000_000, progress=stop)",
    "track": "mg.track({'a': snapshot, 'b': snapshot}, runs=2, pairs=50_000_000, progress=stop)",
}


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory was in use")
@pytest.mark.parametrize("name", LARGE)
def test_what_is_not_done_takes_no_memory(name):
    """Work on so many runs is stopped as soon as it tells of itself. Had room for what all of
    them find been filled before the first, it would have been deaf to a stop meanwhile."""
    code = f"""
import resource
import munigraph as mg
snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
network = snapshot.network(domain="social")
found = mg.leiden(network)
network.edges
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
class Enough(Exception):
    pass
def stop(done, total):
    if done:
        raise Enough
before = most()
try:
    {LARGE[name]}
except Enough:
    print(most() - before)
except MemoryError:
    print("too much to ask for")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    if done.stdout == "too much to ask for\n":
        pytest.skip("this machine would not even begin")
    assert int(done.stdout) < 500, "MB"
