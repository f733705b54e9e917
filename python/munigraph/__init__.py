"""munigraph: networks, clusters and bridges from registers of inter-municipal cooperation.

A register gives a network on a date, a network gives clusters, and clusters have bridges. Every
step is a function of the one before, with options by keyword:

>>> import munigraph as mg
>>> register = mg.datasets.load("nl-2020")
>>> network = register.at("2020-07-01").network(domain="social")
>>> found = mg.leiden(network, seed=1)
>>> found.clusters
19
>>> bridges = mg.bridges(network, found, stability=20, seed=1)
>>> bridges[["name", "rank", "rank_low", "rank_high"]].head(3)
                     name  rank  rank_low  rank_high
id
GM0394     Haarlemmermeer     1       1.0       92.0
GM0626        Voorschoten     2       1.0       22.0
GM0944  Mook en Middelaar     3       1.0       35.0
>>> network.arrangements_between("Amsterdam", "Diemen")[["name", "weight"]].head(2)
                                name    weight
0           GGD Amsterdam-Amstelland  0.200000
1  Arbeidsmarktregio Groot Amsterdam  0.142857
>>> mg.estimate(network)
<Estimate: 19 clusters (19–19 in 10 repetitions), consensus of 100 runs>
>>> chart = mg.plot.cluster_map(network, found)
>>> mg.plot.save(chart, "map.svg").name
'map.svg'

====================== ============================================================================
question               where to look
====================== ============================================================================
which domains, themes  ``register.domains``, ``register.domain_map``
which clusters         ``leiden``, ``consensus`` of many runs; ``found.table``, ``found.summary``
is their number stable ``estimate`` (over seeds), ``stability`` (over arrangements),
                       ``profile`` (over resolutions), ``multiverse`` (over choices),
                       ``significance`` (against chance)
who bridges them       ``bridges``, ``bridging_arrangements``, ``bridge_details``
how sure is a rank     ``bridges(…, stability=200)``, ``rank_stability``
why are A and B tied   ``network.arrangements_between(a, b)``, ``network.partners(a)``
what changed           ``chronicle``, ``factsheet``, ``track``, ``difference``
a table of one's own   ``read_table``, ``Register.from_tables``; ``Network.from_edges``,
                       ``from_networkx``
pictures, files        ``munigraph.plot``; ``network.write``, ``network.to_networkx``
a study with a report  ``munigraph.study``
====================== ============================================================================

Names are loaded when first used, so that ``import munigraph`` costs next to nothing.
"""

from __future__ import annotations

from ._common import faces as _faces

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = _faces.attach(__name__, __file__)
