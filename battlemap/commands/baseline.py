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
        return f"立下军令状“{self.title}”"

    def apply(self, repository: Repository) -> None:
        """Writes the baseline; raises Refused for an empty or taken name or a moment that is still to come."""
        at = self.at or repository.at
        if at > repository.at:
            raise Refused("军令状不能立在将来的时间，请核对日期。")
        whole_milliseconds = at.replace(microsecond=at.microsecond // 1000 * 1000)
        baseline = Baseline(repository.new_id(), self.title.strip(), whole_milliseconds)
        repository.put(baseline)
