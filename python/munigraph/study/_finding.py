"""The finding of a study: four sentences, each with its figure, range and null."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..bridging._ranking import ASCENDING
from ..clustering._estimate import method_text
from ..report._numbers import number, p_bound, p_text
from ._file import Study
from ._plan import instances, main_instance
from ._question import apart, apart_words, records

Tables = Mapping[str, pd.DataFrame]


@dataclass
class Finding:
    """Sentences, and every number in them by key with the cell that it comes from."""

    sentences: list[str] = field(default_factory=list)
    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: What the first sentence varied, and in how many constructions: told once.
    varied: str = ""
    constructions: int = 0
    #: How intervals were made, where a sentence has said it.
    intervals: set[str] = field(default_factory=set)
    #: ``" on 2020-07-01"`` where the study has several dates, and all but counts are of the last.
    day: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.sentences)

    def put(self, key: str, value: Any, table: str, where: dict[str, Any], column: str,
            **how: Any) -> str:  # fmt: skip
        """A number as text, remembered with where it stands."""
        text = number(value, **how)
        self.numbers[key] = {
            "value": value, "text": text, "table": table, "where": where, "column": column,
        }  # fmt: skip
        return text


def finding(study: Study, tables: Tables) -> Finding:
    """How many clusters, whether they follow provinces, domain against domain, and the bridges."""
    out = Finding()
    main = main_instance(study)
    if main.name != main.network:  # of several dates, if only one that has ties
        out.day = f" on {main.date}"
    _counts(out, study, tables)
    rows = {r["key"]: r for r in records(tables.get("claims")) if r["kind"] == "claim"}
    if "provinces" in rows:
        out.sentences.append(_provinces(out, study, tables, rows["provinces"]))
    if "domains" in rows:
        out.sentences.append(_domains(out, tables, rows["domains"]))
    _bridges(out, study, tables, rows)
    return out


def _counts(out: Finding, study: Study, tables: Tables) -> None:
    counts = tables["counts"].set_index("network")
    main = main_instance(study)
    same = [net for net in instances(study) if net.network == main.network]
    row = counts.loc[main.name]
    if "clusters" not in row or pd.isna(row["clusters"]):
        where = {"network": main.name}
        n = out.put(f"nodes.{main.name}", int(row["nodes"]), "counts", where, "nodes")
        m = out.put(
            f"arrangements.{main.name}", int(row["arrangements"]), "counts", where, "arrangements"
        )
        out.sentences.append(
            f"{_upper(main.label)}: {n} municipalities in {m} arrangements; clusters were not "
            "computed."
        )
        return
    parts = [_count(out, net.name, counts.loc[net.name], bool(out.day)) for net in same]
    label = study["networks"][main.network]["label"] or main.network
    text = f"{_upper(label)}: {'; '.join(parts)}" + _stability(out, main.name, row)
    text += _constructions(out, study, tables) + _by_chance(out, main.name, tables)
    out.sentences.append(text + ".")


def _count(out: Finding, name: str, row: pd.Series, dated: bool) -> str:
    where = {"network": name}

    def put(column: str) -> str:
        return out.put(f"{column}.{name}", int(row[column]), "counts", where, column)

    text = f"on {row['date']} " if dated else ""
    text += f"{put('clusters')} cluster{'s' if int(row['clusters']) != 1 else ''}"
    how = method_text(str(row["method"]), int(row["runs"]))
    out.put(f"runs.{name}", int(row["runs"]), "counts", where, "runs")
    several = "ten such consensuses" if row["method"] == "consensus" else "all of them"
    if int(row["clusters_min"]) < int(row["clusters_max"]):
        text += f" ({how}; {put('clusters_min')} to {put('clusters_max')} over {several})"
    else:
        text += f" ({how}; the same in {several})"
    if int(row["isolates"]):
        who = "municipality" if int(row["isolates"]) == 1 else "municipalities"
        text += f", {put('isolates')} {who} without ties"
    return text


def _stability(out: Finding, name: str, row: pd.Series) -> str:
    """The middle 95% of the count over resampled networks, where the study drew them."""
    if pd.isna(row.get("stability_low")):
        return ""
    low, high = (
        out.put(f"{c}.{name}", float(row[c]), "counts", {"network": name}, c)
        for c in ("stability_low", "stability_high")
    )
    ends = low if low == high else f"{low} to {high}"
    return f"; {ends} in the middle 95% of resampled networks{out.day}"


def _constructions(out: Finding, study: Study, tables: Tables) -> str:
    """The range over free constructions of the same question, naming what was varied."""
    if "constructions" not in tables:
        return ""
    where = {"network": main_instance(study).name}
    found = tables["constructions"].query("network == @where['network']")
    if not len(found) or not int(found["constructions"].iloc[0]):
        return "; no other construction of this question was tried"
    row = found.iloc[0]
    out.varied, out.constructions = str(row["varied"] or ""), int(row["constructions"])
    many = tables["multiverse"]
    rows = many[many["same_question"]]

    def put(column: str) -> str:
        return out.put(f"over.{column}", float(row[column]), "constructions", where, column)

    text = f"; over {put('constructions')} constructions of the same question{out.day}"
    words = ", ".join(x for x in (row["varied"], _method_of(row)) if x)
    text += f" ({words})" if words else ""
    text += f" from {put('min')} to {put('max')}, median {put('median')}"
    left = apart_words(apart(rows))
    return text + (f", {left}" if left else "")


def _method_of(row: Any) -> str:
    if row["method"] == "consensus":
        return f"consensus of {int(row['runs'])} runs"
    return f"median of {int(row['runs'])} runs of {str(row['method']).capitalize()}"


def _by_chance(out: Finding, name: str, tables: Tables) -> str:
    """What chance makes of the count, else of the quality; or that it was not asked."""
    rows = records(tables.get("counts_by_chance"))
    if not rows:
        return _quality(out, name, tables)
    # The one that comes nearest to what is observed.
    strictest = max(rows, key=lambda r: (r["p_two_sided"], -abs(r["mean"] - r["observed"])))
    model = strictest["model"]

    def put(column: str, **how: Any) -> str:
        key = f"chance.{model}.{column}"
        where = {"model": model}
        return out.put(key, strictest[column], "counts_by_chance", where, column, **how)

    put("p_two_sided", p=True)
    put("draws")
    said = p_text(strictest["p_two_sided"], strictest["draws"], inside=True)
    return (
        f"; draws of the null “{model}” have {put('mean')} on average, {put('low')} to "
        f"{put('high')} in the middle 95% (two-sided {said})"
    )


def _quality(out: Finding, name: str, tables: Tables) -> str:
    """The quality beside that of draws."""
    nulls = tables.get("nulls")
    rows = [r for r in records(nulls) if r["network"] == name and pd.notna(r["p"])]
    if not rows:
        return "; no null"
    worst = max(rows, key=lambda r: (r["p"], r["mean"]))
    where = {k: worst[k] for k in ("network", "model", "statistic")}

    def put(column: str, **how: Any) -> str:
        key = f"null.{worst['model']}.{worst['statistic']}.{column}"
        return out.put(key, worst[column], "nulls", where, column, **how)

    put("p", p=True)
    said = p_text(worst["p"], worst["draws"], inside=True)
    return (
        f"; {worst['statistic'].replace('_', ' ')} {put('observed')} against {put('mean')} in "
        f"draws of the null “{worst['model']}” (two-sided {said})"
    )


def _asked(out: Finding, row: dict[str, Any], question: str, first: str = "") -> str:
    return f"{question} {row['answer']}: {first}{_evidence(out, row)}."


def _evidence(out: Finding, row: dict[str, Any]) -> str:
    """Figure, interval, range over constructions, null with p of a claim."""
    key, where = row["key"], {"key": row["key"]}

    def put(column: str, **how: Any) -> str:
        return out.put(f"{key}.{column}", row[column], "claims", where, column, **how)

    text = f"{row['figure']} {put('value')}"
    if pd.notna(row["low"]):
        text += f" (95% interval {put('low')} to {put('high')}"
        if row["interval"] not in out.intervals:
            text += f" over {row['interval']}"
        out.intervals.add(row["interval"])
        text += f"; {_range(out, put, row)})"
    else:
        text += f" ({_range(out, put, row)})"
    if not row["null"] or pd.isna(row["p"]):
        return text + "; no null"
    chance = f"against {put('null_value')} " if row["key"] == "provinces" else ""
    put("p", p=True)
    said = p_text(row["p"], row["draws"])
    text += f", {chance}under the null “{row['null']}”: one-sided {said}"
    if pd.notna(row["p_two_sided"]):
        put("p_two_sided", p=True)
        text += f", two-sided {p_bound(row['p_two_sided'], row['draws'])}"
    tests = "test" if row["tests"] == 1 else "tests"
    return text + f", Holm's p {put('holm', p=True)} of {put('tests')} {tests}"


def _range(out: Finding, put: Any, row: dict[str, Any]) -> str:
    if not row["constructions"] or pd.isna(row["min"]):
        return "no other construction of this question was tried"
    text = f"{put('min')} to {put('max')} over "
    both = " of both" if row["key"] == "domains" else ""
    if not row["varied"] or row["varied"] != out.varied:
        text += f"{put('constructions')} constructions{both}"
        text += f": {row['varied']}" if row["varied"] else ""
    elif row["constructions"] == out.constructions:
        text += f"the same {put('constructions')} constructions{both}"
    else:
        text += f"{put('constructions')} of these constructions{both}"
    if row["apart"]:
        text += f"; {put('apart')} counted apart"
    return text


def _provinces(out: Finding, study: Study, tables: Tables, row: dict[str, Any]) -> str:
    name = main_instance(study).name
    where = {"network": name}
    found = tables["provinces"].set_index("network").loc[name]
    share = out.put("provinces.weight_within", found["weight_within"], "provinces", where,
                    "weight_within", share=True)  # fmt: skip
    by_chance = [r for r in records(tables.get("provinces_by_chance")) if r["null"] == row["null"]]
    beside = ""
    if by_chance and pd.notna(by_chance[0]["expected_within"]):
        key = {"null": row["null"]}
        given = out.put("provinces.expected_within", by_chance[0]["expected_within"],
                        "provinces_by_chance", key, "expected_within", share=True)  # fmt: skip
        beside = f" ({given} in draws of “{row['null']}”)"
    claim = row["claim"]
    question = f"Do {claim[:1].lower()}{claim[1:]}{out.day}?"
    return _asked(out, row, question, f"{share} of the weight lies within one{beside}; ")


def _domains(out: Finding, tables: Tables, row: dict[str, Any]) -> str:
    found = tables["contrast"].iloc[0]
    both = [
        out.put(f"domains.{c}", found[c], "contrast", {"a": found["a"]}, c)
        for c in ("clusters_a", "clusters_b")
    ]
    claim = row["claim"]
    question = "Does" + claim[:1].replace("T", " t") + claim[1:].replace(" falls ", " fall ")
    question += f"{out.day}?"
    return _asked(out, row, question, f"{both[0]} against {both[1]} ({row['method']}); ")


def _bridges(out: Finding, study: Study, tables: Tables, rows: dict[str, Any]) -> None:
    if "bridges" not in tables:
        return
    name = main_instance(study).name
    by = study["bridges"]["by"]
    table = tables["bridges"].query("network == @name")
    table = table[table["rank"].notna()].sort_values("rank", kind="stable").head(3)
    if not len(table):
        return
    shown = by.replace("_", " ")
    # Where no tie leaves its cluster, ranks are those of the codes.
    if by in table and by not in ASCENDING:
        table = table[table[by] > 0]
    if not len(table):
        out.sentences.append(
            f"Nobody bridges by {shown}{out.day}: no municipality has any of it (no null)."
        )
        return
    people = tables["nodes"].query("network == @name").set_index("id")
    said, ranges = [], ""
    for row in table.to_dict("records"):
        where = {"network": name, "id": row["id"]}
        rank = out.put(f"rank.{row['id']}", int(row["rank"]), "bridges", where, "rank")
        ends = ""
        if pd.notna(row.get("rank_low")):
            low = out.put(
                f"rank_low.{row['id']}", int(row["rank_low"]), "bridges", where, "rank_low"
            )
            high = out.put(
                f"rank_high.{row['id']}", int(row["rank_high"]), "bridges", where, "rank_high"
            )
            ends = f", {low}–{high}"
            ranges = "ranges are the middle 95% over redrawn arrangements; "
        said.append(f"{row['name']} (rank {rank}{ends}{_people(out, people, row['id'], where)})")
    text = f"First among the bridges by {shown}{out.day}: {'; '.join(said)}"
    text += f" ({ranges}ranks have no null)."
    if "size" in rows:
        large = f"{rows['size']['answer']}: {_evidence(out, rows['size'])}"
        text += f" Do larger municipalities bridge more? {large}."
    out.sentences.append(text)


def _people(out: Finding, people: pd.DataFrame, id: str, where: dict[str, Any]) -> str:
    """How many live there, where the register knows."""
    if "population" not in people or pd.isna(people["population"].get(id)):
        return ""
    value = int(people["population"][id])
    return f"; {out.put(f'population.{id}', value, 'nodes', where, 'population')} inhabitants"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
