"""The grid of entry: indicators down, months across; what a typed or pasted cell means before anything is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from battlemap.domain.days.statistical_period import Span, StatisticalPeriod, read_period
from battlemap.domain.decimal_figures import plain, rounded
from battlemap.domain.fields.field_type import Cell, cell_text
from battlemap.domain.fields.number import Quantity
from battlemap.domain.kinds.indicator import Indicator
from battlemap.domain.series.reading import live_indicators, series_of
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput

NAME_TITLE: Final = "指标名称"
UNIT_TITLE: Final = "计量单位"
_HEAD_WITHIN: Final = 20
_CUMULATIVE: Final = re.compile(r"(?:\d{4}\s*年)?\s*(?:0?1\s*[-—–~至到]|累计)")
#: What stands for a missing figure: it is none, and never 0.
_MISSING: Final = ("", "-", "--", "—", "——", "…", "/")


@attrs.frozen
class FigureEntry:
    """A figure that somebody enters; `value` None takes the one away that stands there.

    Growth and place are entered where they were published with it.
    """

    indicator: str
    period: StatisticalPeriod
    span: Span
    value: str | None
    unit: str | None = None
    growth: str | None = None
    place: int | None = None
    peers: int | None = None


@attrs.frozen
class GridDraft:
    """What a table would enter; `wrong` are sentences, `unknown` names that no indicator bears."""

    entries: tuple[FigureEntry, ...]
    unchanged: int
    wrong: tuple[str, ...]
    unknown: tuple[str, ...]


def months_of(indicator: Indicator, span: Span) -> range:
    """Returns the months of a year in which an indicator has a figure of its own of that span."""
    first = 1 if indicator.has_january else 3 if span == "month" else 2
    return range(first, 13)


def read_value(text: str, names: Snapshot) -> str | None:
    """Returns the figure that a cell means, None for an empty one and for a dash; raises BadInput for no number."""
    typed = text.strip()
    if typed in _MISSING:
        return None
    value = Quantity().read(typed.removesuffix("%"), names)
    return None if value is None else str(value)


def grid_values(
    snapshot: Snapshot, year: int, span: Span, unit: str | None, as_of: date
) -> list[tuple[Indicator, tuple[tuple[str, bool], ...]]]:
    """Returns per indicator its line of the grid."""
    return [
        (indicator, line_values(snapshot, indicator.id, year, span, unit, as_of))
        for indicator in live_indicators(snapshot)
    ]


def line_values(
    snapshot: Snapshot, indicator: str, year: int, span: Span, unit: str | None, as_of: date
) -> tuple[tuple[str, bool], ...]:
    """Returns twelve (words, is_derived): "" where a month has no figure; 推算 ones are told apart."""
    series = series_of(snapshot, indicator, unit, as_of)
    cells: list[tuple[str, bool]] = []
    for month in range(1, 13):
        figure = series.figure(StatisticalPeriod(year, month), span)
        if figure is None or figure.value is None:
            cells.append(("", False))
        else:
            words = plain(rounded(figure.value, 2)) if figure.is_derived else f"{figure.value:f}"
            cells.append((words, figure.is_derived))
    return tuple(cells)


def grid_draft(
    table: Sequence[Sequence[Cell]], snapshot: Snapshot, year: int, span: Span, unit: str | None, as_of: date
) -> GridDraft:
    """Returns what a table (指标名称 | 计量单位 | 1-2月 | 1-3月 …) would enter; empty cells enter nothing.

    A head 「1-10月」 or 「累计」 is cumulative, 「10月」 is of `span`. Raises BadInput where no head is found.
    """
    start, name_place, places = _head(table, year, span)
    by_title = {indicator.title: indicator for indicator in live_indicators(snapshot)}
    by_title |= {indicator.code: indicator for indicator in by_title.values() if indicator.code}
    entries: list[FigureEntry] = []
    wrong: list[str] = []
    unknown: list[str] = []
    unchanged = 0
    for number, cells in enumerate(table[start:], start + 1):
        title = cell_text(cells[name_place]).strip() if name_place < len(cells) else ""
        if not title:
            continue
        indicator = by_title.get(title)
        if indicator is None:
            unknown.append(title)
            continue
        series = series_of(snapshot, indicator.id, unit, as_of)
        for place, (period, of) in places.items():
            text = cell_text(cells[place]) if place < len(cells) else ""
            try:
                value = read_value(text, snapshot)
            except BadInput as error:
                wrong.append(
                    f"第 {number} 行“{title}”{period.words_of(of)}“{text[:20]}”：{str(error).rstrip('。')}"
                )
                continue
            if value is None:
                continue
            if series.value(period, of) == Quantity().sort_key(value, snapshot)[0]:  # type: ignore[index]
                unchanged += 1
            else:
                entries.append(FigureEntry(indicator.id, period, of, value, unit))
    return GridDraft(tuple(entries), unchanged, tuple(wrong), tuple(dict.fromkeys(unknown)))


def _head(
    table: Sequence[Sequence[Cell]], year: int, span: Span
) -> tuple[int, int, Mapping[int, tuple[StatisticalPeriod, Span]]]:
    """Returns the number of the first row below the head, the place of the names, and place → what a column is of."""
    for number, cells in enumerate(table[:_HEAD_WITHIN], 1):
        titles = [cell_text(cell).strip() for cell in cells]
        name = next(
            (place for place, title in enumerate(titles) if title in (NAME_TITLE, "指标", "代码")), None
        )
        if name is None:
            continue
        places: dict[int, tuple[StatisticalPeriod, Span]] = {}
        for place, title in enumerate(titles):
            bare = title.removeprefix("累计").strip("（）()")
            period = read_period(bare, year) if title else None
            if period is None or period.months != 1:
                continue
            places[place] = (period, "ytd" if _CUMULATIVE.match(title) else span)
        if places:
            return number, name, places
    raise BadInput(f"找不到表头：要有“{NAME_TITLE}”一列和“1-2月”“1-3月”……或“1月”“2月”……各列。")
