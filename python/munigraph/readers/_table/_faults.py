"""What is wrong with a file, all of it at once: by column and rule, with counts and examples."""

from __future__ import annotations

from ..._common.errors import DataError
from ..._common.text import visible

__all__ = ["Fault", "Faults", "TableError"]


class Fault(tuple[str, str, str, int, str, str]):
    """Source, column, rule, number of cells or rows, an example, what was expected."""

    __slots__ = ()

    def __str__(self) -> str:
        source, column, rule, count, example, expected = self
        where = f"column {column!r}: " if column else ""
        much = (
            f" ({count}×, such as {example!r})" if example else f" ({count}×)" if count > 1 else ""
        )
        text = f"{where}{rule}{much}"
        if source:
            text = f"{source}, {text}"
        return f"{text}; {expected}" if expected else text


class TableError(DataError):
    """A table with faults; ``faults`` lists them all, the message too."""

    faults: list[Fault]

    def __init__(self, source: str, faults: list[Fault], lead: str = "") -> None:
        self.faults = faults
        first = faults[0]
        super().__init__(
            first[2], source=source, column=first[1] or None, value=first[4] or None,
            expected=first[5] or None,
        )  # fmt: skip
        count = f"{len(faults)} faults" if len(faults) > 1 else "a fault"
        head = f"{source}: {lead or count}"
        self.args = ("\n  - ".join([head, *map(str, faults)]),)

    def __str__(self) -> str:
        return visible(str(self.args[0]))

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.source, [tuple(fault) for fault in self.faults], str(self))


def _rebuild(
    source: str, faults: list[tuple[str, str, str, int, str, str]], text: str
) -> TableError:
    error = TableError(source, [Fault(fault) for fault in faults])
    error.args = (text,)
    return error


class Faults:
    """Collects faults that make a file unreadable until someone decides."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[Fault] = []

    def add(
        self, column: str, rule: str, *, count: int = 1, example: str = "", expected: str = "",
        source: str = "",
    ) -> None:  # fmt: skip
        fault = Fault((source, column, rule, count, example, expected))
        if fault not in self.found:
            self.found.append(fault)

    def raise_if_any(self) -> None:
        if self.found:
            raise TableError(self.source, self.found)
