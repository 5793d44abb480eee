"""Shifts of a day (班次): their names and hours, read from one line such as 「白班 08:00-20:00；夜班 20:00-08:00」."""

from __future__ import annotations

import re
from typing import Final

import attrs

from battlemap.errors import Refused

DAY_LONG: Final = 24 * 60
_SHIFT: Final = re.compile(
    r"(?P<name>[^\s\d:：\-—~～]{0,12})\s*(?P<from>\d{1,2}[:：]\d{2})\s*[-—~～至到]+\s*(?:次日)?\s*(?P<to>\d{1,2}[:：]\d{2})"
)


@attrs.frozen
class Shift:
    """A shift from `starts` to `ends`, minutes after midnight; one that ends no later than it starts ends the next day."""

    name: str
    starts: int
    ends: int

    @property
    def length(self) -> int:
        """How many minutes it lasts, 1 … 1440."""
        return (self.ends - self.starts - 1) % DAY_LONG + 1

    @property
    def hours(self) -> str:
        """「08:30—次日08:30」."""
        over = "次日" if self.ends <= self.starts else ""
        return f"{clock_words(self.starts)}—{over}{clock_words(self.ends)}"


def clock_words(minutes: int) -> str:
    """Returns 「08:30」."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def read_clock(text: str) -> int:
    """Returns the minutes after midnight that 8:30 means, 24:00 is 0; raises Refused."""
    hours, _, minutes = text.strip().replace("：", ":").partition(":")
    if (
        hours.isdecimal()
        and minutes.isdecimal()
        and int(hours) <= 24
        and int(minutes) < 60
        and len(minutes) == 2
    ):
        whole = int(hours) * 60 + int(minutes)
        if whole <= DAY_LONG:
            return whole % DAY_LONG
    raise Refused(f"看不懂时间“{text.strip()[:12]}”，请写成 08:30。")


def read_shifts(text: str) -> tuple[Shift, ...]:
    """Returns the shifts of a day in the order in which they are written.

    Raises Refused for what is none, for two of one name and for shifts that overlap.
    """
    shifts: list[Shift] = []
    for part in re.split(r"[；;\n]+", text):
        if not part.strip():
            continue
        match = _SHIFT.fullmatch(part.strip())
        if match is None:
            raise Refused(
                f"看不懂班次“{part.strip()[:24]}”，请写成 全天 08:30-08:30，几个班次用分号隔开，如 白班 08:00-20:00；夜班 20:00-08:00。"
            )
        name = match["name"].strip() or ("全天" if not shifts else f"第{len(shifts) + 1}班")
        shifts.append(Shift(name, read_clock(match["from"]), read_clock(match["to"])))
    if not shifts:
        raise Refused("请写明班次，如 全天 08:30-08:30。")
    names = [shift.name for shift in shifts]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise Refused(f"有两个班次都叫“{twice}”，请改得不同。")
    if sum(shift.length for shift in shifts) > DAY_LONG or _overlap(shifts):
        raise Refused("班次的时间互相重叠，请核对起止。")
    return tuple(shifts)


def uncovered(shifts: tuple[Shift, ...]) -> int:
    """Returns how many minutes of a day and night no shift covers; 0 is round the clock."""
    return DAY_LONG - sum(shift.length for shift in shifts)


def _overlap(shifts: list[Shift]) -> bool:
    """Whether two shifts, each taken every day anew, share a minute."""
    for number, one in enumerate(shifts):
        for other in shifts[number + 1 :]:
            if (other.starts - one.starts) % DAY_LONG < one.length or (
                one.starts - other.starts
            ) % DAY_LONG < other.length:
                return True
    return False
