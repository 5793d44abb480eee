"""Changes to the picture map: plates come, are calibrated and go; marks are drawn and moved; parts of roads change state."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from battlemap.commands.command import Command, rank_before
from battlemap.commands.session import Session
from battlemap.domain.kinds.attachment import Attachment, AttachmentLimits
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.picture_map import MAP_MARK, MapMark, MarkKind, Plate, RoadPart, RoadState
from battlemap.domain.places import Place, calibrated, check_error, places_text
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import BattlemapError, NotFound, Refused
from battlemap.paths import resource
from battlemap.store import attachments
from battlemap.store.attachments import Kept
from battlemap.store.repository import Repository

#: What a file may bring as a plate; `render.plate_picture` looks into it.
SUFFIXES = (".png", ".jpg", ".jpeg")


@attrs.frozen
class AddPlate(Command):
    """A picture that was copied beside the campaign becomes a plate, so many dots wide and high."""

    kept: Kept
    width_px: int
    height_px: int
    title: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"添加底图“{brief(self.title or self.kept.title)}”"

    def apply(self, repository: Repository) -> None:
        """Writes the plate; raises Refused for a picture that is one already."""
        copies = repository.live(Plate, sha256=self.kept.sha256)
        if copies:
            raise Refused(f"已有内容相同的底图“{brief(copies[0].title)}”，不必重复添加。")
        title = self.title.strip() or self.kept.title.rsplit(".", 1)[0]
        repository.put(
            Plate(
                repository.new_id(), title[:60], rank_before(repository, Plate, None), "", self.kept.file_name,
                self.kept.size, self.kept.sha256, self.width_px, self.height_px,
            )
        )  # fmt: skip


@attrs.frozen
class AddSchematic(Command):
    """One of the program's own schematic plates, to draw on where no map may be used."""

    name: str
    title: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"添加示意底图“{brief(self.title or self.name)}”"

    def apply(self, repository: Repository) -> None:
        """Writes the plate; raises NotFound for a name that none of them bears."""
        schematic = schematics().get(self.name)
        if schematic is None:
            raise NotFound(f"没有叫“{self.name[:20]}”的示意底图。可用：{'、'.join(schematics())}。")
        repository.put(
            Plate(
                repository.new_id(), (self.title.strip() or schematic["title"])[:60], rank_before(repository, Plate, None),
                self.name, width_px=schematic["width"], height_px=schematic["height"],
            )
        )  # fmt: skip


def schematics() -> dict[str, Any]:
    """Returns name → title, width and height of the schematic plates that travel with the program."""
    plates: dict[str, Any] = json.loads(resource("plates", "plates.json").read_text("utf-8"))
    return plates


def schematic_picture(name: str) -> bytes:
    """Returns the SVG of a schematic plate; raises NotFound."""
    if name not in schematics():
        raise NotFound(f"没有叫“{name[:20]}”的示意底图。")
    return resource("plates", f"{name}.svg").read_bytes()


@attrs.frozen
class EditPlate(Command):
    """Another title, or north in another direction."""

    plate: str
    title: str
    north_deg: int = 0

    def label(self, snapshot: Snapshot) -> str:
        return f"修改底图“{snapshot.called('plate', self.plate)}”"

    def apply(self, repository: Repository) -> None:
        repository.put(
            attrs.evolve(_plate(repository, self.plate), title=self.title.strip(), north_deg=self.north_deg)
        )


@attrs.frozen
class RemovePlate(Command):
    """A plate goes from the list with all that is drawn on it; its file stays, so that this can be undone."""

    plate: str

    def label(self, snapshot: Snapshot) -> str:
        return f"移除底图“{snapshot.called('plate', self.plate)}”"

    def apply(self, repository: Repository) -> None:
        plate = _plate(repository, self.plate)
        for mark in repository.live(MapMark, plate=plate.id):
            for part in repository.live(RoadPart, mark=mark.id):
                repository.put(attrs.evolve(part, deleted=True))
            repository.put(attrs.evolve(mark, deleted=True))
        repository.put(attrs.evolve(plate, deleted=True))


@attrs.frozen
class CalibratePlate(Command):
    """Two places lie so many metres apart; a third length, if any, tells how far that is off."""

    plate: str
    one: Place
    other: Place
    metres: int
    check: tuple[Place, Place, int] | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"标定底图“{snapshot.called('plate', self.plate)}”"

    def apply(self, repository: Repository) -> None:
        """Writes the scale; raises Refused for places or lengths that give none."""
        plate = _plate(repository, self.plate)
        width = calibrated(self.one, self.other, self.metres)
        error = check_error(width, *self.check) if self.check else 0
        repository.put(attrs.evolve(plate, width_cm=width, check_permille=max(-(10**6), min(10**6, error))))


@attrs.frozen
class SetWorld(Command):
    """A plate's world file: six numbers that give each dot its coordinates; "" takes them away."""

    plate: str
    world: str

    def label(self, snapshot: Snapshot) -> str:
        return f"设定底图“{snapshot.called('plate', self.plate)}”的坐标参数"

    def apply(self, repository: Repository) -> None:
        repository.put(attrs.evolve(_plate(repository, self.plate), world=" ".join(self.world.split())))


@attrs.frozen
class DrawMark(Command):
    """A new point, line or area, tied to a row or to none."""

    plate: str
    kind: MarkKind
    places: tuple[Place, ...]
    title: str
    target_table: str = ""
    target_id: str = ""
    layer: str = ""
    design_m: int = 0

    def label(self, snapshot: Snapshot) -> str:
        return f"标绘“{brief(self.title)}”"

    def apply(self, repository: Repository) -> None:
        """Writes the mark; raises Refused for a drawing outside of the plate or a target that is not there."""
        plate = _plate(repository, self.plate)
        _guard_target(repository, self.target_table, self.target_id)
        mark = MapMark(
            repository.new_id(), plate.id, self.kind, self.title.strip(), places_text(self.places), self.layer.strip(),
            self.target_table, self.target_id, self.design_m,
        )  # fmt: skip
        MAP_MARK.check_row(mark)
        _guard_inside(mark, plate)
        repository.put(mark)


@attrs.frozen
class MoveMark(Command):
    """A mark is drawn otherwise: a pin dragged, a corner moved, put in or taken out."""

    mark: str
    places: tuple[Place, ...]

    def label(self, snapshot: Snapshot) -> str:
        return f"移动“{snapshot.called('map_mark', self.mark)}”"

    def apply(self, repository: Repository) -> None:
        mark = attrs.evolve(_mark(repository, self.mark), points=places_text(self.places))
        MAP_MARK.check_row(mark)
        _guard_inside(mark, repository.get(Plate, mark.plate))
        repository.put(mark)


@attrs.frozen
class TieMark(Command):
    """A mark stands for a row of any kind, or for none."""

    mark: str
    target_table: str = ""
    target_id: str = ""

    def label(self, snapshot: Snapshot) -> str:
        to = snapshot.called(self.target_table, self.target_id) if self.target_table in KINDS else ""
        return f"“{snapshot.called('map_mark', self.mark)}”{f'关联{brief(to)}' if to else '不再关联'}"

    def apply(self, repository: Repository) -> None:
        mark = _mark(repository, self.mark)
        _guard_target(repository, self.target_table, self.target_id)
        repository.put(attrs.evolve(mark, target_table=self.target_table, target_id=self.target_id))


@attrs.frozen
class SetRoadPart(Command):
    """A part of a road is in another state since a day, today where none is given."""

    mark: str
    from_m: int
    to_m: int
    state: RoadState
    since: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"“{snapshot.called('map_mark', self.mark)}”登记路段"

    def apply(self, repository: Repository) -> None:
        mark = _mark(repository, self.mark)
        since = self.since or repository.today
        repository.put(RoadPart(repository.new_id(), mark.id, self.from_m, self.to_m, self.state, since))


def add_plate(session: Session, path: Path, width: int, height: int, title: str = "") -> None:
    """Copies a picture beside the campaign and makes it a plate; a refused one leaves no copy behind."""
    kept = attachments.keep(path, session.file.path, AttachmentLimits.delivered())
    try:
        session.run(AddPlate(kept, width, height, title))
    except BattlemapError:
        attachments.forget(kept, session.file.path)
        raise


def plate_file(session: Session, plate: Plate) -> bytes:
    """Returns the picture of a plate that is still what was added; raises as `attachments.verified` and NotFound."""
    if plate.schematic:
        return schematic_picture(plate.schematic)
    kept = Attachment(
        plate.id, "", plate.title, plate.file_name, plate.size, plate.sha256, session.clock().date()
    )
    return attachments.verified(kept, session.file.path).read_bytes()


def _plate(repository: Repository, id: str) -> Plate:
    plate = repository.get(Plate, id)
    if plate.deleted:
        raise Refused("这张底图已移除，请先撤销移除。")
    return plate


def _mark(repository: Repository, id: str) -> MapMark:
    mark = repository.get(MapMark, id)
    if mark.deleted:
        raise Refused("这处标绘已删除，请先恢复。")
    return mark


def _guard_target(repository: Repository, table: str, id: str) -> None:
    if not table and not id:
        return
    if table not in KINDS:
        raise Refused(f"没有“{table[:20]}”这类内容，不能关联。")
    if repository.get(KINDS[table].row, id).deleted:
        raise Refused("要关联的内容已删除，请另选。")


def _guard_inside(mark: MapMark, plate: Plate) -> None:
    if any(y > plate.height for _, y in mark.places):
        raise Refused("图上的位置超出了底图范围，请重新在图上画。")
