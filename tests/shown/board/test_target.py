"""A drop's meaning is said before it happens."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.shown.board.contents import BoardContents
from battlemap.shown.board.stage import Stage
from battlemap.shown.board.target import Target, stands_already, target_at, why_not
from battlemap.shown.board.words import words_at
from tests.campaigns import AS_OF, make_snapshot

SNAPSHOT = make_snapshot()


@pytest.fixture
def stage() -> Stage:
    made = Stage(BoardContents(SNAPSHOT, AS_OF))
    made.size = (1366, 1200)
    made.arrange()
    return made


def over_day(stage: Stage, day: date, task: str) -> Target:
    rect = stage.day_rect(day)
    return target_at(stage, rect.x + rect.w / 2, rect.y + 3, (task,))


def test_a_day_before_the_start_is_refused_and_a_later_one_is_an_extension(stage: Stage) -> None:
    task = next(
        t
        for t in SNAPSHOT.live_tasks
        if t.lane == "moving" and t.start_on and t.due_on and t.start_on.day > 5
    )
    assert task.start_on and task.due_on
    early = over_day(stage, date(2018, 10, 1), task.id)
    assert "不能早于这一天" in early.refusal and not early.is_good
    late = over_day(stage, date(2018, 12, 31), task.id)
    assert "属于延期" in late.words and late.is_good
    if stage.strip.holds(task.due_on):
        assert over_day(stage, task.due_on, task.id).is_still


def test_beside_everything_a_drop_means_nothing(stage: Stage) -> None:
    assert target_at(stage, 10, 10, ("t0",)).kind == "nothing"
    assert not target_at(stage, 10, 10, ("t0",)).is_good


def test_of_several_forbidden_cards_the_number_is_said() -> None:
    contents = BoardContents(SNAPSHOT, AS_OF)
    waiting = SNAPSHOT.cell("a0", "waiting")
    assert why_not(contents, waiting[:1], "moving") == ""
    assert "共" not in why_not(contents, waiting[:1], "struck_off")
    assert f"共 {len(waiting)} 项" in why_not(contents, waiting, "struck_off")


@pytest.mark.parametrize(
    ("tasks", "before", "stands"),
    [
        (("b",), "c", True),
        (("b",), "a", False),
        (("b",), None, False),
        (("d",), None, True),
        (("b", "c"), "d", True),
        (("a", "c"), "d", False),
        (("x",), None, False),
    ],
)
def test_cards_that_stand_there_already_do_not_move(
    tasks: tuple[str, ...], before: str | None, stands: bool
) -> None:
    assert stands_already(("a", "b", "c", "d"), tasks, before) is stands


def test_tips_say_why_a_lamp_burns_and_what_a_day_is(stage: Stage) -> None:
    id, rect = next((id, rect) for id, rect in stage.visible_cards() if stage.contents.card(id).lamp == "red")
    words = words_at(stage, stage.spot(rect.x + 20, rect.y + 20))
    card = stage.contents.card(id)
    assert words.startswith(f"{card.code} ") and "红灯：" in words and card.reasons[0] in words
    day = stage.day_rect(date(2018, 11, 24))
    words = words_at(stage, stage.spot(day.x + 2, day.y + 5))
    assert (
        "11月24日（周六）" in words and "攻坚第 55 天" in words and "非工作日" in words and "封土期" in words
    )
    stage.contents.judge_some(10)
    head = stage.head_rect(0)
    assert "牵头领导：郑海涛" in words_at(stage, stage.spot(head.x + 5, head.y + 5))
    assert words_at(stage, stage.spot(2, 2)) == ""


def test_a_place_between_two_cards_says_where_the_cards_make_room(stage: Stage) -> None:
    column = next(n for n, _ in enumerate(stage.contents.columns) if len(stage.contents.cell(n, 1)) > 1)
    second = stage.card_rect(stage.contents.cell(column, 1)[1])
    other = stage.contents.cell(column - 1, 1)[0]
    assert second is not None
    assert target_at(stage, second.x + 20, second.y + 2, (other,)).opening == (column, 1, 1)
    head = stage.head_rect(column)
    assert target_at(stage, head.x + 20, head.y + 20, (other,)).opening is None
