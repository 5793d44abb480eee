"""总作战图: the whole campaign on one wall, every action a column, every task a card."""

from __future__ import annotations

from collections import Counter
from datetime import date

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import LampScheme
from battlemap.domain.judging.progress import percent_words
from battlemap.domain.judging.standing import standing_counts
from battlemap.domain.kinds.task import LANES
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card import Card
from battlemap.layout.column_head import Tally
from battlemap.layout.overview import OverviewFacts, overview_pages
from battlemap.layout.overview_summary import Chart, LampCount, SummaryFacts
from battlemap.layout.scene import Scene
from battlemap.layout.strip_face import StripFacts
from battlemap.sheets.alert_frame import framed_in_red
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.frame_facts import band_facts, footer_words, security_words
from battlemap.sheets.framing import sheet_card
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("overview")


def overview(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the overview; every task that the options hold stands on exactly one of them."""
    pages = overview_pages(overview_facts(snapshot, options), options.paper)
    return framed_in_red(pages, snapshot, options)


def overview_facts(snapshot: Snapshot, options: SheetOptions) -> OverviewFacts:
    """Returns what the chart tells, without any place."""
    columns = [action for action in snapshot.columns if not options.actions or action.id in options.actions]
    cards = tuple(
        tuple(_cards(snapshot, snapshot.cell(action.id, lane), options) for lane in LANES)
        for action in columns
    )
    heads = tuple(
        Tally(card for cell in cells for card in cell).head(action, snapshot.unit_label(action.lead_unit))
        for action, cells in zip(columns, cards, strict=True)
    )
    shown = [card for cells in cards for cell in cells for card in cell]
    return OverviewFacts(
        campaign=snapshot.campaign,
        band=band_facts(snapshot, options, TITLE),
        heads=heads,
        cards=cards,
        summary=_summary(shown, snapshot, options),
        strip=_strip(snapshot, shown, options.as_of),
        footer=footer_words(snapshot, options, NUMBER),
        security=security_words(snapshot, options),
        chart=_chart(snapshot, options),
    )


def _cards(snapshot: Snapshot, ids: tuple[str, ...], options: SheetOptions) -> tuple[Card, ...]:
    cards = []
    for id in ids:
        task = snapshot.tasks[id]
        card = sheet_card(snapshot, task, options)
        if id in options.driven:
            card = attrs.evolve(card, title=f"{card.title}（{options.driven[id]}）")
        if options.holds(task, card.lamp):
            cards.append(card)
    return tuple(cards)


def _summary(cards: list[Card], snapshot: Snapshot, options: SheetOptions) -> SummaryFacts:
    lanes = Counter(card.lane for card in cards)
    lamps = Counter(card.lamp for card in cards)
    blocked = sum(card.blocked is not None for card in cards)
    counts = [
        ("任务", len(cards)),
        *((wording.LANES[lane], lanes[lane]) for lane in LANES),
        ("卡点", blocked),
    ]
    scheme = snapshot.scheme
    rules = _rules(scheme)
    shown = [*scheme.lamps, *(lamp for lamp in lamps if lamp not in scheme.lamps)]
    counted = tuple(LampCount(lamp, lamps[lamp], rules.get(lamp, "人工亮灯")) for lamp in shown)
    if not cards:
        return SummaryFacts("—", "", "尚无任务", False, tuple(counts), counted)
    progress = sum(card.progress for card in cards) / len(cards)
    expected = sum(card.time_progress for card in cards) / len(cards)
    newest = options.progress_course[-1] if options.progress_course and not options.is_filtered else None
    if newest is not None and newest.day == options.as_of and newest.tasks == len(cards):
        # unrounded, so that figure and curve say the same
        progress, expected = newest.progress, newest.time_progress
    gap = round(round(progress, 1) - round(expected, 1), 1)
    judgement = "与序时持平" if gap == 0 else f"{'超前' if gap > 0 else '落后'}序时 {abs(gap):.1f} 个百分点"
    tasks = [snapshot.tasks[card.id] for card in cards]
    judgement += f"；{standing_counts((task, snapshot.judge(task, options.as_of)) for task in tasks)}"
    return SummaryFacts(
        percent_words(progress), percent_words(expected), judgement, gap < -10, tuple(counts), counted
    )


def _rules(scheme: LampScheme) -> dict[str, str]:
    """Returns for each lamp of the scheme when it is shown, in words."""
    rules = {
        "red": f"超期未完成，或低于序时 {-scheme.red_below} 个百分点以上，或卡点已提交总指挥，或反弹",
        "yellow": f"低于序时 {-scheme.yellow_at} 个百分点及以上，或剩 {scheme.warn_working_days} 个工作日以内，"
        "或未按时签收、反馈",
        scheme.good: f"达到序时进度，或低于不足 {-scheme.yellow_at} 个百分点；已办结、已销号",
        "grey": "未到启动时间",
    }
    if scheme.black_after is not None:
        rules["black"] = f"超期 {scheme.black_after} 个工作日以上"
    return rules


def _strip(snapshot: Snapshot, cards: list[Card], as_of: date) -> StripFacts:
    """Returns the facts of the timeline: open tasks by the day on which they are judged, those finished in time by theirs."""
    due: Counter[date] = Counter()
    praised: Counter[date] = Counter()
    for card in cards:
        task = snapshot.tasks[card.id]
        day, finished = task.judged_due_on, task.finished_on or task.struck_off_on
        if day is not None and card.lane in ("waiting", "moving"):
            due[day] += 1
        elif day is not None and task.is_finished and finished is not None and finished <= day:
            praised[finished] += 1
    periods = tuple(period for period in snapshot.periods.values() if not period.deleted)
    return StripFacts(as_of, snapshot.calendar, periods, due, praised=praised)


def _chart(snapshot: Snapshot, options: SheetOptions) -> Chart | None:
    if not options.progress_course:
        return None
    campaign = snapshot.campaign

    def draw(width: float, height: float, em: float) -> bytes:
        from battlemap.charts.progress import progress_svg

        return progress_svg(
            options.progress_course, campaign.starts_on, campaign.ends_on, options.theme, width, height, em
        )

    return draw
