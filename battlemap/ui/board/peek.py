"""A look at a card without opening it: all that matters of it, beside the card."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QWidget

from battlemap import wording
from battlemap.domain.planning.forecast import forecast_task, late_words
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card import card_of
from battlemap.ui.labels import label

_WIDTH: Final = 380
_GAP: Final = 8
#: Lines of a list that are shown.
_MOST: Final = 6


class Peek(QFrame):
    """Lies over the board; takes neither mouse nor keyboard."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self.setObjectName("peek")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.task: str | None = None
        self.setFixedWidth(_WIDTH)
        self.hide()

    def show_task(self, snapshot: Snapshot, task: str, as_of: date, card: QRect) -> None:
        """Shows a task beside the place of its card, inside the board."""
        self.task = task
        self._fill(peek_lines(snapshot, task, as_of))
        ground = self._ground.rect()
        self.setFixedHeight(min(self.sizeHint().height(), ground.height() - 2 * _GAP))
        x = card.right() + _GAP
        if x + _WIDTH > ground.right():
            x = max(_GAP, card.left() - _GAP - _WIDTH)
        y = min(max(_GAP, card.top()), max(_GAP, ground.bottom() - self.height() - _GAP))
        self.move(x, y)
        self.show()
        self.raise_()

    def put_away(self) -> bool:
        """Hides itself; returns whether it was there."""
        was_there = self.task is not None
        self.task = None
        self.hide()
        return was_there

    def _fill(self, lines: Iterator[tuple[str, str]]) -> None:
        old_layout = self.layout()
        if old_layout is not None:
            QWidget().setLayout(old_layout)  # a layout goes with the widget that owns it
        form = QFormLayout(self)
        form.setContentsMargins(16, 12, 16, 12)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        for name, words in lines:
            if name:
                form.addRow(label(name, "field"), label(words, wraps=True))
            else:
                form.addRow(label(words, "head", wraps=True))


def peek_lines(snapshot: Snapshot, id: str, as_of: date) -> Iterator[tuple[str, str]]:
    """Yields (name, words) of what is to be known of a task; the heading has no name."""
    task = snapshot.tasks[id]
    card = card_of(snapshot, task, as_of)
    yield "", f"{task.code}　{task.title}"
    reasons = "；".join(card.reasons)
    yield "研判", f"{card.lamp_word}　{reasons}".rstrip("　")
    yield "状态", f"{wording.LANES[task.lane]}　进度 {task.progress}%　序时 {card.time_progress}%"
    due = task.due_text or (f"{task.due_on:%Y-%m-%d}" if task.due_on else "待定")
    yield "时限", f"{due}　{card.days_words}"
    if late := late_words(snapshot, task, forecast_task(snapshot, task, as_of)):
        yield "预测", late
    yield "责任", card.who
    for name, words in (
        ("配合", task.coop_units),
        ("进展", task.visible_progress),
        ("卡点", card.blocked or ""),
        ("内容", task.detail),
    ):
        if words:
            yield name, words
    items = snapshot.checklist_of(id)
    if items:
        still = [item.title for item in items if not item.is_done]
        yield f"清单 {card.checklist}", _listed([f"□ {title}" for title in still]) or "全部完成"
    stones = [stone for stone in snapshot.milestones_of(id) if stone.done_on is None]
    if stones:
        yield (
            "节点",
            _listed(
                [f"{stone.title}　{stone.due_on:%m-%d}" if stone.due_on else stone.title for stone in stones]
            ),
        )
    orders = [order for order in snapshot.instructions_of(id) if order.is_open]
    if orders:
        yield "批示", _listed([f"{order.leader}：{order.words}" for order in orders])


def _listed(lines: list[str]) -> str:
    more = [f"另有 {len(lines) - _MOST} 项"] if len(lines) > _MOST else []
    return "\n".join([*lines[:_MOST], *more])
