"""Rows that are not fit for their kind: shown emptied of what cannot be used, named, and the rest works."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, Final, Literal, cast, get_args, get_origin

import attrs

from battlemap.domain.days.calendar import Period
from battlemap.domain.judging.schemes import lamp_scheme_names
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.catalogue import ASKED_FOR, KINDS
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.step import TABLES, Row
from battlemap.errors import FileDamaged, Refused
from battlemap.store.records import NOT_UNDERSTOOD, Record, record
from battlemap.store.truth import row_name, shown

#: What stands for a name, a day, a moment that cannot be used.
UNREADABLE: Final = "（读不出）"
_DAY, _MOMENT = date(2000, 1, 1), datetime(2000, 1, 1)
_CAMPAIGN_DAYS: Final = timedelta(91)
#: Tables with more rows are read by their types alone; their rules are asked by the full check.
_MANY: Final = 4_000
_AT_ONCE: Final = 1_000
_ID: Final = attrgetter("id")
#: By their rows days are counted: their rules are asked of the past too.
_COUNTED_BY: Final = ("campaign", "period")
#: Characters that a field can need; the emblem, a picture, and an import's preface are the longest.
LONGEST: Final = 2_000_000
_TITLE: Final = 150_000


@attrs.frozen
class FitRows:
    """The rows of a whole file by table, and in words what of it is not fit."""

    by_table: Mapping[str, Sequence[Row]]
    unfit: tuple[str, ...] = ()

    @property
    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yields every (table, row), in the order of making."""
        return ((table, row) for table, rows in self.by_table.items() for row in rows)

    @property
    def warning(self) -> str:
        """One sentence, "" where all is well."""
        if not self.unfit:
            return ""
        more = f"等 {len(self.unfit)} 处" if len(self.unfit) > 3 else ""
        return f"有内容读不出或不合规则，已按空白显示：{'；'.join(self.unfit[:3])}{more}。其余照常，可用“检查档案”查看全部。"


def fit_rows(connection: sqlite3.Connection) -> FitRows:
    """Returns every row that a snapshot holds, fit to be shown; the caller sees to it that all is read in one moment."""
    by_table: dict[str, list[Row]] = {table: [] for table in TABLES}
    unfit: list[str] = []
    shared: dict[str, str] = {}
    for table in TABLES:
        if table in ASKED_FOR:
            continue
        count = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        if not count:
            continue
        mapping = record(table)
        are_rules_asked = count <= _MANY
        lines = connection.execute(f"SELECT {', '.join(mapping.columns)} FROM {table} ORDER BY rowid")
        while some := lines.fetchmany(_AT_ONCE):
            by_table[table] += _rows(mapping, some, are_rules_asked, shared, unfit)
    fit = FitRows(by_table, tuple(unfit))
    if _are_tied(by_table) or is_whole(connection):
        return fit
    rows, dangling = tied(connection, list(fit.rows))
    whole: dict[str, list[Row]] = {table: [] for table in TABLES}
    for table, row in rows:
        whole[table].append(row)
    return FitRows(whole, (*unfit, *dangling))


def _rows(
    mapping: Record,
    lines: Sequence[Sequence[Any]],
    are_rules_asked: bool,
    shared: dict[str, str],
    unfit: list[str],
) -> list[Row]:
    """Returns the rows of some lines; `unfit` takes in words what of them is not fit."""
    # where one is not fit it is found line by line
    with suppress(Refused, *NOT_UNDERSTOOD):
        all_fit = mapping.rows_of(lines, shared)
        if are_rules_asked:
            KINDS[mapping.table].check_rows(all_fit)
            for fit in all_fit:
                _guard_rest(fit)
        return all_fit
    rows: list[Row] = []
    for values in lines:
        row, wrong = _row(mapping, values, are_rules_asked, shared)
        unfit += wrong
        if row is not None:
            rows.append(row)
    return rows


def _are_tied(by_table: Mapping[str, Sequence[Row]]) -> bool:
    """Whether every tie of these rows leads to one of them."""
    ids: dict[str, set[str | None]] = {}
    for table, rows in by_table.items():
        for key, type_ in KINDS[table].pointers if rows else ():
            if type_.table not in ids:
                ids[type_.table] = {None, *map(_ID, by_table[type_.table])}
            if not ids[type_.table].issuperset(map(attrgetter(key), rows)):
                return False
    return True


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether every tie leads somewhere, as far as SQLite knows."""
    try:
        return connection.execute("PRAGMA foreign_key_check").fetchone() is None
    except sqlite3.DatabaseError:
        # of a damaged file no more is known than that the ties must be looked at
        return False


def row_as_told(table: str, values: Sequence[Any]) -> Row | None:
    """Returns the thing that a journal image with all these values will show, in the order of columns; None for none."""
    mapping = record(table)
    if table not in _COUNTED_BY:
        with suppress(*NOT_UNDERSTOOD):
            return mapping.row_of(values)
    try:
        return row_from_image(table, dict(zip(mapping.columns, values, strict=True)))
    except FileDamaged:
        return None


def row_from_image(table: str, image: Mapping[str, Any]) -> Row:
    """Returns the thing that a journal image shows, without what is not fit; raises FileDamaged where it shows none."""
    if table not in TABLES:
        raise FileDamaged(
            f"日志中有一条记录属于未知的表“{shown(table)}”，可能被改动，请检查档案或从备份恢复。"
        )
    mapping = record(table)
    try:
        row: Row | None = mapping.row(image)
        if row is not None and table in _COUNTED_BY:
            KINDS[table].check_row(row)
            row, _ = _by_rule(row)
        if row is not None:
            return row
    except (Refused, *NOT_UNDERSTOOD):
        pass
    try:
        row, _ = mended(mapping, mapping.values_in(image))
    except NOT_UNDERSTOOD:
        row = None
    if row is None:
        raise FileDamaged(
            f"日志中有一条{KINDS[table].noun}记录无法识别，可能被改动，请检查档案或从备份恢复。",
            str(image)[:200],
        )
    return row


def faults_of(table: str, values: Sequence[Any]) -> list[str]:
    """Returns in words what of a stored row is not fit for its kind."""
    return _row(record(table), values, are_rules_asked=True)[1]


def _row(
    mapping: Record, values: Sequence[Any], are_rules_asked: bool, shared: dict[str, str] | None = None
) -> tuple[Row | None, list[str]]:
    try:
        row = mapping.row_of(values, shared)
        if are_rules_asked:
            KINDS[mapping.table].check_row(row)
            _guard_rest(row)
        elif isinstance(row, Campaign):
            _guard_scheme(row)
        return row, []
    except (Refused, *NOT_UNDERSTOOD):
        return mended(mapping, values)


def _guard_scheme(row: Campaign) -> None:
    if row.lamp_scheme not in lamp_scheme_names():
        raise Refused(row.lamp_scheme)


def _guard_rest(row: Row) -> None:
    """Raises Refused for what a kind by itself cannot know: endless names, schemes that are not there."""
    if isinstance(row, Campaign):
        _guard_scheme(row)
    for key in ("title", "name"):
        value = getattr(row, key, None)
        if isinstance(value, str) and len(value) > _TITLE:
            raise Refused(value[:20])


def mended(mapping: Record, values: Sequence[Any]) -> tuple[Row | None, list[str]]:
    """Returns the row with what is not fit emptied or set to what it is by default, and what that was in words.

    None where it does not even bear an id. A stretch of days that cannot be is shown as removed.
    """
    kind = KINDS[mapping.table]
    given: list[Any] = []
    wrong: list[str] = []
    for place, column in enumerate(mapping.columns):
        value: Any = None
        try:
            value = mapping.value_of(place, values[place])
            kind.by_key[column].check(value, "")
            if isinstance(value, str) and len(value) > (_TITLE if column in ("title", "name") else LONGEST):
                raise Refused(column)
        except (Refused, *NOT_UNDERSTOOD):
            wrong.append(f"{kind.by_key[column].name}“{shown(values[place])}”")
            value = _instead(mapping, column, value)
        given.append(value)
    id = given[mapping.columns.index("id")]
    name = row_name(mapping, given, shown(values[mapping.columns.index("id")]))
    if not isinstance(id, str):
        return None, [f"{name}的内部编号"]
    row = mapping.kind(*given)
    row, rule = _by_rule(row)
    if rule:
        wrong.append(rule)
    return row, [f"{name}的{'、'.join(wrong)}"] if wrong else []


def _by_rule(row: Row) -> tuple[Row, str]:
    """Returns a row by whose days and schemes can be counted, and what was wrong."""
    if isinstance(row, Campaign) and row.lamp_scheme not in lamp_scheme_names():
        default = attrs.fields(Campaign).lamp_scheme.default
        return evolved(_by_rule(evolved(row, lamp_scheme=default))[0]), f"亮灯方案“{shown(row.lamp_scheme)}”"
    try:
        KINDS[row_table(row)].check(row)
    except Refused as refused:
        if isinstance(row, Campaign):
            return evolved(row, ends_on=row.starts_on + _CAMPAIGN_DAYS), str(refused).rstrip("。")
        if isinstance(row, Period):
            return evolved(row, deleted=True), str(refused).rstrip("。")
        return row, str(refused).rstrip("。")
    except (*NOT_UNDERSTOOD, OverflowError):
        return evolved(row, deleted=True), "内容"
    return row, ""


def row_table(row: Row) -> str:
    """Returns the table of a row."""
    return next(table for table, kind in TABLES.items() if type(row) is kind)


def _instead(mapping: Record, column: str, value: Any) -> Any:
    """Returns what stands for a value that cannot be used: a cut one for what is too long, else nothing by its type."""
    field = attrs.fields_dict(cast("type[attrs.AttrsInstance]", mapping.kind))[column]
    most = _TITLE if column in ("title", "name") else LONGEST
    if isinstance(value, str) and len(value) > most:
        return value[: most - 1] + "…"
    if field.default is not attrs.NOTHING and not isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
        return field.default
    type_ = field.type
    options = get_args(type_)
    if get_origin(type_) is Literal:
        return options[0]
    if type(None) in options:
        return None
    by_type: dict[Any, Any] = {str: UNREADABLE, int: 0, bool: False, date: _DAY, datetime: _MOMENT}
    return None if column == "id" else by_type.get(type_)


def tied(
    connection: sqlite3.Connection, rows: list[tuple[str, Row]]
) -> tuple[list[tuple[str, Row]], list[str]]:
    """Returns the rows with every tie leading somewhere: cut where it may be, to a stand-in where that is possible.

    What belongs to a row that is not there and for which nothing can stand in is shown as removed. Looked for only where
    SQLite finds a tie that leads nowhere.
    """
    if is_whole(connection):
        return rows, []
    ids: dict[str, set[str]] = {table: set() for table in TABLES}
    for table, row in rows:
        ids[table].add(row.id)
    sorted_in: dict[str, list[tuple[str, Row]]] = {table: [] for table in TABLES}
    unfit: list[str] = []
    for table, row in rows:
        kind, mapping = KINDS[table], record(table)
        for key, type_ in kind.pointers:
            id = getattr(row, key)
            if id is None or id in ids[type_.table]:
                continue
            name = row_name(mapping, mapping.values(row), row.id)
            unfit.append(f"{name}的{kind.by_key[key].name}指向不存在的内容")
            if key in mapping.optional:
                row = evolved(row, **{key: None})
            elif not any(f.key not in record(type_.table).optional for f in _ties(type_.table)):
                stand_in, _ = mended(record(type_.table), _nothing(record(type_.table), str(id)))
                assert stand_in is not None
                sorted_in[type_.table].append((type_.table, stand_in))
                ids[type_.table].add(stand_in.id)
            else:
                row = evolved(row, deleted=True)
        sorted_in[table].append((table, row))
    return [line for table in TABLES for line in sorted_in[table]], unfit


def _ties(table: str) -> list[Any]:
    keys = {key for key, _ in KINDS[table].pointers}
    return [field for field in KINDS[table].fields if field.key in keys]


def _nothing(mapping: Record, id: str) -> list[Any]:
    values: list[Any] = [b""] * len(mapping.columns)
    values[mapping.columns.index("id")] = id
    return values
