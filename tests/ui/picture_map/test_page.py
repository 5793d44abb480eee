from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.picture_map import AddSchematic, CalibratePlate, DrawMark
from battlemap.domain.picture_map.chainage import by_state
from battlemap.domain.picture_map.seen import plates, seen_marks
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.main_window import MainWindow
from battlemap.ui.picture_map.canvas import MapCanvas
from battlemap.ui.picture_map.dialogs import CalibrateDialog, MarkDialog, RoadDialog
from battlemap.ui.picture_map.page import MapPage
from tests.ui.conftest import answer, small_campaign, window_at

DAY = date(2018, 11, 20)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "a.battlemap"
    with small_campaign(path) as session:
        session.run(AddSchematic("three-areas"))
        plate = plates(session.snapshot)[0].id
        session.run(CalibratePlate(plate, (0, 0), (1_000_000, 0), 10_000))
        task = session.snapshot.task_by_code("ECON-01")
        assert task is not None
        session.run(DrawMark(plate, "point", ((300_000, 200_000),), "走访点", "task", task.id))
        session.run(
            DrawMark(plate, "area", ((500_000, 300_000), (700_000, 300_000), (700_000, 500_000)), "片区")
        )
    return path


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, file: Path) -> Iterator[MainWindow]:
    path = tmp_path / "图.battlemap"
    path.write_bytes(file.read_bytes())
    with window_at(qapp, tmp_path, path, "go_picture_map") as made:
        yield made


def page_of(window: MainWindow) -> MapPage:
    assert window.workspace is not None
    page = window.workspace.pages.current
    assert isinstance(page, MapPage)
    return page


def snapshot_of(window: MainWindow) -> Snapshot:
    assert window.workspace is not None
    return window.workspace.session.snapshot


def at(canvas: MapCanvas, x: int, y: int) -> QPoint:
    assert canvas.stage is not None
    px, py = canvas.stage.on_screen((x, y))
    return QPoint(round(px), round(py))


def click(canvas: MapCanvas, x: int, y: int) -> None:
    QTest.mouseMove(canvas, at(canvas, x, y))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, x, y))


def test_a_road_is_drawn_by_mouse_half_of_it_opened_and_both_undone(window: MainWindow) -> None:
    page = page_of(window)
    page.buttons["line"].click()
    for x in (100_000, 400_000, 500_000):
        click(page.canvas, x, 150_000)

    def fill(dialog: object) -> None:
        assert isinstance(dialog, MarkDialog)
        dialog.title.setText("菱花南路")
        dialog.design.setValue(4000)

    answer(MarkDialog, fill)
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    (road,) = [seen for seen in page._marks if seen.title == "菱花南路"]
    assert len(road.mark.places) == 3
    page.canvas.choose(road.mark.id)
    assert page.road.isEnabled()

    def half(dialog: object) -> None:
        assert isinstance(dialog, RoadDialog)
        dialog.to_m.setValue(2000)

    answer(RoadDialog, half)
    page.road.click()
    (road,) = [seen for seen in page._marks if seen.title == "菱花南路"]
    assert by_state(road.road) == {"none": 2000, "bed": 0, "surface": 0, "open": 2000}
    assert page.roads.text().startswith("未开工 2 公里　通车 2 公里")
    window.actions_["undo"].trigger()
    window.actions_["undo"].trigger()
    assert [seen.title for seen in page._marks] == ["片区", "走访点"]


def test_a_point_is_put_with_keys_alone_and_tied_to_a_task(window: MainWindow) -> None:
    page = page_of(window)
    canvas = page.canvas
    canvas.setFocus()
    page.buttons["point"].click()
    for _ in range(4):
        QTest.keyClick(canvas, Qt.Key.Key_Left)

    def fill(dialog: object) -> None:
        assert isinstance(dialog, MarkDialog)
        dialog.table.setCurrentIndex(dialog.table.findData("task"))
        dialog.row.setCurrentIndex(1)

    answer(MarkDialog, fill)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    tied = [seen for seen in page._marks if seen.task is not None]
    assert len(tied) == 2
    assert {seen.lamp is not None for seen in tied} == {True}


def test_a_pin_is_dragged_and_moved_by_arrows_and_a_corner_is_put_in_and_out(window: MainWindow) -> None:
    page = page_of(window)
    canvas = page.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, 300_000, 200_000))
    QTest.mouseMove(canvas, at(canvas, 330_000, 220_000))
    QTest.mouseMove(canvas, at(canvas, 400_000, 250_000))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, 400_000, 250_000))
    pin = next(seen for seen in page._marks if seen.title == "走访点")
    assert abs(pin.mark.places[0][0] - 400_000) < 3000
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    moved = next(seen for seen in page._marks if seen.title == "走访点")
    assert moved.mark.places[0][0] > pin.mark.places[0][0]
    area = next(seen for seen in page._marks if seen.title == "片区")
    canvas.choose(area.mark.id)
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, 600_000, 300_000))
    area = next(seen for seen in page._marks if seen.title == "片区")
    assert len(area.mark.places) == 4
    QTest.mouseMove(canvas, at(canvas, *area.mark.places[1]))
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    area = next(seen for seen in page._marks if seen.title == "片区")
    assert len(area.mark.places) == 3
    QTest.mouseMove(canvas, QPoint(3, 3))
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert [seen.title for seen in page._marks] == ["走访点"]


def test_corners_snap_and_shift_draws_straight(window: MainWindow) -> None:
    page = page_of(window)
    stage = page.canvas.stage
    assert stage is not None
    x, y = stage.on_screen((500_000, 300_000))
    assert stage.snapped(x + 4, y - 3, page._marks) == (500_000, 300_000)
    level = stage.snapped(*stage.on_screen((200_000, 103_000)), (), after=(100_000, 100_000))
    assert level[1] == 100_000
    slanting = stage.snapped(*stage.on_screen((200_000, 190_000)), (), after=(100_000, 100_000))
    assert abs((slanting[0] - 100_000) - (slanting[1] - 100_000)) <= 1


def test_a_plate_is_calibrated_by_two_clicks(window: MainWindow) -> None:
    page = page_of(window)
    page.buttons["calibrate"].click()
    click(page.canvas, 100_000, 600_000)
    click(page.canvas, 600_000, 600_000)
    answer(CalibrateDialog, lambda dialog: dialog.metres.setValue(6000))  # type: ignore[attr-defined]
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    assert abs(plates(snapshot_of(window))[0].width_cm - 1_200_000) < 8_000


def test_filter_layer_and_day_decide_what_is_shown(window: MainWindow) -> None:
    page = page_of(window)
    page.show_only(frozenset())
    assert [seen.title for seen in page._marks] == ["片区"]
    page.show_only(None)
    page.layers.setCurrentIndex(page.layers.findText("经济运行（1）"))
    page.layers.activated.emit(1)
    assert [seen.title for seen in page._marks] == ["走访点"]
    numbers = {
        seen.title: seen.number
        for seen in seen_marks(snapshot_of(window), plates(snapshot_of(window))[0], DAY)
    }
    assert page._marks[0].number == numbers["走访点"]


def test_a_click_opens_the_card_and_zoom_keeps_what_is_under_the_pointer(window: MainWindow) -> None:
    page = page_of(window)
    opened: list[str] = []
    page.opened.connect(opened.append)
    canvas = page.canvas
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, 300_000, 200_000))
    pin = next(seen for seen in page._marks if seen.title == "走访点")
    canvas.choose(pin.mark.id)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert opened and set(opened) == {pin.task}
    stage = canvas.stage
    assert stage is not None
    place = stage.place(200, 200)
    stage.zoom_at(3, 200, 200)
    assert stage.place(200, 200) == pytest.approx(place, abs=2)
    page.zoom_to_fit()
    assert stage.is_fitted


def test_a_bomb_is_told_in_the_bar(window: MainWindow, tmp_path: Path) -> None:
    page = page_of(window)
    (tmp_path / "a.png").write_bytes(b"nothing")
    page.more.take_picture(tmp_path / "a.png")
    assert "a.png" in window.bar.sentence
    assert len(plates(snapshot_of(window))) == 1
