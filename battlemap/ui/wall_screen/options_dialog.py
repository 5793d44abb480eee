"""How the wall screen is shown: its colours and how long each page stays."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QSpinBox, QWidget

from battlemap.shown.wall_screen.choices import LEAST_SECONDS, MOST_SECONDS, WALL_THEMES
from battlemap.theme import theme
from battlemap.ui.dialogs.frame import Ask


class WallOptionsDialog(Ask):
    """Asks for theme and seconds."""

    def __init__(self, look: str, seconds: int, parent: QWidget | None = None) -> None:
        super().__init__("大屏轮播设置", "保存", parent)
        self.look = QComboBox()
        for name in WALL_THEMES:
            self.look.addItem(theme(name).title, name)
        self.look.setCurrentIndex(max(0, self.look.findData(look)))
        self.seconds = QSpinBox()
        self.seconds.setRange(LEAST_SECONDS, MOST_SECONDS)
        self.seconds.setSuffix(" 秒")
        self.seconds.setValue(seconds)
        form = QFormLayout()
        form.addRow("配色", self.look)
        form.addRow("每页停留", self.seconds)
        self.fill(form)

    @classmethod
    def ask(cls, look: str, seconds: int, parent: QWidget | None = None) -> tuple[str, int] | None:
        """Returns theme and seconds, None where the user turns away."""
        dialog = cls(look, seconds, parent)
        return (dialog.look.currentData(), dialog.seconds.value()) if dialog.is_answered() else None
