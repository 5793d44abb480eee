"""Typing the wall back as a feature."""

from __future__ import annotations

from typing import Final

from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.wall_marks.desk import MarksDesk

WALL_MARKS: Final = Feature[MarksDesk](
    "wall_marks",
    MarksDesk,
    (
        MenuEntry(
            "wall_marks", "图上回填(&M)…", "edit/task", MarksDesk.ask, "keyboard-outline",
            "把挂图上的手写标注按编号成批录入", "writing", ("Ctrl+M",),
        ),
    ),
)  # fmt: skip
