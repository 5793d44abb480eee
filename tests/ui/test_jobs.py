from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog
from pytestqt.qtbot import QtBot

from battlemap.errors import BadInput
from battlemap.ui import jobs


def test_the_result_comes_back_from_another_thread(qtbot: QtBot) -> None:
    names = jobs.run(None, "读取", lambda progress: threading.current_thread().name)
    assert names is not None
    assert names != threading.current_thread().name


def test_what_the_work_raises_is_raised_to_the_caller(qtbot: QtBot) -> None:
    def work(progress: jobs.Progress) -> None:
        raise BadInput("这不是方案。")

    with pytest.raises(BadInput, match="这不是方案"):
        jobs.run(None, "读取", work)


def test_cancelled_work_gives_nothing_and_stops_at_its_next_report(qtbot: QtBot) -> None:
    stopped = threading.Event()

    def work(progress: jobs.Progress) -> int:
        try:
            while True:
                progress.report(1, 10)
                time.sleep(0.005)
        except jobs.Cancelled:
            stopped.set()
            raise

    def cancel() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QProgressDialog):
                widget.canceled.emit()

    QTimer.singleShot(30, cancel)
    assert jobs.run(None, "读取", work) is None
    assert stopped.wait(2)


def test_work_in_the_background_waits_while_the_user_is_doing_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    waits: list[float] = []
    progress = jobs.Progress(lambda done, total: None)

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        now[0] += seconds
        # the user goes on and on
        jobs.put_window_first()
        return False

    monkeypatch.setattr(jobs, "monotonic", lambda: now[0])
    monkeypatch.setattr(progress._stop, "wait", wait)
    monkeypatch.setattr(jobs._Window, "comes_first_until", 0.0)
    progress.give_way()
    assert not waits, "nobody does anything"
    jobs.put_window_first()
    progress.give_way()
    assert len(waits) > 1
    assert 30 <= sum(waits) < 31, "work that is never let go on is never done"
    progress.give_way()
    assert 30 <= sum(waits) < 31


def test_work_that_gives_way_stops_at_once_where_it_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs._Window, "comes_first_until", time.monotonic() + 1_000)
    progress = jobs.Progress(lambda done, total: None)
    progress.stop()
    progress.give_way()
    assert progress.is_stopped
