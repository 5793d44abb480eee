"""Filters over entries as data: conditions on fields that all must hold; of tallies, rates, saved views and lists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final, Literal, get_args

import attrs

from battlemap.domain.words import brief
from battlemap.errors import BadInput

#: in, not_in: one of the values (codes of options and stages, ids of units and persons, texts, "1" and "0" for 是 and 否);
#: reached: the entry stands, or ever stood, in one of these stages or in one further along the road;
#: least, most: from and up to a number (yuan for 金额) or a day, both included; holds: the text is part of it;
#: empty, filled: whether anything stands there; unread: what stands there could not be read.
Relation = Literal["in", "not_in", "reached", "least", "most", "holds", "empty", "filled", "unread"]
RELATIONS: Final[tuple[Relation, ...]] = get_args(Relation)
#: Relations that need no value.
BARE: Final = frozenset({"empty", "filled", "unread"})


@attrs.frozen
class Condition:
    """One condition: the key of a field, a relation, and the stored spellings of what is wanted, any of which may hold."""

    field: str
    relation: Relation
    values: tuple[str, ...] = ()


@attrs.frozen
class EntryFilter:
    """All `conditions` must hold, and every one of the `words` must stand somewhere in the entry."""

    conditions: tuple[Condition, ...] = ()
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it lets every entry pass."""
        return not self.conditions and not self.words.split()

    @classmethod
    def of(cls, conditions: Any) -> EntryFilter:
        """Returns the filter that a JSON list of conditions tells; raises BadInput in words."""
        if not isinstance(conditions, list):
            raise BadInput("条件应是一个列表。")
        return cls(tuple(_condition(item) for item in conditions))

    @classmethod
    def from_json(cls, text: str) -> EntryFilter:
        """Returns the filter that a text tells, "" for one without conditions; raises BadInput."""
        if not text:
            return cls()
        try:
            conditions = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadInput("条件读不懂，请重新填写。", str(error)) from error
        return cls.of(conditions)

    def told(self) -> list[dict[str, Any]]:
        """Returns the conditions as JSON tells them; words are of the moment and not among them."""
        return [
            {"field": condition.field, "is": condition.relation}
            | ({"values": list(condition.values)} if condition.values else {})
            for condition in self.conditions
        ]

    def to_json(self) -> str:
        """Returns the conditions as text, "" for none."""
        return json.dumps(self.told(), ensure_ascii=False, separators=(",", ":")) if self.conditions else ""

    def with_conditions(self, more: Iterable[Condition]) -> EntryFilter:
        """Returns the filter with further conditions."""
        return attrs.evolve(self, conditions=(*self.conditions, *more))


def _condition(item: Any) -> Condition:
    if not isinstance(item, dict) or not isinstance(item.get("field"), str):
        raise BadInput("条件应写明字段（field）。")
    relation, values = item.get("is", "in"), item.get("values", [])
    if relation not in RELATIONS:
        raise BadInput(f"条件的关系“{brief(str(relation))}”不认识，应为 {'、'.join(RELATIONS)}。")
    if not isinstance(values, list) or not all(isinstance(value, str | int) for value in values):
        raise BadInput("条件的值应是文字的列表。")
    if not values and relation not in BARE:
        raise BadInput(f"条件“{brief(item['field'])}”没有写值。")
    return Condition(
        item["field"],
        relation,
        tuple(str(int(value) if isinstance(value, bool) else value) for value in values),
    )
