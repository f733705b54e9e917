"""Three tasks in C++ with munigraph, igraph's C library and NetworKit: what a program takes.

``compare.py PREFIX [NETWORKIT]`` builds every program against munigraph installed in ``PREFIX``,
igraph as pkg-config finds it, and the unpacked wheel of NetworKit, runs it, and prints a table:
lines (without comments, blank ones and braces alone), processor seconds to compile and link, size
of the stripped program in kB with what it loads besides, and what it found.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TASKS = ("clusters", "betweenness", "weightings")
CXX = os.environ.get("CXX", "c++")


def pkg_config(package: str, where: Path | None = None) -> list[str] | None:
    folders = [str(where / lib / "pkgconfig") for lib in ("lib", "lib64")] if where else []
    environment = os.environ | ({"PKG_CONFIG_PATH": os.pathsep.join(folders)} if folders else {})
    run = subprocess.run(
        ["pkg-config", "--cflags", "--libs", package],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    return run.stdout.split() if run.returncode == 0 else None


def lines_of(source: Path) -> int:
    kept = [line.split("//")[0].strip() for line in source.read_text("utf-8").splitlines()]
    return sum(1 for line in kept if re.search(r"\w", line))


def seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def loaded(program: Path) -> int:
    """Size in kB of the libraries of ours and theirs that a program loads."""
    text = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    paths = re.findall(r"=> (\S*(?:munigraph|igraph|networkit)\S*)", text)
    return sum(Path(path).stat().st_size for path in paths) // 1000


def row(library: str, task: str, flags: list[str], folder: Path) -> str:
    source = HERE / library / f"{task}.cpp"
    program = folder / f"{library}-{task}"
    command = [CXX, "-std=c++20", "-O2", str(source), *flags, "-o", str(program)]
    built = min(seconds(command) for _ in range(3))
    subprocess.run(["strip", program], check=True)
    ran = subprocess.run(
        [program], capture_output=True, text=True, check=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    ).stdout.splitlines()  # fmt: skip
    size = program.stat().st_size // 1000
    return (
        f"| {task} | {library} | {lines_of(source)} | {built:.1f} | {size} + {loaded(program)} "
        f"| {ran[-1]} |"
    )


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    libraries = {
        "munigraph": pkg_config("munigraph", Path(arguments[0]).absolute()),
        "igraph": pkg_config("igraph"),
    }
    if len(arguments) > 1:
        wheel = Path(arguments[1]).absolute()
        libraries["networkit"] = ["-fopenmp", f"-I{wheel}/include", f"-L{wheel}", "-lnetworkit",
                                  f"-Wl,-rpath,{wheel}"]  # fmt: skip
    folder = Path(tempfile.mkdtemp())
    print("| task | with | lines | s to build | kB, + loaded | found |\n|---|---|---|---|---|---|")
    try:
        for task in TASKS:
            for library, flags in libraries.items():
                if flags is not None:
                    print(row(library, task, flags, folder), flush=True)
    finally:
        shutil.rmtree(folder)
    for library in [name for name, flags in libraries.items() if flags is None]:
        print(f"left out: pkg-config does not find {library}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
