"""The timeline page: bars, ends, progress, milestones and links are dragged; each drag is one step of the journal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.baseline import FreezeBaseline
from battlemap.commands.board import SetDue
from battlemap.commands.dependency import AddDependency
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.ui.dialogs.extension import ExtensionDialog
from battlemap.ui.main_window import MainWindow
from battlemap.ui.timeline.page import TimelinePage
from tests.ui.conftest import NOW, answer, small_campaign, task
from tests.ui.timeline.conftest import bar, day_w, drag, move

NOV = 11


def planned(running: Session, code: str, first: int, last: int) -> str:
    """Gives a task two days of November 2018 and returns its id."""
    id = task(running, code).id
    running.run(Reschedule((TaskDays(id, date(2018, NOV, first), date(2018, NOV, last), "会议商定"),)))
    return id


def days(running: Session, code: str) -> tuple[date | None, date | None]:
    card = task(running, code)
    return card.start_on, card.due_on


def test_a_dragged_bar_keeps_its_working_days_and_one_undo_brings_it_back(
    view: TimelinePage, running: Session, window: MainWindow
) -> None:
    id = planned(running, "ECON-03", 5, 9)  # Monday to Friday
    before = len(running.steps())
    start = bar(view, id)
    drag(view, start, start + QPointF(20, 0), start + QPointF(day_w(view) * 8, 0))
    assert days(running, "ECON-03") == (
        date(2018, NOV, 13),
        date(2018, NOV, 19),
    )  # 5 working days, over a weekend
    assert len(running.steps()) == before + 1
    window.actions_["undo"].trigger()
    assert days(running, "ECON-03") == (date(2018, NOV, 5), date(2018, NOV, 9))


def test_without_snapping_a_bar_keeps_its_calendar_days(view: TimelinePage, running: Session) -> None:
    id = planned(running, "ECON-03", 5, 9)
    view.toolbar.press("snap")
    start = bar(view, id)
    drag(view, start, start + QPointF(20, 0), start + QPointF(day_w(view) * 12, 0))
    assert days(running, "ECON-03") == (date(2018, NOV, 17), date(2018, NOV, 21))  # begins on a Saturday


def test_an_end_is_dragged_alone_and_comes_to_rest_on_a_working_day(
    view: TimelinePage, running: Session
) -> None:
    id = planned(running, "ECON-03", 5, 23)
    end = bar(view, id, share=1)
    drag(view, end, end - QPointF(20, 0), end - QPointF(day_w(view) * 6, 0))  # Saturday the 17th
    assert days(running, "ECON-03") == (date(2018, NOV, 5), date(2018, NOV, 16))
    start = bar(view, id, share=0)
    drag(view, start, start + QPointF(12, 0), start + QPointF(day_w(view) * 2, 0))
    assert days(running, "ECON-03") == (date(2018, NOV, 7), date(2018, NOV, 16))


def test_pulling_a_due_day_later_while_work_goes_on_asks_for_the_reason(
    view: TimelinePage, running: Session
) -> None:
    id = task(running, "ECON-02").id  # moving, due on 15 November
    end = bar(view, id, share=1)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ExtensionDialog)
        dialog.reason.setPlainText("用地批复推迟")

    answer(ExtensionDialog, fill)
    drag(view, end, end + QPointF(12, 0), end + QPointF(day_w(view) * 5, 0))
    moved = task(running, "ECON-02")
    assert moved.due_on == date(2018, NOV, 20)
    assert moved.judged_due_on == date(2018, NOV, 15)
    assert view.canvas.stage
    row = view.canvas.stage.layout.row_of[id]
    assert view.canvas.stage.layout.extension_rect(row), "the extension is drawn behind the bar"


def test_several_selected_bars_move_in_one_step(view: TimelinePage, running: Session) -> None:
    one, other = planned(running, "ECON-03", 12, 16), planned(running, "PROJ-01", 19, 23)
    view.select((one, other))
    before = len(running.steps())
    start = bar(view, one)
    drag(view, start, start - QPointF(20, 0), start - QPointF(day_w(view) * 7, 0))
    assert days(running, "ECON-03") == (date(2018, NOV, 5), date(2018, NOV, 9))
    assert days(running, "PROJ-01") == (date(2018, NOV, 12), date(2018, NOV, 16))
    assert len(running.steps()) == before + 1


def test_escape_puts_a_dragged_bar_back(qtbot: QtBot, view: TimelinePage, running: Session) -> None:
    id = planned(running, "ECON-03", 5, 9)
    start = bar(view, id)
    drag(view, start, start + QPointF(20, 0), start + QPointF(90, 0), lets_go=False)
    assert view.canvas.has_overlay()
    qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=start.toPoint() + QPoint(90, 0))
    assert days(running, "ECON-03") == (date(2018, NOV, 5), date(2018, NOV, 9))


def test_the_filled_part_is_dragged_in_steps_of_five_percent(view: TimelinePage, running: Session) -> None:
    id = task(running, "ECON-01").id
    stage = view.canvas.stage
    assert stage
    done = stage.layout.done_rect(stage.layout.row_of[id])
    assert done
    edge = stage.to_view(done)
    at = QPointF(edge.right, edge.y + edge.h / 2)
    drag(view, at, at + QPointF(12, 0), at + QPointF(day_w(view) * 10, 0))
    assert task(running, "ECON-01").progress > 55
    assert task(running, "ECON-01").progress % 5 == 0


def test_a_milestone_is_dragged_to_another_day(view: TimelinePage, running: Session) -> None:
    id = task(running, "ECON-01").id
    running.run(AddRow("milestone", {"task": id, "title": "首批走访", "due_on": date(2018, NOV, 26)}))
    stage = view.canvas.stage
    assert stage
    ((stone, place),) = stage.layout.stone_rects(stage.layout.row_of[id])
    at = stage.to_view(place)
    start = QPointF(at.x + at.w / 2, at.y + at.h / 2)
    drag(view, start, start + QPointF(12, 0), start + QPointF(day_w(view) * 3, 0))
    assert running.snapshot.milestones[stone].due_on == date(2018, NOV, 29)


def test_a_dependency_is_drawn_from_an_end_and_a_loop_is_refused_by_name(
    qtbot: QtBot, view: TimelinePage, running: Session
) -> None:
    one, other = planned(running, "ECON-03", 5, 9), planned(running, "PROJ-01", 12, 16)
    assert view.canvas.stage

    def pull(from_task: str, to: str) -> None:
        assert view.canvas.stage
        move(view, bar(view, from_task), Qt.MouseButton.NoButton)
        port = view.canvas.stage.ports(view.canvas.stage.layout.row_of[from_task])[1]
        target = bar(view, to, share=0.1)
        drag(view, QPointF(port[1], port[2]), QPointF(port[1] + 12, port[2]), target)

    pull(one, other)
    (link,) = running.snapshot.live_dependencies
    assert (link.predecessor, link.successor, link.kind) == (one, other, "fs")
    with qtbot.waitSignal(view.refused) as signal:
        pull(other, one)
    assert "循环" in signal.args[0]
    assert len(running.snapshot.live_dependencies) == 1


def test_what_follows_is_offered_to_be_pushed_in_one_step(view: TimelinePage, running: Session) -> None:
    one, other = planned(running, "ECON-03", 5, 9), planned(running, "PROJ-01", 12, 16)
    running.run(AddDependency(one, other, "fs"))
    start = bar(view, one)
    drag(view, start, start + QPointF(20, 0), start + QPointF(day_w(view) * 7, 0))
    assert "PROJ-01" in view.offer.words
    view.offer.yes.click()
    assert days(running, "PROJ-01") == (date(2018, NOV, 19), date(2018, NOV, 23))
    assert view.offer.words == ""


def test_headings_fold_and_filters_hold(qtbot: QtBot, view: TimelinePage, running: Session) -> None:
    stage = view.canvas.stage
    assert stage
    economy, projects = running.snapshot.columns
    rows = len(stage.layout.rows)
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, stage.head_h + 10))
    assert len(stage.layout.rows) == rows - 3
    qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
    assert len(stage.layout.rows) == rows
    view.show_only(frozenset({task(running, "PROJ-01").id}))
    assert [row.id for row in stage.layout.rows] == [projects.id, task(running, "PROJ-01").id]
    view.show_only(None)
    assert economy.id in stage.contents.row_of


def test_the_wheel_zooms_around_the_day_under_the_pointer(view: TimelinePage, running: Session) -> None:
    stage = view.canvas.stage
    assert stage
    at = QPointF(900, 300)
    for turns in (120, 120, 120, 120, -120, 120):
        day = stage.day_at(at.x())
        ground = view.canvas.viewport()
        event = QWheelEvent(
            at, ground.mapToGlobal(at), QPoint(), QPoint(0, turns), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(ground, event)
        assert abs((stage.day_at(at.x()) - day).days) <= 1
    view.zoom_to_fit()
    assert stage.is_fitted


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier, (6, 12)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, (2, 8)),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, (5, 12)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, (5, 8)),
    ],
)
def test_keys_move_a_bar_and_its_end_by_one_working_day(
    qtbot: QtBot,
    view: TimelinePage,
    running: Session,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    expected: tuple[int, int],
) -> None:
    id = planned(running, "ECON-03", 5, 9)
    view.select((id,))
    qtbot.keyClick(view.canvas, key, modifiers)
    assert days(running, "ECON-03") == tuple(date(2018, NOV, day) for day in expected)


def test_keys_select_open_and_report_progress(qtbot: QtBot, view: TimelinePage, running: Session) -> None:
    tasks = view.canvas.stage.contents.tasks if view.canvas.stage else ()
    for key, expected in (
        (Qt.Key.Key_End, tasks[-1]),
        (Qt.Key.Key_Home, None),
        (Qt.Key.Key_Down, tasks[0]),
        (Qt.Key.Key_PageDown, tasks[-1]),
    ):
        qtbot.keyClick(view.canvas, key)
        assert view.canvas.selected == ((expected,) if expected else ())
    qtbot.keyClick(view.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert set(view.canvas.selected) == set(tasks)
    view.select((task(running, "ECON-01").id,))
    qtbot.keyClicks(view.canvas, "+")
    assert task(running, "ECON-01").progress == 65
    with qtbot.waitSignal(view.opened) as signal:
        qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    assert signal.args == [task(running, "ECON-01").id]


def test_a_frozen_baseline_stands_below_the_bars(
    view: TimelinePage, running: Session, window: MainWindow
) -> None:
    older = running.file.path.with_name("older.battlemap")
    small_campaign(older, NOW - timedelta(days=3)).close()
    assert window.files.open(older)
    assert window.workspace
    session = window.workspace.session
    window.actions_["go_timeline"].trigger()
    page = window.workspace.pages.current
    assert isinstance(page, TimelinePage)
    id = task(session, "ECON-02").id
    session.run(FreezeBaseline("军令状", NOW - timedelta(days=1)))
    session.run(SetDue((id,), date(2018, NOV, 14)))
    (baseline,) = session.snapshot.baselines
    page.toolbar.choose_baseline(baseline)
    stage = page.canvas.stage
    assert stage
    shown = stage.contents.rows[stage.contents.row_of[id]].bar
    assert shown
    assert shown.baseline == (date(2018, 10, 1), date(2018, NOV, 15))
    assert shown.last == date(2018, NOV, 14)
    assert stage.layout.base_rect(stage.contents.row_of[id])


def test_nothing_can_be_dragged_where_nothing_may_be_changed(view: TimelinePage, running: Session) -> None:
    id = planned(running, "ECON-03", 5, 9)
    view.set_can_change(False)
    start = bar(view, id)
    drag(view, start, start + QPointF(20, 0), start + QPointF(90, 0))
    assert days(running, "ECON-03") == (date(2018, NOV, 5), date(2018, NOV, 9))
    assert not view.canvas.has_overlay()


def test_a_scrolled_picture_equals_a_fresh_one(view: TimelinePage, running: Session) -> None:
    for _ in range(6):
        view.zoom_in()
    move(view, bar(view, task(running, "ECON-01").id), Qt.MouseButton.NoButton)
    QApplication.processEvents()
    view.canvas.scroll_by(137, 20)
    QApplication.processEvents()
    scrolled = view.canvas.viewport().grab().toImage()
    view.canvas.viewport().update()
    QApplication.processEvents()
    assert view.canvas.viewport().grab().toImage() == scrolled


def test_chosen_marks_are_remembered(view: TimelinePage, window: MainWindow) -> None:
    view.toolbar.press("front")
    assert "front" in window.settings.timeline_marks
    assert view.canvas.stage
    assert view.canvas.stage.contents.shown.has_front
