"""The window: menus, rail, error bar, status line; the welcome page or one open campaign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from battlemap.commands.session import Session
from battlemap.domain.operator import Operator
from battlemap.domain.step import Step
from battlemap.render.fonts import Fonts
from battlemap.shown.judged_day import judged_day
from battlemap.shown.notices import notices
from battlemap.shown.pages import PAGES
from battlemap.shown.settings import Settings
from battlemap.theme import Theme
from battlemap.ui.actions import Actions
from battlemap.ui.board_look import BoardLook
from battlemap.ui.campaign_page import CampaignPage
from battlemap.ui.deeds import Deeds
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.files import Files
from battlemap.ui.find.desk import FindDesk
from battlemap.ui.history.desk import HistoryDesk
from battlemap.ui.icons import IconBook
from battlemap.ui.keeping.desk import KeepingDesk
from battlemap.ui.look import SCREEN_THEMES
from battlemap.ui.menus import Menus
from battlemap.ui.motion import MotionDesk
from battlemap.ui.permits import permit
from battlemap.ui.plain import label, tip
from battlemap.ui.rail import Rail
from battlemap.ui.schedule.desk import ScheduleDesk
from battlemap.ui.wall_marks.desk import MarksDesk
from battlemap.ui.wall_screen.desk import WallDesk
from battlemap.ui.welcome import Welcome, dropped_file

_PLAN_SUFFIXES = (".txt", ".md", ".docx", ".doc")
_VERBS = {"do": "已保存", "undo": "已撤销", "redo": "已重做", "merge": "已并入"}


class MainWindow(QMainWindow):
    """Owns at most one session; `dress` gives the application another theme and returns it."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        dress: Callable[[str], Theme],
        icons: IconBook,
        fonts: Fonts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings, self._dress, self._icons, self._fonts = settings, dress, icons, fonts
        self.page: CampaignPage | None = None
        self.setWindowIcon(icons.icon("battlemap", "accent"))
        self.setAcceptDrops(True)
        self.actions_ = Actions(self, icons)
        self.bar = ErrorBar(icons)
        self.bar.details_wanted.connect(self._show_details)
        self.files = Files(settings, clock, self.bar, self, self.take)
        self.board_look = BoardLook(settings)
        self.menus = Menus(self.menuBar(), self.actions_, self.open_any, self.choose_theme, self.board_look)
        self.welcome = Welcome(icons, self.actions_)
        self.welcome.wanted.connect(self.open_any)
        self.welcome.forgotten.connect(self._on_forgotten)
        settings.theme = settings.theme if settings.theme in SCREEN_THEMES else SCREEN_THEMES[0]
        self._look = dress(settings.theme)
        pages = [(f"go_{page.name}", page.icon) for page in PAGES]
        self.rail = Rail(icons, self.actions_, pages)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._arrange()
        self.desk = HistoryDesk(self, self.actions_, icons, self.bar)
        self.finding = FindDesk(self, self.actions_, settings)
        self.keeping = KeepingDesk(self, self.actions_, self.files, self._said.setText)
        self.marks = MarksDesk(self, self.actions_, icons, self.bar)
        self.motion = MotionDesk(self, self.actions_, settings)
        self.wall = WallDesk(self, self.actions_, settings, fonts, lambda: self.motion.moves)
        self.schedule = ScheduleDesk(self, self.actions_, self.files)
        self._connect()
        self.menus.show_theme(self._look.name)
        self.menus.show_choices(settings)
        self._restore()
        self.show_welcome()

    def _arrange(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)
        self._said, self._state = label(), label(look="muted")
        self.statusBar().addWidget(self._said, 1)
        self.statusBar().addPermanentWidget(self._state)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(12, 2, 12, 2)

    def _connect(self) -> None:
        files = self.files
        for name, deed in {
            "open": files.ask_open,
            "new_blank": lambda: self._begin("blank"),
            "from_plan": lambda: self._begin("plan"),
            "demo": lambda: self._begin("demo"),
            "close": self.close_campaign,
            "quit": self.close,
            "operator": self.ask_operator,
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
            "save_copy": lambda: self._on_page(lambda page: files.save_copy(page.session)),
            "properties": lambda: self._on_page(lambda page: page.deeds.edit_campaign()),
            "poster": lambda: self._on_page(self._show_poster),
            "print": lambda: self._on_page(lambda page: self._show_poster(page, prints=True)),
            "undo": lambda: self._on_page(lambda page: page.deeds.undo()),
            "redo": lambda: self._on_page(lambda page: page.deeds.redo()),
            "new_task": lambda: self._on_page(lambda page: page.new_task()),
            "new_action": lambda: self._on_page(lambda page: page.deeds.new_action()),
            "measures": lambda: self._on_page(lambda page: page.deeds.edit_measures(None, page.selected)),
            "edit_task": lambda: self._on_page(lambda page: page.open_task(page.selected[0])),
            "delete_tasks": lambda: self._on_page(lambda page: page.deeds.delete(page.selected)),
            "bulk_edit": lambda: self._on_page(lambda page: page.deeds.bulk_edit(page.selected)),
            "raise_problem": lambda: self._on_page(lambda page: page.deeds.raise_problem(page.selected)),
            "find": lambda: self._on_page(lambda page: page.filters.focus_find()),
            "judged_on": lambda: self._on_page(self._ask_day),
            "zoom_in": lambda: self._on_page(lambda page: page.ground.current.zoom_in()),
            "zoom_out": lambda: self._on_page(lambda page: page.ground.current.zoom_out()),
            "zoom_fit": lambda: self._on_page(lambda page: page.ground.current.zoom_to_fit()),
        }.items():
            self.actions_[name].triggered.connect(lambda _=False, deed=deed: deed())
        for entry in PAGES:
            self.actions_[f"go_{entry.name}"].triggered.connect(partial(self._turn_to, entry.name))
        self.actions_["show_sheet"].toggled.connect(
            lambda is_open: self._on_page(lambda page: page.show_sheet(is_open))
        )

    # -- which page -----------------------------------------------------------------------------------------------

    def take(self, session: Session) -> None:
        """Shows a campaign; the one before is closed, unless the user stays with what is not saved in it."""
        if not self.close_campaign():
            session.close()
            return
        self.bar.hide()
        pinned = self.settings.pinned_day(session.file.path) or judged_day(session, session.clock().date())
        deeds = Deeds(session, self._icons, self.bar, self)
        self.page = CampaignPage(
            session, pinned, deeds, self.settings, self._icons, self.actions_, self._look, self._fonts
        )
        self.page.stepped.connect(self._on_step)
        self.page.facts_changed.connect(self._allow)
        self.page.refused.connect(self.bar.show_words)
        self.desk.take(self.page)
        self.finding.take(self.page)
        self.wall.take(self.page)
        self.motion.take(self.page)
        self.marks.take(self.page)
        self.schedule.take(self.page)
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        self.board_look.take(self.page.board)
        self.page.board.set_zoom(self.settings.zoom)
        self.rail.show()
        self._said.setText(
            f"已打开「{session.file.path.name}」" + ("（只读）" if session.file.is_read_only else "")
        )
        self._name(session)
        self._allow()
        self.menus.show_recent(self.settings.recent)
        self.page.ground.current.take_focus()
        said = notices(session)
        if said:
            self.bar.show_words(said, is_note=True)
        self.keeping.take(self.page)

    def close_campaign(self) -> bool:
        """Closes the open campaign and shows the welcome page; False where the user stays with what is not saved."""
        page = self.page
        if page is None:
            return True
        if not page.may_leave():
            return False
        page.leave()
        self.keeping.end()
        self.settings.zoom = page.board.zoom
        self.settings.save()
        self.page = None
        self.board_look.take(None)
        self.desk.take(None)
        self.finding.take(None)
        self.wall.take(None)
        self.motion.take(None)
        self.marks.take(None)
        self.schedule.take(None)
        self._stack.removeWidget(page)
        page.deleteLater()
        with self.bar.guarding():
            page.session.close()
        self.show_welcome()
        return True

    def show_welcome(self) -> None:
        """Shows the welcome page."""
        self.rail.hide()
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.show_recent(self.settings.recent)
        self.menus.show_recent(self.settings.recent)
        self.setWindowTitle("挂图作战")
        self._said.clear()
        self._state.clear()
        self._allow()

    def tell_trouble(self, sentence: str, detail: str) -> None:
        """Shows what nobody caught; the window goes on."""
        self.bar.show_words(sentence, detail)

    # -- hearing --------------------------------------------------------------------------------------------------

    def _on_page(self, deed: Callable[[CampaignPage], object]) -> None:
        if self.page is not None:
            deed(self.page)

    def _turn_to(self, name: str, _: bool = False) -> None:
        if self.page is not None:
            self.page.turn_to(name)
            self._allow()

    def _on_step(self, step: Step) -> None:
        self._said.setText(f"{step.at:%H:%M} {_VERBS[step.kind]}：{step.label}")
        self.desk.follow()
        self.wall.follow()
        self.schedule.follow(step)
        if self.page is not None and step.touches("campaign"):
            self._name(self.page.session)
        self._allow()

    def _on_forgotten(self, file: Path) -> None:
        self.settings.forget(file)
        self.show_welcome()

    def open_any(self, path: Path) -> None:
        """Opens a campaign, or begins one from a plan: what was dropped, chosen or named on the command line."""
        if path.suffix.lower() not in _PLAN_SUFFIXES:
            self.files.open(path)
            return
        from battlemap.ui.beginnings import begin_from_plan

        begin_from_plan(self.files, self._icons, path)

    def _begin(self, how: Literal["blank", "plan", "demo"]) -> None:
        from battlemap.ui import beginnings

        if how == "demo":
            beginnings.begin_demo(self.files)
        else:
            begin = beginnings.begin_blank if how == "blank" else beginnings.ask_plan
            begin(self.files, self._icons)

    def _show_shortcuts(self) -> None:
        from battlemap.ui.dialogs.words import ShortcutList
        from battlemap.ui.shortcut_groups import shortcut_groups

        ShortcutList(shortcut_groups(), self).exec()

    def _show_about(self) -> None:
        from battlemap.ui.dialogs.words import About

        About(self).exec()

    def _show_details(self, sentence: str, detail: str) -> None:
        from battlemap.ui.dialogs.words import ErrorDetails

        ErrorDetails.tell(sentence, detail, self)

    def _show_poster(self, page: CampaignPage, *, prints: bool = False) -> None:
        from battlemap.ui.press.dialog import PosterDialog, Shop

        page.dock.flush()
        shop = Shop(
            page.session, self.settings, self._icons, self._fonts, self._look, self.files.folder, page.as_of, page.only
        )  # fmt: skip
        dialog = PosterDialog(shop, parent=self)
        dialog.task_wanted.connect(page.open_task)
        if prints:
            dialog.print.setFocus()
            QTimer.singleShot(0, dialog, dialog.print.click)
        dialog.exec()

    def _ask_day(self, page: CampaignPage) -> None:
        from battlemap.ui.dialogs.judged_on import JudgedOnDialog

        answer = JudgedOnDialog.ask(page.today, page.pinned, page.as_of, self)
        if answer is not None:
            page.pin(answer.day)

    def choose_theme(self, name: str) -> None:
        """Wears another theme from now on."""
        self._look = self._dress(name)
        self.settings.theme = name
        self.settings.save()
        self.menus.show_theme(name)
        self._on_page(lambda page: page.dress(self._look))

    def _allow(self) -> None:
        permit(self.actions_, self.page)

    def _name(self, session: Session) -> None:
        read_only = "（只读）" if session.file.is_read_only else ""
        self.setWindowTitle(f"{session.snapshot.campaign.title}{read_only} — 挂图作战")
        self._state.setText(f"操作员：{session.actor}　{session.file.path.name}")
        self._state.setToolTip(tip(str(session.file.path)))

    def ask_operator(self) -> None:
        """Asks who is at the keyboard."""
        from battlemap.ui.dialogs.operator import OperatorDialog

        known = Operator(self.settings.operator, self.settings.unit)
        operator = OperatorDialog.ask(known, self)
        if operator is not None:
            self.take_operator(operator)

    def take_operator(self, operator: Operator) -> None:
        """Remembers who is at the keyboard and has every step from now on signed so."""
        self.settings.operator, self.settings.unit = operator.name, operator.unit
        self.settings.save()
        if self.page is not None:
            self.page.session.actor = operator.signature
            self._name(self.page.session)

    # -- the window itself ----------------------------------------------------------------------------------------

    def _restore(self) -> None:
        self.resize(1366, 768)
        if self.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.settings.geometry.encode("ascii", "ignore")))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes safely: what is being typed is saved, the file is left whole, the window is remembered."""
        if not self.close_campaign():
            event.ignore()
            return
        self.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.settings.save()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Saves what is being typed when the user turns to another program."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            QTimer.singleShot(0, self, self._flush)
        super().changeEvent(event)

    def _flush(self) -> None:
        if not self.isActiveWindow() and self.page is not None:
            self.page.dock.flush()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes a file that is dragged onto the window."""
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens the file."""
        file = dropped_file(event)
        if file is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.open_any(file)
