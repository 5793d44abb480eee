"""A wall chart is chosen, looked at, saved and printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import attrs
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, BattlemapError
from battlemap.layout.paper import SIZES, paper
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.image import save_png
from battlemap.render.pdf import save_pdf
from battlemap.render.poster import remarks
from battlemap.render.printer import print_scenes, set_paper, warnings
from battlemap.sheets.catalogue import CATALOGUE, Sheet
from battlemap.sheets.options import SheetOptions
from battlemap.theme import Theme, theme
from battlemap.ui import jobs
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.confirm import confirmed
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.icons import IconBook
from battlemap.ui.plain import label
from battlemap.ui.poster_options import evening, poster_options
from battlemap.ui.scene_view import SceneView

#: Themes for paper, the one that saves ink last.
_THEMES: Final = ("red", "light", "paper")
_PAPERS: Final = ("A0", "A1", "A2", "A3", "A4")


@attrs.frozen(eq=False)
class _Drawn:
    """What was laid out last: for which options, and the pages."""

    sheet: Sheet
    snapshot: Snapshot
    options: SheetOptions
    pages: tuple[Scene, ...]


class PosterDialog(QDialog):
    """Lays the chart out anew after every choice; what goes wrong stands in a bar of its own."""

    def __init__(
        self,
        session: Session,
        as_of: date,
        icons: IconBook,
        fonts: Fonts,
        look: Theme,
        folder: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("出图")
        self.resize(1180, 720)
        self._session, self._fonts, self._look, self._folder = session, fonts, look, folder
        self._drawn: _Drawn | None = None
        self._page = 0
        self._printer: QPrinter | None = None
        self.bar = ErrorBar(icons)
        self.view = SceneView(fonts)
        self.sheet, self.paper, self.theme = QComboBox(), QComboBox(), QComboBox()
        for known in CATALOGUE:
            self.sheet.addItem(f"{known.number}　{known.title}", known.name)
        for name in _PAPERS:
            short, long = SIZES[name]
            self.paper.addItem(f"{name}　{long} × {short} 毫米", name)
        for name in _THEMES:
            self.theme.addItem(theme(name).title, name)
        self.as_of = DayField(icons, "日期")
        self.as_of.show_value(as_of, "", session.snapshot.campaign)
        self.edition = QLineEdit("第 1 版")
        self.masks = QCheckBox("责任人姓名打码（张某某）")
        self._facts = label(look="muted", wraps=True)
        self._number = label(look="muted")
        self._build(icons)
        for box in (self.sheet, self.paper, self.theme):
            box.activated.connect(self.draw)
        self.as_of.line.editingFinished.connect(self.draw)
        self.edition.editingFinished.connect(self.draw)
        self.masks.toggled.connect(self.draw)

    def _build(self, icons: IconBook) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for name, field in (
            ("图名", self.sheet),
            ("纸张", self.paper),
            ("配色", self.theme),
            ("数据截至", self.as_of),
            ("版本", self.edition),
            ("", self.masks),
        ):
            form.addRow(name, field)
        side = QVBoxLayout()
        side.setContentsMargins(16, 16, 16, 16)
        side.setSpacing(8)
        side.addLayout(form)
        side.addWidget(self._facts)
        side.addStretch(1)
        turn = QHBoxLayout()
        for icon, words, step in (("back", "上一页", -1), ("forward", "下一页", 1)):
            arrow = QToolButton()
            arrow.setIcon(icons.icon(icon))
            arrow.setToolTip(words)
            arrow.setAccessibleName(words)
            arrow.clicked.connect(lambda _=False, step=step: self._turn(step))
            turn.addWidget(arrow)
        turn.addWidget(self._number, 1)
        side.addLayout(turn)
        self.save_pdf = self._button("存为 PDF…", icons, "copy", self._on_pdf)
        self.save_png = self._button("存为图片…", icons, "poster", self._on_png)
        self.print = self._button("打印…", icons, "print", self._on_print)
        shut = self._button("关闭", icons, "close", self.reject)
        for button in (self.save_pdf, self.save_png, self.print, shut):
            side.addWidget(button)
        right = QWidget()
        right.setFixedWidth(320)
        right.setLayout(side)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addLayout(row, 1)

    def _button(self, words: str, icons: IconBook, icon: str, deed: Callable[[], object]) -> QPushButton:
        button = QPushButton(icons.icon(icon), words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: deed())
        return button

    # -- drawing --------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Lays the chart out as chosen and shows its first page."""
        with self.bar.guarding():
            sheet = CATALOGUE[self.sheet.currentIndex()]
            snapshot, options = self._options(sheet)
            pages = jobs.run(self, "正在排版……", lambda progress: sheet.pages(snapshot, options))
            if pages is None:
                return
            self._drawn, self._page = _Drawn(sheet, snapshot, options, pages), 0
            self.bar.hide()
            self._say_facts(self._drawn)
        self._show()

    def _options(self, sheet: Sheet) -> tuple[Snapshot, SheetOptions]:
        """Returns the board as it was on the chosen day, and the options; raises BadInput for a day that is none."""
        day, _ = self.as_of.understood(self.as_of.line.text())
        if day is None:
            raise BadInput("请填写数据截至日期，如 2018-11-20。")
        return poster_options(
            self._session,
            evening(self._session, day),
            sheet,
            paper=paper(self.paper.currentData()),
            theme=theme(self.theme.currentData()),
            masks_names=self.masks.isChecked(),
            edition=self.edition.text().strip(),
        )

    def _say_facts(self, drawn: _Drawn) -> None:
        self._facts.setText("\n".join(remarks(drawn.pages, self._fonts)))

    def _turn(self, step: int) -> None:
        self._page += step
        self._show()

    def _show(self) -> None:
        drawn = self._drawn
        if drawn is None:
            return
        self._page = min(max(self._page, 0), len(drawn.pages) - 1)
        self._number.setText(f"第 {self._page + 1} / {len(drawn.pages)} 页　双击放大")
        self.view.show_scene(drawn.pages[self._page], drawn.options.theme, self._look.colour("grid"))

    # -- away -----------------------------------------------------------------------------------------------------

    def _on_pdf(self) -> None:
        drawn, path = self._target(".pdf", "PDF 文件 (*.pdf)")
        if drawn is not None and path is not None:

            def save(progress: jobs.Progress) -> list[Path]:
                made_at = drawn.options.data_until
                save_pdf(drawn.pages, path, drawn.options.theme, Fonts(), _title(drawn), made_at)
                return [path]

            self._save(save)

    def _on_png(self) -> None:
        drawn, path = self._target(".png", "图片 (*.png)")
        if drawn is not None and path is not None:
            self._save(lambda progress: save_png(drawn.pages, path, drawn.options.theme, Fonts()))

    def save_to_png(self, path: Path, dpi: float) -> list[Path]:
        """Writes the chart as it was laid out last; returns a path per page."""
        assert self._drawn is not None, "nothing has been drawn yet"
        return save_png(self._drawn.pages, path, self._drawn.options.theme, self._fonts, dpi)

    def _save(self, work: Callable[[jobs.Progress], list[Path]]) -> None:
        with self.bar.guarding():
            paths = jobs.run(self, "正在保存……", work)
            if paths:
                names = "、".join(path.name for path in paths[:3])
                self.bar.show_words(f"已保存「{names}」到「{paths[0].parent}」。", is_note=True)

    def _target(self, suffix: str, kinds: str) -> tuple[_Drawn | None, Path | None]:
        if self._drawn is None:
            return None, None
        start = str(Path(self._folder()) / f"{_title(self._drawn)}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self, "保存挂图", start, kinds)
        path = Path(chosen) if chosen else None
        return self._drawn, path.with_name(path.name + suffix) if path and not path.suffix else path

    def _on_print(self) -> None:
        drawn = self._drawn
        if drawn is None:
            return
        # the dialog keeps no reference of its own: a temporary printer would be gone while it is open
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_paper(self._printer, drawn.pages[0])
        self._printer.setDocName(_title(drawn))
        dialog = QPrintDialog(self._printer, self)
        dialog.setWindowTitle("打印")
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        told = warnings(self._printer, drawn.pages)
        if told and not confirmed(self, "打印", "\n".join(told), "仍然打印"):
            return
        try:
            print_scenes(self._printer, drawn.pages, drawn.options.theme, self._fonts)
        except BattlemapError as error:
            self.bar.show_error(error)
        else:
            self.bar.show_words("已送往打印机。", is_note=True)


def _title(drawn: _Drawn) -> str:
    return f"{drawn.snapshot.campaign.title} {drawn.sheet.title} {drawn.options.as_of.isoformat()}"
