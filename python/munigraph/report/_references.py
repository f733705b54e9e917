"""Papers, from the bibliography that ships with the package."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from .._common.toml import DATA


@functools.lru_cache(maxsize=1)
def _bibliography() -> Any:
    from pybtex.database import parse_file

    return parse_file(str(DATA / "references.bib"))


def references(keys: Sequence[str]) -> list[str]:
    """The papers with these keys as plain text, in this order; ``KeyError`` for one not there."""
    from pybtex.backends.plaintext import Backend
    from pybtex.style.formatting.unsrt import Style

    entries = [_bibliography().entries[key] for key in keys]
    return [one.text.render(Backend()) for one in Style().format_entries(entries)]
