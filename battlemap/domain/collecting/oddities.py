"""What a person should look at before a reported value is taken (填报核对): it may be right, but seldom is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from battlemap.domain.collecting.figures import FIGURE_HEAD, period_in
from battlemap.domain.collecting.kpi_nodes import NODES
from battlemap.domain.decimal_figures import decimal_of, divided, plain
from battlemap.domain.looking.columns import Column
from battlemap.domain.series.reading import series_of
from battlemap.domain.snapshot import Snapshot

#: So many times more or less is a slip of the pen; 元 for 万元 are four figures, a lost point one or two.
_FAR, _VERY_FAR, _LARGE = 10, 100, 100
#: A month that brings so many times the mean of the months before it, a value so many times its target.
_MONTHS, _TARGETS = 5, 3
#: What offices write where nothing is to be told.
_NOTHING: Final = ("无", "没有", "暂无", "同上", "无变化", "没有变化", "不变", "无新进展", "正常")


@attrs.frozen
class Told:
    """One cell as a unit tells it: of which row, what stood there before, and what the row's other cells say."""

    table: str
    row: str
    column: Column
    before: str
    text: str
    others: Mapping[str, str]


def why_odd(told: Told, as_of: date, snapshot: Snapshot) -> str:
    """Returns what is odd about a value, "" where nothing is.

    Asked are: a percent that falls, done without a word about it, a day of a deed that lies ahead, a number far from what
    stood there, a cumulative figure that falls or leaps, a word that says nothing.
    """
    column, text = told.column, told.text
    if column.key == "progress":
        return _odd_progress(told)
    if column.key == "lane":
        has_words = told.others.get("visible_progress", "").strip()
        return "申请办结但没有写形象进度" if text == "待核查" and not has_words else ""
    if is_past_only(column) and text:
        day = column.field.type.read(text, snapshot)
        return f"{text} 还没有到" if isinstance(day, date) and day > as_of else ""
    if column.field.type.editor in ("line", "text"):
        is_said = text in _NOTHING and text != told.before
        return f"填的是“{text}”：没有变化应留空，去掉原有内容应填“清空”" if is_said else ""
    now, before = _number(column, text, snapshot), _number(column, told.before, snapshot)
    if now is None:
        return ""
    if told.table == NODES:
        return _odd_kpi(told, before, now, snapshot)
    if told.table.startswith(FIGURE_HEAD):
        return _odd_figure(told, before, now, snapshot)
    return _far_off(before, now)


def is_past_only(column: Column) -> bool:
    """Whether a day in the field tells of something done, which cannot lie ahead."""
    return column.field.type.editor == "day" and column.key not in ("due_on", "promised_on", "start_on")


def _odd_progress(told: Told) -> str:
    now, then = _percent(told.text), _percent(told.before)
    if now < then:
        return f"进度由 {told.before} 降为 {told.text}"
    if now == 100 and not told.others.get("visible_progress", "").strip():
        return "报完成但没有写形象进度"
    return ""


def _odd_kpi(told: Told, before: Decimal | None, now: Decimal, snapshot: Snapshot) -> str:
    """Returns what is odd about a KPI's figures: 累计完成 falls, is a multiple of its target, or a share above the whole."""
    node, key = snapshot.scheme_nodes[told.row], told.column.key
    if key == "denominator" and now == 0:
        return "分母是 0，算不出完成情况"
    parts = [_number_of(told.others.get(part, "")) for part in ("numerator", "denominator")]
    if key != "value" and all(part is not None for part in parts) and parts[0] > parts[1]:  # type: ignore[operator]
        return f"分子 {plain(parts[0])} 大于分母 {plain(parts[1])}"
    rises = node.direction == "up" and not any(sign in node.measure_unit for sign in "%‰位名")
    if before is not None and now < before and rises:
        return f"{told.column.title}由 {plain(before)} 降为 {plain(now)}，累计数一般不减少"
    target = decimal_of(node.target)
    if key == "value" and rises and target is not None and 0 < target * _TARGETS <= now:
        return f"是目标 {plain(target)} 的 {_times(now, target)} 倍，请核对计量单位"
    return _far_off(before, now)


def _odd_figure(told: Told, before: Decimal | None, now: Decimal, snapshot: Snapshot) -> str:
    """Returns what is odd about a cumulative figure beside the months before, and beside last year's."""
    series, period = series_of(snapshot, told.row, None, date.max), period_in(told.table)
    if period.month > 1 and series.indicator.is_additive:
        earlier = period.previous
        then = series.value(earlier, "ytd")
        if then is not None and now < then:
            return f"小于{earlier.words_of('ytd')}的 {plain(then)}，累计数一般不减少"
        if then is not None and then > 0 and (now - then) * (period.month - 1) >= _MONTHS * then:
            times = _times((now - then) * (period.month - 1), then)
            return f"当月 {plain(now - then)}，是前 {period.month - 1} 个月月均的 {times} 倍"
    last_year = series.value(period.last_year, "ytd")
    return _far_off(before, now) or _far_off(last_year, now, "上年同期")


def _far_off(before: Decimal | None, now: Decimal, what: str = "原来") -> str:
    """Returns that a number is far from another one; small numbers may become tenfold."""
    if before is None or before == 0:
        return ""
    if now == 0 or (now < 0) != (before < 0):
        return f"{what}是 {plain(before)}，现填 {plain(now)}"
    high, low = max(abs(before), abs(now)), min(abs(before), abs(now))
    if high >= _VERY_FAR * low or (high >= _FAR * low and high >= _LARGE):
        return f"{what}是 {plain(before)}，现填 {plain(now)}，相差 {_times(high, low)} 倍，请核对计量单位和小数点"
    return ""


def _times(above: Decimal, below: Decimal) -> str:
    return plain(divided(above, below), 0)


def _number(column: Column, text: str, snapshot: Snapshot) -> Decimal | None:
    """Returns the number that a text means in a field, None for none and for fields without numbers."""
    if column.field.type.editor != "number" or not text:
        return None
    number = column.field.type.measure(column.field.type.read(text, snapshot))
    return number if isinstance(number, Decimal) else None


def _number_of(text: str) -> Decimal | None:
    return decimal_of(text.replace(",", ""))


def _percent(text: str) -> int:
    return int(text.rstrip("%") or 0)
