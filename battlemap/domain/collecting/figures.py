"""Figures of indicators as rows that units report: for one period, each unit those of which it is the leading one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

import attrs

from battlemap.domain.days.statistical_period import StatisticalPeriod, period_of, read_period
from battlemap.domain.fields.number import Quantity
from battlemap.domain.fields.pointing import OfUnit
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.series.grid import FigureEntry, months_of
from battlemap.domain.series.reading import live_indicators, series_of
from battlemap.domain.snapshot import Snapshot

#: How the table of a period's figures begins: 「figure:2018-10」.
FIGURE_HEAD: Final = "figure:"
_NOUN: Final = "指标数据"


@attrs.frozen
class Figure:
    """An indicator's cumulative value in the period; its id is the indicator's."""

    id: str
    title: str
    measure_unit: str
    unit: str | None
    value: str | None
    deleted: bool = False


@lru_cache(64)
def kind_of_figures(about: str) -> Kind:
    """Returns the kind of the figures of a period by its table."""
    return Kind(
        about, Figure, _NOUN, f"项{_NOUN}",
        (
            Field("title", "指标", Text(), is_required=True, width=200),
            Field("measure_unit", "计量单位", Text(), is_set_by_program=True, width=80),
            Field("unit", "牵头单位", OfUnit(), width=140),
            Field("value", f"累计值（{period_in(about).words_of('ytd')}）", Quantity(), width=140),
        ),
        name_keys=("title",), order=("title",), verb="登记", is_printed=False,
    )  # fmt: skip


def period_in(about: str) -> StatisticalPeriod:
    """Returns the period that a table tells of."""
    return period_of(about.removeprefix(FIGURE_HEAD))


def figures(snapshot: Snapshot, about: str) -> dict[str, Figure]:
    """Returns the figures of a period by indicator: what stands now, "nothing" where none was told yet.

    An indicator that has no figure of the month (January of one that begins with 1-2月) is not asked for.
    """
    period = period_in(about)
    by_indicator = {}
    for indicator in live_indicators(snapshot):
        if (
            indicator.lead_unit is None
            or indicator.numerator
            or period.month not in months_of(indicator, "ytd")
        ):
            continue
        figure = series_of(snapshot, indicator.id, None, date.max).figure(period, "ytd")
        value = None if figure is None or figure.value is None or figure.is_derived else f"{figure.value:f}"
        measure = f"（{indicator.measure_unit}）" if indicator.measure_unit else ""
        by_indicator[indicator.id] = Figure(
            indicator.id, indicator.title + measure, indicator.measure_unit, indicator.lead_unit, value
        )
    return by_indicator


def offered(snapshot: Snapshot, as_of: date | None) -> list[tuple[str, str]]:
    """Returns (table, name) of the two newest months that have ended, () where no indicator has a leading unit."""
    if as_of is None or not any(indicator.lead_unit for indicator in live_indicators(snapshot)):
        return []
    newest = StatisticalPeriod(as_of.year, as_of.month).previous
    return [(table_of(one), f"{_NOUN}（{one.words_of('ytd')}）") for one in (newest, newest.previous)]


def table_of(period: StatisticalPeriod) -> str:
    """Returns the table of a period's figures."""
    return FIGURE_HEAD + period.code


def about_in(word: str) -> str:
    """Returns the table that words like 「指标 2018-10」 mean, "" for other words."""
    for head in (_NOUN, "指标"):
        if word.startswith(head):
            period = read_period(word.removeprefix(head).strip("（）() "))
            return table_of(period) if period is not None and period.months == 1 else ""
    return ""


def entries_of(about: str, edits: tuple[tuple[str, str | None], ...]) -> tuple[FigureEntry, ...]:
    """Returns what is entered where a unit has told these values of indicators."""
    period = period_in(about)
    return tuple(FigureEntry(id, period, "ytd", None if value is None else str(value)) for id, value in edits)
