"""The page 一张图: plates, layers, the canvas with its tools, and the list of what stands on it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.picture_map import MoveMark, plate_file
from battlemap.commands.rows import RemoveRow
from battlemap.domain.kinds.picture_map import MarkKind, Plate
from battlemap.domain.picture_map.chainage import STATES, km
from battlemap.domain.picture_map.seen import SeenMark, layers_of, length_m, plates, seen_marks, totals
from battlemap.domain.places import MOST_ERROR, Place
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BattlemapError
from battlemap.theme import Theme
from battlemap.ui.labels import Paragraph, label
from battlemap.ui.page import Page, Tools
from battlemap.ui.picture_map.canvas import MapCanvas, Tool
from battlemap.ui.picture_map.dialogs import CalibrateDialog, MarkDialog, RoadDialog
from battlemap.ui.picture_map.plate_menu import PlateMenu
from battlemap.ui.quiet_list import QuietList

_TOOLS: Final[tuple[tuple[Tool, str, str, str], ...]] = (
    ("choose", "cursor-default-outline", "选择", "选择、拖动标绘和拐点；拖空白处平移"),
    ("point", "map-marker-outline", "点", "点一下画一个点"),
    ("line", "vector-polyline", "线", "逐点画线，回车或双击结束，Shift 画直线，退格去掉一点"),
    ("area", "vector-polygon", "面", "逐点画面，回车或双击结束"),
    ("calibrate", "ruler", "标定", "点已知距离的两点；再点两点作检核，回车结束"),
)  # fmt: skip
_NONE: Final = "还没有底图。点“底图”添加 PNG、JPG 图片，或使用程序自带的示意底图；然后标定比例，在图上画点、线、面，并关联任务和台账。"
_PLATE_TABLES: Final = (
    "plate", "map_mark", "road_part", "task", "problem", "action", "risk", "risk_assessment",
)  # fmt: skip


class MapPage(Page):
    """Shows one plate; follows every step that touches what stands on it."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._only: frozenset[str] | None = None
        self._plate = ""
        self._content = b""
        self._shown: tuple[str, str] = ("", "")
        self._can_change = True
        self.canvas = MapCanvas(tools.look, tools.fonts)
        canvas = self.canvas
        canvas.chosen.connect(self._on_chosen)
        canvas.drawn.connect(self._on_drawn)
        canvas.moved.connect(lambda mark, places: tools.deeds.run(MoveMark(mark, places)))
        canvas.opened.connect(self._on_opened)
        canvas.removed.connect(lambda mark: tools.deeds.run(RemoveRow("map_mark", mark)))
        canvas.measured.connect(self._on_measured)
        canvas.tool_changed.connect(self._on_tool)
        self.plates, self.layers, self.list = QComboBox(), QComboBox(), QuietList("图上还没有标绘")
        self.plates.setAccessibleName("底图")
        self.layers.setAccessibleName("图层")
        self.list.setAccessibleName("标绘清单")
        self.plates.activated.connect(lambda _: self.show_plate(self.plates.currentData()))
        self.layers.activated.connect(lambda _: self._show_marks())
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(lambda _: self._on_opened(canvas.mark))
        self.detail, self.roads = Paragraph(), Paragraph("muted")
        self.nothing = Paragraph("muted")
        self.nothing.setText(_NONE)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.buttons: dict[str, QToolButton] = {}
        self._marks: tuple[SeenMark, ...] = ()
        self.more = PlateMenu(tools, self)
        self.more.plate_added.connect(self.show_plate)
        self._arrange()

    def _arrange(self) -> None:
        icons = self._tools.icons
        bar = QFrame()
        bar.setObjectName("filters")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self.plates)
        row.addWidget(self.more)
        group, tools = QButtonGroup(self), QHBoxLayout()
        tools.setSpacing(0)
        for tool, icon, words, hint in _TOOLS:
            button = QToolButton()
            button.setIcon(icons.icon(icon))
            button.setIconSize(QSize(16, 16))
            button.setText(words)
            button.setToolTip(hint)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(partial(self._take_tool, tool))
            group.addButton(button)
            self.buttons[tool] = button
            tools.addWidget(button)
        row.addLayout(tools)
        self.buttons["choose"].setChecked(True)
        row.addStretch(1)
        self.edit, self.road, self.remove = QPushButton("修改…"), QPushButton("路段…"), QPushButton("删除")
        self.edit.clicked.connect(lambda: self._edit(self.canvas.mark))
        self.road.clicked.connect(lambda: self._edit_road(self.canvas.mark))
        self.remove.clicked.connect(lambda: self._tools.deeds.run(RemoveRow("map_mark", self.canvas.mark)))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label("清单", "head"), 1)
        head.addWidget(label("图层", "muted"))
        self.layers.setMinimumWidth(130)
        head.addWidget(self.layers)
        column.addLayout(head)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.list, 1)
        column.addWidget(self.detail)
        deeds = QHBoxLayout()
        for push in (self.edit, self.road, self.remove):
            deeds.addWidget(push)
        deeds.addStretch(1)
        column.addLayout(deeds)
        column.addWidget(self.roads)
        side.setMinimumWidth(250)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.canvas)
        self._split.addWidget(side)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([2000, 280])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.nothing)
        whole.addWidget(self._split, 1)
        self.setFocusProxy(self.canvas)

    # -- what every page does -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows the map as of a day."""
        self._snapshot, self._as_of, self._only = snapshot, as_of, only
        self._show()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows anew what a step touches."""
        self._snapshot = snapshot
        if step.touches(*_PLATE_TABLES) or reach.touches("task"):
            self._show()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Leaves out the marks of other tasks; those of none stay."""
        self._only = only
        self._show_marks()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.canvas.set_look(look, self._content)

    def select(self, tasks: object) -> None:
        """Chooses the mark of the first task."""
        for seen in self._marks:
            if seen.task is not None and isinstance(tasks, list | tuple) and seen.task in tasks:
                self.canvas.choose(seen.mark.id, brings=True)
                return

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids drawing."""
        self._can_change = self.canvas.can_change = self.more.can_change = can_change
        for tool, button in self.buttons.items():
            button.setEnabled(can_change or tool == "choose")
        self._allow()

    def take_focus(self) -> None:
        """Takes the keyboard."""
        self.canvas.setFocus()

    def places(self) -> dict[str, QRect]:
        """Returns where the marks stand on the screen, by title."""
        return {seen.title: self.canvas.place(seen.mark.id) for seen in self._marks}

    def zoom_in(self) -> None:
        """Shows the plate larger."""
        self.canvas.zoom(1.25)

    def zoom_out(self) -> None:
        """Shows the plate smaller."""
        self.canvas.zoom(0.8)

    def zoom_to_fit(self) -> None:
        """Shows the whole plate."""
        self.canvas.zoom(0)

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def plate(self) -> Plate | None:
        """The plate in sight."""
        shown = plates(self._snapshot) if self._snapshot else []
        return next((plate for plate in shown if plate.id == self._plate), shown[0] if shown else None)

    def show_plate(self, id: str) -> None:
        """Shows another plate."""
        self._plate = id
        self._show()

    def _show(self) -> None:
        if self._snapshot is None:
            return
        shown, plate = plates(self._snapshot), self.plate
        self._plate = plate.id if plate else ""
        self.more.plate = plate
        self.plates.clear()
        for one in shown:
            self.plates.addItem(one.title, one.id)
        self.plates.setCurrentIndex(self.plates.findData(self._plate))
        self.nothing.setVisible(plate is None)
        self._split.setVisible(plate is not None)
        for button in self.buttons.values():
            button.setVisible(plate is not None)
        key = (plate.id, plate.sha256 or plate.schematic) if plate else ("", "")
        if key != self._shown:
            self._shown, self._content = key, self._read(plate)
            self.canvas.show_plate(plate, self._content)
        self._show_marks()

    def _read(self, plate: Plate | None) -> bytes:
        if plate is None:
            return b""
        try:
            return plate_file(self._tools.session, plate)
        except BattlemapError as error:
            self.refused.emit(str(error))
            return b""

    def _show_marks(self) -> None:
        snapshot, plate = self._snapshot, self.plate
        if snapshot is None or plate is None:
            return
        chosen = self.layers.currentData()
        every = seen_marks(snapshot, plate, self._as_of, self._only)
        self.layers.clear()
        self.layers.addItem(f"全部（{len(every)}）", None)
        for layer, count in layers_of(every):
            self.layers.addItem(f"{layer}（{count}）", layer)
        self.layers.setCurrentIndex(max(0, self.layers.findData(chosen)))
        wanted = self.layers.currentData()
        self._marks = tuple(seen for seen in every if wanted is None or seen.layer == wanted)
        self.more.marks = self._marks
        self.canvas.show_marks(self._marks, plate)
        self.list.blockSignals(True)
        self.list.clear()
        for seen in self._marks:
            lamp = f"　{wording.LAMPS[seen.lamp]}" if seen.lamp else ""
            item = QListWidgetItem(f"{seen.number} {seen.title}{lamp}")
            item.setToolTip(self.canvas.words(seen))
            self.list.addItem(item)
        self.list.blockSignals(False)
        metres = totals(self._marks)
        lengths = "　".join(
            f"{wording.ROAD_STATES[state]} {km(metres[state])}" for state in STATES if metres[state]
        )
        scale = "" if plate.width_cm else "底图还没有标定，长度和面积量不出来。"
        off = abs(plate.check_permille) > MOST_ERROR
        error = f"标定检核误差 {plate.check_permille / 10:g}%，超过 2%，请重新标定。" if off else ""
        self.roads.setText("\n".join(filter(None, (lengths, scale, error))))
        self._on_chosen(self.canvas.mark)

    def _on_chosen(self, mark: str) -> None:
        ids = [seen.mark.id for seen in self._marks]
        self.list.blockSignals(True)
        self.list.setCurrentRow(ids.index(mark) if mark in ids else -1)
        self.list.blockSignals(False)
        seen = self.canvas.seen(mark)
        self.detail.setText(self.canvas.words(seen) if seen else "")
        if seen is not None:
            self.selection_changed.emit((seen.task,) if seen.task is not None else ())
        self._allow()

    def _allow(self) -> None:
        seen = self.canvas.seen(self.canvas.mark)
        may = seen is not None and self._can_change
        self.edit.setEnabled(may)
        self.remove.setEnabled(may)
        self.road.setEnabled(may and seen is not None and seen.mark.kind == "line")

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._marks):
            self.canvas.choose(self._marks[row].mark.id, brings=True)

    # -- deeds ------------------------------------------------------------------------------------------------------

    def _take_tool(self, tool: Tool) -> None:
        self.canvas.take_tool(tool)
        self.canvas.setFocus()

    def _on_tool(self, tool: str) -> None:
        self.buttons[tool].setChecked(True)

    def _layers(self) -> list[str]:
        return [str(self.layers.itemData(n)) for n in range(1, self.layers.count())]

    def _on_drawn(self, kind: MarkKind, places: tuple[Place, ...]) -> None:
        """Asks what the new mark is called and stands for."""
        if self._snapshot is None or self.plate is None:
            return
        dialog = MarkDialog(self._snapshot, self.plate, kind, self._layers(), None, self)
        self._tools.deeds.ask(dialog, lambda: dialog.drawn(places))

    def _on_measured(self, places: tuple[Place, ...]) -> None:
        if self.plate is not None:
            dialog = CalibrateDialog(self.plate, places, self)
            self._tools.deeds.ask(dialog, dialog.answer)

    def _on_opened(self, mark: str) -> None:
        """Opens the card of the task that a mark stands for; without one asks for changes of the mark."""
        seen = self.canvas.seen(mark)
        if seen is not None and seen.task is not None:
            self.opened.emit(seen.task)
        elif seen is not None:
            self._edit(mark)

    def _edit(self, mark: str) -> None:
        seen = self.canvas.seen(mark)
        if seen is None or self._snapshot is None or self.plate is None or not self._can_change:
            return
        dialog = MarkDialog(self._snapshot, self.plate, seen.mark.kind, self._layers(), seen.mark, self)
        self._tools.deeds.ask(dialog, dialog.changed)

    def _edit_road(self, mark: str) -> None:
        seen = self.canvas.seen(mark)
        if seen is None or self._snapshot is None or self.plate is None:
            return
        whole = length_m(seen.mark, self.plate)
        dialog = RoadDialog(self._tools.icons, self._snapshot, seen.mark, seen.road, whole, self)
        self._tools.deeds.ask(dialog, dialog.answer)
