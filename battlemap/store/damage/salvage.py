"""The readable rows of a damaged file, from its tables and its journal, written into a new file."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import attrs

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.entry import ENTRY, Entry, data_text, is_readable
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.step import TABLE_OF, TABLES, Row
from battlemap.errors import FileDamaged, FileProblem, NotFound
from battlemap.store import journal, past
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.damaged_file import looking_at
from battlemap.store.damage.readable import BROKEN, Reading, ids
from battlemap.store.damage.salvaged import references, unnamed_campaign, whole
from battlemap.store.faults import translated
from battlemap.store.fit import faults_of, mended, row_from_image
from battlemap.store.images import Image, after, before
from battlemap.store.records import NOT_UNDERSTOOD, record
from battlemap.store.repository import Repository

_Rows = dict[str, dict[str, Row]]


@attrs.frozen
class Salvage:
    """How many rows of each table stand in the new file, and what could not be read, in words.

    `from_journal` are those that the tables did not yield, `lost` those that are known to have been and are gone. With
    `is_complete` the journal was unbroken, and all rows are as it tells them.
    """

    counts: dict[str, int]
    from_journal: dict[str, int]
    lost: dict[str, int]
    losses: tuple[str, ...]
    is_complete: bool

    def words(self) -> list[str]:
        """Returns a line for each kind of thing: 「任务：救回 118 项，其中由日志补回 3 项，丢失 2 项」."""
        lines = ["日志完整，全部内容已按日志复原"] if self.is_complete else []
        for table, kind in KINDS.items():
            there, lost = self.counts.get(table, 0), self.lost.get(table, 0)
            if there or lost:
                again = self.from_journal.get(table, 0)
                lines.append(
                    f"{kind.noun}：救回 {there} 条"
                    + (f"，其中由日志补回 {again} 条" if again else "")
                    + (f"，丢失 {lost} 条" if lost else "")
                )
        return lines + list(self.losses)


def salvage(file: Path, target: Path, actor: str, at: datetime) -> Salvage:
    """Reads every row that a damaged file still yields into the new file `target`, whose journal begins anew.

    Where the journal is unbroken it is believed, for its hashes show that nothing in it was changed; else rows come
    from the tables, and from the journal's newest images where a table does not yield them. Raises FileDamaged where
    nothing at all can be read, NotFound or FileProblem where there is no `file` or `target` exists; `file` is left as
    it is.
    """
    if not file.is_file():
        raise NotFound(f"找不到“{file}”，请检查位置。")
    if target.exists():
        raise FileProblem(f"“{target.name}”已经存在，请换一个名称。")
    losses: list[str] = []
    with translated(file), looking_at(file) as connection:
        is_complete = _is_sound(connection)
        there, images, ids_ever = _read(connection, is_complete, losses)
    rows: _Rows = {table: images[table] | there[table] for table in TABLES}
    if not any(rows.values()):
        raise FileDamaged(f"“{file.name}”中已读不出任何内容，无法抢救，请从备份恢复。", "\n".join(losses))
    if not rows["campaign"]:
        stand_in = unnamed_campaign(at.date())
        rows["campaign"][stand_in.id] = stand_in
        losses.append("行动的名称和起止日期已丢失，请在“行动信息”中补填")
    counts = _write(rows, images, target, file.name, actor, at, losses)
    again = Counter({table: len(images[table].keys() - there[table].keys()) for table in TABLES})
    lost = Counter({table: len(ids_ever[table] - rows[table].keys()) for table in TABLES})
    return Salvage(dict(counts), dict(+again), dict(+lost), tuple(losses), is_complete)


def _read(
    connection: sqlite3.Connection, is_complete: bool, losses: list[str]
) -> tuple[_Rows, _Rows, dict[str, set[str]]]:
    """Returns the rows of the tables, those of the journal, and every id that is known to have been."""
    images: _Rows = {table: {} for table in TABLES}
    there: _Rows = {table: {} for table in TABLES}
    ids_ever = {table: ids(connection, table) for table in TABLES}
    if is_complete:
        for table, row in past.fold(connection):
            there[table][row.id] = row
        return there, images, {table: set(rows) for table, rows in there.items()}
    for table, row in _journalled(connection, losses):
        images[table][row.id] = row
        ids_ever[table].add(row.id)
    for table in TABLES:
        for row in _stored(connection, table, images[table], losses):
            there[table][row.id] = row
    return there, images, ids_ever


def _is_sound(connection: sqlite3.Connection) -> bool:
    """Whether the journal is whole from the first step to the last: every hash is right and follows the one before."""
    try:
        are_right = [is_right for _, is_right in journal.sealed(connection)]
    except (*BROKEN, *NOT_UNDERSTOOD):
        return False
    return bool(are_right) and all(are_right)


def _journalled(connection: sqlite3.Connection, losses: list[str]) -> Iterator[tuple[str, Row]]:
    """Yields (table, row) from the journal's lines, oldest first, so that the newest comes last.

    Where a line is lost, what the next one of its row says was there before it is taken for granted.
    """
    reading = Reading(connection, "journal", ("table_name", "row_id", "old", "new"))
    strange = 0
    newest: dict[tuple[str, str], Image] = {}
    for table, id, old, new in reading.rows():
        try:
            if table in TABLES:
                running = before(old, new, newest.get((table, id)))
                image = newest[table, id] = after(running, new)
                yield table, row_from_image(table, image)
        except (FileDamaged, *NOT_UNDERSTOOD):
            strange += 1
    if reading.is_broken:
        losses.append("日志有部分数据页损坏，历史不完整，由日志补回的内容可能不是最新")
    if strange:
        losses.append(f"日志中有 {strange} 条记录无法识别")


def _stored(
    connection: sqlite3.Connection, table: str, images: dict[str, Row], losses: list[str]
) -> Iterator[Row]:
    """Yields the rows that a table still holds; of one that is not fit the journal's image counts more."""
    mapping = record(table)
    reading = Reading(connection, table, mapping.columns)
    strange = 0
    for values in reading.rows():
        try:
            row = mapping.row_of(values)
            journalled = images.get(row.id)
            if journalled is None or journalled == row or not faults_of(table, values):
                yield row
            else:
                strange += 1
        except NOT_UNDERSTOOD:
            rest, _ = mended(mapping, values)
            strange += 1
            if rest is not None and rest.id not in images:
                yield rest
    if reading.is_broken:
        losses.append(f"{KINDS[table].noun}的部分数据页损坏")
    if strange:
        losses.append(f"{KINDS[table].noun}中有 {strange} 行不能完整识别")


def _write(
    rows: _Rows, images: _Rows, target: Path, source: str, actor: str, at: datetime, losses: list[str]
) -> Counter[str]:
    """Writes the rows as the first step of a new file and returns how many of each table went in."""
    counts: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    emptied = 0
    with CampaignFile.made(target) as new:
        with new.reading() as schema:
            kept, repaired = whole(rows, references(schema))
        with new.write(f"抢救自“{source}”", actor, at) as repository:
            for row in kept:
                table = TABLE_OF[type(row)]
                is_garbled = isinstance(row, Entry) and not is_readable(row)
                emptied += is_garbled
                fit = evolved(row, data=data_text({})) if is_garbled else row
                went = _put(repository, fit) or _put(repository, images[table].get(row.id))
                (counts if went else refused)[table] += 1
    losses += repaired
    if emptied:
        losses.append(f"{ENTRY.noun}中有 {emptied} 条的内容读不出，已留空")
    losses += [
        f"{KINDS[table].noun}中有 {count} 行内容不合规则，未能保留" for table, count in refused.items()
    ]
    return counts


def _put(repository: Repository, row: Row | None) -> bool:
    """Writes the row; returns whether the file took it."""
    try:
        return row is not None and repository.bring_back(row)
    except (sqlite3.IntegrityError, *NOT_UNDERSTOOD):
        return False
