"""Small pictures of every sheet, drawn from the live campaign one after the other in a thread while nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from battlemap.commands.session import Session
from battlemap.errors import BattlemapError
from battlemap.render.fonts import Fonts
from battlemap.render.image import image
from battlemap.shown.press.choice import Choice
from battlemap.shown.press.drawn import Wanted, laid_out, wanted
from battlemap.ui import jobs

#: Width and height in px that a picture fills at most.
SIDE: Final = (264, 188)
_RETINA: Final = 2


class Thumbnails(QObject):
    """Emits `drawn(sheet, image)` and, for a sheet that cannot be drawn, `failed(sheet, sentence)`."""

    drawn = Signal(str, object)
    failed = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._queue: list[Choice] = []
        self._until: Callable[[], datetime] = session.clock
        self._work = jobs.Background()
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self._next)

    def begin(self, choices: Sequence[Choice], until: Callable[[], datetime]) -> None:
        """Draws these sheets anew, the first ones first; what was still to be drawn is forgotten."""
        self._queue, self._until = list(choices), until
        if not self._work.is_busy:
            self._pause.start()

    def end(self) -> None:
        """Draws nothing any more."""
        self._queue.clear()
        self._pause.stop()
        self._work.leave()

    @property
    def is_busy(self) -> bool:
        """Whether pictures are still to come."""
        return bool(self._queue) or self._work.is_busy

    def _next(self) -> None:
        if not self._queue or self._work.is_busy:
            return
        choice = self._queue.pop(0)
        try:
            asked = wanted(self._session, choice, self._until())
        except BattlemapError as error:
            self.failed.emit(choice.sheet, str(error))
            self._pause.start()
            return
        self._work.start(
            lambda progress: _picture(asked),
            lambda picture: self._on_drawn(choice.sheet, picture),
            lambda error: self._on_failed(choice.sheet, error),
        )

    def _on_drawn(self, sheet: str, picture: QImage) -> None:
        self.drawn.emit(sheet, picture)
        self._pause.start()

    def _on_failed(self, sheet: str, error: BaseException) -> None:
        if not isinstance(error, BattlemapError):
            raise error
        self.failed.emit(sheet, str(error))
        self._pause.start()


def _picture(asked: Wanted) -> QImage:
    """Returns the first page, so large that it fills `SIDE` on a screen with two dots per px."""
    made = laid_out(asked)
    page = made.pages[0]
    per_mm = min(SIDE[0] / page.width, SIDE[1] / page.height) * _RETINA
    return image(page, made.options.theme, Fonts(), per_mm * 25.4)
