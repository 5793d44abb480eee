"""What is asked for letters: of which kind a new one is, its texts, and a word for a deed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.letter import EditLetter
from battlemap.domain.kinds.letter import LETTER_FORMS, LETTER_KINDS, Letter, LetterKind
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.shown.letters.deeds import LetterDeed
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label


class NewLetterDialog(Ask):
    """Asks for the kind of a letter on a task, or on the whole campaign."""

    def __init__(self, snapshot: Snapshot, task: str | None, parent: QWidget | None = None) -> None:
        super().__init__("拟公文", "拟稿", parent)
        self.kind = QComboBox()
        self.kind.setAccessibleName("文种")
        for kind in LETTER_KINDS:
            if kind != "minutes" and (task is not None or kind in ("bulletin", "inspection")):
                self.kind.addItem(wording.LETTER_KINDS[kind], kind)
        about = (
            f"{snapshot.tasks[task].code} {snapshot.tasks[task].title}"
            if task
            else "全部任务（不针对某项任务）"
        )
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow("针对", label(about, wraps=True))
        form.addRow("文种", self.kind)
        self.fill(form)
        self.setMinimumWidth(420)

    def answer(self) -> LetterKind:
        """Returns the kind."""
        kind: LetterKind = self.kind.currentData()
        return kind


class LetterDialog(Ask):
    """The texts of a draft."""

    def __init__(
        self, icons: IconBook, snapshot: Snapshot, letter: Letter, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"修改{wording.LETTER_KINDS[letter.kind]}", "保存", parent)
        self._letter = letter
        self.title, self.addressee, self.copies, self.contact = (
            QLineEdit(),
            QLineEdit(),
            QLineEdit(),
            QLineEdit(),
        )
        self.basis, self.body = QLineEdit(), QPlainTextEdit()
        self.body.setMinimumHeight(140)
        self.body.setTabChangesFocus(True)
        self.due = DayField(icons, "可空")
        self.due.setAccessibleName("反馈时限")
        self.due.show_value(letter.answer_due_on, "", snapshot.campaign)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, field, text in (
            ("标题", self.title, letter.title), ("主送", self.addressee, letter.addressee), ("依据", self.basis, letter.basis),
        ):  # fmt: skip
            field.setText(text)
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.body.setPlainText(letter.body)
        self.body.setAccessibleName("正文")
        form.addRow("正文", self.body)
        form.addRow(
            "",
            label(
                "一段一行；“一、”开头的短行排黑体，“（一）”排楷体；“｜项｜内容｜”成表格，内容空着留给签章",
                "muted",
                wraps=True,
            ),
        )
        form.addRow("反馈时限", self.due)
        for name, field, text in (
            ("联系人", self.contact, letter.contact),
            ("抄送", self.copies, letter.copies),
        ):
            field.setText(text)
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.form, self.copy, self.secrecy, self.urgency = QComboBox(), QSpinBox(), QLineEdit(), QComboBox()
        for one in LETTER_FORMS:
            self.form.addItem(wording.LETTER_FORMS[one], one)
        self.form.setCurrentIndex(self.form.findData(letter.form))
        self.form.setEnabled(letter.kind != "minutes")
        self.copy.setRange(0, 999_999)
        self.copy.setSpecialValueText("不编")
        self.copy.setValue(letter.copy_number)
        self.secrecy.setText(letter.secrecy)
        self.secrecy.setPlaceholderText("可空，如 机密★1年")
        self.urgency.addItem("—", None)
        for urgency, word in wording.LETTER_URGENCIES.items():
            self.urgency.addItem(word, urgency)
        self.urgency.setCurrentIndex(self.urgency.findData(letter.urgency))
        marks = QHBoxLayout()
        for name, widget in (("份号", self.copy), ("密级", self.secrecy), ("紧急程度", self.urgency)):
            widget.setAccessibleName(name)
            marks.addWidget(label(name))
            marks.addWidget(widget, 1)
        self.form.setAccessibleName("格式")
        form.addRow("格式", self.form)
        form.addRow("标注", marks)
        self.fill(form)
        self.resize(720, 680)

    def check(self) -> None:
        """Raises BadInput for a day that cannot be read."""
        typed = self.due.line.text().strip()
        if typed and self.due.understood(typed)[0] is None:
            raise BadInput(f"看不懂日期“{typed}”，请写成 2018-11-30 或“月底前”。")

    def command(self) -> Command | None:
        """Returns what was changed, None where nothing was."""
        wanted: dict[str, Any] = {
            "title": self.title.text().strip(), "addressee": self.addressee.text().strip(), "basis": self.basis.text().strip(),
            "body": self.body.toPlainText().strip(), "contact": self.contact.text().strip(), "copies": self.copies.text().strip(),
            "answer_due_on": self.due.understood(self.due.line.text())[0], "form": self.form.currentData(),
            "copy_number": self.copy.value(), "secrecy": self.secrecy.text().strip(), "urgency": self.urgency.currentData(),
        }  # fmt: skip
        changes = {key: value for key, value in wanted.items() if getattr(self._letter, key) != value}
        return EditLetter(self._letter.id, changes) if changes else None


class LetterDeedDialog(Ask):
    """A word for a deed: who signs, how it was delivered, what was answered."""

    def __init__(
        self, deed: LetterDeed, letter: Letter, words: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(deed.title, deed.title, parent)
        self._what, self._letter = deed, letter
        self.words = QLineEdit(words)
        self.words.setAccessibleName(deed.words)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow("公文", label(f"{letter.reference} {letter.title}", wraps=True))
        form.addRow(deed.words, self.words)
        self.fill(form)
        self.setMinimumWidth(460)

    def command(self) -> Command:
        """Returns the deed."""
        return self._what.command(self._letter, self.words.text().strip())
