"""Slips that type checkers tell: each line below the network is an error."""

import munigraph as mg

snapshot = mg.datasets.load("nl-2020").at("2020-07-01")
network = snapshot.network()
found = mg.leiden(network)
# errors from here
mg.leidn(network)
mg.plot.cluster_mapp(network, found)
mg.datasets.load("nl-2002")
mg.datasets.municipalitys()
snapshot.network(weighting="bianry")
snapshot.network(weigthing="binary")
snapshot.network(legal_forms=["convenant"])
mg.leiden(network, quality="modularty")
mg.leiden(network, resoluton=2)
mg.leiden(snapshot)
mg.stability(network, resample="wieghts")
mg.bridges(network, found, by="betweeness")
mg.significance(network, null="curvebal")
mg.significance(network, statistic="qualty")
mg.compare_domains(snapshot, weighting="bianry")
mg.pairwise([found, found], measure="amy")
mg.plot.set_display("intractive")
mg.read_table("table.csv", layout="list")
network.partner("Amsterdam")
print(found.label)
