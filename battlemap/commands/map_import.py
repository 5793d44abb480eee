"""Marks of a GeoJSON file come onto a plate, all in one step or none."""

from __future__ import annotations

import attrs

from battlemap.commands.command import BringsMuch, Command
from battlemap.commands.picture_map import DrawMark
from battlemap.domain.kinds.picture_map import MarkKind
from battlemap.domain.places import Place
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class DrawMarks(BringsMuch, Command):
    """These marks (kind, title, layer, places) come onto a plate."""

    plate: str
    marks: tuple[tuple[MarkKind, str, str, tuple[Place, ...]], ...]

    def label(self, snapshot: Snapshot) -> str:
        return f"导入 {len(self.marks)} 处标绘"

    def apply(self, repository: Repository) -> None:
        if not self.marks:
            raise Refused("文件里没有可以导入的标绘。")
        for kind, title, layer, places in self.marks:
            DrawMark(self.plate, kind, places, title, layer=layer).apply(repository)
