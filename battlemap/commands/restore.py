"""The rows of an earlier moment or of a backup come back, as one step that can be undone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import ClassVar

import attrs

from battlemap.commands.command import BringsMuch
from battlemap.domain.kinds.catalogue import ASKED_FOR
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLES, Row
from battlemap.errors import Refused
from battlemap.store.damage.recovery import asked_rows, guard_backup, snapshot_of
from battlemap.store.repository import Repository


@attrs.frozen(eq=False)
class RestoreRows(BringsMuch):
    """Every row becomes what it is in `then`; rows that it does not know are marked deleted. `source` says from where.

    Entries of ledgers, which no snapshot holds, become what they are in the file `entries_of`; without one they stay.
    """

    backup_reason: ClassVar[str] = "恢复前"

    then: Snapshot
    source: str
    entries_of: Path | None = None

    @classmethod
    def from_backup(cls, path: Path, at: datetime) -> RestoreRows:
        """Returns the command that brings back a backup made at `at`; raises what `store.recovery.guard_backup` raises."""
        guard_backup(path)
        return cls(snapshot_of(path), f"{at:%Y-%m-%d %H:%M} 的备份", path)

    def label(self, snapshot: Snapshot) -> str:
        return f"恢复到{self.source}"

    def apply(self, repository: Repository) -> None:
        """Writes the differing rows; raises Refused for a backup of another campaign."""
        if self.then.is_empty or self.then.campaign.id != repository.campaign().id:
            raise Refused("这份备份属于另一个作战行动，不能恢复到本档案。")
        self._guard_codes(repository)
        for table, kind in TABLES.items():
            if table in ASKED_FOR:
                continue
            wanted = self.then.rows[table]
            for row in wanted.values():
                repository.bring_back(row)
            for row in repository.live(kind):
                if row.id not in wanted:
                    repository.bring_back(_gone(row))
        if self.entries_of is not None:
            _bring_entries(repository, self.entries_of)

    def _guard_codes(self, repository: Repository) -> None:
        """Raises Refused where a code means another task here than there: two files have gone different ways since."""
        here = {task.code: task.id for task in repository.find(Task)}
        clashing = sorted(
            task.code for task in self.then.tasks.values() if here.get(task.code, task.id) != task.id
        )
        if clashing:
            raise Refused(
                f"备份中的 {'、'.join(clashing[:3])} 与现有的不是同一任务，两份档案已各自改动，不能合到一起。"
                "请把备份另存为新档案打开查看。",
                "、".join(clashing),
            )


def _gone(row: Row) -> Row:
    return evolved(row, deleted=True)


def _bring_entries(repository: Repository, path: Path) -> None:
    """Brings back what no snapshot holds, and marks as deleted what the file does not know."""
    there: dict[str, set[str]] = {table: set() for table in ASKED_FOR}
    for table, row in asked_rows(path):
        there[table].add(row.id)
        repository.bring_back(row)
    for table, ids in there.items():
        for row in repository.live(TABLES[table]):
            if row.id not in ids:
                repository.bring_back(_gone(row))
