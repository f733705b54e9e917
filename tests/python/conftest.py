"""Made-up registers that several families of tests use."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A loaded machine is no failure: no example has a time limit.
# The same examples each time, so that a run can be repeated; MUNIGRAPH_EXPLORE=1 looks for others.
settings.register_profile(
    "munigraph",
    deadline=None,
    derandomize=not os.environ.get("MUNIGRAPH_EXPLORE"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("munigraph")

# A shell starts background jobs deaf to Ctrl-C, and Python then stays so: tests that send the
# signal would wait for the whole work instead. (Children get the system's own handling.)
signal.signal(signal.SIGINT, signal.default_int_handler)


# --- no test touches the network ---------------------------------------------------------------

_HERE = {"", "localhost", "0.0.0.0", "::", "::1", socket.gethostname()}
_connect, _connect_ex, _getaddrinfo = (
    socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo,
)  # fmt: skip


def _must_be_here(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and name not in _HERE and not str(name).startswith("127."):
        # No OSError: whoever tries would take it for a machine without a network.
        raise AssertionError(f"a test asks for {name}: no test may touch the network")


def _checked_connect(self: socket.socket, address: Any) -> Any:
    # A datagram socket sends nothing when it is connected: it asks for this machine's address.
    if isinstance(address, tuple) and self.type == socket.SOCK_STREAM:
        _must_be_here(address[0])
    return _connect(self, address)


def _checked_connect_ex(self: socket.socket, address: Any) -> Any:
    if isinstance(address, tuple) and self.type == socket.SOCK_STREAM:
        _must_be_here(address[0])
    return _connect_ex(self, address)


def _checked_getaddrinfo(host: Any, *args: Any, **kwds: Any) -> Any:
    _must_be_here(host)
    return _getaddrinfo(host, *args, **kwds)


socket.socket.connect = _checked_connect  # type: ignore[method-assign]
socket.socket.connect_ex = _checked_connect_ex  # type: ignore[method-assign]
socket.getaddrinfo = _checked_getaddrinfo
# The same for programs that tests start: nobody listens there.
for _name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
    os.environ[_name] = "http://127.0.0.1:9"
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,localhost"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=20, help="kills of a writer (long form: 200)")
    parser.addoption("--real-data", action="store_true", help="only tests of real files")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--real-data"):
        items[:] = [item for item in items if "real_file" in getattr(item, "fixturenames", ())]


Tables = dict[str, dict[str, list[Any]]]


def small_tables() -> Tables:
    """Five municipalities: `care` (p q r), `waste` (p to t), `shelter`, a star of p for q and t
    until 2021, and `pair` (s t) from 2020 on."""
    rows = {
        "care": "pqr",
        "waste": "pqrst",
        "shelter": "pqt",
        "pair": "st",
    }
    pairs = [(name, one) for name, members in rows.items() for one in members]
    return {
        "participants": {
            "id": list("pqrst"),
            "name": ["'s-Pee", 'Q, "the" town', "Ar\nen", "Súdwest", "Tee"],
            "province": ["West", "West", "West", None, None],
            "population": [100_000, 20_000.5, None, 5, 7],
        },
        "arrangements": {
            "id": list(rows),
            "legal_form": ["public_body", "covenant", None, "covenant"],
            "structure": ["clique", "clique", "star", "clique"],
            "obligation": ["imposed", "free", "semi", "free"],
            "valid_from": ["2018-01-01", "2018-01-01", "2018-01-01", "2020-01-01"],
            "valid_to": [None, None, "2021-01-01", None],
        },
        "memberships": {
            "arrangement": [name for name, _ in pairs],
            "participant": [one for _, one in pairs],
            "role": ["host" if pair == ("shelter", "p") else "member" for pair in pairs],
        },
        "themes": {
            "arrangement": ["care", "waste", "shelter", "pair", "pair"],
            "theme": ["care", "waste", "care | youth", "care", "waste"],
        },
    }


@pytest.fixture
def tables() -> Tables:
    return small_tables()


@pytest.fixture
def register(tables: Tables) -> Any:
    from munigraph import Register

    domains = {"care": "social", "waste": "physical", "order": "safety"}
    return Register.from_tables(**tables, domains=domains, name="small")


def _data_folder() -> Path | None:
    given = os.environ.get("MUNIGRAPH_DATA")
    root = Path(__file__).resolve().parents[2]
    candidates = [Path(given)] if given else [root.parent / "shared" / "data"]
    return next((path for path in candidates if path.is_dir()), None)


@pytest.fixture(scope="session")
def real_file() -> Callable[[str], Path]:
    """The path of a real file or folder; the test is skipped where it is not there."""

    def find(name: str) -> Path:
        folder = _data_folder()
        if folder is None or not (folder / name).exists():
            pytest.skip(f"real data not found: {name} (set MUNIGRAPH_DATA)")
        return folder / name

    return find


@pytest.fixture
def history() -> Any:
    """A made-up register: `care` gains t, loses r by a merger into s, is renumbered `care2` with
    another form, and ends; `waste` loses q and is older than its record."""
    from munigraph import Register

    return Register.from_tables(
        {
            "id": list("pqrst"),
            "name": ["Pee", "Quu", "Ar <b>", "Es", "Tee"],
            "province": ["West", "West", "East", "East", "East"],
            "valid_to": [None, None, "2018-01-01", None, None],
        },
        {
            "id": ["care-1", "care-2", "care-3", "waste-1", "waste-2"],
            "chain": ["care", "care", "care2", "waste", "waste"],
            "name": ["Care", "Care", "Care company", "Waste", "Waste"],
            "legal_form": ["public_body"] * 2 + ["operational_organisation"] + ["covenant"] * 2,
            "valid_from": ["2014-01-01", "2017-01-01", "2020-01-01", "2012-01-01", "2016-07-01"],
            "valid_to": ["2017-01-01", "2020-01-01", "2022-01-01", "2016-07-01", None],
        },
        {
            "arrangement": ["care-1"] * 3
            + ["care-2"] * 4
            + ["care-3"] * 4
            + ["waste-1"] * 3
            + ["waste-2"] * 2,
            "participant": list("pqrpqstpqstpqrpr"),
            "valid_from": ["2014-01-01"] * 3
            + ["2014-01-01", "2014-01-01", None, "2016-03-01"]
            + ["2020-01-01"] * 4
            + ["1999-01-01"] * 5,
        },
        successions={"date": ["2018-01-01"], "from": ["r"], "to": ["s"], "kind": ["merged"]},
        name="made up",
    )
