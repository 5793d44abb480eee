"""The progress curve: 完成 against 序时 over the days of the campaign; written as SVG here, for most posters have no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from battlemap.charts.ground import Area, Drawing, Ground, Spot, right_rim, spread, tick_words, ticks
from battlemap.charts.plain_svg import disc, line, outline, picture, text
from battlemap.domain.telling.progress_course import ProgressEvening
from battlemap.theme import Theme

#: ems left free above, below and left of the axes.
_LEFT, _ABOVE, _BELOW = 2.9, 1.9, 1.9
#: What the words of the newest values take at the right, in ems.
_LABEL: Final = 6.4
#: A little above a hundred percent, so that a line along it is whole.
_TOP: Final = 104
_PERCENTS: Final = (0, 25, 50, 75, 100)


def progress_svg(
    evenings: Sequence[ProgressEvening],
    first: date,
    last: date,
    look: Theme,
    width: float,
    height: float,
    em: float,
) -> bytes:
    """Returns the curve as SVG, `width` × `height` mm with texts of `em` mm, from `first` to `last` of the campaign.

    The last point is labelled with both percentages and its day; an empty course says so in words.
    """
    return progress(evenings, first, last, Ground(look, width, height, em)).svg


def progress(evenings: Sequence[ProgressEvening], first: date, last: date, ground: Ground) -> Drawing:
    """Returns the curve; its spots are the days that it knows."""
    em = ground.em
    rim = right_rim(evenings[-1].day if evenings else None, first, last, ground, _LEFT, _LABEL)
    top = _ABOVE * em + ground.head
    box = Area(_LEFT * em, top, ground.width - (_LEFT + rim) * em, ground.height - top - _BELOW * em)
    plot = _Plot(ground, box, first, last)
    parts = [*plot.axes(), *(plot.curves(evenings, rim) if evenings else plot.nothing())]
    return Drawing(picture(ground.width, ground.height, parts), tuple(plot.spots(evenings)))


class _Plot:
    """Days and percentages on the axes in `box`, in mm."""

    def __init__(self, ground: Ground, box: Area, first: date, last: date) -> None:
        self.ground, self.box, self.first, self.last = ground, box, first, last
        self.span = max(1, (last - first).days)

    def x(self, day: float) -> float:
        """Returns where a day's ordinal stands."""
        return self.box.x + (day - self.first.toordinal()) / self.span * self.box.w

    def y(self, percent: float) -> float:
        """Returns where a percentage stands."""
        return self.box.bottom - percent / _TOP * self.box.h

    def axes(self) -> Iterator[str]:
        """Yields grid, axis, names of days and percentages, and the title of a curve that stands alone."""
        look, em, box = self.ground.look, self.ground.em, self.box
        muted = look.colour("muted")
        for percent in _PERCENTS:
            y = self.y(percent)
            yield line(((box.x, y), (box.right, y)), look.colour("grid"), em * 0.06)
            yield text(box.x - em * 0.4, y, str(percent), muted, em, "end")
        yield line(((box.x, box.bottom), (box.right, box.bottom)), muted, em * 0.08)
        for day in ticks(self.first, self.last, self.ground.width / em):
            words = tick_words(day, self.first, self.last)
            yield text(self.x(day.toordinal()), box.bottom + em * 0.95, words, muted, em, "middle")
        if self.ground.title:
            ink = look.colour("text")
            yield text(em * 0.5, em * 1.3, self.ground.title, ink, em * 1.4, is_bold=True)

    def nothing(self) -> Iterator[str]:
        """Yields the words for a course that is not recorded."""
        middle = self.box.x + self.box.w / 2, self.box.y + self.box.h / 2
        yield text(*middle, "尚无进度记录", self.ground.look.colour("muted"), self.ground.em * 1.2, "middle")

    def curves(self, evenings: Sequence[ProgressEvening], rim: float) -> Iterator[str]:
        """Yields both lines, 完成 with its area, and what stands at their ends."""
        look, em, newest = self.ground.look, self.ground.em, evenings[-1]
        ink, muted = look.colour("progress"), look.colour("muted")
        until = f"单位：%　截至 {newest.day.month}月{newest.day.day}日"
        corner = self.box.right + (rim - 0.2) * em
        yield text(corner, self.box.y - 1.1 * em, until, muted, em, "end")
        days = [self.x(evening.day.toordinal()) for evening in evenings]
        done = list(zip(days, [self.y(evening.progress) for evening in evenings], strict=True))
        due = list(zip(days, [self.y(evening.time_progress) for evening in evenings], strict=True))
        if len(days) > 1:
            # a single day is no line, and an empty path is no good PDF
            floor = self.y(0)
            yield outline([(days[0], floor), *done, (days[-1], floor)], ink, 0.12)
            yield line(due, muted, em * 0.14, (em * 0.56, em * 0.35))
            yield line(done, ink, em * 0.26, is_round=True)
        yield disc(*done[-1], em * 0.31, ink)
        yield disc(*due[-1], em * 0.21, muted)
        values = (newest.time_progress, newest.progress)
        per_percent = self.box.h / _TOP
        places = spread([value * per_percent for value in values], 1.35 * em, 0, self.box.h)
        x = days[-1] + em * 0.6
        yield text(x, self.box.bottom - places[1], f"完成 {values[1]:.1f}", ink, em, is_bold=True)
        yield text(x, self.box.bottom - places[0], f"序时 {values[0]:.1f}", muted, em)

    def spots(self, evenings: Sequence[ProgressEvening]) -> Iterator[Spot]:
        """Yields for each day the strip of the axes that it has; the key is the day's ordinal."""
        wide, width, height = self.box.w / self.span, self.ground.width, self.ground.height
        for evening in evenings:
            ordinal = evening.day.toordinal()
            x = self.x(ordinal) - wide / 2
            yield Spot(x / width, self.box.y / height, wide / width, self.box.h / height, (ordinal,))
