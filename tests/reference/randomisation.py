"""Moran spectral randomisation by its definition, with every combination of signs.

Slow and plain: distances one by one, centring by matrices, all 2^(n−1) sign vectors. For n ≤ 12.
"""

import itertools
import math

import numpy as np


def kilometres(a, b):
    """Great-circle distance by the spherical law of cosines in its stable (chord) form."""
    points = [
        np.array(
            [
                math.cos(math.radians(lat)) * math.cos(math.radians(lon)),
                math.cos(math.radians(lat)) * math.sin(math.radians(lon)),
                math.sin(math.radians(lat)),
            ]
        )
        for lon, lat in (a, b)
    ]
    chord = float(np.linalg.norm(points[0] - points[1]))
    return 2 * 6371.0088 * math.asin(min(1.0, chord / 2))


def weights(places, scale):
    n = len(places)
    found = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i != j:
                found[i, j] = math.exp(-kilometres(places[i], places[j]) / scale)
    return found


def moran(values, places, scale):
    w = weights(places, scale)
    x = np.asarray(values, dtype=float) - np.mean(values)
    top = sum(w[i, j] * x[i] * x[j] for i in range(len(x)) for j in range(len(x)))
    return len(x) / w.sum() * top / sum(x**2)


def every_surrogate(values, places, scale):
    """All surrogates, a row each, by enumeration of signs."""
    n = len(places)
    centring = np.eye(n) - np.ones((n, n)) / n
    centred = centring @ weights(places, scale) @ centring
    # A basis of what is orthogonal to the constant vector; eigenvectors within it.
    basis = np.linalg.svd(np.ones((1, n)))[2][1:].T
    _, inner = np.linalg.eigh(basis.T @ centred @ basis)
    vectors = basis @ inner
    x = np.asarray(values, dtype=float)
    components = vectors.T @ (x - x.mean())
    rows = []
    for signs in itertools.product((-1, 1), repeat=n - 1):
        rows.append(x.mean() + vectors @ (np.array(signs) * components))
    return np.array(rows)
