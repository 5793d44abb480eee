"""Rows of every kind are found by their words."""

from __future__ import annotations

from datetime import date

from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.problem_kind import PROBLEM
from battlemap.domain.looking.row_filter import holding
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.snapshot import Snapshot

SNAPSHOT = Snapshot.of(
    [
        ("unit", Unit("u1", "住房和城乡建设局", "a0", "住建局")),
        ("unit", Unit("u2", "水利局", "a1")),
        ("person", Person("q1", "王强", "a0", "u1")),
        ("problem", Problem("p1", 1, "征地未完成", "land", "department", "u1")),
        ("problem", Problem("p2", 2, "管线未迁改", "utilities", "command_post", "u1")),
        ("problem", Problem("p3", 10, "资金缺口", "money", "department", None, date(2018, 11, 1))),
    ]
)
ROWS = list(SNAPSHOT.problems.values())


def ids(words: str, book: SoundBook | None = None) -> list[str]:
    return [row.id for row in holding(words, PROBLEM, ROWS, SNAPSHOT, book)]


def test_words_are_found_in_any_field_and_in_names_that_ids_stand_for() -> None:
    assert ids("征地") == ["p1"]
    assert ids("住建局 管线") == ["p2"]
    assert ids("2018-11-01") == ["p3"]
    assert ids("没有") == []


def test_words_are_found_by_their_sound() -> None:
    readings = {"征": ("zheng",), "地": ("di",)}
    book = SoundBook(lambda character: readings.get(character, ()))
    assert ids("zd", book) == ["p1"]
