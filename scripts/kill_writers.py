"""Kill a process that writes a data package over another, or downloads, and look at what it leaves.

    python scripts/kill_writers.py [package|download] [--kills 200] [--seed 0]

``package``: a child writes two registers in turn over the same folder until it is killed at some
moment. The folder must then hold one of them, whole, with a file of somebody else's that lay there
before; and the next writer leaves nothing of the killed ones behind. ``download``: a child fetches
a data set of four files from a server on this machine. It must then be there whole, or not at all.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import munigraph as mg


def write_for_ever(registers: list[mg.Register], folder: Path) -> None:
    while True:
        for register in registers:
            register.to_package(folder)


def killed_after(seconds: float, work: Callable[[], Any]) -> None:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def which(folder: Path, texts: list[object]) -> int:
    """The number of the register that the folder holds; ValueError where it is neither."""
    register, _ = mg.read_package(folder)
    return texts.index(register._core.to_text())


def kill_packages(kills: int, draw: random.Random) -> None:
    registers = [mg.synthetic(150, 300, clusters=5, seed=seed) for seed in (1, 2)]
    texts: list[object] = [register._core.to_text() for register in registers]
    left = [0, 0]
    abandoned = 0
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "register"
        registers[0].to_package(folder)
        (folder / "notes.txt").write_text("mine", encoding="utf-8")
        for _ in range(kills):
            killed_after(draw.uniform(0.002, 0.08), lambda: write_for_ever(registers, folder))
            left[which(folder, texts)] += 1
            assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
            assert not list(folder.glob("*.part"))
            abandoned += len(list(Path(home).glob(".*.part")))
        registers[0].to_package(folder)
        assert [one.name for one in Path(home).iterdir()] == ["register"]
    print(f"{kills} kills: {left[0]} left the one register, {left[1]} the other, none a mix;")
    print(f"{abandoned} drafts lay beside the folder, and the next writer removed them")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    server = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.kill()
        server.wait()


def kill_downloads(kills: int, draw: random.Random) -> None:
    from munigraph.datasets import _datasets as datasets
    from munigraph.datasets import _download
    from munigraph.datasets._download import download

    # Progress bars share a lock with forked children: one that is killed would keep it for ever.
    _download._has_tqdm = lambda: False
    whole = 0
    with tempfile.TemporaryDirectory() as home:
        source, cache = Path(home) / "source", Path(home) / "cache" / "munigraph"
        source.mkdir()
        os.environ["XDG_CACHE_HOME"] = str(Path(home) / "cache")
        os.environ.pop("MUNIGRAPH_DATA", None)
        files = {}
        for name in "abcd":
            content = draw.randbytes(200_000)
            (source / f"{name}.csv").write_bytes(content)
            files[f"{name}.csv"] = hashlib.sha256(content).hexdigest()
        with served(source) as base:
            spec = {"base": base, "folder": "made/up", "files": files}
            datasets._downloads()["made-up"] = spec
            download("made-up", spec, cache)  # the downloader itself is imported once, here
            for _ in range(kills):
                shutil.rmtree(cache, ignore_errors=True)
                killed_after(draw.uniform(0.001, 0.06), lambda: download("made-up", spec, cache))
                found = datasets.find("made/up")
                if found is not None:
                    whole += 1
                    there = {f.name: hashlib.sha256(f.read_bytes()).hexdigest()
                             for f in found.iterdir()}  # fmt: skip
                    assert there == files
            download("made-up", spec, cache)
            assert datasets.find("made/up") is not None
            assert [one.name for one in (cache / "made").iterdir()] == ["up"]
    print(f"{kills} kills: {whole} left the data set whole, {kills - whole} left none, none a part")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=["package", "download"], default="package")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    kill = {"package": kill_packages, "download": kill_downloads}[given.what]
    kill(given.kills, random.Random(given.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
