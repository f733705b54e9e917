"""The command line: ``munigraph``. Exit codes: 0 done, 1 bad data, 2 misuse, 130 interrupted."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit. A traceback never reaches the user."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code."""
    try:
        import typer
    except ImportError:
        print(
            "munigraph: the command line needs typer and rich: pip install 'munigraph[cli]'",
            file=sys.stderr,
        )
        return 2
    from .._common.errors import DataError, TaskError
    from .._common.text import visible

    # Typer has brought its own copy of Click since 0.26; its errors are reached through Typer.
    usage_error: Any = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")

    def say(message: object) -> None:
        from ._spoken import spoken

        given = sys.argv[1:] if arguments is None else arguments
        print(visible(f"munigraph: {spoken(str(message), given)}"), file=sys.stderr)

    if hasattr(sys.stdout, "reconfigure"):
        # A terminal or pipe that cannot show a character gets a question mark, not an error.
        sys.stdout.reconfigure(errors="replace")
    try:
        from ._app import app

        code = app(args=None if arguments is None else list(arguments), standalone_mode=False)
        sys.stdout.flush()
        if code == 130:  # newer Typer takes KeyboardInterrupt itself
            say("interrupted")
        return int(code or 0)
    except usage_error as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # no command was given: the help
            error.show()
        else:
            usage = _usage(error)
            if usage:
                print(visible(usage), file=sys.stderr)
            text = str(error.format_message())
            say(text[:1].lower() + text[1:].rstrip("."))
        return 2
    except (typer.Abort, KeyboardInterrupt):
        say("interrupted")
        return 130
    except typer.Exit as done:
        return int(done.exit_code)
    except BrokenPipeError:
        return _reader_gone()
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # Typer takes it, and leaves with 1
            return _reader_gone()
        return leaving.code if isinstance(leaving.code, int) else 2
    except TaskError as error:
        say(error)
        return 1 if isinstance(error.__cause__, (DataError, OSError)) else 2
    except (DataError, OSError) as error:
        say(error)
        return 1
    except KeyError as error:
        say(error.args[0] if error.args else error)
        return 2
    except (ValueError, TypeError, ImportError) as error:
        say(error)
        return 2
    except Exception as error:
        if os.environ.get("MUNIGRAPH_DEBUG"):
            raise
        say(f"this should not happen: {type(error).__name__}: {error}")
        say("set MUNIGRAPH_DEBUG=1 to see where")
        return 1


def _usage(error: Any) -> str:
    """How the command is called that a word does not fit."""
    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    return f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n"


def _reader_gone() -> int:
    """The reader of our output has gone (head, less), and nothing is wrong.

    What is left goes nowhere, so that the interpreter does not fail over it at its end.
    """
    sys.stdout = sys.__stdout__
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


if __name__ == "__main__":
    main()
