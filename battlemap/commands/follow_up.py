"""What is still to be done after an entry becomes a task on the board: of a visit to a firm its follow-up, tied to the visit."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import attrs

from battlemap.commands.command import Command
from battlemap.commands.entry_writing import EntryWriting
from battlemap.commands.task import put_new_task
from battlemap.domain.fields.links import Links
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.entry import Entry, EntryLink, data_of
from battlemap.domain.kinds.task import Task, handed_to
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import NotFound, Refused
from battlemap.store.repository import Repository

#: Keys of fields that tell what is to be done, until when, by which unit and by whom, the likeliest first.
_WORK: Final = ("follow", "next_work", "next")
_DUE: Final = ("follow_due", "next_on", "due_on")
_UNIT: Final = ("unit",)
_OWNER: Final = ("owner", "leader")
#: Characters of a task's title.
_TITLE: Final = 60


def tie_of(definition: Definition) -> DefinedField | None:
    """Returns the field by which entries of a ledger are tied to tasks, None where it has none."""
    return next((field for field in definition.fields if getattr(field.type, "table", "") == "task"), None)


def follows_up(definition: Definition) -> bool:
    """Whether entries of a ledger say what is still to be done, and can be tied to the task that it becomes."""
    return tie_of(definition) is not None and any(key in definition.by_key for key in _WORK)


@attrs.frozen
class TasksOfEntries(Command):
    """Each entry's follow-up becomes a card of the ledger's action, tied to the entry; `action` names another action."""

    ledger: str
    ids: tuple[str, ...]
    action: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        definition = snapshot.definitions.get(self.ledger)
        noun = definition.noun if definition else "条目"
        return f"由 {len(self.ids)} {definition.ledger.counter if definition else '条'}{noun}生成任务"

    def apply(self, repository: Repository) -> None:
        """Writes cards and ties; raises Refused where an entry says nothing to be done, or its card is there already."""
        writing = EntryWriting(repository, self.ledger)
        definition, tie = writing.definition, tie_of(writing.definition)
        if tie is None or not isinstance(tie.type, Links):
            raise Refused(f"台账“{definition.title}”没有关联任务的字段，请先在“修改台账”里加上。")
        action = self.action or definition.ledger.action
        if not action:
            raise Refused(f"台账“{definition.title}”没有归入专项行动，不知道任务放到哪里；请先选定专项。")
        home = repository.get(Action, action)
        for id in self.ids:
            entry = repository.get(Entry, id)
            if entry.ledger != self.ledger:
                raise NotFound("要生成任务的内容不在这个台账中，请刷新后再试。", id)
            self._make(repository, writing, tie, entry, home)
        writing.finish()

    def _make(
        self, repository: Repository, writing: EntryWriting, tie: DefinedField, entry: Entry, home: Action
    ) -> None:
        definition = writing.definition
        work = _value(entry, definition, _WORK)
        if not isinstance(work, str) or not work.strip():
            titles = [definition.by_key[key].title for key in _WORK if key in definition.by_key]
            raise Refused(
                f"{definition.noun}“{brief(entry.title)}”没有写{titles[0] if titles else '后续工作'}，不能生成任务。"
            )
        tied = [link.target_id for link in repository.live(EntryLink, entry=entry.id, field=tie.id)]
        title = " ".join(work.split())
        fields: dict[str, Any] = {"detail": "" if len(title) <= _TITLE else work.strip()}
        due = _value(entry, definition, _DUE)
        if isinstance(due, date):
            fields["due_on"] = due
        for name, keys, table in (("responsible_unit", _UNIT, "unit"), ("owner", _OWNER, "person")):
            value = _value(entry, definition, keys, table)
            if isinstance(value, str):
                fields[name] = value
        called = (f"{entry.title}：{title}" if entry.title else title)[:_TITLE].strip()
        for there in (repository.get(Task, id) for id in tied):
            if not there.deleted and there.title == called:
                raise Refused(f"{definition.noun}“{brief(entry.title)}”的后续工作已生成任务 {there.code}。")
        task = put_new_task(repository, home, called, "waiting", fields)
        if task.responsible_unit is not None and task.assigned_on is None:
            repository.put(handed_to(task, task.responsible_unit, repository.today))
        writing.edit(entry, {tie.key: (*tied, task.id)}, is_strict=False)


def _value(entry: Entry, definition: Definition, keys: tuple[str, ...], table: str = "") -> Any:
    """Returns what stands in the first of these fields that holds something; of fields that lead to a table where one is named."""
    data = data_of(entry)
    for key in keys:
        field = definition.by_key.get(key)
        if field is None or not field.is_stored or getattr(field.type, "table", "") != table:
            continue
        value = field.type.loaded(data.get(field.id))
        if isinstance(value, str | date) and value:
            return value
    return None
