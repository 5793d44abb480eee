"""The window: menus, rail, error bar, status line; the welcome page or one open campaign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from battlemap.commands.uncollected import set_aside, take_back
from battlemap.shown.settings import Settings
from battlemap.theme import Theme
from battlemap.ui.actions import Actions
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.features.at_welcome import AT_WELCOME
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, tip
from battlemap.ui.look import SCREEN_THEMES
from battlemap.ui.menus import Menus
from battlemap.ui.permits import facts
from battlemap.ui.rail import Rail
from battlemap.ui.shell import D, Shell
from battlemap.ui.welcome import Welcome, dropped_file

if TYPE_CHECKING:
    from battlemap.commands.session import Session
    from battlemap.domain.reach import Reach
    from battlemap.domain.step import Step
    from battlemap.render.fonts import Fonts
    from battlemap.ui.desk import Desk
    from battlemap.ui.files import Files

_PLAN_SUFFIXES: Final = (".txt", ".md", ".docx", ".doc", ".xlsx", ".xls", ".xlsm", ".ods", ".et")
_VERBS: Final = {"do": "已保存", "undo": "已撤销", "redo": "已重做", "merge": "已并入"}


def _entries(features: Iterable[Feature[Any]]) -> list[MenuEntry[Any]]:
    return [offer for feature in features for offer in feature.offers if isinstance(offer, MenuEntry)]


class MainWindow(Shell):
    """Owns at most one session; `dress` gives the application another theme and returns it.

    It has the `features`, by default all of the catalogue. One that begins with those of the welcome page alone takes in
    the others when that page has appeared, or as soon as somebody wants more; then it emits `completed`.
    """

    completed = Signal()

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        dress: Callable[[str], Theme],
        icons: IconBook,
        fonts: Fonts,
        features: Sequence[Feature[Any]] | None = None,
        parent: QWidget | None = None,
        *,
        is_whole: bool = True,
    ) -> None:
        super().__init__(parent)
        self.settings, self.icons, self.fonts, self._dress = settings, icons, fonts, dress
        self.workspace = None
        self.setWindowIcon(icons.icon("battlemap", "accent"))
        self.setAcceptDrops(True)
        self._clock, self._all, self.is_whole = clock, features, False
        self._features: Sequence[Feature[Any]] = ()
        self._desks: dict[str, Desk] = {}
        self.actions_ = Actions(self, icons, _entries(AT_WELCOME))
        self.bar = ErrorBar(icons)
        self.bar.details_wanted.connect(self._show_details)
        self.welcome = Welcome(icons, self.actions_)
        self.welcome.appeared.connect(self.complete)
        self.welcome.wanted.connect(self.open_any)
        self.welcome.forgotten.connect(self._on_forgotten)
        settings.theme = settings.theme if settings.theme in SCREEN_THEMES else SCREEN_THEMES[0]
        self.look = dress(settings.theme)
        self.rail = Rail()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._arrange()
        self.menus = Menus(self.menuBar(), self.complete)
        self._take_in(AT_WELCOME)
        self._restore()
        if is_whole:
            self.complete()
        self.show_welcome()

    @cached_property
    def files(self) -> Files:  # type: ignore[override]
        """What opens campaign files; it is read when it is first wanted."""
        from battlemap.ui.files import Files

        return Files(self.settings, self._clock, self.bar, self, self.take)

    def complete(self) -> None:
        """Takes in all features that are not there yet."""
        if self.is_whole:
            return
        from battlemap.ui.features.catalogue import FEATURES

        self.is_whole = True
        features = FEATURES if self._all is None else self._all
        here = set(self._desks)
        self.actions_.add(_entries(feature for feature in features if feature.name not in here))
        self._take_in(features)
        self.rail.fill(self.icons, self.actions_, features)
        self.menus.fill(self.actions_, features, self._desks)
        self._refresh()
        self.completed.emit()

    def _take_in(self, features: Sequence[Feature[Any]]) -> None:
        """Begins the desks that are not there yet; they are told of everything in the order of the features."""
        self._features, before = features, self._desks
        self._desks = {
            feature.name: before[feature.name] if feature.name in before else feature.begin(self)
            for feature in features
        }
        self._connect(feature for feature in features if feature.name not in before)

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

    def _connect(self, features: Iterable[Feature[Any]]) -> None:
        """Has each feature's desk do what its entries offer."""
        for feature in features:
            desk = self._desks[feature.name]
            for entry in feature.offers:
                if not isinstance(entry, MenuEntry):
                    continue
                action = self.actions_[entry.name]
                if entry.does is not None:
                    action.triggered.connect(lambda _=False, does=entry.does, desk=desk: does(desk))
                if entry.turns is not None:
                    action.toggled.connect(partial(entry.turns, desk))

    # -- what features see ------------------------------------------------------------------------------------------

    def desk(self, kind: type[D]) -> D:
        """Returns the desk of that class."""
        if not any(isinstance(desk, kind) for desk in self._desks.values()):
            self.complete()
        return next(desk for desk in self._desks.values() if isinstance(desk, kind))

    def say(self, words: str) -> None:
        """Puts words into the status line."""
        self._said.setText(words)

    def show_names(self) -> None:
        """Shows the campaign's and the operator's names as they are now."""
        if self.workspace is None:
            return
        session = self.workspace.session
        read_only = "（只读）" if session.file.is_read_only else "" if session.may_write else "（只看）"
        self.setWindowTitle(f"{session.snapshot.campaign.title}{read_only} — 挂图作战")
        self._state.setText(f"操作员：{session.actor}　{session.file.path.name}")
        self._state.setToolTip(tip(str(session.file.path)))

    def open_any(self, path: Path) -> None:
        """Opens a campaign, or begins one from a plan: what was dropped, chosen or named on the command line."""
        if path.suffix.lower() not in _PLAN_SUFFIXES:
            self.files.open(path)
            return
        from battlemap.ui.beginnings import begin_from_plan

        begin_from_plan(self.files, self.icons, path)

    def choose_theme(self, name: str) -> None:
        """Wears another theme from now on."""
        self.look = self._dress(name)
        self.settings.theme = name
        self.settings.save()
        if self.workspace is not None:
            self.workspace.dress(self.look)
        self._refresh()

    # -- which campaign -------------------------------------------------------------------------------------------------

    def take(self, session: Session) -> None:
        """Shows a campaign; the one before is closed, unless the user stays with what is not saved in it."""
        from battlemap.ui.deeds import Deeds
        from battlemap.ui.workspace import Workspace

        if not self.close_campaign():
            session.close()
            return
        self.complete()
        self.bar.hide()
        pinned = self._day_for(session)
        deeds = Deeds(session, self.icons, self.bar, self)
        self.workspace = workspace = Workspace(self, session, pinned, deeds, self._features)
        workspace.stepped.connect(self._on_step)
        workspace.facts_changed.connect(self._refresh)
        workspace.refused.connect(self.bar.show_words)
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        self._tell_notices(session, pinned)
        for desk in self._desks.values():
            desk.take(workspace)
        self.rail.show()
        self.say(f"已打开“{session.file.path.name}”" + ("（只读）" if session.file.is_read_only else ""))
        self.show_names()
        self._refresh()
        workspace.pages.current.take_focus()
        set_aside()

    def _day_for(self, session: Session) -> date | None:
        """Returns the day by which a campaign is judged, None for today; chosen once, then remembered."""
        from battlemap.shown.judged_day import judged_day

        path = session.file.path
        if not self.settings.has_chosen_day(path):
            day = judged_day(session, session.clock().date())
            if day is not None:
                self.settings.pin_day(path, day)
        return self.settings.pinned_day(path)

    def _tell_notices(self, session: Session, pinned: date | None) -> None:
        """Says what there is to know of a campaign that has just been opened, with a way to another day where it is over."""
        from battlemap.shown.judged_day import judged_words
        from battlemap.shown.notices import notices
        from battlemap.ui.features.judged_on import JudgedOnDesk

        said = notices(session)
        is_over = session.clock().date() > session.snapshot.campaign.ends_on
        if pinned is not None and is_over:
            words = f"{judged_words(session, pinned)} {said}".strip()
            choose = self.desk(JudgedOnDesk).ask
            self.bar.show_words(words, remedy="另选研判日期", way_out=choose, is_note=True)
        elif said:
            self.bar.show_words(said, is_note=True)

    def close_campaign(self) -> bool:
        """Closes the open campaign and shows the welcome page; False where the user stays with what is not saved."""
        workspace = self.workspace
        if workspace is None:
            return True
        if not workspace.may_leave():
            return False
        workspace.leave()
        self.workspace = None
        for desk in self._desks.values():
            desk.take(None)
        self._stack.removeWidget(workspace)
        workspace.deleteLater()
        with self.bar.guarding():
            workspace.session.close()
        take_back()
        self.show_welcome()
        return True

    def show_welcome(self) -> None:
        """Shows the welcome page."""
        self.rail.hide()
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.show_recent(self.settings.recent)
        self.setWindowTitle("挂图作战")
        self._said.clear()
        self._state.clear()
        self._refresh()

    def tell_trouble(self, sentence: str, detail: str) -> None:
        """Shows what nobody caught; the window goes on."""
        self.bar.show_words(sentence, detail)

    # -- hearing ----------------------------------------------------------------------------------------------------

    def _on_step(self, step: Step, reach: Reach) -> None:
        self.say(f"{step.at:%H:%M} {_VERBS[step.kind]}：{step.label}")
        for desk in self._desks.values():
            desk.follow(step, reach)
        if reach.touches("campaign"):
            self.show_names()
        if step.touches("member") and self.workspace is not None:
            # this PC may have become one for looking only
            self.show_names()
            self.workspace.pages.set_can_change(self.workspace.can_write)
        self._refresh()

    def _refresh(self) -> None:
        """Enables what can be done now, marks the page in sight and what is chosen."""
        self.actions_.allow(facts(self.workspace))
        in_sight = self.workspace.pages.name if self.workspace else None
        for feature in self._features:
            if feature.page is not None:
                self.actions_[f"go_{feature.name}"].setChecked(feature.name == in_sight)
        for desk in self._desks.values():
            desk.refresh()
        self.menus.refresh()

    def _on_forgotten(self, file: Path) -> None:
        self.settings.forget(file)
        self.show_welcome()

    def _show_details(self, sentence: str, detail: str) -> None:
        from battlemap.ui.dialogs.words import ErrorDetails

        ErrorDetails.tell(sentence, detail, self)

    # -- the window itself ------------------------------------------------------------------------------------------

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
        if not self.isActiveWindow() and self.workspace is not None:
            self.workspace.dock.flush()

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
