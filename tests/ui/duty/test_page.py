from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from battlemap.commands.duty import AskSwap, WriteRoster
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.roster_table import roster_table
from battlemap.exchange.roster_xlsx import roster_xlsx
from battlemap.shown.duty.month import Spot
from battlemap.ui.duty.desk import DutyDesk
from battlemap.ui.duty.dialogs import HandoverDialog, RosterDialog, SwapDialog
from battlemap.ui.duty.incident_dialog import IncidentDialog
from battlemap.ui.duty.page import DutyPage
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, small_campaign, window_at

FIRST, LAST = date(2018, 11, 1), date(2018, 11, 30)


def on_duty(path: Path) -> Path:
    """A campaign with a post, four people and the roster of November."""
    with small_campaign(path) as session:
        session.run(AddRow("shift_rule", {"title": "全天", "shifts": "全天 08:30-08:30"}))
        rule = session.snapshot.named("shift_rule", "全天")[0]
        session.run(AddRow("duty_post", {"title": "值班员", "rule": rule, "min_gap": 2}))
        post = session.snapshot.named("duty_post", "值班员")[0]
        for name in ("王五", "赵六", "孙七", "周八"):
            session.run(AddRow("person", {"name": name}))
            person = session.snapshot.named("person", name)[0]
            session.run(AddRow("duty_member", {"post": post, "person": person}))
        session.run(WriteRoster.planned(session.snapshot, FIRST, LAST)[0])
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return on_duty(tmp_path_factory.mktemp("duty") / "a.battlemap")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, file: Path) -> Iterator[MainWindow]:
    path = tmp_path / "值班.battlemap"
    path.write_bytes(file.read_bytes())
    with window_at(qapp, tmp_path, path, "go_duty") as made:
        yield made


def page_of(window: MainWindow) -> DutyPage:
    assert window.workspace is not None
    page = window.workspace.pages.current
    assert isinstance(page, DutyPage)
    return page


def session_of(window: MainWindow) -> Session:
    assert window.workspace is not None
    return window.workspace.session


def names(window: MainWindow, *days: int) -> list[str]:
    book = DutyBook(session_of(window).snapshot)
    return [book.on(date(2018, 11, day))[0].name_then for day in days]


def middle(page: DutyPage, spot: Spot) -> QPoint:
    rect = page.view.stage.chip(spot)
    return QPoint(round(rect.x + rect.w / 2), round(rect.y + rect.h / 2))


def test_a_name_is_dragged_onto_another_and_the_side_tells_what_it_would_be_like(window: MainWindow) -> None:
    page, before = page_of(window), names(window, 5, 6)
    view, one, other = page.view, Spot(4, 0, 0), Spot(5, 0, 0)
    assert before[0] != before[1]
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle(page, one))
    QTest.mouseMove(view, middle(page, one) + QPoint(4, 16))
    QTest.mouseMove(view, middle(page, other))
    assert page.side._fault_head.text().startswith("放下后：")
    assert names(window, 5, 6) == before
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle(page, other))
    assert names(window, 5, 6) == before[::-1]
    assert page.side._fault_head.text().startswith("核对：")
    window.actions_["undo"].trigger()
    assert names(window, 5, 6) == before


def test_keys_do_what_the_mouse_does(window: MainWindow) -> None:
    page, before = page_of(window), names(window, 1, 2)
    view = page.view
    view.setFocus()
    view.choose(Spot(0, 0, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert names(window, 1, 2) == before[::-1]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert names(window, 2) == [""]
    assert page.side.faults.item(0).text() == "● 11月2日“值班员”缺 1 人"
    page.side.faults.itemActivated.emit(page.side.faults.item(0))
    assert view.focus == Spot(1, 0, 0)


def test_the_menu_offers_the_least_burdened_first_and_nobody_who_may_not(window: MainWindow) -> None:
    page = page_of(window)
    session = session_of(window)
    standing = names(window, 5)[0]
    away = next(name for name in ("王五", "赵六", "孙七", "周八") if name != standing)
    person = session.snapshot.named("person", away)[0]
    session.run(
        AddRow(
            "leave_of_absence",
            {"person": person, "starts_on": date(2018, 11, 5), "ends_on": date(2018, 11, 5)},
        )
    )
    menu = QMenu()
    page.fill_menu(menu, Spot(4, 0, 0))
    offered = {entry.text().split("　")[0]: entry for entry in menu.actions() if "次" in entry.text()}
    assert standing not in offered
    assert "请假" in offered[away].text() and not offered[away].isEnabled()
    taken = next(entry for entry in offered.values() if entry.isEnabled())
    taken.trigger()
    assert names(window, 5) == [taken.text().split("　")[0]]


def test_a_swap_is_asked_agreed_and_approved_beside_the_month(window: MainWindow) -> None:
    page, before = page_of(window), names(window, 5)
    page.view.choose(Spot(4, 0, 0))
    answer(SwapDialog, lambda dialog: dialog.reason.setText("培训"))  # type: ignore[attr-defined]
    page.ask_swap()
    assert page.side.agree.isEnabled() and not page.side.approve.isEnabled()
    page.side.agree.click()
    assert names(window, 5) == before
    page.side.approve.click()
    assert names(window, 5) != before
    assert not page.side.refuse.isEnabled()


def test_a_roster_is_made_for_the_month_in_sight(window: MainWindow) -> None:
    page = page_of(window)
    page.turn(1)
    assert page.title.text() == "2018年12月"
    sentences: list[str] = []

    def look(dialog: object) -> None:
        assert isinstance(dialog, RosterDialog)
        sentences.append(dialog.note.text())

    answer(RosterDialog, look)
    page.make.click()
    assert sentences == ["可排 31 个班次，0 个无人可排，0 个间隔或次数超限。"]
    assert not page.view.stage.table.is_empty


def test_the_offices_roster_comes_in_and_what_is_wrong_is_told(window: MainWindow, tmp_path: Path) -> None:
    page, book = page_of(window), DutyBook(session_of(window).snapshot)
    table = roster_table(book, FIRST, LAST)
    path = tmp_path / "表.xlsx"
    path.write_bytes(roster_xlsx(table, "值班表"))
    steps = len(session_of(window).steps())
    page.take_roster(path)
    assert len(session_of(window).steps()) == steps
    path.write_bytes(b"nothing")
    page.take_roster(path)
    assert window.bar.isVisible()


def test_the_status_line_says_who_is_on_duty_and_a_hand_over_proposes_them(window: MainWindow) -> None:
    desk = window.desk(DutyDesk)
    assert desk.words.text() == f"今日值班：{names(window, 20)[0]}"
    session_of(window).run(AddRow("duty_item", {"title": "围挡倒伏", "opened_on": date(2018, 11, 19)}))
    answer(HandoverDialog)
    desk.hand_over()
    (row,) = session_of(window).snapshot.live_rows("shift_handover")
    assert [row.from_name, row.to_name] == names(window, 19, 20)  # type: ignore[attr-defined]
    assert row.items == "1. 围挡倒伏（11月19日登记）"  # type: ignore[attr-defined]
    assert row.at == datetime(2018, 11, 20, 17, 32)  # type: ignore[attr-defined]


def test_a_past_day_cannot_be_changed(window: MainWindow) -> None:
    page = page_of(window)
    session_of(window).run(
        AskSwap(DutyBook(session_of(window).snapshot).on(FIRST)[0].id, stand_in=_other(window))
    )
    page.set_can_change(False)
    assert not page.make.isEnabled() and not page.side.agree.isEnabled()
    before = names(window, 1)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert names(window, 1) == before


def _other(window: MainWindow) -> str:
    book = DutyBook(session_of(window).snapshot)
    standing = book.on(FIRST)[0].person
    return next(member.person for member in book.members(book.posts[0].id) if member.person != standing)


def test_an_incident_is_reported_first_then_finally(window: MainWindow) -> None:
    desk, session = window.desk(DutyDesk), session_of(window)

    def first(dialog: object) -> None:
        assert isinstance(dialog, IncidentDialog)
        dialog.title.setText("仓库起火")
        dialog.place.setText("柳行街道")
        dialog.accept()
        assert "人员伤亡" in dialog.wrong.text()
        dialog.casualties.setText("无")
        dialog.handling.setPlainText("消防到场")

    answer(IncidentDialog, first)
    desk.report()

    def last(dialog: object) -> None:
        assert isinstance(dialog, IncidentDialog)
        dialog.incident.setCurrentIndex(1)
        assert dialog.casualties.text() == "无" and not dialog.title.isEnabled()
        dialog.handling.setPlainText("处置完毕")
        dialog.is_final.setChecked(True)

    answer(IncidentDialog, last)
    desk.report()
    assert [row.title for row in session.snapshot.live_rows("incident_report")] == ["首报", "终报（第 2 报）"]  # type: ignore[attr-defined]
    answer(HandoverDialog)
    desk.hand_over()
    desk.sign()
    (row,) = session.snapshot.live_rows("shift_handover")
    assert row.signed_from and row.signed_to  # type: ignore[attr-defined]
