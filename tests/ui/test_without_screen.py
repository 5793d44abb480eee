from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.errors import BattlemapError
from battlemap.ui.without_screen import SIZE, draw_demo


def test_the_demo_campaign_is_drawn_as_wall_chart_and_board(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    style, colours = qapp.styleSheet(), qapp.palette()
    paths = draw_demo(tmp_path / "out")
    qapp.setStyleSheet(style)
    qapp.setPalette(colours)
    assert [path.name for path in paths] == ["overview.pdf", "overview.png", "board.pdf", "board.png"]
    board = QImage(str(tmp_path / "out" / "board.png"))
    assert (board.width(), board.height()) == SIZE
    colours_seen = {board.pixel(x, y) for x in range(0, SIZE[0], 16) for y in range(0, SIZE[1], 16)}
    assert len(colours_seen) > 20, "an empty window has fewer colours"
    for name in ("overview.pdf", "board.pdf"):
        content = (tmp_path / "out" / name).read_bytes()
        assert content.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1


def test_a_file_that_cannot_be_opened_is_told(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, session: Session
) -> None:
    bad = tmp_path / "bad.battlemap"
    bad.write_text("nothing")
    style, colours = qapp.styleSheet(), qapp.palette()
    with pytest.raises(BattlemapError, match="不是作战图档案"):
        draw_demo(tmp_path / "out", bad)
    qapp.setStyleSheet(style)
    qapp.setPalette(colours)
