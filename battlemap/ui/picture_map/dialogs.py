"""What is asked for on the map: what a mark is called and stands for, how long a side is, in which state a road is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QSpinBox, QWidget

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.picture_map import CalibratePlate, DrawMark, SetRoadPart, TieMark
from battlemap.commands.rows import EditRow, Together
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.picture_map import MapMark, MarkKind, Plate
from battlemap.domain.picture_map.chainage import STATES, Stretch, chainage, km
from battlemap.domain.places import Place
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label

#: What a mark is most often tied to stands first; then every other kind that people keep.
_FIRST: Final = ("task", "problem", "risk", "unit", "person", "incident")


class MarkDialog(Ask):
    """Name, layer and target of a mark, new or known."""

    def __init__(
        self, snapshot: Snapshot, plate: Plate, kind: MarkKind, layers: Sequence[str], mark: MapMark | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(f"{wording.MARK_KINDS[kind]}标绘", "保存" if mark else "标绘", parent)
        self._snapshot, self._plate, self._kind, self._mark = snapshot, plate, kind, mark
        self.title = QLineEdit(mark.title if mark else "")
        self.title.setAccessibleName("名称")
        self.layer = QComboBox()
        self.layer.setEditable(True)
        self.layer.addItems(["", *layers])
        self.layer.setCurrentText(mark.layer if mark else "")
        self.layer.setAccessibleName("图层")
        self.table, self.row = QComboBox(), QComboBox()
        self.table.addItem("不关联", "")
        tables = [*(one for one in _FIRST if one in KINDS), *(one for one in KINDS if one not in _FIRST)]
        for one in tables:
            if (
                one not in ("plate", "map_mark", "road_part", "campaign")
                and snapshot.live_rows(one)
                and KINDS[one].name_keys
            ):
                self.table.addItem(KINDS[one].noun, one)
        self.table.setAccessibleName("关联类别")
        self.row.setAccessibleName("关联内容")
        self.row.setEditable(True)
        self.row.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.row.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.design = QSpinBox()
        self.design.setRange(0, 10_000_000)
        self.design.setSuffix(" 米")
        self.design.setSpecialValueText("按图上量算")
        self.design.setValue(mark.design_m if mark else 0)
        self.design.setAccessibleName("设计全长")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("名称", self.title)
        form.addRow("图层", self.layer)
        form.addRow("关联", self.table)
        form.addRow("", self.row)
        if kind == "line":
            form.addRow("设计全长", self.design)
        self.fill(form)
        self.setMinimumWidth(480)
        self.table.currentIndexChanged.connect(lambda _: self._offer())
        self.row.activated.connect(lambda _: self._name())
        if mark and mark.target_table:
            self.table.setCurrentIndex(max(0, self.table.findData(mark.target_table)))
            self._offer()
            self.row.setCurrentIndex(self.row.findData(mark.target_id))
        else:
            self._offer()
        self.title.setFocus()

    def _offer(self) -> None:
        table = self.table.currentData()
        self.row.clear()
        self.row.setEnabled(bool(table))
        if not table:
            return
        for id, name in self._snapshot.offered(table):
            words = name
            if table == "task":
                task = self._snapshot.tasks[id]
                words = f"{task.code} {task.title}"
            self.row.addItem(words, id)
        self.row.setCurrentIndex(-1)

    def _name(self) -> None:
        """Calls the mark like what it stands for where it has no name yet."""
        if not self.title.text().strip():
            words = self.row.currentText()
            self.title.setText(words.split(" ", 1)[-1] if self.table.currentData() == "task" else words)

    def check(self) -> None:
        """Raises BadInput for a mark without a name, and for a target that was typed and is none."""
        self._name()
        if not self.title.text().strip():
            raise BadInput("请写明标绘的名称。")
        if self.table.currentData() and self._target() is None:
            raise BadInput(f"没有叫“{self.row.currentText()[:30]}”的内容，请从列表中选。")

    def _target(self) -> str | None:
        place = self.row.findText(self.row.currentText())
        return self.row.itemData(place) if place >= 0 else None

    def drawn(self, places: tuple[Place, ...]) -> DrawMark:
        """Returns the new mark with these corners."""
        return DrawMark(
            self._plate.id, self._kind, places, self.title.text(), self.table.currentData() or "", self._target() or "",
            self.layer.currentText(), self.design.value(),
        )  # fmt: skip

    def changed(self) -> Command:
        """Returns what was changed of the known mark."""
        assert self._mark is not None
        values = {
            "title": self.title.text(),
            "layer": self.layer.currentText(),
            "design_m": self.design.value(),
        }
        tie = TieMark(self._mark.id, self.table.currentData() or "", self._target() or "")
        return Together(
            f"修改“{self.title.text().strip()}”", (EditRow("map_mark", self._mark.id, values), tie)
        )


class CalibrateDialog(Ask):
    """How long the side between two places is, and a third length as a check where two more were picked."""

    def __init__(self, plate: Plate, places: tuple[Place, ...], parent: QWidget | None = None) -> None:
        super().__init__("标定底图", "标定", parent)
        self._plate, self._places = plate, places
        self.metres, self.check_metres = _metres("两点间实际距离"), _metres("检核边实际长度")
        form = QFormLayout()
        form.addRow("两点间距离", self.metres)
        if len(places) == 4:
            form.addRow("检核边长度", self.check_metres)
        form.addRow(label("检核误差超过 2% 时会提示；再点两点可加检核边。", "muted", wraps=True))
        self.fill(form)

    def answer(self) -> CalibratePlate:
        """Returns the calibration."""
        one, other, *rest = self._places
        check = (rest[0], rest[1], self.check_metres.value()) if len(rest) == 2 else None
        return CalibratePlate(self._plate.id, one, other, self.metres.value(), check)


def _metres(name: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, 9_999_999)
    field.setSuffix(" 米")
    field.setAccessibleName(name)
    return field


class RoadDialog(Ask):
    """From where to where a road is in which state since when; what it was before stands above."""

    def __init__(
        self, icons: IconBook, snapshot: Snapshot, mark: MapMark, road: tuple[Stretch, ...], whole: int,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(f"路段：{mark.title}", "登记", parent)
        self._mark = mark
        self.from_m, self.to_m = _metres("起点桩号"), _metres("终点桩号")
        self.to_m.setValue(whole)
        self.state = QComboBox()
        self.state.setAccessibleName("状态")
        for state in STATES:
            self.state.addItem(wording.ROAD_STATES[state], state)
        self.state.setCurrentIndex(len(STATES) - 1)
        self.since = DayField(icons, "今日")
        self.since.show_value(None, "", snapshot.campaign)
        self.since.setAccessibleName("起始日期")
        stretches = [
            f"{chainage(one.from_m)} — {chainage(one.to_m)}　{wording.ROAD_STATES[one.state]}　{km(one.length)}"
            for one in road
        ]
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("现状", label("\n".join(stretches) or f"全长 {km(whole)}，还没有登记路段", wraps=True))
        form.addRow("起点", self.from_m)
        form.addRow("终点", self.to_m)
        form.addRow("状态", self.state)
        form.addRow("起始日期", self.since)
        self.fill(form)
        self.setMinimumWidth(420)

    def check(self) -> None:
        """Raises BadInput for a day that cannot be read."""
        typed = self.since.line.text().strip()
        if typed and self.since.understood(typed)[0] is None:
            raise BadInput(f"看不懂日期“{typed}”，请写成 2018-11-30 或 11月30日。")

    def answer(self) -> SetRoadPart:
        """Returns the part."""
        day, _ = self.since.understood(self.since.line.text())
        return SetRoadPart(
            self._mark.id, self.from_m.value(), self.to_m.value(), self.state.currentData(), day
        )


class PdfPageDialog(Ask):
    """Which page of a PDF becomes the plate."""

    def __init__(self, name: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__("添加 PDF 底图", "添加", parent)
        self.page = QSpinBox()
        self.page.setRange(1, count)
        self.page.setAccessibleName("页码")
        form = QFormLayout()
        form.addRow("文件", label(name, wraps=True))
        form.addRow(f"第几页（共 {count} 页）", self.page)
        self.fill(form)
        self.setMinimumWidth(360)

    def answer(self) -> int:
        """Returns the page, counted from 1."""
        return self.page.value()
