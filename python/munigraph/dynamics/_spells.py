"""How long memberships and arrangements last: spells for survival analysis elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _core
from .._common.objects import core_of
from .._common.structs import fields
from .._common.words import check_word
from ._rules import ChronicleRules

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import SpellUnit
    from ..registry._register import Register

__all__ = ["spells"]

UNITS = ("membership", "arrangement")


def spells(
    register: Register,
    *,
    unit: SpellUnit = "membership",
    rules: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Spells with entry, exit, censoring and cause: for Cox models in lifelines or R.

    Parameters
    ----------
    register : Register
        With versions of arrangements over time.
    unit : {"membership", "arrangement"}
        A row per participant and arrangement, from joining to leaving; or a row per arrangement,
        from founding to its end. A renumbered arrangement is one, and an absence of the record's
        own making ends no membership.
    rules : ChronicleRules or mapping, optional
        Thresholds that differ from the default, as in :func:`munigraph.chronicle`.

    Returns
    -------
    DataFrame
        ``arrangement, participant`` (memberships only), ``start`` (when it began, as far as known),
        ``entry`` (from when on the register could have seen its end), ``stop``, ``stop_earliest``
        (an exit lies between this and ``stop``), ``start_known, exit`` (False: censored at
        ``stop``), ``cause`` (reason of the leaving; ``ended``, ``merged``, ``absorbed`` or
        ``split`` with the arrangement; ``censored``), and in days since ``start``: ``entry_days,
        stop_days``. Covariates: ``registered`` (the arrangement is older than the record of it),
        ``members, legal_form, obligation, kind`` of the version first seen, and of the participant
        ``participant_kind, province, population``.

    Notes
    -----
    Most of a register's arrangements were there before it: they are at risk of being *seen* to end
    only from ``entry`` on (left truncation); without it survival is overstated. In lifelines:
    ``CoxPHFitter().fit(table, "stop_days", "exit", entry_col="entry_days")``; in R:
    ``Surv(entry_days, stop_days, exit)``. Rows with ``stop_days <= entry_days`` were never at risk.

    Raises
    ------
    ValueError
        for an unknown unit or rule.

    Examples
    --------
    >>> import munigraph as mg
    >>> register = mg.synthetic(40, 60, clusters=4, history=True, seed=1)
    >>> list(mg.spells(register, unit="arrangement").columns[:2])
    ['arrangement', 'start']
    """
    import pandas as pd

    check_word("unit", unit, UNITS)
    found = _core.spells(
        core_of(register, "Register"),
        unit == "membership",
        dict(ChronicleRules.of(rules)),
        register._as_municipalities_were(),
    )
    table = pd.DataFrame(fields(found)).drop(columns="version")
    days: Any = table["start"]
    place = table.columns.get_loc("registered")
    table.insert(place, "entry_days", (table["entry"] - days).dt.days)
    table.insert(place + 1, "stop_days", (table["stop"] - days).dt.days)
    versions = register.arrangements.iloc[found.version].reset_index(drop=True)
    for name in ("legal_form", "obligation", "kind"):
        table[name] = versions[name]
    if unit == "arrangement":
        return table.drop(columns="participant")
    people = register.participants.set_index("id").loc[table["participant"]].reset_index()
    table["participant_kind"] = people["kind"]
    table["province"] = people["province"]
    table["population"] = people["population"]
    return table
