"""A step in words: who did what, bulk steps counted, every change also on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.kind import FieldChange, Kind
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLES, Change, Step
from battlemap.domain.telling.change_words import Act, act_of, phrases
from battlemap.domain.telling.entry_changes import kind_of_change, told
from battlemap.domain.telling.field_words import changed_fields, changed_keys, kind_value_words
from battlemap.domain.words import brief

#: Up to so many changes are told one by one.
_FEW: Final = 2
_VERBS: Final[dict[Act, str]] = {
    "created": "新建", "deleted": "删除", "restored": "恢复", "moved": "移动", "edited": "修改",
}  # fmt: skip
#: In this order the tables of a bulk step are counted: the board's things first, then what came along.
_ORDER: Final = [kind.table for kind in sorted(CATALOGUE, key=lambda kind: kind.is_background)]


@attrs.frozen(slots=False)
class StepWords:
    """A step told: `deed` without and `words` with the person; `details` has a line per changed row."""

    actor: str
    deed: str
    _changes: tuple[Change, ...] = attrs.field(repr=False)
    _names: Snapshot = attrs.field(repr=False)

    @property
    def words(self) -> str:
        """The whole sentence: 「李明 把 ECON-03 从 推进中 移到 待核查」."""
        return f"{self.actor} {self.deed}"

    @property
    def row_count(self) -> int:
        """How many rows the step changed."""
        return len(self._changes)

    @cached_property
    def details(self) -> tuple[str, ...]:
        """What became of each row; told when first asked for, since an import has thousands."""
        return tuple(filter(None, (_told([change], self._names) for change in self._changes)))


def step_words(step: Step, names: Snapshot) -> StepWords:
    """Returns the step in words; `names` (the present snapshot will do) tells what ids stand for."""
    changes = told(net_changes(step.changes), names)
    return StepWords(step.actor, _deed(step, changes, names), changes, names)


def _deed(step: Step, changes: tuple[Change, ...], names: Snapshot) -> str:
    if step.kind in ("undo", "redo"):
        return f"{wording.STEP_KINDS[step.kind]}“{step.label}”"
    parents = {(change.table, change.id) for change in changes}
    apart = [change for change in changes if not _is_told_by_parent(change, parents)]
    deed = _told(apart, names) if len(apart) <= _FEW else _counted(apart, names)
    return f"并入：{deed}" if step.kind == "merge" else deed or step.label


def net_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Returns one change per row, from what it was first to what it is last, in order of first appearance."""
    first: dict[tuple[str, str], Change] = {}
    for change in changes:
        key = change.table, change.id
        earlier = first.get(key)
        first[key] = change if earlier is None else attrs.evolve(earlier, after=change.after)
    return tuple(change for change in first.values() if change.before != change.after)


def fields_of(step: Step, names: Snapshot) -> tuple[tuple[Change, tuple[FieldChange, ...]], ...]:
    """Returns every changed row with its changed fields in words, for a history with old and new values."""
    return tuple((change, changed_fields(change, names)) for change in told(net_changes(step.changes), names))


def _told(changes: Iterable[Change], names: Snapshot) -> str:
    return "，".join(filter(None, (phrase for change in changes for phrase in phrases(change, names))))


def _is_told_by_parent(change: Change, parents: set[tuple[str, str]]) -> bool:
    """Whether it is a new row whose words are told with what it belongs to, which the same step changes."""
    kind = kind_of_change(change)
    if change.before is not None or change.table not in TABLES or not kind.words.is_told_by_parent:
        return False
    return (kind.parent_table, getattr(change.after, kind.parent)) in parents


def _counted(changes: Iterable[Change], names: Snapshot) -> str:
    groups: dict[tuple[Act, str], list[Change]] = {}
    for change in sorted(changes, key=_place):
        groups.setdefault((act_of(change), change.table), []).append(change)
    return "，".join(words for (act, _), group in groups.items() if (words := _group(act, group, names)))


def _place(change: Change) -> int:
    """Returns where the change's table stands among those that are counted; entries of ledgers stand where all do."""
    return _ORDER.index(change.table if change.table in TABLES else "entry")


def _group(act: Act, group: list[Change], names: Snapshot) -> str:
    if len(group) == 1:
        return _told(group, names)
    kind = kind_of_change(group[0])
    many = f"{len(group)} {kind.counter}"
    if act == "moved":
        return f"移动 {many}{_goal(kind, group, names)}"
    if act == "edited":
        return _edited(many, kind, group, names)
    return f"{_VERBS[act]} {many}"


def _goal(kind: Kind, group: list[Change], names: Snapshot) -> str:
    """Returns 「到 待核查」 where all went to one place, else ""."""
    goals = []
    for key in kind.moved_by:
        values = {getattr(change.after, key) for change in group}
        if len(values) == 1 and any(_differs(change, key) for change in group):
            goals.append(brief(kind_value_words(kind, key, values.pop(), names)))
    return f"到 {'·'.join(goals)}" if goals else ""


def _edited(many: str, kind: Kind, group: list[Change], names: Snapshot) -> str:
    """Returns which field of them became what, as far as that is the same for all."""
    keys = set.intersection(*(set(changed_keys(change)) for change in group))
    shared = [key for key in changed_keys(group[0]) if key in keys]
    if shared == ["rank"]:
        return f"调整 {many}的次序"
    for key in shared:
        values = {getattr(change.after, key) for change in group}
        if key != "rank" and len(values) == 1:
            value = kind_value_words(kind, key, values.pop(), names)
            return f"把 {many}的{kind.by_key[key].name}改为 {brief(value)}"
    named = "、".join(kind.by_key[key].name for key in shared if key != "rank")
    return f"修改 {many}{'的' if named else ''}{named}"


def _differs(change: Change, key: str) -> bool:
    return bool(getattr(change.before, key) != getattr(change.after, key))
