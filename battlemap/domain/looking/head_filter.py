"""The filter in the heads of a list: for each column the values that are wanted, words, or a span of days or numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.fields.field_type import natural
from battlemap.domain.looking.columns import Column, Columns, Seen

#: A column with more different values than this is asked by words or a span alone.
MOST_GROUPS: Final = 300
#: So many values are named, the rest is counted.
_NAMED: Final = 3

Measure = date | Decimal


@attrs.frozen
class Condition:
    """What is wanted of one column; all that is set must hold.

    `groups` are the words of the values that are wanted, "" for empty cells, None for all; `words` must all stand in the
    cell; it must lie from `least` to `most`.
    """

    groups: frozenset[str] | None = None
    words: str = ""
    least: Measure | None = None
    most: Measure | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it lets every row pass."""
        return self.groups is None and not self.words.split() and self.least is None and self.most is None

    def passes(self, column: Column, seen: Seen) -> bool:
        """Whether the cell of a row is wanted."""
        value = column.value(seen)
        if self.groups is not None and column.group(seen) not in self.groups:
            return False
        if self.least is not None or self.most is not None:
            stands: Any = column.field.type.measure(value)
            if (
                stands is None
                or (self.least is not None and stands < self.least)
                or (self.most is not None and stands > self.most)
            ):
                return False
        words = self.words.casefold().split()
        if not words:
            return True
        text = column.text(seen).casefold()
        return all(word in text for word in words)

    def in_words(self, column: Column) -> str:
        """Returns 「状态 推进中、待核查」, 「完成时限 2018-11-01 至 2018-11-30」."""
        parts = []
        if self.groups is not None:
            names = sorted(group or wording.EMPTY for group in self.groups)
            listed = "、".join(names[:_NAMED]) + (f"等 {len(names)} 个" if len(names) > _NAMED else "")
            parts.append(listed or "（一个也不要）")
        if self.words.split():
            parts.append(f"含“{' '.join(self.words.split())}”")
        if self.least is not None or self.most is not None:
            low = "" if self.least is None else f"{self.least}"
            high = "" if self.most is None else f"{self.most}"
            parts.append(f"{low} 至 {high}" if low and high else f"{low} 以上" if low else f"{high} 以内")
        return f"{column.title} {'，'.join(parts)}"


@attrs.frozen
class HeadFilter:
    """Conditions by column."""

    conditions: Mapping[str, Condition] = attrs.field(factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it lets every row pass."""
        return not self.conditions

    def of(self, key: str) -> Condition:
        """Returns what is wanted of a column."""
        return self.conditions.get(key, Condition())

    def with_condition(self, key: str, condition: Condition) -> HeadFilter:
        """Returns the filter with another condition for a column; an empty one takes it out."""
        rest = {other: kept for other, kept in self.conditions.items() if other != key}
        return HeadFilter(rest if condition.is_empty else {**rest, key: condition})

    def passing(self, ids: Iterable[str], columns: Columns, seen_of: Callable[[str], Seen]) -> list[str]:
        """Returns the rows that pass, in the order in which they come."""
        tests = [(columns.by_key[key], condition) for key, condition in self.conditions.items()]
        if not tests:
            return list(ids)
        passed = []
        for id in ids:
            seen = seen_of(id)
            if all(condition.passes(column, seen) for column, condition in tests):
                passed.append(id)
        return passed

    def in_words(self, columns: Columns) -> str:
        """Returns all conditions in a row, "" for none."""
        sentences = (condition.in_words(columns.by_key[key]) for key, condition in self.conditions.items())
        return "；".join(sentences)


def counted(column: Column, seen: Iterable[Seen]) -> dict[str, int]:
    """Returns the words of the column's values → how many rows have them, in the order of a list of choices.

    What can be chosen stands in its own order, the rest as texts are sorted, empty cells last.
    """
    options: dict[str, None] = {}
    counts: Counter[str] = Counter()
    for one in seen:
        if not counts:
            options = {words: None for _, words in column.field.type.options(one.names)}
        counts[column.group(one)] += 1
    order = [words for words in options if words and words in counts]
    rest = sorted(counts.keys() - set(order), key=lambda words: (words == "", natural(words)))
    return {words: counts[words] for words in [*order, *rest]}
