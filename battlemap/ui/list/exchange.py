"""Copy, paste, fill down and empty: blocks between a list and Excel or WPS, each paste one step after a check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import attrs
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from battlemap.commands.command import Command
from battlemap.commands.session import Session
from battlemap.commands.uncollected import uncollected
from battlemap.domain.looking.columns import Column
from battlemap.domain.looking.pasted_cells import (
    Cell,
    PasteCheck,
    WrongCell,
    overhang,
    repeats_titles,
    spread,
    without_head,
)
from battlemap.domain.looking.worded import Worded
from battlemap.errors import BattlemapError, Refused
from battlemap.exchange.table_block import WrittenBlock, read_block
from battlemap.ui import jobs
from battlemap.ui.deeds import Deeds
from battlemap.ui.list.laid_block import lay_down
from battlemap.ui.list.table import ListTable

#: So many rows are worded before it is shown how far a copy is.
_PART: Final = 10_000


class CellExchange:
    """Serves one table; `say` puts a sentence in sight, errors go where those of `deeds` go."""

    def __init__(
        self, table: ListTable, session: Session, deeds: Deeds, say: Callable[[str], None], window: QWidget
    ) -> None:
        self._table, self._session, self._deeds, self._say, self._window = table, session, deeds, say, window
        self._rows = table.table.rows

    # -- out ----------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Puts the block that the selection spans on the clipboard, as text and as a table."""
        rows, keys = self._table.spanned
        if not rows:
            self._say("请先选中要复制的单元格。")
            return
        ids = self._table.table.ids
        watch = jobs.Watch(self._window, f"正在复制 {len(rows)} 行…", "已取消复制，剪贴板没有改变。")
        try:
            with uncollected():
                block = self._block([ids[row] for row in rows], [self._column(key) for key in keys], watch)
        except Refused as refused:
            self._say(str(refused))
            return
        finally:
            watch.close()
        lay_down(block)
        self._say(f"已复制 {len(rows)} 行 × {len(keys)} 列")

    def _block(self, ids: Sequence[str], columns: Sequence[Column], watch: jobs.Watch) -> WrittenBlock:
        """Returns the block of these rows and columns, part by part; raises Refused where it is cancelled.

        While it is shown how far it is, steps of another PC may come in; a block of two moments is not handed out.
        """
        snapshot, block, worded = self._rows.snapshot, WrittenBlock(), Worded(columns)
        for start in range(0, len(ids), _PART):
            if start:
                watch.report(start, len(ids))
            if self._rows.snapshot is not snapshot:
                raise Refused("复制时内容有变动，剪贴板没有改变，请再复制一次。")
            seen = [self._rows.seen(id) for id in ids[start : start + _PART]]
            block.add(worded.lines(seen))
        return block

    # -- in -----------------------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Pastes the clipboard's block from the first selected cell on, or over the whole selection where it goes into it.

        Where rows may be added, those of a block that is as wide as the list and goes on below it become new ones; a
        block under the titles of the columns, with nothing selected, is all new.
        """
        text = QGuiApplication.clipboard().text()
        block = read_block(text)
        cells, shown = self._table.cells, self._table.keys
        model = self._table.table
        is_titled = bool(block) and len(block) > 1 and len(block[0]) > 1 and repeats_titles(
            block[0], [self._column(key) for key in shown]
        )  # fmt: skip
        if is_titled and self._rows.adds and not self._table.chosen:
            cells = []
        if not cells and not (self._rows.adds and block and (is_titled or not model.ids)):
            self._say("请先选中要粘贴到的单元格。")
            return
        if not block:
            self._say("剪贴板里没有可以粘贴的文字。")
            return
        rows = sorted({row for row, _ in cells}) or [len(model.ids)]
        chosen = [key for key in shown if key in {key for _, key in cells}] or shown
        keys = shown if is_titled and self._rows.adds else shown[shown.index(chosen[0]) :]
        body = [list(row) for row in without_head(block, [self._column(key) for key in keys])]
        if len(body) == 1 and len(body[0]) == 1:
            wanted = [Cell(model.ids[row], key, body[0][0]) for row, key in cells]
            self._write(self._rows.check(wanted), len(wanted), "粘贴")
            return
        ids = model.ids[rows[0] :]
        wanted = spread(body, ids, keys, len(rows), len(chosen))
        result, left_out = self._rows.check(wanted), overhang(body, ids, keys)
        below = body[len(ids) :]
        if below and self._rows.adds and keys[0] == shown[0]:
            added = self._rows.added(below, keys)
            result = attrs.evolve(result, made=added.made, wrong=(*result.wrong, *added.wrong))
            left_out = (0, left_out[1])
        self._write(result, len(wanted), "粘贴", left_out)

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
        self._write(self._rows.check(wanted), len(wanted), "向下填充")

    def clear(self) -> None:
        """Empties the selected cells."""
        model = self._table.table
        cells = [(row, key) for row, key in self._table.cells if self._column(key).editing]
        if not cells:
            self._say("选中的单元格由程序计算或记录，不能清空。要删除整行请用“删除”。")
            return
        wanted = [Cell(model.ids[row], key, "") for row, key in cells]
        self._write(self._rows.check(wanted), len(wanted), "清空")

    def cut(self) -> None:
        """Copies the block and empties it."""
        self.copy()
        self.clear()

    def _column(self, key: str) -> Column:
        return self._rows.columns.by_key[key]

    def _write(self, check: PasteCheck, cells: int, verb: str, left_out: tuple[int, int] = (0, 0)) -> None:
        """Asks where there is something to be decided, and writes the rest in one step."""
        is_asked = check.wrong or check.extended or check.new_names or check.made or any(left_out)
        if not is_asked and not check.changed:
            self._say("内容与原来相同，没有改动。")
            return
        refused = self._rehearsed(check) if is_asked else self._written(check, verb)
        if refused is None:
            return
        wrong = (*check.wrong, *refused)
        if len(wrong) == cells == 1:
            self._say(f"{wrong[0].where}“{wrong[0].title}”：{wrong[0].words}")
            return
        self.ask(check, wrong, verb, left_out)

    def _written(self, check: PasteCheck, verb: str) -> Sequence[WrongCell] | None:
        """Writes what needs no question; returns the cells that a rule refused, None where all is said and done."""
        refused: list[WrongCell] = []

        def deed() -> None:
            command = self._rows.command(check, verb)
            assert command is not None, "nothing was changed"
            try:
                self._session.run(command)
            except BattlemapError as error:
                refused.extend(self._rows.refused(error, check))
                if not refused:
                    raise

        if self._deeds.attempt(deed) and not refused:
            self._say(f"已{verb}：{self._count(check)}")
        return refused or None

    def _rehearsed(self, check: PasteCheck) -> Sequence[WrongCell] | None:
        """Returns the cells that a rule would refuse, None where the file cannot be written, which is said."""
        if not check.changed:
            return ()
        try:
            return self._rows.rehearsed(check)
        except BattlemapError as error:
            self._say(str(error))
            return None

    def ask(
        self, check: PasteCheck, wrong: Sequence[WrongCell], verb: str, left_out: tuple[int, int] = (0, 0)
    ) -> None:
        """Shows what would be written and what is wrong, and writes it in one step once that is agreed to."""
        from battlemap.ui.list.paste_dialog import PasteDialog

        dialog = PasteDialog(check, wrong, self._rows.counter, verb, left_out, self._window)

        def command() -> Command | None:
            skipped = frozenset((cell.row, cell.key) for cell in wrong)
            return self._rows.command(check, verb, skipped, dialog.reason)

        if self._deeds.ask(dialog, command) is not None:
            self._say(f"已{verb}：{self._count(check)}" + (f"，跳过 {len(wrong)} 格" if wrong else ""))

    def _count(self, check: PasteCheck) -> str:
        counter = self._rows.counter
        parts = []
        if check.changed:
            parts.append(f"{len({cell.row for cell in check.changed})} {counter} {len(check.changed)} 格")
        if check.made:
            parts.append(f"新增 {len(check.made)} {counter}")
        return "，".join(parts)
