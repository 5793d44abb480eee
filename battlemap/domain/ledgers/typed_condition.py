"""A condition on a field as it is typed in words: which relations suit a field, and what the words stand for."""

from __future__ import annotations

import re
from typing import Any, Final

from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.kept import Kept
from battlemap.domain.fields.links import Files, Links
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.options import ManyOf, OneOf, YesOrNo
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.stage import Stages
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.domain.ledgers.entry_filter import BARE, Condition, Relation
from battlemap.errors import BadInput

#: Relations in the words of a form.
RELATION_WORDS: Final[dict[Relation, str]] = {
    "in": "是", "not_in": "不是", "reached": "曾到", "least": "不少于", "most": "不超过", "holds": "含有",
    "empty": "为空", "filled": "已填", "unread": "读不懂",
}  # fmt: skip
_APART: Final = re.compile(r"[、,，;；]+")


def relations_for(field: DefinedField) -> tuple[Relation, ...]:
    """Returns the relations that say something of a field, the likeliest first."""
    type_ = field.type.told_as
    if isinstance(type_, Stages):
        return ("reached", "in", "not_in", "empty", "filled")
    if isinstance(type_, OneOf | ManyOf | YesOrNo | Pointing):
        return ("in", "not_in", "empty", "filled", "unread")
    if isinstance(type_, Day | Amount | Calculated) or type_.storing in ("whole", "decimal"):
        return ("least", "most", "in", "empty", "filled", "unread")
    if isinstance(type_, Links | Files):
        return ("filled", "empty")
    return ("holds", "in", "empty", "filled", "unread")


def typed_condition(field: DefinedField, relation: Relation, text: str, names: Names) -> Condition:
    """Returns the condition that is meant: values by their codes and ids; raises BadInput that names the field."""
    if relation in BARE:
        return Condition(field.key, relation)
    words = [part.strip() for part in _APART.split(text) if part.strip()]
    if not words:
        raise BadInput(f"条件“{field.title} {RELATION_WORDS[relation]}”没有写值。")
    if relation == "holds":
        return Condition(field.key, relation, tuple(words))
    if relation in ("least", "most") and len(words) > 1:
        raise BadInput(f"条件“{field.title} {RELATION_WORDS[relation]}”只能写一个值。")
    spelled: list[str] = []
    for word in words:
        spelled += _spellings(field, word, names)
    return Condition(field.key, relation, tuple(spelled))


def _spellings(field: DefinedField, word: str, names: Names) -> list[str]:
    """Returns how the file spells what a word means."""
    type_: Kept = field.type.told_as
    if isinstance(type_, Calculated):
        figures = word.removesuffix("%").strip()
        if not re.fullmatch(r"-?\d+(\.\d+)?", figures):
            raise BadInput(f"{field.title}：应是数字，不能是“{word[:20]}”。")
        return [figures]
    try:
        value: Any = type_.read(word, names)
    except BadInput as error:
        raise BadInput(f"{field.title}：{error}", error.detail) from error
    if isinstance(type_, Stages):
        return [str(value)]
    stored = value if isinstance(value, tuple) else type_.stored(value)
    return [str(one) for one in (stored if isinstance(stored, tuple | list) else (stored,))]


def typed_words(condition: Condition, field: DefinedField, names: Names) -> str:
    """Returns the values of a condition as they are typed."""
    type_ = field.type.told_as
    if condition.relation == "holds" or isinstance(type_, Calculated):
        return "、".join(condition.values)
    words = []
    for value in condition.values:
        stored: Any = int(value) if type_.storing == "whole" and value.lstrip("-").isdigit() else value
        stored = [value] if isinstance(type_, ManyOf) else stored
        words.append(type_.show(type_.loaded(stored), names))
    return "、".join(words)
