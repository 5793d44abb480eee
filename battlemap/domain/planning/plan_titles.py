"""Two tasks of one campaign do not bear the same title: the second says where it belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from battlemap.domain.kinds.action import short_title
from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, TaskDraft

#: A title is no longer than this, in characters.
MOST = 20


def distinct_titles(actions: Iterable[ActionDraft]) -> tuple[ActionDraft, ...]:
    """Returns the actions, tasks of the same title told apart by their measure, action or unit, else by a number."""
    whole = tuple(actions)
    count = Counter(task.title for action in whole for task in action.tasks)
    if all(number < 2 for number in count.values()):
        return whole
    numbers: dict[str, int] = {}
    taken = {title for title, number in count.items() if number < 2}
    return tuple(
        attrs.evolve(
            action,
            measures=tuple(
                attrs.evolve(
                    measure,
                    tasks=tuple(
                        task if count[task.title] < 2 else _told_apart(task, measure, action, taken, numbers)
                        for task in measure.tasks
                    ),
                )
                for measure in action.measures
            ),
        )
        for action in whole
    )


def _told_apart(
    task: TaskDraft, measure: MeasureDraft, action: ActionDraft, taken: set[str], numbers: dict[str, int]
) -> TaskDraft:
    names = [
        name for name in (measure.title, short_title(action.title), task.unit) if name and name != task.title
    ]
    titles = [f"{name}：{task.title}" for name in names]
    fitting = [title for title in titles if len(title) <= MOST and title not in taken]
    title = fitting[0] if fitting else ""
    number = numbers.get(task.title, 0)
    while not title or title in taken:
        number += 1
        mark = f"（{number}）" if number > 1 else ""
        title = f"{task.title[: MOST - len(mark)]}{mark}" if mark else task.title
    numbers[task.title] = number
    taken.add(title)
    return attrs.evolve(task, title=title)
