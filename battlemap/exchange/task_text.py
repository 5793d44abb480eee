"""A sentence or a table row becomes a task draft: title, fields, target, due date."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import attrs

from battlemap.domain.days.day_words import day_words
from battlemap.domain.days.deadline import DayReader, read_day
from battlemap.domain.days.due_words import Deadline, deadlines_of, is_doubtful, latest
from battlemap.domain.planning.plan import TaskDraft
from battlemap.exchange.labelled_fields import Fields, subject_unit, take_fields
from battlemap.exchange.quantities import find_target
from battlemap.exchange.short_title import short_title

#: What a task bears whose day a person should look at.
DUE_DOUBT: Final = "时限待核"
#: More of a sentence is not looked at for days and quantities.
_FARTHEST = 2000
_NO_DAY = re.compile(r"^(?:长期|持续|常态|全程|按|根据|随|即时|立即|适时|尽快|视|每)")


@attrs.frozen
class Period:
    """The days of the campaign, as far as the plan names them, and today where deadlines count from it."""

    starts_on: date | None = None
    ends_on: date | None = None
    today: date | None = None

    @property
    def days(self) -> DayReader:
        """What reads the days of the campaign."""
        return DayReader(self.starts_on, self.ends_on, self.today)

    def deadline(self, words: str) -> Deadline:
        """Returns the deadline that a field names: the last of its days."""
        day, _ = read_day(words, self.starts_on, self.ends_on)
        reader = self.days
        for each in day_words(words):
            if each.kind in ("span", "every", "this_quarter", "ten"):
                day = reader.day(each) or day
        return Deadline(0, len(words), words, day)


@attrs.frozen
class Sentence:
    """A piece of the plan on its way to a task: its words as found, what is left without fields, the fields.

    `shared` are the fields that stand for several sentences. `series` is the kind of line that it began.
    """

    source: str
    detail: str
    fields: Fields
    title: str = ""
    shared: Fields = attrs.field(factory=Fields)
    series: str = ""

    @classmethod
    def of(cls, source: str) -> Sentence:
        """Returns the sentence with its fields taken out."""
        detail, fields = take_fields(source)
        return cls(source.strip(), detail.strip(), fields)


def draft_task(sentence: Sentence, period: Period, series: str = "") -> TaskDraft:
    """Returns the task; its own fields win over its words, these over shared fields."""
    fields = sentence.fields.filled_from(sentence.shared)
    target = find_target(sentence.fields.goal) or find_target(sentence.detail) or find_target(fields.goal)
    due = _due(sentence, period)
    is_in_doubt = due is not None and is_doubtful(due, period.days) and not _NO_DAY.match(due.words)
    lead, responsible, coop = fields.units
    subject = "" if fields.has_units else subject_unit(sentence.detail)
    return TaskDraft(
        title=sentence.title or short_title(sentence.detail),
        detail=sentence.detail,
        source=sentence.source,
        target_value=target[0] if target else None,
        target_unit=target[1] if target else None,
        due_on=due.day if due else None,
        due_text=due.words if due else "",
        responsible_unit=responsible or subject,
        lead_unit=lead,
        coop_units=coop,
        owner=fields.owner,
        doubts=(DUE_DOUBT,) if is_in_doubt else (),
        series=series or sentence.series,
    )


def _due(sentence: Sentence, period: Period) -> Deadline | None:
    """Returns the deadline; of several in one sentence the latest."""
    if sentence.fields.due_text:
        return period.deadline(sentence.fields.due_text)
    own = latest(list(deadlines_of(sentence.detail[:_FARTHEST], period.days)))
    if own is None and sentence.shared.due_text:
        return period.deadline(sentence.shared.due_text)
    return own
