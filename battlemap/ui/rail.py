"""The narrow rail at the left: the pages of the window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from battlemap.ui.actions import Actions, words
from battlemap.ui.feature import Feature
from battlemap.ui.icons import IconBook

WIDTH = 72


class Rail(QFrame):
    """A button per page, named like the action that goes there."""

    def __init__(
        self,
        icons: IconBook,
        actions: Actions,
        features: Iterable[Feature[Any]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        for feature in features:
            if feature.page is None:
                continue
            action = actions[f"go_{feature.name}"]
            button = QToolButton()
            button.setIcon(icons.icon(feature.page.icon, "band"))
            button.setText(words(action.text()))
            button.setToolTip(action.toolTip())
            button.setIconSize(QSize(24, 24))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFixedWidth(WIDTH - 8)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCheckable(action.isCheckable())
            button.setChecked(action.isChecked())
            action.toggled.connect(button.setChecked)
            button.clicked.connect(action.trigger)
            column.addWidget(button)
        column.addStretch(1)
