"""A plan draft becomes actions, measures and tasks, in one step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import attrs
from fractional_indexing import generate_n_keys_between

from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.command import BringsMuch
from battlemap.commands.people import person_named, unit_named
from battlemap.domain.action_code import delivered_codes, propose_codes
from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository

#: 百日攻坚: how long a campaign lasts whose plan names no period.
_HUNDRED_DAYS = timedelta(days=99)


def founding(draft: PlanDraft, today: date) -> CreateCampaign:
    """Returns the campaign that the plan speaks of; a plan without a period gets a hundred days from `today`."""
    starts_on = draft.starts_on or (min(today, draft.ends_on - _HUNDRED_DAYS) if draft.ends_on else today)
    ends_on = draft.ends_on or starts_on + _HUNDRED_DAYS
    return CreateCampaign(draft.title.strip() or "百日攻坚行动", starts_on, ends_on)


@attrs.frozen
class ImportPlan(BringsMuch):
    """All that the draft puts onto the board stands at the end of what is there; the rest goes to the preface."""

    draft: PlanDraft

    def label(self, snapshot: Snapshot) -> str:
        return f"导入方案“{self.draft.title[:20]}”（{self.draft.task_count} 项任务）"

    def apply(self, repository: Repository) -> None:
        """Writes everything; raises Refused for a draft without any action."""
        if not self.draft.actions:
            raise Refused("方案中没有可导入的专项行动。")
        campaign = repository.campaign()
        bare = [action.heading for action in self.draft.actions if not action.measures]
        preface = "\n".join(filter(None, [campaign.preface, *self.draft.preface, *bare]))
        unfiled = "\n".join(filter(None, [campaign.unfiled, *self.draft.unfiled]))
        repository.put(attrs.evolve(campaign, preface=preface, unfiled=unfiled))
        for full, short in self.draft.short_names:
            unit_named(repository, full, short)
        added_actions(repository, self.draft.actions)


def added_actions(repository: Repository, drafts: Iterable[ActionDraft]) -> None:
    """Writes the actions with all that is in them behind those that stand, numbers and codes made unique."""
    drafts = _numbered(drafts, {action.number for action in repository.live(Action)})
    drafts = _coded(drafts, {action.code for action in repository.find(Action)})
    last = repository.ranks(Action)
    ranks = generate_n_keys_between(last[-1][0] if last else None, None, len(drafts))
    for draft, rank in zip(drafts, ranks, strict=True):
        _import_action(repository, draft, rank)


def _numbered(drafts: Iterable[ActionDraft], taken: set[int]) -> list[ActionDraft]:
    """Returns the drafts, those whose number is taken with the next free ones."""
    numbered: list[ActionDraft] = []
    for draft in drafts:
        number = draft.number if draft.number not in taken else max(taken) + 1
        taken.add(number)
        numbered.append(attrs.evolve(draft, number=number))
    return numbered


def _coded(drafts: Iterable[ActionDraft], taken: set[str]) -> list[ActionDraft]:
    """Returns the drafts, those without a code or with a taken one with a proposed one."""
    coded: list[ActionDraft] = []
    for draft in drafts:
        code = draft.code
        if not code or code in taken:
            (code,) = propose_codes([(draft.number, draft.title)], delivered_codes(), taken)
        taken.add(code)
        coded.append(attrs.evolve(draft, code=code))
    return coded


def _import_action(repository: Repository, draft: ActionDraft, rank: str) -> None:
    unit = unit_named(repository, draft.lead_unit).id if draft.lead_unit.strip() else None
    action = Action(repository.new_id(), draft.number, draft.code, draft.title, rank, draft.lead_leader, unit)
    repository.put(action)
    measure_ranks = generate_n_keys_between(None, None, len(draft.measures))
    task_ranks = iter(generate_n_keys_between(None, None, len(draft.tasks)))
    number = 0
    for place, (measure_draft, measure_rank) in enumerate(zip(draft.measures, measure_ranks, strict=True), 1):
        measure = Measure(
            repository.new_id(),
            action.id,
            place,
            measure_draft.title,
            measure_rank,
            measure_words(draft if place == 1 else None, measure_draft),
        )
        repository.put(measure)
        for task_draft in measure_draft.tasks:
            number += 1
            import_task(
                repository, action, measure, task_draft, f"{action.code}-{number:02d}", next(task_ranks)
            )


def measure_words(action: ActionDraft | None, measure: MeasureDraft) -> str:
    """Returns what a measure keeps of the plan's words: its own heading and text, the first one its action's too.

    So every word of the plan stands in the file, also those that became no task.
    """
    parts = [action.heading if action else "", measure.heading, measure.text]
    return "\n".join(part for part in parts if part)


def import_task(
    repository: Repository, action: Action, measure: Measure, draft: TaskDraft, code: str, rank: str
) -> None:
    """Writes a task of the plan; its unit and owner are registered where they are not known."""
    unit = unit_named(repository, draft.unit).id if draft.unit.strip() else None
    owner = person_named(repository, draft.owner, unit).id if draft.owner.strip() else None
    task = Task(
        repository.new_id(),
        action.id,
        code,
        draft.title,
        rank,
        measure=measure.id,
        detail=draft.detail,
        source=draft.source,
        due_on=draft.due_on,
        due_text=_due_words(draft),
        responsible_unit=unit,
        coop_units=draft.partners,
        owner=owner,
        target_value=draft.target_value,
        target_unit=draft.target_unit,
    )
    repository.put(task)


def _due_words(draft: TaskDraft) -> str:
    """Returns the deadline's words, with the doubt where a person should look at them."""
    return f"{draft.due_text}（{draft.doubts[0]}）" if draft.doubts and draft.due_text else draft.due_text
