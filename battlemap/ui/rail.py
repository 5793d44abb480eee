"""The narrow rail at the left: the pages of the window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QToolButton, QVBoxLayout, QWidget

from battlemap.ui.actions import Actions, words
from battlemap.ui.feature import Feature
from battlemap.ui.icons import IconBook

WIDTH = 72
_EDGE: Final = 8
#: Height of a button in px, side of its icon (0: words alone), from the roomiest to what fits the lowest window.
_STEPS: Final = ((60, 24), (46, 15), (28, 0))


class Rail(QFrame):
    """A button per page, named like the action that goes there; with many pages or little height they come closer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, _EDGE, 0, _EDGE)
        column.setSpacing(0)
        # the window may become lower than the buttons are now: they give way
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._buttons: list[QToolButton] = []

    def fill(self, icons: IconBook, actions: Actions, features: Iterable[Feature[Any]]) -> None:
        """Makes the buttons of the features' pages."""
        for feature in features:
            if feature.page is None:
                continue
            action = actions[f"go_{feature.name}"]
            button = QToolButton()
            button.setIcon(icons.icon(feature.page.icon, "band"))
            button.setText(words(action.text()))
            button.setToolTip(action.toolTip())
            button.setFixedWidth(WIDTH - 8)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCheckable(action.isCheckable())
            button.setChecked(action.isChecked())
            action.toggled.connect(button.setChecked)
            button.clicked.connect(action.trigger)
            self._column.addWidget(button)
            self._buttons.append(button)
        self._column.addStretch(1)
        self._step(_STEPS[0])

    def minimumSizeHint(self) -> QSize:
        """The height of words alone."""
        return QSize(WIDTH, len(self._buttons) * _STEPS[-1][0] + 2 * _EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Takes the roomiest buttons that all fit."""
        super().resizeEvent(event)
        room = (self.height() - 2 * _EDGE) / max(1, len(self._buttons))
        self._step(next((step for step in _STEPS if step[0] <= room), _STEPS[-1]))

    def _step(self, step: tuple[int, int]) -> None:
        height, icon = step
        style = Qt.ToolButtonStyle.ToolButtonTextUnderIcon if icon else Qt.ToolButtonStyle.ToolButtonTextOnly
        for button in self._buttons:
            button.setIconSize(QSize(icon, icon))
            button.setToolButtonStyle(style)
            button.setFixedHeight(height)
