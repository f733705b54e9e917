"""Sets of sides dealt anew among arrangements: one by one, or whole schemes of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

#: The least sizes of the classes that arrangements are dealt within.
SIZE_CLASSES = (2, 4, 8, 16)


def strata_of(sizes: np.ndarray[Any, Any], obligation: list[str]) -> np.ndarray[Any, Any]:
    """A number for each obligation and class of size."""
    import numpy as np

    classes = np.searchsorted(SIZE_CLASSES, sizes, side="right")
    names = {word: k for k, word in enumerate(sorted(set(obligation)))}
    return np.array([names[word] for word in obligation], dtype=np.int64) * 8 + classes


class Hand(NamedTuple):
    """What is dealt: ``carries``, two columns, says which side has which arrangement."""

    carries: np.ndarray[Any, Any]
    groups: list[np.ndarray[Any, Any]]  #: Rows whose sets are dealt among each other.
    units: list[np.ndarray[Any, Any]]  #: Rows of one set, which is dealt as a whole.

    @classmethod
    def of(
        cls,
        carries: np.ndarray[Any, Any],
        strata: np.ndarray[Any, Any],
        schemes: Iterable[Iterable[int]] = (),
    ) -> Hand:
        """Rows that a side has, by strata; those of schemes as whole units.

        A scheme whose regions have different sets is a unit for each set, so that a deal changes
        whose a tiling is, but never tears one that is somebody's.
        """
        import numpy as np

        free = np.asarray(carries.any(axis=1))  # What neither has is not dealt.
        units = []
        for scheme in schemes:
            rows = np.array([row for row in scheme if free[row]], dtype=np.int64)
            for one in np.unique(carries[rows], axis=0) if len(rows) else ():
                units.append(rows[(carries[rows] == one).all(axis=1)])
        for unit in units:
            free[unit] = False
        own = np.where(free, strata, -1)
        groups = [np.flatnonzero(own == one) for one in np.unique(own[own >= 0])]
        return cls(carries, groups, units)

    @property
    def has_schemes(self) -> bool:
        """Whether there are units with different sets: else dealing them changes nothing."""
        return len({tuple(self.carries[unit[0]]) for unit in self.units}) > 1

    def deal(self, rng: np.random.Generator) -> np.ndarray[Any, Any]:
        """The sets dealt anew."""
        again = self.carries.copy()
        for group in self.groups:
            again[group] = self.carries[rng.permutation(group)]
        if self.units:
            for unit, other in zip(self.units, rng.permutation(len(self.units)), strict=True):
                again[unit] = self.carries[self.units[other][0]]
        return again
