"""Returns looked at, one or a folder full, before anything is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Final

import attrs

from battlemap.commands.bulk import EditTasks, TaskEdit, rehearse
from battlemap.commands.collecting import refused_rows, subject_of
from battlemap.commands.session import Session
from battlemap.domain.collecting.examining import LastChange, examine
from battlemap.domain.collecting.figures import FIGURE_HEAD, period_in
from battlemap.domain.collecting.returned import CellFinding, ReturnCheck
from battlemap.domain.collecting.taking import Taken, taking
from battlemap.domain.kinds.entry import Entry, data_of
from battlemap.domain.kinds.kind import Row
from battlemap.domain.ledgers.ledger_kind import TABLE_HEAD
from battlemap.domain.step import Step
from battlemap.errors import BadInput, BattlemapError
from battlemap.exchange.return_xlsx import OpenedReturn, open_return, read_return

#: What a return may be saved as.
_SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb", ".csv")
#: How what is written here begins: it is no return.
RECEIPT, REPORT = "接收回执_", "接收报告_"
_OURS: Final = ("~$", ".", RECEIPT, REPORT)
#: A field of a card → the column that reports it, where they are called otherwise.
_COLUMN_OF: Final = {"due_on": "due_on", "unit": "responsible_unit", "action": "lane"}
#: Workbooks are read by processes of their own, as many at once as there are processors.
_AT_ONCE: Final = 4

#: (done, of how many); raises to cancel.
Tell = Callable[[int, int], object]


@attrs.frozen
class Looked:
    """One returned file: what it would do, or why it cannot be taken; `saved_at` as the program wrote it down."""

    path: Path
    check: ReturnCheck | None
    refusal: str = ""
    saved_at: str = ""

    @property
    def words(self) -> str:
        """「住建局：更新 5 格」 or the refusal; the file is named once."""
        if self.check is not None:
            return f"{self.check.unit}：{self.check.words}"
        return (
            self.refusal
            if self.refusal.startswith(f"“{self.path.name}”")
            else f"{self.path.name}：{self.refusal}"
        )


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Returns the workbooks that were named or lie in the named folders, by name; raises BadInput where there are none."""
    files: list[Path] = []
    for path in paths:
        files += (one for one in _inside(path) if one.suffix.lower() in _SHEETS) if path.is_dir() else [path]
    if not files:
        raise BadInput("没有找到要接收的填报包（.xlsx 文件）。")
    return files


def others_in(paths: Sequence[Path]) -> list[Path]:
    """Returns the files in the named folders that are no tables: nobody looks at them."""
    return [
        one for path in paths if path.is_dir() for one in _inside(path) if one.suffix.lower() not in _SHEETS
    ]


def words_of_others(others: Sequence[Path]) -> str:
    """Returns the sentence that tells of files that were not looked at, "" for none."""
    if not others:
        return ""
    names = "、".join(one.name for one in others[:6]) + ("等" if len(others) > 6 else "")
    return (
        f"另有 {len(others)} 个文件不是表格，没有看：{names}。压缩包请先解压，照片和扫描件请让单位交电子表。"
    )


def open_all(paths: Sequence[Path], tell: Tell = lambda done, total: None) -> list[OpenedReturn | BadInput]:
    """Returns the cells of each workbook, or why it cannot be read; touches no campaign, so that a thread may do it."""
    with ThreadPoolExecutor(max(1, min(_AT_ONCE, os.cpu_count() or 1))) as pool:
        opened = []
        try:
            for done, one in enumerate(pool.map(_opened, paths), 1):
                opened.append(one)
                tell(done, len(paths))
        finally:
            pool.shutdown(cancel_futures=True)
    return opened


def look_at(session: Session, path: Path, as_of: date) -> Looked:
    """Returns what one returned file would do; a rule that forbids a cell is told as a question about that cell."""
    return _looked(session, path, _opened(path), as_of)


def look_at_all(
    session: Session,
    paths: Sequence[Path],
    as_of: date,
    opened: Sequence[OpenedReturn | BadInput] | None = None,
) -> list[Looked]:
    """Returns what each file would do; of several of one package one is taken at most, of two packages one value a cell."""
    read = open_all(paths) if opened is None else opened
    looked = [_looked(session, path, one, as_of) for path, one in zip(paths, read, strict=True)]
    return _one_value_a_cell(_one_of_each(looked))


def changed_by(session: Session, table: str, id: str, key: str) -> LastChange | None:
    """Returns who changed a field of a row last, when, and by which packages, if by any."""
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
                return _last(session, step, id)
    return None


def _inside(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file() and not one.name.startswith(_OURS))


def _opened(path: Path) -> OpenedReturn | BadInput:
    try:
        return open_return(path)
    except BadInput as error:
        return error


def _looked(session: Session, path: Path, opened: OpenedReturn | BadInput, as_of: date) -> Looked:
    if isinstance(opened, BadInput):
        return Looked(path, None, str(opened))
    try:
        check = examine(
            read_return(opened, session.snapshot),
            session.snapshot,
            as_of,
            lambda table, id, key: changed_by(session, table, id, key),
            lambda about, ids: subject_of(session, about, ids),
        )
    except BattlemapError as error:
        return Looked(path, None, str(error))
    return Looked(path, _rehearsed(session, check), saved_at=opened.saved_at)


def _one_of_each(looked: list[Looked]) -> list[Looked]:
    """Returns them with at most one of each package: of different ones the one saved last, none where that is unknown."""
    by_package: dict[str, list[int]] = {}
    for place, one in enumerate(looked):
        if one.check is not None:
            by_package.setdefault(one.check.request.id, []).append(place)
    kept = list(looked)
    for places in by_package.values():
        versions: list[int] = []
        for place in places:
            same = next((other for other in versions if _say_the_same(looked[other], looked[place])), None)
            if same is None:
                versions.append(place)
            else:
                words = f"与“{looked[same].path.name}”内容相同，只接收一次。"
                kept[place] = Looked(looked[place].path, None, words)
        newest = max(versions, key=lambda place: looked[place].saved_at)
        is_known = sum(looked[place].saved_at == looked[newest].saved_at for place in versions) == 1
        for place in versions if len(versions) > 1 else ():
            if is_known and place == newest:
                continue
            other = looked[newest if is_known else next(one for one in versions if one != place)].path.name
            words = (
                f"与“{other}”是同一个填报包但内容不同，“{other}”保存得更晚，以那一份为准。"
                if is_known
                else f"与“{other}”是同一个填报包但内容不同，看不出哪份在后，都没有接收；请选定一份单独接收。"
            )
            kept[place] = Looked(looked[place].path, None, words)
    return kept


def _say_the_same(one: Looked, other: Looked) -> bool:
    a, b = one.check, other.check
    return a is not None and b is not None and (a.cells, a.new, a.faults) == (b.cells, b.new, b.faults)


def _one_value_a_cell(looked: list[Looked]) -> list[Looked]:
    """Returns them with cells asked about that another package in hand fills in otherwise; of two rounds the newer counts."""
    told: dict[tuple[str, str, str], list[tuple[ReturnCheck, CellFinding]]] = {}
    for check in (one.check for one in looked if one.check):
        for cell in check.changed:
            told.setdefault((check.collection.about, *cell.place), []).append((check, cell))
    asked: dict[tuple[str, str, str], str] = {}
    for rivals in told.values():
        if len({cell.theirs for _, cell in rivals}) < 2:
            continue
        newest = max(check.collection.sent_on for check, _ in rivals)
        at_last = [check for check, _ in rivals if check.collection.sent_on == newest]
        for check, cell in rivals:
            if check in at_last and len(at_last) == 1:
                continue
            rival = next(other for other in reversed(rivals) if other[0] is not check)
            words = f"同时交来的“{rival[0].collection.title}”填报包填“{rival[1].theirs or '空'}”，请选定"
            row, key = cell.place
            asked[check.request.id, row, key] = words
    return [_asking(one, asked) for one in looked] if asked else looked


def _asking(one: Looked, asked: dict[tuple[str, str, str], str]) -> Looked:
    if one.check is None:
        return one
    request = one.check.request.id
    cells = tuple(
        attrs.evolve(cell, question=words) if (words := asked.get((request, *cell.place))) else cell
        for cell in one.check.cells
    )
    return attrs.evolve(one, check=attrs.evolve(one.check, cells=cells))


def _last(session: Session, step: Step, row: str) -> LastChange:
    """Returns who made a step and when, and which packages with that row were taken in it."""
    requests = (
        request.id
        for request in session.snapshot.collection_requests.values()
        if request.returned_on is not None
        and row in request.sent_with
        and any(one.id == step.id for one in session.history("collection_request", request.id))
    )
    return LastChange(step.actor, step.at, frozenset(requests))


def _held(row: Row, key: str, field: str) -> object:
    """Returns what a row has in a field; of an entry by the field's id."""
    return data_of(row).get(field) if isinstance(row, Entry) else getattr(row, key, None)


def _rehearsed(session: Session, check: ReturnCheck) -> ReturnCheck:
    """Returns the check with the cells and new rows marked that a rule forbids now."""
    if not session.may_write:
        return check
    wanted = frozenset(cell.place for cell in check.changed)
    taken = taking(check, session.snapshot, wanted, check.new_unasked)
    if check.collection.about == "task":
        check = attrs.evolve(check, cells=_cells_of_board(session, check, taken))
        taken = attrs.evolve(taken, edits=())
    rows, places = refused_rows(session, taken)
    if not rows and not places:
        return check
    cells = tuple(
        attrs.evolve(cell, question=rows[cell.row].rstrip("。"))
        if cell.row in rows and cell.state != "unchanged"
        else cell
        for cell in check.cells
    )
    numbers = [row.number for row in check.new if row.number in check.new_unasked]
    wrong = {numbers[place]: words.rstrip("。") for place, words in places.items()}
    new = tuple(attrs.evolve(row, wrong=wrong.get(row.number, row.wrong)) for row in check.new)
    faults = (*check.faults, *(f"新增第 {number} 行：{words}" for number, words in wrong.items()))
    return attrs.evolve(check, cells=cells, new=new, faults=faults)


def _cells_of_board(session: Session, check: ReturnCheck, taken: Taken) -> tuple[CellFinding, ...]:
    """Returns the cells of a round on tasks, those marked that the board forbids; it tells which field stands in the way."""
    refusals = rehearse(session, EditTasks(tuple(TaskEdit(id, changes) for id, changes in taken.edits)))
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
    return tuple(cells)


def _figured_by(session: Session, table: str, indicator: str) -> LastChange | None:
    """Returns who entered a figure of a period last, and when."""
    period = period_in(table).code
    rows = (
        row.id
        for row in session.snapshot.observations.values()
        if (row.indicator, row.period, row.unit) == (indicator, period, None)
    )
    steps = [step for id in rows for step in session.history("observation", id)]
    last = max(steps, key=lambda step: step.at, default=None)
    return None if last is None else _last(session, last, indicator)
