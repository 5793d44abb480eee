"""The banner over a board of the past: which moment it shows, that nothing can be changed, and the way back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from battlemap.shown.chinese_days import long_day, weekday
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label


class PastBanner(QFrame):
    """Emits `earlier_wanted`, `later_wanted`, `other_wanted`, `compare_wanted` and `now_wanted`."""

    earlier_wanted = Signal()
    later_wanted = Signal()
    other_wanted = Signal()
    compare_wanted = Signal()
    now_wanted = Signal()

    def __init__(self, icons: IconBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("past_banner")
        mark = QLabel()
        mark.setPixmap(icons.icon("past").pixmap(20, 20))
        self.words = label(look="head")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(self.words, 1)
        for text, hint, signal in (
            ("前一天", "看前一天同一时刻", self.earlier_wanted),
            ("后一天", "看后一天同一时刻", self.later_wanted),
            ("另选时刻…", "选择另一天或另一时刻", self.other_wanted),
            ("与现在比较", "列出那一刻以来的变化", self.compare_wanted),
        ):
            button = QPushButton(text)
            button.setToolTip(hint)
            button.clicked.connect(signal)
            row.addWidget(button)
        self.back = QPushButton("回到现在")
        self.back.setToolTip("结束查看，回到现在的作战板")
        self.back.setDefault(True)
        self.back.clicked.connect(self.now_wanted)
        row.addWidget(self.back)
        self.hide()

    def show_moment(self, moment: datetime | None) -> None:
        """Names the moment; hides for None."""
        if moment is not None:
            day = moment.date()
            self.words.setText(f"时光机：{long_day(day)} {weekday(day)} {moment:%H:%M} 的作战板（只读）")
        self.setVisible(moment is not None)
