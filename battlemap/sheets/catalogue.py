"""The catalogue of wall charts: one line per sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import attrs

from battlemap.domain.chinese_number import chinese_number
from battlemap.domain.kinds.catalogue import CATALOGUE as KINDS
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound
from battlemap.layout.scene import Scene
from battlemap.sheets import (
    action,
    agenda,
    arrears,
    ban_procedure,
    batch,
    cards,
    changes,
    clauses,
    countdown,
    daily,
    deployment,
    drill_form,
    duties,
    duty_log,
    duty_roster,
    emphasis,
    gaps,
    hazards,
    inspections,
    kpi_letters,
    kpi_tree,
    lamps,
    listed,
    money,
    operation,
    orders,
    overview,
    picture_map,
    places,
    problems,
    publicity,
    ranks,
    risk,
    risk_papers,
    series_wall,
    submissions,
    timeline,
    trends,
)
from battlemap.sheets.options import SheetOptions


@attrs.frozen
class Sheet:
    """A wall chart: how it is called on the command line and on screen, what it is for, and who draws its pages.

    `paper` is what it is usually printed on; `looks_back` how far its report reaches where no edition came before,
    `looks_ahead` for how long it says what will be due (None: the next working day);
    `follows` the name of the sheet with whose posted version it compares; `draws_course` that it wants the trends;
    `draws_progress` that it wants the curve of progress;
    `draws_maps` that it wants the pictures of the plates; `has_time_axis` that front line, baseline and trimmed months can be chosen.
    """

    name: str
    title: str
    number: str
    purpose: str
    pages: Callable[[Snapshot, SheetOptions], tuple[Scene, ...]]
    paper: str = "A0"
    looks_back: timedelta | None = None
    looks_ahead: timedelta | None = None
    follows: str = ""
    draws_course: bool = False
    draws_progress: bool = False
    has_time_axis: bool = False
    draws_maps: bool = False


CHARTS: Final[tuple[Sheet, ...]] = (
    Sheet(
        overview.NAME,
        overview.TITLE,
        overview.NUMBER,
        overview.PURPOSE,
        overview.overview,
        draws_progress=True,
    ),
    Sheet(timeline.NAME, timeline.TITLE, timeline.NUMBER, timeline.PURPOSE, timeline.timeline, has_time_axis=True),
    Sheet(daily.NAME, daily.TITLE, daily.NUMBER, daily.PURPOSE, daily.daily, "A3-portrait", daily.DAY),
    Sheet(
        daily.WEEKLY_NAME, daily.WEEKLY_TITLE, daily.WEEKLY_NUMBER, daily.WEEKLY_PURPOSE, daily.weekly, "A3-portrait",
        daily.WEEK, daily.WEEK,
    ),
    Sheet(lamps.NAME, lamps.TITLE, lamps.NUMBER, lamps.PURPOSE, lamps.lamps, "A3"),
    Sheet(duties.NAME, duties.TITLE, duties.NUMBER, duties.PURPOSE, duties.duties, "A3-portrait"),
    Sheet(problems.NAME, problems.TITLE, problems.NUMBER, problems.PURPOSE, problems.problems, "A3"),
    Sheet(action.NAME, action.TITLE, action.NUMBER, action.PURPOSE, action.action, "A3"),
    Sheet(ranks.NAME, ranks.TITLE, ranks.NUMBER, ranks.PURPOSE, ranks.ranks, "A3"),
    Sheet(countdown.NAME, countdown.TITLE, countdown.NUMBER, countdown.PURPOSE, countdown.countdown, "A3"),
    Sheet(cards.NAME, cards.TITLE, cards.NUMBER, cards.PURPOSE, cards.cards, "A4-portrait"),
    Sheet(
        changes.NAME, changes.TITLE, changes.NUMBER, changes.PURPOSE, changes.changes, "A4-portrait",
        follows=overview.NAME,
    ),
    Sheet(orders.NAME, orders.TITLE, orders.NUMBER, orders.PURPOSE, orders.orders, "A3"),
    Sheet(arrears.NAME, arrears.TITLE, arrears.NUMBER, arrears.PURPOSE, arrears.arrears_sheet, "A3"),
    Sheet(batch.NAME, batch.TITLE, batch.NUMBER, batch.PURPOSE, batch.batch, "A3"),
    Sheet(agenda.NAME, agenda.TITLE, agenda.NUMBER, agenda.PURPOSE, agenda.agenda_sheet, "A4-portrait"),
    Sheet(agenda.POCKET_NAME, agenda.POCKET_TITLE, agenda.POCKET_NUMBER, agenda.POCKET_PURPOSE, agenda.pocket, "A5-portrait"),
    Sheet(agenda.SIGN_NAME, agenda.SIGN_TITLE, agenda.SIGN_NUMBER, agenda.SIGN_PURPOSE, agenda.sign_in, "A4-portrait"),
    Sheet(deployment.NAME, deployment.TITLE, deployment.NUMBER, deployment.PURPOSE, deployment.deployment, "A2"),
    Sheet(publicity.NAME, publicity.TITLE, publicity.NUMBER, publicity.PURPOSE, publicity.publicity, "A3"),
    Sheet(
        submissions.NAME, submissions.TITLE, submissions.NUMBER, submissions.PURPOSE, submissions.submissions_sheet,
        "A4-portrait",
    ),
    Sheet(operation.NAME, operation.TITLE, operation.NUMBER, operation.PURPOSE, operation.operation, "A3"),
    Sheet(series_wall.NAME, series_wall.TITLE, series_wall.NUMBER, series_wall.PURPOSE, series_wall.series_wall, "A3"),
    Sheet(places.NAME, places.TITLE, places.NUMBER, places.PURPOSE, places.places, "A3"),
    Sheet(gaps.NAME, gaps.TITLE, gaps.NUMBER, gaps.PURPOSE, gaps.gaps_chart, "A3"),
    Sheet(gaps.LIST_NAME, gaps.LIST_TITLE, gaps.LIST_NUMBER, gaps.LIST_PURPOSE, gaps.shortfalls, "A3"),
    Sheet(kpi_tree.NAME, kpi_tree.TITLE, kpi_tree.NUMBER, kpi_tree.PURPOSE, kpi_tree.kpi_tree, "A1"),
    Sheet(kpi_letters.NAME, kpi_letters.TITLE, kpi_letters.NUMBER, kpi_letters.PURPOSE, kpi_letters.letters, "A4-portrait"),
    Sheet(
        kpi_letters.POSTS_NAME, kpi_letters.POSTS_TITLE, kpi_letters.POSTS_NUMBER, kpi_letters.POSTS_PURPOSE,
        kpi_letters.posts, "A4-portrait",
    ),
    Sheet(
        kpi_letters.SCORES_NAME, kpi_letters.SCORES_TITLE, kpi_letters.SCORES_NUMBER, kpi_letters.SCORES_PURPOSE,
        kpi_letters.scores, "A3",
    ),
    Sheet(emphasis.NAME, emphasis.TITLE, emphasis.NUMBER, emphasis.PURPOSE, emphasis.emphasis, "A3"),
    Sheet(clauses.NAME, clauses.TITLE, clauses.NUMBER, clauses.PURPOSE, clauses.clauses, "A3"),
    Sheet(money.NAME, money.TITLE, money.NUMBER, money.PURPOSE, money.money, "A3"),
    Sheet(trends.NAME, trends.TITLE, trends.NUMBER, trends.PURPOSE, trends.trends, "A3", draws_course=True),
    Sheet(
        duty_roster.NAME, duty_roster.TITLE, duty_roster.NUMBER, duty_roster.PURPOSE, duty_roster.roster, "A3-portrait",
    ),
    Sheet(
        duty_roster.FAIR_NAME, duty_roster.FAIR_TITLE, duty_roster.FAIR_NUMBER, duty_roster.FAIR_PURPOSE, duty_roster.fair,
        "A4-portrait",
    ),
    Sheet(duty_log.NAME, duty_log.TITLE, duty_log.NUMBER, duty_log.PURPOSE, duty_log.handovers, "A4"),
    Sheet(
        duty_log.REPORT_NAME, duty_log.REPORT_TITLE, duty_log.REPORT_NUMBER, duty_log.REPORT_PURPOSE, duty_log.reports,
        "A4-portrait",
    ),
    Sheet(
        ban_procedure.NAME, ban_procedure.TITLE, ban_procedure.NUMBER, ban_procedure.PURPOSE, ban_procedure.procedure, "A4",
    ),
    Sheet(risk.NAME, risk.TITLE, risk.NUMBER, risk.PURPOSE, risk.matrix, "A3"),
    Sheet(risk.LIST_NAME, risk.LIST_TITLE, risk.LIST_NUMBER, risk.LIST_PURPOSE, risk.register, "A3"),
    Sheet(hazards.NAME, hazards.TITLE, hazards.NUMBER, hazards.PURPOSE, hazards.report, "A3"),
    Sheet(hazards.LIST_NAME, hazards.LIST_TITLE, hazards.LIST_NUMBER, hazards.LIST_PURPOSE, hazards.register, "A3"),
    Sheet(inspections.NAME, inspections.TITLE, inspections.NUMBER, inspections.PURPOSE, inspections.plan, "A3"),
    Sheet(
        inspections.CALENDAR_NAME, inspections.CALENDAR_TITLE, inspections.CALENDAR_NUMBER, inspections.CALENDAR_PURPOSE,
        inspections.months, "A3",
    ),
    Sheet(drill_form.NAME, drill_form.TITLE, drill_form.NUMBER, drill_form.PURPOSE, drill_form.forms, "A4-portrait"),
    Sheet(
        risk_papers.PUBLIC_NAME, risk_papers.PUBLIC_TITLE, risk_papers.PUBLIC_NUMBER, risk_papers.PUBLIC_PURPOSE,
        risk_papers.publicity, "A3",
    ),
    Sheet(
        risk_papers.SIGNAL_NAME, risk_papers.SIGNAL_TITLE, risk_papers.SIGNAL_NUMBER, risk_papers.SIGNAL_PURPOSE,
        risk_papers.signals, "A3",
    ),
    Sheet(
        risk_papers.DEBT_NAME, risk_papers.DEBT_TITLE, risk_papers.DEBT_NUMBER, risk_papers.DEBT_PURPOSE, risk_papers.debts,
        "A3",
    ),
    Sheet(
        risk_papers.SITE_NAME, risk_papers.SITE_TITLE, risk_papers.SITE_NUMBER, risk_papers.SITE_PURPOSE,         risk_papers.sites,
        "A3",
    ),
    Sheet(risk_papers.BAN_NAME, risk_papers.BAN_TITLE, risk_papers.BAN_NUMBER, risk_papers.BAN_PURPOSE, risk_papers.bans, "A3"),
    Sheet(
        picture_map.RISK_NAME, picture_map.RISK_TITLE, picture_map.RISK_NUMBER, picture_map.RISK_PURPOSE,
        picture_map.risk_map, "A3", draws_maps=True,
    ),
    Sheet(
        picture_map.NAME, picture_map.TITLE, picture_map.NUMBER, picture_map.PURPOSE, picture_map.picture_map, "A3",
        draws_maps=True,
    ),
)  # fmt: skip
#: A list of every kind of thing that has no chart of its own.
LISTS: Final[tuple[Sheet, ...]] = tuple(
    Sheet(
        kind.table.replace("_", "-"),
        listed.title_of(kind),
        f"表{chinese_number(place)}",
        f"{kind.noun}逐条列出，按战况板的次序；属于任务的跟着任务筛选",
        listed.listed(kind, f"表{chinese_number(place)}"),
        "A3",
    )
    for place, kind in enumerate((kind for kind in KINDS if kind.is_printed), 1)
)
CATALOGUE: Final = CHARTS + LISTS


#: Group of sheets → how their 图号 begin; what begins otherwise hangs on the wall every day.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "督办与会议": ("图二十", "图五十"),
    "运行与考核": ("图三十", "图四十"),
    "值守与地图": ("勤",),
    "清单": ("表",),
}
WALL: Final = "上墙图"


def group_of(entry: Sheet) -> str:
    """Returns the group in which people look for a sheet, by its 图号."""
    return next((name for name, heads in GROUPS.items() if entry.number.startswith(heads)), WALL)


def sheet(name: str) -> Sheet:
    """Returns the sheet of that name or title; raises NotFound and names the known ones."""
    for entry in CATALOGUE:
        if name.strip() in (entry.name, entry.title):
            return entry
    names = "、".join(f"{entry.name}（{entry.title}）" for entry in CATALOGUE)
    raise NotFound(f"没有“{name}”这张图。可用：{names}。")
