"""Sentences name deadlines; history, beginnings and times per case are none."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.domain.days.deadline import DayReader
from battlemap.domain.days.due_words import deadlines_of, find_due_words, is_doubtful, latest

AUTUMN = DayReader(date(2021, 9, 1), date(2021, 12, 10))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("11月底前恢复生产15家", ("11月底前",)),
        ("年内导入项目", ("年内",)),
        ("每月25日前报送", ("每月25日前",)),
        ("10月底前完成设计，12月31日前竣工", ("10月底前", "12月31日前")),
        ("到2021年底，增长8%", ("2021年底",)),
        ("今年年底前完成", ("今年年底前",)),
        ("三季度末前办结", ("三季度末前",)),
        ("12月下旬交付使用", ("12月下旬",)),
        ("截至11月30日，全部销号", ("11月30日",)),
        ("十一月底前完成", ("十一月底前",)),
        ("月底前完成摸排", ("月底前",)),
        ("年底凡是处于全市后三分之一位置的，实行一票否决", ()),
        ("自2018年10月1日起施行", ()),
        ("编制战略五年规划", ()),
        ("三年内建成", ()),
        ("半年内见效", ()),
        ("确保全年财政收支平衡", ()),
        ("完成年度任务目标", ()),
    ],
)
def test_deadline_words_are_found_and_mere_dates_are_not(sentence: str, words: tuple[str, ...]) -> None:
    assert find_due_words(sentence) == words


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("11月完成改造。", (11, 30)),
        ("11月30日竣工。", (11, 30)),
        ("10月25日至31日完成改造。", (10, 31)),
        ("10—11月完成改造。", (11, 30)),
        ("12月8日24时前完成改造。", (12, 8)),
        ("12月8日（星期三）前完成改造。", (12, 8)),
        ("2021-11-30前完成改造。", (11, 30)),
        ("2021.11.30前完成改造。", (11, 30)),
        ("全年完成改造。", (12, 31)),
        ("不迟于11月30日完成改造。", (11, 30)),
        ("国庆节前完成改造。", (9, 30)),
        ("30日内完成改造。", (10, 1)),
        ("三个月内完成改造。", (12, 1)),
        ("四季度完成改造。", (12, 31)),
        ("每季度末月20日前报送进展。", (9, 20)),
        ("12 月 5 日前完成划线。", (12, 5)),
        ("11月中下旬完成修路。", (11, 30)),
        ("10月底前开工，11月底前完工。", (11, 30)),
        ("１０月底前完成。", (10, 31)),
        ("自印发之日起15日内制定方案。", (9, 16)),
    ],
)
def test_a_sentence_names_its_day(sentence: str, day: tuple[int, int]) -> None:
    deadline = latest(list(deadlines_of(sentence, AUTUMN)))
    assert deadline is not None
    assert deadline.day == date(2021, *day)
    assert not is_doubtful(deadline, AUTUMN)


@pytest.mark.parametrize(
    "sentence",
    [
        "2020年1月至8月，全区完成投资30亿元。",
        "10个工作日内办结。",
        "受理后3日内答复。",
        "自2021年9月1日起至12月10日开展百日攻坚。",
        "落实《2021年11月底前重点任务清单》。",
        "截至9月底，已完成投资30亿元。",
        "9月底累计开工12个。",
    ],
)
def test_history_and_times_per_case_are_no_deadlines(sentence: str) -> None:
    assert list(deadlines_of(sentence, AUTUMN)) == []


def test_a_year_at_the_head_of_a_clause_is_a_deadline_where_the_campaign_has_several() -> None:
    years = DayReader(date(2019, 1, 1), date(2021, 12, 31))
    assert [each.day for each in deadlines_of("2020年，完成道路1200公里。", years)] == [date(2020, 12, 31)]
    assert list(deadlines_of("2021年完成改造。", AUTUMN)) == []
    (several,) = deadlines_of("10月底前完成。", years)
    assert several.day is None
    assert is_doubtful(several, years)


def test_a_day_far_outside_of_the_campaign_is_doubtful() -> None:
    (far,) = deadlines_of("5月底前完成。", AUTUMN)
    assert far.day == date(2022, 5, 31)
    assert is_doubtful(far, AUTUMN)
