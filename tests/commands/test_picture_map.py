from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from battlemap.commands.map_import import DrawMarks
from battlemap.commands.picture_map import (
    AddSchematic,
    CalibratePlate,
    DrawMark,
    MoveMark,
    RemovePlate,
    SetRoadPart,
    SetWorld,
    TieMark,
    add_plate,
    plate_file,
)
from battlemap.commands.session import Session
from battlemap.domain.kinds.picture_map import Plate
from battlemap.domain.picture_map.chainage import by_state
from battlemap.domain.picture_map.seen import plates, seen_marks
from battlemap.errors import BadInput, BattlemapError, Refused
from battlemap.exchange.geojson import geojson, read_geojson, read_world, world_file
from battlemap.render.plate_picture import plate_size
from tests.commands.conftest import open_new

DAY = date(2018, 11, 20)
ROAD = ((100_000, 100_000), (500_000, 100_000))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "map.battlemap") as opened:
        opened.run(AddSchematic("three-areas", "示意图"))
        yield opened


def plate(session: Session) -> Plate:
    return plates(session.snapshot)[0]


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """A PNG that says how large it is and holds so many rows of white."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    line = b"\0" + b"\xff" * width
    data = zlib.compress(line * (height if rows is None else rows), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_mark_takes_the_lamp_of_its_task_and_goes_with_undo(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    session.run(DrawMark(plate(session).id, "point", ((1, 2),), "工地", "task", task.id))
    (seen,) = seen_marks(session.snapshot, plate(session), DAY)
    assert (seen.lamp, seen.task) == (session.snapshot.judge(task, DAY).lamp, task.id)
    assert seen.layer == session.snapshot.actions[task.action].short
    session.run(MoveMark(seen.mark.id, ((7, 8),)))
    session.run(TieMark(seen.mark.id))
    (seen,) = seen_marks(session.snapshot, plate(session), DAY)
    assert (seen.mark.places, seen.lamp, seen.layer) == (((7, 8),), None, "其他")
    session.undo()
    session.undo()
    (seen,) = seen_marks(session.snapshot, plate(session), DAY)
    assert seen.mark.places == ((1, 2),)


def test_a_road_is_drawn_half_of_it_opened_and_undone(session: Session) -> None:
    session.run(DrawMark(plate(session).id, "line", ROAD, "菱花南路", design_m=3000))
    mark = session.snapshot.live_rows("map_mark")[0].id
    session.run(SetRoadPart(mark, 0, 1500, "open", date(2018, 11, 10)))
    with pytest.raises(Refused, match="超出"):
        session.run(SetRoadPart(mark, 0, 3001, "open"))

    def metres(day: date) -> dict[str, int]:
        return dict(by_state(seen_marks(session.snapshot, plate(session), day)[0].road))

    assert metres(DAY) == {"none": 1500, "bed": 0, "surface": 0, "open": 1500}
    assert metres(date(2018, 11, 9))["none"] == 3000
    session.undo()
    assert seen_marks(session.snapshot, plate(session), DAY)[0].road == ()


def test_a_plate_is_measured_by_two_places_and_checked_by_a_third(session: Session) -> None:
    session.run(DrawMark(plate(session).id, "line", ROAD, "路"))
    session.run(CalibratePlate(plate(session).id, *ROAD, 4000, ((0, 0), (0, 200_000), 2100)))
    assert (plate(session).width_cm, plate(session).check_permille) == (1_000_000, -48)
    assert "4 公里" in seen_marks(session.snapshot, plate(session), DAY)[0].detail


@pytest.mark.parametrize(
    ("kind", "places", "words"),
    [
        ("point", ((0, 0), (1, 1)), "只能有一个"),
        ("line", ((0, 0),), "至少要有 2 个"),
        ("area", ((0, 0), (5, 5)), "至少要有 3 个"),
        ("point", ((0, 900_000),), "超出了底图"),
        ("point", ((2_000_000, 0),), "超出了底图"),
    ],
)
def test_what_cannot_be_drawn_is_refused(session: Session, kind: str, places: object, words: str) -> None:
    with pytest.raises(Refused, match=words):
        session.run(DrawMark(plate(session).id, kind, places, "标绘"))  # type: ignore[arg-type]


def test_a_picture_is_copied_checked_and_told_when_it_is_changed(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "规划图.png"
    path.write_bytes(png(400, 300))
    size = plate_size(path)
    add_plate(session, path, size.width, size.height)
    added = plates(session.snapshot)[-1]
    assert (added.title, added.width_px, added.height) == ("规划图", 400, 750_000)
    assert plate_file(session, added) == path.read_bytes()
    with pytest.raises(Refused, match="已有内容相同"):
        add_plate(session, path, size.width, size.height)
    copy = next(session.file.path.parent.glob("map-附件/*.png"))
    copy.write_bytes(png(401, 300))
    with pytest.raises(BattlemapError, match="改动过"):
        plate_file(session, added)
    session.run(RemovePlate(added.id))
    session.undo()
    assert plates(session.snapshot)[-1] == added


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.png", png(30_000, 30_000, 1), "超过 8000 万点"),
        ("a.png", png(19_000, 19_000, 1), "超过 8000 万点"),
        ("a.png", png(400, 300)[:60], "损坏|不是能显示"),
        ("a.png", b"", "不是能显示"),
        ("a.png", b"GIF89a" + b"\0" * 40, "gif|不是能显示"),
        ("a.png", png(40, 30), "太小"),
        ("a.png", png(4000, 210), "狭长"),
        ("a.svg", b"<svg/>", "不是 PNG 或 JPG"),
        ("a.pdf", b"%PDF-1.4", "不是 PNG 或 JPG"),
    ],
)
def test_bombs_broken_and_strange_pictures_are_refused(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=words):
        plate_size(path)


def test_marks_go_out_and_in_with_and_without_coordinates(session: Session, tmp_path: Path) -> None:
    drawn = (
        ("point", "点", "甲", ((1000, 2000),)),
        ("line", "线", "", ROAD),
        ("area", "面", "乙", ((0, 0), (9000, 0), (9000, 9000))),
    )
    session.run(DrawMarks(plate(session).id, drawn))  # type: ignore[arg-type]
    world = tmp_path / "a.pgw"
    for numbers in ("", "0.5\n0\n0\n-0.5\n500000\n3900000\n"):
        world.write_text(numbers)
        if numbers:
            session.run(SetWorld(plate(session).id, read_world(world)))
            assert [float(word) for word in world_file(plate(session)).split()] == [
                0.5,
                0,
                0,
                -0.5,
                500000,
                3900000,
            ]
        path = tmp_path / "a.geojson"
        path.write_text(geojson(plate(session), seen_marks(session.snapshot, plate(session), DAY)), "utf-8")
        back = {mark.title: mark for mark in read_geojson(path, plate(session))}
        for kind, title, _, places in drawn:
            assert back[title].kind == kind
            for one, other in zip(back[title].places, places, strict=True):
                assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", '{"features": 3}', '{"features": []}', '{"features": [1]}',
        '{"features": [{"geometry": {"type": "Point", "coordinates": [9, 9]}}]}',
        '{"features": [{"geometry": {"type": "Point", "coordinates": ["x", null]}}]}',
        '{"features": [{"geometry": {"type": "Point", "coordinates": [NaN, 1]}}]}',
        '{"features": [{"geometry": {"type": "MultiPolygon", "coordinates": []}}]}',
        '{"features": [{"geometry": {"type": "LineString", "coordinates": [[0, 0]]}}]}',
    ],
)  # fmt: skip
def test_what_is_no_geojson_is_refused_in_words(session: Session, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text)
    with pytest.raises(BadInput):
        read_geojson(path, plate(session))


@pytest.mark.parametrize(
    "text", ["", "1 2 3", "1 0 0 1 0 x", "0 0 0 0 0 0", "nan 0 0 1 0 0", "1e999 0 0 1 0 0"]
)
def test_what_is_no_world_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.pgw"
    path.write_text(text)
    with pytest.raises(BadInput):
        read_world(path)
