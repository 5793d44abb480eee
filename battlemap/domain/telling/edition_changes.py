"""What is different between an edition and the one before: figure by figure, with the rows behind."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from battlemap import wording
from battlemap.domain.telling.daily_report import DailyReport, Figure


@attrs.frozen
class FigureChange:
    """A figure in two reports: how much it was and is, which ids came and went."""

    name: str
    before: int
    after: int
    came: tuple[str, ...]
    went: tuple[str, ...]

    @property
    def words(self) -> str:
        """「红灯：10 → 8（−2）」."""
        difference = self.after - self.before
        sign = f"{difference:+d}".replace("-", "−") if difference else "数同，任务有变"
        return f"{self.name}：{self.before} → {self.after}（{sign}）"


def figure_changes(before: DailyReport, after: DailyReport) -> tuple[FigureChange, ...]:
    """Returns the figures of the two reports that count other rows, in the order of the report."""
    were = dict(_named(before))
    changes = []
    for name, figure in _named(after):
        was = were.get(name)
        had, has = (was.ids if was else ()), figure.ids
        if set(had) != set(has):
            came = tuple(id for id in has if id not in had)
            went = tuple(id for id in had if id not in has)
            changes.append(FigureChange(name, len(had), len(has), came, went))
    return tuple(changes)


def _named(report: DailyReport) -> Iterator[tuple[str, Figure]]:
    for figure in (
        report.tasks, report.finished, report.struck_off, report.new_problems, report.solved_problems,
        report.open_problems, report.due_next,
    ):  # fmt: skip
        yield figure.name, figure
    for lamp in report.lamps:
        yield wording.LAMPS[lamp.lamp], lamp.now
