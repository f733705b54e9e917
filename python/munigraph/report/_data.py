"""The tables of the section *Data*: what was read, what reading changed, and what was left out."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from ._wording import Table, table

#: Blanks and marks of no width, which look like nothing on either side of a repair.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u2060-\u2064\ufeff]")
#: What differs between rows that were changed for the same reason.
_OWN = ((r"\d{4}-\d\d-\d\d", "a date"), (r"\brow [\d,]+", "another row"))


def quality(result: Any) -> list[Table]:
    """What reading the data changed or left out."""
    facts = result.facts["data"]
    rows = pd.DataFrame(
        [{"table": k.replace("_", " "), "rows": v} for k, v in facts["rows"].items()]
    )
    out = [table("register", "The register as read", rows, ["table", "rows"])]
    moved = result.facts_of("geography")
    imports = facts["imports"]
    if moved:
        imports = [*imports, {"source": f"geography of {moved['geography']}", **moved}]
    if imports:
        frame = pd.DataFrame(imports)
        columns = ["source", "rows_read", "taken", "repaired", "merged", "left_out"]
        out.append(table("import", "Rows of the source", frame, columns))
    if "import_report" in result:
        report = result["import_report"]
        keys = [c for c in ("source", "column", "action", "reason") if c in report.columns]
        alike = report.fillna("")
        if "reason" in keys:
            alike["reason"] = alike["reason"].replace(dict(_OWN), regex=True)
        grouped = alike.groupby(keys).size().rename("rows").reset_index()
        grouped = grouped.sort_values("rows", ascending=False, kind="stable")
        out.append(
            table("repairs", "What was changed, by reason", grouped.head(200), [*keys, "rows"])
        )
        columns = [c for c in report.columns if c != "source"]
        note = f"The first 300 of {len(report):,}; all are in tables/import_report.parquet."
        out.append(
            table(
                "rows", "Row by row", _blanks(report.head(300)), columns,
                note=note if len(report) > 300 else "", search=True,
            )
        )  # fmt: skip
    if "geography" in result:
        out.append(_moved(result["geography"]))
    return out


def _blanks(report: pd.DataFrame) -> pd.DataFrame:
    """Stray blanks as they cannot be overlooked: ␣ for a space, ⍽ for one that does not break, the
    code point of what has no width at all."""

    def shown(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        inner = value.strip()
        at = value.find(inner) if inner else len(value)
        ends = value[:at], value[at + len(inner) :]
        marked = [end.replace(" ", "␣").replace("\u00a0", "⍽").replace("\t", "⇥") for end in ends]
        middle = re.sub(" {2,}", lambda m: "␣" * len(m.group()), inner).replace("\u00a0", "⍽")
        return _UNSEEN.sub(lambda m: f"‹{ord(m.group()):04X}›", f"{marked[0]}{middle}{marked[1]}")

    return report.map(shown)


def _moved(report: pd.DataFrame) -> Table:
    """Memberships that went to the municipalities of another day, by reason."""
    rows = report.fillna("")
    rows["reason"] = rows["reason"].str.replace(r" \(arrangement .*\)$", "", regex=True)
    rows["reason"] = rows["reason"].replace(dict(_OWN), regex=True)
    grouped = rows.groupby(["action", "reason"]).size().rename("rows").reset_index()
    grouped = grouped.sort_values("rows", ascending=False, kind="stable")
    return table(
        "geography", "Memberships on the geography of another day", grouped,
        ["action", "reason", "rows"], note="Every row is in tables/geography.parquet.",
    )  # fmt: skip


def unavailable(result: Any) -> Table | None:
    if "unavailable" not in result:
        return None
    rows = pd.DataFrame(left_out(result), columns=["part", "reason"])
    labels = {"part": "Part of the study"}
    return table("unavailable", "Not computed", rows, ["part", "reason"], labels=labels)


def left_out(result: Any) -> list[tuple[str, str]]:
    """What was not computed, with its reason: parts that share one are told together."""
    if "unavailable" not in result:
        return []
    rows = result["unavailable"]
    rows = rows if "part" in rows else rows.assign(part=rows["task"])
    parts = rows.groupby("reason", sort=False)["part"].agg("; ".join)
    return [(str(part), str(reason)) for reason, part in parts.items()]


def files(result: Any) -> Table:
    rows = [
        {"table": f"tables/{k}.parquet", "rows": v["rows"], "hash": v["hash"][:16]}
        for k, v in result.manifest["tables"].items()
    ]
    return table("files", "Tables", pd.DataFrame(rows), ["table", "rows", "hash"])


def register_notes(result: Any) -> list[str]:
    """What must be said wherever the register is used: its limits, source and licence."""
    about = result.facts["data"].get("about") or {}
    said = [str(note).replace("`", "") for note in about.get("notes") or []]
    for key, words in (("source", "Source"), ("licence", "Licence")):
        if about.get(key):
            said.append(f"{words} of the register: {about[key]}.")
    return said
