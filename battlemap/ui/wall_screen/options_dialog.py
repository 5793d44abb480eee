"""How the wall screen is shown: its colours and how long each page stays."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSpinBox, QWidget

from battlemap.shown.wall_screen.choices import LEAST_SECONDS, MOST_SECONDS, WALL_THEMES
from battlemap.theme import theme
from battlemap.ui.dialogs.frame import Ask


class WallOptionsDialog(Ask):
    """Asks for theme, seconds, and whether warnings are among the pages."""

    def __init__(self, look: str, seconds: int, alerts: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("大屏轮播设置", "保存", parent)
        self.look = QComboBox()
        for name in WALL_THEMES:
            self.look.addItem(theme(name).title, name)
        self.look.setCurrentIndex(max(0, self.look.findData(look)))
        self.seconds = QSpinBox()
        self.seconds.setRange(LEAST_SECONDS, MOST_SECONDS)
        self.seconds.setSuffix(" 秒")
        self.seconds.setValue(seconds)
        self.alerts = QCheckBox("轮播运行与考核预警")
        self.alerts.setChecked(alerts)
        form = QFormLayout()
        form.addRow("配色", self.look)
        form.addRow("每页停留", self.seconds)
        form.addRow("", self.alerts)
        self.fill(form)

    @classmethod
    def ask(
        cls, look: str, seconds: int, alerts: bool, parent: QWidget | None = None
    ) -> tuple[str, int, bool] | None:
        """Returns theme, seconds and whether warnings are shown, None where the user turns away."""
        dialog = cls(look, seconds, alerts, parent)
        if not dialog.is_answered():
            return None
        return dialog.look.currentData(), dialog.seconds.value(), dialog.alerts.isChecked()
