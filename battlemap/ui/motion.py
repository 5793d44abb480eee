"""动画: whether anything moves or blinks by itself, as the user and the machine want it."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from battlemap.shown.settings import Settings
from battlemap.ui.actions import Actions
from battlemap.ui.campaign_page import CampaignPage

_SPI_GETCLIENTAREAANIMATION: Final = 0x1042
_PORTAL: Final = (
    "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings",
)  # fmt: skip
#: Milliseconds for which the desktop may take to answer.
_PATIENCE: Final = 200


def machine_is_calm() -> bool:
    """Whether the user has switched animations off for the whole machine; one that does not tell is not calm.

    Qt tells only of the contrast so far: Windows and the desktop portal (GNOME, UKUI) are asked themselves.
    """
    if sys.platform == "win32":
        moves = ctypes.c_int(1)
        told = ctypes.windll.user32.SystemParametersInfoW(  # type: ignore[attr-defined]
            _SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(moves), 0
        )
        return bool(told) and not moves.value
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    question = QDBusMessage.createMethodCall(*_PORTAL, "ReadOne")
    question.setArguments(["org.gnome.desktop.interface", "enable-animations"])
    answer = bus.call(question, QDBus.CallMode.Block, _PATIENCE)
    if answer.type() != QDBusMessage.MessageType.ReplyMessage or not answer.arguments():
        return False
    return answer.arguments()[0] is False


class MotionDesk(QObject):
    """Lives as long as the window; the action 动画 is checked while things may move.

    The machine is asked `is_calm` once the window stands there: it wins over the user's own choice.
    """

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        settings: Settings,
        is_calm: Callable[[], bool] = machine_is_calm,
    ) -> None:
        super().__init__(window)
        self._window, self._settings, self._is_calm = window, settings, is_calm
        self._page: CampaignPage | None = None
        self._machine_is_calm = False
        self._has_effects = QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
        actions["motion"].setChecked(settings.motion)
        actions["motion"].toggled.connect(self._on_toggled)
        self._tell()
        QTimer.singleShot(0, self, self.ask_machine)

    @property
    def moves(self) -> bool:
        """Whether anything may move by itself."""
        return self._settings.motion and not self._machine_is_calm

    def take(self, page: CampaignPage | None) -> None:
        """Serves another page, none for None."""
        self._page = page
        self._tell()

    def ask_machine(self) -> None:
        """Obeys the machine's own setting."""
        self._machine_is_calm = self._is_calm()
        self._tell()

    def _on_toggled(self, moves: bool) -> None:
        self._settings.motion = moves
        self._settings.save()
        self._tell()

    def _tell(self) -> None:
        self._window.setAnimated(self.moves)
        QApplication.setEffectEnabled(Qt.UIEffect.UI_General, self.moves and self._has_effects)
        if self._page is not None:
            self._page.ground.set_motion(self.moves)
