"""Two moments of a ledger compared: which entries are new, gone, in another stage or changed, and what of them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.session import Session
from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.worded_day import said_of
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.words import brief
from battlemap.errors import BadInput
from battlemap.store.past_entries import entries_touched

Aspect = Literal["new", "deleted", "moved", "changed"]
#: In the order in which they are told, with their words.
ASPECTS: Final[dict[Aspect, str]] = {"new": "新增", "deleted": "删除", "moved": "阶段变化", "changed": "修改"}


@attrs.frozen
class EntryDifference:
    """What became different with one entry, in words; hidden particulars are told as they are shown."""

    entry: str
    title: str
    aspect: Aspect
    words: str


@attrs.frozen
class EntryComparison:
    """All differences, by aspect and then as the entries stand."""

    definition: Definition
    differences: tuple[EntryDifference, ...]

    @property
    def summary(self) -> str:
        """The counts in words: 「新增 2，阶段变化 1」; 「没有变化」 where there are none."""
        counted = Counter(difference.aspect for difference in self.differences)
        return "，".join(f"{ASPECTS[one]} {counted[one]}" for one in ASPECTS if counted[one]) or "没有变化"


def compare_ledger(
    session: Session,
    definition: Definition,
    earlier: datetime,
    later: datetime | None = None,
    *,
    is_unmasked: bool = False,
) -> EntryComparison:
    """Returns what became different in a ledger between two moments, the later one now for None.

    Told in the fields that the ledger has at the later moment. Raises BadInput where the later moment is not the later one.
    """
    if later is not None and later < earlier:
        raise BadInput("较晚的时刻早于较早的时刻，请对调。")
    with session.file.reading() as connection:
        touched = entries_touched(connection, definition.ledger.id, earlier, later)
    if not touched:
        return EntryComparison(definition, ())
    as_of = (later or session.clock()).date()
    before = AskedEntries(session, definition, earlier.date(), at=earlier)
    after = AskedEntries(session, definition, as_of, at=later)
    try:
        differences = _differences(before, after, touched, is_unmasked)
    finally:
        before.close()
        after.close()
    order = list(ASPECTS)
    return EntryComparison(definition, tuple(sorted(differences, key=lambda one: order.index(one.aspect))))


def compare_ledgers(
    session: Session, earlier: datetime, later: datetime | None = None
) -> tuple[EntryComparison, ...]:
    """Returns the same of every ledger in which something became different, in their order."""
    compared = (
        compare_ledger(session, definition, earlier, later)
        for definition in session.snapshot.definitions.values()
    )
    return tuple(one for one in compared if one.differences)


def _differences(
    before: AskedEntries, after: AskedEntries, touched: list[str], is_unmasked: bool
) -> list[EntryDifference]:
    definition = after.definition
    masking = Masking(definition, is_unmasked)
    was = {entry.id: entry for entry in before.entries(touched) if not entry.deleted}
    now = {entry.id: entry for entry in after.entries(touched) if not entry.deleted}
    before.definition = definition
    old = {row.id: row for row in before.rows(list(was))}
    new = {row.id: row for row in after.rows(list(now))}
    names = after.names([*old.values(), *new.values()])
    stage = definition.stage_field

    def called(title: str) -> str:
        return masking.title(title) or definition.noun

    differences = []
    for id in touched:
        if id in now and id not in was:
            at = stage.type.show(getattr(new[id], stage.key), names) if stage else ""
            differences.append(EntryDifference(id, called(now[id].title), "new", at))
        elif id in was and id not in now:
            differences.append(EntryDifference(id, called(was[id].title), "deleted", ""))
        elif id in now:
            words = []
            for field in definition.fields:
                values = getattr(old[id], field.key), getattr(new[id], field.key)
                if isinstance(field.type, Calculated) or (
                    values[0] == values[1] and said_of(values[0]) == said_of(values[1])
                ):
                    continue
                texts = [brief(masking.told(field.key, value, names)) or wording.EMPTY for value in values]
                change = f"{field.title} {texts[0]} → {texts[1]}"
                if field is stage:
                    differences.append(EntryDifference(id, called(now[id].title), "moved", change))
                else:
                    words.append(change if texts[0] != texts[1] else f"{field.title}有改动")
            if words:
                differences.append(EntryDifference(id, called(now[id].title), "changed", "；".join(words)))
    return differences
