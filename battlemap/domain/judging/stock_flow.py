"""Stock and flow (存量增量): what stood in each stage, came, went on and was given up over a period; it must close."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs

from battlemap.domain.fields.stage import Stage, Stages
from battlemap.domain.judging.stage_path import Path, Paths


@attrs.frozen
class FlowLine:
    """A stage over a period: 期初 + 进入 − 转出 − 终止 = 期末; who leaves the ledger is counted as given up."""

    stage: Stage
    opening: int
    entered: int
    left: int
    given_up: int
    closing: int

    @property
    def closes(self) -> bool:
        """Whether the line adds up."""
        return self.opening + self.entered - self.left - self.given_up == self.closing


@attrs.frozen
class Stock:
    """The ledger as a whole over a period: 期初存量 + 本期新增 − 本期化解 − 终止 = 期末存量.

    In stock is what has neither arrived nor been given up. What had arrived and comes back (反弹、重访) is new again and
    counted in `returned` too. `solved_of_opening` are entries of the opening stock that are out of it as arrived at the end.
    """

    opening: int
    new: int
    solved: int
    given_up: int
    closing: int
    returned: int
    solved_of_opening: int

    @property
    def closes(self) -> bool:
        """Whether it adds up."""
        return self.opening + self.new - self.solved - self.given_up == self.closing

    @property
    def solved_share(self) -> Fraction | None:
        """化解率: of the opening stock alone; None where there was none."""
        return Fraction(self.solved_of_opening, self.opening) if self.opening else None


def flow_lines(road: Stages, paths: Paths, first: date, last: date) -> tuple[FlowLine, ...]:
    """Returns a line per stage for the days `first` … `last`, both included."""
    before = first - timedelta(days=1)
    lost = {stage.code for stage in road.stages if stage.end == "败"}
    entered = {stage.code: 0 for stage in road.stages}
    left, given_up = dict(entered), dict(entered)
    for path in paths.values():
        for old, new in _steps(path, first, last):
            if new in entered:
                entered[new] += 1
            if old in entered:
                gone = given_up if new is None or (new in lost and old not in lost) else left
                gone[old] += 1
    opening = _counts(road, paths, before)
    closing = _counts(road, paths, last)
    return tuple(
        FlowLine(stage, opening[code], entered[code], left[code], given_up[code], closing[code])
        for stage in road.stages
        for code in (stage.code,)
    )


def stock(road: Stages, paths: Paths, first: date, last: date) -> Stock:
    """Returns the stock over the days `first` … `last`, as offices of petitions count it."""
    before = first - timedelta(days=1)
    held = {stage.code for stage in road.stages if stage.end in ("", "暂缓")}
    won = {stage.code for stage in road.stages if stage.end == "成"}
    new = solved = given_up = returned = opening = closing = of_opening = 0
    for path in paths.values():
        was, is_now = path.at(before), path.at(last)
        opening += was in held
        closing += is_now in held
        of_opening += was in held and is_now in won
        for old, after in _steps(path, first, last):
            new += after in held and old not in held
            returned += after in held and old in won
            solved += old in held and after in won
            given_up += old in held and after not in held and after not in won
    return Stock(opening, new, solved, given_up, closing, returned, of_opening)


def _steps(path: Path, first: date, last: date) -> list[tuple[str | None, str | None]]:
    """Returns (from, to) of every move of the period."""
    pairs = zip((None, *(move.stage for move in path.moves)), path.moves, strict=False)
    return [(old, move.stage) for old, move in pairs if first <= move.on <= last]


def _counts(road: Stages, paths: Paths, day: date) -> dict[str, int]:
    counts = {stage.code: 0 for stage in road.stages}
    for path in paths.values():
        code = path.at(day)
        if code in counts:
            counts[code] += 1
    return counts
