"""Rates over stages (落地率、履约率、开工率、成功率): numerator and denominator are data, and what they count is printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from battlemap.domain.judging.progress import percent_words
from battlemap.domain.judging.stage import Course, stage_titles
from battlemap.domain.judging.stage_path import Path, Paths

Counting = Literal["now", "ever"]
DayOf = Literal["happened", "approved"]


@attrs.frozen
class Counted:
    """Which entries count: those that stand in one of the stages (`now`), or ever came to one of them or beyond (`ever`)."""

    stages: tuple[str, ...]
    how: Counting = "now"

    def words(self, course: Course) -> str:
        """Returns 「现处开工、竣工、投产」 or 「曾到签约」."""
        return f"{'现处' if self.how == 'now' else '曾到'}{stage_titles(course, self.stages)}"


@attrs.frozen
class Rate:
    """A rate as a place defines it; places differ, so nothing of it is fixed here.

    By amount where `by_amount`, otherwise by number. A period asks for the day on which an entry came to the
    denominator: the day on which it happened or on which it was approved.
    """

    title: str
    numerator: Counted
    denominator: Counted
    by_amount: bool = False
    day_of: DayOf = "happened"
    basis: str = ""

    def definition(self, course: Course, counter: str = "个项目") -> str:
        """Returns the definition to be printed under a table."""
        what = "金额" if self.by_amount else counter.lstrip("个") + "数"
        day = "批准" if self.day_of == "approved" else "发生"
        basis = f"（依据：{self.basis}）" if self.basis else ""
        return (
            f"{self.title}＝{self.numerator.words(course)}的{what} ÷ {self.denominator.words(course)}的{what}，"
            f"按{day}日期归期{basis}"
        )


@attrs.frozen
class RateValue:
    """A rate that was counted: the two numbers, in yuan where it goes by amount."""

    rate: Rate
    numerator: int
    denominator: int

    @property
    def share(self) -> Fraction | None:
        """The quotient; None where the denominator is 0."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def words(self) -> str:
        """「67.8%」, 「—」 where there is nothing to divide by."""
        share = self.share
        return "—" if share is None else percent_words(share * 100)


def rate_value(
    rate: Rate,
    course: Course,
    paths: Paths,
    amounts: Mapping[str, int] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> RateValue:
    """Returns the rate over all entries, or over those that came to the denominator between the two days.

    Of these the numerator counts those in its own stages, so that a rate never exceeds 100 % unless its data says so.
    """
    places = course.places()
    below = [
        path for path in paths.values() if _counts(rate.denominator, path, course, places)
        if _in_period(rate, path, places, first, last)
    ]  # fmt: skip
    above = [path for path in below if _counts(rate.numerator, path, course, places)]
    return RateValue(
        rate, _weight(above, rate.by_amount, amounts or {}), _weight(below, rate.by_amount, amounts or {})
    )


def _counts(counted: Counted, path: Path, course: Course, places: Mapping[str, int]) -> bool:
    if path.now is None:
        return False
    if path.now in counted.stages:
        return True
    if counted.how == "now":
        return False
    on_way = [places[code] for code in counted.stages if code in places]
    ever = {move.stage for move in path.moves}
    return bool(ever & set(counted.stages)) or bool(on_way and path.furthest(places) >= min(on_way))


def _in_period(
    rate: Rate, path: Path, places: Mapping[str, int], first: date | None, last: date | None
) -> bool:
    if first is None and last is None:
        return True
    on_way = [places[code] for code in rate.denominator.stages if code in places]
    move = path.reached(places, min(on_way)) if on_way else path.moves[0]
    if move is None:
        return False
    day = move.approved_on if rate.day_of == "approved" else move.on
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def _weight(paths: list[Path], by_amount: bool, amounts: Mapping[str, int]) -> int:
    return sum(amounts.get(path.entry, 0) for path in paths) if by_amount else len(paths)
