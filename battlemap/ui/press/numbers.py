"""A field for a number that may be left empty, with its unit behind it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator, QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from battlemap.ui.labels import label


class NumberField(QWidget):
    """Emits `left()` when another number was typed; empty is None and shows `hint`."""

    left = Signal()

    def __init__(
        self, hint: str, unit: str, *, is_whole: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setMaximumWidth(96)
        self.line.setValidator(QIntValidator(0, 999, self) if is_whole else QDoubleValidator(0, 999, 1, self))
        self.line.editingFinished.connect(self._on_finished)
        self.setFocusProxy(self.line)
        self._shown: float | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line)
        row.addWidget(label(unit, "muted"))
        row.addStretch(1)

    def setAccessibleName(self, name: str) -> None:
        """Names the line as well, which is what has the focus."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    @property
    def value(self) -> float | None:
        """What stands in the field, None where it is empty or no number."""
        try:
            return float(self.line.text())
        except ValueError:
            return None

    def show_value(self, value: float | None) -> None:
        """Shows a number, nothing for None."""
        self._shown = value
        self.line.setText("" if value is None else f"{value:g}")

    def _on_finished(self) -> None:
        if self.value != self._shown:
            self._shown = self.value
            self.left.emit()
