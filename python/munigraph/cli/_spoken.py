"""Messages of the library in the words of the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

__all__ = ["spoken"]

_ARGUMENT = re.compile(
    r"\b(?P<name>[a-z_]+)=(?:True\b|(?P<quote>[\"'])(?P<value>[^\"']*)(?P=quote)|(?![=…\w\"'\[{(]))"
)
_SUBJECT = re.compile(r"^(?P<name>[a-z_]+)(?= is |: )")
_CALL = re.compile(r"\b(?P<what>at\(\)) needs a date\b")


def spoken(message: str, arguments: Sequence[str]) -> str:
    """A message with the options of the command that was given in place of arguments in Python:
    ``plain=True`` is ``--plain``, "max_share is 0" is "--max-share is 0". What is no option of it
    stays as it is."""
    options = _options(arguments)

    def told(found: re.Match[str]) -> str:
        option = options.get(found["name"])
        if option is None:
            return found[0]
        return f"{option} {found['value']}" if found["value"] else option

    if "date" in options:
        message = _CALL.sub(f"a date is needed ({options['date']})", message)
    message = _SUBJECT.sub(lambda found: options.get(found["name"], found[0]), message)
    return _ARGUMENT.sub(told, message)


def _options(arguments: Sequence[str]) -> dict[str, str]:
    """Name of an argument → option, of the command in the arguments."""
    from typer.main import get_command

    from ._app import app

    command: Any = get_command(app)
    for word in arguments:
        command = getattr(command, "commands", {}).get(word, command)
    found: dict[str, str] = {}
    for one in command.params:
        long = [option for option in getattr(one, "opts", ()) if option.startswith("--")]
        if long:
            found[one.name] = found[long[0][2:].replace("-", "_")] = long[0]
    return found
