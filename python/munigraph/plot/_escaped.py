"""Charts that no name from the data can turn into a program.

Altair and vl-convert put the specification into a script element as it is, so that a name with
`</script>` ends it. The charts of this package are Altair's in every way but one: wherever they
become a page, the specification is written by `ScriptEncoder`; and a notebook shows them as they
are drawn here, see `_notebook`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import altair as alt
from altair.utils.display import HTMLRenderer

from .._common.html import ScriptEncoder
from .._common.order import renamed
from ._notebook import bundle_of, chosen_display
from ._style import unchecked

P = ParamSpec("P")
C = TypeVar("C")


class _Escaped:
    """The ways by which a chart becomes a page: `to_html`, `save` and what a notebook shows."""

    def to_html(self, *args: Any, **kwds: Any) -> str:
        kwds["json_kwds"] = {**(kwds.get("json_kwds") or {}), "cls": ScriptEncoder}
        return str(super().to_html(*args, **kwds))  # type: ignore[misc]

    def save(self, *args: Any, **kwds: Any) -> None:
        kwds["json_kwds"] = {**(kwds.get("json_kwds") or {}), "cls": ScriptEncoder}
        super().save(*args, **kwds)  # type: ignore[misc]

    def _repr_mimebundle_(self, *args: Any, **kwds: Any) -> Any:
        if alt.renderers.active == "default" and chosen_display() != "altair":
            # Nobody chose another way: a picture that is drawn here.
            return bundle_of(self)
        found: Any = alt.renderers.get()
        renderer = getattr(found, "func", found)
        if not isinstance(renderer, HTMLRenderer) and alt.renderers.active != "browser":
            return super()._repr_mimebundle_(*args, **kwds)  # type: ignore[misc]
        spec = self.to_dict(context={"pre_transform": False})  # type: ignore[attr-defined]
        return found(spec, json_kwds={"cls": ScriptEncoder})

    def __add__(self, other: Any) -> Any:
        return escaped(super().__add__(other))  # type: ignore[misc]

    def __or__(self, other: Any) -> Any:
        return escaped(super().__or__(other))  # type: ignore[misc]

    def __and__(self, other: Any) -> Any:
        return escaped(super().__and__(other))  # type: ignore[misc]

    def facet(self, *args: Any, **kwds: Any) -> Any:
        return escaped(super().facet(*args, **kwds))  # type: ignore[misc]

    def repeat(self, *args: Any, **kwds: Any) -> Any:
        return escaped(super().repeat(*args, **kwds))  # type: ignore[misc]


class Chart(_Escaped, alt.Chart):
    pass


class LayerChart(_Escaped, alt.LayerChart):
    pass


class HConcatChart(_Escaped, alt.HConcatChart):
    pass


class VConcatChart(_Escaped, alt.VConcatChart):
    pass


class ConcatChart(_Escaped, alt.ConcatChart):
    pass


class FacetChart(_Escaped, alt.FacetChart):
    pass


class RepeatChart(_Escaped, alt.RepeatChart):
    pass


_KINDS: dict[type, type] = {
    alt.Chart: Chart,
    alt.LayerChart: LayerChart,
    alt.HConcatChart: HConcatChart,
    alt.VConcatChart: VConcatChart,
    alt.ConcatChart: ConcatChart,
    alt.FacetChart: FacetChart,
    alt.RepeatChart: RepeatChart,
}


def escaped(chart: C) -> C:
    """The chart itself, as one of the classes above. It must not be used elsewhere already."""
    kind = _KINDS.get(type(chart))
    if kind is not None:
        # Altair keeps attributes that are set in the chart's own dictionary.
        object.__setattr__(chart, "__class__", kind)
    return chart


def leaves_escaped(make: Callable[P, C]) -> Callable[P, C]:
    """Every public function that gives a chart has this decorator."""
    make = renamed(title_text="title")(make)

    @functools.wraps(make)
    def made(*args: P.args, **kwds: P.kwargs) -> C:
        with unchecked():
            return escaped(make(*args, **kwds))

    return made
