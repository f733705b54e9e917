from __future__ import annotations

import subprocess
import sys

MODULES = (
    "munigraph.registry._import_report munigraph.readers._names munigraph.readers._splits "
    "munigraph.readers._bodies munigraph.readers._text munigraph._common.text "
    "munigraph.registry._themes munigraph.readers._classifier munigraph.registry._vocabulary "
    "munigraph.readers._facts munigraph.registry._tables "
    "munigraph.readers._opengr munigraph.readers._regioatlas munigraph.readers._roo"
)


def test_importing_the_readers_does_not_import_pandas() -> None:
    code = (
        "import importlib, sys\n"
        f"for name in {MODULES.split()!r}: importlib.import_module(name)\n"
        "print([name for name in ('numpy', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
