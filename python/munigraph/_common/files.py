"""Writing files whole or not at all; reading Parquet."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def write_atomic(path: Path, content: bytes) -> None:
    """Whole or not at all, also if the machine stops in the middle."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_parquet(source: Any) -> pd.DataFrame:
    """A Parquet file or buffer as a DataFrame, read in the calling thread alone.

    Arrow's own threads wait for each other for ever where one of them is out of memory; in this
    thread that is a ``MemoryError``. Tables here are small, so nothing is lost.
    """
    import pyarrow.parquet as pq

    # `read_table` would scan in a thread of its own.
    with pq.ParquetFile(source, pre_buffer=False) as file:
        return file.read(use_threads=False).to_pandas(use_threads=False)
