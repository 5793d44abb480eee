"""A ledger of 100,000 entries in its window: first paint, scrolling, sorting, filtering, searching, a cell typed, memory."""

from __future__ import annotations

import subprocess
import sys
from itertools import cycle
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from battlemap.shown.list.order import Sorting
from battlemap.shown.settings import Settings
from battlemap.ui.application import make_window
from battlemap.ui.ledgers.ledger_view import LedgerView
from battlemap.ui.main_window import MainWindow
from battlemap.ui.rows.page import RowsPage
from battlemap.ui.workspace import Workspace
from benchmarks.big import clock
from benchmarks.ledger import COUNT, ledger_file
from benchmarks.row import Row, timed
from benchmarks.screen import application

SIZE = (1920, 1080)
FRAMES = 200


def measure(folder: Path) -> list[Row]:
    """Returns the times of the table of a large ledger."""
    running = application()
    window, page = opened(running, folder, "ledger")
    running.processEvents()
    paints = Paints()
    running.installEventFilter(paints)
    views: list[LedgerView] = []
    assert not isinstance(page.pages.current, RowsPage), "the page is in sight already"

    def first_paint() -> None:
        window.actions_["go_rows"].trigger()
        rows_page = page.pages.current
        assert isinstance(rows_page, RowsPage)
        views.append(rows_page.choose_ledger(ledger))
        running.processEvents()

    ledger = next(iter(page.session.snapshot.definitions))
    at = f"{COUNT:,} entries"
    rows = [Row("ledger: first paint of its table", at, "ms", timed(first_paint, 1), 300)]
    (view,) = views
    assert view.isVisible() and len(view.table.model.ids) == COUNT, "not every entry is listed"
    assert paints.seen(view), "the table was not painted"
    learn(view)
    rows += [
        Row("ledger: frame while scrolling", at, "ms", scrolled(view, running), 16.7, "p95"),
        Row("ledger: sorted by a head, repainted", at, "ms", turned(view, running, paints), 150, "p95"),
        Row("ledger: filtered by a head, repainted", at, "ms", filtered(view, running, paints), 150, "p95"),
        Row("ledger: a letter searched, repainted", at, "ms", searched(view, running, paints), 60, "p95"),
        Row("ledger: a cell typed, on disk and repainted", at, "ms", typed(view, running, paints), 16, "p95"),
    ]
    running.removeEventFilter(paints)
    window.close()
    shown, learnt = weighed(folder)
    rows += [
        Row("ledger: memory of a window that shows it", at, "MiB", (shown,), 250),
        Row("ledger: memory when all is read for searching", at, "MiB", (learnt,)),
    ]
    return rows


class Paints(QObject):
    """Remembers what was painted since it was asked last."""

    def __init__(self) -> None:
        super().__init__()
        self._painted: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees every event of the program, and lets it pass."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._painted.append(watched)
        return False

    def seen(self, view: LedgerView) -> bool:
        """Whether the table's cells were painted."""
        viewport = view.table.table.viewport()
        is_seen = any(widget is viewport for widget in self._painted)
        self._painted.clear()
        return is_seen


def learn(view: LedgerView) -> None:
    """Reads what is read between the frames of a window that is left alone for a moment."""
    while not view.table.rows.learn():
        pass


def turned(view: LedgerView, running: QApplication, paints: Paints) -> tuple[float, ...]:
    """Returns how long it took from a click on a head until the rows stand in another order."""
    table, turns = (
        view.table,
        cycle(("name", "amount", "unit", "due_on", "kind", "heads", "number", "street")),
    )
    downs = cycle((False, True, True))

    def turn() -> None:
        key, before = next(turns), table.model.ids[:20]
        table.table.sort_by(Sorting(key, next(downs)))
        running.processEvents()
        assert table.model.ids[:20] != before, "the order is the same"
        assert paints.seen(view), "nothing was repainted"

    return timed(turn, 24)


def filtered(view: LedgerView, running: QApplication, paints: Paints) -> tuple[float, ...]:
    """Returns how long it took from a choice in a head until only such rows are listed."""
    choices = cycle(("甲", "乙", "丙", "丁"))

    def choose() -> None:
        words = next(choices)
        view.table.filter_values({"kind": words})
        running.processEvents()
        listed = view.table.model.ids
        assert 0 < len(listed) < COUNT and view.table.rows.text(listed[-1], "kind") == words
        assert paints.seen(view), "nothing was repainted"

    taken = timed(choose, 12)
    view.table.filter_values({})
    running.processEvents()
    return taken


def searched(view: LedgerView, running: QApplication, paints: Paints) -> tuple[float, ...]:
    """Returns how long it took from the end of the wait for another letter until what was found is listed."""
    letters = cycle(("柳", "柳行", "柳行街", "1", "13", "139", "j", "jn", "jnr", "街道"))

    def letter() -> None:
        view.table.search(next(letters))
        running.processEvents()
        assert 0 < len(view.table.model.ids) <= COUNT
        assert paints.seen(view), "nothing was repainted"

    taken = timed(letter, 40)
    view.table.search("")
    running.processEvents()
    assert len(view.table.model.ids) == COUNT
    return taken


def scrolled(view: LedgerView, running: QApplication) -> tuple[float, ...]:
    """Returns how long the frames of a way down the table took, with rows coming into sight that were never read."""
    bar = view.table.table.verticalScrollBar()

    def frame() -> None:
        was = bar.value()
        bar.setValue(was + 60 if was < bar.maximum() else 0)
        running.processEvents()
        assert bar.value() != was, "nothing was scrolled"

    return timed(frame, FRAMES)


def typed(view: LedgerView, running: QApplication, paints: Paints) -> tuple[float, ...]:
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
        assert paints.seen(view), "nothing was repainted"

    return timed(cell, 60)


def opened(running: QApplication, folder: Path, name: str) -> tuple[MainWindow, Workspace]:
    """Returns a window of its own, with settings of that name, and what it shows of the campaign with the ledger."""
    window = make_window(running, Settings(folder / f"{name}.settings.json"), clock)
    window.resize(*SIZE)
    window.show()
    window.files.open(ledger_file(folder))
    page = window.workspace
    assert page is not None, window.bar.sentence
    return window, page


def weighed(folder: Path) -> tuple[float, ...]:
    """Returns MiB of a window of its own, in a process of its own: when it shows the ledger, and when all of it was read."""
    # the process that is weighed must find the file: to make it takes much more than to show it
    ledger_file(folder)
    code = (
        "import sys; from pathlib import Path; from benchmarks.ledger_window import weights; "
        "print(*weights(Path(sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    return tuple(map(float, done.stdout.splitlines()[-1].split()))


def weights(folder: Path) -> tuple[float, float]:
    """Opens the window, shows the ledger, reads all that is searched; returns MiB of this process before and after that."""
    running = application()
    window, page = opened(running, folder, "weights")
    window.actions_["go_rows"].trigger()
    rows_page = page.pages.current
    assert isinstance(rows_page, RowsPage)
    view = rows_page.choose_ledger(next(iter(page.session.snapshot.definitions)))
    running.processEvents()
    shown = psutil.Process().memory_info().rss / 2**20
    learn(view)
    for words in ("柳行", "jn", ""):
        view.table.search(words)
        running.processEvents()
    assert len(view.table.model.ids) == COUNT, "not every entry is listed"
    weight = psutil.Process().memory_info().rss / 2**20
    window.close()
    return shown, weight
