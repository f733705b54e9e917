"""Networks of others with planted communities, as they are published: loops and an empty column."""

import gzip
import json

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

TRUTH = ".truth.json.gz"


def network_of(path):
    """Tab-separated pairs with a third column that holds an empty dict."""
    pairs = pd.read_csv(path, sep="\t", header=None, names=["a", "b", "attributes"])
    return pairs, mg.Network.from_edges(pairs["a"], pairs["b"], n=1000)


def planted(path, nodes):
    communities = json.loads(gzip.decompress(path.read_bytes()))["communities"]
    labels = np.full(nodes, -1)
    for number, members in enumerate(communities):
        labels[members] = number
    assert (labels >= 0).all()
    return labels


def test_loops_and_an_empty_third_column(tmp_path):
    """Made up in the same shape: two triangles and a tie between them, with loops."""
    path = tmp_path / "made_up.csv"
    ties = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3), (1, 1), (5, 5)]
    path.write_text("".join(f"{a}\t{b}\t{{}}\n" for a, b in ties), "utf-8")
    pairs = pd.read_csv(path, sep="\t", header=None)
    network = mg.Network.from_edges(pairs[0], pairs[1], n=6)
    assert network.edge_count == 7
    assert mg.leiden(network, seed=1).labels.tolist() == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(("label", "mixing"), [("0.1", 0.070), ("0.3", 0.438), ("0.5", 0.593)])
def test_published_graphs_beside_their_truth(real_file, label, mixing):
    """The mixing is not that of the label; where it is small the truth is found, where it is large
    the planted division is worth less than what is found, so it is no yardstick of quality."""
    path = real_file(f"reference/LFR_N1000_mu{label}.csv.gz")
    truth = planted(path.with_name(path.name.replace(".csv.gz", TRUTH)), 1000)
    pairs, network = network_of(path)
    own = pairs[pairs["a"] != pairs["b"]]
    assert 10 <= len(pairs) - len(own) <= 18
    assert network.edge_count == len(own)
    across = (truth[own["a"].to_numpy()] != truth[own["b"].to_numpy()]).mean()
    assert across == pytest.approx(mixing, abs=0.001)
    found = mg.ensemble(network, runs=10, seed=1, progress=False).best
    agreement = mg.compare(found.labels, truth).ami
    quality = mg.quality(network, truth).value
    if label == "0.1":
        assert agreement > 0.95
        assert quality == pytest.approx(found.quality, abs=0.02)
    else:
        assert quality < found.quality - 0.02
