"""Grids of choices: spelled out, checked, and as the columns of a table."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ... import _core
from ..._common.choices import choices_of
from ..._common.words import check_word, unknown
from ...network._construction import jsonable

if TYPE_CHECKING:
    import pandas as pd

    from ...registry._register import Register

#: Columns that a table always has.
_ALWAYS = ("date", "weighting", "quality", "resolution")


#: On whose municipalities: of the register rather than of the network, so not among the core's.
OWN = "own"


def defaults() -> dict[str, Any]:
    """Every choice of a row with its default, those of the construction first."""
    chosen = {name: choice.default for name, choice in choices_of("specification").items()}
    return {**chosen, "geography": OWN}


class Specification(NamedTuple):
    """One row: choices as they were given, and as the core takes them."""

    choices: dict[str, Any]
    construction: str  #: canonical JSON, or the given one where it makes no sense
    quality: str
    resolution: float | None
    key: str  #: 16 hexadecimal digits
    failure: str  #: why the choices do not go together; empty where that is not known yet
    geography: str = OWN  #: the day whose municipalities count, or ``"own"``

    @property
    def core(self) -> tuple[str, str, float | None]:
        return self.construction, self.quality, self.resolution


def expand(grid: Any, register: Register, date: Any, geography: Any = OWN) -> list[Specification]:
    """The rows of a grid: the product of a dict of lists, or a list of dicts, in order.

    Misuse is an error: an unknown choice or word, a value of the wrong type, a row without a date.
    """
    rows = _product(grid) if isinstance(grid, Mapping) else _listed(grid)
    known = defaults()
    seen: dict[tuple[str, str], Any] = {}
    result = []
    for row in rows:
        for name in row:
            if name not in known:
                raise unknown("choice", name, known)
        choices = {name: _checked(name, value, register, seen) for name, value in row.items()}
        if choices.get("date") is None:
            if date is None:
                register.at(None)  # raises, and says what dates there are
            choices["date"] = register.day(date)
        if choices.get("geography") is None:
            choices.pop("geography", None)
            if (day := geography_of(register, geography)) != OWN:
                choices["geography"] = day
        result.append(_specification(choices))
    return result


def geography_of(register: Register, geography: Any) -> str:
    """A geography as ``"own"`` or the day whose municipalities count."""
    if geography is None or (isinstance(geography, str) and geography == OWN):
        return OWN
    return register.geography_day(geography)


def _product(grid: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    values = []
    for name, given in grid.items():
        some = list(given) if isinstance(given, Iterable) and not _is_single(given) else [given]
        if not some:
            raise ValueError(f"the grid has no values for {name!r}; leave it out, or use [None]")
        values.append(some)
    return (dict(zip(grid, row, strict=True)) for row in itertools.product(*values))


def _is_single(value: Any) -> bool:
    return isinstance(value, (str, bytes, Mapping))


def _listed(grid: Any) -> list[dict[str, Any]]:
    if isinstance(grid, (str, bytes)) or not isinstance(grid, Iterable):
        raise TypeError(f"a grid is a dict of lists or a list of dicts, not {type(grid).__name__}")
    rows = []
    for row in grid:
        if not isinstance(row, Mapping):
            raise TypeError(f"a row of a grid is a dict, not {type(row).__name__}")
        rows.append(dict(row))
    return rows


def _checked(name: str, value: Any, register: Register, seen: dict[tuple[str, str], Any]) -> Any:
    """A value as plain Python, checked on its own (once)."""
    if name == "date":
        value = None if value is None else register.day(value)
    if name == "geography":
        return None if value is None else geography_of(register, value)
    text = json.dumps(value, default=jsonable, sort_keys=True)
    if (name, text) in seen:
        return seen[name, text]
    plain = json.loads(text)
    if name in choices_of("network"):
        _core.normalise_construction(json.dumps({name: plain}))
    else:
        choices_of("specification")[name].check(plain)
    if name == "domain" and plain is not None:
        for domain in [plain] if isinstance(plain, str) else plain:
            check_word("domain", domain, register.domains)
    seen[name, text] = plain
    return plain


def _specification(choices: dict[str, Any]) -> Specification:
    options = {
        name: value
        for name, value in choices.items()
        if name not in ("resolution", "quality", "geography")
    }
    geography = choices.get("geography", OWN)
    quality = choices.get("quality", "modularity")
    resolution = choices.get("resolution")
    resolution = None if resolution is None else float(resolution)
    text = json.dumps(options, sort_keys=True)
    failure = ""
    try:
        text = _core.normalise_construction(text)
        key = _core.specification_key((text, quality, resolution))
    except ValueError as error:
        failure = str(error)
        key = _core.text_key(json.dumps(choices, sort_keys=True))
    if geography != OWN:
        key = _core.text_key(f"{key:016x} {geography}")
    return Specification(choices, text, quality, resolution, f"{key:016x}", failure, geography)


def columns(specifications: list[Specification]) -> pd.DataFrame:
    """The choices of rows as columns: all that any row makes, and always the date, the weighting,
    the quality function and the resolution."""
    import pandas as pd

    standard = defaults()
    used = {name for one in specifications for name in one.choices}
    names = [name for name in dict.fromkeys(["date", *standard]) if name in used or name in _ALWAYS]
    table: dict[str, Any] = {}
    for name in names:
        values = [one.choices.get(name, standard[name]) for one in specifications]
        if name == "resolution":
            values = [_resolution_of(one) for one in specifications]
        table["quality_function" if name == "quality" else name] = _column(name, values)
    return pd.DataFrame(table)


def _resolution_of(one: Specification) -> float | None:
    if one.resolution is None and one.quality == "modularity":
        return 1.0
    return one.resolution


def _column(name: str, values: list[Any]) -> Any:
    import pandas as pd

    kind = "word" if name == "geography" else choices_of("specification")[name].kind
    if kind == "integer":
        return pd.array(values, dtype="Int64")
    dtype = {"date": "datetime64[s]", "number": "float64", "boolean": "bool"}.get(kind)
    return pd.Series(values if dtype else [_word(value) for value in values], dtype=dtype)


def _word(value: Any) -> str | None:
    """Lists are joined; what has parts of its own is JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return " + ".join(map(str, value))
    return json.dumps(value, sort_keys=True)
