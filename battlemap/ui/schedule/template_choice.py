"""Which template of steps: a list, and buttons to change its steps, to save them as one's own, to forget."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QMenu, QToolButton, QWidget

from battlemap.errors import BattlemapError
from battlemap.shown.schedule.templates import drop, is_own, keep, templates
from battlemap.shown.settings import Settings
from battlemap.ui.labels import label
from battlemap.ui.schedule.step_table import StepTable


class TemplateChoice(QWidget):
    """Fills the table of steps; emits `changed` when other steps stand there, `refused(words)` where it cannot."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, settings: Settings, steps: StepTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._steps = settings, steps
        self.list = QComboBox()
        self.list.setMinimumWidth(210)
        self.list.setAccessibleName("模板")
        self.list.activated.connect(lambda _: self.choose())
        more = QToolButton()
        more.setText("步骤与模板 ▾")
        more.setStyleSheet("QToolButton::menu-indicator { image: none; width: 0; }")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(more)
        self.menu.addAction("增加步骤", steps.add_step)
        self.menu.addAction("删除选中的步骤", steps.remove_step)
        self.menu.addAction("上移", lambda: steps.shift_step(-1))
        self.menu.addAction("下移", lambda: steps.shift_step(1))
        self.menu.addSeparator()
        self.menu.addAction("存为自有模板…", self.ask_name)
        self._drop = self.menu.addAction("删除这个自有模板", self.drop)
        more.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label("模板"))
        row.addWidget(self.list)
        row.addWidget(more)
        self.show_list()

    def show_list(self, name: str = "") -> None:
        """Lists the templates with `name` chosen, else the first, and shows its steps."""
        self._templates = {template.name: template for template in templates(self._settings)}
        self.list.clear()
        for template in self._templates.values():
            own = "（自有）" if is_own(template) else ""
            self.list.addItem(f"{template.title}{own}", template.name)
        self.list.setCurrentIndex(max(0, self.list.findData(name)))
        self.choose()

    def choose(self) -> None:
        """Shows the chosen template's steps."""
        template = self._templates[self.list.currentData()]
        self._drop.setEnabled(is_own(template))
        self._steps.show_steps(template.steps)
        self.changed.emit()

    def ask_name(self) -> None:
        """Asks for a name and saves the steps as they stand."""
        now = self._templates[self.list.currentData()]
        title, is_named = QInputDialog.getText(self, "存为自有模板", "模板名称：", text=now.title)
        if is_named:
            self.save(title)

    def save(self, title: str) -> None:
        """Saves the steps as they stand under a title."""
        try:
            self.show_list(keep(self._settings, title, self._steps.steps()))
        except BattlemapError as error:
            self.refused.emit(str(error))

    def drop(self) -> None:
        """Forgets the chosen template, if it is the user's own."""
        drop(self._settings, self._templates[self.list.currentData()])
        self.show_list()
