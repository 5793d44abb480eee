"""A window that the system asks to end closes as its owner would."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from pytestqt.qtbot import QtBot

from battlemap.ui.ending import on_term


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells its windows by itself")
def test_the_systems_wish_to_end_reaches_a_window_that_waits(qtbot: QtBot) -> None:
    asked = list[str]()
    before = signal.getsignal(signal.SIGTERM)
    stop = on_term(lambda: asked.append("leave"))
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: asked == ["leave"])
    finally:
        stop()
    assert signal.getsignal(signal.SIGTERM) is before
