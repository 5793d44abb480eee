"""Office sheets as files: which ones are taken, from a dialog or dropped, and the tables in which they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTreeWidget

#: What file dialogs call office sheets.
SHEETS: Final = "表格 (*.xlsx *.xlsm *.xlsb *.xls *.et *.ods *.csv *.html *.htm *.xml)"
_ENDINGS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".html", ".htm", ".xml")


def is_sheet(path: Path) -> bool:
    """Whether a file may be an office sheet, by its ending."""
    return path.suffix.lower() in _ENDINGS


def dropped_sheet(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """Returns the one sheet that is being dropped, None for anything else."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and is_sheet(path) else None


def answers_table() -> QTableWidget:
    """Returns a table in which what is told of a sheet is chosen line by line."""
    table = QTableWidget()
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setColumnCount(4)
    table.horizontalHeader().setStretchLastSection(True)
    for place, width in enumerate((170, 200, 120)):
        table.setColumnWidth(place, width)
    return table


def changes_tree(heads: Sequence[str]) -> QTreeWidget:
    """Returns a list of what a sheet would change, in groups."""
    tree = QTreeWidget()
    tree.setHeaderLabels(list(heads))
    tree.setColumnWidth(0, 90)
    tree.setColumnWidth(1, 220)
    tree.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    return tree
