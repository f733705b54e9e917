"""What if: a register as it would be if something changed on a day."""

from __future__ import annotations

import html
import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .._common.arguments import checked_count
from .._common.words import check_word, unknown
from ..registry._register import Register
from ..registry._vocabulary import LEGAL_FORMS, ROLES
from ._scenario_draft import Draft
from ._scenario_edits import (
    arrangements_merged,
    founded,
    hub_added,
    joined,
    left,
    with_form,
)
from ._scenario_mergers import municipalities_merged

if TYPE_CHECKING:
    import pandas as pd

    from .._common.literals import HubWay, LegalForm, Role
    from .._common.types import YearLike

__all__ = ["Scenario"]

WAYS = ("arrangement", "node")


class Scenario:
    """A register and what is changed in it from one day on. Made by
    :meth:`munigraph.Register.scenario`; immutable, every step gives another scenario.

    What is before the day stays as it is. What changes lasts: it holds for the version of an
    arrangement that is in force on the day and for its later ones. Arrangements are named by their
    own id or that of a version, and must be in force on the day, as must participants.

    Attributes
    ----------
    date : str
        The day from which things differ.
    steps : tuple of str
        What was changed, in words.
    hubs : dict
        The hubs that were added: id → ``"arrangement"`` or ``"node"``.
    """

    __slots__ = ("_before", "_draft", "_source", "date", "hubs", "steps")

    _before: Scenario | None
    _draft: Draft
    _source: Register
    date: str
    steps: tuple[str, ...]
    hubs: dict[str, str]

    def __init__(self, register: Register, date: YearLike) -> None:
        day = register.day(date)
        register.at(day)  # refuses text that is no date, and a day on which nothing is in force
        # What is made from a scenario's register still has its hubs.
        hubs = dict(register._scenario[1]) if register._scenario else {}
        self._hold(register, Draft(register, day), (), hubs, None)

    @classmethod
    def _from_any_day(cls, register: Register, day: str) -> Scenario:
        """A scenario from a day on which nothing may be in force: what begins then can be told."""
        made = object.__new__(cls)
        made._hold(register, Draft(register, day), (), {}, None)
        return made

    def _hold(
        self,
        source: Register,
        draft: Draft,
        steps: tuple[str, ...],
        hubs: dict[str, str],
        before: Scenario | None,
    ) -> None:
        values = {"_source": source, "_draft": draft, "date": draft.day, "steps": steps,
                  "hubs": hubs, "_before": before}  # fmt: skip
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a Scenario cannot be changed; every step gives another one")

    def __getstate__(self) -> tuple[Any, ...]:
        return self._source, self._draft, self.steps, self.hubs, self._before

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self._hold(*state)

    def _step(
        self, said: str, edit: Callable[[Draft], object], hub: tuple[str, str] | None = None
    ) -> Scenario:
        draft = self._draft.copy()
        more = edit(draft)
        if isinstance(more, str) and more:
            said += f"; {more}"
        hubs = {**self.hubs, **dict([hub] if hub else [])}
        for gone in [one for one in hubs if not draft.is_arrangement(one)]:
            if hubs.pop(gone) == "node":
                draft.forget(gone)
        made = object.__new__(Scenario)
        made._hold(self._source, draft, (*self.steps, said), hubs, self)
        return made

    def _members(self, members: str | Iterable[str]) -> list[str]:
        """Each id once; ``"all"``, where it is nobody's id, is every municipality in force."""
        ids = _several(members, "members")
        if ids != [EVERYONE]:
            return ids
        table = self.register.at(self.date).participants
        if (table["id"] == EVERYONE).any():
            return ids
        return [str(one) for one in table.loc[table["kind"] == "municipality", "id"]]

    # --- municipalities -------------------------------------------------------------------------

    def merge(
        self, municipalities: str | Iterable[str], into: str, *, name: str | None = None
    ) -> Scenario:
        """Municipalities become one on the day.

        Parameters
        ----------
        municipalities : str or iterable of str
            Ids.
        into : str
            Id of the one of them (or of another municipality) that goes on, or of a new one. One
            that the register has be made on a later day is made now: that merger is brought
            forward.
        name : str, optional
            Of what they become; if not given the name that the register has for it, or its id.

        Returns
        -------
        Scenario
            Its memberships are those of all, the strongest role of each (host, member, observer);
            an arrangement that falls inside the one municipality, and has no other participant,
            ends. Population is the sum where all are known; the place of a new one is the mean by
            population. The successions say so.

        Raises
        ------
        KeyError
            For an unknown id.
        ValueError
            For a participant that is no municipality or not in force, or fewer than two.
        """
        ids, into = _several(municipalities, "municipalities"), _text(into, "into")
        name = None if name is None else _text(name, "name of a municipality")
        return self._step(
            f"{_doing(ids, 'merge')} into {into}",
            lambda d: municipalities_merged(d, ids, into, name),
        )

    def leave(self, participants: str | Iterable[str], arrangement: str) -> Scenario:
        """Participants leave an arrangement; ``ValueError`` where one is no member or nobody would
        be left (:meth:`dissolve` it)."""
        ids = _several(participants, "participants")
        return self._step(
            f"{_doing(ids, 'leave')} {arrangement}", lambda d: left(d, ids, arrangement)
        )

    def join(
        self, participants: str | Iterable[str], arrangement: str, *, role: Role = "member"
    ) -> Scenario:
        """Participants join an arrangement as ``member``, ``host`` or ``observer``; who left it in
        this scenario is back as it was. ``ValueError`` for one that is a member already."""
        ids = _several(participants, "participants")
        check_word("role", role, ROLES)
        return self._step(
            f"{_doing(ids, 'join')} {arrangement}", lambda d: joined(d, ids, arrangement, role)
        )

    # --- arrangements ---------------------------------------------------------------------------

    def found(
        self,
        name: str,
        members: str | Iterable[str],
        *,
        id: str | None = None,
        legal_form: LegalForm = "unknown",
        themes: str | Iterable[str] = (),
        host: str | None = None,
        **attributes: str,
    ) -> Scenario:
        """A new arrangement begins on the day.

        Parameters
        ----------
        name : str
            Its name, and its id where none is given.
        members : iterable of str
            Ids of participants; ``"all"`` for every municipality in force.
        id : str, optional
            An id that is not taken.
        legal_form, themes : str, or strings
            Of the arrangement.
        host : str, optional
            Makes it a star around this one.
        **attributes : str
            Other columns of the table of arrangements, such as ``obligation="free"``.

        Raises ``ValueError`` for an id that is taken or no members, ``KeyError`` for an unknown
        member or column.
        """
        check_word("legal form", legal_form, LEGAL_FORMS)
        name = _text(name, "name of an arrangement")
        id_ = name if id is None else _text(id, "id of an arrangement")
        ids, what = self._members(members), _texts(themes, "themes")
        return self._step(
            f"{name} is founded by {len(ids)}",
            lambda d: founded(
                d, id_, ids, name=name, legal_form=legal_form, themes=what, host=host,
                **attributes,
            ),
        )  # fmt: skip

    def dissolve(self, arrangements: str | Iterable[str]) -> Scenario:
        """Arrangements end on the day; those founded in this scenario never were."""
        ids = _several(arrangements, "arrangements")

        def edit(draft: Draft) -> None:
            for chain in dict.fromkeys(draft.chain(id_) for id_ in ids):
                draft.end(chain)

        return self._step(f"{', '.join(ids)} dissolved", edit)

    def set_form(self, arrangement: str, legal_form: LegalForm) -> Scenario:
        """An arrangement has another legal form from the day on: a version of its own."""
        check_word("legal form", legal_form, LEGAL_FORMS)
        return self._step(
            f"{arrangement} becomes {legal_form}", lambda d: with_form(d, arrangement, legal_form)
        )

    def merge_arrangements(
        self,
        arrangements: Iterable[str],
        into: str,
        *,
        legal_form: LegalForm | None = None,
    ) -> Scenario:
        """Arrangements become one, with the members and themes of all.

        ``into`` is one of them, which goes on, or the name of a new one; that is of the first
        one's form, unless ``legal_form`` says otherwise. Raises ``ValueError`` for fewer than two.
        """
        ids, into = _several(arrangements, "arrangements"), _text(into, "into")
        if legal_form is not None:
            check_word("legal form", legal_form, LEGAL_FORMS)
        return self._step(
            f"{_doing(ids, 'merge')} into {into}",
            lambda d: arrangements_merged(d, ids, into, legal_form),
        )

    def add_hub(
        self,
        name: str,
        members: str | Iterable[str],
        as_: HubWay = "arrangement",
        *,
        themes: str | Iterable[str] = (),
    ) -> Scenario:
        """A body that ties many, such as a national organisation.

        Parameters
        ----------
        name : str
            Its name and id.
        members : iterable of str
            Ids of participants; ``"all"`` for every municipality in force.
        as_ : {"arrangement", "node"}
            ``arrangement``: one arrangement of all, in which everyone is tied with everyone.
            ``node``: a participant (an organisation) that hosts a star: the members are tied to it
            and not to each other. The first makes one clique of everyone, which says little about
            who works with whom; :func:`munigraph.difference` shows the two beside each other.
        themes : str or strings
            Of the arrangement.
        """
        check_word("way to add a hub", as_, WAYS)
        name = _text(name, "name of a hub")
        ids, what = self._members(members), _texts(themes, "themes")
        return self._step(
            f"{name}, a hub of {len(ids)} as {as_}",
            lambda d: hub_added(d, name, ids, as_, what),
            (name, as_),
        )

    # --- the whole ------------------------------------------------------------------------------

    def apply(self, steps: Iterable[Mapping[str, Any]]) -> Scenario:
        """Steps as data: mappings of one verb each, as they stand in a file.

        ``{"merge": ["a", "b"], "into": "c"}``, ``{"leave": "a", "arrangement": "x"}``, ``join``
        alike, ``{"found": "x", "members": […]}``, ``{"dissolve": "x"}``,
        ``{"set_form": "x", "legal_form": "covenant"}``,
        ``{"merge_arrangements": ["x", "y"], "into": "z"}``,
        ``{"add_hub": "x", "members": […], "as": "node"}``; other keys are arguments of the method.
        Raises ``TypeError`` for what are no mappings, and ``ValueError`` for a step without a verb
        or with several, an unknown key, or one that is missing.
        """
        if isinstance(steps, (str, Mapping)) or not isinstance(steps, Iterable):
            raise TypeError(f"steps: expected a list of mappings, got {type(steps).__name__}")
        made = self
        for number, step in enumerate(steps, 1):
            if not isinstance(step, Mapping):
                raise TypeError(f"step {number}: expected a mapping, got {step!r}")
            verb, rest = verb_of(step, f"step {number}")
            made = getattr(made, verb)(step[verb], **rest)
        return made

    def undo(self, steps: int = 1) -> Scenario:
        """The scenario before its last steps; ``ValueError`` for more than there are."""
        made = self
        for _ in range(checked_count(steps, "steps")):
            if made._before is None:
                raise ValueError(f"the scenario has {len(self.steps)} steps, not {steps}")
            made = made._before
        return made

    @property
    def register(self) -> Register:
        """The register of the scenario; the very register it was made from where nothing differs.

        Cost is linear in the register.
        """
        if not self._draft.changed:
            return self._source
        return Register(
            self._draft.to_core(self._source),
            truth=self._source.truth,
            name=self._source.name,
            geography=self._source.geography,
            scenario=(self.date, tuple(self.hubs.items())),
        )

    @property
    def table(self) -> pd.DataFrame:
        """The steps, one row each: ``step, what``."""
        import pandas as pd

        return pd.DataFrame({"step": range(1, len(self.steps) + 1), "what": list(self.steps)})

    def __repr__(self) -> str:
        return f"<Scenario from {self.date}: {'; '.join(self.steps) or 'nothing changes'}>"

    def _repr_html_(self) -> str:
        rows = "".join(f"<li>{html.escape(step)}</li>" for step in self.steps)
        return f"<p><b>Scenario</b> from {self.date}</p><ol>{rows}</ol>"


EVERYONE = "all"
"""As members: every municipality in force."""

VERBS = ("merge", "leave", "join", "found", "dissolve", "set_form", "merge_arrangements", "add_hub")


def verb_of(step: Mapping[str, Any], where: str) -> tuple[str, dict[str, Any]]:
    """The method that a step calls, and its other arguments by name."""
    verbs = [key for key in step if key in VERBS]
    if not verbs:
        raise unknown("step of a scenario", next(iter(step), ""), VERBS)
    if len(verbs) > 1:
        raise ValueError(f"{where}: {' and '.join(verbs)} in one step, expected one verb each")
    verb = verbs[0]
    rest = {("as_" if key == "as" else key): value for key, value in step.items() if key != verb}
    _, _, *others = inspect.signature(getattr(Scenario, verb)).parameters.values()
    known = [one.name for one in others if one.kind is not one.VAR_KEYWORD]
    if len(known) == len(others):  # takes no columns of a table
        for key in rest:
            if key not in known:
                words = ["as" if one == "as_" else one for one in known]
                raise unknown(f"key of {where} ({verb})", key, words)
    lost = [one.name for one in others if one.name in known and one.default is one.empty
            and one.name not in rest]  # fmt: skip
    if lost:
        raise ValueError(f"{where} ({verb}): expected {' and '.join(map(repr, lost))} too")
    return verb, rest


def _doing(ids: list[str], verb: str) -> str:
    """``a, b leave``; ``a leaves``."""
    return f"{', '.join(ids)} {verb}{'s' if len(ids) == 1 else ''}"


def _text(value: Any, what: str) -> str:
    """A name or id: text that is not blank."""
    if not isinstance(value, str):
        raise TypeError(f"{what} is {value!r}, expected text")
    if not value.strip():
        raise ValueError(f"{what} is {value!r}, expected text that is not blank")
    return value


def _texts(values: str | Iterable[str], what: str) -> list[str]:
    if isinstance(values, str):
        return [values]
    if not isinstance(values, Iterable):
        raise TypeError(f"{what} is {values!r}, expected text or a list of it")
    return [str(one) for one in values]


def _several(values: str | Iterable[str], what: str) -> list[str]:
    """Each id once, in their order."""
    ids = list(dict.fromkeys(_texts(values, what)))
    if not ids:
        raise ValueError(f"no {what}; expected at least one id")
    return ids
