"""Charts in a notebook, drawn without a network: as pictures, or with what a page does on request.

A chart of Altair's is a specification that a script from a public server draws. Behind a firewall,
in an exported page and after some years that is an error message; the charts of this package show
what ``save`` writes.
"""

from __future__ import annotations

import html
from typing import Any, Literal

from .._common.words import check_word
from ._saving import page, specification, to_svg

Display = Literal["svg", "interactive", "altair"]
DISPLAYS: tuple[Display, ...] = ("svg", "interactive", "altair")

#: What is chosen; one word for the whole session.
_chosen: list[Display] = ["svg"]
#: Room for what stands around a chart inside its frame: the page's margins and the menu.
_AROUND = 56
#: Room for the line of a list that is folded away.
_FOLDED = 28


def set_display(kind: Display = "svg") -> None:
    """Choose how charts are shown in notebooks, from now on.

    Parameters
    ----------
    kind
        ``"svg"`` (the default): a picture, as ``save`` writes it. JupyterLab, Notebook, VS Code and
        the pages that nbconvert makes show it. ``"interactive"``: a frame with the drawing library
        inside the notebook (about 1 MB per chart), with tooltips, zoom and pan. ``"altair"``: what
        Altair's own renderer does, which needs its scripts from a public server. A renderer that is
        enabled by ``altair.renderers.enable(…)`` is always used.

    Raises
    ------
    ValueError
        for another word ("did you mean …?").

    Examples
    --------
    >>> import munigraph as mg
    >>> mg.plot.set_display("interactive")
    >>> mg.plot.set_display()
    """
    check_word("display", kind, DISPLAYS)
    _chosen[0] = kind


def chosen_display() -> Display:
    """What is chosen."""
    return _chosen[0]


def bundle_of(chart: Any) -> dict[str, str]:
    """A chart as a notebook shows it: a picture or a frame, and a line of text."""
    said = chart.to_dict().get("description") or "Chart"
    if chosen_display() == "interactive":
        return {"text/html": _frame(chart, said), "text/plain": said}
    return {"image/svg+xml": to_svg(chart), "text/plain": said}


def _frame(chart: Any, said: str) -> str:
    """The page of a chart in a frame of its size, cut off from the notebook around it."""
    width, height = _size(to_svg(chart))
    spec = specification(chart)
    if "folded" in (spec.get("usermeta") or {}).get("munigraph", {}):
        height += _FOLDED
    return (
        f'<iframe sandbox="allow-scripts" title="{html.escape(said)}" '
        f'style="border:0; width:{width + _AROUND}px; max-width:100%; height:{height + _AROUND}px" '
        f'srcdoc="{html.escape(page(spec))}"></iframe>'
    )


def _size(svg: str) -> tuple[int, int]:
    """Width and height that a picture says of itself."""
    import xml.etree.ElementTree as Tree

    root = Tree.fromstring(svg)
    width, height = (float(root.get(side, "0").removesuffix("px")) for side in ("width", "height"))
    return round(width), round(height)
