"""What every dialog here is built on: content, a sentence about what is wrong, and two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QDialogButtonBox, QLayout, QVBoxLayout, QWidget

from battlemap.errors import BattlemapError
from battlemap.ui.labels import label


def closing(dialog: QDialog) -> QDialogButtonBox:
    """Returns the button with which a dialog that only shows something is closed."""
    buttons = QDialogButtonBox()
    buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    return buttons


class Ask(QDialog):
    """A question; `check` is asked before it may be answered with yes, and then the deed is done.

    Where either fails, its sentence is shown and all that was typed stays.
    """

    def __init__(self, title: str, yes: str = "确定", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._deed: Callable[[], object] = lambda: None
        self.wrong = label(look="warning", wraps=True)
        self.wrong.hide()
        buttons = QDialogButtonBox()
        self.yes = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(12)
        self._column.addWidget(self.wrong)
        self._column.addWidget(buttons)
        self.yes.setDefault(
            True
        )  # only now the dialog hears of it, and gives it back when another button loses focus

        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)

    def fill(self, content: QLayout | QWidget) -> None:
        """Puts the dialog's content above the buttons."""
        place = self._column.count() - 2
        if isinstance(content, QWidget):
            self._column.insertWidget(place, content, 1)
        else:
            self._column.insertLayout(place, content, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Puts the cursor into the first field, unless the dialog has chosen another."""
        super().showEvent(event)
        if self.focusWidget() is None or isinstance(self.focusWidget(), QAbstractButton):
            first = self._first_field()
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_field(self) -> QWidget | None:
        """Returns the first thing in the content that takes the keyboard and is no button."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            is_open = widget.isVisibleTo(self) and widget.isEnabled() and widget.window() is self
            if takes_keys and is_open and not isinstance(widget, QAbstractButton):
                return widget
            widget = widget.nextInFocusChain()
        return None

    def check(self) -> None:
        """Raises a BattlemapError where the answer cannot be taken."""

    def accept(self) -> None:
        """Closes with yes once the deed is done, or says what is wrong and stays."""
        try:
            self.check()
            self._deed()
        except BattlemapError as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return
        super().accept()

    def is_answered(self, deed: Callable[[], object] = lambda: None) -> bool:
        """Shows the dialog and returns whether it was answered with yes and `deed`, if any, was done."""
        self._deed = deed
        return self.exec() == QDialog.DialogCode.Accepted
