"""Copy, paste, fill down and empty: blocks between the task list and Excel or WPS, each paste one step after a check."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from battlemap.commands.bulk import BulkRefused, EditTasks, TaskEdit, rehearse
from battlemap.commands.session import Session
from battlemap.domain.looking.pasted_cells import (
    Cell,
    PasteCheck,
    WrongCell,
    check,
    overhang,
    spread,
    without_head,
)
from battlemap.domain.looking.task_columns import COLUMN, cell_text
from battlemap.errors import BattlemapError
from battlemap.exchange.table_block import read_block, written_block, written_html
from battlemap.ui.deeds import Deeds
from battlemap.ui.list.table import ListTable
from battlemap.ui.list.wrong_cells import refused_cells

#: What stands for the reason while a paste with extensions is tried out.
_ANY_REASON = "试算"


class CellExchange:
    """Serves one table; `say` puts a sentence in sight, errors go where those of `deeds` go."""

    def __init__(
        self, table: ListTable, session: Session, deeds: Deeds, say: Callable[[str], None], window: QWidget
    ) -> None:
        self._table, self._session, self._deeds, self._say, self._window = table, session, deeds, say, window

    # -- out ----------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Puts the block that the selection spans on the clipboard, as text and as a table."""
        block = self.block()
        if not block:
            self._say("请先选中要复制的单元格。")
            return
        data = QMimeData()
        data.setText(written_block(block))
        data.setHtml(written_html(block))
        QGuiApplication.clipboard().setMimeData(data)
        self._say(f"已复制 {len(block)} 行 × {len(block[0])} 列")

    def block(self) -> list[list[str]]:
        """Returns the texts of the block that the selection spans; rows and columns between them are left out."""
        cells = self._table.cells
        rows = sorted({row for row, _ in cells})
        chosen = {key for _, key in cells}
        keys = [key for key in self._table.keys if key in chosen]
        model = self._table.table
        known = [model.known(model.ids[row]) for row in rows]
        return [[cell_text(key, one) for key in keys] for one in known]

    # -- in -----------------------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Pastes the clipboard's block from the first selected cell on, or over the whole selection where it goes into it."""
        text = QGuiApplication.clipboard().text()
        block = read_block(text)
        cells = self._table.cells
        if not cells:
            self._say("请先选中要粘贴到的单元格。")
            return
        if not block:
            self._say("剪贴板里没有可以粘贴的文字。")
            return
        model, shown = self._table.table, self._table.keys
        rows = sorted({row for row, _ in cells})
        chosen = [key for key in shown if key in {key for _, key in cells}]
        keys = shown[shown.index(chosen[0]) :]
        block = [list(row) for row in without_head(block, keys)]
        is_one = len(block) == 1 and len(block[0]) == 1
        if is_one:
            wanted = [Cell(model.ids[row], key, block[0][0]) for row, key in cells]
            left_out = (0, 0)
        else:
            tasks = model.ids[rows[0] :]
            wanted = spread(block, tasks, keys, len(rows), len(chosen))
            left_out = overhang(block, tasks, keys)
        self._write(wanted, "粘贴", left_out)

    def fill_down(self) -> None:
        """Gives every selected cell the text of the topmost selected one of its column."""
        cells, model = self._table.cells, self._table.table
        top: dict[str, str] = {}
        wanted = []
        for row, key in cells:
            if key in top:
                wanted.append(Cell(model.ids[row], key, top[key]))
            else:
                top[key] = model.text(model.ids[row], key)
        if not wanted:
            self._say("请选中至少两行，第一行的内容会填到下面各行。")
            return
        self._write(wanted, "向下填充")

    def clear(self) -> None:
        """Empties the selected cells."""
        model = self._table.table
        cells = [(row, key) for row, key in self._table.cells if COLUMN[key].editing]
        if not cells:
            self._say("选中的单元格由程序计算或记录，不能清空。要删除任务请用“编辑 › 删除任务”。")
            return
        self._write([Cell(model.ids[row], key, "") for row, key in cells], "清空")

    def cut(self) -> None:
        """Copies the block and empties it."""
        self.copy()
        self.clear()

    def _write(self, cells: Sequence[Cell], verb: str, left_out: tuple[int, int] = (0, 0)) -> None:
        """Checks every cell, asks where there is something to be decided, and writes the rest in one step."""
        model = self._table.table
        found = check(cells, model.snapshot, model.known)
        is_asked = found.wrong or found.extended or found.new_units or found.new_owners or any(left_out)
        if not is_asked and not found.changed:
            self._say("内容与原来相同，没有改动。")
            return
        refused = self._rehearsed(found) if is_asked else self._written(found, verb)
        if refused is None:
            return
        wrong = (*found.wrong, *refused)
        if len(wrong) == len(cells) == 1:
            code = model.snapshot.tasks[wrong[0].task].code
            self._say(f"{code}“{COLUMN[wrong[0].key].title}”：{wrong[0].words}")
            return
        self._ask(found, wrong, verb, left_out)

    def _written(self, found: PasteCheck, verb: str) -> list[WrongCell] | None:
        """Writes what needs no question; returns the cells that a rule refused, None where all is said and done."""
        refused: list[WrongCell] = []

        def deed() -> None:
            try:
                self._session.run(EditTasks(_edits(found), "", verb))
            except BulkRefused as error:
                refused.extend(refused_cells(error.refusals, found))

        if self._deeds.attempt(deed) and not refused:
            self._say(f"已{verb}：{_count(found)}")
        return refused or None

    def _rehearsed(self, found: PasteCheck) -> list[WrongCell] | None:
        """Returns the cells that a rule would refuse, None where the file cannot be written, which is said."""
        if not found.changed:
            return []
        try:
            return refused_cells(rehearse(self._session, EditTasks(_edits(found), _ANY_REASON)), found)
        except BattlemapError as error:
            self._say(str(error))
            return None

    def _ask(
        self, found: PasteCheck, wrong: Sequence[WrongCell], verb: str, left_out: tuple[int, int]
    ) -> None:
        from battlemap.ui.list.paste_dialog import PasteDialog

        dialog = PasteDialog(found, wrong, self._table.table.snapshot, verb, left_out, self._window)

        def command() -> EditTasks | None:
            skipped = frozenset((cell.task, cell.key) for cell in wrong)
            edits = _edits(found, skipped)
            return EditTasks(edits, dialog.reason, verb) if edits else None

        if self._deeds.ask(dialog, command) is not None:
            self._say(f"已{verb}：{_count(found)}" + (f"，跳过 {len(wrong)} 格" if wrong else ""))


def _edits(found: PasteCheck, skipped: frozenset[tuple[str, str]] = frozenset()) -> tuple[TaskEdit, ...]:
    return tuple(TaskEdit(task, changes) for task, changes in found.edits(skipped).items())


def _count(found: PasteCheck) -> str:
    return f"{len({cell.task for cell in found.changed})} 项任务 {len(found.changed)} 格"
