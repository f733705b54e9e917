"""Public files into the cache: a data set is there whole, or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .._common.progress import tell

__all__ = ["download", "is_complete"]


def is_complete(place: Path, files: Mapping[str, str]) -> bool:
    """Whether a folder has all files, each with its SHA-256."""
    return all(_digest(place / name) == digest for name, digest in files.items())


def _digest(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def download(name: str, spec: Mapping[str, Any], cache: Path) -> None:
    """Put the files of ``spec`` (``base``, ``folder``, ``files``) into the cache.

    They go into a folder of their own, are checked there, and take their place by one rename: what
    fails or is killed before that leaves nothing that could be taken for the data.

    Raises ``FileNotFoundError`` with one sentence where that cannot be done.
    """
    import pooch

    tell(_announced(name, spec))
    target = cache / spec["folder"]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _stage(target) as stage:
            store = pooch.create(
                path=stage,
                base_url=spec["base"],
                registry={file: f"sha256:{digest}" for file, digest in spec["files"].items()},
            )
            for file in spec["files"]:
                try:
                    with _quiet():
                        store.fetch(file)
                except Exception as error:
                    raise FileNotFoundError(
                        f"{name}: {spec['base']}{file} could not be downloaded: "
                        f"{_sentence(error, spec['base'])}"
                    ) from error
            _publish(stage, target, spec["files"])
    except FileNotFoundError:
        raise
    except OSError as error:
        raise FileNotFoundError(
            f"{name}: could not be kept in {target}: {error.strerror or error}"
        ) from error
    finally:
        _remove_empty(target.parent, cache)


def _announced(name: str, spec: Mapping[str, Any]) -> str:
    """``nl-opengr-2016: downloading 0.3 MB from raw.githubusercontent.com (ODC-PDDL-1.0)``."""
    size = f"{spec['bytes'] / 1e6:.1f} MB" if "bytes" in spec else f"{len(spec['files'])} files"
    host = urlsplit(spec["base"]).hostname or spec["base"]
    licence = f" ({spec['licence']})" if spec.get("licence") else ""
    return f"{name}: downloading {size} from {host}{licence}"


def _publish(stage: Path, target: Path, files: Mapping[str, str]) -> None:
    try:
        stage.rename(target)
    except OSError:
        if is_complete(target, files):  # another process was quicker
            return
        # What is there is no whole data set: out of the way with it.
        with _stage(target) as rest:
            target.rename(rest / target.name)
        stage.rename(target)


@contextlib.contextmanager
def _stage(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` that is gone at the end, or with the next download where the
    process is killed: nobody holds its lock then."""
    prefix = f".{target.name}."
    for left in target.parent.glob(f"{prefix}*.part"):
        with _locked(left) as held:
            if held:
                shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix=prefix, suffix=".part", dir=target.parent))
    stage.chmod(0o755)
    try:
        with _locked(stage):
            yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Whether this process holds the folder's lock meanwhile (never, where there are none)."""
    try:
        import fcntl
    except ImportError:
        yield False
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _remove_empty(folder: Path, cache: Path) -> None:
    for one in (folder, *folder.parents):
        if one != cache and cache not in one.parents:
            return
        try:
            one.rmdir()
        except OSError:
            return


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the downloader's own lines; errors are told by us."""
    import logging

    import pooch

    log = pooch.get_logger()
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def _sentence(error: BaseException, base: str) -> str:
    """What went wrong, without the downloader's classes and addresses in memory."""
    host = urlsplit(base).hostname or base
    kinds = {kind.__name__ for kind in type(error).__mro__}
    text = " ".join(str(error).split())
    if "does not match the known hash" in text:
        return "the file that came is not the one that was published (another hash)"
    if "HTTPError" in kinds:
        status = getattr(getattr(error, "response", None), "status_code", None)
        return f"{host} answered {status}" if status else f"{host} refused"
    if "Timeout" in kinds or isinstance(error, TimeoutError):
        return f"{host} did not answer in time"
    if kinds & {"ConnectionError", "URLError", "ChunkedEncodingError"}:
        return f"no connection to {host}"
    return text or type(error).__name__
