"""Several sheets in one go, each as it was wanted last: a PDF each, or one file, with progress and cancel."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.errors import BadInput
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import Part, bundle_bytes
from battlemap.render.saving import write_whole
from battlemap.safe_names import safe_name
from battlemap.sheets.catalogue import CATALOGUE
from battlemap.shown.poster_options import evening
from battlemap.shown.press.drawn import Drawn, Wanted, laid_out, wanted
from battlemap.shown.press.memory import Memory
from battlemap.ui import jobs
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.labels import label
from battlemap.ui.press.dialog import Shop

_SHEET = Qt.ItemDataRole.UserRole


class SeveralDialog(QDialog):
    """A list to tick; saves into a folder that is asked for."""

    def __init__(self, shop: Shop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("多张一起出")
        self.resize(560, 560)
        self._shop, self._memory = shop, Memory(shop.settings)
        self.bar = ErrorBar(shop.icons)
        self.list = QListWidget()
        self.list.setAccessibleName("要出的图")
        for sheet in CATALOGUE:
            choice = self._memory.last(sheet.name)
            paper = choice.paper or sheet.paper.partition("-")[0]
            item = QListWidgetItem(
                f"{sheet.number}　{sheet.title}　{paper}" + ("　灰度" if choice.is_grey else "")
            )
            item.setData(_SHEET, sheet.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemDoubleClicked.connect(_toggle)
        self.merges = QCheckBox("合并为一个 PDF")
        self.save = QPushButton("存为 PDF…")
        self.save.setDefault(True)
        self.save.clicked.connect(lambda _=False: self._on_save())
        shut = QPushButton("关闭")
        shut.setAutoDefault(False)
        shut.clicked.connect(self.reject)
        low = QHBoxLayout()
        low.addWidget(self.merges)
        low.addStretch(1)
        low.addWidget(self.save)
        low.addWidget(shut)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(8)
        inner.addWidget(label("每张图按上次出图时的纸张、配色和输出方式。", "muted", wraps=True))
        inner.addWidget(self.list, 1)
        inner.addLayout(low)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addLayout(inner)

    @property
    def ticked(self) -> list[str]:
        """The names of the ticked sheets, as they stand in the catalogue."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(i.data(_SHEET)) for i in items if i and i.checkState() == Qt.CheckState.Checked]

    def _on_save(self) -> None:
        with self.bar.guarding():
            if not self.ticked:
                raise BadInput("请先勾选要出的图。")
            start = self._shop.folder()
            if self.merges.isChecked():
                title = self._shop.session.snapshot.campaign.title
                name, _ = QFileDialog.getSaveFileName(
                    self,
                    "保存挂图",
                    str(Path(start) / f"{safe_name(title, '作战图')} 挂图.pdf"),
                    "PDF 文件 (*.pdf)",
                )
                path = Path(name) if name else None
                if path is not None and path.suffix.lower() != ".pdf":
                    path = path.with_name(f"{path.name}.pdf")
            else:
                name = QFileDialog.getExistingDirectory(self, "保存到哪个文件夹", start)
                path = Path(name) if name else None
            if path is not None:
                self.save_to(path)

    def save_to(self, path: Path) -> list[Path] | None:
        """Saves the ticked sheets into a folder, or merged as that file; returns the files, None where cancelled."""
        shop = self._shop
        until = evening(shop.session, shop.as_of)
        asked = [wanted(shop.session, self._memory.last(name), until, shop.only) for name in self.ticked]
        merges = self.merges.isChecked()

        def work(progress: jobs.Progress) -> list[Path]:
            return write_all(asked, path, merges, progress)

        saved = jobs.run(self, "正在出图……", work)
        if saved is None:
            self.bar.show_words("已取消，未出完的图没有保存。", is_note=True)
        else:
            where = path if path.is_dir() else path.parent
            self.bar.show_words(f"已保存 {len(saved)} 个文件到“{where}”。", is_note=True)
        return saved


def write_all(asked: list[Wanted], path: Path, merges: bool, progress: jobs.Progress) -> list[Path]:
    """Lays out and writes the sheets, and returns the files; merged ones are written only when all are there."""
    fonts, drawn, paths = Fonts(), list[Drawn](), list[Path]()
    for number, one in enumerate(asked):
        progress.report(number, len(asked))
        made = laid_out(one)
        if merges:
            drawn.append(made)
            continue
        target = path / f"{safe_name(made.title, '挂图', 120)}.pdf"
        part = Part(made.sheets, made.options.theme)
        write_whole(target, bundle_bytes([part], fonts, made.title, made.options.data_until))
        paths.append(target)
    if merges:
        parts = [Part(made.sheets, made.options.theme) for made in drawn]
        title = f"{drawn[0].wanted.snapshot.campaign.title} 挂图"
        write_whole(path, bundle_bytes(parts, fonts, title, drawn[0].options.data_until))
        paths.append(path)
    return paths


def _toggle(item: QListWidgetItem) -> None:
    is_on = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
