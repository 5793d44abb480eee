"""What the units are asked: which rows and fields, which units, until when, and where the packages go."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.collecting import SendCollection, sending, subject_of
from battlemap.commands.session import Session
from battlemap.domain.collecting.form import USUAL_TASK_KEYS, Subject, abouts, askable, new_columns, rows_of
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.errors import BadInput
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label

_KEY: Final = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class SendDialog(Ask):
    """The form; `answer` is one command, `folder` is where its packages shall lie."""

    def __init__(
        self, session: Session, as_of: date, icons: IconBook, folder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("发出填报包", "生成填报包", parent)
        self._session = session
        self._snapshot = snapshot = session.snapshot
        self._subjects: dict[str, Subject] = {}
        self.title = QLineEdit(f"{as_of.month}月{as_of.day}日进度填报")
        self.title.setAccessibleName("填报名称")
        self.due = DayField(icons, "如 周五、11月底前")
        self.due.setAccessibleName("报送截止")
        self.due.show_value(None, "", snapshot.campaign)
        self.about = QComboBox()
        self.about.setAccessibleName("填报内容")
        for table, name in abouts(snapshot, as_of):
            self.about.addItem(name, table)
        self.about.currentIndexChanged.connect(lambda _: self._show())
        self.fields, self.units = QListWidget(), QListWidget()
        self.fields.setAccessibleName("填报字段")
        self.units.setAccessibleName("填报单位")
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("填报要求")
        self.note.setPlaceholderText("写在填报说明里的要求；可空")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(52)
        self.takes_new = QCheckBox("允许单位报新增")
        self.takes_new.toggled.connect(lambda _: self._count())
        self.place = QLineEdit(folder)
        self.place.setAccessibleName("存放文件夹")
        browse = QPushButton("浏览…")
        browse.clicked.connect(lambda _=False: self._browse())
        self.summary = label("", "muted", wraps=True)
        self.units.itemChanged.connect(lambda _: self._count())
        where = QHBoxLayout()
        where.addWidget(self.place, 1)
        where.addWidget(browse)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("填报名称", self.title)
        form.addRow("报送截止", self.due)
        form.addRow("填报内容", self.about)
        form.addRow("填报要求", self.note)
        form.addRow("存放文件夹", where)
        lists = QHBoxLayout()
        lists.setSpacing(12)
        for title, widget in (("填报字段", self.fields), ("填报单位", self.units)):
            part = QVBoxLayout()
            part.addWidget(label(title, "head"))
            part.addWidget(widget, 1)
            lists.addLayout(part, 1)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addLayout(form)
        column.addLayout(lists, 1)
        column.addWidget(self.takes_new)
        column.addWidget(self.summary)
        self.fill(column)
        self.resize(720, 620)
        self._show()

    @property
    def folder(self) -> Path:
        """Where the packages go."""
        return Path(self.place.text().strip())

    @property
    def subject(self) -> Subject:
        """What is reported on, with its rows as they were when it was chosen first."""
        about = self.about.currentData()
        if about not in self._subjects:
            self._subjects[about] = subject_of(self._session, about)
        return self._subjects[about]

    def check(self) -> None:
        """Raises BadInput for what is missing."""
        if not self.title.text().strip():
            raise BadInput("请写填报名称，如“11月第三周进度”。")
        typed = self.due.line.text().strip()
        if self.due.understood(typed)[0] is None:
            raise BadInput(
                f"看不懂报送截止“{typed}”，请写成 2018-11-30 或“月底前”。" if typed else "请写报送截止日期。"
            )
        if not self.folder.is_dir():
            raise BadInput(f"文件夹“{self.folder}”不存在，请另选。")
        if not _ticked(self.fields):
            raise BadInput("请至少选一个要填报的字段。")

    def answer(self) -> SendCollection:
        """Returns the command."""
        day = self.due.understood(self.due.line.text())[0]
        assert day is not None
        return sending(
            self._snapshot, self.subject, self.title.text().strip(), day,
            keys=_ticked(self.fields), units=_ticked(self.units), note=self.note.toPlainText(),
            takes_new=self.takes_new.isChecked(),
        )  # fmt: skip

    def _show(self) -> None:
        subject = self.subject
        usual = USUAL_TASK_KEYS if subject.kind.table == "task" else None
        self.fields.clear()
        for column in askable(subject.kind):
            _add(self.fields, column.title, column.key, usual is None or column.key in usual)
        self.units.blockSignals(True)
        self.units.clear()
        kind = KINDS["unit"]
        for unit in kind.sorted(self._snapshot.live_rows("unit"), self._snapshot):
            rows = len(rows_of(subject, unit.id, self._snapshot))
            words = f"{kind.called(unit, self._snapshot)}　{rows} {subject.kind.counter}"
            _add(self.units, words, unit.id, rows > 0)
        self.units.blockSignals(False)
        self.takes_new.setEnabled(bool(new_columns(subject.kind)))
        self._count()

    def _count(self) -> None:
        chosen = _ticked(self.units)
        rows = [len(rows_of(self.subject, unit, self._snapshot)) for unit in chosen]
        asked = sum(1 for number in rows if number or self.takes_new.isChecked())
        self.summary.setText(f"将生成 {asked} 份填报包，共 {sum(rows)} 行；没有内容可填的单位不生成。")

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "填报包存放在", self.place.text())
        if name:
            self.place.setText(name)


def _add(widget: QListWidget, words: str, key: str, is_on: bool) -> None:
    item = QListWidgetItem(words)
    item.setData(_KEY, key)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_ON if is_on else _OFF)
    widget.addItem(item)


def _ticked(widget: QListWidget) -> list[str]:
    items = (widget.item(row) for row in range(widget.count()))
    return [item.data(_KEY) for item in items if item.checkState() == _ON]
