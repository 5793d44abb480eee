"""The campaign (百日攻坚行动): the whole undertaking that one file holds."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.text import Hidden, LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: Ten years: what lasts longer is no campaign.
MOST_DAYS: Final = 3660


@attrs.frozen
class Campaign:
    """The one row that names the undertaking, its days and how it is judged and signed.

    `emblem` is the office's picture for the wall, as SVG text; `poster_theme` names the colours of its charts.
    """

    id: str
    title: str
    starts_on: date
    ends_on: date
    slogan: str = ""
    command_post: str = ""
    map_unit: str = ""
    lamp_scheme: str = "green_yellow_red"
    security: str = "内部资料 注意保存"
    preface: str = ""
    unfiled: str = ""
    emblem: str = ""
    poster_theme: str = "red"
    deleted: bool = False

    @property
    def day_count(self) -> int:
        """The number of calendar days, both ends included (92 for 2018-10-01 … 2018-12-31)."""
        return (self.ends_on - self.starts_on).days + 1

    def campaign_day(self, as_of: date) -> int:
        """Returns N of 「攻坚第 N 天」: 1 on the first day, 0 or less before it."""
        return (as_of - self.starts_on).days + 1

    def days_left(self, as_of: date) -> int:
        """Returns N of 「剩 N 天」: 0 on the last day, never less."""
        return max(0, (self.ends_on - as_of).days)

    def campaign_week(self, as_of: date) -> int:
        """Returns N of 「攻坚第 N 周」; a week begins on Monday, the first may be short.

        Walls never show ISO weeks: 2018-12-31 is ISO week 2019-W01, yet the campaign's 14th week.
        """
        first_monday = self.starts_on.toordinal() - self.starts_on.weekday()
        return (as_of.toordinal() - first_monday) // 7 + 1


def _check(campaign: Campaign) -> None:
    if campaign.ends_on < campaign.starts_on:
        raise Refused(f"结束日期 {campaign.ends_on} 早于开始日期 {campaign.starts_on}，请改正。")
    if campaign.day_count > MOST_DAYS:
        raise Refused("行动时间超过十年，请核对起止日期。")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", campaign.lamp_scheme):
        raise Refused(f"亮灯方案“{brief(campaign.lamp_scheme)}”不存在，请在“行动信息”中选一个。")
    if campaign.poster_theme not in wording.POSTER_THEMES:
        names = "、".join(wording.POSTER_THEMES.values())
        raise Refused(f"挂图配色“{brief(campaign.poster_theme)}”不存在，可选：{names}。")


CAMPAIGN = Kind(
    "campaign", Campaign, "行动", "个行动",
    (
        Field("title", "行动名称", Text(), is_required=True, width=280),
        Field("starts_on", "开始日期", Day(), is_required=True, width=96),
        Field("ends_on", "结束日期", Day(), is_required=True, width=96),
        Field("slogan", "口号", LongText()),
        Field("command_post", "指挥部", LongText()),
        Field("map_unit", "制图单位", LongText()),
        Field("lamp_scheme", "亮灯方案", Text(), is_set_by_program=True),
        Field("security", "保管要求", LongText()),
        Field("preface", "前言", LongText(), in_list=False),
        Field("unfiled", "未归类", LongText(), in_list=False),
        Field("poster_theme", "挂图配色", Choice(wording.POSTER_THEMES), width=80),
        Field("emblem", "徽标", Hidden(told_as="图片"), is_set_by_program=True, in_list=False),
    ),
    check=_check, bound=(("starts_on", "ends_on"),), is_kept_by_hand=False,
    is_binned=False, is_printed=False,
)  # fmt: skip
