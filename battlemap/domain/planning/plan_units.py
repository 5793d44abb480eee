"""Units of a plan that are written in two ways: 经发局 and 经济发展局 are asked about once, then they are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import attrs

from battlemap.domain.planning.plan import PlanDraft, TaskDraft

_PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{0,4}?[省市县区旗镇乡])(?=[\u4e00-\u9fff]{3})")
_FEWEST, _MOST = 3, 4


@attrs.frozen
class SameUnit:
    """A question to a person: is `short` the unit `full`? `count` is how many tasks name the short one."""

    short: str
    full: str
    count: int


def same_units(draft: PlanDraft) -> tuple[SameUnit, ...]:
    """Returns which short names could be units that the plan also writes in full, the most frequent first.

    A short name is asked about only where one full name fits: its characters in their order, first and last the same.
    """
    counts = Counter(name for action in draft.actions for task in action.tasks for name in _names(task))
    questions: list[SameUnit] = []
    for short in counts:
        fulls = [full for full in counts if _is_short_for(short, full)]
        if len(fulls) == 1:
            questions.append(SameUnit(short, fulls[0], counts[short]))
    return tuple(sorted(questions, key=lambda each: -each.count))


def with_units(draft: PlanDraft, names: Mapping[str, str]) -> PlanDraft:
    """Returns the draft with units called by other names (short → full), as a person has answered; the draft keeps both."""
    if not names:
        return draft
    actions = tuple(
        attrs.evolve(
            action,
            lead_unit=names.get(action.lead_unit, action.lead_unit),
            measures=tuple(
                attrs.evolve(measure, tasks=tuple(_renamed(task, names) for task in measure.tasks))
                for measure in action.measures
            ),
        )
        for action in draft.actions
    )
    short_names = dict.fromkeys((*draft.short_names, *((full, short) for short, full in names.items())))
    return attrs.evolve(draft, actions=actions, short_names=tuple(short_names))


def _names(task: TaskDraft) -> list[str]:
    return [name for name in (task.lead_unit, task.responsible_unit, *task.coop_units.split("、")) if name]


def _renamed(task: TaskDraft, names: Mapping[str, str]) -> TaskDraft:
    coop = dict.fromkeys(names.get(name, name) for name in task.coop_units.split("、"))
    lead = names.get(task.lead_unit, task.lead_unit)
    responsible = names.get(task.responsible_unit, task.responsible_unit)
    return attrs.evolve(
        task,
        lead_unit=lead,
        responsible_unit=responsible,
        coop_units="、".join(name for name in coop if name not in (lead, responsible)),
    )


def _is_short_for(short: str, full: str) -> bool:
    """Whether the characters of the short name stand in the full one in their order; the places must not differ."""
    if short == full or len(short) >= len(full) or len(short) < _FEWEST:
        return False
    place, of_full = _PLACE.match(short), _PLACE.match(full)
    if place and of_full and place[0] != of_full[0]:
        return False
    bare, whole = _PLACE.sub("", short), _PLACE.sub("", full)
    if (
        not _FEWEST <= len(bare) <= _MOST
        or len(bare) >= len(whole)
        or bare[0] != whole[0]
        or bare[-1] != whole[-1]
    ):
        return False
    rest = iter(whole)
    return all(char in rest for char in bare)
