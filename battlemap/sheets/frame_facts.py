"""What the frame of every sheet tells: title and days on the band, number and moment at the foot."""

from __future__ import annotations

from datetime import date, timedelta

from battlemap.domain.duty.alert_effects import alert_words
from battlemap.domain.emblem import why_no_emblem
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.overview_frame import BandFacts
from battlemap.sheets.options import SheetOptions


def band_facts(snapshot: Snapshot, options: SheetOptions, name: str) -> BandFacts:
    """Returns what the band of a sheet of that name tells: title, days gone and days left; 临战状态 in the slogan's place."""
    campaign, as_of = snapshot.campaign, options.as_of
    title = campaign.title if campaign.title.endswith("图") else f"{campaign.title}{name}"
    if options.is_past:
        title += f"（{day_words(as_of)}）"
    period = f"{day_words(campaign.starts_on)}至{day_words(campaign.ends_on)}"
    number = campaign.campaign_day(as_of)
    if number < 1:
        day = ("距启动", str(1 - number), "天")
    elif as_of > campaign.ends_on:
        day = ("攻坚", str(campaign.day_count), "天")
    else:
        day = ("攻坚第", str(number), "天")
    if as_of > campaign.ends_on:
        left, note = ("", "已收官", ""), f"{day_words(campaign.ends_on)}收官"
    else:
        first = max(as_of + timedelta(1), campaign.starts_on)
        working = snapshot.calendar.working_days(first, campaign.ends_on)
        left, note = ("剩", str((campaign.ends_on - first).days + 1), "天"), f"其中工作日 {working} 天"
    # a file that comes from elsewhere may hold what no dialog has looked at
    is_fit = bool(campaign.emblem) and not why_no_emblem(campaign.emblem)
    emblem = campaign.emblem.encode() if is_fit else None
    slogan = alert_words(snapshot, as_of) or campaign.slogan
    return BandFacts(title, slogan, day, period, left, note, emblem)


def security_words(snapshot: Snapshot, options: SheetOptions) -> str:
    """Returns how the sheet is to be kept: 「内部资料 注意保存」."""
    return snapshot.campaign.security if options.security is None else options.security


def footer_words(snapshot: Snapshot, options: SheetOptions, number: str) -> tuple[str, ...]:
    """Returns what every sheet bears at its foot; `number` is its 图号."""
    campaign = snapshot.campaign
    moment = options.data_until
    maker = options.made_by or campaign.map_unit or campaign.command_post
    following = options.next_update or snapshot.calendar.next_working_day(options.as_of + timedelta(1))
    words = [
        f"图号：{number}",
        f"版本：{options.edition}",
        f"数据截至：{day_words(moment.date())} {moment:%H:%M}",
        f"制图单位：{maker}" if maker else "",
        f"下次更新：{following.month}月{following.day}日",
    ]
    if options.is_filtered:
        words.append("本图为部分任务")
    if options.seal:
        words.append(f"封印：{options.seal}")
    return tuple(word for word in words if word)


def day_words(day: date) -> str:
    """Returns 「2018年11月20日」."""
    return f"{day.year}年{day.month}月{day.day}日"
