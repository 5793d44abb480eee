"""The feasts by which offices set deadlines: 国庆节前, 春节前."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_FIXED: Final = {
    "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "七一": (7, 1), "八一": (8, 1), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip

#: The feasts of the lunar calendar by the solar one, month and day, from the almanacs; 2015 … 2030.
_LUNAR: Final = {
    "春节": ("0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203", 2015),
    "清明": ("0405 0404 0404 0405 0405 0404 0404 0405 0405 0404 0404 0405 0405 0404 0404 0405", 2015),
    "端午": ("0620 0609 0530 0618 0607 0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605", 2015),
    "中秋": ("0927 0915 1004 0924 0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912", 2015),
}  # fmt: skip


#: Feast → its days that are paid threefold: 全国年节及纪念日放假办法 (2013, 国务院令第 644 号); since 2025 one more in spring
#: and one on May 2 (国务院令第 795 号).
_STATUTORY: Final = {"元旦": 1, "春节": 3, "清明": 1, "劳动节": 1, "端午": 1, "中秋": 1, "国庆": 3}


def statutory_days(year: int) -> frozenset[date]:
    """Returns the statutory feast days of a year; those of the moon are missing where the almanac does not reach."""
    days: set[date] = set()
    for name, count in _STATUTORY.items():
        first = feast_day(name, year)
        if first is None:
            continue
        if year >= 2025 and name == "春节":
            first, count = first - timedelta(1), 4
        if year >= 2025 and name == "劳动节":
            count = 2
        days.update(first + timedelta(n) for n in range(count))
    return frozenset(days)


def feast_day(name: str, year: int) -> date | None:
    """Returns the first day of the feast, None where the almanac here does not reach."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    days, first = _LUNAR.get(name, ("", year))
    place = (year - first) * 5
    if not 0 <= place < len(days):
        return None
    return date(year, int(days[place : place + 2]), int(days[place + 2 : place + 4]))
