"""The wall screen at the window's service: begins it, feeds it with every step and new day, ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from battlemap.domain.reach import Reach
from battlemap.domain.step import Step
from battlemap.shown.wall_screen.choices import LEAST_SECONDS, WALL_THEMES
from battlemap.theme import theme
from battlemap.ui.desk import Desk
from battlemap.ui.motion import MotionDesk
from battlemap.ui.shell import Shell
from battlemap.ui.wall_screen.awake import Awake

if TYPE_CHECKING:
    from battlemap.ui.wall_screen.screen import WallScreen
    from battlemap.ui.wall_screen.telling import Telling
    from battlemap.ui.workspace import Workspace

#: Milliseconds for which further steps are awaited before the pages are told anew.
_PATIENCE: Final = 400
_MINUTE: Final = 60_000


class WallDesk(Desk):
    """Begins the wall screen of the open campaign, and ends it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._settings = shell.settings
        self._telling: Telling | None = None
        self._awake = Awake()
        self.screen: WallScreen | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self.tell)
        self._minutes = QTimer(self, interval=_MINUTE)
        self._minutes.timeout.connect(self._on_minute)

    def take(self, workspace: Workspace | None) -> None:
        """Ends with the campaign that it shows."""
        self.end()

    def follow(self, step: Step, reach: Reach) -> None:
        """Takes new steps in, soon."""
        if self.screen is not None:
            self._soon.start()

    def begin(self) -> None:
        """Shows the wall screen where the window stands."""
        workspace = self.workspace
        if workspace is None or self.screen is not None:
            return
        from battlemap.ui.wall_screen.telling import Telling

        workspace.dock.flush()
        look = theme(
            self._settings.wall_theme if self._settings.wall_theme in WALL_THEMES else WALL_THEMES[0]
        )
        seconds = max(LEAST_SECONDS, self._settings.wall_seconds)
        self._telling = Telling(
            workspace,
            look,
            self.shell.fonts,
            seconds,
            moves=self.shell.desk(MotionDesk).moves,
            has_alerts=self._settings.wall_alerts,
        )
        self.screen = self._telling.screen
        self.screen.left.connect(self.end)
        self.tell()
        self.screen.setScreen(self.shell.screen())
        self.screen.setGeometry(self.shell.screen().geometry())
        self.screen.showFullScreen()
        self._minutes.start()
        self._awake.hold()

    def end(self) -> None:
        """Takes the wall screen down; the window is as it was."""
        if self.screen is None:
            return
        gone, self.screen = self.screen, None
        self._soon.stop()
        self._minutes.stop()
        self._awake.let_go()
        self._telling = None
        gone.close()
        gone.deleteLater()
        self.shell.activateWindow()

    def ask(self) -> None:
        """Asks for colours and the time that a page stays."""
        from battlemap.ui.wall_screen.options_dialog import WallOptionsDialog

        settings = self._settings
        answer = WallOptionsDialog.ask(
            settings.wall_theme, settings.wall_seconds, settings.wall_alerts, self.shell
        )
        if answer is not None:
            settings.wall_theme, settings.wall_seconds, settings.wall_alerts = answer
            self._settings.save()

    def tell(self) -> None:
        """Tells the pages as things are now."""
        if self._telling is not None:
            self._telling.tell()

    def _on_minute(self) -> None:
        if (
            self._telling is not None
            and self.workspace is not None
            and self.workspace.as_of != self._telling.judged_on
        ):
            self._telling.tell()
