"""The rows of an earlier moment or of a backup come back, as one step that can be undone."""

from __future__ import annotations

import attrs

from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLES, Row
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen(eq=False)
class RestoreRows:
    """Every row becomes what it is in `then`; rows that it does not know are marked deleted. `source` says from where."""

    then: Snapshot
    source: str

    def label(self, snapshot: Snapshot) -> str:
        """Returns the step's name."""
        return f"恢复到{self.source}"

    def apply(self, repository: Repository) -> None:
        """Writes the differing rows; raises Refused for a backup of another campaign."""
        if self.then.is_empty or self.then.campaign.id != repository.campaign().id:
            raise Refused("这份备份属于另一个作战行动，不能恢复到本档案。")
        for table, kind in TABLES.items():
            wanted = self.then.rows[table]
            for row in wanted.values():
                repository.put(row)
            for row in repository.live(kind):
                if row.id not in wanted:
                    repository.put(_gone(row))


def _gone(row: Row) -> Row:
    return attrs.evolve(row, deleted=True)
