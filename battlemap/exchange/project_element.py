"""An element of MSPDI with the values of its children: texts, yes and no, numbers, moments, durations."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from lxml import etree

#: What XML calls white space; a full-width space is a letter like another.
XML_SPACE: Final = " \t\r\n"
#: Greater numbers mean nothing in a plan.
_MOST: Final = 2**53
_MOMENT: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?)?(?:Z|[+-]\d\d:\d\d)?"
)
_DURATION: Final = re.compile(
    r"P(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?"
)


@attrs.frozen
class Moment:
    """A day, and a time of it where one is written."""

    at: datetime
    has_time: bool = True

    @property
    def is_midnight(self) -> bool:
        """Whether it is written as the first moment of its day, which as an end may mean the day before."""
        return self.has_time and self.at == datetime.combine(self.at.date(), datetime.min.time())

    @property
    def day(self) -> date:
        """The day that is written."""
        return self.at.date()


@attrs.frozen(eq=False)
class Element:
    """An element; `texts` holds the text of the first child of each name."""

    source: etree._Element
    texts: dict[str, str]

    @classmethod
    def of(cls, source: etree._Element) -> Element:
        """Returns the element, read."""
        texts: dict[str, str] = {}
        for child in source:
            texts.setdefault(str(child.tag).rpartition("}")[2], child.text or "")
        return cls(source, texts)

    def below(self, *path: str) -> list[Element]:
        """Returns the elements at the end of a path of names."""
        return [
            Element.of(child) for child in self.source.iterfind("/".join(f"{{*}}{name}" for name in path))
        ]

    def text(self, name: str) -> str:
        """Returns the text of a child without white space at its ends, "" where there is none."""
        return self.texts.get(name, "").strip(XML_SPACE)

    def flag(self, name: str) -> bool:
        """Whether a child says yes; the schema allows 1 and true."""
        return self.text(name) in ("1", "true")

    def denies(self, name: str) -> bool:
        """Whether a child says no; one that is not there says nothing."""
        return self.text(name) in ("0", "false")

    def number(self, name: str) -> int | None:
        """Returns the whole part of a number, None where there is none that means anything."""
        try:
            value = float(self.text(name))
        except ValueError:
            return None
        return int(value) if math.isfinite(value) and abs(value) <= _MOST else None

    def minutes(self, name: str) -> int | None:
        """Returns a duration (PT40H0M0S) in minutes."""
        parts = _DURATION.fullmatch(self.text(name))
        if not parts or not any(parts.groups()):
            return None
        days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
        return days * 1440 + hours * 60 + minutes + seconds // 60

    def moment(self, name: str) -> Moment | None:
        """Returns the moment that a child tells; 24:00 is the next midnight, as in ISO 8601."""
        parts = _MOMENT.fullmatch(self.text(name))
        if not parts:
            return None
        year, month, day, hour, minute, second = (int(part or 0) for part in parts.groups())
        is_next = (hour, minute, second) == (24, 0, 0)
        try:
            at = datetime(year, month, day, 0 if is_next else hour, minute, second) + timedelta(days=is_next)
        except (ValueError, OverflowError):
            return None
        return Moment(at, parts[4] is not None)


def is_plan_day(day: date) -> bool:
    """Whether a plan can mean this day."""
    return FIRST_DAY <= day <= LAST_DAY
