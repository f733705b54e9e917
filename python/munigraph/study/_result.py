"""A finished study: its tables, facts and files."""

from __future__ import annotations

import html
import json
import operator
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

from .._common.errors import DataError
from .._common.files import read_parquet
from .._common.text import visible
from ._check import Problem, StudyError
from ._file import Study
from ._plan import Instance, main_instance


class StudyResult(Mapping[str, pd.DataFrame]):
    """Tables by name, as they lie in a folder. ``result["counts"]`` is a DataFrame.

    ``facts`` (results.json), ``manifest`` (manifest.json), ``study``, ``folder``, ``report``: the
    path of the report, or ``None``.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self.manifest = self._json("manifest.json", ("study", "tables", "title"))
        self.facts = self._json("results.json", ("data", "finding", "tasks"))
        self._tables: dict[str, pd.DataFrame] = {}

    def _json(self, name: str, keys: tuple[str, ...]) -> dict[str, Any]:
        path = self.folder / name
        try:
            value = json.loads(path.read_text("utf-8"))
            if isinstance(value, dict) and set(keys) <= set(value):
                return value
            source, said = path, f"damaged: expected a JSON object with {', '.join(keys)}"
        except FileNotFoundError:
            source, said = self.folder, "no finished study in this folder"
        except ValueError as error:
            source, said = path, f"damaged: {error}"
        raise StudyError(str(source), [Problem("", None, said)])

    @property
    def study(self) -> Study:
        settings = self.manifest["study"]["settings"]
        text = (self.folder / "study.toml").read_text("utf-8")
        return Study(settings, text, self.folder, self.manifest["study"]["file"])

    @property
    def main(self) -> Instance:
        """The network that the finding is about."""
        return main_instance(self.study)

    @property
    def report(self) -> Path | None:
        path = self.folder / "report.html"
        return path if path.exists() else None

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.manifest["tables"]:
            raise KeyError(f"no table {name!r}; there are {', '.join(self)}")
        if name not in self._tables:
            self._tables[name] = _table(self.folder / "tables" / f"{name}.parquet")
        return self._tables[name]

    def __contains__(self, name: object) -> bool:
        return name in self.manifest["tables"]

    def __iter__(self) -> Iterator[str]:
        return iter(self.manifest["tables"])

    def __len__(self) -> int:
        return len(self.manifest["tables"])

    @property
    def finding(self) -> str:
        return str(self.facts["finding"])

    def facts_of(self, *key: str) -> dict[str, Any]:
        """What a task found besides its tables: ``facts_of("bridges", "whole")``."""
        for entry in self.facts["tasks"]:
            if entry["task"] == list(key):
                return dict(entry["facts"])
        return {}

    def __repr__(self) -> str:
        lines = [f"<StudyResult: {self.manifest['title']}>", self.finding]
        lines += [f"  {name}: {info['rows']:,} rows" for name, info in self._listed()]
        return visible("\n".join(lines))

    def _small_map(self) -> str:
        """The clusters of the main network."""
        from .._common.small_map import small_map

        name = self.main.name
        if "clusters" not in self or name not in set(self["clusters"]["network"]):
            return ""
        nodes = self["nodes"].query("network == @name").reset_index(drop=True)
        found = self["clusters"].query("network == @name").set_index("id")["cluster"]
        return small_map(nodes, found.reindex(nodes["id"]).to_numpy())

    def _claims(self) -> str:
        """Claims, their answers and why, as the report writes them."""
        from .._common.display import ROWS
        from .._common.html import table_html
        from ..report._answers import claims

        found = claims(self)
        if found is None:
            return ""
        # What was varied and the single p stand in the report: a notebook has room for half of it.
        shown = [k for k, column in enumerate(found.columns) if column.key in _OF_CLAIMS]
        rows = [[row[k].text for k in shown] for row in found.rows]
        more = f"<p>… and {len(rows) - ROWS:,} more rows</p>" if len(rows) > ROWS else ""
        return table_html(rows[:ROWS], [found.columns[k].label for k in shown]) + more

    def _listed(self) -> list[tuple[str, Any]]:
        return list(self.manifest["tables"].items())

    def _repr_html_(self) -> str:
        from .._common.display import shown
        from .._common.html import table_html

        names = [c for c in _SHORT if c in self["counts"].columns]
        head = shown(
            str(self.manifest["title"]),
            self.facts.get("sentences") or [self.finding],
            picture=self._small_map(),
            table=self["counts"][names].rename(columns=_CALLED).reset_index(drop=True),
        )
        tables = table_html([(n, f"{i['rows']:,}") for n, i in self._listed()])
        return (
            f"<div>{head}{self._claims()}{self._link()}"
            f"<details><summary>{len(self)} tables</summary>{tables}</details></div>"
        )

    def _link(self) -> str:
        """The report as a link that a notebook can follow: relative, where it lies below."""
        path = self.report
        if path is None:
            return ""
        own = os.path.relpath(path).replace(os.sep, "/")
        address = own if not own.startswith("..") else path.resolve().as_uri()
        text = html.escape(own if not own.startswith("..") else str(path))
        return (
            f'<p>Report: <a href="{html.escape(quote(address, safe="/:"))}" target="_blank">{text}'
            "</a>; <code>result.show()</code> shows it here</p>"
        )

    def show(self, height: int = 700) -> Frame:
        """The report inside a notebook: a frame of this height in pixels, cut off from the page.

        Raises ``FileNotFoundError`` where the study wrote no report.
        """
        path = self.report
        if path is None:
            raise FileNotFoundError(f"no report in {self.folder}: the study wrote none")
        return Frame(path, operator.index(height))


class Frame:
    """A page in a frame inside a notebook; elsewhere its path."""

    def __init__(self, path: Path, height: int) -> None:
        self.path = path
        self.height = height

    def __repr__(self) -> str:
        return f"<Frame of {self.path}>"

    def _repr_html_(self) -> str:
        page = html.escape(self.path.read_text(encoding="utf-8"))
        return (
            f'<iframe sandbox="allow-scripts" title="Report" srcdoc="{page}" '
            f'style="border:0; width:100%; height:{self.height}px"></iframe>'
        )


def _table(path: Path) -> pd.DataFrame:
    import pyarrow as pa

    try:
        return read_parquet(path)
    except FileNotFoundError:
        raise DataError("a table of the study is missing", source=str(path)) from None
    except (pa.ArrowException, OSError, ValueError) as error:
        text = (str(error).splitlines() or [""])[0]
        raise DataError(f"damaged: {text}", source=str(path), expected="Parquet") from error


_SHORT = ("label", "arrangements", "isolates", "components", "clusters", "clusters_min",
          "clusters_max")  # fmt: skip
_OF_CLAIMS = (
    "claim", "answer", "shown_figure", "shown_interval", "shown_null", "shown_holm", "why",
)  # fmt: skip
_CALLED = {"label": "network", "clusters_min": "lowest", "clusters_max": "highest"}
