"""The journal questioned: whether its chain holds, its lines follow one another, and the rows are what it tells."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import attrs

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.step import TABLES
from battlemap.store import journal
from battlemap.store.damage.readable import BROKEN
from battlemap.store.fit import faults_of
from battlemap.store.images import Image, RecentImages, before
from battlemap.store.journal import Header
from battlemap.store.records import NOT_UNDERSTOOD, record
from battlemap.store.truth import differences, is_told_of, row_name, values_told

Key = tuple[str, str]


@attrs.frozen
class Fault:
    """Something that is wrong, in words; `row` is (table, id) where it can be put right from the journal."""

    words: str
    row: Key | None = None


def _goes_on() -> bool:
    """Nothing stops it."""
    return False


def check(connection: sqlite3.Connection, is_stopped: Callable[[], bool] = _goes_on) -> list[Fault]:
    """Returns what is wrong with journal and rows; empty is well.

    Asked are: the chain of hashes; that every line begins with what the line before it ended with (or brings that back,
    which is how a damaged row is mended); that every row is what the journal tells last. The caller sees to it that all
    is read in one transaction. `is_stopped` is asked at every step and row; what was found by then is returned.
    """
    audit = _Audit(connection)
    try:
        for head, parts in journal.steps_with_lines(connection):
            if is_stopped():
                return audit.faults
            audit.take(head, parts)
    except BROKEN as error:
        return [*audit.faults, Fault(f"日志从第 {audit.number + 1} 步起读不出（{error}）")]
    try:
        return audit.faults + _stray(connection) + list(_differing(connection, is_stopped))
    except BROKEN as error:
        return [*audit.faults, Fault(f"日志与各表对照到一半读不出（{error}）")]


class _Audit:
    """Follows the journal step by step."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.faults: list[Fault] = []
        self.number = 0
        self._images = RecentImages(connection)
        self._hash = ""

    def take(self, head: Header, parts: Iterable[list[tuple[Any, ...]]]) -> None:
        self.number += 1
        when = f"第 {head.number} 步（{str(head.at)[:16].replace('T', ' ')} {head.label}）"
        if head.number != self.number:
            self._say(f"第 {self.number} 步缺失")
            self.number = head.number
        if head.previous_hash != self._hash:
            self._say(f"{when}与前一步不相接")
        place = len(self.faults)
        if not journal.is_right(head, (self._followed(when, lines) for lines in parts)):
            self.faults.insert(place, Fault(f"{when}的记录被改动或缺失"))
        self._hash = head.hash or ""

    def _followed(self, when: str, lines: list[tuple[Any, ...]]) -> journal.Part:
        """Follows a part of a step's lines; returns them with the images before and after each."""
        turns = [self._images.take_line(rowid, table, row, new) for rowid, _, table, row, _, new in lines]
        for (_, _, table, row, old, new), (running, image) in zip(lines, turns, strict=True):
            if table in TABLES:
                self._follow(when, (table, row), _before(old, new, running), image, running)
        return [line[1:] for line in lines], turns

    def _follow(
        self, when: str, key: Key, was: Image | None, image: Image | None, running: Image | None
    ) -> None:
        """Tells of a line that begins with what the line before it did not end with, and does not bring that back."""
        if was != running and not _is_same(key[0], was, running) and not _is_same(key[0], image, running):
            self._say(f"{when}改动前的{_words(key, was, running)}")

    def _say(self, words: str) -> None:
        self.faults.append(Fault(words))


def _before(old: str | None, new: str, running: Image | None) -> Image | None:
    """Returns what a line says was there before it, an empty image where it says nothing that has a meaning."""
    try:
        return before(old, new, running)
    except NOT_UNDERSTOOD:
        return {}


def _is_same(table: str, one: Image | None, other: Image | None) -> bool:
    """Whether two images tell the same row, though one may be older than a column."""
    if one is None or other is None:
        return one is other
    mapping = record(table)
    return mapping.values_in(one) == mapping.values_in(other)


def _words(key: Key, was: Image | None, running: Image | None) -> str:
    """Returns what is told of a line that does not begin with what the line before it ended with."""
    table, id = key
    mapping = record(table)
    if was == {}:
        return f"{KINDS[table].noun} {id} 无法识别"
    if running is None or was is None:
        there = mapping.values_in(was or running or {})
        return f"{row_name(mapping, there, id)}与此前的日志不符：此前{'没有' if running is None else '已有'}这一条"
    there, right = mapping.values_in(was), mapping.values_in(running)
    return f"{row_name(mapping, right, id)}与此前的日志不符：{differences(mapping, there, right)}"


def _stray(connection: sqlite3.Connection) -> list[Fault]:
    count = connection.execute(
        "SELECT COUNT(*) FROM journal WHERE step NOT IN (SELECT id FROM step)"
    ).fetchone()[0]
    return [Fault(f"有 {count} 条记录不属于任何一步")] if count else []


def _differing(connection: sqlite3.Connection, is_stopped: Callable[[], bool]) -> Iterator[Fault]:
    """Yields the rows that are not what the journal tells last, or are missing, or are not told of at all."""
    for table in TABLES:
        mapping = record(table)
        place = mapping.columns.index("id")
        columns = ", ".join(mapping.columns)
        try:
            for stored in connection.execute(f"SELECT {columns} FROM {table} NOT INDEXED ORDER BY rowid"):
                if is_stopped():
                    return
                id = stored[place]
                right = values_told(connection, mapping, id)
                if right is None:
                    name = row_name(mapping, stored, str(id))
                    yield Fault(
                        f"{name}在日志中的记录无法识别"
                        if is_told_of(connection, mapping, id)
                        else f"{name}与日志不符：日志中没有这一条"
                    )
                elif right != stored:
                    name = row_name(mapping, right, str(id))
                    yield Fault(f"{name}与日志不符：{differences(mapping, stored, right)}", (table, id))
                else:
                    yield from map(Fault, faults_of(table, stored))
        except BROKEN as error:
            yield Fault(f"{KINDS[table].noun}读不完（{error}）")
    for table in TABLES:
        for id in _gone(connection, table):
            right = values_told(connection, record(table), id)
            if right is None:
                yield Fault(f"{KINDS[table].noun} {id} 在日志中的记录无法识别")
            else:
                yield Fault(f"{row_name(record(table), right, id)}与日志不符：已从档案中丢失", (table, id))


def _gone(connection: sqlite3.Connection, table: str) -> list[str]:
    """Returns the ids of which the journal tells and that cannot be read in the table, the first told first."""
    sql = "SELECT row_id FROM journal WHERE table_name = ?{} GROUP BY row_id ORDER BY MIN(rowid)"
    try:
        there = f" AND row_id NOT IN (SELECT id FROM {table} NOT INDEXED)"
        return [id for (id,) in connection.execute(sql.format(there), [table])]
    except BROKEN:
        seen: set[Any] = set()
        with suppress(*BROKEN):
            for (id,) in connection.execute(f"SELECT id FROM {table} NOT INDEXED ORDER BY rowid"):
                seen.add(id)
        return [id for (id,) in connection.execute(sql.format(""), [table]) if id not in seen]
