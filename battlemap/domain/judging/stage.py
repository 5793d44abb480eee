"""Stages (阶段): the steps on an entry's way as data, and how long it has stood in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal

import attrs

from battlemap.domain.days.calendar import Period, WorkCalendar, days
from battlemap.domain.judging.lamp import Lamp
from battlemap.errors import Refused

#: On its way, arrived, given up, put aside.
Outcome = Literal["moving", "won", "lost", "paused"]

_ONE_DAY: Final = timedelta(days=1)


@attrs.frozen
class Stage:
    """One stage: within `expected_days` all is well, beyond `alarming_days` it is red; None for no rule.

    Days are working days without bans, or calendar days where it `counts_natural_days` (petitions have theirs by law).
    `chance` is how likely an entry in it arrives, in percent.
    """

    code: str
    title: str
    outcome: Outcome = "moving"
    expected_days: int | None = None
    alarming_days: int | None = None
    counts_natural_days: bool = False
    chance: int | None = None


@attrs.frozen(slots=False)
class Course:
    """The stages of a ledger in their order; those that are lost or paused lie beside the way."""

    stages: tuple[Stage, ...]

    @property
    def way(self) -> tuple[Stage, ...]:
        """The stages that lead on, in order: what a funnel shows."""
        return tuple(stage for stage in self.stages if stage.outcome in ("moving", "won"))

    def by_code(self) -> Mapping[str, Stage]:
        """Returns code → stage."""
        return {stage.code: stage for stage in self.stages}

    def places(self) -> Mapping[str, int]:
        """Returns code → place on the way, from 0; stages beside the way have none."""
        return {stage.code: place for place, stage in enumerate(self.way)}

    def place(self, code: str) -> int:
        """Returns a stage's place on the way; raises Refused for one that is not on it."""
        places = self.places()
        if code not in places:
            titles = "、".join(stage.title for stage in self.way)
            raise Refused(f"“{code[:20]}”不是推进中的阶段。可用：{titles}。")
        return places[code]


@attrs.frozen
class Ageing:
    """How long an entry has stood in its stage: days, the rule, and the lamp with its reason."""

    stage: Stage
    since: date
    days: int
    lamp: Lamp
    words: str


def stage_ageing(stage: Stage, since: date, calendar: WorkCalendar, as_of: date) -> Ageing | None:
    """Returns the ageing by the evening of `as_of`; None where the stage waits for nothing.

    `since` is the last move or report and itself day 0; `calendar` is the one of `without_bans`. Up to the expected days
    green, up to the alarming ones yellow, then red; with no rule at all grey.
    """
    if stage.outcome in ("won", "lost"):
        return None
    gone = (
        max(0, (as_of - since).days)
        if stage.counts_natural_days
        else calendar.working_days(since + _ONE_DAY, as_of)
    )
    kind = "天" if stage.counts_natural_days else "个工作日"
    words = f"停留 {gone} {kind}"
    rule = stage.expected_days if stage.expected_days is not None else stage.alarming_days
    if rule is None:
        return Ageing(stage, since, gone, "grey", words)
    alarm = stage.alarming_days if stage.alarming_days is not None else rule
    lamp: Lamp = "green" if gone <= rule else "yellow" if gone <= alarm else "red"
    return Ageing(stage, since, gone, lamp, words if lamp == "green" else f"{words}，标准 {rule}")


def without_bans(calendar: WorkCalendar, periods: Iterable[Period], action_code: str) -> WorkCalendar:
    """Returns the calendar by which a ledger of that action ages: nobody is late for days on which work was forbidden."""
    bans = [period for period in periods if period.stops_work_on(action_code, "")]
    banned = {day for ban in bans for day in days(ban.starts_on, ban.ends_on)}
    return calendar.without(banned) if banned else calendar


def weighted_amount(stages: Course, now: Mapping[str, str], amounts: Mapping[str, int]) -> int:
    """Returns Σ amount × chance in whole yuan over entry → stage; a stage without a chance weighs nothing."""
    chances = {stage.code: stage.chance or 0 for stage in stages.stages}
    return int(
        sum(Fraction(amounts.get(entry, 0) * chances.get(code, 0), 100) for entry, code in now.items())
    )


def stage_titles(course: Course, codes: Sequence[str]) -> str:
    """Returns the titles of some stages: 「开工、竣工、投产」; a code that no stage bears stays as it is."""
    by_code = course.by_code()
    return "、".join(by_code[code].title if code in by_code else code for code in codes)
