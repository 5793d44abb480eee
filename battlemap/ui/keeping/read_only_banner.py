"""The banner over a campaign that is open for reading only: who uses it since when, and the way to writing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from battlemap.shown.chinese_days import short_day
from battlemap.store.lock import Holder, holder_of
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label

#: Milliseconds between two looks at who holds the file.
_EVERY: Final = 3000


class ReadOnlyBanner(QFrame):
    """Emits `writing_wanted`."""

    writing_wanted = Signal()

    def __init__(
        self, icons: IconBook, file: Path, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("read_only_banner")
        self._file, self._clock = file, clock
        mark = QLabel()
        mark.setPixmap(icons.icon("lock").pixmap(18, 18))
        self.words = label()
        self.write = QPushButton("改为可写")
        self.write.setToolTip("重新以可写方式打开，可以修改")
        self.write.clicked.connect(self.writing_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.write)
        timer = QTimer(self, interval=_EVERY)
        timer.timeout.connect(self.look)
        timer.start()
        self.look()

    def look(self) -> None:
        """Says who holds the file now."""
        holder = holder_of(self._file)
        is_held = holder is not None and holder.is_alive()
        self.words.setText(
            f"只读：{holder_words(holder, self._clock().date())}"
            if holder and is_held
            else "只读：当前没有其他人在使用"
        )
        self.write.setVisible(not is_held)


def holder_words(holder: Holder, today: date) -> str:
    """Returns who holds a file since when: 「李明 自 09:12 起使用」, with the day where it was another."""
    who = holder.actor or holder.user
    try:
        since = datetime.fromisoformat(holder.since)
    except ValueError:
        return f"{who} 正在使用"
    day = "" if since.date() == today else f"{short_day(since.date())} "
    return f"{who} 自 {day}{since:%H:%M} 起使用"
