"""How the card sheet is laid out: the facts of a task on the first screen, all else in folded sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from battlemap.ui.labels import label

#: px at the left and right of everything in the sheet, and between its rows.
EDGE: Final = 16
_GAP: Final = 6


def form_of(rows: Iterable[tuple[str, QWidget]]) -> QFormLayout:
    """Returns a form of named fields, each of which bears its name for screen readers too."""
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(8)
    form.setVerticalSpacing(_GAP)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    for name, field in rows:
        field.setAccessibleName(name)
        form.addRow(label(name, "field"), field)
    return form


def side_by_side(wide: QWidget, name: str, narrow: QWidget) -> QWidget:
    """Returns one row of two fields, the second of which bears its name beside it."""
    narrow.setAccessibleName(name)
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(wide, 1)
    row.addWidget(label(name, "field"))
    row.addWidget(narrow, 1)
    return pair


def holding(form: QFormLayout) -> QWidget:
    """Returns a form as a widget, to be folded away."""
    held = QWidget()
    held.setLayout(form)
    return held


def body_of(facts: QWidget, parts: QWidget) -> QWidget:
    """Returns what is scrolled: the facts, and below them the sections."""
    body = QWidget()
    body.setObjectName("sheet_body")
    column = QVBoxLayout(body)
    column.setContentsMargins(EDGE, 4, EDGE, EDGE)
    column.setSpacing(12)
    column.addWidget(facts)
    column.addWidget(parts)
    column.addStretch(1)
    return body
