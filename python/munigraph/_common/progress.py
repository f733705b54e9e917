"""A progress bar for long calls: tqdm's where it is installed, else a plain line on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

#: What is called while work goes on: ``report(done, total)``.
Report = Callable[[int, int], object]
#: The argument ``progress`` of every function that has one.
ProgressLike = bool | Report | None

#: Seconds after which a bar appears that nobody asked for.
_DELAY = 2.0


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

    Raises
    ------
    TypeError
        For anything else.
    """

    def __init__(self, label: str, show: ProgressLike = None) -> None:
        self._report = show if callable(show) else None
        if self._report is None and type(show).__name__ not in ("bool", "bool_", "NoneType"):
            raise TypeError(
                f"progress is {show!r}, expected None, True, False or a function of (done, total)"
            )
        self._label = label
        self._show = _watched() if show is None else bool(show)
        self._delay = _DELAY if show is None else 0.0
        self._start = time.monotonic()
        self._bar: Any = None
        self._plain = False
        self._last = ""

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
        elif self._last:
            sys.stderr.write("\n")

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._start < self._delay:
            return
        if self._bar is None and not self._plain:
            self._open(total)
        if self._bar is not None:
            self._bar.total = total or None
            self._bar.update(done - self._bar.n)
            return
        text = f"{self._label}: {done}/{total}" if total else f"{self._label}: {done}"
        if text != self._last:
            sys.stderr.write("\r" + text.ljust(len(self._last)))
            sys.stderr.flush()
            self._last = text

    def _open(self, total: int) -> None:
        try:
            from tqdm.autonotebook import tqdm
        except ImportError:
            self._plain = True
            return
        self._bar = tqdm(total=total or None, desc=self._label, leave=False)


def _watched() -> bool:
    """Whether output goes to a terminal or a notebook."""
    if "IPython" in sys.modules:
        shell = sys.modules["IPython"].get_ipython()
        if shell is not None and type(shell).__name__ == "ZMQInteractiveShell":
            return True
    return bool(sys.stderr is not None and sys.stderr.isatty())
