"""The rows of an open transaction: what a command reads and puts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeVar, cast

import attrs

from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.step import TABLE_OF, Change, Row
from battlemap.errors import NotFound
from battlemap.store import invariants, journal
from battlemap.store.entry_sql import Terms
from battlemap.store.entry_ties import holders_of
from battlemap.store.fit import mended, row_as_told
from battlemap.store.read_ahead import rows_as_told
from battlemap.store.records import NOT_UNDERSTOOD, Record, SqlValue, record
from battlemap.store.rows import EntryRows
from battlemap.store.truth import guard_absence, guard_row, values_told

_R = TypeVar("_R", bound=Row)
#: SQLite's numbers have 64 bits.
_TOO_LARGE: Final = 2**63
#: So many rows of a transaction are remembered as they were read.
_MOST_READ: Final = 20_000
#: So many rows are read ahead at once.
_AT_ONCE: Final = 2_000


@attrs.frozen
class Repository:
    """Reads and puts rows inside one open gate; `at` and `actor` are the transaction's."""

    _connection: sqlite3.Connection
    at: datetime
    actor: str
    _new_id: Callable[[], str]
    #: Which PC writes.
    site: str = ""
    #: What was written so far, as the journal's lines tell it.
    changes: list[Change] = attrs.field(factory=list, init=False)
    #: (table, id) → values and row as they were read last: who writes mostly has just read. Nobody else writes meanwhile.
    _read: dict[tuple[str, str], tuple[tuple[SqlValue, ...], Row]] = attrs.field(factory=dict, init=False)
    #: (table, id) → values of rows that were read ahead, are what the journal tells of them, and were not written since.
    _ahead: dict[tuple[str, str], tuple[SqlValue, ...]] = attrs.field(factory=dict, init=False)

    @property
    def today(self) -> date:
        """The day of the transaction."""
        return self.at.date()

    def new_id(self) -> str:
        """Returns a short random id that no row bears yet."""
        return self._new_id()

    def get(self, kind: type[_R], id: str) -> _R:
        """Returns the row, deleted or not; raises NotFound."""
        rows = self.find(kind, id=id)
        if not rows:
            raise NotFound("要修改的内容已不存在，请刷新后再试。", f"{kind.__name__} {id}")
        return rows[0]

    def find(self, kind: type[_R], /, **equal: Any) -> list[_R]:
        """Returns the rows whose columns equal the given values, by rank where there is one, else as they were made.

        A file numbers its rows in the order in which they come (rowid), and none ever goes. A number that SQLite cannot
        hold stands in none.
        """
        if any(isinstance(value, int) and abs(value) >= _TOO_LARGE for value in equal.values()):
            return []
        mapping = record(TABLE_OF[kind])
        if equal.keys() == {"id"} and (known := self._known(mapping, equal["id"])):
            return [cast(_R, known[1])]
        where = " AND ".join(f"{column} IS ?" for column in equal) or "1"
        order = "rank, id" if "rank" in mapping.columns else "rowid"
        lines = self._connection.execute(
            f"SELECT {', '.join(mapping.columns)} FROM {mapping.table} WHERE {where} ORDER BY {order}",
            list(equal.values()),
        )
        rows: list[_R] = []
        for values in lines:
            row = _understood(mapping, values)
            if row is None:
                row = mended(mapping, values)[0]
            elif len(self._read) < _MOST_READ:
                self._read[mapping.table, row.id] = values, row
            if row is not None:
                rows.append(cast(_R, row))
        return rows

    def read_ahead(self, kind: type[Row], ids: Sequence[str]) -> None:
        """Reads many rows at once that are soon to be written; each is looked at as if it were read alone."""
        mapping = record(TABLE_OF[kind])
        if len(ids) > 1:
            there = rows_as_told(self._connection, mapping, ids)
            self._ahead.update({(mapping.table, id): values for id, values in there.items()})

    def each(self, kind: type[_R], ids: Sequence[str]) -> Iterator[_R]:
        """Yields the rows one by one as `get` does, read ahead in parts; each may be written before the next is taken."""
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            self.read_ahead(kind, part)
            yield from (self.get(kind, id) for id in part)

    def _known(self, mapping: Record, id: str) -> tuple[tuple[SqlValue, ...], Row] | None:
        """Returns values and row of one that has been read, None where it is to be read."""
        key = mapping.table, id
        known, ahead = self._read.get(key), self._ahead.get(key)
        if known is None and ahead is not None and (row := _understood(mapping, ahead)) is not None:
            known = self._read[key] = ahead, row
        return known

    def live(self, kind: type[_R], /, **equal: Any) -> list[_R]:
        """Returns the rows that are not deleted, as `find` does."""
        return self.find(kind, deleted=0, **equal)

    def campaign(self) -> Campaign:
        """Returns the one campaign; raises NotFound in a file that has none yet."""
        campaigns = self.live(Campaign)
        if not campaigns:
            raise NotFound("档案中还没有作战行动，请先新建。")
        return campaigns[0]

    def went_with(self, row: Row, kind: type[_R], /, **equal: Any) -> list[_R]:
        """Returns the deleted rows of `kind` that match and were last deleted by the same step as `row`."""
        table = TABLE_OF[kind]
        deletions = journal.deletions(self._connection, (TABLE_OF[type(row)], table))
        step = deletions.get((TABLE_OF[type(row)], row.id))
        return [
            other for other in self.find(kind, deleted=1, **equal) if deletions.get((table, other.id)) == step
        ]

    def put(self, row: Row) -> bool:
        """Writes the row, with what it leaves behind by rule, and returns whether anything changed.

        An equal row is left alone and not journalled.

        Raises Refused for a row that its kind does not allow, see `invariants.check` (a row that only goes is not
        asked), and Altered where the row that stands there is not what the journal tells of it.
        """
        mapping = record(TABLE_OF[type(row)])
        read = self._known(mapping, row.id)
        if read is not None:
            stored: tuple[SqlValue, ...] | None = read[0]
            before: Row | None = read[1]
        else:
            stored = self._stored(mapping, row.id)
            before = None if stored is None else _understood(mapping, stored)
        if row == before:
            return False
        is_only_going = before is not None and row.deleted and row == evolved(before, deleted=True)
        if not is_only_going:
            invariants.check(row, before, self)
        is_changed = self._write(mapping, row, stored, before)
        for trace in KINDS[mapping.table].leaves(before, row, self):
            self.put(trace)
        return is_changed

    def bring_back(self, row: Row) -> bool:
        """Writes a row that once stood in this or another campaign's file as it was then; returns as `put`.

        Today's invariants are not asked: what stood may stand again, a backup comes back whole. Raises Altered as `put`.
        """
        mapping = record(TABLE_OF[type(row)])
        return self._write(mapping, row, self._stored(mapping, row.id), None)

    def _write(
        self, mapping: Record, row: Row, stored: tuple[SqlValue, ...] | None, before: Row | None
    ) -> bool:
        values = mapping.values(row)
        if stored == values:
            return False
        if stored is None:
            guard_absence(self._connection, mapping, row.id)
            return self._insert(mapping, row.id, values, row)
        self._guard(mapping, row.id, stored)
        return self._update(mapping, row.id, stored, values, before, row)

    def take_back(self, now: Row, then: Row) -> bool:
        """Writes `then` over the row if it still is `now`; returns False, and writes nothing, where it is not.

        Raises as `put`.
        """
        mapping = record(TABLE_OF[type(now)])
        values = mapping.values(now)
        stored = self._stored(mapping, now.id)
        if stored is None:
            guard_absence(self._connection, mapping, now.id)
            return False
        self._guard(mapping, now.id, stored)
        if stored != values:
            return False
        self._update(mapping, now.id, values, mapping.values(then), now, then)
        return True

    def lay_over(self, table: str, id: str, values: Mapping[str, SqlValue]) -> bool:
        """Writes columns of a row as other PCs have told them, a new row with the defaults of what is not told.

        Invariants are not asked: what stood at the other PC stands here. Raises Altered as `put`.
        """
        mapping = record(table)
        stored = self._stored(mapping, id)
        if stored is None:
            guard_absence(self._connection, mapping, id)
            given = {**dict(zip(mapping.columns, mapping.defaults, strict=True)), **values, "id": id}
            return self._insert(mapping, id, tuple(given[column] for column in mapping.columns))
        self._guard(mapping, id, stored)
        there = dict(zip(mapping.columns, stored, strict=True)) | dict(values)
        return self._update(mapping, id, stored, tuple(there[column] for column in mapping.columns))

    def take_from_journal(self, table: str, id: str) -> bool:
        """Writes what the journal tells of a row over what stands there; returns whether that was something else.

        Raises NotFound where the journal tells nothing of it that can be understood.
        """
        mapping = record(table)
        right = values_told(self._connection, mapping, id)
        if right is None:
            raise NotFound("日志中没有这一条可用的记录，不能按日志改回，请从备份恢复。", f"{table} {id}")
        stored = self._stored(mapping, id)
        if stored is None:
            return self._insert(mapping, id, right)
        return self._update(mapping, id, stored, right)

    def before(self, row: _R, key: str, values: Sequence[str]) -> _R | None:
        """Returns the row as it was before its field last came to one of `values`, None where it never did."""
        table = TABLE_OF[type(row)]
        return cast("_R | None", journal.row_before(self._connection, table, row.id, key, values))

    def last_change(self, row: Row) -> journal.Header | None:
        """Returns the committed step that changed the row last."""
        return journal.last_step_of_row(self._connection, TABLE_OF[type(row)], row.id)

    def _guard(self, mapping: Record, id: str, stored: tuple[SqlValue, ...]) -> None:
        """Raises Altered where what is stored is not what the journal tells."""
        if self._ahead.get((mapping.table, id)) != stored:
            guard_row(self._connection, mapping, id, stored)

    def _stored(self, mapping: Record, id: str) -> tuple[SqlValue, ...] | None:
        if (ahead := self._ahead.get((mapping.table, id))) is not None:
            return ahead
        line: tuple[SqlValue, ...] | None = self._connection.execute(
            f"SELECT {', '.join(mapping.columns)} FROM {mapping.table} WHERE id = ?", [id]
        ).fetchone()
        return line

    def _insert(self, mapping: Record, id: str, values: tuple[SqlValue, ...], row: Row | None = None) -> bool:
        marks = ", ".join("?" * len(values))
        self._connection.execute(
            f"INSERT INTO {mapping.table} ({', '.join(mapping.columns)}) VALUES ({marks})", values
        )
        self._note(mapping, id, None, values, after=row)
        return True

    def _update(
        self,
        mapping: Record,
        id: str,
        stored: tuple[SqlValue, ...],
        values: tuple[SqlValue, ...],
        before: Row | None = None,
        row: Row | None = None,
    ) -> bool:
        """Writes the columns that differ, so that no index or foreign key is touched without need."""
        changed = [place for place, value in enumerate(values) if value != stored[place]]
        if not changed:
            return False
        pairs = ", ".join(f"{mapping.columns[place]} = ?" for place in changed)
        self._connection.execute(
            f"UPDATE {mapping.table} SET {pairs} WHERE id = ?", [*(values[place] for place in changed), id]
        )
        self._note(mapping, id, stored, values, before, row)
        return True

    def _note(
        self,
        mapping: Record,
        id: str,
        stored: tuple[SqlValue, ...] | None,
        values: tuple[SqlValue, ...],
        before: Row | None = None,
        after: Row | None = None,
    ) -> None:
        """Remembers what a line of the journal tells, so that nobody need read it there; rows given are those of the values."""
        self._read.pop((mapping.table, id), None)
        self._ahead.pop((mapping.table, id), None)
        if after is None or mapping.moments:
            # a moment is written to the millisecond
            after = row_as_told(mapping.table, values)
        if before is None and stored is not None:
            before = row_as_told(mapping.table, stored)
        if after is not None:
            self.changes.append(Change(mapping.table, id, before, after))

    def ranks(self, kind: type[Row], /, **equal: Any) -> list[tuple[str, str]]:
        """Returns (rank, id) of the live rows that match, in order: what a place between two needs."""
        where = " AND ".join(f"{column} IS ?" for column in (*equal, "deleted"))
        return self._connection.execute(
            f"SELECT rank, id FROM {TABLE_OF[kind]} WHERE {where} ORDER BY rank, id", [*equal.values(), 0]
        ).fetchall()

    def ranks_around(
        self, kind: type[Row], before: str | None, without: Collection[str] = (), **equal: Any
    ) -> tuple[str | None, str | None]:
        """Returns the ranks between which a place lies directly before the row `before`, at the end for None.

        Only live rows that match count, and none of `without`; None where nothing stands on that side. Raises NotFound
        where `before` is not among them. Equal ranks leave no place between them.
        """
        table = TABLE_OF[kind]
        where = " AND ".join(f"{column} IS ?" for column in (*equal, "deleted"))
        where += " AND id NOT IN (SELECT value FROM json_each(?))"
        given = [*equal.values(), 0, json.dumps(list(without))]
        following = None
        if before is not None:
            place = self._connection.execute(
                f"SELECT rank FROM {table} WHERE id = ? AND {where}", [before, *given]
            ).fetchone()
            if place is None:
                raise NotFound("要插入的位置已不存在，请重试。", before)
            following = place[0]
            where += " AND (rank, id) < (?, ?)"
            given += [following, before]
        previous = self._connection.execute(
            f"SELECT rank FROM {table} WHERE {where} ORDER BY rank DESC, id DESC LIMIT 1", given
        ).fetchone()
        return previous[0] if previous else None, following

    def highest(self, kind: type[Row], column: str, prefix: str = "") -> int:
        """Returns the highest number in a column, deleted rows included; behind `prefix-` for codes; 0 for none."""
        start = len(prefix) + 2 if prefix else 1
        pattern = prefix.replace("%", "").replace("_", "") + "-%" if prefix else "%"
        number = self._connection.execute(
            f"SELECT MAX(CAST(SUBSTR({column}, ?) AS INTEGER)) FROM {TABLE_OF[kind]} WHERE {column} LIKE ?",
            [start, pattern],
        ).fetchone()[0]
        return number or 0

    def entry_rows(self, definition: Definition) -> EntryRows:
        """Returns what can be asked of a ledger's entries as this transaction sees them, as of its day."""
        return EntryRows(self._connection, Terms(definition, self.today))

    def miscounted(self, definition: Definition) -> list[tuple[str, int]]:
        """Returns (id, how many) of the ledger's live entries that hold another number of unread cells than they say."""
        fields = json.dumps([field.id for field in definition.fields])
        counted = (
            "(SELECT COUNT(*) FROM json_each(entry.data) held WHERE held.type = 'object' "
            "AND held.key IN (SELECT value FROM json_each(?)))"
        )
        lines = self._connection.execute(
            f"SELECT id, {counted} AS held FROM entry WHERE ledger = ? AND deleted = 0 "
            "AND (unread > 0 OR instr(data, '\"raw\"') > 0) AND unread <> held",
            [fields, definition.ledger.id],
        )
        return lines.fetchall()

    def holders_of(self, field: str) -> list[str]:
        """Returns the ids of the entries, deleted ones too, that hold something in a field of their ledger."""
        return holders_of(self._connection, field)

    def bears_number(self, ledger: str, code: str, without: str) -> bool:
        """Whether an entry of a ledger, deleted or not, other than `without` was given that number."""
        lines = self._connection.execute(
            "SELECT 1 FROM entry WHERE ledger = ? AND code <> '' AND code = ? AND id <> ? LIMIT 1",
            [ledger, code, without],
        )
        return lines.fetchone() is not None

    def highest_number(self, ledger: str, head: str, counter: Callable[[str], int]) -> int:
        """Returns the highest number given in a ledger behind a head, deleted entries included; 0 for none.

        `counter` reads the number out of what stands there.
        """
        codes = self._connection.execute(
            "SELECT code FROM entry WHERE ledger = ? AND code <> '' AND code >= ? AND code < ?",
            [ledger, head, head + "\U0010ffff"],
        )
        return max((counter(code) for (code,) in codes), default=0)


def _understood(mapping: Record, values: tuple[SqlValue, ...]) -> Row | None:
    """Returns the stored row, None where somebody has written what it cannot mean."""
    try:
        return mapping.row_of(values)
    except NOT_UNDERSTOOD:
        return None
