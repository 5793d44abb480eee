"""The one place that wires the application: look, language, log, settings, window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, MutableMapping
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTimer
from PySide6.QtWidgets import QApplication

import battlemap
from battlemap.domain.operator import Operator
from battlemap.render.fonts import FAMILY, Fonts, load_fonts
from battlemap.shown.health.running import Running
from battlemap.shown.settings import SIZES, Settings, default_path, log_folder
from battlemap.ui import crash_log, ending, input_method
from battlemap.ui.features.operator import OperatorDesk
from battlemap.ui.health.after_crash import RunningDesk
from battlemap.ui.icons import IconBook
from battlemap.ui.look import dress, set_font
from battlemap.ui.main_window import MainWindow
from battlemap.ui.qt_words import speak_chinese
from battlemap.ui.tour.feature import TourDesk


def make_application() -> QApplication:
    """Returns the running QApplication in our language, fonts and style; made at most once per process."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    input_method.settle(os.environ, input_method.available(plugins))
    application = QApplication(sys.argv[:1])
    application.setApplicationName("battlemap")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("battlemap")
    application.setApplicationVersion(battlemap.__version__)
    application.setStyle("Fusion")
    speak_chinese(application)
    load_fonts()
    set_font(application, FAMILY)
    return application


def make_window(
    application: QApplication,
    settings: Settings,
    clock: Callable[[], datetime] = datetime.now,
    *,
    is_whole: bool = True,
) -> MainWindow:
    """Returns the window with the welcome page, not shown yet; unless it is to be whole, that page's features alone."""
    return MainWindow(settings, clock, partial(dress, application), IconBook(), Fonts(), is_whole=is_whole)


def set_size(environment: MutableMapping[str, str], size: int) -> None:
    """Has everything drawn at so many percent; Qt asks for it once, before the application is made."""
    if size in SIZES and size != 100:
        environment.setdefault("QT_SCALE_FACTOR", str(size / 100))


def _collect_again() -> None:
    """Looks for garbage from now on; what is there now lasts as long as the program: it need not be looked through again."""
    gc.freeze()
    gc.enable()


def run_window(
    file: Path | None = None,
    operator: Operator | None = None,
    watch: Callable[[MainWindow], object] | None = None,
) -> int:
    """Opens the window with `file`, else with the last campaign, else with the welcome page; returns the exit code.

    Who is at the keyboard is asked once in each campaign, unless `operator` says it. What `watch` makes of the window lives as long.
    """
    log = crash_log.start(log_folder())
    settings = Settings.load(default_path())
    set_size(os.environ, settings.size)
    application = make_application()
    window = make_window(application, settings, is_whole=False)
    end = crash_log.catch(window.tell_trouble, log)
    if operator is not None:
        window.desk(OperatorDesk).sign_as(operator)
    window.desk(OperatorDesk).asks_by_itself = operator is None
    running = window.desk(RunningDesk).running = Running(log_folder(), datetime.now())
    running.watch()
    window.show()
    if file is not None:
        window.open_any(file)
    elif settings.recent and Path(settings.recent[0]).exists():
        window.files.open(Path(settings.recent[0]))
    if window.is_whole:
        _collect_again()
    else:
        window.completed.connect(_collect_again)
    watching = watch(window) if watch else None
    QTimer.singleShot(0, window, window.desk(RunningDesk).tell)
    if file is None and not settings.recent:
        QTimer.singleShot(0, window, window.desk(TourDesk).greet)
    stop = ending.on_term(application.quit)
    code = application.exec()
    stop()
    running.end()
    del watching
    end()
    return code
