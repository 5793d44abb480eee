"""A filter for rows of any kind: words that are looked for, and values that are wanted field by field, with counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.fields.field_type import natural
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.text import Hidden
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.sounds import SoundBook

#: So many values of one field are named, the rest is counted.
_NAMED: Final = 3
#: A field with more different values than this is no help in finding.
_MOST_GROUPS: Final = 60


@attrs.frozen
class RowFilter:
    """`wanted`: key → the words of the groups that are wanted, "" for empty cells. All that is set must hold."""

    words: str = ""
    wanted: Mapping[str, frozenset[str]] = attrs.field(factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it lets every row pass."""
        return not self.words.split() and not any(self.wanted.values())

    def with_group(self, key: str, group: str, is_on: bool) -> RowFilter:
        """Returns the filter with one group of a field set or taken back."""
        held = self.wanted.get(key, frozenset())
        groups = held | {group} if is_on else held - {group}
        rest = {other: kept for other, kept in self.wanted.items() if other != key}
        return attrs.evolve(self, wanted=rest | ({key: groups} if groups else {}))

    def passing(
        self, kind: Kind, rows: Iterable[Any], names: Names, book: SoundBook | None = None
    ) -> list[Any]:
        """Returns the rows that pass, in the order in which they come; with `book` names are also found by their sound."""
        by_key = {key: groups for key, groups in self.wanted.items() if groups and key in kind.by_key}
        words = self.words.casefold().split()
        return [
            row
            for row in rows
            if all(_group(kind.by_key[key], row, names) in groups for key, groups in by_key.items())
            and (not words or _holds(words, kind, row, names, book))
        ]

    def in_words(self, kind: Kind) -> str:
        """Returns 「层级 部门；含“征地”」, "" for an empty filter."""
        parts = [
            f"{kind.by_key[key].name} {_listed(groups)}"
            for key, groups in self.wanted.items()
            if groups and key in kind.by_key
        ]
        typed = " ".join(self.words.split())
        return "；".join([*parts, *([f"含“{typed}”"] if typed else [])])

    def to_json(self) -> str:
        """Returns what is set as one line of JSON, the same for equal filters."""
        wanted = {key: sorted(groups) for key, groups in self.wanted.items() if groups}
        return json.dumps({"words": self.words, "wanted": wanted}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> RowFilter:
        """Returns the filter that a text tells; what it does not understand is left out."""
        try:
            settings = json.loads(text)
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(settings, dict):
            return cls()
        words, wanted = settings.get("words"), settings.get("wanted")
        groups = {
            key: frozenset(value)
            for key, value in (wanted.items() if isinstance(wanted, dict) else ())
            if isinstance(value, list) and value and all(isinstance(item, str) for item in value)
        }
        return cls(words if isinstance(words, str) else "", groups)


@attrs.frozen
class Group:
    """The rows of one value of a field: its words ("" where it is empty), and how many the filter would show."""

    words: str
    count: int

    @property
    def name(self) -> str:
        """Its words for people."""
        return self.words or wording.EMPTY


@attrs.frozen
class RowFacet:
    """A field by which rows can be told apart."""

    key: str
    title: str
    groups: tuple[Group, ...]


def facets(
    wanted: RowFilter, kind: Kind, rows: Sequence[Any], names: Names, book: SoundBook | None = None
) -> tuple[RowFacet, ...]:
    """Returns every field that tells the rows apart, with the count of each value under all else that is set.

    What is set is among them even at no row. Choices stand in their own order, the rest as texts are sorted.
    """
    made = []
    for field in kind.fields:
        held = wanted.wanted.get(field.key, frozenset())
        there = {_group(field, row, names) for row in rows} | held
        if not held and not (_tells_apart(field) and 1 < len(there) <= _MOST_GROUPS):
            continue
        rest = attrs.evolve(wanted, wanted={key: v for key, v in wanted.wanted.items() if key != field.key})
        counts = Counter(_group(field, row, names) for row in rest.passing(kind, rows, names, book))
        order = [words for _, words in field.type.options(names) if words in there]
        order = list(
            dict.fromkeys([*order, *sorted(there.difference(order), key=lambda w: (w == "", natural(w)))])
        )
        made.append(RowFacet(field.key, field.name, tuple(Group(words, counts[words]) for words in order)))
    return tuple(made)


def _tells_apart(field: Field) -> bool:
    """Whether rows are counted by the values of a field: choices, yes or no, and what points to other rows."""
    return field.type.editor in ("choice", "switch", "row")


def _group(field: Field, row: Any, names: Names) -> str:
    return field.type.group(getattr(row, field.key), names)


def _holds(words: Sequence[str], kind: Kind, row: Any, names: Names, book: SoundBook | None) -> bool:
    """Whether every word stands somewhere in the row, as it is written or as it is spoken."""
    read = [field for field in kind.fields if not isinstance(field.type, Hidden)]
    texts = [field.type.show(getattr(row, field.key), names) for field in read]
    text = "\n".join(texts).casefold()
    missing = [word for word in words if word not in text]
    if not missing or book is None:
        return not missing
    spoken = "\n".join(map(book.speakable, texts))
    patterns = [book.pattern(word) for word in missing]
    return all(pattern is not None and pattern.search(spoken) for pattern in patterns)


def _listed(groups: Iterable[str]) -> str:
    names = sorted(group or wording.EMPTY for group in groups)
    return "、".join(names[:_NAMED]) + (f"等 {len(names)} 个" if len(names) > _NAMED else "")
