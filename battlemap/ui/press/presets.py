"""Choices saved under names: a line with a list and buttons to save and to forget."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QToolButton, QWidget

from battlemap.shown.press.choice import Choice
from battlemap.shown.press.memory import Memory
from battlemap.ui.icons import IconBook


class Presets(QWidget):
    """Emits `chosen(choice)`; `current` tells what there is to save."""

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(
        self, memory: Memory, icons: IconBook, current: Callable[[], Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._memory, self._current = memory, current
        self.list = QComboBox()
        self.list.setAccessibleName("预设")
        self.list.activated.connect(self._on_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.list, 1)
        for icon, words, deed in (
            ("copy", "把当前选择存为预设…", self._on_save),
            ("delete", "删除这个预设", self._on_delete),
        ):
            button = QToolButton()
            button.setIcon(icons.icon(icon))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            row.addWidget(button)
        self.show_list()

    def show_list(self, name: str = "") -> None:
        """Lists what is saved, with `name` chosen."""
        self.list.clear()
        self.list.addItem("预设……", "")
        for preset in self._memory.presets():
            self.list.addItem(preset, preset)
        self.list.setCurrentIndex(max(0, self.list.findData(name)))

    def _on_chosen(self) -> None:
        choice = self._memory.presets().get(str(self.list.currentData()))
        if choice is not None:
            self.chosen.emit(choice)

    def _on_save(self) -> None:
        name, is_named = QInputDialog.getText(
            self, "存为预设", "预设名称：", text=str(self.list.currentData() or "")
        )
        name = name.strip()[:40]
        if is_named and name:
            self._memory.save_preset(name, self._current())
            self.show_list(name)

    def _on_delete(self) -> None:
        name = str(self.list.currentData() or "")
        if not name:
            self.refused.emit("请先在左边选一个预设。")
            return
        self._memory.drop_preset(name)
        self.show_list()
