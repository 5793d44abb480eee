"""Asks where a sheet has been hung up, before it is marked as posted."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label


class HangingDialog(Ask):
    """「标记为已上墙」: what hangs, as of when, on which paper, and where."""

    def __init__(
        self, title: str, moment: str, paper: str, place: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("标记为已上墙", "已上墙", parent)
        self.place = QLineEdit(place)
        self.place.setPlaceholderText("如 指挥部一楼作战室")
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow("图", label(title))
        form.addRow("数据截至", label(moment))
        form.addRow("纸张", label(paper))
        form.addRow("挂在哪里", self.place)
        self.fill(form)
        self.fill(label("此后“贴图差异单”只列上墙以来变动的地方。", "muted", wraps=True))
        self.setMinimumWidth(420)
