"""Ledgers made from templates, changed and removed; their fields added, changed, converted, moved and removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from battlemap.commands.command import Command, rank_before, ranks_before
from battlemap.commands.entry_writing import definition_in
from battlemap.commands.tally_driving import drive_tasks
from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.entry import Entry, data_of, data_text
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.ledger import LEDGER_FIELD, Ledger, LedgerField
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.ledgers.asking import FURTHEST, Asking
from battlemap.domain.ledgers.conversion import converted
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.domain.ledgers.field_types import options_of, stages_of, type_of
from battlemap.domain.ledgers.ledger_kind import row_of, written
from battlemap.domain.ledgers.moving import arrived
from battlemap.domain.ledgers.template import Template
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.file_names import FileNames
from battlemap.store.repository import Repository

#: What of a field is changed by its own commands, or never.
_FIXED: Final = frozenset({"id", "ledger", "key", "rank", "deleted"})


@attrs.frozen
class NewLedger(Command):
    """A ledger as a template tells it, with its fields, tallies and child ledgers; `title` where it is called otherwise."""

    template: Template
    title: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"新建台账“{brief(self.title or self.template.title)}”"

    def apply(self, repository: Repository) -> None:
        template = self.template
        if self.title.strip():
            template = attrs.evolve(template, ledger=attrs.evolve(template.ledger, title=self.title.strip()))
        _make(repository, template, None)


def _make(repository: Repository, template: Template, parent: str | None) -> None:
    actions = {action.code: action.id for action in repository.live(Action)}
    codes = {ledger.code for ledger in repository.find(Ledger)}
    home = repository.get(Ledger, parent) if parent else None
    title = template.title
    if home is not None and repository.live(Ledger, title=title):
        title = f"{home.title}·{title}"
    ledger = attrs.evolve(
        template.ledger,
        id=repository.new_id(),
        code=_free(template.code, codes),
        title=title,
        rank=rank_before(repository, Ledger, None),
        action=actions.get(template.action),
        parent=parent,
    )
    repository.put(ledger)
    field_ranks = ranks_before(repository, LedgerField, None, len(template.fields), ledger=ledger.id)
    for field, rank in zip(template.fields, field_ranks, strict=True):
        repository.put(attrs.evolve(field, id=repository.new_id(), ledger=ledger.id, rank=rank))
    tally_ranks = ranks_before(repository, Tally, None, len(template.tallies), ledger=ledger.id)
    for tally, rank in zip(template.tallies, tally_ranks, strict=True):
        repository.put(attrs.evolve(tally, id=repository.new_id(), ledger=ledger.id, rank=rank))
    for child in template.children:
        _make(repository, child, ledger.id)


def _free(code: str, taken: set[str]) -> str:
    """Returns the code, with a number behind it where somebody bears it: codes are never given twice."""
    number, free = 2, code
    while free in taken:
        free, number = f"{code}_{number}", number + 1
    return free


@attrs.frozen
class EditLedger(Command):
    """New values for what a ledger is called, where it belongs and which fields name, identify and stage its entries."""

    id: str
    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return f"修改台账“{brief(snapshot.ledgers[self.id].title)}”"

    def apply(self, repository: Repository) -> None:
        definition = definition_in(repository, self.id)
        strange = set(self.changes) - (
            {"title", "noun", "counter", "one_word", "action", "title_field", "key_fields", "stage_field"}
            | {"is_personal", "rates"}
        )
        if strange:
            raise Refused("台账没有这一项，请核对。", "、".join(sorted(strange)))
        named = [self.changes.get("title_field"), self.changes.get("stage_field")]
        named += str(self.changes.get("key_fields") or "").split()
        for key in filter(None, named):
            if key not in definition.by_key:
                raise Refused(f"台账“{brief(definition.ledger.title)}”没有代码为“{brief(str(key))}”的字段。")
        ledger = evolved(definition.ledger, **self.changes)
        repository.put(ledger)
        after = attrs.evolve(definition, ledger=ledger)
        if (after.title_field, after.stage_field) != (definition.title_field, definition.stage_field):
            _rename_and_restage(repository, definition, after)


def _rename_and_restage(repository: Repository, before: Definition, after: Definition) -> None:
    """Brings every entry's name and stage to what the fields hold that are called so now."""
    names = FileNames(repository)
    for entry in repository.live(Entry, ledger=after.ledger.id):
        row = row_of(entry, before, repository.today)
        bare = (
            attrs.evolve(entry, stage="", stage_on=None) if after.stage_field != before.stage_field else entry
        )
        fields = {after.title_field, after.stage_field, before.stage_field} - {None}
        values = {field.key: getattr(row, field.key) for field in fields if field is not None}
        made = written(bare, values, after, names)
        repository.put(arrived(bare, made, after, repository.today) if bare is not entry else made)


@attrs.frozen
class RemoveLedger(Command):
    """A ledger goes with its child ledgers; its entries stay in the file and come back with it."""

    id: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除台账“{brief(snapshot.ledgers[self.id].title)}”"

    def apply(self, repository: Repository) -> None:
        for child in repository.live(Ledger, parent=self.id):
            RemoveLedger(child.id).apply(repository)
        repository.put(evolved(repository.get(Ledger, self.id), deleted=True))


@attrs.frozen
class RestoreLedger(Command):
    """A deleted ledger comes back with the child ledgers that went with it."""

    id: str

    def label(self, snapshot: Snapshot) -> str:
        return f"恢复台账“{brief(snapshot.ledgers[self.id].title)}”"

    def apply(self, repository: Repository) -> None:
        ledger = repository.get(Ledger, self.id)
        children = repository.went_with(ledger, Ledger, parent=self.id)
        repository.put(evolved(ledger, deleted=False))
        for child in children:
            RestoreLedger(child.id).apply(repository)


@attrs.frozen
class AddField(Command):
    """A new field of a ledger, before the field `before` or at the end; `field` bears neither id nor rank."""

    ledger: str
    field: LedgerField
    before: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"为台账“{brief(snapshot.ledgers[self.ledger].title)}”增加字段“{brief(self.field.title)}”"

    def apply(self, repository: Repository) -> None:
        definition_in(repository, self.ledger)
        ever = {field.key for field in repository.find(LedgerField, ledger=self.ledger)}
        rank = rank_before(repository, LedgerField, self.before, ledger=self.ledger)
        key = _free(self.field.key, ever)
        repository.put(
            attrs.evolve(
                self.field, id=repository.new_id(), ledger=self.ledger, key=key, rank=rank, deleted=False
            )
        )


@attrs.frozen
class EditField(Command):
    """New values for a field; a new type or new options read every entry's value anew, and keep as written what they cannot.

    An option keeps its code where it is renamed, so rows keep it; one that entries still hold is retired, not taken out.
    """

    id: str
    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return f"修改字段“{brief(snapshot.ledger_fields[self.id].title)}”"

    def apply(self, repository: Repository) -> None:
        field = repository.get(LedgerField, self.id)
        if _FIXED & set(self.changes):
            raise Refused(f"字段“{brief(field.title)}”的代码和所属台账不能更改。")
        definition = definition_in(repository, field.ledger)
        after = LEDGER_FIELD.with_values(field, self.changes)
        if field.key == definition.ledger.stage_field and after.type != "stage":
            raise Refused(f"“{brief(field.title)}”是台账的阶段，不能换成别的类型。")
        if field.key == definition.ledger.stage_field:
            _guard_stages(repository, definition, after)
        repository.put(after)
        if (field.type, field.options, field.unit) != (after.type, after.options, after.unit):
            _convert(repository, field, after, is_stage=field.key == definition.ledger.stage_field)


def _guard_stages(repository: Repository, definition: Definition, after: LedgerField) -> None:
    """Raises Refused where a stage is taken out in which entries stand, or to which they ever came."""
    left = {stage.code for stage in stages_of(options_of(after))}
    rows = repository.entry_rows(definition)
    for stage in definition.stages:
        if stage.code in left:
            continue
        count = sum(
            rows.count(Asking(EntryFilter((Condition(key, "in", (stage.code,)),))))
            for key in (after.key, FURTHEST)
        )
        if count:
            raise Refused(f"阶段“{brief(stage.name)}”还有条目用到，不能删除；请停用，已有内容照常显示。")


def _convert(repository: Repository, before: LedgerField, after: LedgerField, *, is_stage: bool) -> None:
    """Reads what entries hold in a field anew, by its new type; what is equal then is not written."""
    old, new = type_of(before), type_of(after)
    names = FileNames(repository)
    is_same_type = before.type == after.type
    for entry in repository.live(Entry, ledger=after.ledger):
        data = data_of(entry)
        if is_stage or data.get(after.id) in (None, ""):
            continue
        held = data[after.id]
        value = new.loaded(held) if is_same_type and not isinstance(held, dict) else None
        if value is None or value == new.nothing:
            value = converted(old.loaded(held), old, new, names)
        data[after.id] = new.stored(value)
        was, now = isinstance(held, dict), isinstance(data[after.id], dict)
        repository.put(
            attrs.evolve(entry, data=data_text(data), unread=max(0, entry.unread + int(now) - int(was)))
        )


@attrs.frozen
class MoveField(Command):
    """Another place for a field: before the field `before`, or at the end."""

    id: str
    before: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"移动字段“{brief(snapshot.ledger_fields[self.id].title)}”"

    def apply(self, repository: Repository) -> None:
        field = repository.get(LedgerField, self.id)
        if self.before != self.id:
            rank = rank_before(repository, LedgerField, self.before, without=(self.id,), ledger=field.ledger)
            repository.put(evolved(field, rank=rank))


@attrs.frozen
class RemoveField(Command):
    """A field goes; entries keep what it holds, and show it again when it comes back."""

    id: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除字段“{brief(snapshot.ledger_fields[self.id].title)}”"

    def apply(self, repository: Repository) -> None:
        field = repository.get(LedgerField, self.id)
        definition = definition_in(repository, field.ledger)
        if field.key == definition.ledger.stage_field:
            raise Refused(f"“{brief(field.title)}”是台账的阶段，不能删除。")
        if field.key == definition.ledger.title_field:
            raise Refused(f"“{brief(field.title)}”是条目的名称，请先另选名称字段再删除。")
        for tally in repository.live(Tally, ledger=field.ledger):
            used = {condition.field for condition in EntryFilter.from_json(tally.wanted).conditions}
            if field.key in used | {tally.field}:
                raise Refused(f"计数“{brief(tally.title)}”用到字段“{brief(field.title)}”，请先改计数再删除。")
        if len(definition.fields) == 1:
            raise Refused(f"“{brief(field.title)}”是台账的最后一个字段，不能删除。")
        repository.put(evolved(field, deleted=True))


@attrs.frozen
class PutTally(Command):
    """A tally is made, or changed where `tally` bears the id of one; the task that it drives gets its progress at once."""

    tally: Tally

    def label(self, snapshot: Snapshot) -> str:
        verb = "修改" if self.tally.id in snapshot.tallies else "增加"
        return f"{verb}计数“{brief(self.tally.title)}”"

    def apply(self, repository: Repository) -> None:
        definition = definition_in(repository, self.tally.ledger)
        used = [condition.field for condition in EntryFilter.from_json(self.tally.wanted).conditions]
        for key in filter(None, (*used, self.tally.field)):
            if key not in definition.by_key and key not in ("stage_on", "furthest"):
                raise Refused(f"计数“{brief(self.tally.title)}”用到的字段“{brief(key)}”不在台账中。")
            type_ = definition.by_key[key].type if key in definition.by_key else None
            if isinstance(type_, Calculated) and type_.way == "lookup":
                raise Refused(
                    f"计数“{brief(self.tally.title)}”不能用查找字段“{brief(definition.by_key[key].title)}”："
                    "它随另一本台账变化。请在那本台账里计数。"
                )
        tally = self.tally
        if not tally.id:
            rank = rank_before(repository, Tally, None, ledger=tally.ledger)
            tally = attrs.evolve(tally, id=repository.new_id(), rank=rank)
        repository.put(tally)
        drive_tasks(repository, definition, None, only=tally.id)


@attrs.frozen
class RemoveTally(Command):
    """A tally goes; the task that it drove stays as it is."""

    id: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除计数“{brief(snapshot.tallies[self.id].title)}”"

    def apply(self, repository: Repository) -> None:
        repository.put(evolved(repository.get(Tally, self.id), deleted=True))


@attrs.frozen
class RecountTallies(Command):
    """After the work of others came in: every card that a tally drives gets the progress that the entries tell now, and
    every entry the number of its cells that could not be read, for what several PCs wrote came together cell by cell.
    """

    def label(self, snapshot: Snapshot) -> str:
        return "按台账计数更新任务进度"

    def apply(self, repository: Repository) -> None:
        for ledger in repository.live(Ledger):
            definition = definition_in(repository, ledger.id)
            for id, held in repository.miscounted(definition):
                repository.put(attrs.evolve(repository.get(Entry, id), unread=held))
            drive_tasks(repository, definition, None)
