"""What another program writes to the open file is taken in within a second; a file that rests is made whole."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from battlemap.commands.session import Session
from battlemap.errors import BattlemapError

#: Milliseconds between two looks.
EVERY: Final = 500
#: Looks without a new step after which the file is at rest.
_STILL: Final = 4


class Watch(QObject):
    """Emits `heard(steps)` for what others did, `failed(error)` once when the file can no longer be read."""

    heard = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._has_failed = False
        self._newest, self._looks = 0, 0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Takes in what is new; what could not be read is tried again with the next look."""
        try:
            steps = self._session.refresh()
            self._rest()
        except BattlemapError as error:
            if not self._has_failed:
                self._has_failed = True
                self.failed.emit(error)
            return
        self._has_failed = False
        if steps:
            self.heard.emit(steps)

    def _rest(self) -> None:
        """Has the file take its log in once nothing was done for two seconds, so that a copy made then is whole."""
        newest = self._session.file.newest_number()
        self._looks = self._looks + 1 if newest == self._newest else 0
        self._newest = newest
        if self._looks == _STILL:
            self._session.file.rest()

    def end(self) -> None:
        """Looks no more."""
        self._timer.stop()
