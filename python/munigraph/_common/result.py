"""What all results have in common: frozen, a table, a display, copies, pickling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pandas as pd

#: The type of a result itself.
Self = TypeVar("Self", bound="Result")


class Result:
    """Base of results: they do not change, have a ``table``, can be copied and pickled.

    Subclasses are frozen dataclasses or classes with ``__slots__`` that set their attributes by
    :meth:`_set`, and define ``table``.
    """

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def table(self) -> pd.DataFrame:
            """The main table."""

    def _set(self, **values: Any) -> None:
        """Set attributes, once, while the result is made; arrays become read-only."""
        for name, value in values.items():
            if hasattr(value, "flags") and hasattr(value, "dtype"):
                value.flags.writeable = False
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def _names(self) -> Iterator[str]:
        """Names of all attributes that are held."""
        for kind in type(self).__mro__:
            slots = kind.__dict__.get("__slots__", ())
            yield from [slots] if isinstance(slots, str) else slots
        yield from getattr(self, "__dict__", ())

    def to_frame(self) -> pd.DataFrame:
        """The result as a DataFrame of one's own: the table, where nothing else is said."""
        return self.table.copy()

    def copy(self: Self) -> Self:
        """The same result with tables and arrays of its own; networks are shared."""
        made = object.__new__(type(self))
        for name in self._names():
            if not hasattr(self, name):
                continue
            value = getattr(self, name)
            if type(value).__name__ in ("DataFrame", "Series", "ndarray") or isinstance(
                value, Result
            ):
                value = value.copy()
            made._set(**{name: value})
        return made

    __copy__ = copy

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self.copy()

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self._names() if hasattr(self, name)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._set(**state)

    # What a notebook shows; results say more by these three.

    def _said(self) -> list[str]:
        """Lines above the table: what ``repr`` says, without the kind."""
        text = repr(self).strip("<>")
        return [text.removeprefix(type(self).__name__).lstrip(": ")]

    def _picture(self) -> str:
        """A small picture where one says more than the table."""
        return ""

    def _shown(self) -> pd.DataFrame:
        """The table that is shown."""
        return self.table

    def _repr_html_(self) -> str:
        from .display import shown

        return shown(
            type(self).__name__, self._said(), picture=self._picture(), table=self._shown()
        )
