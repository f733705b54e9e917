"""The claims of a study, answered yes, no or cannot be told, with figure, range and null.

*Yes*: p ≤ .05 in the claimed direction under the strictest null shown, and the same sign in at
least nine of ten free constructions. *No*: the 95% interval of the figure lies below the smallest
size that would matter. Everything else cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ._entries import Result
from ._file import Study
from ._plan import Key, grid_rows, main_instance
from ._question import asked, outcome, question_of, records, varied

Results = Mapping[Key, Result]
Row = dict[str, Any]

YES, NO, OPEN = "Yes", "No", "Cannot be told"
_LEVEL, _SAME_SIGN = 0.05, 0.9

#: Columns of the table.
COLUMNS = (
    "kind", "key", "claim", "answer", "figure", "value", "low", "high", "interval", "smallest",
    "constructions", "min", "max", "same_sign", "apart", "varied", "null", "null_value", "p",
    "p_two_sided", "draws", "holm", "tests", "method", "why",
)  # fmt: skip


def answer_of(
    p: float | None, same_sign: float | None, high: float | None, smallest: float | None
) -> tuple[str, str]:
    """The answer by the rule, and what decided it."""
    tested, tried = _is(p), _is(same_sign)
    if tested and tried and p <= _LEVEL and same_sign >= _SAME_SIGN:  # type: ignore[operator]
        return YES, "chance does not give it, and nine of ten constructions agree"
    if _is(high) and _is(smallest) and high < smallest:  # type: ignore[operator]
        return NO, "the interval lies below the smallest size that would matter"
    if not tested:
        return OPEN, "no null"
    if p > _LEVEL:  # type: ignore[operator]
        return OPEN, "chance gives it too often, and the interval reaches sizes that would matter"
    if not tried:
        return OPEN, "no other construction of the same question was tried"
    return OPEN, "constructions of the same question disagree about its sign"


def _is(value: Any) -> bool:
    return value is not None and bool(pd.notna(value))


def holm(p: Iterable[float | None]) -> list[float]:
    """Holm's p of several tests, missing ones left out: 1979, Scand. J. Statist. 6, 65."""
    values = np.array([np.nan if v is None else v for v in p], dtype=float)
    known = np.flatnonzero(~np.isnan(values))
    out = values.copy()
    order = known[np.argsort(values[known], kind="stable")]
    largest = 0.0
    for rank, k in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * values[k]))
        out[k] = largest
    return [float(v) for v in out]


def claims(
    study: Study, results: Results, tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame | None:
    """One row per claim, then per published figure and per statement."""
    rows = [r for r in (_provinces(study, results), _contrast(study, results, tables)) if r]
    rows += _size(study, results)
    rows += [_published(study, one) for one in _records(tables, "expectations")]
    rows += [_stated(study, one) for one in _records(tables, "statements")]
    if not rows:
        return None
    tests = sum(_is(r.get("p")) for r in rows)
    for row, adjusted in zip(rows, holm(r.get("p") for r in rows), strict=True):
        row["holm"], row["tests"] = adjusted, tests
    return pd.DataFrame([{c: r.get(c) for c in COLUMNS} for r in rows], columns=list(COLUMNS))


def _records(tables: Mapping[str, pd.DataFrame], name: str) -> list[Row]:
    return records(tables.get(name))


def _settled(row: Row) -> Row:
    row["answer"], row["why"] = answer_of(
        row.get("p"), row.get("same_sign"), row.get("high"), row.get("smallest")
    )
    return row


def _interval(study: Study, results: Results, figure: str) -> Row:
    """The middle 95% of a figure over redrawn arrangements."""
    found = results.get(("sampling", main_instance(study).name))
    if found is None or "sampling" not in found.tables:
        return {}
    table = found.tables["sampling"]
    values = table[figure].dropna() if figure in table else pd.Series(dtype=float)
    if len(values) < 2:
        return {}
    low, high = np.quantile(values, [0.025, 0.975])
    said = f"{len(values)} draws of arrangements"
    return {"low": float(low), "high": float(high), "interval": said}


def _over(study: Study, results: Results, figure: str, middle: float) -> Row:
    """The range of a figure over the free constructions of the main network's question."""
    found = results.get(("across", main_instance(study).name))
    if found is None or "across" not in found.tables:
        return {"constructions": 0}
    table = found.tables["across"]
    table = table.assign(outcome=[outcome(r) for r in records(table)])
    good = (
        table[(table["outcome"] == "ok") & table[figure].notna()] if figure in table else table[:0]
    )
    left = int((table["outcome"] != "ok").sum())
    if not len(good):
        return {"constructions": 0, "apart": left}
    values = good[figure]
    return {
        "constructions": len(values),
        "min": float(values.min()),
        "max": float(values.max()),
        "same_sign": float((values > middle).mean()),
        "apart": left,
        "varied": varied(study, good),
    }


def _provinces(study: Study, results: Results) -> Row | None:
    name = main_instance(study).name
    found = results.get(("alignment", name))
    if found is None or found.facts.get("ami") is None:
        return None
    by = found.facts["by"]
    value = float(found.facts["ami"])
    row: Row = {
        "kind": "claim",
        "key": "provinces",
        "claim": f"Clusters follow {_plural(by)}",
        "figure": "AMI",
        "value": value,
        "smallest": study["claims"]["smallest_ami"],
        "method": study["clusters"]["method"],
        **_interval(study, results, "ami"),
        **_over(study, results, "ami", 0.0),
    }
    strictest: Row = {}
    for key, drawn in results.items():
        if key[:2] != ("chance", name) or "chance" not in drawn.tables:
            continue
        values = drawn.tables["chance"]["ami"].dropna().to_numpy()
        if not len(values):
            continue
        one = {
            "null": key[2],
            "null_value": float(values.mean()),
            "p": float(((values >= value).sum() + 1) / (len(values) + 1)),
            "p_two_sided": two_sided(value, values),
            "draws": len(values),
        }
        if (one["p"], one["null_value"]) > (
            strictest.get("p", -1),
            strictest.get("null_value", -1),
        ):
            strictest = one
    return _settled(row | strictest)


def two_sided(value: float, draws: np.ndarray[Any, Any]) -> float:
    """Share of draws at least as far from their mean, the observed one among them."""
    far = np.abs(draws - draws.mean()) >= abs(value - draws.mean()) * (1 - 1e-12)
    return float((far.sum() + 1) / (len(draws) + 1))


def counts_by_chance(study: Study, results: Results) -> pd.DataFrame | None:
    """Per null the number of clusters in its draws, beside that of the main network."""
    name = main_instance(study).name
    rows = []
    for key, drawn in results.items():
        if key[:2] != ("chance", name) or "chance" not in drawn.tables:
            continue
        draws = drawn.tables["chance"]["clusters"].to_numpy(dtype=float)
        if not len(draws):
            continue
        observed = float(results["clusters", name].facts["clusters"])
        low, high = np.quantile(draws, [0.025, 0.975])
        rows.append(
            {
                "model": key[2],
                "observed": observed,
                "mean": float(draws.mean()),
                "low": float(low),
                "high": float(high),
                "p_two_sided": two_sided(observed, draws),
                "draws": len(draws),
            }
        )
    return pd.DataFrame(rows) if rows else None


def _plural(word: str) -> str:
    return word if word.endswith("s") else f"{word}s"


def _contrast(study: Study, results: Results, tables: Mapping[str, pd.DataFrame]) -> Row | None:
    found = results.get(("contrast",))
    if found is None or "dealt" not in found.tables:
        return None
    facts = found.facts
    row: Row = {
        "kind": "claim",
        "key": "domains",
        "claim": f"The {facts['a']} domain falls into more clusters than the {facts['b']} domain",
        "figure": "difference in clusters",
        "value": facts["difference"],
        "smallest": study["claims"]["smallest_difference"],
        "method": f"median of {facts['runs']} runs of Leiden",
        "draws": facts["draws"],
        **_dealt(found),
    }
    over = found.tables["redrawn"]["difference"]
    if len(over) > 1:
        low, high = np.quantile(over, [0.025, 0.975])
        row |= {"low": float(low), "high": float(high)}
        row["interval"] = f"{len(over)} draws of arrangements"
    row |= _pairs(study, tables.get("multiverse"), facts["a"], facts["b"])
    return _settled(row)


def _dealt(found: Any) -> Row:
    """The stricter way to deal domains anew: arrangement by arrangement, or whole schemes."""
    facts = found.facts
    ways = [("dealt", "", "domains dealt anew among their arrangements")]
    if "dealt_schemes" in found.tables and len(found.tables["dealt_schemes"]):
        ways.append(("dealt_schemes", "_schemes", "domains dealt anew, schemes as wholes"))
    name, more, null = max(ways, key=lambda way: facts[f"p{way[1]}"])
    return {
        "null": null,
        "null_value": float(found.tables[name]["difference"].mean()),
        "p": facts[f"p{more}"],
        "p_two_sided": facts[f"p{more}_two_sided"],
    }


def _pairs(study: Study, table: pd.DataFrame | None, a: str, b: str) -> Row:
    """Differences between the rows of two domains that are alike in everything else."""
    if table is None or "domain" not in table.columns:
        return {"constructions": 0}
    base = asked(_main_choices(study), question_of(study))
    keys = [k for k in study["multiverse"]["grid"] if k != "domain"]
    names = ["quality_function" if k == "quality" else k for k in keys]
    known: dict[str, dict[Any, pd.Series]] = {a: {}, b: {}}
    apart = 0
    for choices, (_, row) in zip(grid_rows(study), table.iterrows(), strict=True):
        domain = row["domain"]
        same = asked({**choices, "domain": _main_choices(study).get("domain")},
                     question_of(study)) == base  # fmt: skip
        if domain not in known or not same:
            continue
        if row["outcome"] != "ok":
            apart += 1
            continue
        known[domain][tuple(str(row[n]) for n in names)] = row
    both = [k for k in known[a] if k in known[b]]
    if not both:
        return {"constructions": 0, "apart": apart}
    values = [float(known[a][k]["clusters"] - known[b][k]["clusters"]) for k in both]
    rows = pd.DataFrame([known[a][k] for k in both])
    return {
        "constructions": len(values),
        "min": min(values),
        "max": max(values),
        "same_sign": float(np.mean([v > 0 for v in values])),
        "apart": apart,
        "varied": varied(study, rows),
    }


def _main_choices(study: Study) -> dict[str, Any]:
    main = main_instance(study)
    return {"date": main.date, **main.construction, **main.ground}


#: Nulls of a claim about attributes, as sentences name them.
_NULLS = {
    "spatial": "spatial: Moran spectral randomisation",
    "variogram": "spatial: variogram-matched surrogates",
    "permutation": "permutation: scores dealt anew",
    "within": "permutation within groups",
}


def _size(study: Study, results: Results) -> list[Row]:
    name = main_instance(study).name
    found = results.get(("bridges", name))
    facts = found.facts.get("size_claim") if found is not None else None
    if not facts:
        return []
    null = _NULLS.get(facts.get("null"), facts.get("null"))
    by = study["bridges"]["by"].replace("_", " ")
    shared = {"kind": "claim", "null": null, "draws": facts["draws"],
              "method": study["clusters"]["method"]}  # fmt: skip
    large = f"{int(facts['threshold']):,}"
    rows = []
    for key, claim, figure, short, p, middle, smallest in (
        ("size", "Larger municipalities bridge more", f"rank correlation of population and {by}",
         "rank_correlation", "p", 0.0, study["claims"]["smallest_correlation"]),
        ("large", f"Municipalities of {large} or more bridge more than others", f"AUC of {by}",
         "auc", "p_auc", 0.5, study["claims"]["smallest_auc"]),
    ):  # fmt: skip
        if not _is(facts.get(short)):
            continue
        rows.append(
            _settled(
                {
                    **shared,
                    "key": key,
                    "claim": claim,
                    "figure": figure,
                    "value": float(facts[short]),
                    "p": facts.get(p),
                    "p_two_sided": facts.get(f"{p}_two_sided"),
                    "null_value": middle,
                    "smallest": smallest,
                    **_interval(study, results, short),
                    **_over(study, results, short, middle),
                }
            )
        )
    return rows


def _published(study: Study, one: Row) -> Row:
    """A published figure: as computed, against its own range and the free constructions."""
    low, high = one["published_low"], one["published_high"]
    inside = _is(one["computed"]) and low <= one["computed"] <= high
    own = (one["computed_min"], one["computed_max"])
    meets = _is(own[0]) and own[0] <= high and own[1] >= low
    tried, share = int(one["multiverse_rows"] or 0), one["multiverse_share"]
    row: Row = {
        "kind": "published",
        "key": one["name"],
        "claim": _named(one["name"], _ends(low, high)),
        "figure": one["figure"].replace("_", " "),
        "value": one["computed"],
        "low": own[0],
        "high": own[1],
        "interval": "its own range",
        "constructions": tried,
        "min": one["multiverse_min"],
        "max": one["multiverse_max"],
        "same_sign": share,
        "apart": one.get("multiverse_apart"),
        "varied": one.get("varied"),
        "null": "no null",
        "method": one.get("method"),
    }
    # Constructions on either side of a figure do not speak against it.
    around = tried and one["multiverse_min"] <= high and one["multiverse_max"] >= low
    exact = one["figure"] not in ("clusters", "singletons", "quality", "agreement", "weight_inside")
    if not _is(one["computed"]):
        row |= {"answer": OPEN, "why": "not computed"}
    elif inside and (exact or (tried and share >= _SAME_SIGN)):
        row |= {"answer": YES, "why": "as published"}
    elif not meets and (exact or (tried and not around)):
        row |= {"answer": NO, "why": "outside its own range and every construction tried"
                if not exact else "a count of the register, without chance"}  # fmt: skip
    elif not tried:
        why = "no other construction of the same question was tried"
        row |= {"answer": OPEN, "why": why}
    elif share == 0 and not meets:
        why = "constructions of the same question give less and more, and none gives it"
        row |= {"answer": OPEN, "why": why}
    else:
        row |= {"answer": OPEN, "why": "constructions of the same question disagree"}
    return row


def _named(name: str, figure: str) -> str:
    """A name that ends in its figure says it already."""
    return name if name.endswith(f" {figure}") else f"{name}: {figure}"


def _ends(low: float, high: float) -> str:
    if low == high:
        return f"{low:,g}"
    if low == -np.inf:
        return f"at most {high:,g}"
    return f"at least {low:,g}" if high == np.inf else f"{low:,g}–{high:,g}"


def _stated(study: Study, one: Row) -> Row:
    """A statement: in how many constructions it holds. Without a null, chance is not ruled out."""
    tried, share = int(one["tried"]), one["share"]
    row: Row = {
        "kind": "statement",
        "key": one["text"],
        "claim": one["text"],
        "figure": f"holds in {int(one['holds'])} of {tried} constructions",
        "constructions": tried,
        "same_sign": share,
        "apart": one.get("apart"),
        "varied": one.get("varied"),
        "null": "no null",
    }
    if not tried:
        return row | {"answer": OPEN, "why": "no construction that it is about"}
    if share == 0:
        return row | {"answer": NO, "why": "holds in no construction"}
    if share < _SAME_SIGN:
        return row | {"answer": OPEN, "why": f"constructions disagree: against it {one['against']}"}
    whatever = "in every construction" if share == 1 else "in nine of ten constructions"
    return row | {"answer": OPEN, "why": f"holds {whatever}, but chance was not ruled out"}
