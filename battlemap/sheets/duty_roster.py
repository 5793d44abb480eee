"""值班表: a month of duty on paper, days off in red; 公平性统计: who bears how much of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.fairness import Burden, fairness, times
from battlemap.domain.duty.roster_table import RosterLine, month_of, roster_table
from battlemap.domain.kinds.duty import Duty
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.layout.text import em_width
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("duty-roster")
FAIR_TITLE, FAIR_NUMBER = heading_of("duty-fairness")
_EMPTY: Final = "本月还没有排班"
_FAIR: Final = (
    Column("姓名", share=1.0), Column("总次数", 5.0, align="right"), Column("平日", 4.2, align="right"),
    Column("休息日", 5.0, align="right"), Column("法定节日", 5.6, align="right"), Column("临战", 4.2, align="right"),
    Column("期初", 4.6, align="right"), Column("折算", 5.0, align="right"), Column("应值", 5.0, align="right"),
    Column("差", 5.0, align="right"),
)  # fmt: skip


def roster(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the month in which the sheet is judged; every day is on exactly one of them."""
    book = DutyBook(snapshot)
    first, last = month_of(options.as_of)
    table = roster_table(book, first, last)

    def blocks(width: float, em: float) -> list[Block]:
        title = f"{first.year}年{first.month}月"
        if table.is_empty:
            return [heading(title, em), nothing(_EMPTY, em * 1.5)]
        has_notes = any(line.note for line in table.lines)
        columns = [Column("日期", 5.8), Column("星期", 3.4, align="center")]
        rows = [_line(line, book, options, has_notes) for line in table.lines]
        for place, column in enumerate(table.columns, 2):
            # what stands on ordinary days decides; days with twice as many people take more lines
            plain = [row for row in rows if not row.is_marked] or rows
            widest = max(em_width(row.cells[place].words) for row in plain)
            columns.append(Column(column.title, share=min(25.0, max(6.0, widest + 1.3)), most=4))
        columns += [Column("备注", 7.4, most=4, from_ems=44)] if has_notes else []
        missing = sum(
            duty is None or duty.person is None
            for line in table.lines
            for cell in line.cells
            for duty in cell
        )
        hours = "；".join(f"{column.title} {column.hours}" for column in table.columns)
        note = f"缺岗 {missing} 个" if missing else ""
        again = (heading(f"{title}（续）", em),)
        return [heading(title, em, note), *listing(columns, rows, width, em, again), nothing(hours, em * 0.8)]

    return framed_pages(
        attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=()), blocks, options.paper
    )


def _line(line: RosterLine, book: DutyBook, options: SheetOptions, has_notes: bool) -> Row:
    colour = "red" if line.is_red else "text"
    day = f"{line.day.month}月{line.day.day}日"
    cells = [Cell(day, colour, line.is_red), Cell(line.weekday, colour, line.is_red)]
    for cell in line.cells:
        people = [_words(duty, book, options) for duty in cell]
        is_short = any(duty is None or duty.person is None for duty in cell)
        cells.append(Cell("、".join(people), "red" if is_short else colour, is_short))
    if has_notes:
        cells.append(Cell(line.note, "red" if "临战" in line.note else "muted"))
    return Row(tuple(cells), is_marked="临战" in line.note)


def _words(duty: Duty | None, book: DutyBook, options: SheetOptions) -> str:
    """Returns name and phone; phones stand on office paper alone, where names are not masked."""
    if duty is None or duty.person is None:
        return "缺岗"
    name = book.shown_name(duty, options.masking)
    is_plain = name == duty.name_then and options.masking != "all"
    return f"{name}（{duty.phone_then}）" if duty.phone_then and is_plain else name


def fair(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of what everybody bears in the month."""
    book = DutyBook(snapshot)
    first, last = month_of(options.as_of)
    posts = fairness(book, first, last)

    def blocks(width: float, em: float) -> list[Block]:
        title = f"{first.year}年{first.month}月"
        if not any(one.count for post in posts for one in post.burdens):
            return [heading(title, em), nothing(_EMPTY, em * 1.5)]
        made: list[Block] = []
        for post in posts:
            head = heading(f"{title}　{post.title}", em, f"最多与最少相差 {times(post.spread)} 次（折算）")
            again = (heading(f"{post.title}（续）", em),)
            rows = [_burden(one, book, options) for one in post.burdens]
            made += [head, *listing(_FAIR, rows, width, em, again)]
        return [*made, *_rules(book, em)]

    return framed_pages(
        attrs.evolve(frame(snapshot, options, FAIR_TITLE, FAIR_NUMBER), marks=()), blocks, options.paper
    )


def _burden(one: Burden, book: DutyBook, options: SheetOptions) -> Row:
    person = book.snapshot.persons.get(one.person)
    name = person.shown_name(options.masking) if person else one.name
    far = abs(one.difference) > 150
    figures = (
        one.count, one.on("ordinary"), one.on("weekend"), one.on("statutory"), one.on("alert"),
    )  # fmt: skip
    return Row(
        (
            Cell(name, is_bold=True), *(Cell(str(figure)) for figure in figures), Cell(times(one.opening), "muted"),
            Cell(times(one.load)), Cell(times(one.share), "muted"), Cell(_signed(one.difference), "red" if far else "text", far),
        )
    )  # fmt: skip


def _signed(hundredths: int) -> str:
    return f"+{times(hundredths)}" if hundredths > 0 else times(hundredths)


def _rules(book: DutyBook, em: float) -> Iterator[Block]:
    for post in book.posts:
        weights = (post.weekend_weight, post.statutory_weight, post.alert_weight)
        yield nothing(
            f"{post.title}：休息日按 {times(weights[0])} 次、法定节日按 {times(weights[1])} 次、临战按 {times(weights[2])} 次折算",
            em * 0.8,
        )
