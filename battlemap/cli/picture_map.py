"""``map``: plates and what is drawn on them, calibration, parts of roads, GeoJSON and world files."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FILE
from battlemap.commands.map_import import DrawMarks
from battlemap.commands.picture_map import (
    AddSchematic,
    CalibratePlate,
    DrawMark,
    SetRoadPart,
    SetWorld,
    add_plate,
    schematics,
)
from battlemap.domain.kinds.picture_map import MapMark, Plate
from battlemap.domain.picture_map.chainage import STATES, by_state, chainage, km
from battlemap.domain.picture_map.seen import plates, seen_marks
from battlemap.domain.places import WIDTH, Place
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound
from battlemap.exchange.geojson import geojson, read_geojson, read_world, world_file
from battlemap.render.saving import write_whole

_FILE = click.argument("file", type=FILE)
_PLATE = click.option("--plate", "plate", help="哪张底图；只有一张时可不写")
_DAY = click.option("--as-of", help="按哪一天，如 2018-11-20；不写即今天")


@click.group("map")
def map_() -> None:
    """一张图：底图、标定、标绘、路段里程，GeoJSON 与坐标文件导入导出。"""


@map_.command("list")
@_FILE
@_PLATE
@_DAY
def list_marks(file: Path, plate: str | None, as_of: str | None) -> None:
    """列出底图和图上的标绘：编号、名称、亮灯、里程。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    shown = [_plate(snapshot, plate)] if plate else plates(snapshot)
    for one in shown:
        scale = f"宽 {km(one.width_cm // 100)}" if one.width_cm else "未标定"
        click.echo(f"{one.title}（{one.width_px}×{one.height_px}，{scale}）")
        for seen in seen_marks(snapshot, one, day):
            lamp = wording.LAMPS[seen.lamp] if seen.lamp else "—"
            click.echo(f"　{seen.number}　{seen.title}　{seen.layer}　{lamp}　{seen.detail}".rstrip("　"))
    if not shown:
        click.echo("还没有底图。")


@map_.command("add")
@_FILE
@click.argument("picture", metavar="图片")
@click.option("--title", default="", help="底图名称")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="PDF 的第几页")
def add(file: Path, picture: str, title: str, page: int) -> None:
    """添加底图：PNG 或 JPG 图片，PDF 的一页，或自带示意图的名称（three-areas）。"""
    from battlemap.render.pdf_plate import is_pdf, page_picture
    from battlemap.render.plate_picture import plate_size

    with open_session(file) as session:
        if picture in schematics():
            session.run(AddSchematic(picture, title))
        else:
            with (
                page_picture(Path(picture), page)
                if is_pdf(Path(picture))
                else nullcontext(Path(picture)) as path
            ):
                size = plate_size(path)
                add_plate(session, path, size.width, size.height, title)
        added = plates(session.snapshot)[-1]
    click.echo(f"已添加底图“{added.title}”（{added.width_px}×{added.height_px}）。")


@map_.command("calibrate")
@_FILE
@click.argument("one", metavar="点一")
@click.argument("other", metavar="点二")
@click.argument("metres", type=click.IntRange(1), metavar="米")
@click.option("--check", nargs=3, metavar="点 点 米", help="检核边的两点和长度")
@_PLATE
def calibrate(
    file: Path, one: str, other: str, metres: int, check: tuple[str, str, str] | None, plate: str | None
) -> None:
    """标定比例：两点（像素 x,y）和实地距离，可加检核边。"""
    with open_session(file) as session:
        which = _plate(session.snapshot, plate)
        third = (_dot(check[0], which), _dot(check[1], which), _whole(check[2])) if check else None
        session.run(CalibratePlate(which.id, _dot(one, which), _dot(other, which), metres, third))
        after = _plate(session.snapshot, plate)
    click.echo(
        f"“{after.title}”实地宽 {km(after.width_cm // 100)}，检核误差 {after.check_permille / 10:g}%。"
    )


@map_.command("mark")
@_FILE
@click.argument("title", metavar="名称")
@click.argument("points", nargs=-1, required=True, metavar="x,y…")
@click.option(
    "--kind",
    type=click.Choice(["point", "line", "area"]),
    default="point",
    show_default=True,
    help="点、线、面",
)
@click.option("--task", "code", help="关联的任务编号")
@click.option("--layer", default="", help="图层")
@click.option("--design", "design_m", type=click.IntRange(0), default=0, help="线路设计全长（米）")
@_PLATE
def mark(
    file: Path,
    title: str,
    points: tuple[str, ...],
    kind: str,
    code: str | None,
    layer: str,
    design_m: int,
    plate: str | None,
) -> None:
    """在图上标绘点、线、面（像素坐标），可关联任务。"""
    with open_session(file) as session:
        which = _plate(session.snapshot, plate)
        target = ""
        if code:
            task = session.snapshot.task_by_code(code)
            if task is None:
                raise NotFound(f"档案中没有任务“{code}”，请核对代码。")
            target = task.id
        places = tuple(_dot(point, which) for point in points)
        step = session.run(
            DrawMark(which.id, kind, places, title, "task" if target else "", target, layer, design_m)  # type: ignore[arg-type]
        )
    click.echo(step.label if step else "没有改动。")


@map_.command("road")
@_FILE
@click.argument("title", metavar="线路")
@click.argument("from_m", type=click.IntRange(0), metavar="起点米")
@click.argument("to_m", type=click.IntRange(1), metavar="终点米")
@click.argument("state", type=click.Choice(list(wording.ROAD_STATES.values())), metavar="状态")
@click.option("--since", help="从哪一天起，如 2018-11-20；不写即今天")
def road(file: Path, title: str, from_m: int, to_m: int, state: str, since: str | None) -> None:
    """登记路段状态（未开工、路基、路面、通车），并列出各状态里程。"""
    day = moment_of(since).date()
    with open_session(file) as session:
        ids = session.snapshot.named("map_mark", title.strip())
        if len(ids) != 1:
            raise NotFound(f"图上叫“{title}”的标绘有 {len(ids)} 处，请核对名称。")
        chosen = next(one for one in STATES if wording.ROAD_STATES[one] == state)
        session.run(SetRoadPart(ids[0], from_m, to_m, chosen, day))
        snapshot = session.snapshot
    line = snapshot.rows["map_mark"][ids[0]]
    assert isinstance(line, MapMark)
    own = snapshot.rows["plate"][line.plate]
    assert isinstance(own, Plate)
    seen = next(one for one in seen_marks(snapshot, own, day) if one.mark.id == line.id)
    for part in seen.road:
        click.echo(
            f"{chainage(part.from_m)} — {chainage(part.to_m)}　{wording.ROAD_STATES[part.state]}　{km(part.length)}"
        )
    metres = by_state(seen.road)
    click.echo("　".join(f"{wording.ROAD_STATES[one]} {km(metres[one])}" for one in STATES))


@map_.command("export")
@_FILE
@click.option("-o", "--output", type=FILE, required=True, help="写到这个 .geojson 或 .pgw 文件")
@_PLATE
@_DAY
def export(file: Path, output: Path, plate: str | None, as_of: str | None) -> None:
    """把标绘导出为 GeoJSON，或把坐标参数导出为 .pgw。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    which = _plate(snapshot, plate)
    is_world = output.suffix.lower() in (".pgw", ".jgw", ".wld")
    marks = seen_marks(snapshot, which, moment_of(as_of).date())
    write_whole(output, (world_file(which) if is_world else geojson(which, marks)).encode())
    click.echo(f"已导出：{output}")


@map_.command("import")
@_FILE
@click.argument("table", type=FILE)
@_PLATE
def import_marks(file: Path, table: Path, plate: str | None) -> None:
    """导入 GeoJSON 标绘，或 .pgw 坐标文件。"""
    with open_session(file) as session:
        which = _plate(session.snapshot, plate)
        if table.suffix.lower() in (".pgw", ".jgw", ".wld", ".tfw"):
            step = session.run(SetWorld(which.id, read_world(table)))
        else:
            marks = tuple((m.kind, m.title, m.layer, m.places) for m in read_geojson(table, which))
            step = session.run(DrawMarks(which.id, marks))
    click.echo(step.label if step else "没有改动。")


def _plate(snapshot: Snapshot, title: str | None) -> Plate:
    shown = plates(snapshot)
    named = [plate for plate in shown if title is None or plate.title == title.strip()]
    if len(named) != 1:
        titles = "、".join(plate.title for plate in shown) or "无"
        raise NotFound(f"请用 --plate 写明哪张底图。现有：{titles}。")
    return named[0]


def _dot(words: str, plate: Plate) -> Place:
    """Returns the place of a dot that was written as 120,340; raises BadInput."""
    parts = words.replace("，", ",").split(",")
    try:
        x, y = float(parts[0]), float(parts[1])
    except (ValueError, IndexError) as error:
        raise BadInput(f"看不懂位置“{words}”，请写成 像素x,像素y，如 120,340。") from error
    if len(parts) != 2 or not (0 <= x <= plate.width_px and 0 <= y <= plate.height_px):
        raise BadInput(f"位置“{words}”不在底图（{plate.width_px}×{plate.height_px}）范围内。")
    return round(x * WIDTH / plate.width_px), round(y * WIDTH / plate.width_px)


def _whole(words: str) -> int:
    if not words.isdecimal():
        raise BadInput(f"检核边长度“{words}”应是米数，如 1200。")
    return int(words)
