"""What a card says, and that its face keeps inside its box."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.task import Task
from battlemap.layout.card import Card, card_of, days_words
from battlemap.layout.card_face import CardMetrics, card_face, card_metrics, paper_card_metrics
from battlemap.layout.scene import Box, Line, Rect, Shape, Text
from battlemap.layout.text import em_width
from tests.campaigns import AS_OF, make_snapshot

SNAPSHOT = make_snapshot(tasks=40)
PLAIN = Task("x", "a0", "ECON-99", "任务", "z", "moving", start_on=date(2018, 10, 8), due_on=AS_OF)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "今日到期"),
        ({"due_on": date(2018, 11, 26)}, "剩 6 天"),
        ({"due_on": date(2018, 11, 17)}, "超期 3 天"),
        ({"due_on": date(2018, 12, 1), "original_due_on": date(2018, 11, 17)}, "超期 3 天"),
        ({"due_on": None}, "时限待定"),
        ({"lane": "waiting", "start_on": date(2018, 12, 1), "due_on": date(2018, 12, 9)}, "12月1日启动"),
        ({"lane": "waiting", "start_on": date(2018, 12, 1), "due_on": date(2018, 12, 9), "progress": 5}, "剩 19 天"),
        ({"lane": "checking", "finished_on": date(2018, 11, 5)}, "11月5日办结"),
        ({"lane": "checking"}, "已办结"),
        ({"lane": "struck_off", "struck_off_on": date(2018, 11, 6)}, "11月6日销号"),
        ({"lane": "struck_off"}, "已销号"),
    ],
)  # fmt: skip
def test_the_days_are_said_in_few_words(changes: dict[str, Any], words: str) -> None:
    assert days_words(SNAPSHOT, attrs.evolve(PLAIN, **changes), AS_OF) == words


def test_a_finished_card_is_never_late() -> None:
    late = card_of(SNAPSHOT, attrs.evolve(PLAIN, due_on=date(2018, 11, 1)), AS_OF)
    done = card_of(SNAPSHOT, attrs.evolve(PLAIN, due_on=date(2018, 11, 1), lane="checking"), AS_OF)
    assert (late.is_late, done.is_late) == (True, False)


def test_a_card_without_a_unit_says_so() -> None:
    assert card_of(SNAPSHOT, PLAIN, AS_OF).who == "待定"


def test_the_problem_and_the_reason_come_with_the_card() -> None:
    card = card_of(SNAPSHOT, attrs.evolve(SNAPSHOT.tasks["t0"], lane="moving"), AS_OF)
    assert card.blocked == "管线迁改未批复"
    assert card.lamp == "red"
    assert any("已提交总指挥" in words for words in card.reasons)
    assert "卡点：管线迁改未批复" in card.description and "红灯" in card.description


METRICS = st.sampled_from(
    [
        card_metrics("compact"),
        card_metrics("normal"),
        card_metrics("wide"),
        card_metrics("normal").scaled(0.5),
        card_metrics("wide").scaled(2),
        paper_card_metrics(4),
        paper_card_metrics(2.2, "compact", pin_mm=0),
    ]
)
WORDS = st.text(max_size=60)
CARDS = st.builds(
    Card,
    id=st.just("t1"),
    code=st.sampled_from(["ECON-03", "A12-118", ""]),
    title=WORDS,
    lane=st.sampled_from(["waiting", "moving", "checking", "struck_off"]),
    lamp=st.sampled_from(["red", "yellow", "green", "blue", "black", "grey"]),
    unit=WORDS,
    owner=WORDS,
    days_words=st.sampled_from(["", "剩 6 天", "12月31日启动"]),
    is_late=st.booleans(),
    progress=st.integers(0, 100),
    time_progress=st.integers(0, 100),
    emphasis=st.sampled_from([None, "key", "highlight"]),
    is_slipping=st.booleans(),
    blocked=st.sampled_from([None, "", "缺资金"]),
    visible_progress=WORDS,
)


@settings(max_examples=80)
@given(card=CARDS, metrics=METRICS, ems=st.floats(6, 40), extra=st.floats(0, 5))
def test_nothing_leaves_the_card_and_no_two_texts_overlap(
    card: Card, metrics: CardMetrics, ems: float, extra: float
) -> None:
    width = ems * metrics.title + metrics.pin
    height = metrics.height() + extra * metrics.title
    box = Rect(0, 0, width, height)
    texts: list[Rect] = []
    for item in card_face(card, width, height, metrics):
        if isinstance(item, Line):
            assert box.holds(Rect(item.x1, item.y1, item.x2 - item.x1, item.y2 - item.y1))
            continue
        assert not isinstance(item, tuple)
        assert isinstance(item, Box | Shape | Text)
        assert box.holds(item.rect)
        assert item.about == "t1"
        if isinstance(item, Text):
            assert len(item.lines) * item.size * item.leading <= item.rect.h * 1.001 + item.size * 0.3
            assert all(em_width(line) * item.size <= item.rect.w + 1e-6 for line in item.lines)
            assert not any(item.rect.meets(other) for other in texts)
            texts.append(item.rect)


def test_height_beyond_the_need_goes_to_the_title() -> None:
    card = Card("t1", "ECON-03", "一" * 90, "moving", "green")
    metrics = card_metrics()
    lines = [
        max(
            len(item.lines)
            for item in card_face(card, 208, metrics.height(n), metrics)
            if isinstance(item, Text)
        )
        for n in (1, 2, 5)
    ]
    assert lines == [1, 2, 5]


def test_a_pin_cell_stays_free_of_words() -> None:
    card = Card("t1", "ECON-03", "一" * 90, "moving", "green", unit="建设局")
    metrics = paper_card_metrics(4)
    items = card_face(card, 70, metrics.height(3), metrics)
    cell = next(i.rect for i in items if isinstance(i, Box) and i.fill is None and i.rect.w == metrics.pin)
    assert not any(cell.meets(item.rect) for item in items if isinstance(item, Text))


def test_every_lamp_has_its_form_and_densities_differ() -> None:
    faces = {}
    for lamp in ("red", "yellow", "green", "black", "grey"):
        card = Card("t1", "ECON-03", "任务", "moving", lamp)
        shapes = [item for item in card_face(card, 208, 88, card_metrics()) if isinstance(item, Shape)]
        assert len(shapes) == 1
        faces[lamp] = shapes[0].kind
    assert len(set(faces.values())) == 5
    heights = [card_metrics(density).height() for density in ("compact", "normal", "wide")]  # type: ignore[arg-type]
    assert heights == sorted(set(heights))


def face_words(card: Card, width: float) -> list[str]:
    metrics = card_metrics()
    face = card_face(card, width, metrics.height(), metrics)
    return [line for item in face if isinstance(item, Text) for line in item.lines]


def test_a_red_card_says_on_its_face_why_it_is_red() -> None:
    behind = attrs.evolve(PLAIN, progress=5, due_on=date(2018, 12, 10))
    card = card_of(SNAPSHOT, behind, AS_OF)
    assert card.lamp == "red"
    assert card.alarm.startswith("落后") and card.alarm.endswith("个百分点")
    assert {card.alarm, card.days_words} <= set(face_words(card, 208))
    assert card.alarm in face_words(card, 136)
    assert card.days_words not in face_words(card, 136)


def test_a_card_whose_days_say_why_it_is_red_does_not_say_it_twice() -> None:
    late = card_of(SNAPSHOT, attrs.evolve(PLAIN, due_on=date(2018, 11, 17)), AS_OF)
    assert (late.lamp, late.alarm, late.is_late) == ("red", "", True)
    assert late.days_words in face_words(late, 104)


def test_a_card_that_is_not_red_keeps_its_unit() -> None:
    calm = attrs.evolve(
        card_of(SNAPSHOT, PLAIN, AS_OF), unit="建设局", owner="郭晓东", lamp="yellow", alarm=""
    )
    assert "建设局·郭晓东" in face_words(calm, 208)
    assert "建设局" in face_words(attrs.evolve(calm, days_words="剩 41 天"), 112)
