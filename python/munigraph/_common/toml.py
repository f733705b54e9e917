"""Reading TOML files."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from .errors import DataError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - depends on the interpreter
    import tomli as tomllib

__all__ = ["DATA", "read_toml"]

DATA = Path(__file__).parent.parent / "data"
"""The folder of the tables and rules that ship with the package."""


def read_toml(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The content of a TOML file.

    Raises
    ------
    DataError
        the file is missing, or no TOML in UTF-8.
    """
    source = Path(path)
    try:
        with source.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        raise DataError("no such file", source=str(source), expected="a TOML file") from None
    except IsADirectoryError:
        raise DataError("this is a folder", source=str(source), expected="a TOML file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(
            f"not valid TOML: {error}", source=source.name, expected="TOML in UTF-8"
        ) from None
