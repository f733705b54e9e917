"""One change in words, applied to a register or a register file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .._common.objects import core_of
from .._common.words import check_word
from ..registry._vocabulary import LEGAL_FORMS, ROLES, legal_form
from ..store._diff import RegisterDifference, difference_of
from ..store._store import rewrite
from ._record_grammar import Statement, parse
from ._scenario import Scenario

if TYPE_CHECKING:
    from ..registry._register import Register
    from ._scenario_draft import Draft

__all__ = ["record_change", "recorded"]


def record_change(
    path: str | os.PathLike[str], text: str, *, source: str = "", author: str = ""
) -> RegisterDifference:
    """Write one change into a register file, in one transaction.

    Parameters
    ----------
    path : of a file that ``register.save`` wrote.
    text : str
        ``2026-01-01 GM0363 leaves X``; ``joins X [as host]``, ``X founded by A, B [as FORM]
        [named NAME] [on THEME]``, ``X dissolved``, ``A, B merged into C [named NAME]``,
        ``X renamed NAME``, ``X form FORM``. Names with commas stand in quotes.
    source, author : str
        Where it is known from, and who wrote it down; kept with the import, as is the text.

    Returns
    -------
    RegisterDifference
        What the file says now that it did not say before. ``munigraph.store.undo_import`` takes it
        back.

    Raises
    ------
    ValueError
        The text is not understood, or cannot be: who leaves is no member.
    KeyError
        An unknown id.
    DataError
        As :func:`munigraph.open_register`; or another program is writing.

    Examples
    --------
    >>> import munigraph as mg
    >>> import pathlib, tempfile
    >>> register = mg.datasets.load("nl-2020")
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "register.munigraph"
    >>> _ = register.save(path)
    >>> left = register.memberships.query("participant == 'GM0363'")["arrangement"].iloc[0]
    >>> changed = mg.record_change(path, f"2020-09-01 GM0363 leaves {left}")
    >>> len(mg.open_register(path).memberships) >= len(register.memberships)
    True
    """
    statement = parse(text)
    found: list[Register] = []

    def change(register: Register) -> Register:
        made = recorded(register, statement)
        found[:] = [register, made]
        return made

    rewrite(
        path, change, kind="record", source=source or "by hand", author=author, note=lambda: text
    )
    return difference_of(*found)


def recorded(register: Register, statement: Statement) -> Register:
    """The register with one change."""
    core_of(register, "Register")
    scenario = Scenario._from_any_day(register, statement.date)
    draft = scenario._draft
    subjects, parts = list(statement.subjects), statement.parts
    if statement.verb == "leaves":
        return scenario.leave(subjects, statement.objects[0]).register
    if statement.verb == "joins":
        role = check_word("role", parts.get("as", ("member",))[0], ROLES)
        return scenario.join(subjects, statement.objects[0], role=role).register
    if statement.verb == "founded":
        return scenario.found(
            parts.get("named", (subjects[0],))[0],
            parts["by"],
            id=subjects[0],
            legal_form=legal_form(parts.get("as", ("",))[0]),
            themes=parts.get("on", ()),
        ).register
    if statement.verb == "dissolved":
        return scenario.dissolve(subjects).register
    if statement.verb == "merged":
        into = parts["into"][0]
        if all(draft.is_arrangement(one) for one in subjects):
            named = parts.get("named", (None,))[0]
            merged = scenario.merge_arrangements(subjects, into)
            if named is not None:
                merged = merged._step("renamed", lambda d: _renamed(d, into, named))
            return merged.register
        return scenario.merge(subjects, into, name=parts.get("named", (None,))[0]).register
    if statement.verb == "form":
        form = legal_form(statement.objects[0])
        check_word("legal form", form, LEGAL_FORMS)
        return scenario.set_form(subjects[0], form).register
    name = (statement.objects or parts["to"])[0]
    return scenario._step("renamed", lambda d: _renamed(d, subjects[0], name)).register


def _renamed(draft: Draft, id_: str, name: str) -> None:
    """An arrangement has another name from the day on; a participant has one name at all times."""
    if draft.is_arrangement(id_):
        chain = draft.chain(id_)
        draft.split(chain)
        for version in draft.versions(chain):
            draft.change("arrangements", version, name=name)
        draft.rejoin(chain)
    else:
        draft.change("participants", draft.participant(id_), name=name)
