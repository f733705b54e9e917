"""Places for nodes without coordinates: clusters laid out by their ties, members in a disc."""

from __future__ import annotations

import numpy as np

_GOLDEN = np.pi * (3 - np.sqrt(5))


def spring(weights: np.ndarray, *, rounds: int = 200) -> np.ndarray:
    """Positions (n, 2) by forces (Fruchterman–Reingold): ties pull by √weight, all push.

    Starts from a sunflower in the order given, so the same input gives the same picture. Cost
    O(rounds · n²); meant for clusters (tens to a few hundred).
    """
    n = len(weights)
    place = sunflower(n)
    if n < 3:
        return place
    pull = np.sqrt(weights / weights.max()) if weights.max() > 0 else np.zeros_like(weights)
    ideal = 1.0
    for step in range(rounds):
        delta = place[:, None, :] - place[None, :, :]
        far = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), 1e-3)
        force = ideal**2 / far**2 - pull * far / ideal
        move = (delta * force[..., None]).sum(axis=1) - 0.15 * place
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        heat = 0.5 * (1 - step / rounds)
        place = place + move / length[:, None] * np.minimum(length, heat)[:, None]
    return place - place.mean(axis=0)


def sunflower(n: int) -> np.ndarray:
    """Points (``n``) spread evenly over a disc, about one unit apart."""
    index = np.arange(n)
    radius = 0.6 * np.sqrt(index + 0.5)
    return np.column_stack([radius * np.cos(index * _GOLDEN), radius * np.sin(index * _GOLDEN)])


def by_cluster(
    labels: np.ndarray, source: np.ndarray, target: np.ndarray, weight: np.ndarray
) -> np.ndarray:
    """Positions (n, 2) of nodes: each cluster a disc of its members, discs placed by their ties.

    ``labels`` 0-based and gapless; ``source``, ``target`` are node indices.
    """
    count = int(labels.max(initial=-1)) + 1
    sizes = np.bincount(labels, minlength=count)
    between = np.zeros((count, count))
    np.add.at(between, (labels[source], labels[target]), weight)
    between = between + between.T
    np.fill_diagonal(between, 0)
    middle = _apart(spring(between), 0.65 * np.sqrt(sizes) + 0.5)
    place = np.empty((len(labels), 2))
    for cluster in range(count):
        members = np.flatnonzero(labels == cluster)
        place[members] = middle[cluster] + sunflower(len(members))
    return place


def _apart(middle: np.ndarray, radius: np.ndarray, *, rounds: int = 300) -> np.ndarray:
    """Scale and push discs until none overlap."""
    place = middle * max(1.0, float(radius.mean()))
    for _ in range(rounds):
        delta = place[:, None, :] - place[None, :, :]
        far = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), 1e-6)
        overlap = np.maximum(radius[:, None] + radius[None, :] - far, 0)
        np.fill_diagonal(overlap, 0)
        if overlap.max(initial=0) < 1e-3:
            break
        place = place + (delta / far[..., None] * overlap[..., None] * 0.5).sum(axis=1)
    return place
