"""What a plan text was understood as, before anything is written: actions, measures, tasks, and the rest."""

from __future__ import annotations

from datetime import date

import attrs


@attrs.frozen
class TaskDraft:
    """A task to be: the full sentence is kept in `source`, so that nothing the plan says is lost.

    `detail` is the sentence without what became a field. Units and persons are names as the plan writes them. `doubts`
    say what a person should look at (「时限待核」); `series` is the kind of the line it came from, "" for a sentence.
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
    doubts: tuple[str, ...] = ()
    series: str = ""

    @property
    def unit(self) -> str:
        """The unit that answers for it: the leading one, else the responsible one, else ""."""
        return self.lead_unit or self.responsible_unit

    @property
    def partners(self) -> str:
        """The other units: those responsible under the lead of another one, then those that cooperate."""
        responsible = self.responsible_unit if self.responsible_unit != self.unit else ""
        return "、".join(name for name in (responsible, self.coop_units) if name)


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
    series: str = ""


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
    series: str = ""

    @property
    def tasks(self) -> tuple[TaskDraft, ...]:
        """All tasks of all measures, in order."""
        return tuple(task for measure in self.measures for task in measure.tasks)


@attrs.frozen
class LevelChoice:
    """A series of headings that could hold the actions: `key` as typed (「（一）」), `label` in words.

    The higher the `score`, the likelier it is.
    """

    key: str
    label: str
    count: int
    titles: tuple[str, ...] = ()
    score: float = 0.0


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
    #: (full name, short name) of units that a person has called the same.
    short_names: tuple[tuple[str, str], ...] = ()

    @property
    def next_best(self) -> tuple[LevelChoice, ...]:
        """The series that were not chosen, the likeliest first."""
        others = [choice for choice in self.levels if choice.key != self.level_key]
        return tuple(sorted(others, key=lambda choice: -choice.score))

    @property
    def doubtful(self) -> tuple[tuple[int, int, int], ...]:
        """The places (action, measure, task) of the tasks at which a person should look, in order."""
        return tuple(
            (a, m, t)
            for a, action in enumerate(self.actions)
            for m, measure in enumerate(action.measures)
            for t, task in enumerate(measure.tasks)
            if task.doubts
        )

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
