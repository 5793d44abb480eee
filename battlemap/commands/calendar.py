"""Changes to the campaign's own days: days off, make-up days, 封土期 and key periods."""

from __future__ import annotations

import attrs

from battlemap.commands.command import BringsMuch
from battlemap.domain.days.calendar import Period
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class ImportPeriods(BringsMuch):
    """Periods of a list join those there are, or take their place; what is there already is not written again."""

    periods: tuple[Period, ...]
    is_replacing: bool = False

    def label(self, snapshot: Snapshot) -> str:
        return f"导入日历（{len(self.periods)} 个时段）"

    def apply(self, repository: Repository) -> None:
        """Writes the periods, whose own ids do not count; raises Refused for an empty list or a period that is none."""
        if not self.periods:
            raise Refused("没有可导入的时段。")
        standing = {_content(period): period for period in repository.live(Period)}
        wanted = {_content(period): period for period in self.periods}
        for content, period in wanted.items():
            if content not in standing:
                repository.put(attrs.evolve(period, id=repository.new_id(), deleted=False))
        if self.is_replacing:
            for content, period in standing.items():
                if content not in wanted:
                    repository.put(attrs.evolve(period, deleted=True))


def _content(period: Period) -> Period:
    return attrs.evolve(period, id="", deleted=False)


@attrs.frozen
class SetPeriods:
    """The calendar is as it was drawn: periods that bear an id are changed, others are new, those left out go."""

    periods: tuple[Period, ...]

    def label(self, snapshot: Snapshot) -> str:
        return "修改工作日历"

    def apply(self, repository: Repository) -> None:
        """Writes what is different; raises Refused for a period that is none."""
        standing = {period.id: period for period in repository.live(Period)}
        for period in self.periods:
            if period.id not in standing:
                repository.put(attrs.evolve(period, id=repository.new_id(), deleted=False))
            elif standing.pop(period.id) != period:
                repository.put(period)
        for period in standing.values():
            repository.put(attrs.evolve(period, deleted=True))
