"""What a line of a plan draft is: an action, a measure, a task or the preface; marked anew, no word of it vanishes.

A thing is named by its place, as in `plan_changes`. What follows a line that rises goes under it, as in a text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, Literal

import attrs

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.domain.planning.plan_changes import Place, drop
from battlemap.errors import BadInput

Role = Literal["action", "measure", "task", "preface"]
ROLES: Final[dict[Role, str]] = {"action": "专项", "measure": "要点", "task": "任务", "preface": "前言"}
_DEPTH: Final[dict[Role, int]] = {"action": 1, "measure": 2, "task": 3}
#: Characters of a title that is taken from a line.
_TITLE: Final = 20


def role_of(place: Place) -> Role:
    """Returns what stands at a place."""
    return next(role for role, depth in _DEPTH.items() if depth == len(place))


def mark(draft: PlanDraft, place: Place, role: Role) -> tuple[PlanDraft, Place]:
    """Returns the draft with the line at `place` as something else, and where it stands now, () for the preface.

    Raises BadInput where it cannot be that: nothing stands before the first line that it could belong to.
    """
    if role == "preface":
        return _to_preface(draft, place), ()
    rise = len(place) - _DEPTH[role]
    if rise == 0:
        return draft, place
    if rise < 0:
        return _sunk(draft, place, role)
    if len(place) == 3:
        draft, place = _task_to_measure(draft, place)
    return (draft, place) if role == "measure" else _measure_to_action(draft, place)


def series_at(draft: PlanDraft, place: Place) -> tuple[Place, ...]:
    """Returns the places of all lines of the same series as that at `place`, itself included, in order."""
    wanted = _thing(draft, place).series
    if not wanted:
        return (place,)
    places: list[Place] = []
    for a, action in enumerate(draft.actions):
        places.append((a,))
        for m, measure in enumerate(action.measures):
            places.append((a, m))
            places += [(a, m, t) for t in range(len(measure.tasks))]
    return tuple(p for p in places if len(p) == len(place) and _thing(draft, p).series == wanted)


def mark_series(draft: PlanDraft, place: Place, role: Role) -> PlanDraft:
    """Returns the draft with every line of the series of `place` marked, the last one first so that places hold."""
    for each in reversed(series_at(draft, place)):
        draft, _ = mark(draft, each, role)
    return draft


def split(draft: PlanDraft, place: Place, at: int, drafted: Callable[[str], TaskDraft]) -> PlanDraft:
    """Returns the draft with the task at `place` as two, the second beginning at character `at` of its source.

    `drafted` reads a sentence. Fields that the first half's own words do not name stay with it. Raises BadInput where
    one half would be empty.
    """
    measure, task = _measure(draft, place), _task(draft, place)
    first, second = task.source[:at].strip(), task.source[at:].strip()
    if not first or not second:
        raise BadInput("请把光标放在要拆开的两句之间。")
    head, rest = drafted(first), drafted(second)
    kept = {
        field: getattr(task, field)
        for field in ("lead_unit", "responsible_unit", "coop_units", "owner")
        if not getattr(head, field)
    }
    head = attrs.evolve(head, series=task.series, **kept)
    rest = attrs.evolve(
        rest,
        series=task.series,
        **{field: value for field, value in kept.items() if not getattr(rest, field)},
    )
    tasks = (*measure.tasks[: place[2]], head, rest, *measure.tasks[place[2] + 1 :])
    return _put_measure(draft, place, attrs.evolve(measure, tasks=tasks))


def set_fields(
    draft: PlanDraft, place: Place, changes: dict[str, Any], settled: Sequence[str] = ()
) -> PlanDraft:
    """Returns the draft with new values for fields of a task; the doubts `settled` are gone."""
    measure, task = _measure(draft, place), _task(draft, place)
    doubts = tuple(doubt for doubt in task.doubts if doubt not in settled)
    changed = attrs.evolve(task, **{"doubts": doubts, **changes})
    tasks = (*measure.tasks[: place[2]], changed, *measure.tasks[place[2] + 1 :])
    return _put_measure(draft, place, attrs.evolve(measure, tasks=tasks))


def set_due(draft: PlanDraft, place: Place, due_on: date | None, due_text: str) -> PlanDraft:
    """Returns the draft with another deadline of a task, which a person has looked at."""
    task = _task(draft, place)
    return set_fields(draft, place, {"due_on": due_on, "due_text": due_text}, task.doubts)


# -- rising -------------------------------------------------------------------------------------------------------


def _task_to_measure(draft: PlanDraft, place: Place) -> tuple[PlanDraft, Place]:
    """The task becomes a measure behind its own; the tasks that followed it go under it."""
    a, m, t = place
    action, measure, task = draft.actions[a], _measure(draft, place), _task(draft, place)
    before, after = measure.tasks[:t], measure.tasks[t + 1 :]
    risen = MeasureDraft(measure.number + 1, task.title, _sources(after), after, task.source, task.series)
    left = attrs.evolve(measure, tasks=before, text=_text_without(measure, (task, *after)))
    measures = (*action.measures[:m], left, risen, *action.measures[m + 1 :])
    return _put_action(draft, a, attrs.evolve(action, measures=_numbered(measures))), (a, m + 1)


def _measure_to_action(draft: PlanDraft, place: Place) -> tuple[PlanDraft, Place]:
    """The measure becomes an action behind its own; its tasks and the measures that followed it go under it."""
    a, m = place
    action, measure = draft.actions[a], draft.actions[a].measures[m]
    own = (
        (attrs.evolve(measure, heading="", title=measure.title, number=1),)
        if measure.text or measure.tasks
        else ()
    )
    risen = ActionDraft(
        action.number + 1, measure.title, _numbered((*own, *action.measures[m + 1 :])), "", measure.heading,
        series=measure.series,
    )  # fmt: skip
    left = attrs.evolve(action, measures=action.measures[:m])
    actions = (*draft.actions[:a], left, risen, *draft.actions[a + 1 :])
    numbered = tuple(attrs.evolve(each, number=n) for n, each in enumerate(actions, 1))
    return attrs.evolve(draft, actions=numbered), (a + 1,)


# -- sinking ------------------------------------------------------------------------------------------------------


def _sunk(draft: PlanDraft, place: Place, role: Role) -> tuple[PlanDraft, Place]:
    if len(place) == 1:
        draft, place = _action_to_measure(draft, place)
    return (draft, place) if role == "measure" else _measure_to_task(draft, place)


def _action_to_measure(draft: PlanDraft, place: Place) -> tuple[PlanDraft, Place]:
    """The action becomes a measure of the one before it, with its own measures behind it."""
    a = place[0]
    if a == 0:
        raise BadInput("第一个专项前面没有可以归入的专项。")
    above, action = draft.actions[a - 1], draft.actions[a]
    sunk = MeasureDraft(0, action.title, "", (), action.heading, action.series)
    measures = _numbered((*above.measures, sunk, *action.measures))
    actions = (*draft.actions[: a - 1], attrs.evolve(above, measures=measures), *draft.actions[a + 1 :])
    numbered = tuple(attrs.evolve(each, number=n) for n, each in enumerate(actions, 1))
    return attrs.evolve(draft, actions=numbered), (a - 1, len(above.measures))


def _measure_to_task(draft: PlanDraft, place: Place) -> tuple[PlanDraft, Place]:
    """The measure becomes a task of the one before it, with its own tasks behind it."""
    a, m = place
    action, measure = draft.actions[a], draft.actions[a].measures[m]
    if m == 0:
        raise BadInput("第一条要点前面没有可以归入的要点。")
    above = action.measures[m - 1]
    words = measure.heading or measure.title
    sunk = TaskDraft(measure.title[:_TITLE], words, words, series=measure.series)
    grown = attrs.evolve(
        above,
        text="\n".join(part for part in (above.text, words, measure.text) if part),
        tasks=(*above.tasks, sunk, *measure.tasks),
    )
    measures = (*action.measures[: m - 1], grown, *action.measures[m + 1 :])
    return _put_action(draft, a, attrs.evolve(action, measures=_numbered(measures))), (
        a,
        m - 1,
        len(above.tasks),
    )


def _to_preface(draft: PlanDraft, place: Place) -> PlanDraft:
    """The words at a place, with all below it, go to the preface instead of 未归类."""
    unfiled = len(draft.unfiled)
    without = drop(draft, place)
    return attrs.evolve(
        without, unfiled=without.unfiled[:unfiled], preface=(*without.preface, *without.unfiled[unfiled:])
    )


# -- places -------------------------------------------------------------------------------------------------------


def _thing(draft: PlanDraft, place: Place) -> ActionDraft | MeasureDraft | TaskDraft:
    action = draft.actions[place[0]]
    if len(place) == 1:
        return action
    measure = action.measures[place[1]]
    return measure if len(place) == 2 else measure.tasks[place[2]]


def _measure(draft: PlanDraft, place: Place) -> MeasureDraft:
    return draft.actions[place[0]].measures[place[1]]


def _task(draft: PlanDraft, place: Place) -> TaskDraft:
    return _measure(draft, place).tasks[place[2]]


def _put_action(draft: PlanDraft, index: int, action: ActionDraft) -> PlanDraft:
    return attrs.evolve(draft, actions=(*draft.actions[:index], action, *draft.actions[index + 1 :]))


def _put_measure(draft: PlanDraft, place: Place, measure: MeasureDraft) -> PlanDraft:
    action = draft.actions[place[0]]
    measures = (*action.measures[: place[1]], measure, *action.measures[place[1] + 1 :])
    return _put_action(draft, place[0], attrs.evolve(action, measures=measures))


def _numbered(measures: Sequence[MeasureDraft]) -> tuple[MeasureDraft, ...]:
    return tuple(attrs.evolve(measure, number=n) for n, measure in enumerate(measures, 1))


def _sources(tasks: Sequence[TaskDraft]) -> str:
    return "\n".join(task.source for task in tasks)


def _text_without(measure: MeasureDraft, gone: Sequence[TaskDraft]) -> str:
    """Returns the measure's text without the last sentences; rebuilt from its tasks where they cannot be told apart."""
    end = measure.text
    for task in reversed(gone):
        cut = end.rfind(task.source)
        if cut < 0 or end[cut + len(task.source) :].strip():
            return _sources(measure.tasks[: len(measure.tasks) - len(gone)])
        end = end[:cut]
    return end.rstrip()
