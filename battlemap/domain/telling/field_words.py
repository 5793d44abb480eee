"""Fields of rows in words: names instead of ids, days without zeros, long texts cut short."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLES, Change, Row

#: Characters of a text that stand in a sentence.
BRIEF: Final = 24
#: Fields whose value says nothing to a reader.
SILENT: Final = frozenset({"id", "rank"})

_CODED: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("task", "lane"): wording.LANES,
    ("task", "emphasis"): wording.EMPHASES,
    ("task", "lamp_override"): wording.LAMPS,
    ("problem", "kind"): wording.PROBLEM_KINDS,
    ("problem", "level"): wording.PROBLEM_LEVELS,
    ("period", "kind"): wording.DAY_KINDS,
    ("dependency", "kind"): wording.DEPENDENCY_KINDS,
}
#: Field → how the row that it points to is called.
_POINTING: Final[Mapping[str, Callable[[Snapshot, str], str]]] = {
    "action": lambda names, id: names.actions[id].title,
    "measure": lambda names, id: names.measures[id].title,
    "task": lambda names, id: names.tasks[id].code,
    "predecessor": lambda names, id: names.tasks[id].code,
    "successor": lambda names, id: names.tasks[id].code,
    "problem": lambda names, id: f"{names.problems[id].number} 号问题",
    "owner": lambda names, id: names.persons[id].name,
    "unit": lambda names, id: names.units[id].label,
    "lead_unit": lambda names, id: names.units[id].label,
    "responsible_unit": lambda names, id: names.units[id].label,
    "solving_unit": lambda names, id: names.units[id].label,
}


@attrs.frozen
class FieldChange:
    """One field of a row: its key, its Chinese name, and its whole value in words before and after."""

    key: str
    name: str
    before: str
    after: str


def changed_keys(change: Change) -> tuple[str, ...]:
    """Returns the fields that differ, in the order of the row; for a new row those that are filled."""
    after, before = change.after, change.before
    keys = _keys(change.table)
    if before is None:
        return tuple(key for key in keys if key != "id" and getattr(after, key))
    return tuple(key for key in keys if getattr(before, key) != getattr(after, key))


def changed_fields(change: Change, names: Snapshot) -> tuple[FieldChange, ...]:
    """Returns the same with their values in words.

    `names` tells what ids stand for; the present snapshot will do, for rows never go.
    """
    return tuple(
        FieldChange(
            key,
            wording.FIELDS[change.table][key],
            value_words(change.table, key, getattr(change.before, key, None), names),
            value_words(change.table, key, getattr(change.after, key), names),
        )
        for key in changed_keys(change)
    )


def value_words(table: str, key: str, value: Any, names: Snapshot) -> str:
    """Returns the value of a field in words, uncut; 「（空）」 where there is none."""
    if value is None or value == "":
        return wording.EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{day_words(value.date(), names)} {value:%H:%M}"
    if isinstance(value, date):
        return day_words(value, names)
    text = str(value)
    if (table, key) == ("campaign", "emblem"):
        return "图片"
    if key == "progress":
        return f"{text}%"
    if (table, key) in _CODED:
        return _CODED[table, key].get(text, text)
    if key in _POINTING:
        try:
            return _POINTING[key](names, text)
        except KeyError:
            return text
    return text


def day_words(day: date, names: Snapshot) -> str:
    """Returns 「11月30日」, with the year where it is not the one in which the campaign starts."""
    words = f"{day.month}月{day.day}日"
    return (
        words if not names.is_empty and day.year == names.campaign.starts_on.year else f"{day.year}年{words}"
    )


def brief(text: str, most: int = BRIEF) -> str:
    """Returns the text on one line, without control and direction characters, cut to `most` characters."""
    shown = "".join(
        " " if char.isspace() else char
        for char in text[: most * 4]
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )
    shown = " ".join(shown.split())
    is_cut = len(shown) > most or len(text) > most * 4
    return shown[: most - 1].rstrip() + "…" if is_cut else shown


def title_of(row: Row) -> str:
    """Returns the row's own title or name, cut short; "" for one that has none."""
    return brief(str(getattr(row, "title", getattr(row, "name", ""))))


@cache
def _keys(table: str) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(TABLES[table]))
