"""Time and memory that a large register takes to a file and back.

``register_file.py PREFIX [SIZE]`` builds ``store/register_file.cpp`` against munigraph installed in
``PREFIX``, writes a synthetic register of a standard size (``world``: a million participants, four
million arrangements, fifteen million memberships; ``europe`` is a tenth) and reads it to a
snapshot, each in a process of its own, and prints a table. Fails where ``world`` misses a target.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import CXX, HERE, pkg_config

#: Seconds of the processor, and peak memory in MB.
TARGETS = {"save": (90, None), "open": (30, 4096)}


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    size = arguments[1] if len(arguments) > 1 else "world"
    flags = pkg_config("munigraph-store", Path(arguments[0]).absolute())
    if flags is None:
        print("pkg-config does not find munigraph-store in this prefix", file=sys.stderr)
        return 1
    missed = False
    print("| step | memberships | CPU s | wall s | peak MB | target |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        program, path = f"{folder}/register_file", f"{folder}/a.munigraph"
        source = HERE / "store" / "register_file.cpp"
        subprocess.run([CXX, "-std=c++20", "-O2", str(source), *flags, "-o", program], check=True)
        for step, more in (("save", size), ("open", "2020-07-01")):
            run = subprocess.run(
                [program, step, path, more], capture_output=True, text=True, check=True
            )
            found = json.loads(run.stdout)
            seconds, memory = TARGETS[step]
            met = found["cpu"] <= seconds and (memory is None or found["peak_mb"] <= memory)
            missed |= size == "world" and not met
            limit = f"≤ {seconds} s" + ("" if memory is None else f", {memory} MB")
            print(
                f"| {step} | {found['memberships']:,} | {found['cpu']:.1f} | {found['wall']:.1f} "
                f"| {found['peak_mb']:,} | {limit if size == 'world' else ''} |",
                flush=True,
            )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
