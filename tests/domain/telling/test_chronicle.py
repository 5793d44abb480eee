"""When a card changed and since when it stands in its lane."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.task import Task
from battlemap.domain.step import Change, Step
from battlemap.domain.telling.chronicle import Chronicle, days_standing

AS_OF = date(2018, 11, 20)
TASK = Task("t", "a", "A-1", "任务", "a0", "moving")


def test_a_card_that_only_makes_room_has_not_changed() -> None:
    book = Chronicle({})
    first, then, last = (datetime(2018, 11, day) for day in (1, 5, 9))
    book.take(first, [Change("task", "t", None, TASK)])
    book.take(then, [Change("task", "t", TASK, attrs.evolve(TASK, rank="a9"))])
    assert not book.changed_since("t", then)
    report = Report("r", "t", date(2018, 11, 5), 30)
    book.take(then, [Change("report", "r", None, report)])
    assert book.changed_since("t", then)
    assert book.days_in_lane("t", date(2018, 11, 9)) == 8
    book.take(last, [Change("task", "t", TASK, attrs.evolve(TASK, lane="checking"))])
    assert book.days_in_lane("t", date(2018, 11, 20)) == 11
    assert book.days_in_lane("t", date(2018, 11, 2)) is None


def test_the_days_of_one_card_are_told_by_its_own_steps() -> None:
    moved = attrs.evolve(TASK, lane="checking")
    steps = [
        Step("1", "", "do", "", datetime(2018, 11, 1), (Change("task", "t", None, TASK),)),
        Step("2", "", "do", "", datetime(2018, 11, 9), (Change("task", "t", TASK, moved),)),
    ]
    assert days_standing(steps, "t", date(2018, 11, 8)) == 7
    assert days_standing(steps, "t", AS_OF) == 11
    assert days_standing(steps, "t", date(2018, 10, 31)) is None
