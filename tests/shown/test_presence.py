"""Whose card is open elsewhere, in words and marks."""

from __future__ import annotations

from datetime import datetime, timedelta

from battlemap.layout.card import Card
from battlemap.layout.card_face import card_face, card_metrics
from battlemap.layout.scene import Text
from battlemap.layout.seen_mark import seen_initials
from battlemap.shown.presence import open_elsewhere, presence_words
from battlemap.store.mailbox.carrier import Member

NOW = datetime(2018, 11, 20, 9)


def member(site: str, actor: str, task: str, minutes: int = 0) -> Member:
    return Member(site, actor, NOW, NOW - timedelta(minutes=minutes), task)


def test_who_has_left_a_card_or_fallen_silent_looks_at_none() -> None:
    members = [
        member("b", "李四", "t1"), member("a", "张三", "t1"), member("c", "王五", "t2", 2), member("d", "赵六", ""),
    ]  # fmt: skip
    assert open_elsewhere(members, NOW) == {"t1": ("张三", "李四")}
    assert open_elsewhere([member("a", " ", "t1")], NOW) == {"t1": ("a",)}


def test_a_name_is_told_once_and_many_are_counted() -> None:
    assert open_elsewhere([member("a", "张三", "t"), member("b", "张三", "t")], NOW) == {"t": ("张三",)}
    assert presence_words(()) == "" and presence_words(("张三", "李四")) == "张三、李四正在看"
    assert presence_words(("甲", "乙", "丙", "丁")) == "甲、乙、丙等 4 人正在看"
    assert [seen_initials(names) for names in ((), ("张三",), ("张三", "li"), ("张三", "乙", "丙"))] == [
        "", "张", "张L", "张+2",
    ]  # fmt: skip


def test_the_mark_stands_inside_the_card_beside_the_code_and_only_while_somebody_looks() -> None:
    card = Card("t", "ECON-01", "标题", "moving", "green", seen_by=("张三",))
    m = card_metrics()
    for width in (80, 104, 160):
        words = [item for item in card_face(card, width, m.height(), m) if isinstance(item, Text)]
        marks = [item for item in words if item.lines == ("张",)]
        assert all(one.rect.x >= 0 and one.rect.right <= width for one in marks)
        assert len(marks) == 1
    assert "张三正在看" in card.description
