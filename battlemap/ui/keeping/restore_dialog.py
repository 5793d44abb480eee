"""恢复: the backups with what each contains, the chosen one compared with now, and back to it in one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

import attrs
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.restore import RestoreRows
from battlemap.domain.days.calendar import HolidayNotice
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.comparison import Comparison, compare
from battlemap.errors import BattlemapError, Refused
from battlemap.shown.chinese_days import short_day
from battlemap.store.backup.backups import Backup
from battlemap.store.damage.recovery import BackupContents, contents, snapshot_of
from battlemap.ui import jobs
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label, tip

_COLUMNS: Final = ("备份时间", "原因", "大小", "专项", "任务", "销号", "步数", "状态")
#: Lines of a comparison that are listed; more help nobody.
_MOST: Final = 500


@attrs.frozen
class _Looked:
    """What was found in one backup; `trouble` says why it cannot be used, "" where it can."""

    contents: BackupContents | None
    state: str
    trouble: str


class RestoreDialog(Ask):
    """The backups are looked into one after the other in a thread; the list can be used meanwhile."""

    def __init__(
        self,
        backups: Sequence[Backup],
        now: Snapshot,
        as_of: date,
        at: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("从备份恢复", "恢复到这一份", parent)
        self._backups, self._now, self._as_of, self._at = tuple(backups), now, as_of, at
        self._rows: list[QTreeWidgetItem] = []
        self._looked: dict[int, _Looked] = {}
        self._then: dict[int, Snapshot] = {}
        self._background = jobs.Background()
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName("备份")
        self.list.setHeaderLabels(_COLUMNS)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.steps, self.changes = QListWidget(), QListWidget()
        for listed, name in ((self.steps, "最近五步"), (self.changes, "与现在相比")):
            listed.setAccessibleName(name)
            listed.setSelectionMode(QListWidget.SelectionMode.NoSelection)
            listed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.changes.setWordWrap(True)
        self.steps.setFixedHeight(132)
        self.steps.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.summary = label(look="muted", wraps=True)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(label("这份备份的最近五步", "head"))
        right.addWidget(self.steps)
        right.addWidget(label("备份之后的变化（恢复后退回）", "head"))
        right.addWidget(self.summary)
        right.addWidget(self.changes, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.list, 6)
        sides.addLayout(right, 5)
        whole = QVBoxLayout()
        whole.addWidget(
            label("恢复是一步操作，可以撤销；备份之后的记录仍在历史中，不会丢失。", "muted", wraps=True)
        )
        whole.addLayout(sides, 1)
        self.fill(whole)
        self.resize(1120, 620)
        self.yes.setEnabled(False)
        self.list.setFocus()
        self._fill_list()
        self.finished.connect(lambda _: self._background.leave())

    @property
    def is_looking(self) -> bool:
        """Whether backups are still being looked into."""
        return self._background.is_busy

    def check(self) -> None:
        """Raises Refused where no usable backup is chosen."""
        self.answer()

    def answer(self) -> RestoreRows:
        """Returns the command; raises Refused where no usable backup is chosen."""
        chosen = self._chosen()
        then = self._then.get(chosen)
        if then is None:
            raise Refused("请先选择一份可用的备份。")
        backup = self._backups[chosen]
        at = backup.at
        return RestoreRows(then, f"{short_day(at.date())} {at:%H:%M} 的备份", backup.path)

    # -- the list -------------------------------------------------------------------------------------------------

    def _fill_list(self) -> None:
        for backup in self._backups:
            row = QTreeWidgetItem([f"{backup.at:%Y-%m-%d %H:%M:%S}", backup.reason, size_words(backup.size)])
            row.setText(len(_COLUMNS) - 1, "正在查看…")
            row.setToolTip(0, str(backup.path))
            for column in range(2, len(_COLUMNS) - 1):
                row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.setSizeHint(0, QSize(0, 24))
            self.list.addTopLevelItem(row)
            self._rows.append(row)
        for column, width in enumerate((142, 60, 72, 48, 48, 48, 60, 80)):
            self.list.setColumnWidth(column, width)
            if 2 <= column < len(_COLUMNS) - 1:
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                self.list.headerItem().setTextAlignment(column, right)
        if self._backups:
            self.list.setCurrentItem(self._rows[0])
            self._look_into(0)
        else:
            self.summary.setText("还没有备份。可用“文件 › 立即备份”做一份。")

    def _look_into(self, number: int) -> None:
        backup, at = self._backups[number], self._at

        def done(looked: _Looked) -> None:
            self._show_looked(number, looked)
            if number + 1 < len(self._backups):
                self._look_into(number + 1)

        self._background.start(lambda progress: look_into(backup, at), done, _raise)

    def _show_looked(self, number: int, looked: _Looked) -> None:
        self._looked[number] = looked
        row = self._rows[number]
        backup_contents = looked.contents
        if backup_contents is not None:
            counts = (
                backup_contents.counts.get("action", 0),
                backup_contents.counts.get("task", 0),
                backup_contents.lanes.get("struck_off", 0),
            )
            for column, count in enumerate((*counts, backup_contents.steps), 3):
                row.setText(column, f"{count:,}")
        row.setText(len(_COLUMNS) - 1, looked.state)
        row.setToolTip(len(_COLUMNS) - 1, looked.trouble)
        if looked.trouble:
            for column in range(len(_COLUMNS)):
                row.setForeground(column, self.palette().placeholderText())
        if number == self._chosen():
            self._show_chosen()

    def _chosen(self) -> int:
        return self.list.currentIndex().row()

    # -- the chosen one -------------------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        self.steps.clear()
        self.changes.clear()
        self.summary.setText("正在查看…")
        self.yes.setEnabled(False)
        self._show_chosen()

    def _show_chosen(self) -> None:
        number = self._chosen()
        looked = self._looked.get(number)
        if looked is None:
            return
        self.steps.clear()
        for words in looked.contents.newest if looked.contents else ():
            line = QListWidgetItem(words)
            line.setToolTip(tip(words))
            self.steps.addItem(line)
        if looked.trouble:
            self.summary.setText(looked.trouble)
            return
        path, notice, now, day = self._backups[number].path, self._now.notice, self._now, self._as_of
        self._background.start(
            lambda progress: compared(path, notice, now, day),
            lambda answer: self._show_compared(number, *answer),
            lambda error: self._on_failed(number, error),
        )

    def _show_compared(self, number: int, then: Snapshot, comparison: Comparison | None) -> None:
        if comparison is not None:
            self._then[number] = then
        if number != self._chosen():
            return
        self.changes.clear()
        if comparison is None:
            self.summary.setText("这份备份属于另一个作战行动，不能恢复到本档案。")
            return
        self.summary.setText(comparison.summary)
        for difference in comparison.differences[:_MOST]:
            self.changes.addItem(QListWidgetItem(f"{difference.code}　{difference.words}"))
        if len(comparison.differences) > _MOST:
            self.changes.addItem(f"……另有 {len(comparison.differences) - _MOST} 处")
        self.yes.setEnabled(True)
        self.yes.setDefault(True)

    def _on_failed(self, number: int, error: BaseException) -> None:
        if not isinstance(error, BattlemapError):
            raise error
        if number == self._chosen():
            self.summary.setText(str(error))


def look_into(backup: Backup, at: datetime) -> _Looked:
    """Returns what is found in a backup."""
    try:
        backup_contents = contents(backup.path, at)
    except BattlemapError as error:
        return _Looked(None, "打不开", str(error))
    except OSError:
        return _Looked(None, "读不出", "读不出这份备份，请检查磁盘或 U 盘。")
    if not backup.is_intact():
        return _Looked(backup_contents, "已被改动", "这份备份与保存时不一致，不能用来恢复，请另选一份。")
    return _Looked(backup_contents, "完好", "")


def compared(
    path: Path, notice: HolidayNotice, now: Snapshot, day: date
) -> tuple[Snapshot, Comparison | None]:
    """Returns a backup's rows and what has become different since; None for a backup of another campaign."""
    then = snapshot_of(path, notice)
    is_same = not then.is_empty and then.campaign.id == now.campaign.id
    return then, compare(then, day, now, day) if is_same else None


def size_words(size: int) -> str:
    """Returns 「312 KB」, 「4.2 MB」."""
    return f"{-(-size // 1024):,} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"


def _raise(error: BaseException) -> None:
    raise error
