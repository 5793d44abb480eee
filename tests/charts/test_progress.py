"""The progress curve is an SVG with real text: both lines, their values, unit and day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from battlemap.domain.telling.progress_course import ProgressEvening
from battlemap.theme import theme

FIRST, LAST = date(2018, 10, 1), date(2018, 12, 31)


def course(days: int, done: float, expected: float) -> list[ProgressEvening]:
    return [
        ProgressEvening(FIRST + timedelta(n), done * n / days, expected * n / days, n, n // 2, 90)
        for n in range(days + 1)
    ]


def words(svg: bytes) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())


def drawn(evenings: list[ProgressEvening], first: date = FIRST, last: date = LAST) -> bytes:
    from battlemap.charts.progress import progress_svg

    return progress_svg(evenings, first, last, theme("light"), 120, 40, 3)


def test_both_lines_end_with_their_value_and_the_day_is_named() -> None:
    texts = words(drawn(course(50, 62.3, 66.1)))
    assert {"完成 62.3", "序时 66.1", "单位：%　截至 11月20日", "10月1日", "12月31日"} <= set(texts)


def test_labels_of_close_values_stand_apart() -> None:
    svg = drawn(course(50, 60, 60)).decode()
    ys = [float(y) for y in re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>(?:完成|序时) 60\.0', svg)]
    ys += [float(y) for y in re.findall(r"translate\([\d.]+ ([\d.]+)\)[^>]*>(?:完成|序时) 60\.0", svg)]
    assert len(ys) == 2
    assert abs(ys[0] - ys[1]) >= 3 * 72 / 25.4 * 1.3


def test_the_same_course_gives_the_same_bytes_and_names_the_bundled_family() -> None:
    once, again = drawn(course(10, 5, 9)), drawn(course(10, 5, 9))
    assert once == again
    assert b"Battlemap Sans SC" in once


def test_no_course_yet_is_said_in_words() -> None:
    assert "尚无进度记录" in words(drawn([]))


@pytest.mark.parametrize("days", [0, 1, 20, 400, 3000])
def test_any_length_of_campaign_has_its_first_and_last_day(days: int) -> None:
    last = FIRST + timedelta(days)
    texts = words(drawn(course(1, 1, 1)[:1], FIRST, last))
    assert ("10月1日" if days <= 366 else "2018年10月") in texts
    assert (f"{last.month}月{last.day}日" if days <= 366 else f"{last.year}年{last.month}月") in texts


def test_a_single_day_is_two_dots_and_no_empty_path() -> None:
    svg = drawn(course(1, 1, 1)[:1]).decode()
    lines = re.findall(r'<path d="([^"]*)"[^>]*stroke-dasharray', svg)
    assert lines == []
    assert not re.findall(r'<path d="M [^L]*z', svg)
