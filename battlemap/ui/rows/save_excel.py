"""Where a list goes as an Excel table: the place is asked, what cannot be written is told in words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from battlemap.errors import BattlemapError, FileProblem
from battlemap.render.saving import write_whole
from battlemap.ui.files import file_name

_SUFFIX = ".xlsx"


def excel_place(parent: QWidget, name: str) -> Path | None:
    """Asks for the file of a list of that name; None where the user turns away."""
    start = str(Path.home() / f"{file_name(name)}{_SUFFIX}")
    chosen, _ = QFileDialog.getSaveFileName(parent, f"导出{name}", start, "Excel 工作簿 (*.xlsx)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == _SUFFIX else path.with_name(f"{path.name}{_SUFFIX}")


def save_excel(path: Path, book: bytes) -> None:
    """Writes the workbook in one go; raises FileProblem where the place does not take it."""
    try:
        write_whole(path, book)
    except BattlemapError as error:
        raise FileProblem(
            f"“{path.name}”写不进去，请关闭正在使用它的程序或换一个位置。", error.detail or str(error)
        ) from error
