"""The page 态势 draws beside the window's work, follows every step, and lets each curve be kept."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from battlemap.charts.names import NAMES
from battlemap.commands.board import MoveTasks
from battlemap.domain.reach import Reach
from battlemap.domain.telling.trend_sentences import trend_sentence
from battlemap.ui.main_window import MainWindow
from battlemap.ui.trends import studio
from battlemap.ui.trends.enlarged import Enlarged
from battlemap.ui.trends.page import TrendsPage
from tests.ui.conftest import task


def page(window: MainWindow) -> TrendsPage:
    """The page, as it is after `window` has turned to it."""
    assert window.workspace
    window.actions_["go_trends"].trigger()
    current = window.workspace.pages.current
    assert isinstance(current, TrendsPage)
    return current


def settled(qtbot: QtBot, view: TrendsPage) -> None:
    qtbot.waitUntil(lambda: not view.studio.is_busy and not view.figures.state.text(), timeout=30_000)


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow) -> TrendsPage:
    """The page with all curves drawn."""
    trends_page = page(window)
    settled(qtbot, trends_page)
    return trends_page


def test_all_curves_stand_there_and_the_figures_are_those_of_the_board(view: TrendsPage) -> None:
    assert list(view.panels) == [chart.name for chart in NAMES]
    for picture in view.panels.values():
        assert picture.sketch is not None
        assert picture.sketch.image.size() == picture.size() * picture.devicePixelRatioF()
    assert view.figures.words.startswith("攻坚第 51 天 剩 41 天 任务 4 完成（序时")
    assert "红灯 " in view.figures.words
    assert "数据截至 2018年11月20日" in view.figures.words


def test_every_curve_says_its_sentence(view: TrendsPage) -> None:
    trends = view.trends
    assert trends is not None
    sentences = {name: said.text() for name, said in view.sentences.items()}
    assert sentences == {chart.name: trend_sentence(chart.name, trends).words for chart in NAMES}
    assert all(sentences.values())


def test_a_step_moves_the_curves(qtbot: QtBot, window: MainWindow, view: TrendsPage) -> None:
    assert window.workspace
    session = window.workspace.session
    before = view.panels["flow"].sketch
    assert before
    assert "办结 0" in view.figures.words
    session.run(MoveTasks((task(session, "PROJ-01").id,), task(session, "PROJ-01").action, "checking"))
    assert view.figures.state.text() == "正在绘制…"
    settled(qtbot, view)
    after = view.panels["flow"].sketch
    assert after
    assert "办结 1" in view.figures.words
    assert after.image != before.image


def test_under_a_filter_only_what_passes_is_counted(
    qtbot: QtBot, window: MainWindow, view: TrendsPage
) -> None:
    assert window.workspace
    view.show_only(frozenset({task(window.workspace.session, "ECON-01").id}))
    settled(qtbot, view)
    assert "任务 1 " in view.figures.words
    assert "只算筛选出的 1 项" in view.figures.words
    view.show_only(None)
    settled(qtbot, view)
    assert "任务 4 " in view.figures.words


def test_another_theme_is_worn_by_the_curves_too(qtbot: QtBot, window: MainWindow, view: TrendsPage) -> None:
    window.choose_theme("dark")
    settled(qtbot, view)
    sketch = view.panels["lamps"].sketch
    assert sketch
    assert sketch.image.pixelColor(1, 1).name().upper() == "#15243A"


def test_many_steps_are_drawn_once_and_beside_the_window(
    qtbot: QtBot, window: MainWindow, view: TrendsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.workspace
    trends, threads = [], set()
    view.studio.worked_out.connect(trends.append)

    def noted(*words: Any) -> studio.Sketch:
        threads.add(threading.current_thread())
        return drawn(*words)

    drawn = studio.sketch
    monkeypatch.setattr(studio, "sketch", noted)
    for _ in range(8):
        assert window.workspace.session.snapshot
        view.follow(window.workspace.session.undo(), Reach(), window.workspace.session.snapshot)
        view.follow(window.workspace.session.redo(), Reach(), window.workspace.session.snapshot)
    settled(qtbot, view)
    assert 1 <= len(trends) <= 2
    assert threads
    assert threading.main_thread() not in threads


def test_the_numbers_of_a_day_are_told_under_the_pointer(view: TrendsPage) -> None:
    picture = view.panels["flow"]
    assert picture.sketch
    spot = picture.sketch.spots[-1]
    at = QPoint(
        round((spot.x + spot.w / 2) * picture.width()), round((spot.y + spot.h / 2) * picture.height())
    )
    assert picture.spot_at(QPointF(at)) == spot
    help_ = QHelpEvent(QEvent.Type.ToolTip, at, picture.mapToGlobal(at))
    QApplication.sendEvent(picture, help_)
    assert "11月20日：待启动 1，推进中 3" in QToolTip.text()


def test_a_bar_that_is_clicked_lists_its_tasks_and_opens_a_card(
    qtbot: QtBot, window: MainWindow, view: TrendsPage
) -> None:
    assert view.trends
    assert window.workspace
    dialog = Enlarged("turnout", "各专项办结销号", view.trends, view._look, view._tools)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.picture.sketch is not None)
    assert dialog.picture.sketch
    spot = next(spot for spot in dialog.picture.sketch.spots if spot.key == (0, 2))
    at = QPoint(
        round((spot.x + spot.w / 2) * dialog.picture.width()),
        round((spot.y + spot.h / 2) * dialog.picture.height()),
    )
    qtbot.mouseClick(dialog.picture, Qt.MouseButton.LeftButton, pos=at)
    listed = [dialog.tasks.item(row).text() for row in range(dialog.tasks.count())]
    assert sorted(listed) == ["ECON-01　走访龙头企业", "ECON-02　核减税收缺口", "ECON-03　发布月度战报"]
    with qtbot.waitSignal(dialog.opened) as opened:
        dialog.tasks.itemActivated.emit(dialog.tasks.item(0))
    assert opened.args == [task(window.workspace.session, listed[0][:7]).id]


def test_a_curve_is_kept_as_picture_svg_and_copy_with_its_title(
    qtbot: QtBot, view: TrendsPage, tmp_path: Path
) -> None:
    assert view.trends
    dialog = Enlarged("lamps", "亮灯构成", view.trends, view._look, view._tools)
    qtbot.addWidget(dialog)
    dialog.save_to(tmp_path / "a.png")
    dialog.save_to(tmp_path / "a.svg")
    dialog.copy_image()
    assert QImage(str(tmp_path / "a.png")).width() == 2400
    svg = (tmp_path / "a.svg").read_text("utf-8")
    assert "百日攻坚行动　亮灯构成" in svg
    assert QGuiApplication.clipboard().image().width() == 2400


@pytest.mark.parametrize(("width", "columns"), [(1366, 3), (1920, 3), (1000, 2)])
def test_the_curves_stand_in_as_many_columns_as_have_room(
    view: TrendsPage, qtbot: QtBot, width: int, columns: int
) -> None:
    view.setParent(None)
    qtbot.addWidget(view)
    view.resize(width - 72, 600)
    view.show()
    settled(qtbot, view)
    rows = {picture.parentWidget().y() for picture in view.panels.values()}
    assert len(rows) == 6 // columns
    for picture in view.panels.values():
        assert picture.mapTo(view, QPoint(picture.width(), 0)).x() <= view.width()


def test_closing_the_campaign_while_curves_are_drawn_is_harmless(qtbot: QtBot, window: MainWindow) -> None:
    trends_page = page(window)
    qtbot.waitUntil(lambda: trends_page.studio._work.is_busy, timeout=20_000)
    assert window.close_campaign()
    qtbot.wait(300)
