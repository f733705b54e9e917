"""Putting the report together: one HTML file without anything outside it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.files import write_atomic
from .._common.html import script_code, script_json
from ..plot._saving import ZOOM, bundle, specification
from . import _answers as answers
from . import _data as data
from . import _over_time
from . import _sections as sections
from ._charts import charts
from ._colours import Palette, palettes
from ._methods import methods
from ._of import clustered, of_network
from ._provinces import provinces
from ._what_if import scenarios
from ._wording import Table, coloured

if TYPE_CHECKING:
    from ..plot._ground import Place
    from ..study._result import StudyResult

#: A question with its answer; else a count, or whom a sentence is about.
_LEAD = re.compile(
    r"[^?]{1,200}\? (Yes|No|Cannot be told):"
    r"|[^:(]{1,120}: [\d,]+ clusters?(?= \()"
    r"|First among[^:]*:"
)

_TEMPLATES = Path(__file__).parent / "templates"


def write(result: StudyResult, path: str | os.PathLike[str], *, geometry: Place = "auto") -> Path:
    """Write the report of a finished study. See ``render``.

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.report.write(mg.study.run("study.toml", "out"), "report.html")  # doctest: +SKIP
    """
    target = Path(path)
    write_atomic(target, render(result, geometry=geometry).encode("utf-8"))
    return target


def render(result: StudyResult, *, geometry: Place = "auto") -> str:
    """The report of a ``StudyResult`` as HTML.

    ``geometry`` is what ``plot.cluster_map`` takes. Every name from the data is escaped; shapes are
    in the page once, however many maps show them.

    Examples
    --------
    >>> import munigraph as mg
    >>> page = mg.report.render(mg.study.run("study.toml", "out"))  # doctest: +SKIP
    """
    try:
        import jinja2
        from markupsafe import Markup
    except ImportError as error:
        raise ImportError("the report needs Jinja2: pip install munigraph[study]") from error
    colours = palettes(result, geometry)
    made = charts(result, geometry=geometry, colours=colours)
    drawn = {name: specification(chart) for name, chart in made.items()}
    shapes: dict[str, Any] = {}
    for spec in drawn.values():
        _take_shapes(spec, shapes)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    first = next(iter(drawn.values()), None)
    context = _context(result, drawn, shapes, colours.get(result.main.name, {}))
    return environment.get_template("report.html.j2").render(
        **context,
        style=_asset("report.css"),
        script=_asset("report.js"),
        zoom=Markup(script_code(ZOOM.read_text("utf-8"))),
        vega=Markup(script_code(bundle(first))) if first is not None else "",
        specs=Markup(script_json(drawn)),
        shapes=Markup(script_json(shapes)),
    )


def _context(
    result: Any, drawn: dict[str, Any], shapes: dict[str, Any], palette: Palette
) -> dict[str, Any]:
    main = result.main
    colours = _by_name(result, palette)
    labels = dict(zip(result["counts"]["network"], result["counts"]["label"], strict=True))
    said, papers = methods(result)
    placed = set(shapes)
    nodes = int(result["counts"].set_index("network").loc[main.name, "nodes"])
    return {
        "study": result.study,
        "finding": result.finding,
        "manifest": result.manifest,
        "descriptions": {name: spec.get("description", "") for name, spec in drawn.items()},
        "maps": [(f"map:{name}", labels[name]) for name in clustered(result)],
        "main_map": f"map:{main.name}",
        "municipalities": nodes,
        "shapes_drawn": bool(placed),
        "not_placed": sections.not_placed(result, placed) if placed else [],
        "constructions": sections.constructions(result),
        "networks": sections.networks(result),
        "cluster_list": _maybe(sections.cluster_list(result), colours),
        "statements": sections.statements(result),
        "bridge_tables": [coloured(one, colours) for one in sections.bridge_tables(result)],
        "sentences": [_led(s) for s in result.facts.get("sentences") or [result.finding]],
        "curves": [
            (f"specification:{name}", label)
            for name, label in labels.items()
            if f"specification:{name}" in drawn
        ],
        "claims": answers.claims(result),
        "provinces": [coloured(one, colours) for one in provinces(result)],
        "caveats": answers.caveats(result),
        "register_notes": data.register_notes(result),
        "counts_over_time": "counts_over_time" in drawn,
        "domains": sections.domains(result),
        "roles_note": sections.roles_note(result),
        "municipality_tables": sections.municipalities(result),
        "together": sections.together(result),
        "scenarios": scenarios(result),
        "open_claims": [*answers.cannot_be_told(result), *answers.not_asked(result)],
        "null_tables": [t for t in (answers.count_table(result), answers.null_table(result)) if t],
        "over_time": _over_time.section(result),
        "expectation_table": sections.expectation_table(result),
        "quality": data.quality(result),
        "unavailable": data.unavailable(result),
        "files": data.files(result),
        "methods": said,
        "papers": papers,
    }


def _led(sentence: str) -> tuple[str, str]:
    """What a reader looks for first, to be set apart from the figures behind it."""
    found = _LEAD.match(sentence)
    return (sentence[: found.end()], sentence[found.end() :]) if found else ("", sentence)


def _by_name(result: Any, palette: Palette) -> dict[str, str]:
    """Colours of the main network's clusters by the names that people read."""
    if not palette:
        return {}
    table = of_network(result["clusters"], result.main.name)
    names = table.drop_duplicates("cluster").set_index("cluster")["cluster_name"]
    return {str(names[label]): fill for label, fill in palette.items() if label in names.index}


def _maybe(found: Table | None, colours: dict[str, str]) -> Table | None:
    return None if found is None else coloured(found, colours)


def _asset(name: str) -> Any:
    from markupsafe import Markup

    return Markup((_TEMPLATES / name).read_text("utf-8"))


def _take_shapes(value: Any, shapes: dict[str, Any]) -> None:
    """Move geometries out of a specification into one store; the page puts them back."""
    if isinstance(value, dict):
        if value.get("type") == "Feature" and isinstance(value.get("geometry"), dict):
            shapes[str(value["id"])] = value["geometry"]["coordinates"]
            value["geometry"] = None
            return
        for item in value.values():
            _take_shapes(item, shapes)
    elif isinstance(value, list):
        for item in value:
            _take_shapes(item, shapes)
