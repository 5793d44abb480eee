"""Tells assistive programs what the painted canvas shows: the focused card in words."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def tell(widget: QWidget, name: str, description: str) -> None:
    """Gives the widget its accessible name and description and announces what changed."""
    for old, new, take, event in (
        (widget.accessibleName(), name, widget.setAccessibleName, QAccessible.Event.NameChanged),
        (
            widget.accessibleDescription(),
            description,
            widget.setAccessibleDescription,
            QAccessible.Event.DescriptionChanged,
        ),
    ):
        if old != new:
            take(new)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(widget, event))
