"""The bare table of a view that tells one thing per row, its lamp first and why it has it last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget


def lamp_table(titles: Sequence[str], widths: Sequence[int], name: str) -> QTableWidget:
    """Returns it without rows, its columns so many px wide, the last as wide as there is room; `name` is read aloud."""
    table = QTableWidget(0, len(titles))
    table.setHorizontalHeaderLabels(list(titles))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(28)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAccessibleName(name)
    for column, width in enumerate(widths[:-1]):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
    return table
