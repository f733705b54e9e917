"""Figures that several families give."""

from __future__ import annotations

import math

import numpy as np
import pytest
from munigraph._common.numbers import at_edge, decimals, median


@pytest.mark.parametrize("values", [[18, 19], (19, 18), np.array([18, 19], dtype=np.int32)])
def test_the_median_of_two_lies_between_them(values):
    assert median(values) == 18.5


def test_the_median_is_numpys():
    random = np.random.default_rng(1)
    for count in range(1, 20):
        values = random.integers(0, 50, count)
        assert median(values) == np.median(values)
    assert math.isnan(median([]))


def test_what_rounds_to_zero_has_no_sign():
    assert [decimals(value, 2) for value in (-0.001, -0.01, 1.005)] == ["0.00", "-0.01", "1.00"]


def test_a_stretch_that_reaches_an_end_of_the_scan_is_said_to():
    scan = [0.25, 1.0, 4.0]
    said = " (at the edge of the scan)"
    assert [at_edge(low, high, scan) for low, high in ((0.25, 1), (0.3, 4), (0.3, 3))] == [
        said, said, "",
    ]  # fmt: skip
