"""From themes to domains."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from .._common.errors import DataError
from .._common.text import squeeze
from .._common.toml import DATA, read_toml

__all__ = ["ThemeMap", "theme_levels"]

SEPARATOR = "|"


def theme_levels(theme: str) -> tuple[str, ...]:
    """The levels of a theme, in lower case: `Natuur en milieu | afval` has two."""
    return tuple(squeeze(level).casefold() for level in theme.split(SEPARATOR))


class ThemeMap(Mapping[str, str]):
    """Which domain each theme belongs to. Immutable.

    Themes have levels, separated by `|`; a theme that is not listed itself belongs to the domain of
    the longest beginning of it that is. Case and blanks do not count. As a mapping it holds the
    rules themselves (theme as listed → domain); `resolve` looks themes up.

    Parameters
    ----------
    rules
        theme or beginning of a theme → domain.

    Raises
    ------
    DataError
        two rules for the same theme, or an empty name.
    """

    def __init__(self, rules: Mapping[str, str], *, source: str = "") -> None:
        self._rules = {squeeze(theme): domain for theme, domain in rules.items()}
        self._by_levels: dict[tuple[str, ...], str] = {}
        self.source = source
        for theme, domain in rules.items():
            self._add(theme, domain)

    def _add(self, theme: str, domain: str) -> None:
        levels = theme_levels(theme)
        if not all(levels) or not isinstance(domain, str) or not domain.strip():
            raise DataError(
                "a theme or domain without a name", source=self.source, column="domains",
                value=f"{theme} → {domain}", expected="a name at every level",
            )  # fmt: skip
        before = self._by_levels.setdefault(levels, domain)
        if before != domain:
            raise DataError(
                f"the theme is listed under both {before} and {domain}", source=self.source,
                column="domains", value=theme, expected="one domain for each theme",
            )  # fmt: skip

    @classmethod
    def load(cls, path: str | os.PathLike[str] | None = None) -> ThemeMap:
        """Read a theme map from TOML; None gives the one that ships with the package.

        The file has one table `[domains]`: `domain = ["theme", "theme | sub-theme", …]`.

        Raises
        ------
        DataError
            the file is missing, no TOML, or lists a theme under two domains.
        """
        return _shipped() if path is None else _load(Path(path))

    @classmethod
    def of(cls, domains: ThemeMap | Mapping[str, str] | str | os.PathLike[str] | None) -> ThemeMap:
        """A theme map from whatever a caller may give: one, its rules, a path, or None."""
        if isinstance(domains, ThemeMap):
            return domains
        if isinstance(domains, Mapping):
            return cls(domains)
        return cls.load(domains)

    @property
    def domains(self) -> tuple[str, ...]:
        """All domains, in the order of the rules."""
        return tuple(dict.fromkeys(self._rules.values()))

    def domain_of(self, theme: str) -> str | None:
        """The domain of a theme, or None if no rule covers it. Cost O(levels)."""
        levels = theme_levels(theme)
        for length in range(len(levels), 0, -1):
            domain = self._by_levels.get(levels[:length])
            if domain is not None:
                return domain
        return None

    def resolve(self, themes: Iterable[str]) -> tuple[dict[str, str], list[str]]:
        """Theme → domain for every distinct theme that has one, and the themes that have none, both
        in alphabetical order."""
        found = {theme: self.domain_of(theme) for theme in sorted(set(themes))}
        known = {theme: domain for theme, domain in found.items() if domain is not None}
        return known, [theme for theme, domain in found.items() if domain is None]

    def __getitem__(self, theme: str) -> str:
        return self._rules[theme]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def __repr__(self) -> str:
        return f"<ThemeMap: {len(self)} rules, domains {', '.join(self.domains)}>"


def _load(path: Path) -> ThemeMap:
    listed = read_toml(path).get("domains")
    if not isinstance(listed, dict):
        raise DataError("no themes", source=path.name, expected="a table [domains]")
    rules: dict[str, str] = {}
    for domain, themes in listed.items():
        if not isinstance(themes, list) or not all(isinstance(theme, str) for theme in themes):
            raise DataError(
                "not a list of themes", source=path.name, column=domain, value=themes,
                expected='["theme", "theme | sub-theme", …]',
            )  # fmt: skip
        for theme in themes:
            if rules.setdefault(theme, domain) != domain:
                raise DataError(
                    f"the theme is listed under both {rules[theme]} and {domain}",
                    source=path.name, column="domains", value=theme,
                    expected="one domain for each theme",
                )  # fmt: skip
    return ThemeMap(rules, source=path.name)


@lru_cache(maxsize=1)
def _shipped() -> ThemeMap:
    return _load(DATA / "themes_nl.toml")
