"""设置: look, size of type, operator, paper, backups and the daily report by itself, on one sheet."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import time
from pathlib import Path
from typing import Final

import attrs
from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.operator import Operator
from battlemap.errors import BadInput
from battlemap.shown.settings import PAPERS, SIZES, where_kept
from battlemap.shown.timetable.order import DailyOrder
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label

_DEFAULT_AT: Final = time(17, 35)


@attrs.frozen
class Chosen:
    """What the dialog holds. `size` in percent, `paper` and `backup_folder` "" for the usual ones; `daily` None for none."""

    theme: str
    size: int
    moves: bool
    operator: Operator
    paper: str
    backup_folder: str
    daily: DailyOrder | None = None


class SettingsDialog(Ask):
    """Asks for everything at once; `file` is the open campaign, None where none is, `timetable` what runs things daily."""

    def __init__(
        self,
        now: Chosen,
        themes: Sequence[tuple[str, str]],
        file: Path | None,
        timetable: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("设置", "确定", parent)
        self._file = file
        self.theme = _combo([(title, name) for name, title in themes], now.theme)
        self.size_ = _combo([(f"{words}（{size}%）", size) for size, words in SIZES.items()], now.size)
        self.moves = QCheckBox("移动后闪一下、面板滑出")
        self.moves.setChecked(now.moves)
        self.name, self.unit = QLineEdit(now.operator.name), QLineEdit(now.operator.unit)
        self.unit.setPlaceholderText("可不填")
        self.paper = _combo([(words, name) for name, words in PAPERS.items()], now.paper)
        self.backups = _Folder(now.backup_folder, "档案旁边", self)
        self.is_daily = QCheckBox("每天自动出一份每日战报（PDF）")
        self.is_daily.setChecked(now.daily is not None)
        at = now.daily.at if now.daily else _DEFAULT_AT
        self.at = QTimeEdit(QTime(at.hour, at.minute))
        self.at.setDisplayFormat("HH:mm")
        self.at.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        folder = str(now.daily.folder) if now.daily else ""
        self.daily_folder = _Folder(folder, "档案旁边", self)
        column = QVBoxLayout()
        column.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(_group("外观", ("配色", self.theme), ("字号", self.size_), ("动画", self.moves)), 1)
        top.addWidget(_group("操作员", ("姓名", self.name), ("单位", self.unit)), 1)
        column.addLayout(top)
        column.addWidget(label("字号在下次启动后生效。", "muted"))
        column.addWidget(_group("存放与打印", ("小图纸张", self.paper), ("备份位置", self.backups)))
        self.kept = label(where_kept(), "muted", wraps=True)
        column.addWidget(self.kept)
        daily = _group("自动出刊", ("", self.is_daily), ("时刻", self.at), ("存放到", self.daily_folder))
        column.addWidget(daily)
        why = "" if timetable else "本机没有可用的计划任务，不能自动出刊。"
        why = why or ("" if file else "先打开一个档案，才能设自动出刊。")
        daily.setEnabled(not why)
        column.addWidget(
            label(why or f"由本机的 {timetable} 按时执行，不必开着窗口，不需要管理员。", "muted", wraps=True)
        )
        self.fill(column)
        self.setMinimumWidth(600)
        self.is_daily.toggled.connect(self._on_daily)
        self._on_daily(self.is_daily.isChecked())

    def _on_daily(self, is_on: bool) -> None:
        self.at.setEnabled(is_on)
        self.daily_folder.setEnabled(is_on)

    def check(self) -> None:
        """Raises Refused for a name that cannot sign, BadInput for folders that cannot be written."""
        chosen = self.answer()
        chosen.operator.checked()
        for folder in filter(None, (chosen.backup_folder, str(chosen.daily.folder) if chosen.daily else "")):
            if not Path(folder).is_dir():
                raise BadInput(f"文件夹“{folder}”不存在，请另选一个。")
            if not os.access(folder, os.W_OK):
                raise BadInput(f"文件夹“{folder}”不可写，请另选一个。")
        if chosen.daily is not None:
            chosen.daily.checked()

    def answer(self) -> Chosen:
        """Returns what stands in the fields."""
        daily = None
        if self.is_daily.isChecked() and self._file is not None:
            folder = Path(self.daily_folder.text() or self._file.parent).absolute()
            chosen = self.at.time()
            daily = DailyOrder(self._file.absolute(), folder, time(chosen.hour(), chosen.minute()))
        return Chosen(
            self.theme.currentData(),
            self.size_.currentData(),
            self.moves.isChecked(),
            Operator(self.name.text(), self.unit.text()),
            self.paper.currentData(),
            self.backups.text(),
            daily,
        )


class _Folder(QWidget):
    """A folder to be typed or picked; empty means `usual`."""

    def __init__(self, folder: str, usual: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit(folder)
        self.line.setPlaceholderText(usual)
        pick = QPushButton("浏览…")
        pick.setAutoDefault(False)
        pick.clicked.connect(self._on_pick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(pick)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """Returns the folder, "" for the usual one."""
        return self.line.text().strip()

    def _on_pick(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择文件夹", self.line.text())
        if chosen:
            self.line.setText(chosen)


def _combo(rows: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
    box = QComboBox()
    for words, value in rows:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _group(title: str, *rows: tuple[str, QWidget]) -> QGroupBox:
    group = QGroupBox(title)
    form = QFormLayout(group)
    for name, widget in rows:
        (widget.focusProxy() or widget).setAccessibleName(name or title)
        if name:
            form.addRow(name, widget)
        else:
            form.addRow(widget)
    return group
