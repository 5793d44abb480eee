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
