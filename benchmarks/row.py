"""One line of the table: what was measured, at which size, against which goal, and how it came out."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Literal

import attrs

from battlemap.commands.command import Command
from battlemap.commands.session import Session

Unit = Literal["ms", "s", "bytes", "KiB", "MiB", "×"]
Statistic = Literal["p50", "p95", "max"]


class Samples(tuple[float, ...]):
    """What a clock on the wall says of each run; `processor` is what this process's own work took of it.

    On a machine that others use as well the wall's time is theirs too: then runs are compared by `processor`.
    """

    processor: tuple[float, ...] = ()


@attrs.frozen
class Rival:
    """Another way to do the same job, measured beside ours."""

    name: str
    samples: tuple[float, ...]


@attrs.frozen
class Row:
    """One measurement; `samples` are in `unit`, the goal is the most that `judged_by` may be, None where none was set."""

    what: str
    at: str
    unit: Unit
    samples: tuple[float, ...]
    goal: float | None = None
    judged_by: Statistic = "p50"
    rival: Rival | None = None

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached, by the wall or by the processor; no goal is always reached."""
        ways = [samples for samples in (self.samples, self.processor) if samples]
        return self.goal is None or any(statistic(way, self.judged_by) <= self.goal for way in ways)

    @property
    def processor(self) -> tuple[float, ...]:
        """What this process's own work took of each run, empty where that was not measured."""
        return self.samples.processor if isinstance(self.samples, Samples) else ()

    def cells(self) -> tuple[str, ...]:
        """Returns the words of the line: what, at, goal, measured, processor, ratio, verdict."""
        own = f"{number(statistics.median(self.processor))} {self.unit}" if self.processor else ""
        return (self.what, self.at, self._goal(), self._measured(), own, self._ratio(), self._verdict())

    def _goal(self) -> str:
        judged = f"{self.judged_by} " if len(self.samples) > 1 else ""
        return "" if self.goal is None else f"{judged}≤ {number(self.goal)} {self.unit}"

    def _measured(self) -> str:
        if len(self.samples) == 1:
            return f"{number(self.samples[0])} {self.unit}"
        shown = " / ".join(number(statistic(self.samples, name)) for name in ("p50", "p95", "max"))
        return f"{shown} {self.unit}"

    def _ratio(self) -> str:
        if self.rival is None:
            return ""
        theirs, ours = middle(self.rival.samples), middle(self.samples)
        return f"{self.rival.name}: {theirs / ours:.1f}×" if ours else ""

    def _verdict(self) -> str:
        if self.goal is None:
            return ""
        if self.is_met and statistic(self.samples, self.judged_by) > self.goal:
            return "reached (processor)"
        return "reached" if self.is_met else "MISSED"


def middle(samples: tuple[float, ...]) -> float:
    """Returns the median of the processor's time where it was measured, else of the samples."""
    own = samples.processor if isinstance(samples, Samples) else ()
    return statistics.median(own or samples)


def statistic(samples: tuple[float, ...], name: Statistic) -> float:
    """Returns the median, the 95th percentile (nearest rank) or the largest of the samples."""
    if name == "max":
        return max(samples)
    if name == "p50":
        return statistics.median(samples)
    ordered = sorted(samples)
    return ordered[-(-len(ordered) * 95 // 100) - 1]


def number(value: float) -> str:
    """Returns the value with about three figures."""
    for decimals, above in ((0, 100.0), (1, 10.0), (2, 0.1)):
        if abs(value) >= above:
            return f"{value:,.{decimals}f}"
    return f"{value:.3f}"


def committed(session: Session, command: Command) -> None:
    """Runs the command; what changes nothing is not timed."""
    assert session.run(command) is not None, f"nothing was changed by {command}"


def timed(
    act: Callable[[], object],
    times: int,
    unit: Unit = "ms",
    before: Callable[[], object] | None = None,
    own_time: Callable[[], float] = time.process_time,
) -> Samples:
    """Returns how long each of `times` calls took; `before` runs unmeasured ahead of each.

    `own_time` tells the processor's time in seconds: of this process, or of those that it has started.
    """
    factor = {"ms": 1000.0, "s": 1.0}[unit]
    taken = []
    for _ in range(times):
        if before is not None:
            before()
        start, own = time.perf_counter(), own_time()
        act()
        taken.append(((time.perf_counter() - start) * factor, (own_time() - own) * factor))
    samples = Samples(wall for wall, _ in taken)
    samples.processor = tuple(own for _, own in taken) if any(own for _, own in taken) else ()
    return samples


def time_of_children() -> float:
    """Returns the processor's seconds of all processes that this one has started and seen end; 0 where nobody tells."""
    times = os.times()
    return times.children_user + times.children_system


def together(runs: Sequence[Samples]) -> Samples:
    """Returns the samples of several runs as one."""
    samples = Samples(wall for run in runs for wall in run)
    samples.processor = tuple(own for run in runs for own in run.processor)
    return samples
