"""Keeps the machine's screen from going dark while the wall screen is shown, where the machine can be asked."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_ES_CONTINUOUS: Final = 0x80000000
_ES_SYSTEM_REQUIRED: Final = 0x00000001
_ES_DISPLAY_REQUIRED: Final = 0x00000002
_SAVER: Final = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver")


class Awake:
    """From `hold` until `let_go` the screen saver waits; a machine that cannot be asked does as it always does."""

    def __init__(self) -> None:
        self._cookie: int | None = None

    def hold(self) -> None:
        """Asks the machine to stay awake."""
        if sys.platform == "win32":
            _execution_state(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED | _ES_DISPLAY_REQUIRED)
            return
        from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        answer = QDBusInterface(*_SAVER, bus).call("Inhibit", "battlemap", "大屏轮播")
        if answer.type() == QDBusMessage.MessageType.ReplyMessage and answer.arguments():
            self._cookie = int(answer.arguments()[0])

    def let_go(self) -> None:
        """Lets the machine sleep again."""
        if sys.platform == "win32":
            _execution_state(_ES_CONTINUOUS)
            return
        if self._cookie is not None:
            from PySide6.QtDBus import QDBusConnection, QDBusInterface

            QDBusInterface(*_SAVER, QDBusConnection.sessionBus()).call("UnInhibit", self._cookie)
            self._cookie = None


def _execution_state(flags: int) -> None:
    """Tells Windows what the program needs (SetThreadExecutionState of the Win32 API)."""
    ctypes.windll.kernel32.SetThreadExecutionState(flags)  # type: ignore[attr-defined]
