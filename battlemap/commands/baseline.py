"""Baselines (军令状): a moment of the plan is given a name."""

from __future__ import annotations

from datetime import datetime

import attrs

from battlemap.domain.kinds.baseline import Baseline
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class FreezeBaseline:
    """The plan as it is, or as it was at an earlier moment, is sworn to; nothing is copied, the journal keeps it."""

    title: str
    at: datetime | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"立下军令状「{self.title}」"

    def apply(self, repository: Repository) -> None:
        """Writes the baseline; raises Refused for an empty or taken name or a moment that is still to come."""
        at = self.at or repository.at
        if at > repository.at:
            raise Refused("军令状不能立在将来的时间，请核对日期。")
        whole_milliseconds = at.replace(microsecond=at.microsecond // 1000 * 1000)
        baseline = Baseline(repository.new_id(), self.title.strip(), whole_milliseconds)
        _put_checked(repository, baseline)


@attrs.frozen
class RenameBaseline:
    """A baseline gets another name."""

    baseline: str
    title: str

    def label(self, snapshot: Snapshot) -> str:
        return f"军令状「{snapshot.baselines[self.baseline].title}」改名"

    def apply(self, repository: Repository) -> None:
        """Writes the name; raises Refused for an empty or taken one."""
        known = repository.get(Baseline, self.baseline)
        _put_checked(repository, attrs.evolve(known, title=self.title.strip()))


@attrs.frozen
class DeleteBaseline:
    """A baseline goes; the journal still knows the plan of that moment."""

    baseline: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除军令状「{snapshot.baselines[self.baseline].title}」"

    def apply(self, repository: Repository) -> None:
        """Marks the baseline as deleted."""
        repository.put(attrs.evolve(repository.get(Baseline, self.baseline), deleted=True))


def _put_checked(repository: Repository, baseline: Baseline) -> None:
    if not baseline.title:
        raise Refused("军令状的名称不能为空。")
    if any(other.title == baseline.title and other.id != baseline.id for other in repository.live(Baseline)):
        raise Refused(f"已有名为「{baseline.title}」的军令状，请换一个名称。")
    repository.put(baseline)
