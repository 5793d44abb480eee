"""What can be done with plates: pictures and schematics come, north is turned, marks go out and in as GeoJSON."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from battlemap.commands.map_import import DrawMarks
from battlemap.commands.picture_map import (
    AddSchematic,
    EditPlate,
    RemovePlate,
    SetWorld,
    add_plate,
    schematics,
)
from battlemap.domain.kinds.picture_map import Plate
from battlemap.domain.picture_map.seen import SeenMark, plates
from battlemap.exchange.geojson import geojson, read_geojson, read_world, world_file
from battlemap.render.pdf_plate import is_pdf, page_count, page_picture
from battlemap.render.plate_picture import plate_size
from battlemap.render.saving import write_whole
from battlemap.ui.files import file_name
from battlemap.ui.page import Tools
from battlemap.ui.picture_map.dialogs import PdfPageDialog


class PlateMenu(QPushButton):
    """A button with a menu, for the `plate` in sight and the `marks` on it; emits `plate_added(id)`."""

    plate_added = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__("底图", parent)
        self._tools = tools
        self.plate: Plate | None = None
        self.marks: tuple[SeenMark, ...] = ()
        self.can_change = True
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.setMenu(self._menu)

    def _fill_menu(self) -> None:
        """Offers what can be done with plates."""
        menu, plate, deeds = self._menu, self.plate, self._tools.deeds
        menu.clear()
        add = menu.addAction("添加图片…", self._choose_picture)
        add.setEnabled(self.can_change)
        for name, schematic in schematics().items():
            entry = menu.addAction(f"添加{schematic['title']}", partial(deeds.run, AddSchematic(name)))
            entry.setEnabled(self.can_change)
        if plate is None:
            return
        menu.addSeparator()
        turned = menu.addMenu("北方向")
        for degrees in range(0, 360, 45):
            turn = turned.addAction(
                f"{degrees}°", partial(deeds.run, EditPlate(plate.id, plate.title, degrees))
            )
            turn.setCheckable(True)
            turn.setChecked(plate.north_deg == degrees)
        turned.setEnabled(self.can_change)
        gone = menu.addAction("移除这张底图", partial(deeds.run, RemovePlate(plate.id)))
        gone.setEnabled(self.can_change)
        menu.addSeparator()
        for words, deed, changes in (
            ("导入 GeoJSON…", self._take_geojson, True), ("导出 GeoJSON…", self._give_geojson, False),
            ("导入坐标文件（.pgw）…", self._take_world, True), ("导出坐标文件…", self._give_world, False),
        ):  # fmt: skip
            entry = menu.addAction(words, deed)
            entry.setEnabled(self.can_change or not changes)

    def _choose_picture(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "添加底图", str(Path.home()), "图片和 PDF (*.png *.jpg *.jpeg *.pdf)"
        )
        if chosen:
            self.take_picture(Path(chosen))

    def take_picture(self, path: Path) -> None:
        """Makes a picture or a page of a PDF a plate; one that is too large, broken or something else is told."""
        page = 1
        if is_pdf(path):
            counts: list[int] = []
            if not self._tools.deeds.attempt(lambda: counts.append(page_count(path))):
                return
            page = self._page_of(path, counts[0]) if counts[0] > 1 else 1
            if not page:
                return

        def deed() -> None:
            with page_picture(path, page) if is_pdf(path) else nullcontext(path) as picture:
                size = plate_size(picture)
                add_plate(self._tools.session, picture, size.width, size.height)

        if self._tools.deeds.attempt(deed):
            self.plate_added.emit(plates(self._tools.session.snapshot)[-1].id)

    def _page_of(self, path: Path, count: int) -> int:
        """Asks which page of a PDF is meant; 0 for none."""
        dialog = PdfPageDialog(path.name, count, self)
        return dialog.answer() if dialog.exec() == PdfPageDialog.DialogCode.Accepted else 0

    def take_geojson(self, path: Path) -> None:
        """Draws the features of a file."""
        plate = self.plate
        if plate is None:
            return

        def deed() -> None:
            marks = tuple((m.kind, m.title, m.layer, m.places) for m in read_geojson(path, plate))
            self._tools.session.run(DrawMarks(plate.id, marks))

        self._tools.deeds.attempt(deed)

    def _take_geojson(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "导入 GeoJSON", str(Path.home()), "GeoJSON (*.geojson *.json)"
        )
        if chosen:
            self.take_geojson(Path(chosen))

    def _give_geojson(self) -> None:
        if self.plate is not None:
            self._give(geojson(self.plate, self.marks).encode(), ".geojson", "GeoJSON (*.geojson)")

    def _take_world(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "导入坐标文件", str(Path.home()), "坐标文件 (*.pgw *.jgw *.wld *.tfw)"
        )
        plate = self.plate
        if chosen and plate is not None:
            self._tools.deeds.attempt(
                lambda: self._tools.session.run(SetWorld(plate.id, read_world(Path(chosen))))
            )

    def _give_world(self) -> None:
        plate = self.plate
        if plate is not None and self._tools.deeds.attempt(lambda: world_file(plate)):
            self._give(world_file(plate).encode(), ".pgw", "坐标文件 (*.pgw)")

    def _give(self, content: bytes, suffix: str, kinds: str) -> None:
        assert self.plate is not None
        start = str(Path.home() / f"{file_name(self.plate.title)}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self, "导出", start, kinds)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_name(path.name + suffix)
            self._tools.deeds.attempt(lambda: write_whole(path, content))
