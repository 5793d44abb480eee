"""总作战图: the whole campaign on one wall, every action a column, every task a card."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import attrs

from battlemap import wording
from battlemap.domain.lamp import LampScheme
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.task import LANES
from battlemap.layout.card import Card, card_of
from battlemap.layout.column_head import column_head
from battlemap.layout.overview import OverviewFacts, overview_pages
from battlemap.layout.overview_frame import BandFacts
from battlemap.layout.overview_summary import Chart, LampCount, SummaryFacts
from battlemap.layout.scene import Scene
from battlemap.layout.strip_face import StripFacts
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "overview", "总作战图", "图一"
PURPOSE = "全部专项和任务一张图：领导、进度、亮灯、时间轴、完成与序时曲线"


def overview(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the overview; every task that the options hold stands on exactly one of them."""
    return overview_pages(overview_facts(snapshot, options), options.paper)


def overview_facts(snapshot: Snapshot, options: SheetOptions) -> OverviewFacts:
    """Returns what the chart tells, without any place."""
    columns = [action for action in snapshot.columns if not options.actions or action.id in options.actions]
    cards = tuple(
        tuple(_cards(snapshot, snapshot.cell(action.id, lane), options) for lane in LANES)
        for action in columns
    )
    heads = tuple(
        column_head(action, [card for cell in cells for card in cell], snapshot.unit_label(action.lead_unit))
        for action, cells in zip(columns, cards, strict=True)
    )
    shown = [card for cells in cards for cell in cells for card in cell]
    return OverviewFacts(
        campaign=snapshot.campaign,
        band=_band(snapshot, options),
        heads=heads,
        cards=cards,
        summary=_summary(shown, snapshot.scheme, options),
        strip=_strip(snapshot, shown, options.as_of),
        footer=_footer(snapshot, options),
        security=snapshot.campaign.security,
        chart=_chart(snapshot, options),
    )


def _cards(snapshot: Snapshot, ids: tuple[str, ...], options: SheetOptions) -> tuple[Card, ...]:
    cards = []
    for id in ids:
        task = snapshot.tasks[id]
        card = card_of(snapshot, task, options.as_of)
        if options.holds(task, card.lamp):
            cards.append(attrs.evolve(card, owner=_masked(card.owner)) if options.masks_names else card)
    return tuple(cards)


def _masked(name: str) -> str:
    """Returns 张某某 for 张三丰: the surname alone is shown."""
    return name[:1] + "某" * max(1, len(name) - 1) if name else ""


def _band(snapshot: Snapshot, options: SheetOptions) -> BandFacts:
    campaign, as_of = snapshot.campaign, options.as_of
    title = campaign.title if campaign.title.endswith("图") else f"{campaign.title}{TITLE}"
    if options.is_past:
        title += f"（{_day(as_of)}）"
    period = f"{_day(campaign.starts_on)}至{_day(campaign.ends_on)}"
    number = campaign.campaign_day(as_of)
    if number < 1:
        day = ("距启动", str(1 - number), "天")
    elif as_of > campaign.ends_on:
        day = ("攻坚", str(campaign.day_count), "天")
    else:
        day = ("攻坚第", str(number), "天")
    if as_of > campaign.ends_on:
        left, note = ("", "已收官", ""), f"{_day(campaign.ends_on)}收官"
    else:
        first = max(as_of + timedelta(1), campaign.starts_on)
        working = snapshot.calendar.working_days(first, campaign.ends_on)
        left, note = ("剩", str((campaign.ends_on - first).days + 1), "天"), f"其中工作日 {working} 天"
    return BandFacts(title, campaign.slogan, day, period, left, note)


def _summary(cards: list[Card], scheme: LampScheme, options: SheetOptions) -> SummaryFacts:
    lanes = Counter(card.lane for card in cards)
    lamps = Counter(card.lamp for card in cards)
    blocked = sum(card.blocked is not None for card in cards)
    counts = [
        ("任务", len(cards)),
        *((wording.LANES[lane], lanes[lane]) for lane in LANES),
        ("卡点", blocked),
    ]
    rules = _rules(scheme)
    known = [*scheme.lamps, *(lamp for lamp in lamps if lamp not in scheme.lamps)]
    told = tuple(LampCount(lamp, lamps[lamp], rules.get(lamp, "人工亮灯")) for lamp in known)
    if not cards:
        return SummaryFacts("—", "", "尚无任务", False, tuple(counts), told)
    progress = round(sum(card.progress for card in cards) / len(cards), 1)
    expected = round(sum(card.time_progress for card in cards) / len(cards), 1)
    newest = options.trend[-1] if options.trend and not options.is_filtered else None
    if newest is not None and newest.day == options.as_of and newest.tasks == len(cards):
        # unrounded, so that figure and curve say the same
        progress, expected = round(newest.progress, 1), round(newest.time_progress, 1)
    gap = round(progress - expected, 1)
    judgement = "与序时持平" if gap == 0 else f"{'超前' if gap > 0 else '落后'}序时 {abs(gap):.1f} 个百分点"
    done = lanes["checking"] + lanes["struck_off"]
    judgement += f"；办结 {done} 项，其中销号 {lanes['struck_off']} 项"
    return SummaryFacts(f"{progress:.1f}%", f"{expected:.1f}%", judgement, gap < -10, tuple(counts), told)


def _rules(scheme: LampScheme) -> dict[str, str]:
    """Returns for each lamp of the scheme when it is shown, in words."""
    rules = {
        "red": f"超期未完成，或低于序时 {-scheme.red_below} 个百分点以上，或问题已提交总指挥，或反弹",
        "yellow": f"低于序时 {-scheme.yellow_at} 个百分点及以上，或剩 {scheme.warn_working_days} 个工作日以内，"
        "或未按时签收、反馈",
        scheme.good: f"达到序时进度，或低于不足 {-scheme.yellow_at} 个百分点；已办结、已销号",
        "grey": "未到启动时间",
    }
    if scheme.black_after is not None:
        rules["black"] = f"超期 {scheme.black_after} 个工作日以上"
    return rules


def _strip(snapshot: Snapshot, cards: list[Card], as_of: date) -> StripFacts:
    """Returns the facts of the timeline: open tasks by the day on which they are judged."""
    due: Counter[date] = Counter()
    for card in cards:
        day = snapshot.tasks[card.id].judged_due_on
        if day is not None and card.lane in ("waiting", "moving"):
            due[day] += 1
    periods = tuple(period for period in snapshot.periods.values() if not period.deleted)
    return StripFacts(as_of, snapshot.calendar, periods, due)


def _footer(snapshot: Snapshot, options: SheetOptions) -> tuple[str, ...]:
    campaign = snapshot.campaign
    moment = options.data_until
    following = options.next_update or snapshot.calendar.next_working_day(options.as_of + timedelta(1))
    words = [
        f"图号：{NUMBER}",
        f"版本：{options.edition}",
        f"数据截至：{_day(moment.date())} {moment:%H:%M}",
        f"制图单位：{options.made_by or campaign.map_unit or campaign.command_post or '（未填写）'}",
        f"下次更新：{following.month}月{following.day}日",
    ]
    if options.is_filtered:
        words.append("本图为部分任务")
    return tuple(words)


def _chart(snapshot: Snapshot, options: SheetOptions) -> Chart | None:
    if not options.trend:
        return None
    campaign = snapshot.campaign

    def draw(width: float, height: float, em: float) -> bytes:
        from battlemap.charts.progress import progress_svg

        return progress_svg(
            options.trend, campaign.starts_on, campaign.ends_on, options.theme, width, height, em
        )

    return draw


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
