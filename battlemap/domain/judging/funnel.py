"""The funnel (漏斗): how many entries ever came to each stage, beside how many stand there now, and how they passed on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Final

import attrs

from battlemap.domain.fields.stage import Stage, Stages
from battlemap.domain.judging.stage import on_road, place_of, places
from battlemap.domain.judging.stage_path import Paths

#: Characters of a stage that is called by a deed, and last characters of those that are called by a place.
_DEED: Final = 2
_PLACES: Final = "区器村户园"


@attrs.frozen
class FunnelStep:
    """A stage of the funnel: entries that ever came to it or beyond, those that stand in it, and their amounts in yuan."""

    stage: Stage
    ever: int
    now: int
    ever_amount: int = 0
    now_amount: int = 0


@attrs.frozen
class Funnel:
    """The steps on the way in order, and what lies beside it: the stages that are lost or paused with their counts."""

    steps: tuple[FunnelStep, ...]
    beside: tuple[FunnelStep, ...]

    @property
    def whole(self) -> int:
        """Entries that ever set out."""
        return self.steps[0].ever if self.steps else 0


@attrs.frozen
class Passing:
    """How a cohort went from one stage to another: who entered, who arrived, in how many days (median, calendar days).

    The others were given up or are still under way; a share of what is still under way is not known yet.
    """

    from_stage: Stage
    to_stage: Stage
    entered: int
    arrived: int
    given_up: int
    median_days: float | None

    @property
    def under_way(self) -> int:
        """Entries that have neither arrived nor been given up."""
        return self.entered - self.arrived - self.given_up

    @property
    def share(self) -> Fraction | None:
        """What part arrived; None where nobody entered."""
        return Fraction(self.arrived, self.entered) if self.entered else None


def funnel(road: Stages, paths: Paths, amounts: Mapping[str, int] | None = None) -> Funnel:
    """Returns the funnel by the furthest stage ever reached: counting only present stages hides who has passed.

    `amounts` are entry → yuan.
    """
    held = amounts or {}
    by_code = places(road)
    on_ledger = {entry: path for entry, path in paths.items() if path.now is not None}
    furthest = {entry: path.furthest(by_code) for entry, path in on_ledger.items()}

    def step(stage: Stage) -> FunnelStep:
        now = [entry for entry, path in on_ledger.items() if path.now == stage.code]
        place = by_code.get(stage.code)
        ever = now if place is None else [entry for entry, far in furthest.items() if far >= place]
        return FunnelStep(stage, len(ever), len(now), _sum(ever, held), _sum(now, held))

    return Funnel(
        tuple(step(stage) for stage in on_road(road)),
        tuple(step(stage) for stage in road.stages if stage.code not in by_code),
    )


def passing(
    road: Stages,
    paths: Paths,
    from_code: str,
    to_code: str,
    first: date | None = None,
    last: date | None = None,
) -> Passing:
    """Returns how those passed on that came to `from_code` between the two days (None: whenever).

    Raises Refused for a stage that is not on the way.
    """
    by_code = places(road)
    start, end = place_of(road, from_code), place_of(road, to_code)
    entered, arrived, given_up = 0, 0, 0
    spans: list[int] = []
    lost = {stage.code for stage in road.stages if stage.end == "败"}
    for path in paths.values():
        came = path.reached(by_code, start)
        if came is None or (first and came.on < first) or (last and came.on > last):
            continue
        entered += 1
        there = path.reached(by_code, end)
        if there is not None:
            arrived += 1
            # who was registered beyond both has taken nobody knows how long
            if there is not came:
                spans.append((there.on - came.on).days)
        elif path.now is None or path.now in lost:
            given_up += 1
    way = on_road(road)
    days = float(median(spans)) if spans else None
    return Passing(way[start], way[end], entered, arrived, given_up, days)


def passings(
    road: Stages, paths: Paths, first: date | None = None, last: date | None = None
) -> tuple[Passing, ...]:
    """Returns how entries passed on from each stage to the next."""
    return tuple(
        passing(road, paths, here.code, there.code, first, last)
        for here, there in zip(on_road(road), on_road(road)[1:], strict=False)
    )


def needed_above(passed: Passing, wanted: int) -> int | None:
    """Returns how many must enter `from_stage` for `wanted` to arrive, by the cohort's share; None where none arrived."""
    share = passed.share
    return math.ceil(wanted / share) if share else None


def needed_words(passed: Passing, wanted: int) -> str:
    """Returns 「要投产 5 个，按现有转化需签约 17 个」, or why that cannot be said."""
    needed = needed_above(passed, wanted)
    start, end = _come_to(passed.from_stage.name), _come_to(passed.to_stage.name)
    if needed is None:
        return f"还没有一个从“{passed.from_stage.name}”走到“{passed.to_stage.name}”，转化无从算起"
    return f"要{end} {wanted} 个，按现有转化需{start} {needed} 个"


def _come_to(name: str) -> str:
    """Returns a stage as a deed: 「投产」 is one, 「园区」 is a place to which one comes."""
    is_place = len(name) != _DEED or name[-1] in _PLACES
    return f"进入“{name}”" if is_place else name


def _sum(entries: list[str], amounts: Mapping[str, int]) -> int:
    return sum(amounts.get(entry, 0) for entry in entries)
