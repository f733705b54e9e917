"""``munigraph register``: what a register file holds, who changed it, and changes by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from ._arguments import AsCsv, AsJson, one_format
from ._output import print_csv, print_json, say, show
from ._writing import print_update

if TYPE_CHECKING:
    import pandas as pd

    from ..registry._register import Register

app = typer.Typer(help="One file per register: what changed, when, by whom.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A register file (x.munigraph).")]
Any_ = Annotated[str, typer.Argument(help="A folder, a register file, or a dataset's name.")]
Author = Annotated[str, typer.Option(help="Who does this; kept with the import.")]


def about(register: Register) -> dict[str, Any]:
    """What is in a register."""
    names = ("participants", "arrangements", "themes", "memberships", "successions")
    counts = dict(zip(names, register._core.counts, strict=True))
    first, last = register.usable_range
    made: dict[str, Any] = {**counts, "from": first, "to": last, "domains": register.domains}
    return {**made, "unknown_themes": register.unknown_themes}


def _about_table(found: dict[str, Any]) -> pd.DataFrame:
    import pandas as pd

    words = [", ".join(value) if isinstance(value, (list, dict)) else value
             for value in found.values()]  # fmt: skip
    nothing = ["none" if isinstance(value, (list, dict)) else "…" for value in found.values()]
    texts = [
        none if word in (None, "") else str(word) for word, none in zip(words, nothing, strict=True)
    ]
    return pd.DataFrame({"what": list(found), "value": texts})


def check_register(name: str, register: Register, *, json: bool, csv: bool) -> None:
    """What is in a register and what is doubtful; leaves with 1 where something cannot be right."""
    found, doubts = about(register), register.check()
    if json:
        print_json({**found, "errors": doubts.errors, "doubts": doubts.table})
    elif csv:
        print_csv(_about_table(found))
    else:
        show(_about_table(found), name)
        if len(doubts):
            show(doubts.table, "What is doubtful")
    if doubts.errors:
        raise typer.Exit(1)


@app.command("info")
def info(file: File, json: AsJson = False, csv: AsCsv = False) -> None:
    """What a file holds, and the imports that made it."""
    from ..store._store import imports_of, open_register

    one_format(json, csv)
    found, imports = about(open_register(file)), imports_of(file)
    if json:
        print_json({**found, "imports": imports})
    elif csv:
        print_csv(imports)
    else:
        show(_about_table(found), str(file))
        show(imports, "Imports")


@app.command("update")
def update(
    file: File,
    source: Any_,
    name: Annotated[
        str, typer.Option("--source", help="What the source is called; default: its name.")
    ] = "",
    author: Author = "",
    note: Annotated[str, typer.Option(help="Kept with the import.")] = "",
    closing: Annotated[
        str | None,
        typer.Option(help="Day at which what left the source ends; default: its last day."),
    ] = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Bring a file up to date by a newer export, or by a workbook of it; a new file is made."""
    one_format(json, csv)
    if source.lower().endswith(".xlsx"):
        from ..store._workbook_merge import update_from_workbook

        given = {"--source": name, "--note": note, "--closing": closing}
        if beside := [option for option, value in given.items() if value]:
            raise ValueError(f"{beside[0]} is said of an export; a workbook names its own edits")
        report = update_from_workbook(file, source, author=author or None)
        _print_workbook(report, json=json, csv=csv)
        return
    from ..datasets._open import find_register
    from ..store._store import update_register

    register, _ = find_register(source)
    if not file.exists():
        register.save(file, source=name or register.name, author=author, note=note)
        say(f"{file}: {register!r}")
        return
    told = update_register(
        file, register, source=name or register.name, author=author, note=note, closing=closing
    )
    if json:
        print_json({"counts": told.counts.reset_index(), "changes": told.table,
                    "closing": told.closing})  # fmt: skip
    elif csv:
        print_csv(told.table)
    else:
        print_update(told, file)


def _print_workbook(report: Any, *, json: bool, csv: bool) -> None:
    if json:
        print_json({"author": report.author, "changes": report.table})
    elif csv:
        print_csv(report.table)
    else:
        say(report)
        if len(report):
            show(report.table)


@app.command("workbook")
def workbook(
    register: Any_,
    output: Annotated[Path, typer.Option("--output", "-o", help="The workbook (.xlsx).")],
) -> None:
    """Write a register as a workbook; `update FILE BOOK.xlsx` brings edits back."""
    from ..datasets._open import find_register

    find_register(register)[0].to_workbook(output)
    say(f"written: {output}")


Side = Annotated[
    str, typer.Argument(help="A folder, a register file, or a dataset's name; with @DATE its day.")
]


@app.command("diff")
def diff(
    first: Side,
    second: Side,
    on: Annotated[str | None, typer.Option(help="Compare what is in force on this day.")] = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """What two registers say differently: arrangements, members, forms, themes.

    X@2017 and X@2020 tell what changed in a register between two days.
    """
    from ..datasets._open import find_standing
    from ..store._diff import difference_of

    one_format(json, csv)
    sides = find_standing(first), find_standing(second)
    dated = [hasattr(side, "date") for side in sides]
    if dated[0] != dated[1] or (on is not None and any(dated)):
        raise ValueError(
            f"expected a day for both or for neither, got {first!r} and {second!r}"
            + (f" with --on {on}" if on is not None else "")
            + "; X@2020-01-01 is one register on a day, --on is a day for both"
        )
    found = difference_of(*sides, on=on)
    if json:
        print_json({"counts": found.counts.reset_index(), "differences": found.table})
    elif csv:
        print_csv(found.table)
    elif len(found):
        show(found.counts.reset_index(), f"{first} and {second}")
        show(found.table)
    else:
        say("no difference")


@app.command("propose")
def propose(
    first: Any_,
    second: Any_,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The table, for people to accept in (CSV)."),
    ] = None,
    at_least: Annotated[float, typer.Option(help="Smallest score of a candidate.")] = 0.5,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Candidates for arrangements that two sources call by different ids; nothing is changed."""
    from .._common.files import write_atomic
    from .._common.spreadsheets import csv_text
    from ..datasets._open import find_register
    from ..store._proposals import propose as proposed

    one_format(json, csv)
    found = proposed(find_register(first)[0], find_register(second)[0], at_least=at_least)
    if output is not None:
        write_atomic(output, csv_text(found.table).encode("utf-8-sig"))
        say(f"{output}: {found!r}; write yes into the column accepted where they are the same")
    elif json:
        print_json({"proposals": found.table})
    elif csv:
        print_csv(found.table)
    elif len(found):
        show(found.table, f"{first} and {second}")
    else:
        say("no candidates")


@app.command("reconcile")
def reconcile(
    file: File,
    second: Any_,
    accepted: Annotated[
        Path, typer.Option(help="The table of `propose`, with yes where arrangements are the same.")
    ],
    name: Annotated[
        str, typer.Option("--source", help="What the second source is called; default: its name.")
    ] = "",
    author: Author = "",
    note: Annotated[str, typer.Option(help="Kept with the import.")] = "",
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Bring a second source into a file; what was accepted becomes one arrangement."""
    from ..datasets._open import find_register
    from ..store._reconcile import reconcile_register

    one_format(json, csv)
    report = reconcile_register(
        file, find_register(second)[0], _accepted(accepted),
        source=name, author=author, note=note,
    )  # fmt: skip
    if json:
        print_json({"rows": report.table})
    elif csv:
        print_csv(report.table)
    else:
        say(report)
        if len(report.conflicts):
            show(report.conflicts, "Told otherwise by the second source; the file keeps its own")


def _accepted(path: Path) -> pd.DataFrame:
    """The table that people wrote into and some spreadsheet saved: every cell as text."""
    import pandas as pd

    from ..readers._table._files import read_text_file

    sheet = read_text_file(path)
    head, *rows = (sheet.row(number) for number in range(sheet.rows))
    table = pd.DataFrame(rows, columns=head, dtype=str)
    # `csv_text` wrote an apostrophe before what a spreadsheet would compute with.
    return table.replace(r"^'(?=[=+\-@])", "", regex=True)


@app.command("log")
def log(
    register: Any_,
    of: Annotated[str | None, typer.Option(help="Only this arrangement or participant.")] = None,
    form: Annotated[str, typer.Option("--format", help="md or html.")] = "md",
    language: Annotated[str, typer.Option(help="Of the sentences: en or nl.")] = "en",
) -> None:
    """A register as a document: per arrangement and municipality, newest first."""
    from .._common.words import check_word
    from ..datasets._open import find_register

    check_word("format", form, ("md", "html"))
    found = find_register(register)[0].log(of, language=cast(Any, language))
    say(found.to_markdown() if form == "md" else found.to_html())


@app.command("record")
def record(
    file: File,
    change: Annotated[str, typer.Argument(help='For example "2026-01-01 GM0363 leaves X".')],
    source: Annotated[str, typer.Option(help="Where it is known from.")] = "",
    author: Author = "",
    json: AsJson = False,
) -> None:
    """Write down one change: joins, leaves, founded, dissolved, merged, renamed, form."""
    from ..dynamics._record import record_change

    found = record_change(file, change, source=source, author=author)
    if json:
        print_json(found.table)
    elif len(found):
        show(found.table, str(file))
    else:
        say("the file says so already; nothing was changed")


@app.command("undo")
def undo(
    file: File,
    number: Annotated[int | None, typer.Argument(help="Of the import; default: the last.")] = None,
) -> None:
    """Take an import back."""
    from ..store._store import undo_import

    say(f"import {undo_import(file, number)} is taken back")
