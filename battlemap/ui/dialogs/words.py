"""Dialogs that only say something: the details of an error, the keys, what this program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import battlemap
from battlemap.ui.labels import label


class ErrorDetails(QDialog):
    """A sentence and what lies behind it, to be copied into a report."""

    def __init__(self, sentence: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("详情")
        self.resize(680, 400)
        text = QPlainTextEdit(detail)
        text.setReadOnly(True)
        text.setAccessibleName("技术细节")
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        copy = _closing(self)
        button = copy.addButton("复制", QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{sentence}\n{detail}"))
        column = QVBoxLayout(self)
        column.addWidget(label(sentence, wraps=True))
        column.addWidget(text, 1)
        column.addWidget(copy)

    @classmethod
    def tell(cls, sentence: str, detail: str, parent: QWidget | None = None) -> None:
        """Shows it until it is closed."""
        cls(sentence, detail, parent).exec()


class ShortcutList(QDialog):
    """Every key and what it does, in groups of (name, ((keys, words), …))."""

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键一览")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        half = (sum(len(rows) + 1 for _, rows in groups) + 1) // 2
        line = column = 0
        for name, rows in groups:
            if column == 0 and line and line + len(rows) / 2 > half:
                line, column = 0, 2
            grid.addWidget(label(name, "head"), line, column, 1, 2)
            line += 1
            for keys, words in rows:
                grid.addWidget(label(keys), line, column)
                grid.addWidget(label(words, "muted"), line, column + 1)
                line += 1
        inner = QWidget()
        inner.setLayout(grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.addWidget(scroll, 1)
        outer.addWidget(_closing(self))
        self.resize(inner.sizeHint().width() + 60, min(inner.sizeHint().height() + 80, 640))


class About(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(label("挂图作战", "page"))
        column.addWidget(label(f"battlemap {battlemap.__version__}　MIT 许可"))
        column.addWidget(
            label(
                "一项攻坚行动存为一个档案，改动随时保存、逐条留痕、可以撤销。\n不联网，不上传任何数据。",
                "muted",
                wraps=True,
            )
        )
        column.addWidget(
            label(
                "界面 Qt for Python（LGPLv3）；图标 Material Design Icons（Apache 2.0）；字体思源黑体（OFL 1.1）",
                "muted",
                wraps=True,
            )
        )
        column.addWidget(_closing(self))
        self.setFixedWidth(460)


def _closing(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox()
    buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
    buttons.rejected.connect(dialog.reject)
    return buttons
