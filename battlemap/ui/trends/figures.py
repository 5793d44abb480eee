"""The line above the curves: the day, what is left, and the figures that everybody asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.domain.telling.trends import Trends
from battlemap.ui.labels import label, set_look


class Figures(QFrame):
    """Shows the figures of the trends; until there are some, dashes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figures")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(28)
        self._row = row
        self._cells: list[QWidget] = []
        self.state = label(look="muted")
        self._notes = QVBoxLayout()
        self._note = label(look="muted")
        self._notes.addStretch(1)
        self._notes.addWidget(self._note)
        self._notes.addWidget(self.state)
        self._notes.addStretch(1)
        row.addStretch(1)
        row.addLayout(self._notes)

    def show_trends(self, trends: Trends) -> None:
        """Shows the figures of these trends."""
        for cell in self._cells:
            cell.deleteLater()
        self._cells = []
        for place, (value, words, look) in enumerate(figures(trends)):
            cell = _cell(value, words, look)
            self._row.insertWidget(place, cell)
            self._cells.append(cell)
        day = trends.as_of
        note = f"数据截至 {day.year}年{day.month}月{day.day}日"
        if trends.only is not None:
            note += f"　只算筛选出的 {len(trends.tasks)} 项"
        self._note.setText(note)

    @property
    def words(self) -> str:
        """All that is shown, for tests and for those who read by ear."""
        return " ".join(cell.accessibleName() for cell in self._cells) + " " + self._note.text()


def figures(trends: Trends) -> list[tuple[str, str, str]]:
    """Returns (number, words, look) from left to right: countdown, progress, finished, struck off, lamps, blocks."""
    campaign, as_of, tasks = trends.snapshot.campaign, trends.as_of, trends.tasks
    cells = []
    if as_of > campaign.ends_on:
        cells.append(("已收官", f"共 {campaign.day_count} 天", "countdown"))
    elif as_of < campaign.starts_on:
        cells.append((f"{(campaign.starts_on - as_of).days} 天", "距启动", "countdown"))
    else:
        day = f"攻坚第 {campaign.campaign_day(as_of)} 天"
        cells.append((f"剩 {campaign.days_left(as_of)} 天", day, "countdown"))
    cells.append((str(len(tasks)), "任务", "page"))
    if trends.progress_course and trends.progress_course[-1].day == min(as_of, campaign.ends_on):
        newest = trends.progress_course[-1]
        cells.append((f"{newest.progress:.1f}%", f"完成（序时 {newest.time_progress:.1f}%）", "page"))
    done = sum(task.is_finished for task in tasks)
    cells.append((str(done), "办结", "page"))
    cells.append((str(sum(task.lane == "struck_off" for task in tasks)), "其中销号", "page"))
    if trends.course.evenings:
        evening = trends.course.evenings[-1]
        for lamp in trends.snapshot.scheme.lamps:
            if lamp in ("black", "red", "yellow"):
                cells.append((str(evening.lamp(lamp)), wording.LAMPS[lamp], "page"))
    cells.append((str(sum(bool(trends.snapshot.problems_of(task.id)) for task in tasks)), "卡点", "page"))
    return cells


def _cell(value: str, words: str, look: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    number, name = label(value), label(words, "muted")
    set_look(number, look)
    column.addStretch(1)
    column.addWidget(number)
    column.addWidget(name)
    made.setAccessibleName(f"{words} {value}")
    return made
