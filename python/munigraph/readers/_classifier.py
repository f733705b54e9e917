"""What the name of an arrangement says: themes, obligation, legal form, by listed keywords.

The rules stand in `data/classifier_nl.toml` and can be replaced. How often they are right is
measured by `benchmarks/classifier.py` and stated in `docs/classifier.md`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .._common.errors import DataError
from .._common.text import fold
from .._common.toml import DATA, read_toml
from ..registry._vocabulary import LEGAL_FORMS, OBLIGATIONS

__all__ = ["Classifier"]

_WORD = re.compile(r"[*^]?[0-9a-z]+(?: [0-9a-z]+)*\*?")


@dataclass(frozen=True)
class _Rule:
    result: str
    label: str
    wanted: re.Pattern[str]
    unless: re.Pattern[str] | None

    def fits(self, folded: str) -> bool:
        counted = folded if self.unless is None else self.unless.sub(" ", folded)
        return self.wanted.search(counted) is not None


class Classifier:
    """Proposes themes, obligation and legal form from a name. Immutable; answers are remembered.

    A keyword that `unless` covers does not count: with `*zorg*` unless `nazorg*`, "Nazorg
    stortplaatsen" gives nothing, "Zorg en nazorg" does.
    """

    def __init__(
        self, rules: Mapping[str, Any], *, source: str = "", use_names: bool = True
    ) -> None:
        """
        Parameters
        ----------
        rules
            tables `themes`, `obligation`, `legal_form`, each a list of rules (see the file
            of the package).
        source
            what to call the rules in messages.
        use_names
            whether names of known organisations count, or only words of the language.

        Raises
        ------
        DataError
            a rule without keywords, with a keyword that is not of the described form, or
            with a result that is not in the vocabulary.
        """
        self._themes = _compile(rules, "themes", "theme", None, source, use_names)
        self._obligation = _compile(
            rules, "obligation", "obligation", OBLIGATIONS, source, use_names
        )
        self._legal_form = _compile(
            rules, "legal_form", "legal_form", LEGAL_FORMS, source, use_names
        )
        self._memory: dict[str, tuple[str, ...]] = {}

    @classmethod
    def load(
        cls, path: str | os.PathLike[str] | None = None, *, use_names: bool = True
    ) -> Classifier:
        """Read the rules from TOML; None gives those of the package.

        Raises
        ------
        DataError
            the file is missing, no TOML, or a rule in it is wrong.
        """
        if path is None and use_names:
            return _shipped()
        source = DATA / "classifier_nl.toml" if path is None else Path(path)
        return cls(read_toml(source), source=source.name, use_names=use_names)

    def themes(self, name: str) -> tuple[str, ...]:
        """The themes that the name proposes, in the order of the rules; () if it tells nothing."""
        found = self._memory.get(name)
        if found is None:
            folded = fold(name)
            found = tuple(rule.result for rule in self._themes if rule.fits(folded))
            self._memory[name] = found
        return found

    def obligation(self, name: str) -> tuple[str, str]:
        """(`imposed`, `semi`, `free` or `unknown`, the rule that says so or "")."""
        return _first(self._obligation, name)

    def legal_form(self, name: str) -> str:
        """The legal form that the name states, or `unknown`."""
        return _first(self._legal_form, name)[0]


def _first(rules: Iterable[_Rule], name: str) -> tuple[str, str]:
    folded = fold(name)
    for rule in rules:
        if rule.fits(folded):
            return rule.result, rule.label
    return "unknown", ""


def _compile(
    rules: Mapping[str, Any],
    table: str,
    key: str,
    allowed: tuple[str, ...] | None,
    source: str,
    use_names: bool,
) -> tuple[_Rule, ...]:
    compiled = []
    for number, rule in enumerate(rules.get(table, ()), start=1):
        result = rule.get(key, "")
        if not result or (allowed is not None and result not in allowed):
            expected = f"one of {', '.join(allowed)}" if allowed else "a theme"
            raise DataError(
                "not a result that a rule can have", source=source, row=f"{table} {number}",
                column=key, value=result, expected=expected,
            )  # fmt: skip
        words = [*rule.get("keywords", ()), *(rule.get("names", ()) if use_names else ())]
        place = (source, f"{table} {number}")
        unless = rule.get("unless")
        compiled.append(
            _Rule(
                result,
                rule.get("rule", result),
                _pattern(words, *place),
                _pattern(unless, *place) if unless else None,
            )
        )
    return tuple(compiled)


def _pattern(words: Iterable[str], source: str, row: str) -> re.Pattern[str]:
    parts = []
    for word in words:
        if not isinstance(word, str) or not _WORD.fullmatch(word):
            raise DataError(
                "not a keyword", source=source, row=row, column="keywords", value=word,
                expected="lower-case words without diacritics, with * at an end for any letters "
                "or ^ before them for the beginning of the name",
            )  # fmt: skip
        start = {"*": "[0-9a-z]*", "^": "^"}.get(word[0], "")
        end = "[0-9a-z]*" if word.endswith("*") else ""
        parts.append(f"{start}{re.escape(word.strip('*^'))}{end}")
    if not parts:
        raise DataError(
            "a rule without keywords", source=source, row=row, column="keywords",
            expected="at least one keyword",
        )  # fmt: skip
    return re.compile(rf"(?<![0-9a-z])(?:{'|'.join(parts)})(?![0-9a-z])")


@lru_cache(maxsize=1)
def _shipped() -> Classifier:
    path = DATA / "classifier_nl.toml"
    return Classifier(read_toml(path), source=path.name)
