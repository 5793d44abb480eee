"""Tells assistive programs what the painted canvas shows: the focused card in words, and each change of it aloud."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtGui
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def tell(
    widget: QWidget,
    name: str,
    description: str,
    send: Callable[[QAccessibleEvent], None] = QAccessible.updateAccessibility,
) -> None:
    """Gives the widget its accessible name and description, and says so where an assistive program listens.

    While the widget has the focus the description is announced too: a screen reader speaks it at once. Qt can announce
    from 6.8 on; the older one for older systems leaves it at the change.
    """
    listens = QAccessible.isActive()
    if widget.accessibleName() != name:
        widget.setAccessibleName(name)
        if listens:
            send(QAccessibleEvent(widget, QAccessible.Event.NameChanged))
    if widget.accessibleDescription() != description:
        widget.setAccessibleDescription(description)
        if listens:
            send(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
            if widget.hasFocus() and hasattr(QtGui, "QAccessibleAnnouncementEvent"):
                send(QtGui.QAccessibleAnnouncementEvent(widget, description))
