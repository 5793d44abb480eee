"""A document that the plan reader has read, as clauses: every sentence that names work is one, under its heading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from battlemap.domain.planning.plan import PlanDraft


@attrs.frozen
class ClauseDraft:
    """A clause to be; its unit is a name as the document writes it."""

    number: str
    section: str
    words: str
    unit: str = ""
    coop_units: str = ""
    due_on: date | None = None
    due_text: str = ""


def clause_drafts(plan: PlanDraft) -> tuple[ClauseDraft, ...]:
    """Returns the clauses of a document in its order, numbered 1.1.1 by action, measure and sentence."""
    return tuple(_clauses(plan))


def _clauses(plan: PlanDraft) -> Iterator[ClauseDraft]:
    for a, action in enumerate(plan.actions, 1):
        for m, measure in enumerate(action.measures, 1):
            section = " · ".join(dict.fromkeys(filter(None, (action.title, measure.title))))
            if not measure.tasks and measure.text.strip():
                yield ClauseDraft(f"{a}.{m}", section, measure.text.strip(), action.lead_unit)
            for t, task in enumerate(measure.tasks, 1):
                number = f"{a}.{m}.{t}" if len(measure.tasks) > 1 else f"{a}.{m}"
                words = task.source.strip() or task.title
                yield ClauseDraft(
                    number,
                    section,
                    words,
                    task.unit or action.lead_unit,
                    task.partners,
                    task.due_on,
                    task.due_text,
                )
