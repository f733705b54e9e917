"""One rule for long calls: a bar where someone watches, and no trace of it when it is done.

In a notebook the bar is a display that is updated in place and emptied at the end, by what IPython
itself has; on a terminal it is a line that is written over. Nothing else is needed.
"""

from __future__ import annotations

import html
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

#: What is called while work goes on: ``report(done, total)``.
Report = Callable[[int, int], object]
#: The argument ``progress`` of every function that has one.
ProgressLike = bool | Report | None

#: Seconds after which a bar appears that nobody asked for, and between two looks of a bar.
_DELAY, _BETWEEN = 2.0, 0.1
#: Letters of a bar on a terminal; steps of work in parts of unlike units.
_WIDE, _STEPS = 24, 1000


class Progress:
    """Called with ``(done, total)`` while work goes on; a context manager.

    Parameters
    ----------
    label
        What is counted.
    show
        True or False forces the bar on or off; None shows it where someone watches (a terminal or a
        notebook) and only if the work takes longer than two seconds; a callable is called with
        ``(done, total)`` instead.
    counted
        Whether ``done`` and ``total`` are numbers of the label's things; else they are only a
        share, and the bar says so in per cent.

    Raises
    ------
    TypeError
        For anything else.
    """

    def __init__(self, label: str, show: ProgressLike = None, *, counted: bool = True) -> None:
        self._report = show if callable(show) else None
        if self._report is None and type(show).__name__ not in ("bool", "bool_", "NoneType"):
            raise TypeError(
                f"progress is {show!r}, expected None, True, False or a function of (done, total)"
            )
        self._label = label
        self._counted = counted
        self._show = _watched() if show is None else bool(show)
        self._delay = _DELAY if show is None else 0.0
        self._start = time.monotonic()
        self._drawn = 0.0
        self._bar: _Line | _Display | None = None

    @property
    def callback(self) -> Report | None:
        """What to hand to the core: None where nothing is shown."""
        return self._report or (self if self._show else None)

    def part(self, index: int, count: int) -> Report | None:
        """The same for one of ``count`` pieces of work of equal length, one after another."""
        report = self.callback
        if report is None:
            return None

        def shifted(done: int, total: int) -> None:
            report(index * total + done, count * total)

        return shifted

    def share(self, index: int, count: int) -> Report | None:
        """The same for one of ``count`` pieces of work that count unlike things."""
        report = self.callback
        if report is None:
            return None

        def shifted(done: int, total: int) -> None:
            step = _STEPS * done // total if total else 0
            report(index * _STEPS + step, count * _STEPS)

        return shifted

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._start < self._delay:
            return
        if self._bar is None:
            self._open()
        elif now - self._drawn < _BETWEEN:
            return
        self._drawn = now
        if self._bar is not None:
            self._bar.draw(self._label, done, total, self._said(done, total))

    def _said(self, done: int, total: int) -> str:
        if not self._counted and total:
            return f"{done / total:.0%}"
        return f"{done:,}/{total:,}" if total else f"{done:,}"

    def _open(self) -> None:
        self._bar = _Display() if in_notebook() else _Line()


class _Line:
    """A line on a terminal that is written over and wiped in the end."""

    def __init__(self) -> None:
        self._last = ""

    def draw(self, label: str, done: int, total: int, said: str) -> None:
        full = _WIDE * min(done, total) // total if total else 0
        text = (
            f"{label}: {'█' * full}{'░' * (_WIDE - full)} {said}" if total else f"{label}: {said}"
        )
        if text != self._last:
            self._write("\r" + text.ljust(len(self._last)))
            self._last = text

    def close(self) -> None:
        self._write("\r" + " " * len(self._last) + "\r")

    @staticmethod
    def _write(text: str) -> None:
        if sys.stderr is None:
            return
        try:
            sys.stderr.write(text)
        except UnicodeEncodeError:
            sys.stderr.write(text.replace("█", "#").replace("░", "."))
        sys.stderr.flush()


class _Display:
    """An output of a notebook's cell that is updated in place, and holds nothing in the end."""

    def __init__(self) -> None:
        self._handle: Any = None

    def draw(self, label: str, done: int, total: int, said: str) -> None:
        from IPython.display import DisplayHandle

        value = f' value="{min(done, total)}" max="{total}"' if total else ""
        shown = {
            "text/html": f"<progress{value} style='width:240px; vertical-align:middle'></progress> "
            f"{html.escape(label)} {said}",
            "text/plain": f"{label}: {said}",
        }
        if self._handle is None:
            # Known before it is shown: Stop may come in between, and the bar would stay.
            self._handle = DisplayHandle()
            self._handle.display(shown, raw=True)
        else:
            self._handle.update(shown, raw=True)

    def close(self) -> None:
        if self._handle is not None:
            self._handle.update({}, raw=True)


def tell(line: str) -> None:
    """A line about what is done unasked: where a notebook prints, else beside the output."""
    print(line, file=sys.stdout if in_notebook() else sys.stderr)


def in_notebook() -> bool:
    """Whether the output is that of a notebook's cell."""
    if "IPython" not in sys.modules:
        return False
    shell = sys.modules["IPython"].get_ipython()
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"


def _watched() -> bool:
    """Whether output goes to a terminal or a notebook."""
    return in_notebook() or bool(sys.stderr is not None and sys.stderr.isatty())
