from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from munigraph._common.colours import ENOUGH, MUTED, distance, text_on
from munigraph.plot import cluster_colours


def test_distance_is_zero_to_itself_and_symmetric():
    for a, b in itertools.combinations(MUTED, 2):
        assert distance(a, a) == 0
        assert distance(a, b) == distance(b, a) > 15


def test_red_and_green_of_equal_lightness_are_near_for_colour_blind_eyes():
    # What full colour vision tells apart easily is not enough.
    assert distance("#CC4444", "#777700") < 25
    assert distance("#000000", "#FFFFFF") > 99


def test_few_clusters_get_a_colour_each():
    colours = cluster_colours(list("abcdefghi"))
    assert len(set(colours.values())) == 9


@given(st.integers(10, 60), st.integers(0, 2**32 - 1))
def test_clusters_that_touch_are_told_apart(count, seed):
    """Neighbours on a line of random points in the plane: a planar graph, many times over."""
    rng = np.random.default_rng(seed)
    x = rng.permutation(count)
    width = int(np.ceil(np.sqrt(count)))
    touching = [
        (int(x[i]), int(x[j]))
        for i in range(count)
        for j in (i + 1, i + width)
        if j < count and not (j == i + 1 and j % width == 0)
    ]
    colours = cluster_colours(range(count), touching)
    assert all(distance(colours[a], colours[b]) >= ENOUGH for a, b in touching)


def test_unknown_and_own_neighbours_are_ignored():
    assert cluster_colours([1, 2], [(1, 1), (1, 99)]) == {1: MUTED[0], 2: MUTED[1]}


def test_text_reads_on_every_fill():
    assert text_on("#FFFFFF") == "#000000"
    assert text_on("#332288") == "#FFFFFF"
