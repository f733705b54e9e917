"""Packages made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import munigraph as mg
import pytest
from munigraph import DataError


class Package:
    """A package by hand: the people's file and what the descriptor says of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, bytes] = {
            "arrangements.csv": b"id\na\n",
            "memberships.csv": b"arrangement,participant\na,p\na,q\n",
        }
        self.participants: dict[str, Any] = {"name": "participants", "path": "participants.csv"}
        self.more: list[dict[str, Any]] = []
        self.own: dict[str, Any] = {}

    def schema(self, *fields: dict[str, Any], **keys: Any) -> Package:
        self.participants["schema"] = {"fields": list(fields), **keys}
        return self

    def people(self, text: str | bytes, name: str = "participants.csv") -> Package:
        self.files[name] = text if isinstance(text, bytes) else text.encode()
        return self

    def write(self) -> Path:
        for name, content in self.files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
        others = [{"name": n, "path": f"{n}.csv"} for n in ("arrangements", "memberships")]
        resources = [self.participants, *others, *self.more]
        text = json.dumps({"name": "made", "resources": resources, **self.own})
        (self.folder / "datapackage.json").write_text(text, encoding="utf-8")
        return self.folder

    def read(self) -> Any:
        return mg.read_package(self.write())[0].participants

    def refused(self) -> DataError:
        with pytest.raises(DataError) as caught:
            mg.read_package(self.write())
        return caught.value


@pytest.fixture(scope="session")
def packages() -> type[Package]:
    """The class, for tests that make many."""
    return Package


@pytest.fixture
def package(tmp_path) -> Package:
    return Package(tmp_path).people("id,name\np,P\nq,Q\n")
