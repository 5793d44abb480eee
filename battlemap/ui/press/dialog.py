"""出图: a wall chart is chosen at the left, looked at on the right, then saved, printed, issued or posted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import attrs
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.session import Session
from battlemap.errors import BattlemapError
from battlemap.render.fonts import Fonts
from battlemap.sheets.catalogue import CATALOGUE
from battlemap.shown.poster_options import evening
from battlemap.shown.press.behind import behind
from battlemap.shown.press.choice import Choice
from battlemap.shown.press.drawn import Drawn, laid_out, wanted
from battlemap.shown.press.memory import Memory
from battlemap.shown.settings import Settings
from battlemap.theme import Theme
from battlemap.ui import jobs
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, set_look
from battlemap.ui.press.content_form import ContentForm
from battlemap.ui.press.issuing import Issuing
from battlemap.ui.press.paper_form import PaperForm
from battlemap.ui.press.presets import Presets
from battlemap.ui.press.preview import Preview
from battlemap.ui.press.saving import Saving

#: Milliseconds between a choice and its preview, so that quick choices are laid out once.
_PAUSE = 120
#: Resolutions offered for pictures: chats, slides, print.
_DPIS = (96, 150, 300)


@attrs.frozen(eq=False)
class Shop:
    """What the print shop is opened with; `only` are the tasks that the window's filter lets through."""

    session: Session
    settings: Settings
    icons: IconBook
    fonts: Fonts
    look: Theme
    folder: Callable[[], str]
    as_of: date
    only: frozenset[str] | None = None


class PosterDialog(QDialog):
    """Lays the sheet out anew after every choice, in a thread; emits `task_wanted(task)` when a card is asked for."""

    task_wanted = Signal(str)

    def __init__(self, shop: Shop, sheet: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("出图")
        self.resize(1240, 760)
        self.shop, self.session = shop, shop.session
        self.memory = Memory(shop.settings)
        self.drawn: Drawn | None = None
        self._work = jobs.Background()
        self._is_stale = False
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.draw)
        icons = shop.icons
        self.bar = ErrorBar(icons)
        self.preview = Preview(shop.fonts, icons, shop.look)
        self.preview.clicked.connect(self.show_behind)
        self.saving = Saving(self, self.bar, shop.fonts, shop.folder)
        self.issuing = Issuing(shop.session, self, self.bar, shop.fonts, self.saving)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("图种")
        for catalogued in CATALOGUE:
            self.sheet.addItem(f"{catalogued.number}　{catalogued.title}", catalogued.name)
        self.presets = Presets(self.memory, icons, lambda: self.choice)
        self.paper = PaperForm()
        filtered = None if shop.only is None else len(shop.only)
        self.content = ContentForm(self.session, shop.as_of, filtered, icons)
        self.facts, self.purpose = label(wraps=True), label(look="muted", wraps=True)
        self._build()
        self.sheet.activated.connect(lambda _: self.show_choice(self.memory.last(self.sheet.currentData())))
        self.presets.chosen.connect(self.show_choice)
        self.presets.refused.connect(self.bar.show_words)
        for form in (self.paper, self.content):
            form.changed.connect(self._timer.start)
        self.show_choice(self.memory.last(sheet or CATALOGUE[0].name))

    def _build(self) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for piece in (
            self.sheet, self.purpose, self.presets, label("纸张与输出", "head"), self.paper, label("内容与样式", "head"),
            self.content,
        ):  # fmt: skip
            column.addWidget(piece)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(form)
        scroll.setFixedWidth(372)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(scroll)
        row.addWidget(self.preview, 1)
        self.save = self._button("存为…", "copy", None)
        menu = QMenu(self.save)
        menu.addAction("PDF（印刷、存档）…", lambda: self._with_drawn(lambda d: self.saving.save(d, ".pdf")))
        for dpi in _DPIS:
            menu.addAction(f"图片 PNG，{dpi} dpi…", partial(self.save_png, dpi))
        menu.addAction("矢量图 SVG…", lambda: self._with_drawn(lambda d: self.saving.save(d, ".svg")))
        self.save.setMenu(menu)
        self.print = self._button("打印…", "", lambda: self._with_drawn(self.saving.print))
        self.print.setShortcut("Ctrl+P")
        self.print.setDefault(True)
        self.issue = self._button("发布…", "edition", lambda: self._with_drawn(self._on_issue))
        self.issue.setToolTip("编号存档：以后可重印，逐字节一致")
        self.hang = self._button("已上墙…", "hang", lambda: self._with_drawn(self._on_hang))
        self.hang.setToolTip("标记这一版已挂上墙，此后只改变动处")
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.low = QHBoxLayout()
        self.low.setContentsMargins(16, 8, 16, 10)
        self.low.setSpacing(8)
        self.low.addWidget(self.facts, 1)
        for button in (
            self.issue,
            self.hang,
            self.save,
            self.print,
            self._button("关闭", "close", self.reject),
        ):
            self.low.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addLayout(row, 1)
        whole.addLayout(self.low)

    def _button(self, words: str, icon: str, deed: Callable[[], object] | None) -> QPushButton:
        button = QPushButton(self.shop.icons.icon(icon), words) if icon else QPushButton(words)
        button.setAutoDefault(False)
        if deed is not None:
            button.clicked.connect(lambda _=False: deed())
        return button

    # -- choosing -------------------------------------------------------------------------------------------------

    @property
    def choice(self) -> Choice:
        """What stands in the form."""
        bare = attrs.evolve(self.memory.last(self.sheet.currentData()), sheet=self.sheet.currentData())
        return self.content.taken(self.paper.taken(bare))

    def show_choice(self, choice: Choice) -> None:
        """Shows a choice in the form and lays it out."""
        place = max(0, self.sheet.findData(choice.sheet))
        self.sheet.setCurrentIndex(place)
        self.purpose.setText(CATALOGUE[place].purpose)
        self.paper.show_choice(choice)
        self.content.show_choice(choice)
        self._name_issue()
        self._timer.start()

    # -- drawing --------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Begins to lay out what is chosen; where that is under way already, it begins again afterwards."""
        self._timer.stop()
        self._is_stale = self._work.is_busy
        if self._is_stale:
            return
        with self.bar.guarding():
            until = evening(self.session, self.content.day)
            asked = wanted(self.session, self.choice, until, self.shop.only)
            self._work.start(lambda progress: laid_out(asked), self._on_drawn, self._on_failed)

    def wait(self, seconds: float = 30) -> None:
        """Lays out what is chosen at once, in this thread."""
        self._timer.stop()
        self._work.finish(seconds)
        until = evening(self.session, self.content.day)
        self._on_drawn(laid_out(wanted(self.session, self.choice, until, self.shop.only)))

    def _on_drawn(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.memory.keep(drawn.choice)
        self.bar.hide()
        facts = drawn.facts(self.shop.fonts)
        if drawn.is_too_small:
            facts.append(f"最小的字在 {drawn.choice.distance:g} 米处看不清，请换大纸、减少页数限制或分页。")
        set_look(self.facts, "warning" if drawn.is_too_small else "muted")
        self.facts.setText("　".join(facts))
        self.preview.show_drawn(drawn)
        self._go_on()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, BattlemapError):
            raise error
        self.bar.show_error(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._is_stale:
            self.draw()

    def show_behind(self, about: str) -> None:
        """Lists the tasks behind what was clicked."""
        from battlemap.ui.press.behind_dialog import BehindDialog

        if self.drawn is None:
            return
        snapshot, options = self.drawn.wanted.snapshot, self.drawn.options
        tasks_behind = behind(about, snapshot, options)
        if tasks_behind is not None:
            listed = BehindDialog(tasks_behind, snapshot, options, self)
            listed.task_wanted.connect(self._leave_for)
            listed.exec()

    def _leave_for(self, task: str) -> None:
        self.accept()
        self.task_wanted.emit(task)

    # -- away -----------------------------------------------------------------------------------------------------

    def _on_issue(self, drawn: Drawn) -> None:
        self.issuing.issue(drawn, self.shop.only, self._name_issue)

    def _on_hang(self, drawn: Drawn) -> None:
        self.issuing.hang(drawn, self._name_issue)

    def _name_issue(self) -> None:
        self.issue.setText(self.issuing.words(self.sheet.currentData()))

    def save_png(self, dpi: float) -> None:
        """Saves pictures of so many dots per inch."""
        self._with_drawn(lambda drawn: self.saving.save(drawn, ".png", dpi))

    def _with_drawn(self, deed: Callable[[Drawn], object]) -> None:
        """Does something with the sheet as it is chosen now."""
        with self.bar.guarding():
            if self.drawn is None or self._timer.isActive() or self._work.is_busy:
                self.wait()
            if self.drawn is not None:
                deed(self.drawn)

    def done(self, result: int) -> None:
        """Ends, and hears no more of what is still being laid out."""
        self._timer.stop()
        self._work.leave()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends likewise."""
        self._timer.stop()
        self._work.leave()
        super().closeEvent(event)
