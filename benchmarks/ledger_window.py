"""A ledger of 100,000 entries in its window: first paint of the table, frames while scrolling, a cell typed and repainted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from battlemap.shown.settings import Settings
from battlemap.ui.application import make_window
from battlemap.ui.ledgers.ledger_view import LedgerView
from battlemap.ui.rows.page import RowsPage
from benchmarks.big import clock
from benchmarks.ledger import COUNT, ledger_file
from benchmarks.row import Row, timed
from benchmarks.screen import application

SIZE = (1920, 1080)
FRAMES = 200


def measure(folder: Path) -> list[Row]:
    """Returns the times of the table of a large ledger."""
    running = application()
    window = make_window(running, Settings(folder / "ledger.settings.json"), clock)
    window.resize(*SIZE)
    window.show()
    window.files.open(ledger_file(folder))
    page = window.workspace
    assert page is not None, window.bar.sentence
    window.actions_["go_rows"].trigger()
    running.processEvents()
    rows_page = page.pages.current
    assert isinstance(rows_page, RowsPage)
    ledger = next(iter(page.session.snapshot.definitions))
    views: list[LedgerView] = []

    def first_paint() -> None:
        view = rows_page.choose_ledger(ledger)
        running.processEvents()
        view.table.table.viewport().repaint()
        views.append(view)

    at = f"{COUNT:,} entries"
    rows = [Row("ledger: first paint of its table", at, "ms", timed(first_paint, 1), 300)]
    view = views[0]
    assert len(view.table.model.ids) == COUNT, "not every entry is listed"
    rows.append(Row("ledger: frame while scrolling", at, "ms", scrolled(view, running), 16.7, "p95"))
    rows.append(Row("ledger: a cell typed, on disk and repainted", at, "ms", typed(view, running), 16, "p95"))
    window.close()
    return rows


def scrolled(view: LedgerView, running: QApplication) -> tuple[float, ...]:
    """Returns how long the frames of a way down the table took, with rows coming into sight that were never read."""
    bar = view.table.table.verticalScrollBar()

    def frame() -> None:
        was = bar.value()
        bar.setValue(was + 60 if was < bar.maximum() else 0)
        running.processEvents()
        assert bar.value() != was, "nothing was scrolled"

    return timed(frame, FRAMES)


def typed(view: LedgerView, running: QApplication) -> tuple[float, ...]:
    """Returns how long it took from a typed cell until it is in the file and on the screen."""
    turns = iter(range(1, 200))
    view.table.table.verticalScrollBar().setValue(0)
    running.processEvents()

    def cell() -> None:
        turn = next(turns)
        id = view.table.model.ids[turn % 20]
        assert view.table.edit(id, "street", f"街道{turn}")
        running.processEvents()
        assert view.table.rows.text(id, "street") == f"街道{turn}"

    return timed(cell, 60)
