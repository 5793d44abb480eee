"""出图: the page of the window that shows every sheet of the catalogue, and what of it was issued and hangs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import attrs
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QIcon, QImage, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from battlemap.domain.kinds.edition import editions_of, posted
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.sheets.catalogue import CATALOGUE, GROUPS, WALL, Sheet, group_of
from battlemap.shown.poster_options import evening
from battlemap.shown.press.memory import Memory
from battlemap.theme import Theme
from battlemap.ui.labels import label, tip
from battlemap.ui.page import Page, Tools
from battlemap.ui.press.dialog import PosterDialog, Shop
from battlemap.ui.press.thumbnails import SIDE, Thumbnails

#: Milliseconds of quiet after a change before the sheets are drawn anew.
_QUIET: Final = 1500
_NAME: Final = Qt.ItemDataRole.UserRole


class PostersPage(Page):
    """Thumbnails of the sheets; a double click or Enter opens the dialog with that sheet."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self._memory = Memory(tools.settings)
        self._look = tools.look
        self._facts: tuple[Snapshot, date, frozenset[str] | None] | None = None
        self._shown: tuple[Snapshot, date] | None = None
        self.pictured: set[str] = set()
        self.thumbnails = Thumbnails(tools.session, self)
        self.thumbnails.drawn.connect(self._on_drawn)
        self.thumbnails.failed.connect(self._on_failed)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self._draw)
        self.list = QListWidget()
        self.list.setAccessibleName("图种")
        self.list.setObjectName("posters")
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setIconSize(QSize(*SIDE))
        self.list.setGridSize(QSize(SIDE[0] + 32, SIDE[1] + 84))
        self.list.setWordWrap(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.itemActivated.connect(lambda item: self.open_sheet(str(item.data(_NAME))))
        for sheet in CATALOGUE:
            item = QListWidgetItem(sheet.title)
            item.setData(_NAME, sheet.name)
            item.setToolTip(tip(f"{sheet.number} {sheet.title}\n{sheet.purpose}"))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            item.setIcon(_blank(self._look))
            self.list.addItem(item)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(label("出图上墙", "head"))
        row.addStretch(1)
        self.list.setToolTip("双击一张图，预览后打印、存档或发布")
        self.group = QComboBox()
        self.group.setAccessibleName("图种类别")
        for words in ("全部图种", WALL, *GROUPS):
            self.group.addItem(words)
        self.group.currentTextChanged.connect(self.show_group)
        row.addWidget(self.group)
        self.buttons: dict[str, QPushButton] = {}
        for name, words, icon, hint in (
            ("daily", "每日战报…", "edition", "打开每日战报，核对后发布新的一期"),
            ("changes", "贴图差异单…", "compare", "总作战图上墙以来，墙上要改的地方和替换卡片"),
            ("several", "多张一起出…", "poster", "勾选几张图，一次存成 PDF"),
            ("editions", "各期与上墙…", "history", "已发布的各期：重印、与上期比较；墙上挂着哪一版"),
        ):
            button = QPushButton(self.tools.icons.icon(icon), words)
            button.setToolTip(hint)
            row.addWidget(button)
            self.buttons[name] = button
        self.buttons["daily"].clicked.connect(lambda _=False: self.open_sheet("daily"))
        self.buttons["changes"].clicked.connect(lambda _=False: self.open_sheet("changes"))
        self.buttons["several"].clicked.connect(lambda _=False: self.open_several())
        self.buttons["editions"].clicked.connect(lambda _=False: self.open_editions())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.list, 1)

    def show_group(self, name: str) -> None:
        """Shows the sheets of a group, all for a name that is none."""
        for number, entry in enumerate(CATALOGUE):
            self.list.setRowHidden(number, name in (WALL, *GROUPS) and group_of(entry) != name)

    # -- what the window tells ------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows what was issued and posted, and has the sheets drawn if they show another state."""
        self._facts = (snapshot, as_of, only)
        self._describe(self.tools.session.snapshot)
        shown = self._shown
        if shown is None or shown[0] is not snapshot or shown[1] != as_of:
            self._draw()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Has the sheets drawn anew once it has been quiet for a while."""
        if self._facts is not None:
            self._facts = (snapshot, *self._facts[1:])
        self._describe(snapshot)
        if not step.touches("edition", "posting") or len(step.changes) > 1:
            self._quiet.start()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Keeps the filter for the dialog; thumbnails show everything."""
        if self._facts is not None:
            self._facts = (*self._facts[:2], only)

    def will_show(self, snapshot: Snapshot) -> str:
        """Returns what the page shows once there are tasks."""
        return "建立任务后，这里可预览、打印各种上墙图。"

    def set_look(self, look: Theme) -> None:
        """Takes another theme for what is not drawn yet."""
        self._look = look

    def take_focus(self) -> None:
        """Gives the keyboard to the list."""
        self.list.setFocus()
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Draws nothing while nobody looks."""
        if self.thumbnails.is_busy or self._quiet.isActive():
            self._shown = None
        self._quiet.stop()
        self.thumbnails.end()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Goes on with what was left."""
        super().showEvent(event)
        if self._facts is not None and self._shown is None:
            self._draw()

    # -- drawing --------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        if self._facts is None or not self.isVisible():
            return
        snapshot, as_of, _ = self._facts
        self._shown = (snapshot, as_of)
        choices = [self._memory.last(sheet.name) for sheet in CATALOGUE]
        self.thumbnails.begin(
            [attrs.evolve(choice, tiles="", bleed=0.0, pages=0) for choice in choices], self._until
        )

    def _until(self) -> datetime:
        as_of = self._facts[1] if self._facts else self.tools.session.clock().date()
        return evening(self.tools.session, as_of)

    def _on_drawn(self, sheet: str, picture: QImage) -> None:
        item = self._item(sheet)
        if item is not None:
            item.setIcon(QIcon(framed(picture, self._look)))
            self.pictured.add(sheet)

    def _on_failed(self, sheet: str, sentence: str) -> None:
        item = self._item(sheet)
        if item is not None:
            item.setIcon(_blank(self._look))
            item.setToolTip(tip(sentence))

    def _item(self, sheet: str) -> QListWidgetItem | None:
        return next((i for i in self._items() if i.data(_NAME) == sheet), None)

    def _items(self) -> Sequence[QListWidgetItem]:
        return [item for row in range(self.list.count()) if (item := self.list.item(row)) is not None]

    def _describe(self, snapshot: Snapshot) -> None:
        for item, sheet in zip(self._items(), CATALOGUE, strict=True):
            item.setText(f"{sheet.number}　{sheet.title}\n{state_words(sheet, snapshot)}")

    # -- deeds ----------------------------------------------------------------------------------------------------

    @property
    def shop(self) -> Shop:
        """What the dialogs of the print shop are opened with."""
        tools = self.tools
        as_of = self._facts[1] if self._facts else tools.session.clock().date()
        only = self._facts[2] if self._facts else None
        folder = tools.settings.last_folder
        return Shop(
            tools.session, tools.settings, tools.icons, tools.fonts, self._look, lambda: folder, as_of, only
        )

    def open_sheet(self, sheet: str) -> None:
        """Opens the dialog with that sheet."""
        dialog = PosterDialog(self.shop, sheet, self.window())
        dialog.task_wanted.connect(self.opened)
        dialog.exec()
        dialog.deleteLater()
        self._draw()

    def open_several(self) -> None:
        """Asks for several sheets and saves them in one go."""
        from battlemap.ui.press.several import SeveralDialog

        SeveralDialog(self.shop, self.window()).exec()

    def open_editions(self) -> None:
        """Shows what was issued and what hangs."""
        from battlemap.ui.press.editions_dialog import EditionsDialog

        EditionsDialog(self.shop, self.window()).exec()


def state_words(sheet: Sheet, snapshot: Snapshot) -> str:
    """Returns what became of a sheet: 「第 3 期 11-20 · 已上墙 11-19 08:00」, else its paper."""
    issued = editions_of(snapshot.editions.values(), sheet.name)
    hanging = posted(snapshot.postings.values(), sheet.name)
    parts = []
    if issued:
        parts.append(f"{issued[-1].words} {issued[-1].data_until:%m-%d %H:%M}")
    if hanging is not None:
        parts.append(f"已上墙 {hanging.data_until:%m-%d %H:%M}")
    return "　".join(parts) or f"常用 {sheet.paper.removesuffix('-portrait')}"


def framed(picture: QImage, look: Theme) -> QPixmap:
    """Returns the picture with a line around it, in the middle of a pixmap of the icon's size."""
    ratio = 2
    made = QPixmap(SIDE[0] * ratio, SIDE[1] * ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    x, y = (made.width() - picture.width()) // 2, (made.height() - picture.height()) // 2
    painter.drawImage(x, y, picture)
    painter.setPen(QColor(look.colour("border")))
    painter.drawRect(x, y, min(picture.width(), made.width()) - 1, min(picture.height(), made.height()) - 1)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _blank(look: Theme) -> QIcon:
    """Returns an empty sheet for what is still to be drawn."""
    paper = QImage(round(SIDE[1] * 1.414 * 2), SIDE[1] * 2, QImage.Format.Format_RGB32)
    paper.fill(QColor(look.colour("card")))
    return QIcon(framed(paper, look))
