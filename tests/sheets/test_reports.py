"""战报, 周通报 and 亮灯通报: the red tasks with reasons, the open 卡点, next week's words, one list per unit."""

from __future__ import annotations

from datetime import timedelta

import attrs

from battlemap.domain.snapshot import Snapshot
from battlemap.layout.scene import Scene
from battlemap.sheets.daily import daily, report_of, weekly
from battlemap.sheets.duties import duties
from battlemap.sheets.lamps import lamps
from battlemap.sheets.options import SheetOptions
from tests.sheets.campaigns import campaign
from tests.sheets.test_every_sheet import NOON, compared, moved_on, options

BEFORE = campaign(60)
AFTER = moved_on(BEFORE, 3)


def chosen() -> SheetOptions:
    return compared(BEFORE, options("A3", "portrait"))


def words(pages: tuple[Scene, ...]) -> str:
    return "\n".join("".join(text.lines) for page in pages for text in page.texts())


def edges(pages: tuple[Scene, ...], title: str) -> set[float]:
    return {round(text.rect.x, 3) for page in pages for text in page.texts() if text.lines == (title,)}


def test_the_daily_report_lists_every_red_task_with_its_reason_and_every_open_problem() -> None:
    pages = daily(AFTER, chosen())
    about: dict[str, set[str]] = {}
    for page in pages:
        for text in page.texts():
            if text.about:
                about.setdefault(text.about, set()).add("".join(text.lines))
    report = report_of(AFTER, chosen())
    assert report.red and report.open_problems.count
    for id in report.red:
        verdict = AFTER.judge(AFTER.tasks[id], NOON.date())
        assert verdict.words in about[id]
    for id in report.open_problems.ids:
        assert AFTER.problems[id].title in about[id]


def test_columns_of_the_same_name_stand_under_each_other() -> None:
    for pages in (
        daily(AFTER, chosen()),
        weekly(AFTER, chosen()),
        lamps(AFTER, chosen()),
        duties(AFTER, chosen()),
    ):
        for title in ("任务", "责任单位·责任人", "亮灯", "原因", "亮灯原因"):
            assert len(edges(pages, title)) <= 1, title


def test_the_weekly_bulletin_speaks_of_weeks_only_and_looks_a_week_ahead() -> None:
    printed = words(weekly(AFTER, chosen()))
    assert "本周战况" in printed and "下周到期" in printed
    for leftover in ("今日", "明日", "值班"):
        assert leftover not in printed
    report = report_of(AFTER, attrs.evolve(chosen(), looks_ahead=timedelta(7)))
    due = {
        task.id
        for task in AFTER.live_tasks
        if not task.is_finished
        and task.judged_due_on
        and timedelta(0) < task.judged_due_on - NOON.date() <= timedelta(7)
    }
    assert set(report.due_next.ids) == due
    assert report.due_next.name == "下周到期"
    assert report_of(AFTER, chosen()).due_next.name == "明日到期"


def test_the_bulletin_of_lamps_is_grouped_by_the_unit_that_answers_and_red_rows_are_red() -> None:
    pages = lamps(AFTER, options("A0"))
    (page,) = pages
    rows = {
        text.about: text
        for text in page.texts()
        if text.about in AFTER.tasks and "".join(text.lines) == AFTER.tasks[text.about].title
    }
    lit = {task.id: AFTER.judge(task, NOON.date()).lamp for task in AFTER.live_tasks}
    for id, text in rows.items():
        assert (text.colour == "red") == (lit[str(id)] == "red")
    units = [AFTER.tasks[str(id)].responsible_unit for id in sorted(rows, key=lambda id: rows[id].rect.y)]
    runs = [unit for n, unit in enumerate(units) if not n or units[n - 1] != unit]
    assert len(runs) == len(set(runs))


def test_a_page_of_duties_may_begin_anywhere_for_names_are_repeated() -> None:
    assert "〃" not in words(
        duties(Snapshot.of([(t, r) for t, held in AFTER.rows.items() for r in held.values()]), chosen())
    )
