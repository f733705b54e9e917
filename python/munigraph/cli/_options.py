"""Options of commands, made from the description of choices."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from .._common.choices import Choice

Choices = Mapping[str, Choice]


def takes(**groups: Choices) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an option for each choice of ``groups``.

    A parameter of the command that is named like a group is replaced by the options of the group,
    and receives what was said as a dict.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        hints = typing.get_type_hints(command, include_extras=True)
        parameters: list[inspect.Parameter] = []
        for parameter in inspect.signature(command).parameters.values():
            if parameter.name in groups:
                panel = f"The {parameter.name}"
                listed = groups[parameter.name].values()
                parameters += [_parameter(choice, panel) for choice in listed]
            else:
                kind = inspect.Parameter.KEYWORD_ONLY
                annotation = hints[parameter.name]
                parameters.append(parameter.replace(kind=kind, annotation=annotation))

        @functools.wraps(command)
        def wrapped(**values: Any) -> Any:
            for group, listed in groups.items():
                values[group] = {
                    name: _value(choice, values.pop(name)) for name, choice in listed.items()
                }
            return command(**values)

        del wrapped.__wrapped__  # its signature is another one
        wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        wrapped.__annotations__ = {one.name: one.annotation for one in parameters}
        return wrapped

    return decorate


def help_of(choice: Choice) -> str:
    """The sentence, the words and what else an option takes."""
    text = choice.about
    if choice.words and choice.kind == "word":
        text += f" One of {', '.join(choice.words)}."
    if choice.range:
        text += f" Takes{choice.range.removeprefix(' of')}."
    if choice.several or choice.kind == "factors":
        text += " May be repeated."
    if choice.kind == "factors":
        text += f" As in {choice.example}, with {', '.join(choice.words)}."
    return text


_TYPES: dict[str, Any] = {"integer": int, "number": float, "boolean": bool}


def _parameter(choice: Choice, panel: str) -> inspect.Parameter:
    flag = f"--{choice.name.replace('_', '-')}"
    if choice.kind == "boolean" and choice.default:
        flag += f"/--no-{choice.name.replace('_', '-')}"
    more: dict[str, Any] = {"rich_help_panel": panel}
    if choice.kind == "factors":
        more["metavar"] = "WORD=NUMBER"
    elif choice.kind == "word":
        more["metavar"] = "WORD"
    taken = _TYPES.get(choice.kind, str)
    if choice.several or choice.kind == "factors":
        taken = list[str]
    if choice.optional:
        taken = taken | None
    return inspect.Parameter(
        choice.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=choice.default,
        annotation=Annotated[taken, typer.Option(flag, help=help_of(choice), **more)],
    )


def _value(choice: Choice, given: Any) -> Any:
    if choice.kind == "factors":
        return _factors(choice, given) if given else None
    if choice.several:
        return list(given) if given else choice.default
    return given


def _factors(choice: Choice, given: list[str]) -> dict[str, float]:
    factors = {}
    for text in given:
        word, _, number = text.partition("=")
        try:
            factors[word.strip()] = float(number)
        except ValueError:
            raise typer.BadParameter(
                f"{text!r} is no WORD=NUMBER, such as {choice.example}",
                param_hint=f"--{choice.name}",
            ) from None
    return factors
