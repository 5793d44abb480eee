"""Laid-out sheets go into files or to a printer that the user is asked for; what goes wrong is said, with PDF as way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from battlemap.errors import BattlemapError
from battlemap.render.fonts import Fonts
from battlemap.render.poster import save_sheet
from battlemap.render.printer import print_scenes, set_paper, warnings
from battlemap.safe_names import safe_name
from battlemap.shown.press.drawn import Drawn
from battlemap.ui import jobs
from battlemap.ui.dialogs.confirm import confirmed
from battlemap.ui.error_bar import ErrorBar

#: Ending → what the file dialog calls it.
KINDS: Final = {".pdf": "PDF 文件 (*.pdf)", ".png": "图片 (*.png)", ".svg": "矢量图 (*.svg)"}


class Saving:
    """Asks where to, then saves or prints; speaks through the bar of the dialog that it serves."""

    def __init__(self, window: QWidget, bar: ErrorBar, fonts: Fonts, folder: Callable[[], str]) -> None:
        self._window, self._bar, self._fonts, self._folder = window, bar, fonts, folder
        self._printer: QPrinter | None = None

    def ask(self, title: str, suffix: str) -> Path | None:
        """Returns where the user wants a file of that title, with its ending; None for nowhere."""
        start = str(Path(self._folder()) / f"{safe_name(title, '挂图', 120)}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "保存挂图", start, KINDS[suffix])
        path = Path(chosen) if chosen else None
        return path.with_name(path.name + suffix) if path and path.suffix.lower() != suffix else path

    def save(self, drawn: Drawn, suffix: str, dpi: float = 150) -> None:
        """Saves the sheet as it leaves the printer."""
        path = self.ask(drawn.title, suffix)
        if path is None:
            return
        theme, made_at = drawn.options.theme, drawn.options.data_until

        def work(progress: jobs.Progress) -> list[Path]:
            return save_sheet(drawn.sheets, path, theme, Fonts(), drawn.title, made_at, dpi)

        with self._bar.guarding():
            paths = jobs.run(self._window, "正在保存……", work)
            if paths:
                self.say_saved(paths)

    def say_saved(self, paths: list[Path]) -> None:
        """Says which files have been written."""
        names = "、".join(path.name for path in paths[:3])
        more = f" 等 {len(paths)} 个文件" if len(paths) > 3 else ""
        self._bar.show_words(f"已保存“{names}”{more}到“{paths[0].parent}”。", is_note=True)

    def print(self, drawn: Drawn) -> None:
        """Prints after asking for printer, copies, colour and duplex; where that fails a PDF is offered."""
        # the dialog keeps no reference of its own: a temporary printer would be gone while it is open
        self._printer = printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_paper(printer, drawn.sheets[0])
        printer.setDocName(drawn.title)
        is_grey = drawn.choice.is_grey
        printer.setColorMode(QPrinter.ColorMode.GrayScale if is_grey else QPrinter.ColorMode.Color)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("打印")
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        printer_warnings = warnings(printer, drawn.sheets)
        if printer_warnings and not confirmed(self._window, "打印", "\n".join(printer_warnings), "仍然打印"):
            return
        try:
            print_scenes(printer, drawn.sheets, drawn.options.theme, self._fonts)
        except BattlemapError as error:
            self._bar.show_error(error, "改存 PDF", lambda: self.save(drawn, ".pdf"))
        else:
            self._bar.show_words("已送往打印机。", is_note=True)
