"""Themes of a table that belong to no domain yet."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping

from ._mapping import ColumnMapping
from ._region import Region
from ._spellings import cleaned

__all__ = ["domain_doubts", "with_domains"]


def with_domains(given: Mapping[str, str]) -> dict[str, str]:
    """The rules of the package, and those given in place of them; a theme without a domain is
    passed over."""
    from ...registry._themes import ThemeMap, theme_levels

    own = {theme: domain.strip() for theme, domain in given.items() if domain.strip()}
    said = {theme_levels(theme) for theme in own}
    rules = {t: d for t, d in ThemeMap.load().items() if theme_levels(t) not in said}
    return {**rules, **own}


def domain_doubts(regions: list[Region], mapping: ColumnMapping) -> list[str]:
    """Lines of ``[domains]`` for the themes of a table that no rule knows."""
    from ...registry._themes import ThemeMap

    counts: Counter[str] = Counter()
    for region in regions:
        for label in mapping.fields().get("theme", ()):
            if label not in region.labels:
                continue
            column = region.column(label)
            rows = column.counts()
            for code in column.used():
                for theme in re.split(r"[;\n]", cleaned(column.values[code])):
                    if theme.strip():
                        counts[theme.strip()] += int(rows[code])
    rules = ThemeMap.of(with_domains(mapping.domains))
    unknown = [theme for theme in counts if rules.domain_of(theme) is None]
    if not unknown:
        return []
    known = ", ".join(ThemeMap.load().domains)
    first = f"[domains]  # {known}, or one of your own"
    return [
        first,
        *(
            f'{json.dumps(theme, ensure_ascii=False)} = ""  # {counts[theme]} rows'
            for theme in unknown[:100]
        ),
    ]
