from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.action import CreateAction
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.people import AssignTask
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask
from battlemap.domain.kinds.task import Task
from battlemap.render.fonts import Fonts
from battlemap.shown.settings import Settings
from battlemap.ui.icons import IconBook
from battlemap.ui.look import dress
from battlemap.ui.main_window import MainWindow

NOW = datetime(2018, 11, 20, 17, 32)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A small campaign, typed in just now."""
    with small_campaign(tmp_path / "board.battlemap") as opened:
        yield opened


def small_campaign(path: Path, now: datetime = NOW) -> Session:
    """Returns a campaign: 经济运行 with three tasks, 项目建设 with one; 经发局 answers for ECON-01."""
    founding = CreateCampaign("百日攻坚行动", date(2018, 10, 1), date(2018, 12, 31))
    opened = Session.create(path, founding, "张三", lambda: now)
    opened.run(CreateAction("经济运行", code="ECON"))
    opened.run(CreateAction("项目建设", code="PROJ"))
    economy, projects = (action.id for action in opened.snapshot.columns)
    opened.run(CreateTask(economy, "走访龙头企业", "moving", {"progress": 55}))
    opened.run(CreateTask(economy, "核减税收缺口", "moving", {"due_on": date(2018, 11, 15)}))
    opened.run(CreateTask(economy, "发布月度战报", fields={"due_on": date(2018, 11, 30)}))
    opened.run(CreateTask(projects, "征迁清零", "moving", {"progress": 80}))
    opened.run(AddRow("unit", {"name": "经济发展局", "short_name": "经发局"}))
    opened.run(AssignTask(task(opened, "ECON-01").id, "经发局"))
    return opened


def new_window(qapp: QApplication, folder: Path, now: datetime = NOW) -> MainWindow:
    """Returns a window whose settings lie in `folder`; not shown yet."""
    settings = Settings.load(folder / "conf" / "settings.json")
    return MainWindow(settings, lambda: now, partial(dress, qapp), IconBook(), Fonts())


@contextmanager
def window_at(qapp: QApplication, folder: Path, path: Path, go: str) -> Iterator[MainWindow]:
    """A window on a small screen with a campaign open at the page of that action; the application looks as before afterwards."""
    style, colours = qapp.styleSheet(), qapp.palette()
    made = new_window(qapp, folder)
    made.resize(1366, 728)
    made.show()
    assert made.files.open(path)
    made.actions_[go].trigger()
    qapp.processEvents()
    yield made
    made.close()
    qapp.setStyleSheet(style)
    qapp.setPalette(colours)


@pytest.fixture
def make_window(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], MainWindow]]:
    """How to make windows; the application looks as before afterwards."""
    style, colours = qapp.styleSheet(), qapp.palette()
    yield lambda: new_window(qapp, tmp_path)
    qapp.setStyleSheet(style)
    qapp.setPalette(colours)


@pytest.fixture(autouse=True)
def _no_window_outlives_its_test() -> Iterator[None]:
    """Ends windows at once: one that is collected while another is dressed would be dressed half gone."""
    yield
    for widget in QApplication.topLevelWidgets() if QApplication.instance() else ():
        if isinstance(widget, MainWindow) and shiboken6.isValid(widget):
            widget.close()
            shiboken6.delete(widget)


def answer(kind: type[QDialog], fill: Callable[[QDialog], None] = lambda dialog: None) -> None:
    """Fills the next dialog of a kind and answers it with yes (unless `fill` has closed it), once it stands there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            fill(dialog)
            if dialog.isVisible():
                dialog.accept()
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(10, look)


def task(session: Session, code: str) -> Task:
    """Returns the task with that code."""
    found = session.snapshot.task_by_code(code)
    assert found is not None
    return found


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, session: Session) -> Iterator[MainWindow]:
    """The window with the small campaign open; the session it began with is closed."""
    path = session.file.path
    session.close()
    style, colours = qapp.styleSheet(), qapp.palette()
    made = new_window(qapp, tmp_path)
    made.show()
    assert made.files.open(path)
    yield made
    made.close()
    made.deleteLater()
    qapp.setStyleSheet(style)
    qapp.setPalette(colours)
