"""From a session to Qt: every step that it commits comes out as a signal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from battlemap.commands.session import Session


class Bridge(QObject):
    """Emits `changed(step, reach)` once per step, after the session's snapshot has taken it, until `end`."""

    changed = Signal(object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = session.listen(self.changed.emit)

    def end(self) -> None:
        """Hears no more."""
        self._end()
