"""What is set in the heads of a ledger's table, as questions to the file: values by their words, spans, words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.kept import UNREAD_GROUP
from battlemap.domain.fields.links import Files, Links
from battlemap.domain.fields.options import ManyOf, OneOf, YesOrNo
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.stage import Stages
from battlemap.domain.ledgers.asking import Asking, EntryGroup
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.entry_filter import Condition
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.looking.columns import Column
from battlemap.domain.looking.head_filter import Condition as HeadCondition
from battlemap.domain.looking.head_filter import HeadFilter
from battlemap.shown.ledgers.ledger_book import LedgerBook


def sum_words(groups: Sequence[EntryGroup], column: Column) -> str:
    """Returns what groups amount to in a column, "" for nothing."""
    sums = [group.sums[column.key] for group in groups if group.sums.get(column.key) is not None]
    return f"{column.field.type.measure(sum(sums)):,f}" if sums else ""


@attrs.frozen
class HeadsAsked:
    """Asks for one ledger."""

    book: LedgerBook
    definition: Definition
    masking: Masking

    def tells_apart(self, key: str) -> bool:
        """Whether a field has few values, by which entries are told apart."""
        field = self.definition.by_key.get(key)
        return field is not None and isinstance(field.type.told_as, OneOf | ManyOf | YesOrNo | Pointing)

    def asks_of_many(self, heads: HeadFilter) -> bool:
        """Whether one of several choices is wanted, which the words of a whole cell do not tell."""
        return any(
            condition.groups is not None and isinstance(self.definition.by_key[key].type, ManyOf)
            for key, condition in heads.conditions.items()
            if key in self.definition.by_key
        )

    def asked_by(self, key: str, condition: HeadCondition, among: Asking) -> list[tuple[Condition, ...]]:
        """Returns what is asked for a head, several questions of which any may hold; all conditions of one must."""
        field = self.definition.by_key.get(key)
        base: list[Condition] = []
        if condition.least is not None:
            base.append(Condition(key, "least", (_plain(condition.least, field),)))
        if condition.most is not None:
            base.append(Condition(key, "most", (_plain(condition.most, field),)))
        words, groups = condition.words.split(), condition.groups
        if words and field is not None and isinstance(field.type.told_as, OneOf | ManyOf | Pointing):
            folded = [word.casefold() for word in words]
            named = frozenset(
                group for group in self.counts(key, among) if all(word in group.casefold() for word in folded)
            )
            groups = named if groups is None else groups & named
        elif words and self.masking.hides(key):
            base.append(Condition(key, "in", (condition.words.strip(),)))
        else:
            base += [Condition(key, "holds", (word,)) for word in words]
        if groups is None:
            return [tuple(base)]
        return [(*base, one) for one in self._ways(key, groups)]

    def _ways(self, key: str, groups: frozenset[str]) -> list[Condition]:
        """Returns the conditions of which one must hold for a value to be one of these."""
        field, ways, values = self.definition.by_key.get(key), [], []
        chosen = _chosen(field, groups - {"", UNREAD_GROUP})
        if chosen is not None:
            values += chosen
        else:
            for group in self._groups(key, Asking()):
                if group.value is not None and self.group_name(key, group) in groups:
                    values.append(_spelling(field, group.value))
        if values:
            ways.append(Condition(key, "in", tuple(values)))
        if "" in groups:
            ways.append(Condition(key, "empty"))
        if UNREAD_GROUP in groups:
            ways.append(Condition(key, "unread"))
        return ways or [Condition(key, "in")]

    def counts(self, key: str, asking: Asking) -> dict[str, int]:
        """Returns the words of a field's values → how many entries have them; none of what is hidden or tied."""
        field = self.definition.by_key.get(key)
        if field is None or isinstance(field.type, Links | Files) or self.masking.hides(key):
            return {}
        counts: dict[str, int] = {}
        for group in self._groups(key, asking):
            words = self.group_name(key, group)
            counts[words] = counts.get(words, 0) + group.count
        return counts

    def _groups(self, key: str, asking: Asking) -> list[EntryGroup]:
        with self.book.asked(self.definition) as rows:
            return rows.groups(asking, key)

    def group_name(self, key: str, group: EntryGroup) -> str:
        """Returns the words of a group, "" for empty cells."""
        if group.is_unread:
            return UNREAD_GROUP
        if group.value is None:
            return ""
        field = self.definition.by_key[key]
        is_one_of_many = isinstance(field.type, ManyOf) and isinstance(group.value, str)
        return field.type.group((group.value,) if is_one_of_many else group.value, self.book.names)


def _plain(measure: Any, field: DefinedField | None) -> str:
    """Returns a limit as the file compares it: amounts in yuan."""
    if field is not None and isinstance(field.type.told_as, Amount) and not isinstance(measure, date):
        measure = measure * field.type.told_as.scale
    return f"{measure}"


def _chosen(field: DefinedField | None, groups: frozenset[str]) -> list[str] | None:
    """Returns how the file spells choices of these names, None where some are none: then it is asked what there is."""
    if field is None or not isinstance(field.type, OneOf | ManyOf):
        return None
    choices = field.type.choices
    if not groups <= {option.name for option in choices}:
        return None
    return [option.code for option in choices if option.name in groups]


def _spelling(field: DefinedField | None, value: Any) -> str:
    """Returns how the file spells a value."""
    if isinstance(value, bool):
        return str(int(value))
    if field is None or isinstance(field.type.told_as, ManyOf | Stages):
        return str(value)
    return str(field.type.told_as.stored(value))
