"""A filter (筛选): which tasks are wanted; all that is set must hold. Window, sheets and command line obey the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import attrs

from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.judging.progress import judged_span
from battlemap.domain.kinds.task import Task
from battlemap.domain.looking.haystack import Haystack
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.chronicle import Chronicle
from battlemap.domain.telling.silence import days_without_news

#: In a set of units, owners, leaders or emphases: tasks for which none is named.
NONE: Final = ""

Test = Callable[[Task], bool]


@attrs.frozen
class Ground:
    """What a filter is asked against: a board as of a day. `lamp_of` and `chronicle` are asked only where needed."""

    snapshot: Snapshot
    as_of: date
    lamp_of: Callable[[str], Lamp]
    haystack: Callable[[], Haystack]
    chronicle: Callable[[], Chronicle]

    @classmethod
    def of(cls, snapshot: Snapshot, as_of: date, chronicle: Callable[[], Chronicle]) -> Ground:
        """Returns the ground of a board that nobody keeps up: every task is judged when it is asked for."""
        return cls(
            snapshot,
            as_of,
            lambda id: snapshot.judge(snapshot.tasks[id], as_of).lamp,
            lambda: Haystack(snapshot),
            chronicle,
        )


@attrs.frozen
class TaskFilter:
    """A filter without anything set lets every task pass.

    `due_within`: open and due in so many days from the day judged by (0: on it). `silent_for`: nothing heard for so
    many days or more. `changed_within`: changed in the last so many days (1: on the day judged by); `changed_since`
    a moment instead. `day`: due on that day.
    """

    words: str = ""
    actions: frozenset[str] = frozenset()
    lanes: frozenset[str] = frozenset()
    lamps: frozenset[Lamp] = frozenset()
    units: frozenset[str] = frozenset()
    leaders: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    emphases: frozenset[str] = frozenset()
    is_blocked: bool = False
    is_overdue: bool = False
    due_within: int | None = None
    day: date | None = None
    changed_within: int | None = None
    changed_since: datetime | None = None
    silent_for: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it lets every task pass."""
        return not self.words.split() and attrs.evolve(self, words="") == _EMPTY

    @property
    def set_fields(self) -> tuple[str, ...]:
        """The names of what is set, in order."""
        return tuple(
            field.name
            for field in attrs.fields(TaskFilter)
            if getattr(self, field.name) != getattr(_EMPTY, field.name)
            and (field.name != "words" or self.words.split())
        )

    def without(self, field: str) -> TaskFilter:
        """Returns the filter with that field not set."""
        return attrs.evolve(self, **{field: getattr(_EMPTY, field)})

    def tests(self, ground: Ground) -> dict[str, Test]:
        """Returns a test of a live task for each field that is set, the cheapest first."""
        made = {name: _TESTS[name](self, ground) for name in _TESTS if name in self.set_fields}
        if "words" in self.set_fields:
            ids = ground.haystack().holding(self.words)
            made["words"] = lambda task: task.id in ids
        return made

    def passing(self, ground: Ground, among: Iterable[str] | None = None) -> frozenset[str]:
        """Returns the ids of the live tasks (of `among`, where given) that pass."""
        tasks = ground.snapshot.tasks
        if "words" in self.set_fields:
            among = ground.haystack().holding(self.words, among)
        tests = tuple(self.without("words").tests(ground).values())
        asked = tasks.values() if among is None else [tasks[id] for id in among]
        shown = {action.id for action in ground.snapshot.columns}
        live = (task for task in asked if not task.deleted and task.action in shown)
        if not tests:
            return frozenset([task.id for task in live])
        if len(tests) == 1:
            (test,) = tests
            return frozenset([task.id for task in live if test(task)])
        return frozenset(task.id for task in live if all(test(task) for test in tests))

    # -- as text ------------------------------------------------------------------------------------------------

    def to_json(self) -> str:
        """Returns what is set as one line of JSON, the same for equal filters."""
        settings = {name: _plain(getattr(self, name)) for name in self.set_fields}
        return json.dumps(settings, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> TaskFilter:
        """Returns the filter that a text tells; what it does not understand (a newer file's) is left out."""
        try:
            settings = json.loads(text)
        except (ValueError, RecursionError):
            return _EMPTY
        values: dict[str, Any] = {}
        for field in attrs.fields(cls):
            value = settings.get(field.name) if isinstance(settings, Mapping) else None
            read = _read(getattr(_EMPTY, field.name), field.name, value)
            if read is not None:
                values[field.name] = read
        return cls(**values)


_EMPTY: Final = TaskFilter()


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _read(default: object, name: str, value: object) -> object:
    """Returns a value of the field's kind, None where `value` is none."""
    try:
        if isinstance(default, frozenset):
            is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
            return frozenset(value) if is_list else None  # type: ignore[call-overload]
        if isinstance(default, str | bool):
            return value if type(value) is type(default) else None
        if name == "day":
            day = date.fromisoformat(value) if isinstance(value, str) else None
            return day if day and FIRST_DAY <= day <= LAST_DAY else None
        if name == "changed_since":
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
            is_local = moment is not None and moment.tzinfo is None and FIRST_DAY <= moment.date() <= LAST_DAY
            return moment if is_local else None
        return value if type(value) is int and 0 <= value <= 3660 else None
    except ValueError:
        return None


def due_on(task: Task, ground: Ground) -> date | None:
    """Returns the day by which an open task must be done, None for one without such a day or finished."""
    if task.is_finished or task.judged_due_on is None:
        return None
    return judged_span(task, ground.snapshot.campaign).due_on


def is_blocked(task: Task, ground: Ground) -> bool:
    """Whether a 卡点 stands in the way of a task."""
    return bool(ground.snapshot.problems_of(task.id))


def is_overdue(task: Task, ground: Ground) -> bool:
    """Whether an open task should have been done before the day judged by, as its lamp says: by the campaign's end
    where it names no day of its own.
    """
    return not task.is_finished and judged_span(task, ground.snapshot.campaign).due_on < ground.as_of


def leader(task: Task, ground: Ground) -> str:
    """Returns the leading cadre of a task's action, "" for none."""
    return ground.snapshot.actions[task.action].lead_leader or NONE


def _due_within(wanted: TaskFilter, ground: Ground) -> Test:
    last = ground.as_of + timedelta(wanted.due_within or 0)

    def test(task: Task) -> bool:
        day = due_on(task, ground)
        return day is not None and ground.as_of <= day <= last

    return test


def _silent(wanted: TaskFilter, ground: Ground) -> Test:
    least, campaign = wanted.silent_for or 0, ground.snapshot.campaign

    def test(task: Task) -> bool:
        days = days_without_news(task, campaign, ground.as_of)
        return days is not None and days >= least

    return test


def _changed(moment: datetime, ground: Ground) -> Test:
    chronicle = ground.chronicle()
    return lambda task: chronicle.changed_since(task.id, moment)


def changed_from(wanted: TaskFilter, as_of: date) -> datetime:
    """Returns the moment from which `changed_within` counts."""
    return datetime.combine(as_of - timedelta(max(0, (wanted.changed_within or 1) - 1)), time())


#: Field → what makes its test; dear ones last. Words are looked for in one go.
_TESTS: Final[Mapping[str, Callable[[TaskFilter, Ground], Test]]] = {
    "actions": lambda wanted, ground: lambda task: task.action in wanted.actions,
    "lanes": lambda wanted, ground: lambda task: task.lane in wanted.lanes,
    "units": lambda wanted, ground: lambda task: (task.responsible_unit or NONE) in wanted.units,
    "owners": lambda wanted, ground: lambda task: (task.owner or NONE) in wanted.owners,
    "emphases": lambda wanted, ground: lambda task: (task.emphasis or NONE) in wanted.emphases,
    "day": lambda wanted, ground: lambda task: task.due_on == wanted.day,
    "leaders": lambda wanted, ground: lambda task: leader(task, ground) in wanted.leaders,
    "is_blocked": lambda wanted, ground: lambda task: is_blocked(task, ground),
    "is_overdue": lambda wanted, ground: lambda task: is_overdue(task, ground),
    "due_within": _due_within,
    "silent_for": _silent,
    "changed_within": lambda wanted, ground: _changed(changed_from(wanted, ground.as_of), ground),
    "changed_since": lambda wanted, ground: _changed(wanted.changed_since or datetime.min, ground),
    "lamps": lambda wanted, ground: lambda task: ground.lamp_of(task.id) in wanted.lamps,
}
