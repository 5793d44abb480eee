"""Cards that will be late by their pace are marked; following steps gives the same marks as beginning anew."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.report import Report
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.layout.card import card_of
from battlemap.layout.card_face import card_face, card_metrics
from battlemap.layout.scene import Text
from battlemap.shown.board.contents import BoardContents
from battlemap.shown.board.forecast_marks import ForecastMarks
from tests.campaigns import AS_OF
from tests.random_steps import board, draw_step


def step(table: str, before: Any, after: Any) -> Step:
    return Step("s", "改", "do", "", datetime(2018, 11, 20), (Change(table, after.id, before, after),))


def slow_board(per_report: int = 1) -> Snapshot:
    """A board on which every moving task reports, each a little."""
    snapshot = board()
    days = [date(2018, 11, 5), date(2018, 11, 7), date(2018, 11, 9), date(2018, 11, 13), date(2018, 11, 16)]
    for id in sorted(snapshot.tasks):
        for n, day in enumerate(days):
            report = Report(f"{id}-{n}", id, day, 10 + n * per_report)
            snapshot = snapshot.take(step("report", None, report))
        task = snapshot.tasks[id]
        after = attrs.evolve(task, lane="moving", progress=14, due_on=date(2018, 12, 20))
        snapshot = snapshot.take(step("task", task, after))
    return snapshot


def all_words(marks: ForecastMarks, snapshot: Snapshot) -> dict[str, str]:
    while marks.work_some(1) is not None:
        pass
    return {task.id: marks.words(task.id) for task in snapshot.live_tasks}


def test_a_card_that_will_be_late_by_its_pace_says_so_and_one_in_time_does_not() -> None:
    snapshot = slow_board()
    words = set(all_words(ForecastMarks(snapshot, AS_OF), snapshot).values())
    assert len(words) > 0 and all(said.startswith("照近期进度") for said in words)
    quick = slow_board(per_report=20)
    assert all_words(ForecastMarks(quick, AS_OF), quick)["t0"] == ""


def test_the_mark_stands_on_the_face_and_in_the_description() -> None:
    snapshot = slow_board()
    contents = BoardContents(snapshot, AS_OF)
    id = next(contents.in_order())
    before = contents.card(id)
    assert before.forecast == ""
    while contents.forecast_some(1) is not None:
        pass
    card = contents.card(id)
    assert card.forecast in card.description and card.forecast
    assert attrs.evolve(card, forecast="") == card_of(snapshot, snapshot.tasks[id], AS_OF)

    def texts(of: Any) -> list[str]:
        return [item.lines[0] for item in card_face(of, 220, 88, card_metrics()) if isinstance(item, Text)]

    assert "迟" in texts(card) and "迟" not in texts(before)
    assert "迟" not in texts(attrs.evolve(card, is_late=True)), (
        "a card that is late already needs no forecast"
    )


def test_what_was_known_stays_until_it_is_worked_out_anew() -> None:
    snapshot = slow_board()
    marks = ForecastMarks(snapshot, AS_OF)
    before = all_words(marks, snapshot)
    task = snapshot.live_tasks[0]
    taken = step("task", task, attrs.evolve(task, due_on=date(2030, 1, 1)))
    snapshot = snapshot.take(taken)
    marks.follow(taken, Reach.of(taken, snapshot), snapshot)
    assert marks.words(task.id) == before[task.id] != ""
    assert marks.work_some(60) == {task.id}
    assert marks.words(task.id) == ""


@settings(max_examples=25)
@given(st.data())
def test_following_any_steps_gives_the_marks_of_beginning_anew(data: st.DataObject) -> None:
    snapshot = slow_board()
    marks = ForecastMarks(snapshot, AS_OF)
    all_words(marks, snapshot)
    for _ in range(data.draw(st.integers(1, 4))):
        taken, reach, snapshot = draw_step(data, snapshot)
        marks.follow(taken, reach, snapshot)
    assert all_words(marks, snapshot) == all_words(ForecastMarks(snapshot, AS_OF), snapshot)
