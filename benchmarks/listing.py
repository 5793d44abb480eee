"""The task list in its window: first show, scroll frames, sorting, pasted blocks, a bulk edit taken back, by size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from battlemap.commands.bulk import EditTasks, TaskEdit
from battlemap.domain.looking.task_columns import PLACE
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.exchange.table_block import written_block
from battlemap.shown.settings import Settings
from battlemap.ui.application import make_window
from battlemap.ui.list.page import ListPage
from battlemap.ui.main_window import MainWindow
from benchmarks.big import campaign_file, clock
from benchmarks.row import Row, committed, timed
from benchmarks.screen import application

SIZES = (100, 1_000, 10_000)
SIZE = (1920, 1080)
FRAMES = 200
TYPED = ("第", "第1", "第12", "", "推", "推进", "推进第", "")
#: Columns of the pasted block from left to right, and what stands there in each row the n-th time.
COLUMNS = {
    "title": "推进第{row}项工作{turn}",
    "detail": "逐项对账{turn}",
    "coop_units": "财政局{turn}、各街道",
    "visible_progress": "完成第{turn}批",
    "responsible_unit": "第{unit}责任单位",
    "owner": "王{unit}",
    "start_on": "2018-10-0{day}",
    "emphasis": "{emphasis}",
}
ROWS = 125
#: So many tasks are edited at once, where there are so many.
BULK = 5_000


def measure(folder: Path) -> list[Row]:
    """Returns the times of the list with few, many and very many tasks."""
    return [row for count in SIZES for row in measured(folder, count)]


def measured(folder: Path, count: int) -> list[Row]:
    """Returns the times with so many tasks."""
    running = application()
    window = make_window(running, Settings(folder / "list.settings.json"), clock)
    window.resize(*SIZE)
    window.show()
    window.files.open(campaign_file(folder, count))
    page = window.workspace
    assert page is not None, window.bar.sentence
    while not page.counts.is_complete:
        running.processEvents()

    def first_show() -> None:
        page.turn_to("list")
        running.processEvents()
        page.pages.current.repaint()

    at = f"{count:,} tasks"
    rows = [Row("list: first show", at, "ms", timed(first_show, 1), 400)]
    view = page.pages.current
    assert isinstance(view, ListPage)
    table, high = view.table.viewport(), min(ROWS, count)
    rows += [
        Row("list: frame while scrolling", at, "ms", scrolled(view, running), 16.7, "p95"),
        Row("list: the whole table painted anew", at, "ms", timed(table.repaint, 50), 16.7, "p95"),
        Row("list: sorted by a column", at, "ms", ordered(view), 400, "p95"),
        Row("list: a step of one task repainted", at, "ms", followed(view, running), 16, "p95"),
        Row("list: some 1,000 cells pasted and repainted", at, "ms", pasted(view, high), 800),
    ]
    rows.append(Row("list: everything selected", at, "ms", selected(view, running), 100))
    rows.append(Row("list: everything copied", at, "ms", copied(view), 1_000))
    rows.append(Row("list: a key of a search, shown", at, "ms", searched(window, view), 50, "p95"))
    done, undone = edited(window, view)
    bulk = "list: bulk edit of all, at most 5,000"
    rows.append(Row(bulk, at, "s", done))
    rows.append(Row(f"{bulk}, undone", at, "s", undone, 2))
    window.close()
    # without a screen Qt drops the copied cells only when Python is gone, and falls
    QGuiApplication.clipboard().clear()
    return rows


def scrolled(view: ListPage, running: QApplication) -> tuple[float, ...]:
    """Returns how long the frames of a way down the list took, with rows coming into sight that were never worded."""
    bar = view.table.verticalScrollBar()

    def frame() -> None:
        was = bar.value()
        bar.setValue(was + 60 if was < bar.maximum() else 0)
        running.processEvents()
        assert bar.value() != was or not bar.maximum(), "nothing was scrolled"

    return timed(frame, FRAMES)


def ordered(view: ListPage) -> tuple[float, ...]:
    """Returns how long it took from a click on a head to the rows in order: texts, days, lamps, names, both ways."""
    keys = iter(("title", "due_on", "lamp", "responsible_unit", "deviation", "action") * 2)

    def sort() -> None:
        before = view.model.ids
        view.table.click_head(PLACE[next(keys)])
        view.table.viewport().repaint()
        assert view.model.ids != before, "nothing was put in another order"

    return timed(sort, 12)


def followed(view: ListPage, running: QApplication) -> tuple[float, ...]:
    """Returns how long it took from a typed cell until it is on the disk and on the screen."""
    rows = iter(range(1, 200))
    view.table.verticalScrollBar().setValue(0)

    def step() -> None:
        row = next(rows)
        assert view.edit(view.model.ids[row % 30], "coop_units", f"财政局{row}")
        running.processEvents()

    return timed(step, 60)


def pasted(view: ListPage, high: int) -> tuple[float, ...]:
    """Returns how long it took from Ctrl+V until the block is checked, in the file and on the screen."""
    view.table.arrange(["code", *COLUMNS], {})
    turns = iter(range(1, 4))

    def copy() -> None:
        turn = next(turns)
        block = [
            [
                text.format(
                    row=row, turn=turn, unit=(row + turn) % 40 + 1, day=turn, emphasis="重亮"[turn % 2]
                )
                for text in COLUMNS.values()
            ]
            for row in range(high)
        ]
        QGuiApplication.clipboard().setText(written_block(block))
        first = view.model.index(0, PLACE["title"])
        view.table.setCurrentIndex(first)
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
        view.table.selectionModel().select(QItemSelection(first, first), chosen)

    def paste() -> None:
        view.exchange.paste()
        view.table.viewport().repaint()

    samples = timed(paste, 3, before=copy)
    assert view.model.text(view.model.ids[0], "visible_progress") == "完成第3批", "nothing was pasted"
    return samples


def selected(view: ListPage, running: QApplication) -> tuple[float, ...]:
    """Returns how long Ctrl+A took until every page knew; all stays selected."""

    def select() -> None:
        view.table.selectAll()
        running.processEvents()

    samples = timed(select, 3, before=view.table.clearSelection)
    chosen = {index.row() for index in view.table.selectionModel().selectedIndexes()}
    assert len(chosen) == view.model.rowCount(), "not everything is selected"
    return samples


def copied(view: ListPage) -> tuple[float, ...]:
    """Returns how long it took until everything that is selected lay on the clipboard."""
    samples = timed(view.exchange.copy, 1)
    words = QGuiApplication.clipboard().text()
    assert words.count("\n") >= view.model.rowCount() - 1, "not everything was copied"
    return samples


def searched(window: MainWindow, view: ListPage) -> tuple[float, ...]:
    """Returns how long each key took until the list showed what fits."""
    page = window.workspace
    assert page is not None
    finder, words = page.finder, iter(TYPED * 3)
    view.table.clearSelection()

    def key() -> None:
        finder.seek(TaskFilter(words=next(words)))
        view.show_only(finder.only)
        view.table.viewport().repaint()
        assert finder.only is None or view.model.rowCount() == len(finder.only), (
            "the list shows something else"
        )

    samples = timed(key, len(TYPED) * 3)
    finder.seek(TaskFilter())
    view.show_only(None)
    return samples


def edited(window: MainWindow, view: ListPage) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Returns how long a bulk edit and its undo took, in seconds, until the list showed them."""
    assert window.workspace is not None
    session = window.workspace.session
    edits = tuple(TaskEdit(task, {"coop_units": "指挥部办公室"}) for task in view.model.ids[:BULK])

    def edit() -> None:
        committed(session, EditTasks(edits))
        view.table.viewport().repaint()
        assert session.snapshot.tasks[edits[-1].task].coop_units == "指挥部办公室", "nothing was edited"

    def undo() -> None:
        assert session.undo() is not None, "nothing was taken back"
        view.table.viewport().repaint()

    return timed(edit, 1, "s"), timed(undo, 1, "s")
