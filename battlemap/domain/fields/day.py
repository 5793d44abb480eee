"""Days and moments; what they are read from is understood in one place, `planning.deadline`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

import attrs

from battlemap import wording
from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY, checked_day
from battlemap.domain.days.deadline import read_day, why_no_day
from battlemap.domain.fields.field_type import Cell, Editor, FieldType, Key, Scale, shown
from battlemap.domain.fields.names import Names
from battlemap.domain.words import day_in_words
from battlemap.errors import BadInput, Refused


@attrs.frozen
class Day(FieldType):
    """A day that a plan can mean."""

    editor: ClassVar[Editor] = "day"
    excel_format: ClassVar[str] = "yyyy-mm-dd"
    nothing: ClassVar[Any] = None
    measured_in: ClassVar[Scale] = "day"

    def read(self, text: str, names: Names) -> Any:
        """Returns the day, None for an empty text."""
        if self.is_empty_text(text):
            return None
        day, _ = read_day(text, *names.span)
        if day is None:
            raise BadInput(why_no_day(text, *names.span))
        return day

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no day or one that no plan can mean."""
        if value is not None and type(value) is not date:
            raise Refused(f"{what}应是日期，不能是{shown(value)}。")
        checked_day(value, what)

    def show(self, value: Any, names: Names) -> str:
        """Returns 2018-11-30."""
        return value.isoformat() if value else ""

    def words(self, value: Any, names: Names) -> str:
        """Returns 「11月30日」, with the year where it is not the one in which the campaign starts."""
        if value is None:
            return wording.EMPTY
        first = names.span[0]
        return day_in_words(value, first.year if first else None)

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the day."""
        return (value,) if value else None

    def measure(self, value: Any) -> date | None:
        """Returns the day."""
        return value or None

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the day itself: Excel knows days."""
        return value  # type: ignore[no-any-return]


@attrs.frozen
class Moment(FieldType):
    """A day with hour and minute, local time."""

    editor: ClassVar[Editor] = "moment"
    excel_format: ClassVar[str] = "yyyy-mm-dd hh:mm"
    nothing: ClassVar[Any] = None
    measured_in: ClassVar[Scale] = "day"

    def read(self, text: str, names: Names) -> Any:
        """Returns the moment; only 2018-11-30 17:30 is one, for a wrong hour is worse than a question."""
        if self.is_empty_text(text):
            return None
        try:
            moment = datetime.fromisoformat(text.strip().replace("/", "-"))
        except ValueError as error:
            raise BadInput("认不出时间，请写 2018-11-30 17:30。") from error
        if moment.tzinfo is not None:
            raise BadInput("时间请写本地时间，不带时区，如 2018-11-30 17:30。")
        return moment

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no local moment or one that no plan can mean."""
        if value is None:
            return
        if not isinstance(value, datetime) or value.tzinfo is not None:
            raise Refused(f"{what}应是本地时间，不能是{shown(value)}。")
        if not FIRST_DAY <= value.date() <= LAST_DAY:
            checked_day(value.date(), what)

    def show(self, value: Any, names: Names) -> str:
        """Returns 2018-11-30 17:30."""
        return f"{value:%Y-%m-%d %H:%M}" if value else ""

    def words(self, value: Any, names: Names) -> str:
        """Returns 「11月30日 17:30」."""
        return f"{Day().words(value.date(), names)} {value:%H:%M}" if value else wording.EMPTY

    def sort_key(self, value: Any, names: Names) -> Key | None:
        """Returns the moment."""
        return (value,) if value else None

    def measure(self, value: Any) -> date | None:
        """Returns the day of the moment."""
        return value.date() if value else None

    def to_excel(self, value: Any, names: Names) -> Cell:
        """Returns the moment itself."""
        return value  # type: ignore[no-any-return]
