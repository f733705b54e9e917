"""Charts as files: SVG, PNG, PDF, HTML and the Vega-Lite specification."""

from __future__ import annotations

import copy
import html
import json
import os
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._common.files import write_atomic
from .._common.html import script_code, script_json
from .._common.kept import kept
from ._ground import ABOUT
from ._style import CONFIG

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    import altair as alt

    #: A chart, or its Vega-Lite specification.
    ChartLike: TypeAlias = alt.TopLevelMixin | Mapping[str, object]

# Nothing is fetched, and nothing sent: as in the report.
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; \
base-uri 'none'; form-action 'none'">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
body {{ font: 14px/1.4 system-ui, sans-serif; }}
#chart {{ position: relative; }}
.zoom {{ position: absolute; z-index: 1; left: 4px; bottom: 8px; display: flex; gap: 4px; }}
.zoom button {{ width: 28px; height: 28px; font: inherit; cursor: pointer; }}
svg.marks:focus-visible {{ outline: 2px solid #0072B2; }}
details p {{ max-width: 60em; margin: 4px 0; }}
</style>
</head>
<body>
<div id="chart"></div>
<script>{code}</script>
<script type="application/json" id="specification">{specification}</script>
<script>{zoom}</script>
<script>
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const drawn = read("specification"), box = document.getElementById("chart");
const about = (drawn.usermeta || {{}}).munigraph || {{}};
vegaEmbed(box, drawn, {{renderer: "svg"}})
  .then(() => {{
    if (about.zoom) zoomable(box);
    folded(document.body, about.folded);
    document.documentElement.dataset.ready = "yes";
  }})
  .catch(console.error);
</script>
</body>
</html>
"""

#: What makes maps of a page zoom and pan.
ZOOM = Path(__file__).with_name("zoom.js")

FORMATS = (".svg", ".png", ".pdf", ".html", ".json")


def specification(chart: Any) -> dict[str, Any]:
    """The chart as a Vega-Lite specification with the shared look; its own settings win."""
    spec = copy.deepcopy(chart) if isinstance(chart, dict) else chart.to_dict(validate=False)
    spec.pop("config", None) if not isinstance(chart, dict) else None
    spec["config"] = {**CONFIG, **(spec.get("config") or {})}
    about = {"zoom": True} if _is_map(spec) else {}
    about |= getattr(chart, ABOUT, None) or {}
    if about:
        spec["usermeta"] = {**(spec.get("usermeta") or {}), "munigraph": about}
    return spec


def _is_map(spec: Any) -> bool:
    """Whether a chart, or one that it is put together from, is drawn on the globe."""
    if "projection" in spec:
        return True
    parts = [
        part for key in ("layer", "hconcat", "vconcat", "concat") for part in spec.get(key, ())
    ]
    return any(_is_map(part) for part in parts)


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise ImportError("saving a chart needs vl-convert: pip install munigraph[plot]") from error
    return vl_convert


def _version(spec: dict[str, Any]) -> str | None:
    """``5.20`` out of the schema's address, if the converter has it, else its newest."""
    from importlib import import_module

    known = import_module("vl_convert").get_vegalite_versions()
    schema = str(spec.get("$schema", ""))
    asked = schema.rsplit("/", 1)[-1].lstrip("v").removesuffix(".json")
    short = ".".join(asked.split(".")[:2])
    return short if short in known else None


def to_svg(chart: ChartLike) -> str:
    """The chart as SVG text.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> mg.plot.to_svg(mg.plot.arrangement_sizes(network))[:4]
    '<svg'
    """
    spec = specification(chart)
    return str(_converter().vegalite_to_svg(spec, vl_version=_version(spec)))


def save(chart: ChartLike, path: str | os.PathLike[str], *, scale: float = 2.0) -> Path:
    """Write a chart as ``.svg``, ``.png``, ``.pdf``, ``.html`` or ``.json``, by the path's suffix.

    The page (``.html``) holds all it needs and works without a network connection. ``scale`` is the
    pixels per unit of a PNG. The file appears whole or not at all.

    Examples
    --------
    >>> import munigraph as mg
    >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
    >>> import tempfile, pathlib
    >>> chart = mg.plot.arrangement_sizes(network)
    >>> mg.plot.save(chart, pathlib.Path(tempfile.mkdtemp()) / "sizes.svg").name
    'sizes.svg'
    """
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(
            f"path is a {type(path).__name__}, expected text or a Path: save(chart, path)"
        )
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        raise ValueError(f"cannot save as {suffix or target.name!r}: one of {', '.join(FORMATS)}")
    spec = specification(chart)
    if suffix == ".json":
        content = json.dumps(spec, ensure_ascii=False).encode()
    else:
        content = _drawn(spec, suffix, scale)
    write_atomic(target, content)
    return target


def _drawn(spec: dict[str, Any], suffix: str, scale: float) -> bytes:
    convert, version = _converter(), _version(spec)
    if suffix == ".svg":
        return str(convert.vegalite_to_svg(spec, vl_version=version)).encode()
    if suffix == ".png":
        return bytes(convert.vegalite_to_png(spec, vl_version=version, scale=scale))
    if suffix == ".pdf":
        return bytes(convert.vegalite_to_pdf(spec, vl_version=version))
    return page(spec).encode()


def page(spec: dict[str, Any]) -> str:
    """A whole HTML page with one chart; nothing in it comes from elsewhere."""
    title = html.escape(str(spec.get("description") or "Chart").split(". ")[0])
    return _PAGE.format(
        title=title,
        code=script_code(bundle(spec)),
        zoom=script_code(ZOOM.read_text(encoding="utf-8")),
        specification=script_json(spec),
    )


def bundle(spec: dict[str, Any]) -> str:
    """The drawing library as one script that sets ``vegaEmbed``, ``vega`` and ``vegaLite``.

    It is put together once for each installed version and kept in the cache folder.
    """
    version = _version(spec)
    name = f"vega-{metadata.version('vl-convert-python')}-{version or 'newest'}.js"
    return kept(name, lambda: str(_converter().javascript_bundle(vl_version=version)))
