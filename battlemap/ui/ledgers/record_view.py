"""One entry in full (一档): its fields in sections, pictures, child rows, linked tasks with their 卡点, its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.links import Files, Links
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.shown.ledgers.doubtful import why_unread
from battlemap.shown.ledgers.entry_history import history_lines
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.store.attachments import attachment_folder
from battlemap.ui.deeds import Deeds
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import Paragraph, label, set_look, tip
from battlemap.ui.ledgers.entry_problems import EntryProblems
from battlemap.ui.ledgers.files_line import FilesLine

#: Fields whose section says nothing stand under this heading.
_PLAIN: Final = "基本情况"
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".bmp", ".webp")
#: px of a picture, at most.
_PICTURE: Final = 240
#: Steps of the history that are shown.
_STEPS: Final = 60
_ID: Final = Qt.ItemDataRole.UserRole


class RecordView(QWidget):
    """Emits `turned(by)`, `edit_wanted`, `print_wanted`, `task_opened(task)` and `child_wanted(ledger, entry)`."""

    turned = Signal(int)
    edit_wanted = Signal()
    print_wanted = Signal()
    task_opened = Signal(str)
    child_wanted = Signal(str, str)

    def __init__(self, rows: EntryList, icons: IconBook, deeds: Deeds) -> None:
        super().__init__()
        self.rows, self._icons, self._deeds = rows, icons, deeds
        self.entry = ""
        self.title = label(look="page", wraps=True)
        self.place = label(look="muted")
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 12, 4)
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.place)
        self.buttons: dict[str, QPushButton] = {}
        for name, words, icon, deed in (
            ("before", "上一条", "back", lambda: self.turned.emit(-1)),
            ("next", "下一条", "forward", lambda: self.turned.emit(1)),
            ("edit", "修改…", "edit", self.edit_wanted.emit),
            ("print", "打印…", "print", self.print_wanted.emit),
        ):
            button = self.buttons[name] = QPushButton(icons.icon(icon), words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            top.addWidget(button)
        self.buttons["before"].setToolTip("Ctrl+PgUp")
        self.buttons["next"].setToolTip("Ctrl+PgDn")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        self.setFocusProxy(self._area)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = can_change
        self.buttons["edit"].setEnabled(can_change and bool(self.entry))

    _can_change = True

    def show_entry(self, id: str, place: int, count: int) -> None:
        """Shows an entry, "" for none; it is the one at `place` of `count` that are listed."""
        scroll = self._area.verticalScrollBar().value() if id == self.entry else 0
        self.entry = id
        self.title.setText(self.rows.called(id) if id else f"没有{self.rows.definition.noun}")
        self.place.setText(f"第 {place + 1} / {count} {self.rows.definition.ledger.counter}" if id else "")
        self.buttons["before"].setEnabled(bool(id) and place > 0)
        self.buttons["next"].setEnabled(bool(id) and place + 1 < count)
        self.buttons["print"].setEnabled(bool(id))
        self.buttons["edit"].setEnabled(self._can_change and bool(id))
        body = QWidget()
        body.setObjectName("sheet_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(12)
        if id:
            self._fill(column, self.rows.row(id))
        column.addStretch(1)
        self._area.setWidget(body)
        self._area.verticalScrollBar().setValue(scroll)

    # -- parts ------------------------------------------------------------------------------------------------------

    def _fill(self, column: QVBoxLayout, row: Any) -> None:
        definition = self.rows.definition
        pictures = self._pictures(row)
        for section, fields in _sections(definition):
            form = QGridLayout()
            form.setHorizontalSpacing(16)
            form.setVerticalSpacing(6)
            form.setColumnStretch(1, 1)
            form.setColumnStretch(3, 1)
            self._lay(form, fields, row)
            box = _section(section)
            line = QHBoxLayout()
            line.addLayout(form, 1)
            if pictures:
                for picture in pictures:
                    line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
                pictures = []
            box.addLayout(line)
            column.addLayout(box)
        for child in self._children():
            column.addLayout(self._child_part(child, row.id))
        self._tasks(column, row)
        problems = EntryProblems(self.rows, row.id, self._icons, self._deeds, self._can_change)
        stuck = _section(f"卡点　{problems.words}".rstrip("　"))
        stuck.addWidget(problems)
        column.addLayout(stuck)
        steps = self.rows.book.session.history("entry", row.id)[-_STEPS:]
        box = _section("履历")
        for words in history_lines(steps, self.rows):
            box.addWidget(Paragraph("muted") if not words else _paragraph(words))
        column.addLayout(box)

    def _lay(self, form: QGridLayout, fields: Sequence[DefinedField], row: Any) -> None:
        """Lays fields in two columns; long texts take a whole line."""
        line, place = 0, 0
        for field in fields:
            is_long = field.row.type in ("long", "file", "link")
            if is_long and place:
                line, place = line + 1, 0
            name = label(self._title(field), "field")
            name.setMinimumWidth(96)
            form.addWidget(name, line, place * 2, Qt.AlignmentFlag.AlignTop)
            value: QWidget = (
                FilesLine(field, row, self.rows, self._icons, self._deeds, self._can_change)
                if isinstance(field.type, Files)
                else self._value(field, row)
            )
            form.addWidget(value, line, place * 2 + 1, 1, 3 if is_long else 1)
            line, place = (line + 1, 0) if is_long or place else (line, 1)

    def _title(self, field: DefinedField) -> str:
        return f"{field.title}（{field.row.unit}）" if field.row.unit else field.title

    def _value(self, field: DefinedField, row: Any) -> QLabel:
        value, rows = getattr(row, field.key), self.rows
        text = rows.masking.told(field.key, value, rows.book.names)
        shown = Paragraph()
        shown.setText(text or "—")
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if not text:
            set_look(shown, "muted")
        if isinstance(value, Unread):
            set_look(shown, "warning")
            shown.setToolTip(
                tip(f"读不懂：{why_unread(rows.columns.by_key[field.key], value.text, rows.book.names)}")
            )
        return shown

    def _pictures(self, row: Any) -> list[QLabel]:
        folder = attachment_folder(self.rows.book.session.file.path)
        shown = []
        for field in self.rows.definition.fields:
            files = getattr(row, field.key) if isinstance(field.type, Files) else ()
            for file in files if isinstance(files, tuple) else ():
                if file.file_name.lower().endswith(_PICTURES):
                    picture = QPixmap(str(folder / file.file_name))
                    if not picture.isNull():
                        frame = QLabel()
                        frame.setPixmap(
                            picture.scaled(
                                _PICTURE,
                                _PICTURE,
                                Qt.AspectRatioMode.KeepAspectRatio,
                                Qt.TransformationMode.SmoothTransformation,
                            )
                        )
                        frame.setToolTip(tip(file.title))
                        frame.setAccessibleName(f"图片 {file.title}")
                        shown.append(frame)
        return shown[:2]

    def _children(self) -> list[Definition]:
        own = self.rows.definition.ledger.id
        return [
            definition
            for definition in self.rows.book.definitions.values()
            if definition.ledger.parent == own
        ]

    def _child_part(self, child: Definition, entry: str) -> QVBoxLayout:
        below = EntryList(child, self.rows.book, is_unmasked=self.rows.masking.is_lifted)
        below.present(self.rows.snapshot, self.rows.as_of)
        with self.rows.book.asked(child) as asked:
            ids = asked.ids(Asking(parent=entry), self.rows.book.names)
        columns = [column for column in below.columns.all if column.is_shown]
        box = _section(f"{child.ledger.title}　{len(ids)} {child.ledger.counter}")
        table = QTreeWidget()
        table.setAccessibleName(child.ledger.title)
        table.setRootIsDecorated(False)
        table.setHeaderLabels([column.title for column in columns])
        for row in below.rows_of(ids):
            texts = [
                below.masking.told(c.key, getattr(row, c.key), self.rows.book.names)
                if c.key in child.by_key
                else ""
                for c in columns
            ]
            table.addTopLevelItem(QTreeWidgetItem(texts))
        for place, column in enumerate(columns):
            table.setColumnWidth(place, column.width)
        table.setFixedHeight(min(220, 34 + 26 * max(1, len(ids))))
        box.addWidget(table)
        add = QPushButton(self._icons.icon("add"), f"登记{child.noun}…")
        add.setEnabled(self._can_change)
        add.clicked.connect(lambda: self.child_wanted.emit(child.ledger.id, entry))
        box.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _tasks(self, column: QVBoxLayout, row: Any) -> None:
        snapshot, tasks = self.rows.snapshot, []
        for field in self.rows.definition.fields:
            if isinstance(field.type, Links) and field.type.table == "task":
                ids = getattr(row, field.key)
                tasks += [id for id in (ids if isinstance(ids, tuple) else ()) if id in snapshot.tasks]
        if not tasks:
            return
        box = _section("关联任务")
        table = QTreeWidget()
        table.setAccessibleName("关联任务")
        table.setHeaderLabels(["编号", "任务", "状态", "灯", "进度", "卡点"])
        table.setRootIsDecorated(False)
        for id in tasks:
            task = snapshot.tasks[id]
            lamp = snapshot.judge(task, self.rows.as_of).lamp
            item = QTreeWidgetItem(
                [
                    task.code,
                    task.title,
                    wording.LANES[task.lane],
                    wording.LAMPS[lamp],
                    f"{task.progress}%",
                    snapshot.stuck_words(id),
                ]
            )
            item.setData(0, _ID, id)
            table.addTopLevelItem(item)
        for place, width in enumerate((90, 260, 72, 60, 60)):
            table.setColumnWidth(place, width)
        table.setFixedHeight(min(180, 34 + 26 * len(tasks)))
        table.itemActivated.connect(lambda item, _: self.task_opened.emit(item.data(0, _ID)))
        table.setToolTip("双击打开任务卡")
        box.addWidget(table)
        column.addLayout(box)


def _sections(definition: Definition) -> list[tuple[str, list[DefinedField]]]:
    """Returns (heading, fields) in the order in which the headings first come."""
    sections: dict[str, list[DefinedField]] = {}
    for field in definition.fields:
        sections.setdefault(field.row.section or _PLAIN, []).append(field)
    return list(sections.items())


def _section(title: str) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setSpacing(6)
    head = label(title, "head")
    box.addWidget(head)
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setObjectName("section_line")
    box.addWidget(line)
    return box


def _paragraph(words: str) -> Paragraph:
    shown = Paragraph("muted")
    shown.setText(words)
    return shown
