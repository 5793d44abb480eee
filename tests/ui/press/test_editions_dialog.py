from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import attrs
import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.domain.kinds.edition import editions_of, posted
from battlemap.shown.editions import difference
from battlemap.ui.press.dialog import PosterDialog, Shop
from battlemap.ui.press.editions_dialog import EditionsDialog
from battlemap.ui.press.hanging import HangingDialog
from tests.ui.conftest import answer, task
from tests.ui.press.conftest import words


def issue(made: PosterDialog, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Presses 发布 and saves at `path`."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    made.issue.click()


def test_an_edition_is_issued_reprinted_and_compared(
    qtbot: QtBot, shop: Shop, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = PosterDialog(shop, "daily")
    qtbot.addWidget(made)
    security = made.content.security
    security.setCurrentIndex(security.findData("公开"))
    made.paper.margin.line.setText("15")
    made.wait()
    assert made.issue.text() == "发布第 1 期…"
    issue(made, tmp_path / "1.pdf", monkeypatch)
    assert "已发布每日战报第 1 期" in made.bar.sentence
    assert made.issue.text() == "发布第 2 期…"
    done = task(session, "ECON-02")
    session.clock = lambda: datetime(2018, 11, 21, 17, 30)
    session.run(MoveTasks((done.id,), done.action, "checking"))
    made.content.as_of.line.setText("2018-11-21")
    made.wait()
    assert "上期 0" in words(made), "the daily stands beside the edition before"
    issue(made, tmp_path / "2.pdf", monkeypatch)
    first, second = editions_of(session.snapshot.editions.values(), "daily")
    assert json.loads(first.details)["margin"] == 15
    assert difference(session, first) is None
    changes = [change.words for change in difference(session, second) or ()]
    assert "完成：0 → 1（+1）" in changes

    listed = EditionsDialog(shop)
    qtbot.addWidget(listed)
    assert [listed.editions.item(row, 1).text() for row in range(2)] == ["第 2 期", "第 1 期"]  # type: ignore[union-attr]
    assert listed.changes.count() == len(changes)
    listed.editions.selectRow(1)
    assert "没有上期" in listed.summary.text()
    listed.reprint_to(first, tmp_path / "1b.pdf")
    assert "逐字节一致" in listed.bar.sentence
    assert (tmp_path / "1b.pdf").read_bytes() == (tmp_path / "1.pdf").read_bytes()


def test_a_filtered_edition_is_reprinted_with_the_same_tasks(
    qtbot: QtBot, shop: Shop, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = task(session, "PROJ-01")
    made = PosterDialog(attrs.evolve(shop, only=frozenset({one.id})), "duties")
    qtbot.addWidget(made)
    made.content.is_filtered.setChecked(True)
    made.wait()
    issue(made, tmp_path / "1.pdf", monkeypatch)
    listed = EditionsDialog(shop)
    qtbot.addWidget(listed)
    assert listed.chosen is not None
    listed.reprint_to(listed.chosen, tmp_path / "1b.pdf")
    assert (tmp_path / "1b.pdf").read_bytes() == (tmp_path / "1.pdf").read_bytes()


def test_what_hangs_where_is_marked_and_the_next_changes_start_there(
    poster: PosterDialog, session: Session
) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, HangingDialog)
        dialog.place.setText("指挥部一楼")

    answer(HangingDialog, fill)
    poster.hang.click()
    hanging = posted(session.snapshot.postings.values(), "overview")
    assert hanging is not None
    assert (hanging.place, hanging.paper) == ("指挥部一楼", "A3")
    assert "已标记：总作战图" in poster.bar.sentence
