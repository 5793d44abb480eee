"""The guided tour: a small panel over the window that turns to one page after the other and says what is done there."""

from __future__ import annotations

from typing import Final

import attrs
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from battlemap.ui.labels import label


@attrs.frozen
class Stop:
    """A stop: the page to which the window turns ("" for wherever one is), its heading, what to try there."""

    page: str
    title: str
    words: str


STOPS: Final = (
    Stop(
        "board",
        "战况板",
        "一列一个专项，一格一种状态。把一张卡拖到“推进中”试试，Ctrl+Z 撤销；红卡的红字就是原因。",
    ),
    Stop(
        "board",
        "任务卡",
        "单击一张卡再按 Enter，右侧是这项任务的全部：时限、进度、卡点、批示、履历。F8 反馈进度，Ctrl+B 登记卡点。",
    ),
    Stop("timeline", "时间轴", "工期排在一条轴上，拖动条形改期，红线是今天；后续任务须顺延时上方会提示。"),
    Stop(
        "list", "清单", "像表格一样改：双击编辑，从 Excel 整块粘贴，多选后批量修改。Ctrl+F 按拼音首字母找。"
    ),
    Stop("trends", "态势", "完成与序时、剩余任务、亮灯走势，每条曲线说一句话。"),
    Stop("posters", "上墙图", "选一张图，看预览，打印或存 PDF；A0 可以裁成 A4 拼贴。"),
    Stop(
        "board",
        "就这些",
        "演示档案随便改，改坏了删掉即可。用自己的方案开始：文件 › 由方案新建，或把方案拖进窗口。",
    ),
)
#: Distance from the window's lower edge, px.
_FROM_EDGE: Final = 48


class TourPanel(QFrame):
    """Emits `reached(page)` at every stop and `left()` at the end, whichever way it comes; works beside the window."""

    reached = Signal(str)
    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setFixedWidth(460)
        self.at = -1
        self.title, self.words = label("", "head"), label("", wraps=True)
        self.count = label("", "muted")
        self.back, self.next, self.leave = (
            QPushButton("上一步"),
            QPushButton("下一步"),
            QPushButton("结束导览"),
        )
        self.back.clicked.connect(lambda: self.go(self.at - 1))
        self.next.clicked.connect(lambda: self.go(self.at + 1))
        self.leave.clicked.connect(self.end)
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch(1)
        for button in (self.leave, self.back, self.next):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(row)
        window.installEventFilter(self)

    def go(self, at: int) -> None:
        """Goes to a stop by its number; behind the last one the tour is over."""
        if at >= len(STOPS):
            self.end()
            return
        self.at = max(0, at)
        stop = STOPS[self.at]
        self.title.setText(stop.title)
        self.words.setText(stop.words)
        self.count.setText(f"{self.at + 1} / {len(STOPS)}")
        self.back.setEnabled(self.at > 0)
        self.next.setText("完成" if self.at + 1 == len(STOPS) else "下一步")
        if stop.page:
            self.reached.emit(stop.page)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Leaves the tour."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, arrows turn."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.go(self.at + (1 if event.key() == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays at the lower edge whatever size the window takes."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.move((window.width() - self.width()) // 2, window.height() - self.height() - _FROM_EDGE)
