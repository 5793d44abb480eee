"""The ledger 封土豁免 drives exemptions: what it grants, for whom and until when, written in the step that changed an entry."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import attrs

from battlemap.commands.command import Command
from battlemap.domain.kinds.ban_exemption import BanExemption
from battlemap.domain.kinds.entry import Entry, EntryLink, data_of
from battlemap.domain.kinds.task import Task
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository

#: The ledger's code and the stage in which an exemption holds; `stopped` ends it.
LEDGER: Final = "ban_exemptions"
_GRANTED, _STOPPED = "granted", "stopped"


def drive_exemptions(repository: Repository, definition: Definition) -> None:
    """Writes the exemptions that the entries of the ledger grant; other ledgers drive none.

    An entry that is no longer granted takes its exemption back; one that was stopped keeps it, with the day of that.
    """
    if definition.ledger.code != LEDGER:
        return
    fields = {field.key: field.id for field in definition.fields}
    wanted = ("valid_from", "valid_to", "task")
    if not all(key in fields for key in wanted):
        return
    there: dict[tuple[str, str], BanExemption] = {
        (row.entry, row.task): row for row in repository.find(BanExemption) if row.entry
    }
    granted: set[tuple[str, str]] = set()
    for entry in repository.live(Entry, ledger=definition.ledger.id):
        for link in repository.live(EntryLink, entry=entry.id, field=fields["task"], target_table="task"):
            made = _granted(repository, entry, link.target_id, fields, there.get((entry.id, link.target_id)))
            if made is not None:
                granted.add((entry.id, link.target_id))
                repository.put(made)
    for key, row in there.items():
        if key not in granted and not row.deleted:
            repository.put(attrs.evolve(row, deleted=True))


def _granted(
    repository: Repository, entry: Entry, task: str, fields: dict[str, str], before: BanExemption | None
) -> BanExemption | None:
    data = data_of(entry)
    start, end = (_day(data.get(fields[key])) for key in ("valid_from", "valid_to"))
    is_stopped = entry.stage == _STOPPED
    if entry.stage not in (_GRANTED, _STOPPED) or start is None or end is None or end < start:
        return None
    if repository.get(Task, task).deleted or (is_stopped and before is None):
        return None
    violation = str(data.get(fields.get("violation", "")) or "")
    return BanExemption(
        before.id if before else repository.new_id(),
        task,
        start,
        end,
        str(data.get(fields.get("document", "")) or "") or entry.code or entry.title,
        str(data.get(fields.get("pass_no", "")) or ""),
        (entry.stage_on or repository.today) if is_stopped else None,
        violation or ("豁免已撤销" if is_stopped else ""),
        entry.id,
    )


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


@attrs.frozen
class StopExemption(Command):
    """A violation stops a pass from a day on: 停工至封土期结束."""

    exemption: str
    violation: str
    on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        row = snapshot.rows["ban_exemption"][self.exemption]
        assert isinstance(row, BanExemption)
        return f"停用 {snapshot.called('task', row.task)} 的封土豁免"

    def apply(self, repository: Repository) -> None:
        """Writes day and violation; raises Refused for a pass that is stopped already, or without words."""
        row = repository.get(BanExemption, self.exemption)
        if row.deleted or row.stopped_on is not None:
            raise Refused("这件豁免已停用或已删除。")
        if not self.violation.strip():
            raise Refused("请写明违规情形和处理。")
        repository.put(
            attrs.evolve(row, stopped_on=self.on or repository.today, violation=self.violation.strip())
        )
