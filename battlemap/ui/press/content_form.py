"""The part of the print shop's form that asks what the sheet shows and how it looks."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from battlemap import wording
from battlemap.commands.session import Session
from battlemap.domain.kinds.people import MASKINGS
from battlemap.errors import BadInput
from battlemap.layout.column_head import short_title
from battlemap.sheets.catalogue import sheet
from battlemap.shown.press.choice import THEMES, Choice
from battlemap.theme import theme
from battlemap.ui.day_field import DayField
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label
from battlemap.ui.press.paper_form import LABELS

_SECURITY: Final = (("不注明", ""), ("公开", "公开"), ("内部资料 注意保存", "内部资料 注意保存"))
_DISTANCES: Final = ((0.3, "手持 0.3 米"), (1.0, "1 米"), (2.0, "2 米"), (3.0, "3 米"), (5.0, "5 米"))


class ContentForm(QWidget):
    """Emits `changed()` when the user has chosen something else."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        as_of: date,
        filtered: int | None,
        icons: IconBook,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        snapshot = session.snapshot
        self.theme, self.security, self.distance, self.action = (QComboBox() for _ in range(4))
        usual = theme(snapshot.campaign.poster_theme).title
        self.theme.addItem(f"按行动信息（{usual}）", "")
        for name in THEMES:
            self.theme.addItem(theme(name).title, name)
        own = snapshot.campaign.security
        self.security.addItem(f"按行动信息（{own or '不注明'}）", None)
        for words, value in _SECURITY:
            self.security.addItem(words, value)
        self.security.setEditable(False)
        for metres, words in _DISTANCES:
            self.distance.addItem(words, metres)
        self.action.addItem("全部专项", "")
        for action in snapshot.columns:
            self.action.addItem(f"{action.ordinal}　{short_title(action.title)}", action.id)
        self.as_of = DayField(icons, "日期")
        self.as_of.show_value(as_of, "", snapshot.campaign)
        self.edition = QLineEdit()
        self.is_grey = QCheckBox("灰度（黑白打印机，灯用图形和网纹区分）")
        self.masking = QComboBox()
        for masking in MASKINGS:
            self.masking.addItem(wording.MASKINGS[masking], masking)
        self.is_filtered = QCheckBox(
            "只出当前筛选的任务" + (f"（{filtered} 项）" if filtered is not None else "（未筛选）")
        )
        self.is_filtered.setEnabled(filtered is not None)
        self.baseline = QComboBox()
        self.baseline.addItem("不对照", "")
        live = [one for one in snapshot.baselines.values() if not one.deleted]
        for one in sorted(live, key=lambda one: one.frozen_at):
            self.baseline.addItem(f"{one.title}（{one.frozen_at:%Y-%m-%d}）", one.id)
        self.front, self.trims = QCheckBox("画前锋线"), QCheckBox("略去没有工期的月份")
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        for name, field in (
            ("数据截至", self.as_of), ("版本", self.edition), ("专项", self.action), ("", self.is_filtered),
            ("责任人", self.masking), ("保管", self.security), ("配色", self.theme), ("", self.is_grey),
            ("阅读距离", self.distance), ("军令状", self.baseline), ("", self.front), ("", self.trims),
        ):  # fmt: skip
            caption = label(name)
            caption.setMinimumWidth(LABELS)
            field.setAccessibleName(name or field.accessibleName())
            form.addRow(caption, field)
        for box in (self.masking, self.theme, self.security, self.distance, self.action, self.baseline):
            box.activated.connect(self.changed)
        self.as_of.line.editingFinished.connect(self.changed)
        self.edition.editingFinished.connect(self.changed)
        for check in (self.is_grey, self.is_filtered, self.front, self.trims):
            check.clicked.connect(self.changed)

    @property
    def day(self) -> date:
        """The day that is judged; raises BadInput for one that is none."""
        day, _ = self.as_of.understood(self.as_of.line.text())
        if day is None:
            raise BadInput("请填写数据截至日期，如 2018-11-20。")
        return day

    def show_choice(self, choice: Choice) -> None:
        """Shows the content and the look of a choice."""
        self.theme.setCurrentIndex(max(0, self.theme.findData(choice.theme)))
        self.distance.setCurrentIndex(max(0, self.distance.findData(choice.distance)))
        self.security.setCurrentIndex(max(0, self.security.findData(choice.security)))
        self.action.setCurrentIndex(max(0, self.action.findData(choice.action)))
        self.edition.setText(choice.edition)
        self.is_grey.setChecked(choice.is_grey)
        self.masking.setCurrentIndex(max(0, self.masking.findData(choice.masking)))
        for field in (self.baseline, self.front, self.trims):
            self._form.setRowVisible(field, sheet(choice.sheet).has_time_axis)
        self.baseline.setCurrentIndex(max(0, self.baseline.findData(choice.baseline)))
        self.front.setChecked(choice.has_front_line)
        self.trims.setChecked(choice.trims_months)
        self.is_filtered.setChecked(choice.is_filtered and self.is_filtered.isEnabled())

    def taken(self, choice: Choice) -> Choice:
        """Returns the choice with what stands in the fields."""
        return attrs.evolve(
            choice,
            theme=str(self.theme.currentData()),
            distance=float(self.distance.currentData()),
            security=self.security.currentData(),
            action=str(self.action.currentData()),
            edition=self.edition.text().strip(),
            is_grey=self.is_grey.isChecked(),
            masking=self.masking.currentData(),
            is_filtered=self.is_filtered.isChecked(),
            baseline=str(self.baseline.currentData()),
            has_front_line=self.front.isChecked(),
            trims_months=self.trims.isChecked(),
        )
