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


def cited(keys: Sequence[str]) -> str:
    """Papers as a sentence names them: ``Traag et al. 2019; Holm 1979``."""
    return "; ".join(_cited(_bibliography().entries[key]) for key in keys)


def _cited(entry: Any) -> str:
    from pybtex.richtext import Text

    names = [" ".join([*one.prelast_names, *one.last_names]) for one in entry.persons["author"]]
    plain = [str(Text.from_latex(name)) for name in names]
    who = " & ".join(plain) if len(plain) < 3 else f"{plain[0]} et al."
    return f"{who} {entry.fields['year']}"


def references(keys: Sequence[str]) -> list[str]:
    """The papers with these keys as plain text, in this order; ``KeyError`` for one not there."""
    from pybtex.backends.plaintext import Backend
    from pybtex.style.formatting.unsrt import Style

    entries = [_bibliography().entries[key] for key in keys]
    return [one.text.render(Backend()) for one in Style().format_entries(entries)]
