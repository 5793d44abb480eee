"""The first start: three pictures of what the program is for, shown once and left at any time."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from battlemap.paths import manual
from battlemap.ui.labels import label

#: Picture of the manual, heading, sentence.
PICTURES: Final = (
    (
        "plan.png",
        "方案变成作战图",
        "把方案文件（Word、文本、表格）拖进窗口，专项、任务、时限、单位自动认出，核对后一步建好。",
    ),
    (
        "board.png",
        "拖动任务卡",
        "每个专项一列，卡片拖到“推进中”“待核查”“已销号”，红灯写明原因，每一步都留痕、能撤销。",
    ),
    (
        "overview.png",
        "打印上墙",
        "总作战图、每日战报、亮灯通报，从 A4 到 A0 打印或拼贴，数据与屏幕上完全一致。",
    ),
)
_SIZE: Final = QSize(760, 430)


class FirstStart(QDialog):
    """Turns the pictures by button, arrows or Enter; Esc leaves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("欢迎使用挂图作战")
        self.resize(820, 600)
        self.at = 0
        self._pixmaps = [QPixmap(str(manual().parent / "images" / name)) for name, _, _ in PICTURES]
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(_SIZE / 2)
        self.heading, self.words = label("", "page"), label("", wraps=True)
        self.words.setMinimumHeight(44)
        self.count = label("", "muted")
        self.skip = QPushButton("跳过")
        self.skip.setAutoDefault(False)
        self.skip.clicked.connect(self.reject)
        self.next = QPushButton()
        self.next.setDefault(True)
        self.next.clicked.connect(self.turn)
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.picture, 1)
        column.addWidget(self.words)
        column.addLayout(row)
        self._show()

    def turn(self) -> None:
        """Shows the next picture; after the last one it is done."""
        if self.at + 1 == len(PICTURES):
            self.accept()
            return
        self.at += 1
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the picture into the room that is there."""
        super().resizeEvent(event)
        self._fit()

    def _show(self) -> None:
        _, heading, words = PICTURES[self.at]
        self.heading.setText(heading)
        self.words.setText(words)
        self.picture.setAccessibleName(heading)
        self.count.setText(f"{self.at + 1} / {len(PICTURES)}")
        self.next.setText("开始使用" if self.at + 1 == len(PICTURES) else "下一张")
        self._fit()

    def _fit(self) -> None:
        pixmap, ratio = self._pixmaps[self.at], self.devicePixelRatioF()
        if pixmap.isNull():
            return
        room = self.picture.size() * ratio
        fitted = pixmap.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(ratio)
        self.picture.setPixmap(fitted)
