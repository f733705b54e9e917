"""Which callables may go on for a while after Ctrl-C: a list that may only shrink."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from munigraph._common.toml import read_toml

HERE = Path(__file__).parent
#: What was listed when the list began. A name may be taken away; none may come.
FIRST = frozenset(
    {
        "Network.arrangements_between",
        "Register.on_geography",
        "Register.to_package",
        "Register.to_table",
        "alignment",
        "compare_networks",
        "read_package",
    }
)


@pytest.fixture(scope="module")
def sweep():
    for module in ("altair", "igraph", "networkx", "pyarrow", "scipy"):
        pytest.importorskip(module)
    path = HERE.parents[1] / "scripts" / "interrupt_sweep.py"
    spec = importlib.util.spec_from_file_location("interrupt_sweep", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_list_only_shrinks_and_every_name_has_a_reason(sweep):
    listed = read_toml(HERE / "interrupts.toml")["slower"]
    assert set(listed) <= FIRST, "mend the callable; do not list it"
    assert set(listed) <= set(sweep.callables()), "gone: take it off the list"
    assert all(len(reason) > 15 for reason in listed.values())


def test_every_public_callable_is_found(sweep):
    import munigraph as mg

    found = sweep.callables()
    functions = {name for name in mg.__all__ if callable(getattr(mg, name))}
    functions -= {name for name in functions if isinstance(getattr(mg, name), type)}
    assert functions <= set(found)
    assert {"plot.save", "study.run", "Register.at", "Network.write"} <= set(found)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.filterwarnings("ignore")
def test_a_deaf_call_is_found_out_and_a_good_one_is_not(sweep, tmp_path):
    import time

    def good() -> None:
        while True:
            time.sleep(0.001)

    def late() -> None:
        try:
            while True:
                time.sleep(0.001)
        except KeyboardInterrupt:
            end = time.process_time() + 0.5
            while time.process_time() < end:
                pass
            raise

    pool = sweep.Pool(tmp_path)
    assert float(sweep.measure("good", good, pool, 0.05)) < 0.1
    assert float(sweep.measure("late", late, pool, 0.05)) >= 0.5
    assert sweep.measure("quick", lambda: None, pool, 5.0) == "short"
    assert sweep.measure("asks", lambda unheard_of: None, pool, 5.0).startswith("no input")
