"""Packages made for all units at once; returns looked at, one or a folder full, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

import attrs

from battlemap.commands.bulk import EditTasks, TaskEdit, rehearse
from battlemap.commands.collecting import TakeReturns, subject_of
from battlemap.commands.session import Session
from battlemap.domain.collecting.figures import FIGURE_HEAD, period_in
from battlemap.domain.collecting.returned import ReturnCheck, examine
from battlemap.domain.collecting.taking import taking
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.domain.kinds.entry import Entry, data_of
from battlemap.domain.kinds.kind import Row
from battlemap.domain.ledgers.ledger_kind import TABLE_HEAD
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, BattlemapError
from battlemap.exchange.package_xlsx import package_name, package_xlsx
from battlemap.exchange.receipt_xlsx import receipt_xlsx
from battlemap.exchange.return_xlsx import read_return
from battlemap.render.saving import write_whole
from battlemap.safe_names import safe_name

#: What a return may be saved as.
_SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb")
#: A field of a card → the column that reports it, where they are called otherwise.
_COLUMN_OF: Final = {"due_on": "due_on", "unit": "responsible_unit", "action": "lane"}


@attrs.frozen
class Looked:
    """One returned file: what it would do, or why it cannot be taken."""

    path: Path
    check: ReturnCheck | None
    refusal: str = ""

    @property
    def words(self) -> str:
        """「住建局：更新 5 格」 or the refusal."""
        return self.refusal if self.check is None else f"{self.check.unit}：{self.check.words}"


def write_packages(snapshot: Snapshot, requests: Sequence[CollectionRequest], folder: Path) -> list[Path]:
    """Writes a package for each request into a folder and returns the paths; raises as `write_whole`."""
    paths = []
    for request in requests:
        collection = snapshot.collections[request.collection]
        path = folder / package_name(request, collection, snapshot)
        write_whole(path, package_xlsx(request, collection, snapshot))
        paths.append(path)
    return paths


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Returns the workbooks that were named or lie in the named folders, by name; raises BadInput where there are none."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.rglob("*") if one.suffix.lower() in _SHEETS and one.is_file())
            files += sorted(one for one in inside if not one.name.startswith(("~$", ".", "接收回执_")))
        else:
            files.append(path)
    if not files:
        raise BadInput("没有找到要接收的填报包（.xlsx 文件）。")
    return files


def look_at(session: Session, path: Path, as_of: date) -> Looked:
    """Returns what one returned file would do; a rule that forbids a cell is told as a question about that cell."""
    try:
        returned = read_return(path, session.snapshot)
        check = examine(
            returned,
            session.snapshot,
            as_of,
            lambda table, id, key: changed_by(session, table, id, key),
            lambda about, ids: subject_of(session, about, ids),
        )
    except BattlemapError as error:
        return Looked(path, None, str(error))
    return Looked(path, _rehearsed(session, check))


def look_at_all(session: Session, paths: Sequence[Path], as_of: date) -> list[Looked]:
    """Returns what each file would do; of two files with the same package that differ only the first is taken."""
    looked: list[Looked] = []
    first: dict[str, Looked] = {}
    for path in paths:
        one = look_at(session, path, as_of)
        if one.check is not None:
            before = first.setdefault(one.check.request.id, one)
            if before is not one and before.check is not None:
                same = before.check.cells == one.check.cells and before.check.new == one.check.new
                words = (
                    f"与“{before.path.name}”内容相同，只接收一次。"
                    if same
                    else f"与“{before.path.name}”是同一个填报包但内容不同，请确认以哪一份为准后单独接收。"
                )
                one = Looked(path, None, words)
        looked.append(one)
    return looked


def command_for(
    session: Session,
    checks: Sequence[ReturnCheck],
    cells: Mapping[str, frozenset[tuple[str, str]]] | None = None,
    rows: Mapping[str, frozenset[int]] | None = None,
    settled: Mapping[str, frozenset[tuple[str, str]]] | None = None,
    on: date | None = None,
) -> TakeReturns:
    """Returns the one step that takes these returns: the cells and new rows chosen by package, or all that need no question."""
    taken = tuple(
        taking(
            check,
            session.snapshot,
            None if cells is None else cells.get(check.request.id, frozenset()),
            None if rows is None else rows.get(check.request.id, frozenset()),
            frozenset() if settled is None else settled.get(check.request.id, frozenset()),
        )
        for check in checks
    )
    return TakeReturns(taken, on)


def write_receipt(
    check: ReturnCheck,
    cells: frozenset[tuple[str, str]],
    rows: frozenset[int],
    folder: Path,
    at: datetime,
    by: str,
) -> Path:
    """Writes the receipt that goes back to the unit, and returns its path."""
    name = f"接收回执_{check.unit}_{check.collection.title}_{check.request.id[:6]}"
    path = folder / f"{safe_name(name, '接收回执', 120)}.xlsx"
    write_whole(path, receipt_xlsx(check, cells, rows, at, by))
    return path


def changed_by(session: Session, table: str, id: str, key: str) -> tuple[str, datetime] | None:
    """Returns who changed a field of a row last, and when."""
    if table.startswith(FIGURE_HEAD):
        return _figured_by(session, table, id)
    definition = (
        session.snapshot.definition(table.removeprefix(TABLE_HEAD)) if table.startswith(TABLE_HEAD) else None
    )
    field = definition.by_key[key].id if definition else ""
    for step in reversed(session.history("entry" if definition else table, id)):
        for change in step.changes:
            before = None if change.before is None else _held(change.before, key, field)
            if change.id == id and (change.before is None or before != _held(change.after, key, field)):
                return step.actor, step.at
    return None


def _held(row: Row, key: str, field: str) -> object:
    """Returns what a row has in a field; of an entry by the field's id."""
    return data_of(row).get(field) if isinstance(row, Entry) else getattr(row, key, None)


def _rehearsed(session: Session, check: ReturnCheck) -> ReturnCheck:
    """Returns the check with the cells marked that a rule of the board forbids now."""
    if check.collection.about != "task" or not session.may_write:
        return check
    wanted = frozenset(cell.place for cell in check.changed)
    edits = taking(check, session.snapshot, wanted, frozenset()).edits
    refusals = rehearse(session, EditTasks(tuple(TaskEdit(id, changes) for id, changes in edits)))
    forbidden = {(one.task, _COLUMN_OF.get(one.field, one.field)): one.words for one in refusals}
    rows = {one.task: one.words for one in refusals}
    cells = []
    for cell in check.cells:
        words = forbidden.get(cell.place)
        if words is None and cell.row in rows and cell.key in ("progress", "visible_progress", "lane"):
            words = rows[cell.row]
        if words and cell.state != "unchanged":
            cell = attrs.evolve(cell, question=words.rstrip("。"))
        cells.append(cell)
    return attrs.evolve(check, cells=tuple(cells))


def _figured_by(session: Session, table: str, indicator: str) -> tuple[str, datetime] | None:
    """Returns who entered a figure of a period last, and when."""
    period = period_in(table).code
    rows = (
        row.id
        for row in session.snapshot.observations.values()
        if (row.indicator, row.period, row.unit) == (indicator, period, None)
    )
    steps = [step for id in rows for step in session.history("observation", id)]
    last = max(steps, key=lambda step: step.at, default=None)
    return (last.actor, last.at) if last is not None else None
