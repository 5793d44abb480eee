from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from battlemap.shown.poster_options import evening
from battlemap.shown.press.choice import Choice
from battlemap.shown.press.drawn import wanted
from battlemap.ui import jobs
from battlemap.ui.press.dialog import Shop
from battlemap.ui.press.several import SeveralDialog, write_all


def tick(made: SeveralDialog, *rows: int) -> None:
    """Ticks these rows."""
    for row in rows:
        item = made.list.item(row)
        assert item is not None
        item.setCheckState(Qt.CheckState.Checked)


def test_ticked_sheets_become_a_file_each(qtbot: QtBot, shop: Shop, tmp_path: Path) -> None:
    made = SeveralDialog(shop)
    qtbot.addWidget(made)
    tick(made, 2, 9)
    saved = made.save_to(tmp_path)
    assert saved is not None
    assert sorted(path.name for path in saved) == sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert len(saved) == 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in saved)
    assert "已保存 2 个文件" in made.bar.sentence


def test_ticked_sheets_become_one_file(qtbot: QtBot, shop: Shop, tmp_path: Path) -> None:
    made = SeveralDialog(shop)
    qtbot.addWidget(made)
    tick(made, 8, 9)
    made.merges.setChecked(True)
    saved = made.save_to(tmp_path / "挂图.pdf")
    assert saved == [tmp_path / "挂图.pdf"]
    assert saved[0].read_bytes().count(b"/Type /Page\n") == 2


def test_nothing_ticked_is_said(qtbot: QtBot, shop: Shop) -> None:
    made = SeveralDialog(shop)
    qtbot.addWidget(made)
    made.save.click()
    assert "请先勾选" in made.bar.sentence


def test_a_cancelled_bundle_leaves_no_file(shop: Shop, tmp_path: Path) -> None:
    session = shop.session
    asked = [wanted(session, Choice(name), evening(session, shop.as_of)) for name in ("countdown", "ranking")]

    def tell(done: int, total: int) -> None:
        if done == 0:
            progress.stop()

    progress = jobs.Progress(tell)
    with pytest.raises(jobs.Cancelled):
        write_all(asked, tmp_path / "挂图.pdf", True, progress)
    assert not list(tmp_path.glob("*.pdf"))
