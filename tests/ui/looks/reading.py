"""What an eye would find on a screen: words that are cut off, words that can hardly be read, controls without a name."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetrics, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from battlemap.theme import contrast

#: Seconds for which what is drawn beside the window is waited for.
PATIENCE: Final = 60
#: What a person operates; each must say what it is.
CONTROLS = (
    QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView,
)  # fmt: skip


def seen(root: QWidget) -> Iterator[QWidget]:
    """Yields every visible widget of a screen, without the insides of Qt's own composed ones."""
    for widget in [root, *root.findChildren(QWidget)]:
        if (
            shiboken6.isValid(widget)
            and widget.isVisibleTo(root)
            and widget.window() is root
            and not _is_inside(widget)
        ):
            yield widget


def _is_inside(widget: QWidget) -> bool:
    """Whether the widget is a part of a calendar, a spin box, a combo box or a head: Qt lays it out."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, (QCalendarWidget, QAbstractSpinBox, QComboBox, QHeaderView, QMenuBar)):
            return True
        above = above.parentWidget()
    return False


def told(widget: QWidget) -> str:
    """Returns the widget's class and words, for a test's message."""
    words = widget.accessibleName() or getattr(widget, "text", lambda: "")() or widget.objectName()
    return f"{type(widget).__name__} {str(words)[:40]!r} in {type(widget.parentWidget()).__name__}"


def cut_off(root: QWidget) -> list[str]:
    """Returns the visible widgets that have less room than their words take."""
    return [f"{told(widget)}: {why}" for widget in seen(root) for why in [_cut(widget)] if why]


def _cut(widget: QWidget) -> str:
    metrics = QFontMetrics(widget.font())
    if isinstance(widget, QLabel):
        return _label_cut(widget, metrics)
    if isinstance(widget, QAbstractButton):
        need = widget.sizeHint()
        if widget.text() and (need.width() > widget.width() + 1 or need.height() > widget.height() + 1):
            return f"needs {need.toTuple()}, has {widget.size().toTuple()}"
    elif isinstance(widget, QComboBox):
        room = widget.width() - 26
        words = widget.currentText() or widget.placeholderText()
        if not widget.isEditable() and metrics.horizontalAdvance(words) > room:
            return f"needs {metrics.horizontalAdvance(words)} for {words!r}, has {room}"
    elif isinstance(widget, QLineEdit):
        words = widget.placeholderText() if not widget.text() else ""
        if metrics.horizontalAdvance(words) > widget.width() - 16:
            return f"needs {metrics.horizontalAdvance(words)} for {words!r}, has {widget.width() - 16}"
    elif isinstance(widget, QGroupBox):
        if metrics.horizontalAdvance(widget.title()) > widget.width() - 16:
            return "title"
    elif isinstance(widget, QTabBar):
        if widget.sizeHint().width() > widget.width():
            return "tabs"
    elif isinstance(widget, QHeaderView):
        return _head_cut(widget)
    if not _is_scrolled(widget) and not widget.visibleRegion().isEmpty():
        shown = widget.visibleRegion().boundingRect()
        if isinstance(widget, CONTROLS) and shown != widget.rect():
            return f"shows {shown.size().toTuple()} of {widget.size().toTuple()}"
    return ""


def _label_cut(widget: QLabel, metrics: QFontMetrics) -> str:
    if not widget.text() or widget.textFormat() == Qt.TextFormat.RichText:
        return ""
    if widget.wordWrap():
        need = widget.heightForWidth(widget.width())
        return f"needs {need} high, has {widget.height()}" if need > widget.height() + 1 else ""
    need_w = metrics.size(0, widget.text()).width()
    room = widget.contentsRect().width()
    if need_w > room:
        return f"needs {need_w}, has {room}"
    if metrics.height() * widget.text().count("\n") + metrics.ascent() > widget.height():
        return f"needs {metrics.height()} high, has {widget.height()}"
    return ""


def _head_cut(head: QHeaderView) -> str:
    model = head.model()
    if head.orientation() != Qt.Orientation.Horizontal or model is None or head.isHidden():
        return ""
    cut = []
    for section in range(head.count()):
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        need = QFontMetrics(head.font()).horizontalAdvance(words)
        if not head.isSectionHidden(section) and need > head.sectionSize(section) - 6:
            cut.append(f"{words} needs {need}, has {head.sectionSize(section) - 6}")
    return "; ".join(cut)


def _is_scrolled(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def faint(root: QWidget, least: float = 4.5) -> list[str]:
    """Returns the visible words whose colour stands out less than `least` from the ground that is painted behind."""
    picture = root.grab().toImage()
    weak = []
    for widget in seen(root):
        if not isinstance(widget, (QLabel, QAbstractButton, QComboBox, QLineEdit)) or not widget.isEnabled():
            continue
        words = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
        if not words or widget.visibleRegion().isEmpty():
            continue
        ink, ground = ink_and_ground(widget, root, picture)
        if contrast(ink, ground) < least:
            weak.append(f"{told(widget)}: {ink} on {ground}: {contrast(ink, ground):.2f}")
    return weak


def ink_and_ground(widget: QWidget, root: QWidget, picture: QImage) -> tuple[str, str]:
    """Returns the colour that fills most of a widget, and the one in it that stands out most from it."""
    box = widget.visibleRegion().boundingRect().adjusted(3, 2, -3, -2)
    box.moveTopLeft(widget.mapTo(root, box.topLeft()))
    ratio = picture.devicePixelRatio()
    corners = [round(edge * ratio) for edge in (box.left(), box.top(), box.width(), box.height())]
    counted = Counter(
        {name_of(pixel): count for pixel, count in Counter(pixels(picture.copy(*corners))).items()}
    )
    if not counted:
        return "#000000", "#FFFFFF"
    ground = counted.most_common(1)[0][0]
    role = QPalette.ColorRole.WindowText if isinstance(widget, QLabel) else widget.foregroundRole()
    own = widget.palette().color(role).name()
    strongest = max(counted, key=lambda colour: contrast(colour, ground))
    # thin letters never reach their full colour, coloured ones may: what was painted counts where it is stronger
    return max((own, strongest), key=lambda colour: contrast(colour, ground)), ground


def pixels(picture: QImage) -> Sequence[int]:
    """Returns all pixels of a picture, row by row, as 0xffRRGGBB."""
    whole = picture.convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(whole.constBits()).cast("I").tolist() if not whole.isNull() else ()


def name_of(pixel: int) -> str:
    """Returns the name of a pixel's colour."""
    return f"#{pixel & 0xFFFFFF:06x}"


def nameless(root: QWidget) -> list[str]:
    """Returns the visible controls for which a screen reader has no words."""
    silent = []
    for widget in seen(root):
        if not isinstance(widget, CONTROLS) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            silent.append(told(widget))
    return silent


def far_from(one: QColor, other: QColor) -> float:
    """Returns how far two colours lie apart, 0 … 441."""
    return float(sum((a - b) ** 2 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)) ** 0.5)


def settle() -> None:
    """Lets all that is queued happen."""
    for _ in range(3):
        QApplication.processEvents()


def rest(view: QWidget) -> None:
    """Waits until the curves of a page are there, as its viewer would."""
    until = time.monotonic() + PATIENCE
    studio = getattr(view, "studio", None) or getattr(view, "panel", None)
    while studio is not None and studio.is_busy:
        assert time.monotonic() < until, f"{type(view).__name__} still draws after {PATIENCE} s"
        QTest.qWait(10)
