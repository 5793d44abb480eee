"""What stands in the board's place while the campaign has no action: a sentence and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from battlemap.ui.actions import Actions, words
from battlemap.ui.labels import label


class EmptyBoard(QWidget):
    """Shows the button that makes the first column."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        button = QPushButton(actions["new_action"].icon(), words(actions["new_action"].text()))
        button.clicked.connect(actions["new_action"].trigger)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for text, look in (
            ("作战板上还没有专项行动", "head"),
            ("建立专项后，就可以在下面添加任务。", "muted"),
        ):
            column.addWidget(label(text, look), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
