"""Draw the pictures of the README from the register that ships with the package.

    python scripts/make_pictures.py [folder]

Points at the seats of municipalities, since shapes are not shipped. The same every time.
"""

from __future__ import annotations

import sys
from pathlib import Path

import munigraph as mg
from munigraph import plot

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    network = mg.datasets.load("nl-2020").at("2020-07-01").network()
    found = mg.consensus(network, runs=100, seed=1)
    look = {"geometry": None, "width": 400, "height": 470}
    clusters = plot.cluster_map(
        network, found, title="Who cooperates with whom, Netherlands 2020", **look
    )
    bridges = plot.bridge_map(
        network,
        found,
        mg.bridges(network, found, measures=["participation"]),
        top=12,
        ties=250,
        title="Which municipalities bridge the clusters",
        **look,
    )
    for name, chart in (("clusters", clusters), ("bridges", bridges)):
        path = plot.save(chart, folder / f"{name}-nl-2020.png", scale=1.25)
        print(f"{path} ({path.stat().st_size // 1024} KB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
