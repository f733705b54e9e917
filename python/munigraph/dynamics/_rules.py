"""The thresholds of the chronicle, as the core describes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .. import _core

if TYPE_CHECKING:
    import pandas as pd


class ChronicleRules(Mapping[str, float]):
    """Every threshold of :func:`munigraph.chronicle`; immutable, a mapping of names to values.

    Parameters
    ----------
    **changes : float
        Thresholds that differ from the default: shares from 0 to 1, or days. Which there are,
        their defaults and what each does is in :attr:`table` and in docs/chronicle.md.

    Raises
    ------
    ValueError
        for an unknown name ("did you mean …?") or a value out of range.

    Examples
    --------
    >>> ChronicleRules(near_days=62)["near_days"]
    62.0
    """

    __slots__ = ("_values",)

    _values: dict[str, float]

    def __init__(self, **changes: float) -> None:
        values = {name: default for name, default, _, _ in _core.chronicle_rules()}
        for name, value in changes.items():
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise TypeError(f"{name} is {value!r}, expected a number")
        _core.check_chronicle_rules({name: float(value) for name, value in changes.items()})
        values.update({name: float(value) for name, value in changes.items()})
        object.__setattr__(self, "_values", values)

    @classmethod
    def of(cls, rules: Mapping[str, float] | None) -> ChronicleRules:
        """The rules meant by an argument: None for the defaults, or what differs from them."""
        if isinstance(rules, cls):
            return rules
        if rules is not None and not isinstance(rules, Mapping):
            raise TypeError(
                f"rules: a ChronicleRules, a mapping of names to values or None, "
                f"not {type(rules).__name__}"
            )
        return cls(**(rules or {}))

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame ``rule, value, default, unit, about``."""
        import pandas as pd

        rows = [
            (name, self._values[name], default, "days" if days else "share", about)
            for name, default, days, about in _core.chronicle_rules()
        ]
        return pd.DataFrame(rows, columns=["rule", "value", "default", "unit", "about"])

    def __getitem__(self, name: str) -> float:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("ChronicleRules cannot be changed; make new ones")

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return ChronicleRules.of, (dict(self._values),)

    def __repr__(self) -> str:
        defaults = {name: default for name, default, _, _ in _core.chronicle_rules()}
        changed = [f"{k}={v:g}" for k, v in self._values.items() if v != defaults[k]]
        return f"ChronicleRules({', '.join(changed)})"
