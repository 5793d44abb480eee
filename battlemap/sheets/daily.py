"""每日战报 and 周通报: what became of the campaign since the last edition, on one poster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import points
from battlemap.domain.judging.progress import percent_words
from battlemap.domain.judging.ranking import Ranked, ranking_rule
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.daily_report import DailyReport, Figure, LampChange, LampFigure, daily_report
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.layout.writing_lines import lines_to_write, to_fill_in
from battlemap.sheets.framing import action_words, due_words, frame, leader_words, short_day, who_words
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "daily", "每日战报", "图三"
PURPOSE = "今日完成与销号、问题、亮灯变化及原因、明日到期、排名；与上期比较"
WEEKLY_NAME, WEEKLY_TITLE, WEEKLY_NUMBER = "weekly", "周通报", "图四"
WEEKLY_PURPOSE = "一周完成与销号、问题、亮灯变化及原因、下周初到期、排名；与上周比较"
#: How far the report looks back where no edition came before.
DAY: Final = timedelta(1)
WEEK: Final = timedelta(7)


@attrs.frozen
class _Period:
    """How a report calls its time: 「今日」 and 「较上期」."""

    now: str
    than: str
    title: str
    number: str


_DAY: Final = _Period("今日", "较上期", TITLE, NUMBER)
_WEEK: Final = _Period("本周", "较上期", WEEKLY_TITLE, WEEKLY_NUMBER)


def daily(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the daily report; every change since is on one of them."""
    return _pages(snapshot, options, _DAY)


def weekly(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the weekly bulletin."""
    return _pages(snapshot, options, _WEEK)


def report_of(snapshot: Snapshot, options: SheetOptions) -> DailyReport:
    """Returns the figures of the report; without an earlier moment, nothing has changed since today."""
    before = options.before or snapshot
    before_on = options.since.date() if options.since else options.as_of
    return daily_report(before, before_on, snapshot, options.as_of, ranking_rule(options.ranking_rule))


def _pages(snapshot: Snapshot, options: SheetOptions, period: _Period) -> tuple[Scene, ...]:
    told = report_of(snapshot, options)

    def blocks(width: float, em: float) -> list[Block]:
        return _blocks(told, snapshot, options, period, width, em)

    return framed_pages(frame(snapshot, options, period.title, period.number), blocks, options.paper)


def _blocks(
    told: DailyReport, snapshot: Snapshot, options: SheetOptions, period: _Period, width: float, em: float
) -> list[Block]:
    done = [*told.finished.ids, *(id for id in told.struck_off.ids if id not in told.finished.ids)]
    blocks = [
        heading(f"{period.now}战况", em, _since(options)),
        *figures(_figures(told, options.last_report, period), width, em),
        *figures([_lamp(lamp, period) for lamp in told.lamps], width, em),
        heading("新亮红灯", em, f"{len(told.newly_red)} 项", "red"),
        *_changes(told.newly_red, snapshot, options, width, em, "没有新亮红灯的任务"),
    ]
    others = [change for change in told.lamp_changes if change not in told.newly_red]
    if others:
        blocks += [heading("其他亮灯变化", em, f"{len(others)} 项")]
        blocks += _changes(others, snapshot, options, width, em, "")
    if done:
        blocks += [
            heading(
                f"{period.now}完成、销号",
                em,
                f"完成 {told.finished.count} 项，销号 {told.struck_off.count} 项",
            )
        ]
        blocks += _tasks(done, snapshot, options, width, em)
    when = short_day(told.as_of + timedelta(1))
    if told.due_until > told.as_of + timedelta(1):
        when += f"至{short_day(told.due_until)}"
    blocks += [heading("明日到期", em, f"{when}，{told.due_next.count} 项")]
    blocks += (
        _tasks(told.due_next.ids, snapshot, options, width, em)
        if told.due_next.count
        else [nothing("没有到期的任务", em)]
    )
    blocks += _problems(told, snapshot, period, width, em)
    blocks += _ranking(told, width, em)
    blocks += _instructions(told, snapshot, width, em)
    blocks += [heading("今日值班", em), to_fill_in(("带班领导", "值班员", "电话"), em)]
    return blocks


def _since(options: SheetOptions) -> str:
    if options.since is None:
        return "无上期"
    return f"自 {options.since.month}月{options.since.day}日 {options.since:%H:%M} 起"


def _figures(told: DailyReport, last: DailyReport | None, period: _Period) -> list[BigFigure]:
    whole = f"共 {told.tasks.count} 项"

    def was(name: str, otherwise: str = "") -> str:
        if last is None:
            return otherwise
        figure: Figure = getattr(last, name)
        return f"上期 {figure.count}"

    return [
        BigFigure(
            f"{period.now}完成", str(told.finished.count), was("finished", whole), "accent",
            about="finished",
        ),
        BigFigure(
            f"{period.now}销号", str(told.struck_off.count), was("struck_off", whole), "accent",
            about="struck_off",
        ),
        BigFigure("新增问题", str(told.new_problems.count), was("new_problems"), about="new_problems"),
        BigFigure(
            "已解决问题", str(told.solved_problems.count), was("solved_problems"), about="solved_problems"
        ),
        BigFigure(
            "未解决问题", str(told.open_problems.count), was("open_problems"),
            "red" if told.open_problems.count else "text", about="open_problems",
        ),
        BigFigure("明日到期", str(told.due_next.count), was("due_next"), about="due_next"),
    ]  # fmt: skip


def _lamp(lamp: LampFigure, period: _Period) -> BigFigure:
    change = f"{lamp.change:+d}" if lamp.change else "持平"
    return BigFigure(
        wording.LAMPS[lamp.lamp],
        str(lamp.now.count),
        f"{period.than} {change}",
        lamp=lamp.lamp,
        about=lamp.lamp,
    )


def _changes(
    changes: Sequence[LampChange],
    snapshot: Snapshot,
    options: SheetOptions,
    width: float,
    em: float,
    empty: str,
) -> list[Block]:
    if not changes:
        return [nothing(empty, em)]
    columns = (
        Column("编号", 6.9, most=2), Column("任务", share=0.46, most=5), Column("亮灯", 4.8),
        Column("上期", 4.8, from_ems=44), Column("原因", share=0.34, most=4),
        Column("责任单位·责任人", share=0.2, from_ems=54),
    )  # fmt: skip
    rows = []
    for change in changes:
        task = snapshot.tasks[change.task]
        was = Cell(lamp=change.before) if change.before else Cell("新增", "muted")
        rows.append(
            Row(
                (
                    Cell(task.code, "muted"), Cell(task.title), Cell(lamp=change.after), was, Cell(change.words),
                    Cell(who_words(snapshot, task, options), "muted"),
                ),
                task.id,
            )
        )  # fmt: skip
    return listing(columns, rows, width, em)


def _tasks(
    ids: Sequence[str], snapshot: Snapshot, options: SheetOptions, width: float, em: float
) -> list[Block]:
    columns = (
        Column("编号", 6.9, most=2), Column("任务", share=0.6, most=5), Column("状态", 4.0), Column("时限", 5.4),
        Column("进度", 4.6, from_ems=44), Column("责任单位·责任人", share=0.25, from_ems=54),
    )  # fmt: skip
    rows = []
    for id in ids:
        task = snapshot.tasks[id]
        rows.append(
            Row(
                (
                    Cell(task.code, "muted"), Cell(task.title), Cell(wording.LANES[task.lane]), Cell(due_words(task)),
                    Cell(f"{task.progress}%"), Cell(who_words(snapshot, task, options), "muted"),
                ),
                task.id,
            )
        )  # fmt: skip
    return listing(columns, rows, width, em)


def _problems(told: DailyReport, snapshot: Snapshot, period: _Period, width: float, em: float) -> list[Block]:
    ids = [
        *told.new_problems.ids,
        *(id for id in told.solved_problems.ids if id not in told.new_problems.ids),
    ]
    if not ids:
        return []
    columns = (
        Column("号", 2.6), Column("问题", share=0.6, most=5), Column("分类", 3.4, from_ems=40),
        Column("解决单位", share=0.22), Column("承诺", 5.4), Column("情况", 4.4),
    )  # fmt: skip
    rows = []
    for id in ids:
        problem = snapshot.problems[id]
        state = Cell("未解决", "red") if problem.is_open else Cell("已解决", "accent")
        rows.append(
            Row(
                (
                    Cell(str(problem.number)), Cell(problem.title), Cell(wording.PROBLEM_KINDS[problem.kind]),
                    Cell(snapshot.unit_label(problem.solving_unit) or wording.UNASSIGNED),
                    Cell(short_day(problem.promised_on)), state,
                ),
                problem.id,
            )
        )  # fmt: skip
    return [heading(f"{period.now}问题", em), *listing(columns, rows, width, em)]


def _instructions(told: DailyReport, snapshot: Snapshot, width: float, em: float) -> list[Block]:
    """Returns what leaders have written, and room for the pen."""
    found = [snapshot.instructions[id] for id in told.instructions]
    if not found:
        return [heading("领导批示", em), lines_to_write(2, em)]
    columns = (
        Column("编号", 6.9, most=2), Column("领导", 5.2, most=2), Column("批示", 5.4, from_ems=44),
        Column("批示内容", share=0.6, most=8), Column("时限", 5.4), Column("办理情况", share=0.4, most=6),
    )  # fmt: skip
    rows = []
    for one in found:
        state = Cell(one.answer)
        if one.is_open:
            late = one.is_late(told.as_of) and one.due_on
            state = (
                Cell(f"超期 {(told.as_of - late).days} 天", "red", True) if late else Cell("待办", "muted")
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
    still = sum(one.is_open for one in found)
    head = heading("领导批示", em, f"{still} 条待办" if still else "均已办理")
    return [head, *listing(columns, rows, width, em), lines_to_write(1, em)]


def _ranking(told: DailyReport, width: float, em: float) -> list[Block]:
    ranks = told.ranking
    if not ranks.ranked:
        return []
    columns = (
        Column("位次", 3.2), Column("专项", share=0.5, most=2), Column("牵头领导", share=0.3, most=2),
        Column("进度", 4.2), Column("偏差", 4.6), Column("销号", 3.2), Column("得分", 4.0),
    )  # fmt: skip

    def rows(ranked: Sequence[Ranked], colour: str) -> list[Row]:
        return [
            Row(
                (
                    Cell(str(one.place), colour, True), Cell(action_words(one.action), is_bold=True),
                    Cell(leader_words(one.action)), Cell(percent_words(one.progress)), Cell(points(one.deviation)),
                    Cell(str(one.struck_off)), Cell(one.score_words, is_bold=True),
                ),
                one.action.id,
            )
            for one in ranked
        ]  # fmt: skip

    blocks = [heading("专项排名　前三", em, ranks.rule.words)]
    blocks += listing(columns, rows(ranks.best, "accent"), width, em)
    if ranks.worst:
        blocks += [heading("专项排名　后三", em), *listing(columns, rows(ranks.worst, "red"), width, em)]
    return blocks
