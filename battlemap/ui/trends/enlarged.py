"""One curve, large: the tasks behind a bar, and the ways to keep it: picture, SVG, clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.telling.trends import Trends
from battlemap.errors import BattlemapError
from battlemap.render.image import png
from battlemap.render.saving import write_whole
from battlemap.shown.trends.spot_words import spot_tasks, spot_words
from battlemap.theme import Theme
from battlemap.ui.labels import label, set_look
from battlemap.ui.trends.picture import Picture
from battlemap.ui.trends.studio import drawn, sketch

if TYPE_CHECKING:
    from battlemap.ui.page import Tools

#: A picture that is kept: its size in px, of its letters, and how many dots each px has.
_KEPT, _KEPT_EM, _KEPT_RATIO = QSize(1200, 675), 18, 2.0


class Enlarged(QDialog):
    """Emits `opened(task)` where a card behind a bar is wanted, and closes."""

    opened = Signal(str)

    def __init__(
        self, name: str, title: str, trends: Trends, look: Theme, tools: Tools, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._title, self._trends, self._look, self._tools = name, title, trends, look, tools
        self.setWindowTitle(title)
        self.picture = Picture(lambda key: spot_words(name, key, trends))
        self.picture.setMinimumSize(560, 320)
        self.picture.setAccessibleName(title)
        self.picture.clicked.connect(self._on_clicked)
        self._said = label(look="muted", wraps=True)
        self._has_tasks = name in ("turnout", "ageing")
        self._said.setText(self._hint())
        self.tasks = QListWidget()
        self.tasks.setMinimumWidth(260)
        self.tasks.itemActivated.connect(self._on_task)
        self.tasks.hide()
        self.save_image = self._button("存为图片…", "poster", lambda: self._ask("图片 (*.png)", ".png"))
        self.save_svg = self._button("存为 SVG…", "copy", lambda: self._ask("矢量图 (*.svg)", ".svg"))
        self.copy = self._button("复制", "file", self.copy_image)
        shut = self._button("关闭", "close", self.reject)
        middle = QHBoxLayout()
        middle.addWidget(self.picture, 1)
        middle.addWidget(self.tasks)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        for button in (self.save_image, self.save_svg, self.copy, shut):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        room = parent.size() if parent else QSize(1366, 768)
        self.resize(round(room.width() * 0.82), round(room.height() * 0.82))
        self._timer = QTimer(self, singleShot=True, interval=60)
        self._timer.timeout.connect(self._draw)
        self.picture.resized.connect(self._timer.start)

    def _button(self, text: str, icon: str, deed: object) -> QPushButton:
        button = QPushButton(self._tools.icons.icon(icon), text)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        return button

    def _draw(self) -> None:
        size, ratio = self.picture.size(), self.devicePixelRatioF()
        self.picture.show_sketch(sketch(self._name, self._trends, self._look, size, 16, ratio))

    def _hint(self) -> str:
        return (
            "点一段，列出其中的任务；双击任务打开任务卡。"
            if self._has_tasks
            else "指向某一天，显示当天的数字。"
        )

    def _on_clicked(self, key: tuple[int, ...] | None) -> None:
        if not self._has_tasks or key is None:
            return
        self.tasks.clear()
        for id in spot_tasks(self._name, key, self._trends):
            task = self._trends.snapshot.tasks[id]
            item = QListWidgetItem(f"{task.code}　{task.title}")
            item.setData(Qt.ItemDataRole.UserRole, id)
            self.tasks.addItem(item)
        self.tasks.show()
        set_look(self._said, "muted")
        self._said.setText(spot_words(self._name, key, self._trends))

    def _on_task(self, item: QListWidgetItem) -> None:
        self.accept()
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))

    # -- keeping --------------------------------------------------------------------------------------------------

    def save_to(self, path: Path) -> None:
        """Writes the curve with its title, as SVG or as PNG by the name; raises FileProblem."""
        title = f"{self._trends.snapshot.campaign.title}　{self._title}"
        if path.suffix.lower() == ".svg":
            write_whole(path, drawn(self._name, self._trends, self._look, _KEPT, _KEPT_EM, title).svg)
            return
        made = sketch(self._name, self._trends, self._look, _KEPT, _KEPT_EM, _KEPT_RATIO, title)
        write_whole(path, png(made.image))

    def copy_image(self) -> None:
        """Puts the curve with its title on the clipboard."""
        title = f"{self._trends.snapshot.campaign.title}　{self._title}"
        made = sketch(self._name, self._trends, self._look, _KEPT, _KEPT_EM, _KEPT_RATIO, title)
        made.image.setDevicePixelRatio(1)
        QGuiApplication.clipboard().setImage(made.image)
        self._say("已复制，可粘贴到文档中。")

    def _ask(self, kinds: str, suffix: str) -> None:
        settings = self._tools.settings
        start = str(Path(settings.last_folder or Path.home()) / f"{self._title}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self, "保存曲线", start, kinds)
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
        try:
            self.save_to(path)
        except BattlemapError as error:
            self._say(str(error), "warning")
            return
        self._say(f"已保存：{path}")

    def _say(self, words: str, look: str = "muted") -> None:
        set_look(self._said, look)
        self._said.setText(words)
