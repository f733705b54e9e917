"""The commands ``munigraph study new|run|verify|diff``."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from .._common.text import visible
from ..study._runner import State
from ._arguments import say_about
from ._output import say

if TYPE_CHECKING:
    from .._common.literals import ExportFormat

app = typer.Typer(
    name="study", help="One text file in, tables and one report out.", no_args_is_help=True
)

_FILE = Annotated[Path, typer.Argument(help="The study file.", show_default=False)]
_RESULT = Annotated[Path, typer.Argument(help="Folder of a finished study.", show_default=False)]
_DASK = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Scheduler of a Dask cluster to run on."),
]
_QUIET = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]


@app.command()
def new(
    path: Annotated[Path, typer.Argument(help="File to write, or the register.")] = Path(
        "study.toml"
    ),
    register: Annotated[
        str | None,
        typer.Option("--register", help="Register it is about: a folder, a file, or a name."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file.")] = False,
) -> None:
    """Write a commented study file that runs as it is: of your register, or of the shipped one."""
    from .._common.files import write_atomic
    from ..study._starting import start
    from ..study._writing import template

    if register is None and _is_register(path):
        register, path = str(path), Path("study.toml")
    if path.exists() and not force:
        raise ValueError(f"{path} exists already; --force overwrites it")
    found = None if register is None else start(register, path)
    write_atomic(path, template(path.name, found).encode("utf-8"))
    say(path)
    if found is not None:
        for remark in found.remarks.values():
            say(remark)
        say(f"networks: {', '.join(found.networks)}; date {found.data['date']}")


def _is_register(path: Path) -> bool:
    """Whether the one argument of ``new`` is a register rather than the file to write."""
    from ..datasets import available

    known = path.exists() and path.suffix.lower() != ".toml"
    return known or str(path) in set(available()["name"])


@app.command()
def run(
    file: _FILE,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")],
    dask: _DASK = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Reuse nothing.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Take a folder with files of somebody else.")
    ] = False,
    quiet: _QUIET = False,
) -> None:
    """Compute a study; killed and started again it goes on where it was."""
    from ..report._data import left_out
    from ..study._api import told as run_study

    with _executor(dask) as executor, _shown(quiet) as tell:
        try:
            result = run_study(
                file, out, executor=executor, resume=not fresh, force=force, tell=tell
            )
        except KeyboardInterrupt:
            say("what was computed is kept; run again to go on from there", error=True)
            raise
    say(result.finding)
    about = result.facts["data"]["about"]
    say_about(about["notes"], about["source"], about["licence"])
    for part, reason in left_out(result):
        say(f"left out: {part} ({reason})", error=True)
    say(result.report or result.folder)


@app.command()
def verify(out: _RESULT, dask: _DASK = None, quiet: _QUIET = False) -> None:
    """Compute a study again and compare every table (exit code 1 if they differ)."""
    from ..study._compare import verified as verify_study

    with _executor(dask) as executor, _shown(quiet) as tell:
        found = verify_study(out, executor=executor, tell=tell)
    say(found)
    raise typer.Exit(0 if found.same else 1)


@app.command()
def diff(first: _RESULT, second: _RESULT) -> None:
    """Say what differs between two results, and why (exit code 1 if tables differ)."""
    from ..study._compare import diff as diff_studies

    found = diff_studies(first, second)
    say(found)
    raise typer.Exit(0 if found.same else 1)


@app.command()
def export(
    out: _RESULT,
    names: Annotated[
        list[str] | None, typer.Argument(help="Tables or charts; all if none is named.")
    ] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", help="latex, docx, csv, svg or pdf.")
    ] = "latex",
    to: Annotated[
        Path | None, typer.Option("--to", help="Folder; `export` in that of the study.")
    ] = None,
) -> None:
    """Write tables or charts of a finished study for a paper, with their captions."""
    from ..study._export import export as export_study

    for path in export_study(out, cast("ExportFormat", format), names=names or None, to=to):
        say(path)


@contextlib.contextmanager
def _executor(dask: str | None) -> Iterator[Any]:
    if dask is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise ImportError("--dask needs: pip install munigraph[distributed]") from error
    try:
        client = Client(dask, timeout="20s")
    except (OSError, TimeoutError) as error:
        raise ValueError(f"no Dask scheduler at {dask}: {error}") from None
    with client:
        yield client.get_executor()


@contextlib.contextmanager
def _shown(quiet: bool) -> Iterator[Callable[[State], None] | None]:
    """A progress line with an estimate of the time left, where someone is looking."""
    if quiet:
        yield None
        return
    live = sys.stderr.isatty()

    def show(state: State) -> None:
        text = progress_line(state)
        if live:
            sys.stderr.write(f"\r\x1b[2K{text}")
        elif state.done == state.total or state.done % 10 == 0:
            sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    yield show
    if live:
        sys.stderr.write("\r\x1b[2K")


def progress_line(state: State) -> str:
    """``12 of 40 tasks, about 1 min 20 s left (clusters:social)``."""
    text = f"{state.done} of {state.total} tasks"
    if state.reused:
        text += f" ({state.reused} from before)"
    if state.left is not None and state.done < state.total:
        text += f", about {_duration(state.left)} left"
    return f"{text}: {visible(state.last, line=True)}" if state.last else text


def _duration(seconds: float) -> str:
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
