"""Outcomes on disk while they are found: parts beside the file, then the file."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._common.files import read_parquet

if TYPE_CHECKING:
    import pandas as pd

_FACTS = b"munigraph.multiverse"


class Store:
    """A Parquet file that a multiverse is written to, and resumed from.

    While the work goes on, finished rows are kept in a folder ``<file>.parts``, one file per part,
    each put there whole; in the end the table replaces the file and the folder goes. ``facts`` say
    what the rows depend on besides their choices; a file with others is refused.
    """

    def __init__(self, path: str | os.PathLike[str], facts: dict[str, Any]) -> None:
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
        self._facts = facts
        self._count = 0

    def found(self) -> list[pd.DataFrame]:
        """Outcomes that earlier runs left, and the folder for new ones."""
        import pyarrow.parquet as pq

        tables = []
        if self._path.exists():
            written = (pq.read_schema(self._path).metadata or {}).get(_FACTS)
            self._compare(json.loads(written) if written else None, self._path)
            tables.append(read_parquet(self._path))
        facts = self._parts / "facts.json"
        if facts.exists():
            self._compare(json.loads(facts.read_text(encoding="utf-8")), self._parts)
            for part in sorted(self._parts.glob("part-*.parquet")):
                tables.append(read_parquet(part))
                self._count = max(self._count, int(part.stem.split("-")[1]) + 1)
        else:
            self._parts.mkdir(parents=True, exist_ok=True)
            _replace(facts, lambda path: path.write_text(json.dumps(self._facts), encoding="utf-8"))
        return tables

    def add(self, outcomes: pd.DataFrame) -> None:
        """Keep finished rows."""
        name = f"part-{self._count:06d}.parquet"
        _replace(self._parts / name, lambda path: outcomes.to_parquet(path, index=False))
        self._count += 1

    def finish(self, table: pd.DataFrame) -> None:
        """Write the whole table; the parts are no longer needed."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        whole = pa.Table.from_pandas(table, preserve_index=False)
        meta = {**(whole.schema.metadata or {}), _FACTS: json.dumps(self._facts).encode()}
        _replace(self._path, lambda path: pq.write_table(whole.replace_schema_metadata(meta), path))
        shutil.rmtree(self._parts, ignore_errors=True)

    def _compare(self, facts: dict[str, Any] | None, where: Path) -> None:
        if facts == self._facts:
            return
        if facts is None:
            raise ValueError(f"{where} is there already and was not written by multiverse")
        names = sorted(set(facts) | set(self._facts))
        other = [name for name in names if facts.get(name) != self._facts.get(name)]
        raise ValueError(
            f"{where} holds rows of another multiverse: {', '.join(other)} "
            f"{'differs' if len(other) == 1 else 'differ'}. Remove it, or choose another file"
        )


def _replace(path: Path, write: Any) -> None:
    """Written whole or not at all."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(scratch)
        os.replace(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)
