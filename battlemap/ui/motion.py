"""动画: whether anything moves or blinks by itself, as the user and the machine want it."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace

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
        has_answered = ctypes.windll.user32.SystemParametersInfoW(  # type: ignore[attr-defined]
            _SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(moves), 0
        )
        return bool(has_answered) and not moves.value
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


class MotionDesk(Desk):
    """The action 动画 is checked while things may move.

    The machine is asked `is_calm` once the window stands there: it wins over the user's own choice.
    """

    def __init__(self, shell: Shell, is_calm: Callable[[], bool] = machine_is_calm) -> None:
        super().__init__(shell)
        self._settings, self._is_calm = shell.settings, is_calm
        self._machine_is_calm = False
        self._has_effects = QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
        shell.actions_["motion"].setChecked(self._settings.motion)
        self._tell()
        QTimer.singleShot(0, self, self.ask_machine)

    @property
    def moves(self) -> bool:
        """Whether anything may move by itself."""
        return self._settings.motion and not self._machine_is_calm

    def take(self, workspace: Workspace | None) -> None:
        """Serves another campaign, none for None."""
        self._tell()

    def ask_machine(self) -> None:
        """Obeys the machine's own setting."""
        self._machine_is_calm = self._is_calm()
        self._tell()

    def turn(self, moves: bool) -> None:
        """Lets things move from now on, or not."""
        self._settings.motion = moves
        self._settings.save()
        self._tell()

    def _tell(self) -> None:
        self.shell.setAnimated(self.moves)
        QApplication.setEffectEnabled(Qt.UIEffect.UI_General, self.moves and self._has_effects)
        if self.workspace is not None:
            self.workspace.pages.set_motion(self.moves)


MOTION: Final = Feature[MotionDesk](
    "motion",
    MotionDesk,
    (
        MenuEntry(
            "motion", "动画(&A)", "view/look", tip="移动后闪一下、面板滑出、轮播进度线；系统已关闭动画时随系统",
            turns=MotionDesk.turn, is_checkable=True,
        ),
    ),
)  # fmt: skip
