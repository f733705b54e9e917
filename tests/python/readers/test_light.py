from __future__ import annotations

import subprocess
import sys

MODULES = (
    "munigraph.import_report munigraph.names munigraph.splits munigraph.bodies munigraph.text "
    "munigraph.themes munigraph.classifier munigraph.vocabulary munigraph.facts munigraph.tables "
    "munigraph.readers.opengr munigraph.readers.regioatlas munigraph.readers.roo"
)


def test_importing_the_readers_does_not_import_pandas() -> None:
    code = (
        "import importlib, sys\n"
        f"for name in {MODULES.split()!r}: importlib.import_module(name)\n"
        "print([name for name in ('numpy', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
