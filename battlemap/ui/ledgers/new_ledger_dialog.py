"""A new ledger: from one of the templates that come with the program, from a file, from a sheet, or made by hand."""

from __future__ import annotations

from typing import Final

import attrs
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from battlemap import wording
from battlemap.commands.ledgers import NewLedger
from battlemap.domain.ledgers.template import Template, delivered
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import Paragraph

_WAYS: Final = (
    ("own", "自己定义字段…", "起个名字，写上字段，一分钟建好一本台账。"),
    ("sheet", "从表格生成…", "打开一张 Excel、WPS 表格：程序按表头和内容定出字段和类型，连同内容一步导入。"),
    ("file", "从模板文件…", "打开别的单位共享的台账模板（.json）。"),
)
_PLACE: Final = Qt.ItemDataRole.UserRole


class NewLedgerDialog(Ask):
    """Asks for a template and a title; `way` is "own", "sheet" or "file" where another way was chosen."""

    def __init__(
        self, snapshot: Snapshot, parent: QWidget | None = None, template: Template | None = None
    ) -> None:
        super().__init__("新建台账", "新建", parent)
        self.way = ""
        self._snapshot = snapshot
        self._templates = (template,) if template is not None else delivered()
        self._is_told = template is not None
        self.list = QListWidget()
        self.list.setAccessibleName("模板")
        self.list.setFixedWidth(220)
        for way, words, _ in () if self._is_told else _WAYS:
            self._line(words, way)
        for place, each in enumerate(self._templates):
            self._line(each.title, place)
        self.title = QLineEdit()
        self.title.setAccessibleName("台账名称")
        self.action = QComboBox()
        self.action.setAccessibleName("专项行动")
        self.action.addItem("未归专项", "")
        for column in snapshot.columns:
            self.action.addItem(f"{column.ordinal}、{column.title}", column.code)
        self.about = Paragraph("muted")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("台账名称", self.title)
        form.addRow("专项行动", self.action)
        form.addRow(self.about)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addLayout(form, 1)
        self.fill(row)
        self.resize(720, 460)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        self.list.setCurrentRow(0 if self._is_told else len(_WAYS))
        self.list.setFocus()

    def _line(self, words: str, key: object) -> None:
        item = QListWidgetItem(words)
        item.setData(_PLACE, key)
        item.setSizeHint(QSize(0, 26))
        self.list.addItem(item)

    @property
    def template(self) -> Template | None:
        """The template that is chosen, None for another way."""
        key = self.list.currentItem().data(_PLACE)
        return self._templates[key] if isinstance(key, int) else None

    def _show(self) -> None:
        template = self.template
        for field in (self.title, self.action):
            field.setEnabled(template is not None)
        if template is None:
            self.title.clear()
            key = self.list.currentItem().data(_PLACE)
            self.about.setText(next(words for way, _, words in _WAYS if way == key))
            return
        self.title.setText(template.title)
        self.action.setCurrentIndex(max(0, self.action.findData(template.action)))
        self.about.setText(_told(template))

    def check(self) -> None:
        """Takes the other way where one is chosen."""
        key = self.list.currentItem().data(_PLACE)
        self.way = key if isinstance(key, str) else ""

    def answer(self) -> NewLedger | None:
        """Returns what makes the ledger; None for another way."""
        template = self.template
        if template is None:
            return None
        return NewLedger(attrs.evolve(template, action=self.action.currentData()), self.title.text().strip())


def _told(template: Template) -> str:
    """Returns what a ledger of the template would hold, in words."""
    fields = "、".join(
        f"{field.title}（{wording.FIELD_TYPES[field.type]}）" for field in template.fields[:40]
    )
    lines = [f"{len(template.fields)} 个字段：{fields}"]
    lines += [f"下级台账“{child.title}”，{len(child.fields)} 个字段。" for child in template.children]
    if template.tallies:
        lines.append(f"计数：{'、'.join(tally.title for tally in template.tallies)}。")
    if template.ledger.is_personal:
        lines.append("含个人信息：姓名、证件、电话平时隐去，查看须写明事由。")
    return "\n".join(lines)
