"""What of a ledger is looked at: words, what is set in the heads, groups; told as text so that it can be saved under a name.

Choices, units and persons are told by their codes and ids, so that a view still finds them when they are renamed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import attrs

from battlemap.domain.fields.names import Names
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.looking.columns import Columns
from battlemap.domain.looking.head_filter import Condition, HeadFilter, Measure

#: A text that is longer is no look.
_LONGEST: Final = 100_000


@attrs.frozen
class EntryLook:
    """`heads` are conditions by the keys of fields, `group` is the key of the field by which rows are grouped, "" for none.

    `only_unread` lists the entries in which a cell could not be read.
    """

    words: str = ""
    heads: HeadFilter = attrs.field(factory=HeadFilter)
    group: str = ""
    only_unread: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether every entry is listed, in no groups."""
        return not (self.words.split() or self.group or self.only_unread) and self.heads.is_empty

    def in_words(self, columns: Columns) -> str:
        """Returns 「含“柳行”；阶段 签约；按产业分组」, "" for nothing in particular."""
        parts = [f"含“{' '.join(self.words.split())}”"] if self.words.split() else []
        parts += [self.heads.in_words(columns)] if not self.heads.is_empty else []
        parts += ["有读不懂的格子"] if self.only_unread else []
        parts += [f"按{columns.by_key[self.group].title}分组"] if self.group in columns.by_key else []
        return "；".join(parts)

    def to_json(self, definition: Definition, names: Names) -> str:
        """Returns the look as text."""
        heads = {
            key: _told(condition, definition.by_key.get(key), names)
            for key, condition in self.heads.conditions.items()
        }
        data: dict[str, Any] = {"words": " ".join(self.words.split()), "heads": heads, "group": self.group}
        data["only_unread"] = self.only_unread
        return json.dumps(
            {key: value for key, value in data.items() if value}, ensure_ascii=False, separators=(",", ":")
        )

    @classmethod
    def from_json(cls, text: str, definition: Definition, names: Names) -> EntryLook:
        """Returns the look that a text tells; what is garbled or speaks of a field that is gone is left out."""
        try:
            data = json.loads(text) if len(text) <= _LONGEST else {}
        except (ValueError, RecursionError):
            data = {}
        if not isinstance(data, dict):
            return cls()
        heads, kept = data.get("heads"), HeadFilter()
        for key, one in heads.items() if isinstance(heads, dict) else ():
            field = definition.by_key.get(key)
            if isinstance(one, dict) and (field is not None or key == "stage_on"):
                kept = kept.with_condition(key, _read(one, field, names))
        words, group = data.get("words"), data.get("group")
        return cls(
            words if isinstance(words, str) else "",
            kept,
            group if isinstance(group, str) and group in definition.by_key else "",
            data.get("only_unread") is True,
        )


def _coded(field: DefinedField | None, names: Names) -> Mapping[str, str]:
    """Returns the words of what can be chosen in a field → its code or id."""
    options = field.type.told_as.options(names) if field is not None else ()
    return {words: value for value, words in options if isinstance(value, str) and value and words}


def _told(condition: Condition, field: DefinedField | None, names: Names) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if condition.groups is not None:
        codes = _coded(field, names)
        data["codes"] = sorted(codes[words] for words in condition.groups if words in codes)
        data["groups"] = sorted(words for words in condition.groups if words not in codes)
    if condition.words.split():
        data["words"] = condition.words
    for name in ("least", "most"):
        value = getattr(condition, name)
        if value is not None:
            data[name] = value.isoformat() if isinstance(value, date) else f"{value}"
    return data


def _read(data: Mapping[str, Any], field: DefinedField | None, names: Names) -> Condition:
    groups = None
    if "codes" in data or "groups" in data:
        words = {code: called for called, code in _coded(field, names).items()}
        codes, plain = data.get("codes"), data.get("groups")
        chosen = {words[code] for code in codes if code in words} if isinstance(codes, list) else set()
        chosen |= {each for each in plain if isinstance(each, str)} if isinstance(plain, list) else set()
        groups = frozenset(chosen)
    searched = data.get("words")
    return Condition(
        groups,
        searched if isinstance(searched, str) else "",
        _measure(data.get("least")),
        _measure(data.get("most")),
    )


def _measure(text: Any) -> Measure | None:
    if not isinstance(text, str):
        return None
    try:
        return date.fromisoformat(text) if text.count("-") == 2 else Decimal(text)
    except (ValueError, InvalidOperation):
        return None
