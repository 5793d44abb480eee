"""Ageing in a stage (停留): for how many days an entry has stood there, and which lamp that gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

import attrs

from battlemap.domain.days.calendar import Period, WorkCalendar, days
from battlemap.domain.fields.stage import Stage, Stages
from battlemap.domain.judging.lamp import Lamp
from battlemap.errors import Refused

_ONE_DAY: Final = timedelta(days=1)


@attrs.frozen
class Ageing:
    """How long an entry has stood in its stage: days, the rule, and the lamp with its reason."""

    stage: Stage
    since: date
    days: int
    lamp: Lamp
    words: str

    @property
    def brief(self) -> str:
        """「52/30」, days over what is expected; 「52」 where nothing is."""
        rule = self.stage.expected_days or self.stage.alarm_days
        return f"{self.days}/{rule}" if rule else str(self.days)


def stage_ageing(stage: Stage, since: date, calendar: WorkCalendar, as_of: date) -> Ageing | None:
    """Returns the ageing by the evening of `as_of`; None where the stage waits for nothing.

    `since` is the last move or report and itself day 0; `calendar` is the one of `without_bans`. Up to the expected days
    green, up to the alarming ones yellow, then red; with no rule at all grey.
    """
    if not stage.is_open:
        return None
    gone = (
        max(0, (as_of - since).days)
        if stage.counts_natural_days
        else calendar.working_days(since + _ONE_DAY, as_of)
    )
    kind = "天" if stage.counts_natural_days else "个工作日"
    words = f"停留 {gone} {kind}"
    rule = stage.expected_days or stage.alarm_days
    if not rule:
        return Ageing(stage, since, gone, "grey", words)
    alarm = stage.alarm_days or rule
    lamp: Lamp = "green" if gone <= rule else "yellow" if gone <= alarm else "red"
    return Ageing(stage, since, gone, lamp, words if lamp == "green" else f"{words}，标准 {rule}")


def without_bans(calendar: WorkCalendar, periods: Iterable[Period], action_code: str) -> WorkCalendar:
    """Returns the calendar by which a ledger of that action ages: nobody is late for days on which work was forbidden."""
    bans = [period for period in periods if period.stops_work_on(action_code, "")]
    banned = {day for ban in bans for day in days(ban.starts_on, ban.ends_on)}
    return calendar.without(banned) if banned else calendar


def weighted_amount(road: Stages, now: Mapping[str, str], amounts: Mapping[str, int]) -> int:
    """Returns Σ amount × chance in whole yuan over entry → stage; a stage without a chance weighs nothing."""
    chances = {stage.code: stage.chance for stage in road.stages}
    return int(
        sum(Fraction(amounts.get(entry, 0) * chances.get(code, 0), 100) for entry, code in now.items())
    )


def on_road(road: Stages) -> tuple[Stage, ...]:
    """Returns the stages that lead on, in order, retired ones too: what a funnel shows."""
    return tuple(stage for stage in road.stages if stage.is_on_road)


def places(road: Stages) -> dict[str, int]:
    """Returns code → place on the road, from 0; stages beside it have none."""
    return {stage.code: place for place, stage in enumerate(on_road(road))}


def place_of(road: Stages, code: str) -> int:
    """Returns a stage's place on the road; raises Refused for one that is not on it."""
    place = road.place(code)
    if place is None:
        names = "、".join(stage.name for stage in on_road(road))
        raise Refused(f"“{code[:20]}”不是推进中的阶段。可用：{names}。")
    return place


def stage_names(road: Stages, codes: Sequence[str]) -> str:
    """Returns the names of some stages: 「开工、竣工、投产」; a code that no stage bears stays as it is."""
    return "、".join(stage.name if (stage := road.stage(code)) else code for code in codes)
