"""What a plan text was understood as, before anything is written: actions, measures, tasks, and the rest."""

from __future__ import annotations

from datetime import date

import attrs


@attrs.frozen
class TaskDraft:
    """A task to be: the full sentence is kept in `source`, so that nothing the plan says is lost.

    `detail` is the sentence without what became a field. Units and persons are names as the plan writes them.
    """

    title: str
    detail: str
    source: str
    target_value: str | None = None
    target_unit: str | None = None
    due_on: date | None = None
    due_text: str = ""
    responsible_unit: str = ""
    lead_unit: str = ""
    coop_units: str = ""
    owner: str = ""

    @property
    def unit(self) -> str:
        """The unit that answers for it: the responsible one, else the leading one, else ""."""
        return self.responsible_unit or self.lead_unit

    @property
    def partners(self) -> str:
        """The other units: the leading one where another one is responsible, then those that cooperate."""
        lead = self.lead_unit if self.lead_unit != self.unit else ""
        return "、".join(name for name in (lead, self.coop_units) if name)


@attrs.frozen
class MeasureDraft:
    """A measure to be; `heading` is its heading line as found, `text` all that stands below it.

    The sources of the tasks, one after the other, are `text` (white space aside).
    """

    number: int
    title: str
    text: str
    tasks: tuple[TaskDraft, ...] = ()
    heading: str = ""


@attrs.frozen
class ActionDraft:
    """A special action to be, with a proposed unique `code`; `heading` is what was found as its heading."""

    number: int
    title: str
    measures: tuple[MeasureDraft, ...] = ()
    code: str = ""
    heading: str = ""
    lead_leader: str = ""
    lead_unit: str = ""

    @property
    def tasks(self) -> tuple[TaskDraft, ...]:
        """All tasks of all measures, in order."""
        return tuple(task for measure in self.measures for task in measure.tasks)


@attrs.frozen
class LevelChoice:
    """A level of headings that could hold the actions: `key` as typed (「（一）」), `label` in words."""

    key: str
    label: str
    count: int
    titles: tuple[str, ...] = ()


@attrs.frozen
class PlanDraft:
    """A whole plan: what goes onto the board, what into the preface, and what nobody could file (未归类).

    `level` says in words which headings were taken as actions, `level_key` which of `levels` that is. The period is
    None where the plan names none.
    """

    title: str
    starts_on: date | None
    ends_on: date | None
    preface: tuple[str, ...] = ()
    actions: tuple[ActionDraft, ...] = ()
    unfiled: tuple[str, ...] = ()
    level: str = ""
    level_key: str = ""
    levels: tuple[LevelChoice, ...] = ()

    @property
    def measure_count(self) -> int:
        """The number of measures of all actions."""
        return sum(len(action.measures) for action in self.actions)

    @property
    def task_count(self) -> int:
        """The number of tasks of all actions."""
        return sum(len(action.tasks) for action in self.actions)


def everything(draft: PlanDraft) -> str:
    """Returns all words of the plan that the draft holds, each once: headings, texts, preface and 未归类.

    White space aside, these are the characters of the plan; a test adds them up.
    """
    parts = list(draft.preface)
    for action in draft.actions:
        parts.append(action.heading)
        for measure in action.measures:
            parts += [measure.heading, measure.text]
    parts += draft.unfiled
    return "\n".join(part for part in parts if part)
