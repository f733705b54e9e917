"""Outcomes on disk while they are found: parts beside the file, then the file."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._common.cache import Cache
from ..._common.files import write_atomic

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_FACTS = b"munigraph.multiverse"


class Store:
    """A Parquet file that a multiverse is written to, and resumed from.

    While the work goes on, finished rows are kept in a folder ``<file>.parts``, a cache with an
    entry per part, whose key is made of its rows and of what they depend on; in the end the table
    replaces the file and the folder goes. ``facts`` say what the rows depend on besides their
    choices; a file with others is refused. A part that is not what it was is left out, and its rows
    are computed again.
    """

    def __init__(self, path: str | os.PathLike[str], columns: tuple[str, ...]) -> None:
        try:
            import pyarrow  # noqa: F401
        except ImportError as error:
            raise ImportError(
                "writing a multiverse to a file needs pyarrow: pip install 'munigraph[arrow]'"
            ) from error
        self._path = Path(path)
        if self._path.is_dir():
            raise ValueError(f"out is a folder, expected a file: {self._path}")
        self._parts = self._path.with_name(self._path.name + ".parts")
        self._cache = Cache(self._parts)
        self._facts: dict[str, Any] = {}
        self._columns = columns

    def depends_on(self, facts: dict[str, Any]) -> None:
        """What the rows depend on besides their choices; said before any is read or kept."""
        self._facts = facts

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else writes to the file meanwhile; ``BlockingIOError`` says who does already."""
        with self._cache.held(self._path):
            try:
                yield
            finally:
                # Nothing was begun: the file was refused.
                if self._parts.is_dir() and os.listdir(self._parts) == ["lock"]:
                    shutil.rmtree(self._parts, ignore_errors=True)

    def found(self) -> list[pd.DataFrame]:
        """Outcomes that earlier runs left, and the folder for new ones."""
        tables = []
        if self._path.exists():
            tables.append(self._whole())
        facts = self._parts / "facts.json"
        if facts.exists():
            self._compare(_json(facts, self._parts), self._parts)
            self._cache.sweep()
            for key in list(self._cache.keys()):
                table = self._part(key)
                if table is None:
                    self._cache.forget(key)
                else:
                    tables.append(table)
        else:
            write_atomic(facts, json.dumps(self._facts).encode())
        return tables

    def add(self, outcomes: pd.DataFrame) -> None:
        """Keep finished rows."""
        self._cache.put(self._key(outcomes), self._written(outcomes))

    def finish(self, table: pd.DataFrame) -> None:
        """Write the whole table; the parts are no longer needed."""
        # Made in the folder of parts: a run that is killed leaves no draft beside the file.
        draft = self._parts / "whole.parquet"
        write_atomic(draft, self._written(table))
        os.replace(draft, self._path)
        shutil.rmtree(self._parts, ignore_errors=True)

    def _written(self, table: pd.DataFrame) -> bytes:
        """The table as Parquet, bound to the facts, every page with a checksum."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        whole = pa.Table.from_pandas(table, preserve_index=False)
        meta = {**(whole.schema.metadata or {}), _FACTS: json.dumps(self._facts).encode()}
        buffer = io.BytesIO()
        pq.write_table(whole.replace_schema_metadata(meta), buffer, write_page_checksum=True)
        return buffer.getvalue()

    def _key(self, outcomes: pd.DataFrame) -> str:
        """Of what a part depends on."""
        about = json.dumps([self._facts, outcomes["row"].tolist()], sort_keys=True)
        return hashlib.sha256(about.encode()).hexdigest()

    def _part(self, key: str) -> pd.DataFrame | None:
        """A part, unless it is damaged, cut off, or of another multiverse."""
        content = self._cache.get(key)
        if content is None:
            return None
        table: pd.DataFrame = _read(content).to_pandas()
        return table if self._key(table) == key else None

    def _whole(self) -> pd.DataFrame:
        """The file of an earlier run."""
        import pyarrow as pa

        try:
            table = _read(self._path.read_bytes())
            facts = _facts_of(table)
            if facts is not None:
                self._compare(facts, self._path)
                return table.select(list(self._columns)).to_pandas()
        except (pa.ArrowException, OSError, KeyError, UnicodeDecodeError) as error:
            raise ValueError(
                f"{self._path} is damaged, or no Parquet file ({_first_line(error)}). "
                "Remove it, or choose another file"
            ) from error
        raise ValueError(f"{self._path} is there already and was not written by multiverse")

    def _compare(self, facts: dict[str, Any], where: Path) -> None:
        if facts == self._facts:
            return
        names = sorted(set(facts) | set(self._facts))
        other = [name for name in names if facts.get(name) != self._facts.get(name)]
        raise ValueError(
            f"{where} holds rows of another multiverse: {', '.join(other)} "
            f"{'differs' if len(other) == 1 else 'differ'}. Remove it, or choose another file"
        )


def _read(content: bytes) -> pa.Table:
    import pyarrow.parquet as pq

    # In the calling thread alone: Arrow's own wait for ever where one is out of memory.
    source = pq.ParquetFile(io.BytesIO(content), pre_buffer=False, page_checksum_verification=True)
    return source.read(use_threads=False)


def _facts_of(table: pa.Table) -> dict[str, Any] | None:
    """What a table says that it depends on; ``None``: it is no multiverse's."""
    written = (table.schema.metadata or {}).get(_FACTS)
    try:
        facts = json.loads(written) if written else None
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) or facts is None else {}


def _json(path: Path, folder: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(value, dict):
            return value
    except ValueError:
        pass
    raise ValueError(f"{path} is damaged. Remove the folder {folder} to compute its rows again")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
