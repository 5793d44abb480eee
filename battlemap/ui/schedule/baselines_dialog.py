"""军令状: baselines are frozen, named and dropped; one of them, or any earlier day, is laid beside the plan of now."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final, cast

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.baseline import FreezeBaseline
from battlemap.commands.command import Command
from battlemap.commands.rows import EditRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.domain.planning.baseline_shift import baseline_shift
from battlemap.errors import BattlemapError
from battlemap.theme import Theme
from battlemap.ui.labels import label
from battlemap.ui.schedule.shift_view import ShiftView

_WHEN: Final = Qt.ItemDataRole.UserRole
_BASELINE: Final = Qt.ItemDataRole.UserRole + 1


class BaselinesDialog(QDialog):
    """Every change is carried out at once by `session`; what is refused is said here."""

    def __init__(
        self, session: Session, look: Theme, as_of: date, can_write: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._can_write = session, can_write
        self.setWindowTitle("军令状")
        self.resize(1180, 640)
        now = session.clock().date()
        self.list = QListWidget()
        self.list.setAccessibleName("军令状")
        self.day = QDateEdit(QDate(now.year, now.month, now.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        began = session.began_at.date()
        self.day.setDateRange(QDate(began.year, began.month, began.day), self.day.date())
        self.day.setAccessibleName("与哪一天比较")
        self.title = QLineEdit()
        self.title.setAccessibleName("军令状名称")
        self.title.setPlaceholderText("军令状名称")
        self.title.setMaxLength(60)
        self.freeze, self.rename, self.drop = QPushButton("立下"), QPushButton("改名…"), QPushButton("删除")
        self.view = ShiftView(look, as_of)
        self.wrong = label(look="warning", wraps=True)
        self.wrong.hide()
        self._arrange()
        self.list.currentItemChanged.connect(lambda *_: self.compare())
        self.day.dateChanged.connect(self._on_day)
        self.title.returnPressed.connect(self.freeze_now)
        self.freeze.clicked.connect(self.freeze_now)
        self.rename.clicked.connect(self.ask_name)
        self.drop.clicked.connect(self.delete)
        self.fill()

    def _arrange(self) -> None:
        for button in (self.freeze, self.rename, self.drop):
            button.setAutoDefault(False)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(8)
        inner.addWidget(label("立下军令状，即把现在的计划记为基准，以后随时对照。", "muted", wraps=True))
        first = QHBoxLayout()
        first.addWidget(self.title, 1)
        first.addWidget(self.freeze)
        inner.addLayout(first)
        inner.addWidget(self.list, 1)
        second = QHBoxLayout()
        second.addWidget(self.rename)
        second.addWidget(self.drop)
        second.addStretch(1)
        inner.addLayout(second)
        third = QHBoxLayout()
        third.addWidget(label("或与这一天的计划比较"))
        third.addWidget(self.day, 1)
        inner.addLayout(third)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.view)
        split.setChildrenCollapsible(False)
        split.setSizes([300, 860])
        buttons = QDialogButtonBox()
        shut = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        shut.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(split, 1)
        column.addWidget(self.wrong)
        column.addWidget(buttons)

    # -- showing --------------------------------------------------------------------------------------------------

    def fill(self, chosen: str | None = None) -> None:
        """Lists the baselines, the newest first, with one chosen; compares with it."""
        self.list.blockSignals(True)
        self.list.clear()
        live = [one for one in self._session.snapshot.baselines.values() if not one.deleted]
        for one in sorted(live, key=lambda one: one.frozen_at, reverse=True):
            item = QListWidgetItem(f"{one.title}\n{one.frozen_at:%Y-%m-%d %H:%M}")
            item.setData(_WHEN, one.frozen_at)
            item.setData(_BASELINE, one.id)
            self.list.addItem(item)
            if one.id == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.compare()

    @property
    def chosen(self) -> str | None:
        """The id of the baseline that is compared with, None for a day."""
        item = self.list.currentItem()
        return cast(str, item.data(_BASELINE)) if item is not None else None

    def moment(self) -> datetime:
        """Returns the moment that is compared with: of the chosen baseline, else the evening of the chosen day."""
        if self.list.currentRow() >= 0:
            when: datetime = self.list.currentItem().data(_WHEN)
            return when
        chosen = self.day.date()
        picked = date(chosen.year(), chosen.month(), chosen.day())
        return datetime.combine(picked, time(23, 59, 59))

    def compare(self) -> None:
        """Shows how the plan of now differs from that of the chosen moment."""
        for button in (self.rename, self.drop):
            button.setEnabled(self._can_write and self.chosen is not None)
        for widget in (self.freeze, self.title):
            widget.setEnabled(self._can_write)
        moment = self.moment()
        now = self._session.snapshot
        moment = max(self._session.began_at, min(moment, self._session.clock()))
        try:
            then = self._session.snapshot_at(moment)
        except BattlemapError as error:
            self._say(str(error))
            return
        item = self.list.currentItem()
        name = f"军令状“{item.text().splitlines()[0]}”" if item is not None else f"{moment:%Y-%m-%d} 的计划"
        self.view.show_shift(baseline_shift(then, now), then, now, name)

    def _on_day(self) -> None:
        self.list.setCurrentRow(-1)
        self.compare()

    # -- deeds ----------------------------------------------------------------------------------------------------

    def freeze_now(self) -> None:
        """Freezes the plan of now under the name that stands in the field."""
        before = set(self._session.snapshot.baselines)
        if self._run(FreezeBaseline(self.title.text())):
            self.title.clear()
            made = set(self._session.snapshot.baselines) - before
            self.fill(next(iter(made), None))

    def ask_name(self) -> None:
        """Asks for another name of the chosen baseline."""
        chosen = self.chosen
        if chosen is not None:
            now = self._session.snapshot.baselines[chosen].title
            title, is_named = QInputDialog.getText(self, "军令状改名", "名称：", text=now)
            if is_named and self._run(EditRow("baseline", chosen, {"title": title})):
                self.fill(chosen)

    def delete(self) -> None:
        """Drops the chosen baseline; nothing is asked, for it can be undone."""
        chosen = self.chosen
        if chosen is not None and self._run(RemoveRow("baseline", chosen)):
            self.fill()

    def _run(self, command: Command) -> bool:
        try:
            self._session.run(command)
        except BattlemapError as error:
            self._say(str(error))
            return False
        self.wrong.hide()
        return True

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.show()
