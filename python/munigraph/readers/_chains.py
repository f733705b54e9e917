"""Versions of arrangements, and the chains that they form over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .._common.errors import DataError

__all__ = ["Chains", "Version"]


@dataclass(frozen=True)
class Version:
    """One version of an arrangement."""

    id: str
    name: str
    form: str
    valid_from: str
    valid_to: str
    previous: str
    next: str
    themes: tuple[str, ...]
    row: int
    """First row of the source that describes it."""


class Chains:
    """Versions linked to the ones before and after them, grouped into chains.

    The id of a chain is that of its first version. Within a chain versions are ordered by their
    start, then by their links. A link to a version that is not there is ignored.

    Raises
    ------
    DataError
        versions that precede one another in a circle.
    """

    def __init__(self, versions: Iterable[Version], source: str) -> None:
        self._versions = {version.id: version for version in versions}
        self._previous: dict[str, str] = {}
        for version in self._versions.values():
            if version.previous in self._versions:
                self._previous[version.id] = version.previous
        for version in self._versions.values():
            if version.next in self._versions:
                self._previous.setdefault(version.next, version.id)
        self._chain: dict[str, str] = {}
        depth: dict[str, int] = {}
        for version in self._versions.values():
            self._chain[version.id], depth[version.id] = self._root(version, source)
        members: dict[str, list[str]] = defaultdict(list)
        for identifier, chain in self._chain.items():
            members[chain].append(identifier)
        self._members = {
            chain: sorted(ids, key=lambda i: (self._versions[i].valid_from, depth[i]))
            for chain, ids in members.items()
        }

    def _root(self, version: Version, source: str) -> tuple[str, int]:
        identifier, seen = version.id, [version.id]
        while identifier in self._previous:
            identifier = self._previous[identifier]
            if identifier in seen:
                raise DataError(
                    "versions that precede one another in a circle", source=source,
                    row=version.row, column="previous_roo_id", value=version.previous,
                    expected="a first version",
                )  # fmt: skip
            seen.append(identifier)
        return identifier, len(seen)

    @property
    def ordered(self) -> list[Version]:
        """All versions, in the order of the source."""
        return list(self._versions.values())

    def chain_of(self, identifier: str) -> str:
        """The chain of a version."""
        return self._chain[identifier]

    def __iter__(self) -> Iterator[Sequence[Version]]:
        """The chains, each as its versions in order."""
        for ids in self._members.values():
            yield [self._versions[identifier] for identifier in ids]

    def end(self, identifier: str, date: str) -> None:
        """Let a version end at `date`."""
        self._versions[identifier] = replace(self._versions[identifier], valid_to=date)

    def nearest(self, version: Version, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """What is known of the nearest version of the same chain that anything is known of, the
        earlier one where two are as near; () if nothing is."""
        ids = self._members[self._chain[version.id]]
        place = ids.index(version.id)
        for other in sorted(range(len(ids)), key=lambda i: (abs(i - place), i)):
            if known.get(ids[other]):
                return known[ids[other]]
        return ()
