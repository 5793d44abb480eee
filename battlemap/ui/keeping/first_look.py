"""Right after a file was opened its journal and rows are looked through in the background; what is wrong is told."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from battlemap.commands.session import Session
from battlemap.errors import BattlemapError
from battlemap.store.damage.inspection import look_through
from battlemap.ui import jobs

#: Milliseconds after opening: what is on the screen comes first.
AFTER: Final = 2_500


class FirstLook(QObject):
    """Emits `faults_seen(words)` for each file in which something is wrong; a sound one is passed over in silence."""

    faults_seen = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = jobs.Background()
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Looks now, in a thread."""
        path, now = self._session.file.path, self._session.clock()

        def work(progress: jobs.Progress) -> tuple[str, ...]:
            def is_stopped() -> bool:
                progress.give_way()
                return progress.is_stopped

            return look_through(path, now, is_stopped)

        self._background.start(work, self._on_done, self._on_failed)

    def end(self) -> None:
        """Looks no more; a look under way is stopped."""
        self._timer.stop()
        self._background.leave()

    def _on_done(self, words: tuple[str, ...]) -> None:
        if words:
            self.faults_seen.emit(words)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, BattlemapError):
            raise error
        self.faults_seen.emit((str(error),))
