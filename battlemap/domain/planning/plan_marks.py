"""What a person may say of a line of a plan draft: this is an action, a measure, a task, preface; split it, join it.

A thing is named by its place as in `plan_changes`: ``(2,)`` an action, ``(2, 0)`` a measure, ``(2, 0, 4)`` a task. All
functions return a new draft; no word of the plan vanishes by any of them. What cannot be done raises BadInput.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import attrs

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.domain.planning.plan_changes import Place, drop
from battlemap.errors import BadInput

#: What a line can be marked as.
Mark = Literal["action", "measure", "task", "preface"]
MARKS: Final[dict[Mark, str]] = {"action": "专项", "measure": "要点", "task": "任务", "preface": "前言"}


def mark(draft: PlanDraft, place: Place, to: Mark) -> PlanDraft:
    """Returns the draft with what stands at `place` as an action, measure, task or as preface.

    What is raised takes along what stands below it in its own group up to the next of its kind: a task that becomes a
    measure takes the tasks behind it, a measure that becomes an action the measures behind it. What is lowered joins
    the one before it.
    """
    have = _mark_of(place)
    if to == have:
        return draft
    if to == "preface":
        return _to_preface(draft, place)
    for step in _steps(have, to):
        draft, place = _one_step(draft, place, step)
    return _numbered(draft)


def mark_series(draft: PlanDraft, place: Place, to: Mark) -> PlanDraft:
    """Returns the draft with every thing of the series that `place` belongs to marked alike.

    A series are the things of one level whose lines bore the same kind of mark (1. 2. 3.); without one it is this alone.
    """
    places = list(series_of(draft, place))
    for each in reversed(places):
        draft = mark(draft, each, to)
    return draft


def series_of(draft: PlanDraft, place: Place) -> Iterator[Place]:
    """Yields the places of the series that `place` belongs to, in order."""
    kind = _thing(draft, place).series
    if not kind:
        yield place
        return
    for each in _places(draft, len(place)):
        if _thing(draft, each).series == kind:
            yield each


def split(draft: PlanDraft, place: Place, at: int) -> PlanDraft:
    """Returns the draft with the task at `place` cut in two before the character `at` of its source.

    Both keep the units; the deadline and the target stay with the part that holds their words.
    """
    measure = _measure(draft, place)
    task = measure.tasks[place[2]]
    first, second = task.source[:at].strip(), task.source[at:].strip()
    if not first or not second:
        raise BadInput("拆分处的前后都应有文字。")
    parts = (_part(task, first), _part(task, second))
    tasks = (*measure.tasks[: place[2]], *parts, *measure.tasks[place[2] + 1 :])
    return _with_measure(draft, place, attrs.evolve(measure, tasks=tasks))


def take_in(draft: PlanDraft, line: int, to: Mark, at: Place = ()) -> PlanDraft:
    """Returns the draft with a line of the preface as an action (the last), or a measure or task at the end of `at`.

    Without `at` it goes to the last action.
    """
    words = draft.preface[line].strip()
    if not words or to == "preface":
        return draft
    left = attrs.evolve(draft, preface=(*draft.preface[:line], *draft.preface[line + 1 :]))
    title = words[:20].strip(" 。；，")
    if to == "action":
        action = ActionDraft(len(draft.actions) + 1, title, heading=words)
        return _numbered(attrs.evolve(left, actions=(*left.actions, action)))
    if not draft.actions:
        raise BadInput("还没有专项，请先标出专项。")
    place = at[:1] or (len(draft.actions) - 1,)
    action = draft.actions[place[0]]
    task = TaskDraft(title, words, words)
    if to == "measure":
        measures = (*action.measures, MeasureDraft(0, title, "", (), words))
    elif action.measures:
        index = at[1] if len(at) > 1 else len(action.measures) - 1
        measures = tuple(
            _with_task(measure, task) if n == index else measure for n, measure in enumerate(action.measures)
        )
    else:
        measures = (_with_task(MeasureDraft(1, action.title, ""), task),)
    return _numbered(_with_action(left, place[0], attrs.evolve(action, measures=measures)))


def edit_task(draft: PlanDraft, place: Place, *, doubts_settled: bool = True, **fields: object) -> PlanDraft:
    """Returns the draft with fields of a task set (unit, deadline, target …); it is then no longer in doubt."""
    measure = _measure(draft, place)
    task = attrs.evolve(measure.tasks[place[2]], **fields)  # type: ignore[arg-type]
    if doubts_settled:
        task = attrs.evolve(task, doubts=())
    tasks = (*measure.tasks[: place[2]], task, *measure.tasks[place[2] + 1 :])
    return _with_measure(draft, place, attrs.evolve(measure, tasks=tasks))


def _steps(have: Mark, to: Mark) -> list[Literal["raise", "lower"]]:
    order: list[Mark] = ["action", "measure", "task"]
    distance = order.index(to) - order.index(have)
    return ["lower" if distance > 0 else "raise"] * abs(distance)


def _one_step(draft: PlanDraft, place: Place, step: Literal["raise", "lower"]) -> tuple[PlanDraft, Place]:
    if step == "raise":
        return _task_raised(draft, place) if len(place) == 3 else _measure_raised(draft, place)
    return _action_lowered(draft, place) if len(place) == 1 else _measure_lowered(draft, place)


def _task_raised(draft: PlanDraft, place: Place) -> tuple[PlanDraft, Place]:
    """A task becomes the heading of a measure; the tasks behind it are its tasks, else it stays its own task."""
    a, m, t = place
    measure = draft.actions[a].measures[m]
    task, behind = measure.tasks[t], measure.tasks[t + 1 :]
    kept = _of_tasks(measure, measure.tasks[:t])
    heading, own = (task.source, behind) if behind else ("", (task,))
    raised = MeasureDraft(0, task.title, _joined(own), own, heading, task.series)
    before = (kept,) if kept.tasks or kept.heading else ()
    action = draft.actions[a]
    measures = (*action.measures[:m], *before, raised, *action.measures[m + 1 :])
    return _with_action(draft, a, attrs.evolve(action, measures=measures)), (a, m + len(before))


def _measure_raised(draft: PlanDraft, place: Place) -> tuple[PlanDraft, Place]:
    """A measure becomes an action with its tasks and the measures behind it."""
    a, m = place
    action = draft.actions[a]
    measure = action.measures[m]
    own = attrs.evolve(measure, heading="", series="") if measure.tasks else None
    raised = ActionDraft(
        0,
        measure.title,
        ((own,) if own else ()) + action.measures[m + 1 :],
        "",
        measure.heading,
        series=measure.series,
    )
    kept = attrs.evolve(action, measures=action.measures[:m])
    actions = (*draft.actions[:a], kept, raised, *draft.actions[a + 1 :])
    return attrs.evolve(draft, actions=actions), (a + 1,)


def _action_lowered(draft: PlanDraft, place: Place) -> tuple[PlanDraft, Place]:
    """An action becomes measures of the action before it; its own words are the heading of the first."""
    (a,) = place
    if not a:
        raise BadInput("第一个专项前面没有专项，不能改为要点。")
    before, action = draft.actions[a - 1], draft.actions[a]
    tasks = tuple(task for measure in action.measures for task in measure.tasks)
    words = [action.heading, *(measure.heading for measure in action.measures)]
    lowered = MeasureDraft(
        0, action.title, _joined(tasks), tasks, "\n".join(each for each in words if each), action.series
    )
    grown = attrs.evolve(before, measures=(*before.measures, lowered))
    actions = (*draft.actions[: a - 1], grown, *draft.actions[a + 1 :])
    return attrs.evolve(draft, actions=actions), (a - 1, len(grown.measures) - 1)


def _measure_lowered(draft: PlanDraft, place: Place) -> tuple[PlanDraft, Place]:
    """A measure becomes a task of the measure before it, with its tasks behind; its heading is the task's source."""
    a, m = place
    action = draft.actions[a]
    measure = action.measures[m]
    words = measure.heading or measure.title
    head = (TaskDraft(measure.title, words, words, series=measure.series),) if measure.heading else ()
    tasks = (*head, *measure.tasks)
    if m:
        before = action.measures[m - 1]
        grown = _of_tasks(before, before.tasks + tasks)
        measures = (*action.measures[: m - 1], grown, *action.measures[m + 1 :])
        at = (a, m - 1, len(before.tasks))
    else:
        whole = _of_tasks(MeasureDraft(0, action.title, ""), tasks)
        measures = (whole, *action.measures[1:])
        at = (a, 0, 0)
    return _with_action(draft, a, attrs.evolve(action, measures=measures)), at


def _to_preface(draft: PlanDraft, place: Place) -> PlanDraft:
    before = draft.unfiled
    dropped = drop(draft, place)
    moved = dropped.unfiled[len(before) :]
    return _numbered(attrs.evolve(dropped, unfiled=before, preface=(*draft.preface, *moved)))


def _part(task: TaskDraft, source: str) -> TaskDraft:
    title = source[:20].strip(" 。；，、：")
    has_due = bool(task.due_text) and task.due_text in source
    has_target = bool(task.target_value) and str(task.target_value) in source
    return attrs.evolve(
        task,
        title=title or task.title,
        detail=source,
        source=source,
        due_on=task.due_on if has_due else None,
        due_text=task.due_text if has_due else "",
        target_value=task.target_value if has_target else None,
        target_unit=task.target_unit if has_target else None,
        doubts=task.doubts if has_due else (),
    )


def _numbered(draft: PlanDraft) -> PlanDraft:
    """Returns the draft with numbers that are each used once, as far as possible those of the plan."""
    actions: list[ActionDraft] = []
    taken: set[int] = set()
    for action in draft.actions:
        number = action.number if action.number and action.number not in taken else max(taken, default=0) + 1
        taken.add(number)
        used: set[int] = set()
        measures: list[MeasureDraft] = []
        for measure in action.measures:
            own = (
                measure.number if measure.number not in used and measure.number else max(used, default=0) + 1
            )
            used.add(own)
            measures.append(attrs.evolve(measure, number=own))
        code = action.code if action.code not in {each.code for each in actions} else ""
        actions.append(attrs.evolve(action, number=number, measures=tuple(measures), code=code))
    return attrs.evolve(draft, actions=tuple(actions))


def _mark_of(place: Place) -> Mark:
    marks: tuple[Mark, ...] = ("action", "measure", "task")
    return marks[len(place) - 1]


def _thing(draft: PlanDraft, place: Place) -> ActionDraft | MeasureDraft | TaskDraft:
    action = draft.actions[place[0]]
    if len(place) == 1:
        return action
    measure = action.measures[place[1]]
    return measure if len(place) == 2 else measure.tasks[place[2]]


def _places(draft: PlanDraft, length: int) -> Iterator[Place]:
    for a, action in enumerate(draft.actions):
        if length == 1:
            yield (a,)
        for m, measure in enumerate(action.measures):
            if length == 2:
                yield (a, m)
            if length == 3:
                yield from ((a, m, t) for t in range(len(measure.tasks)))


def _measure(draft: PlanDraft, place: Place) -> MeasureDraft:
    return draft.actions[place[0]].measures[place[1]]


def _of_tasks(measure: MeasureDraft, tasks: tuple[TaskDraft, ...]) -> MeasureDraft:
    return attrs.evolve(measure, tasks=tasks, text=_joined(tasks))


def _with_task(measure: MeasureDraft, task: TaskDraft) -> MeasureDraft:
    return attrs.evolve(
        measure, tasks=(*measure.tasks, task), text="\n".join(filter(None, (measure.text, task.source)))
    )


def _joined(tasks: tuple[TaskDraft, ...]) -> str:
    return "\n".join(task.source for task in tasks)


def _with_action(draft: PlanDraft, index: int, action: ActionDraft) -> PlanDraft:
    return attrs.evolve(draft, actions=(*draft.actions[:index], action, *draft.actions[index + 1 :]))


def _with_measure(draft: PlanDraft, place: Place, measure: MeasureDraft) -> PlanDraft:
    action = draft.actions[place[0]]
    measures = (*action.measures[: place[1]], measure, *action.measures[place[1] + 1 :])
    return _with_action(draft, place[0], attrs.evolve(action, measures=measures))
