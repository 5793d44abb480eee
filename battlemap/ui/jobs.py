"""Long work in a thread of its own: with progress and a way to cancel, or in the background."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event
from time import monotonic
from typing import Any, Final, Generic, TypeVar, cast

from PySide6.QtCore import QEventLoop, QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from battlemap.errors import Refused

_T = TypeVar("_T")
#: Work that is done sooner (milliseconds) shows no dialog.
PATIENCE: Final = 400
#: Seconds of rest after a deed until work in the background goes on, and how many of them a piece of work waits in all.
RESTING: Final = 0.4
_MOST_RESTS: Final = 30.0


class Cancelled(Exception):
    """The user has cancelled; raised inside the work by `Progress.report`."""


class _Window:
    """Until when (by the monotonic clock) what the user does comes first."""

    comes_first_until = 0.0


def put_window_first() -> None:
    """Says that the user is doing something now: work in the background that gives way does so for a moment.

    Threads take turns in a Python program: beside one that computes, each look at the disk may cost some milliseconds.
    """
    _Window.comes_first_until = monotonic() + RESTING


class Progress:
    """What the work is handed: it reports how far it is and learns there that it is to stop."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = Event()
        self._rested = 0.0

    def give_way(self) -> None:
        """Waits while the user is doing something, but half a minute in all at most; to be asked every few milliseconds."""
        while (rest := _Window.comes_first_until - monotonic()) > 0 and self._rested < _MOST_RESTS:
            self._rested += rest
            if self._stop.wait(rest):
                return

    def report(self, done: int, total: int) -> None:
        """Says that `done` of `total` is done; raises Cancelled where the user has cancelled."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total)

    def stop(self) -> None:
        """Makes the next `report` raise."""
        self._stop.set()

    @property
    def is_stopped(self) -> bool:
        """Whether the user has cancelled."""
        return self._stop.is_set()


class _Messages(QObject):
    progressed = Signal(int, int)
    ended = Signal()


class _Run(QRunnable, Generic[_T]):
    """One piece of work; afterwards `result` or `error` is set."""

    def __init__(self, work: Callable[[Progress], _T]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.messages = _Messages()
        self.progress = Progress(self.messages.progressed.emit)
        self.result: _T | None = None
        self.error: BaseException | None = None
        self.has_ended = Event()
        self._work = work

    def run(self) -> None:
        try:
            self.result = self._work(self.progress)
        except BaseException as error:
            self.error = error
        finally:
            self.has_ended.set()
            # at the end of the program Qt may be gone before its threads
            with suppress(RuntimeError):
                self.messages.ended.emit()


class Background:
    """Work that nobody waits for; the answers come in the window's thread. The work must not touch widgets."""

    def __init__(self) -> None:
        self._tasks: list[_Run[Any]] = []

    def start(
        self,
        work: Callable[[Progress], _T],
        done: Callable[[_T], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Begins a piece of work; `done` hears of its result, or `failed` of what it raised, unless all was left."""
        task: _Run[_T] = _Run(work)
        self._tasks.append(task)

        def on_end() -> None:
            if task not in self._tasks:
                return
            self._tasks.remove(task)
            if task.error is not None:
                failed(task.error)
            else:
                done(cast(_T, task.result))

        task.messages.ended.connect(on_end, Qt.ConnectionType.QueuedConnection)
        QThreadPool.globalInstance().start(task)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._tasks)

    def leave(self) -> None:
        """Hears of nothing any more; the work is told to stop."""
        for task in self._tasks:
            task.progress.stop()
            _let_go(task)
        self._tasks.clear()

    def finish(self, seconds: float) -> None:
        """Waits until all work is done, at most so long, and hears of nothing any more."""
        for task in self._tasks:
            task.has_ended.wait(seconds)
        self.leave()


def run(parent: QWidget | None, words: str, work: Callable[[Progress], _T]) -> _T | None:
    """Returns the result of `work`, done in a thread while the window stays alive; None where it was cancelled.

    What `work` raises is raised here. `words` stand in the dialog, which shows after a moment only. The work must not
    touch widgets, nor the campaign file.
    """
    task = _Run(work)
    dialog = _waiting(parent, words, 0)
    loop = QEventLoop()

    def on_progress(done: int, total: int) -> None:
        if not task.progress.is_stopped:
            dialog.setMaximum(total)
            dialog.setValue(done)

    def on_cancel() -> None:
        task.progress.stop()
        loop.quit()

    task.messages.progressed.connect(on_progress, Qt.ConnectionType.QueuedConnection)
    task.messages.ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    dialog.canceled.connect(on_cancel)
    QThreadPool.globalInstance().start(task)
    loop.exec()
    is_cancelled = task.progress.is_stopped
    dialog.canceled.disconnect(on_cancel)
    dialog.close()
    dialog.deleteLater()
    if is_cancelled:
        _let_go(task)
        return None
    if task.error is not None:
        raise task.error
    return task.result


def _waiting(parent: QWidget | None, words: str, total: int) -> QProgressDialog:
    """Returns the dialog that shows after a moment how far work is; 0 for work that nobody can measure."""
    dialog = QProgressDialog(words, "取消", 0, total, parent)
    dialog.setWindowTitle("请稍候")
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setMinimumDuration(PATIENCE)
    dialog.setAutoReset(False)
    dialog.setAutoClose(False)
    dialog.setMinimumWidth(360)
    return dialog


class Watch:
    """Shows how far work is that must be done in the window's thread, after a moment, with a way to cancel it.

    `report` raises Refused with the sentence `cancelled` once the user has cancelled; `close` takes the dialog away.
    """

    def __init__(self, parent: QWidget | None, words: str, cancelled: str) -> None:
        self._words, self._cancelled, self._parent = words, cancelled, parent
        self._dialog: QProgressDialog | None = None

    def report(self, done: int, total: int) -> None:
        """Says that `done` of `total` is done."""
        if self._dialog is None:
            self._dialog = _waiting(self._parent, self._words, total)
        self._dialog.setMaximum(total)
        self._dialog.setValue(done)
        if self._dialog.wasCanceled():
            raise Refused(self._cancelled)

    def close(self) -> None:
        """Takes the dialog away."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None


def _let_go(task: _Run[_T]) -> None:
    """Keeps a cancelled task alive until its thread has left it."""
    if task.has_ended.is_set():
        return
    keep = [task]
    task.messages.ended.connect(lambda: keep.clear(), Qt.ConnectionType.QueuedConnection)
