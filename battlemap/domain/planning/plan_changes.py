"""What a preview may do to a plan draft: rename, drop, merge, move. No word of the plan vanishes by it.

A thing is named by its place: ``(2,)`` is the third action, ``(2, 0)`` its first measure, ``(2, 0, 4)`` a task of that
measure. A place that does not exist raises IndexError.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import attrs

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.errors import BadInput

Place = tuple[int, ...]
_T = TypeVar("_T")


def rename(draft: PlanDraft, place: Place, title: str) -> PlanDraft:
    """Returns the draft with another title at `place`; ``()`` is the campaign. Raises BadInput for an empty one."""
    title = title.strip()
    if not title:
        raise BadInput("名称不能为空。")
    if not place:
        return attrs.evolve(draft, title=title)
    action = draft.actions[place[0]]
    if len(place) == 1:
        return _with_action(draft, place[0], attrs.evolve(action, title=title))
    measure = action.measures[place[1]]
    if len(place) == 2:
        return _with_measure(draft, place, attrs.evolve(measure, title=title))
    task = attrs.evolve(measure.tasks[place[2]], title=title)
    return _with_measure(draft, place, attrs.evolve(measure, tasks=_put(measure.tasks, place[2], task)))


def drop(draft: PlanDraft, place: Place) -> PlanDraft:
    """Returns the draft without what stands at `place`; its words go to 未归类."""
    action = draft.actions[place[0]]
    if len(place) == 1:
        words = [action.heading, *(part for measure in action.measures for part in _words(measure))]
        return _unfile(attrs.evolve(draft, actions=_without(draft.actions, place[0])), words)
    measure = action.measures[place[1]]
    if len(place) == 2:
        left = attrs.evolve(action, measures=_without(action.measures, place[1]))
        return _unfile(_with_action(draft, place[0], left), _words(measure))
    task = measure.tasks[place[2]]
    return _unfile(_with_measure(draft, place, _without_task(measure, place[2])), [task.source])


def merge(draft: PlanDraft, place: Place) -> PlanDraft:
    """Returns the draft with what stands at `place` and its next neighbour as one, under the first one's title."""
    action = draft.actions[place[0]]
    if len(place) == 1:
        return _merge_actions(draft, place[0])
    if len(place) == 2:
        first, second = action.measures[place[1]], action.measures[place[1] + 1]
        both = attrs.evolve(
            first,
            heading=_joined(first.heading, second.heading),
            text=_joined(first.text, second.text),
            tasks=first.tasks + second.tasks,
        )
        measures = _put(_without(action.measures, place[1] + 1), place[1], both)
        return _with_action(draft, place[0], attrs.evolve(action, measures=measures))
    measure = action.measures[place[1]]
    one = _merge_tasks(measure.tasks[place[2]], measure.tasks[place[2] + 1])
    tasks = _put(_without(measure.tasks, place[2] + 1), place[2], one)
    return _with_measure(draft, place, attrs.evolve(measure, tasks=tasks))


def move(draft: PlanDraft, place: Place, to: Place) -> PlanDraft:
    """Returns the draft with a measure or task moved to the end of another action or measure.

    A measure goes to an action ``(a,)``. A task goes to a measure ``(a, m)``, or to an action's last measure.
    """
    measure = draft.actions[place[0]].measures[place[1]]
    target = draft.actions[to[0]]
    if len(place) == 2:
        if place[0] == to[0]:
            return draft
        taken = attrs.evolve(measure, number=_next_number(target))
        source = draft.actions[place[0]]
        left = attrs.evolve(source, measures=_without(source.measures, place[1]))
        draft = _with_action(draft, place[0], left)
        return _with_action(draft, to[0], attrs.evolve(target, measures=(*target.measures, taken)))
    if len(to) == 1 and not target.measures:
        empty = MeasureDraft(number=_next_number(target), title=target.title, text="")
        draft = _with_action(draft, to[0], attrs.evolve(target, measures=(empty,)))
    to = (to[0], to[1] if len(to) > 1 else len(draft.actions[to[0]].measures) - 1)
    if to == place[:2]:
        return draft
    task = measure.tasks[place[2]]
    draft = _with_measure(draft, place, _without_task(measure, place[2]))
    goal = draft.actions[to[0]].measures[to[1]]
    grown = attrs.evolve(goal, text=_joined(goal.text, task.source), tasks=(*goal.tasks, task))
    return _with_measure(draft, to, grown)


def _merge_actions(draft: PlanDraft, index: int) -> PlanDraft:
    first, second = draft.actions[index], draft.actions[index + 1]
    after = _next_number(first)
    taken = tuple(attrs.evolve(measure, number=after + n) for n, measure in enumerate(second.measures))
    both = attrs.evolve(
        first,
        heading=_joined(first.heading, second.heading),
        measures=first.measures + taken,
        lead_unit=first.lead_unit or second.lead_unit,
        lead_leader=first.lead_leader or second.lead_leader,
    )
    return attrs.evolve(draft, actions=_put(_without(draft.actions, index + 1), index, both))


def _merge_tasks(first: TaskDraft, second: TaskDraft) -> TaskDraft:
    """Returns one task with both texts; a field is the first one's unless that is empty."""
    owner_of_target = first if first.target_value else second
    owner_of_due = first if first.due_text else second
    return attrs.evolve(
        first,
        detail=_joined(first.detail, second.detail),
        source=_joined(first.source, second.source),
        target_value=owner_of_target.target_value,
        target_unit=owner_of_target.target_unit,
        due_on=owner_of_due.due_on,
        due_text=owner_of_due.due_text,
        responsible_unit=first.responsible_unit or second.responsible_unit,
        lead_unit=first.lead_unit or second.lead_unit,
        coop_units=first.coop_units or second.coop_units,
        owner=first.owner or second.owner,
    )


def _without_task(measure: MeasureDraft, index: int) -> MeasureDraft:
    source = measure.tasks[index].source
    tasks = _without(measure.tasks, index)
    is_found_once = measure.text.count(source) == 1
    rest = measure.text.replace(source, "").strip()
    text = rest if is_found_once else "\n".join(task.source for task in tasks)
    return attrs.evolve(measure, text=text, tasks=tasks)


def _with_action(draft: PlanDraft, index: int, action: ActionDraft) -> PlanDraft:
    return attrs.evolve(draft, actions=_put(draft.actions, index, action))


def _with_measure(draft: PlanDraft, place: Place, measure: MeasureDraft) -> PlanDraft:
    action = draft.actions[place[0]]
    return _with_action(
        draft, place[0], attrs.evolve(action, measures=_put(action.measures, place[1], measure))
    )


def _unfile(draft: PlanDraft, words: Sequence[str]) -> PlanDraft:
    return attrs.evolve(draft, unfiled=(*draft.unfiled, *(part for part in words if part)))


def _words(measure: MeasureDraft) -> list[str]:
    return [measure.heading, measure.text]


def _next_number(action: ActionDraft) -> int:
    return max((measure.number for measure in action.measures), default=0) + 1


def _joined(first: str, second: str) -> str:
    return "\n".join(part for part in (first, second) if part)


def _put(items: tuple[_T, ...], index: int, item: _T) -> tuple[_T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _without(items: tuple[_T, ...], index: int) -> tuple[_T, ...]:
    return (*items[:index], *items[index + 1 :])
