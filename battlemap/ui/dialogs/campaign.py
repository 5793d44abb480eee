"""What a campaign is called, when it runs, how it is judged and signed: asked for a new one and for changes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from battlemap import wording
from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.domain.judging.schemes import lamp_scheme, lamp_scheme_names
from battlemap.domain.kinds.campaign import CAMPAIGN, Campaign
from battlemap.errors import BadInput
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label

_SECURITY: Final = ("内部资料 注意保存", "公开")


class CampaignDialog(Ask):
    """The form; `campaign` is what it begins with."""

    def __init__(
        self, icons: IconBook, campaign: Campaign, title: str, yes: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, yes, parent)
        self._before = campaign
        self.name = QLineEdit(campaign.title)
        self.name.setPlaceholderText("如：全区重点工作百日攻坚行动")
        self.starts_on, self.ends_on = DayField(icons, "开始日期"), DayField(icons, "结束日期")
        self.starts_on.setAccessibleName("开始日期")
        self.ends_on.setAccessibleName("结束日期")
        self.starts_on.show_value(campaign.starts_on)
        self.ends_on.show_value(campaign.ends_on)
        self._length = label(look="muted")
        for field in (self.starts_on, self.ends_on):
            field.line.textChanged.connect(self._show_length)
        self.slogan = QLineEdit(campaign.slogan)
        self.slogan.setPlaceholderText("印在挂图标题下方，可空")
        self.command_post = QLineEdit(campaign.command_post)
        self.command_post.setPlaceholderText("如：百日攻坚行动指挥部")
        self.map_unit = QLineEdit(campaign.map_unit)
        self.map_unit.setPlaceholderText("挂图落款，可空")
        self.lamp_scheme = QComboBox()
        for name in lamp_scheme_names():
            self.lamp_scheme.addItem(lamp_scheme(name).title, name)
        self.lamp_scheme.setCurrentIndex(max(0, self.lamp_scheme.findData(campaign.lamp_scheme)))
        self.poster_theme = QComboBox()
        for name, title in wording.POSTER_THEMES.items():
            self.poster_theme.addItem(title, name)
        self.poster_theme.setCurrentIndex(max(0, self.poster_theme.findData(campaign.poster_theme)))
        self.security = QComboBox()
        self.security.setEditable(True)
        self.security.addItems(_SECURITY)
        self.security.setEditText(campaign.security)
        self.preface = QPlainTextEdit(campaign.preface)
        self.preface.setPlaceholderText("指导思想、总体要求等，不上作战板，可空")
        self.preface.setTabChangesFocus(True)
        self.preface.setFixedHeight(88)
        self._emblem = campaign.emblem
        self._emblem_said = label(look="muted")
        self.choose_emblem, self.drop_emblem = QPushButton("选择图片…"), QPushButton("去掉")
        for button in (self.choose_emblem, self.drop_emblem):
            button.setAutoDefault(False)
        self.choose_emblem.clicked.connect(self._on_choose_emblem)
        self.drop_emblem.clicked.connect(lambda: self._take_emblem(""))
        emblem = QHBoxLayout()
        emblem.addWidget(self._emblem_said, 1)
        emblem.addWidget(self.choose_emblem)
        emblem.addWidget(self.drop_emblem)
        self._take_emblem(campaign.emblem)
        period = QHBoxLayout()
        period.addWidget(self.starts_on, 1)
        period.addWidget(label("至"))
        period.addWidget(self.ends_on, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("行动名称", self.name)
        form.addRow("起止日期", period)
        form.addRow("", self._length)
        form.addRow("口号", self.slogan)
        form.addRow("指挥部", self.command_post)
        form.addRow("制图单位", self.map_unit)
        form.addRow("徽标", emblem)
        form.addRow("亮灯规则", self.lamp_scheme)
        form.addRow("挂图配色", self.poster_theme)
        form.addRow("保管要求", self.security)
        form.addRow("方案前言", self.preface)
        self.fill(form)
        self.setMinimumWidth(560)
        self._show_length()

    @classmethod
    def ask_new(cls, icons: IconBook, today: date, parent: QWidget | None = None) -> CreateCampaign | None:
        """Returns the founding command of a new campaign, None where the user turns away; a hundred days at first."""
        blank = Campaign("", "", today, today + timedelta(days=99))
        dialog = cls(icons, blank, "新建空白行动", "下一步：选择保存位置", parent)
        if not dialog.is_answered():
            return None
        after = dialog.answer()
        fields = {
            name: value for name, value in after.items() if name not in ("title", "starts_on", "ends_on")
        }
        return CreateCampaign(after["title"], after["starts_on"], after["ends_on"], fields)

    def changes(self) -> EditCampaign | None:
        """Returns the command for what was changed, None where nothing is to be changed."""
        before, answer = self._before, self.answer()
        changed = {name: value for name, value in answer.items() if getattr(before, name) != value}
        return EditCampaign(changed) if changed else None

    def check(self) -> None:
        """Raises BadInput or Refused for what no campaign may be."""
        answer = self.answer()
        for name, what in (("starts_on", "开始日期"), ("ends_on", "结束日期")):
            if answer[name] is None:
                raise BadInput(f"请填写{what}，如 2018-10-01。")
        CAMPAIGN.check_row(Campaign("", **answer))

    def answer(self) -> dict[str, Any]:
        """Returns what the form holds, a day that cannot be read as None."""
        return {
            "title": self.name.text().strip(),
            "starts_on": self.starts_on.understood(self.starts_on.line.text())[0],
            "ends_on": self.ends_on.understood(self.ends_on.line.text())[0],
            "slogan": self.slogan.text().strip(),
            "command_post": self.command_post.text().strip(),
            "map_unit": self.map_unit.text().strip(),
            "lamp_scheme": self.lamp_scheme.currentData(),
            "poster_theme": self.poster_theme.currentData(),
            "security": self.security.currentText().strip(),
            "emblem": self._emblem,
            "preface": self.preface.toPlainText().strip(),
        }

    def read_emblem(self, path: Path) -> None:
        """Takes a picture as the emblem, or says why it cannot be one."""
        from battlemap.render.emblem import read_emblem

        try:
            self._take_emblem(read_emblem(path))
            self.wrong.hide()
        except BadInput as error:
            self.wrong.setText(str(error))
            self.wrong.show()

    def _on_choose_emblem(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "选择徽标", "", "图片 (*.svg *.png)")
        if name:
            self.read_emblem(Path(name))

    def _take_emblem(self, emblem: str) -> None:
        self._emblem = emblem
        self._emblem_said.setText(
            "已有徽标，印在各图标题左侧" if emblem else "未设，印在各图标题左侧的 SVG 或 PNG 图片"
        )
        self.drop_emblem.setEnabled(bool(emblem))

    def _show_length(self) -> None:
        answer = self.answer()
        first, last = answer["starts_on"], answer["ends_on"]
        self._length.setText(f"共 {(last - first).days + 1} 天" if first and last and first <= last else "")
