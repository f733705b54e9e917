"""``munigraph scenario``: steps from options and files, and what they change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from .._common.errors import DataError
from .._common.toml import read_toml
from ._output import print_csv, print_json, show
from ._writing import write_register

if TYPE_CHECKING:
    from ..registry._register import Register

#: Option -> the step that its text is: "a,b=c" or "a,b:x".
FORMS: dict[str, tuple[str, str, str]] = {
    "merge": ("merge", "=", "into"),
    "leave": ("leave", ":", "arrangement"),
    "join": ("join", ":", "arrangement"),
    "found": ("found", ":", "members"),
    "dissolve": ("dissolve", "", ""),
    "form": ("set_form", "=", "legal_form"),
    "merge_arrangements": ("merge_arrangements", "=", "into"),
    "hub": ("add_hub", ":", "members"),
}


def steps_of(options: dict[str, list[str] | None], as_: str, file: Path | None) -> list[Any]:
    """Steps as data: those of the file, then those of the options in the order of FORMS."""
    steps = _in_file(file) if file else []
    for option, (verb, mark, other) in FORMS.items():
        for text in options[option] or ():
            steps.append(_step(option, verb, mark, other, text, as_))
    return steps


def _in_file(file: Path) -> list[Any]:
    """The tables ``[[steps]]``, and nothing else."""
    made = read_toml(file)
    for key in made:
        if key != "steps":
            raise DataError("unknown key", source=str(file), column=key, expected="[[steps]]")
    steps = made.get("steps", [])
    if not isinstance(steps, list):
        raise DataError("no list of tables", source=str(file), column="steps", value=steps,
                        expected="[[steps]]")  # fmt: skip
    return steps


def _step(option: str, verb: str, mark: str, other: str, text: str, as_: str) -> dict[str, Any]:
    if not mark:
        return {verb: _ids(text)}
    first, found, second = text.rpartition(mark)
    if not found or not first or not second:
        raise typer.BadParameter(f"--{option.replace('_', '-')} {text!r}: expected A{mark}B")
    if other == "members":
        step: dict[str, Any] = {verb: first, other: _ids(second)}
        return {**step, "as": as_} if verb == "add_hub" else step
    several = verb not in ("set_form",)
    return {verb: _ids(first) if several else first, other: second}


def _ids(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def run_scenario(
    name: str,
    register: Register,
    date: str,
    steps: list[Any],
    *,
    output: Path | None,
    runs: int,
    seed: int,
    json: bool,
    csv: bool,
) -> None:
    """Apply the steps, write the register where asked, and say what differs."""
    from ..dynamics._scenario_difference import difference

    if not steps:
        raise typer.BadParameter("nothing is to change; give a step, such as --merge A,B=C")
    made = register.scenario(date).apply(steps)
    if output is not None:
        write_register(made.register, output, source="scenario")
    found = difference(register, made, runs=runs, seed=seed)
    if json:
        about: dict[str, Any] = {"date": made.date, "steps": list(made.steps), "runs": found.runs}
        print_json({**about, "figures": found.table, "hubs": found.hubs})
        return
    if csv:
        print_csv(found.table)
        return
    show(made.table, f"{name}, from {made.date}")
    show(_rounded(found.table), f"What differs ({found.runs} runs)")
    if found.hubs is not None:
        show(_rounded(found.hubs), "Hubs as nodes, and as one clique of everyone")


def _rounded(table: Any) -> Any:
    made = table.copy()
    for column in made.select_dtypes("float").columns:
        made[column] = [f"{value:.4g}" for value in made[column]]
    return made
