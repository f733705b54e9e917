"""One writer at a time: a lock on a file, which the system gives up when its holder dies."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import platform
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

try:
    import fcntl
except ImportError:  # Windows: other processes are not noticed there
    fcntl = None  # type: ignore[assignment]

# Locks of POSIX are a process's, so that a fork does not have them; its threads need this.
_held: set[tuple[int, str]] = set()
_guard = threading.Lock()


@contextlib.contextmanager
def locked(path: Path, what: object) -> Iterator[None]:
    """Hold the lock file ``path``, made if need be, for the time of a ``with`` block.

    ``what`` is what it stands for. Raises ``BlockingIOError`` that says who holds it.
    """
    key = (os.getpid(), os.path.realpath(path))
    with _guard:
        if key in _held:
            raise BlockingIOError(f"{what} is being written by this process already")
        _held.add(key)
    try:
        with _locked_file(path, what) as file:
            _write_holder(file)
            yield
            with contextlib.suppress(OSError):
                file.truncate(0)
    finally:
        with _guard:
            _held.discard(key)


def _locked_file(path: Path, what: object) -> IO[str]:
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
        try:
            _lock(file)
            # Its last holder may have removed it between opening and locking.
            if _is_still(path, file):
                return file
        except BlockingIOError:
            file.close()
            raise BlockingIOError(f"{what} is being written by {_holder(path)}") from None
        except BaseException:
            file.close()
            raise
        file.close()


def _lock(file: IO[str]) -> None:
    if fcntl is None:
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # POSIX leaves the choice of these two
        raise BlockingIOError from None
    except OSError:
        return  # a file system without locks


def _is_still(path: Path, file: IO[str]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _write_holder(file: IO[str]) -> None:
    about = {
        "process": os.getpid(),
        "machine": platform.node(),
        "since": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    with contextlib.suppress(OSError):  # a full disk: the lock holds without a name
        file.truncate(0)
        file.write(json.dumps(about))
        file.flush()


def _holder(path: Path) -> str:
    try:
        about: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return f"process {about['process']} on {about['machine']} since {about['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
