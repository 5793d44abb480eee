"""每日战报 and 周通报: what became of the campaign since the last edition, on one poster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.duty.on_duty import on_duty
from battlemap.domain.judging.lamp import points
from battlemap.domain.judging.progress import percent_words
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.daily_report import DailyReport, Figure, LampFigure, daily_report
from battlemap.domain.telling.ranking import Ranked, ranking_rule
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.layout.writing_lines import lines_to_write, to_fill_in
from battlemap.sheets.alert_part import alert_blocks
from battlemap.sheets.catalogue import heading_of, sheet
from battlemap.sheets.framing import (
    action_words,
    codes,
    due_words,
    frame,
    leader_words,
    promise_words,
    short_day,
    title_words,
    unit_words,
    who_words,
)
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("daily")
WEEKLY_TITLE, WEEKLY_NUMBER = heading_of("weekly")
_BAD: Final = ("red", "black")


@attrs.frozen
class _Period:
    """How a report calls its time, 「今日」 and 「明日」, and whether it is that of one day."""

    now: str
    next: str
    title: str
    number: str
    is_day: bool


_DAY: Final = _Period("今日", "明日", TITLE, NUMBER, True)
_WEEK: Final = _Period("本周", "下周", WEEKLY_TITLE, WEEKLY_NUMBER, False)
_PROBLEMS: Final = (
    Column("号", 2.8), Column("卡点", share=0.42, most=5), Column("影响任务", share=0.3, most=3, from_ems=44),
    Column("解决单位", share=0.28, most=2), Column("承诺解决", 11.6, most=2), Column("情况", 4.4),
)  # fmt: skip
_LEDGERS: Final = (
    Column("台账", share=0.26, most=2), Column("进展", share=0.44, most=3), Column("累计", share=0.3, most=3),
)  # fmt: skip
_RANKS: Final = (
    Column("位次", 3.2), Column("牵头领导", share=0.4, most=2), Column("专项", share=0.6, most=2),
    Column("进度", 4.6), Column("偏差", 4.6), Column("销号", 3.2), Column("得分", 4.0),
)  # fmt: skip


def daily(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the daily report; every change since is on one of them."""
    return _pages(snapshot, options, _DAY)


def weekly(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the weekly bulletin."""
    return _pages(snapshot, attrs.evolve(options, looks_ahead=sheet("weekly").looks_ahead), _WEEK)


def report_of(snapshot: Snapshot, options: SheetOptions) -> DailyReport:
    """Returns the figures of the report; without an earlier moment, nothing has changed since today."""
    before = options.before or snapshot
    before_on = options.since.date() if options.since else options.as_of
    rule = ranking_rule(options.ranking_rule)
    return daily_report(before, before_on, snapshot, options.as_of, rule, options.looks_ahead)


def _pages(snapshot: Snapshot, options: SheetOptions, period: _Period) -> tuple[Scene, ...]:
    report = report_of(snapshot, options)

    def blocks(width: float, em: float) -> list[Block]:
        return _blocks(report, snapshot, options, period, width, em)

    return framed_pages(frame(snapshot, options, period.title, period.number), blocks, options.paper)


@attrs.frozen
class _Table:
    """A list of tasks under a heading; all tables of a report share their columns."""

    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    none: str = ""
    colour: str = "accent"


def _blocks(
    report: DailyReport, snapshot: Snapshot, options: SheetOptions, period: _Period, width: float, em: float
) -> list[Block]:
    tables = _tables(report, snapshot, options, period)
    alike = [row for table in tables for row in table.rows]
    red, *others = (list(_table(table, alike, width, em)) for table in tables)
    blocks = [
        heading(f"{period.now}战况", em, _since(options)),
        *figures(_figures(report, options.last_report, period), width, em),
        *figures([_lamp(lamp) for lamp in report.lamps], width, em),
        *figures(_loop_figures(report), width, em),
        *red,
        *_problems(report, snapshot, period, width, em),
    ]
    for table in others:
        blocks += table
    blocks += _ledgers(options, period, width, em)
    blocks += alert_blocks(snapshot, options, width, em)
    blocks += _ranking(report, width, em)
    blocks += _instructions(report, snapshot, width, em)
    if period.is_day:
        blocks += _on_duty(snapshot, options, width, em)
    return blocks


def _ledgers(options: SheetOptions, period: _Period, width: float, em: float) -> list[Block]:
    """Returns what moved in the ledgers: 「签约项目　签约 2 个」, and the tallies that move cards."""
    news = [each for each in options.ledger_news if each.words or each.tallies]
    if not news:
        return []
    moved = sum(count for each in news for _, count in each.came_to)
    rows = [
        Row(
            (
                Cell(each.title, is_bold=True),
                Cell(each.words or "—"),
                Cell("；".join(each.tallies) or "—", "muted"),
            )
        )
        for each in news
    ]
    return [heading(f"{period.now}台账", em, f"{moved} 条有进展"), *listing(_LEDGERS, rows, width, em)]


def _tables(
    report: DailyReport, snapshot: Snapshot, options: SheetOptions, period: _Period
) -> tuple[_Table, ...]:
    """Returns the lists of tasks: the red ones, other changes of lamps, what was finished, what is due next."""
    changed = {change.task: change for change in report.lamp_changes}
    fresh = {change.task for change in report.newly_red}

    def was(id: str) -> Cell:
        before = changed[id].before if id in changed else None
        if id in changed and before is None:
            return Cell("新增", "muted")
        return Cell(lamp=before) if before else Cell("未变", "muted")

    def row(id: str, fourth: Cell, words: str, is_marked: bool = False) -> Row:
        task = snapshot.tasks[id]
        verdict = snapshot.judge(task, options.as_of)
        cells = (
            Cell(task.code, "muted"), Cell(title_words(task)), Cell(lamp=verdict.lamp), fourth, Cell(due_words(task)),
            Cell(words or verdict.words), Cell(who_words(snapshot, task, options), "muted"),
        )  # fmt: skip
        return Row(cells, id, is_marked)

    def lane(id: str) -> Cell:
        return Cell(wording.LANES[snapshot.tasks[id].lane])

    others = [change.task for change in report.lamp_changes if change.after not in _BAD]
    done = [*report.finished.ids, *(id for id in report.struck_off.ids if id not in report.finished.ids)]
    when = short_day(report.as_of + timedelta(1))
    if report.due_until > report.as_of + timedelta(1):
        when += f"至{short_day(report.due_until)}"
    red_note = f"{len(report.red)} 项，其中新亮 {len(fresh)} 项" if report.red else ""
    made = [
        _Table(
            "红灯任务", red_note, _columns("上期", "原因"),
            tuple(row(id, was(id), "", True) for id in report.red), "没有红灯任务", "red",
        ),
        _Table(
            "其他亮灯变化", f"{len(others)} 项", _columns("上期", "原因"),
            tuple(row(id, was(id), changed[id].words) for id in others),
        ),
        _Table(
            f"{period.now}完成、销号", f"完成 {report.finished.count} 项，销号 {report.struck_off.count} 项",
            _columns("状态", "情况"), tuple(row(id, lane(id), snapshot.tasks[id].visible_progress) for id in done),
        ),
        _Table(
            f"{period.next}到期", f"{when}，{report.due_next.count} 项", _columns("状态", "情况"),
            tuple(row(id, lane(id), f"进度 {snapshot.tasks[id].progress}%") for id in report.due_next.ids),
            "没有到期的任务",
        ),
    ]  # fmt: skip
    return tuple(made)


def _columns(fourth: str, words: str) -> tuple[Column, ...]:
    """Returns the columns of every list of tasks; only the fourth and the words are called differently."""
    return (
        Column("编号", 6.9, most=2), Column("任务", share=0.4, most=5), Column("亮灯", 4.8), Column(fourth, 4.8, from_ems=44),
        Column("时限", 5.6, from_ems=40), Column(words, share=0.36, most=5),
        Column("责任单位·责任人", share=0.24, most=2, from_ems=54),
    )  # fmt: skip


def _table(table: _Table, alike: Sequence[Row], width: float, em: float) -> Iterator[Block]:
    if not table.rows:
        if table.none:
            yield heading(table.title, em, "", table.colour)
            yield nothing(table.none, em)
        return
    yield heading(table.title, em, table.note, table.colour)
    again = (heading(f"{table.title}（续）", em, "", table.colour),)
    yield from listing(table.columns, table.rows, width, em, again, alike)


def _since(options: SheetOptions) -> str:
    if options.since is None:
        return "无上期"
    return f"自 {options.since.month}月{options.since.day}日 {options.since:%H:%M} 起"


def _figures(report: DailyReport, last: DailyReport | None, period: _Period) -> list[BigFigure]:
    whole = f"共 {report.tasks.count} 项"

    def was(name: str, otherwise: str = "") -> str:
        if last is None:
            return otherwise
        figure: Figure = getattr(last, name)
        return f"上期 {figure.count}"

    def shown(words: str, name: str, otherwise: str = "", colour: str = "text") -> BigFigure:
        figure: Figure = getattr(report, name)
        return BigFigure(words, str(figure.count), was(name, otherwise), colour, about=name)

    return [
        shown(f"{period.now}完成", "finished", whole),
        shown(f"{period.now}销号", "struck_off", whole),
        shown("新增卡点", "new_problems"),
        shown("已解决卡点", "solved_problems"),
        shown("未解决卡点", "open_problems", "", "red"),
        shown(f"{period.next}到期", "due_next"),
    ]


def _loop_figures(report: DailyReport) -> list[BigFigure]:
    """Returns the four official words, and what discipline asks: who owes a report, where to look again."""
    late = sum(arrear.kind != "today" for arrear in report.owed)
    looks = report.rechecks.count
    return [
        *(
            BigFigure(
                figure.name,
                str(figure.count),
                "项",
                "red" if figure.name == wording.STANDINGS["behind"] else "text",
            )
            for figure in report.standings
        ),
        BigFigure("欠签收反馈", str(late), "项", "red" if late else "text"),
        BigFigure(report.rechecks.name, str(looks), "项"),
    ]


def _lamp(lamp: LampFigure) -> BigFigure:
    change = f"{lamp.change:+d}" if lamp.change else "持平"
    number = str(lamp.now.count)
    return BigFigure(wording.LAMPS[lamp.lamp], number, f"较上期 {change}", lamp=lamp.lamp, about=lamp.lamp)


def _problems(
    report: DailyReport, snapshot: Snapshot, period: _Period, width: float, em: float
) -> list[Block]:
    """Returns the open problems, the new ones first, and those that were solved since."""
    new = set(report.new_problems.ids)
    still = sorted(report.open_problems.ids, key=lambda id: id not in new)
    solved = [id for id in report.solved_problems.ids if id not in still]
    gone = [id for id in report.new_problems.ids if id not in still and id not in solved]
    if not (still or solved or gone):
        return [heading("卡点", em), nothing("没有未解决的卡点", em)]
    rows = [
        _problem(id, snapshot, report.as_of, f"{period.now}新增" if id in new else "")
        for id in (*still, *solved, *gone)
    ]
    note = f"未解决 {len(still)} 个，{period.now}解决 {report.solved_problems.count} 个"
    again = (heading("卡点（续）", em),)
    return [
        heading("卡点", em, note, "red" if still else "accent"),
        *listing(_PROBLEMS, rows, width, em, again),
    ]


def _problem(id: str, snapshot: Snapshot, as_of: date, fresh: str) -> Row:
    problem = snapshot.problems[id]
    promised, is_late = promise_words(problem, as_of)
    held_up = [task for task in snapshot.live_tasks if problem in snapshot.problems_of(task.id)]
    state = Cell(fresh or "未解决", "red") if problem.is_open else Cell("已解决", "text")
    cells = (
        Cell(str(problem.number)), Cell(problem.title), Cell(codes(held_up, 3) or "—"),
        Cell(unit_words(snapshot, problem.solving_unit)), Cell(promised, "red" if is_late else "text", is_late), state,
    )  # fmt: skip
    return Row(cells, id, is_late)


def _instructions(report: DailyReport, snapshot: Snapshot, width: float, em: float) -> list[Block]:
    """Returns what leaders have written, and room for the pen."""
    given = [snapshot.instructions[id] for id in report.instructions]
    if not given:
        return [heading("领导批示", em), lines_to_write(2, em)]
    columns = (
        Column("编号", 6.9, most=2), Column("领导", 5.2, most=2), Column("批示", 5.6, from_ems=44),
        Column("批示内容", share=0.6, most=8), Column("时限", 5.6), Column("办理情况", share=0.4, most=6),
    )  # fmt: skip
    rows = []
    for one in given:
        state = Cell(one.answer)
        if one.is_open:
            late = one.is_late(report.as_of) and one.due_on
            state = (
                Cell(f"超期 {(report.as_of - late).days} 天", "red", True) if late else Cell("待办", "muted")
            )
        rows.append(
            Row(
                (
                    Cell(snapshot.tasks[one.task].code, "muted"), Cell(one.leader, is_bold=True),
                    Cell(short_day(one.given_on)), Cell(one.words), Cell(short_day(one.due_on)), state,
                ),
                one.task,
            )
        )  # fmt: skip
    still = sum(one.is_open for one in given)
    head = heading("领导批示", em, f"{still} 条待办" if still else "均已办理")
    return [head, *listing(columns, rows, width, em), lines_to_write(1, em)]


def _on_duty(snapshot: Snapshot, options: SheetOptions, width: float, em: float) -> list[Block]:
    """Returns who is on duty, with room for the pen where no roster has been made."""
    posts = on_duty(snapshot, options.as_of, options.masking)
    if not posts:
        return [heading("今日值班", em), to_fill_in(("带班领导", "值班员", "电话"), em)]
    columns = (
        Column("岗位", 8.0, most=2),
        Column("值班人员", share=0.6, most=4),
        Column("电话", share=0.4, most=4, from_ems=44),
    )
    rows = [
        Row(
            (
                Cell(post.title, is_bold=True), Cell(post.names, "red" if post.is_short else "text", post.is_short),
                Cell("" if options.masking == "all" else post.phones, "muted"),
            ),
            post.post,
        )
        for post in posts
    ]  # fmt: skip
    return [heading("今日值班", em), *listing(columns, rows, width, em)]


def _ranking(report: DailyReport, width: float, em: float) -> list[Block]:
    ranks = report.ranking
    if not ranks.ranked:
        return []

    def rows(ranked: Sequence[Ranked], colour: str) -> list[Row]:
        return [
            Row(
                (
                    Cell(str(one.place), colour, True), Cell(leader_words(one.action), is_bold=True),
                    Cell(action_words(one.action)), Cell(percent_words(one.progress)), Cell(points(one.deviation)),
                    Cell(str(one.struck_off)), Cell(one.score_words, is_bold=True),
                ),
                one.action.id,
            )
            for one in ranked
        ]  # fmt: skip

    best, worst = rows(ranks.best, "accent"), rows(ranks.worst, "text")
    blocks: list[Block] = []
    for title, shown in (("专项排名　前三", best), ("专项排名　后三", worst)):
        if shown:
            blocks.append(heading(title, em, "" if blocks else ranks.rule.words))
            blocks += listing(_RANKS, shown, width, em, alike=(*best, *worst))
    return blocks or [heading("专项排名", em, ranks.rule.words), nothing("得分并列，不分先后", em)]
