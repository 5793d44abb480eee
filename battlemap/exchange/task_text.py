"""A sentence or a table row becomes a task draft: title, fields, target, due date."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.planning.deadline import parse_deadline
from battlemap.domain.planning.due_words import find_due_words
from battlemap.domain.planning.plan import TaskDraft
from battlemap.exchange.labelled_fields import Fields, take_fields
from battlemap.exchange.quantities import find_target
from battlemap.exchange.short_title import short_title


@attrs.frozen
class Period:
    """The days of the campaign, as far as the plan names them, and today where deadlines count from it."""

    starts_on: date | None = None
    ends_on: date | None = None
    today: date | None = None

    def day(self, words: str) -> date | None:
        """Returns the day that deadline words mean."""
        return parse_deadline(words, self.starts_on, self.ends_on, self.today)


@attrs.frozen
class Sentence:
    """A piece of the plan on its way to a task: its words as found, what is left without fields, the fields.

    `shared` are the fields that stand for several sentences.
    """

    source: str
    detail: str
    fields: Fields
    title: str = ""
    shared: Fields = attrs.field(factory=Fields)

    @classmethod
    def of(cls, source: str) -> Sentence:
        """Returns the sentence with its fields taken out."""
        detail, fields = take_fields(source)
        return cls(source.strip(), detail.strip(), fields)


def draft_task(sentence: Sentence, period: Period) -> TaskDraft:
    """Returns the task; its own fields win over its words, these over shared fields."""
    fields = sentence.fields.filled_from(sentence.shared)
    target = find_target(sentence.fields.goal) or find_target(sentence.detail) or find_target(fields.goal)
    due_text, due_on = _due(sentence, period)
    lead, responsible, coop = fields.units
    return TaskDraft(
        title=sentence.title or short_title(sentence.detail),
        detail=sentence.detail,
        source=sentence.source,
        target_value=target[0] if target else None,
        target_unit=target[1] if target else None,
        due_on=due_on,
        due_text=due_text,
        responsible_unit=responsible,
        lead_unit=lead,
        coop_units=coop,
        owner=fields.owner,
    )


def _due(sentence: Sentence, period: Period) -> tuple[str, date | None]:
    """Returns the words and the day; of several deadlines in one sentence the latest."""
    if sentence.fields.due_text:
        return sentence.fields.due_text, period.day(sentence.fields.due_text)
    words = find_due_words(sentence.detail)
    if not words and sentence.shared.due_text:
        return sentence.shared.due_text, period.day(sentence.shared.due_text)
    days = [(day, -index) for index, each in enumerate(words) if (day := period.day(each))]
    if not days:
        return (words[-1], None) if words else ("", None)
    day, index = max(days)
    return words[-index], day
