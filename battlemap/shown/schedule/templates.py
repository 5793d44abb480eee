"""Templates of steps for 倒排工期: the delivered ones, and the user's own, kept in the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from battlemap.domain.planning.backward_schedule import (
    ScheduleStep,
    ScheduleTemplate,
    schedule_template,
    schedule_template_names,
)
from battlemap.errors import BadInput
from battlemap.shown.settings import Settings

#: Before the name of a template of one's own, so that none bears a delivered one's name.
_OWN: Final = "own:"


def templates(settings: Settings) -> list[ScheduleTemplate]:
    """Returns the delivered templates and then the user's own; what cannot be understood is passed over."""
    offered = [schedule_template(name) for name in schedule_template_names()]
    for title, saved in sorted(settings.schedule_templates.items()):
        steps = _steps(saved)
        if steps:
            offered.append(ScheduleTemplate(_OWN + title, title, steps))
    return offered


def is_own(template: ScheduleTemplate) -> bool:
    """Whether the template is one that the user saved."""
    return template.name.startswith(_OWN)


def keep(settings: Settings, title: str, steps: Sequence[ScheduleStep]) -> str:
    """Saves steps under a title, instead of what had it; returns the template's name. BadInput for an empty title."""
    title = " ".join(title.split())[:40]
    if not title:
        raise BadInput("请填写模板名称。")
    if not steps:
        raise BadInput("模板至少要有一个步骤。")
    settings.schedule_templates[title] = [attrs.asdict(step) for step in steps]
    settings.save()
    return _OWN + title


def drop(settings: Settings, template: ScheduleTemplate) -> None:
    """Forgets a template of the user's own; delivered ones stay."""
    if is_own(template) and settings.schedule_templates.pop(template.title, None) is not None:
        settings.save()


def _steps(saved: Any) -> tuple[ScheduleStep, ...]:
    if not isinstance(saved, list):
        return ()
    steps = []
    for step in saved:
        title = step.get("title") if isinstance(step, Mapping) else None
        length = step.get("working_days") if isinstance(step, Mapping) else None
        if not isinstance(title, str) or not isinstance(length, int) or length < 1:
            return ()
        steps.append(ScheduleStep(title, length, step.get("is_construction") is True))
    return tuple(steps)
