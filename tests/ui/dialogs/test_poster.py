from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.render.fonts import Fonts
from battlemap.theme import theme
from battlemap.ui.dialogs.poster import PosterDialog
from battlemap.ui.icons import IconBook
from tests.ui.conftest import NOW, task


@pytest.fixture
def poster(qtbot: QtBot, session: Session, tmp_path: Path) -> PosterDialog:
    made = PosterDialog(session, NOW.date(), IconBook(), Fonts(), theme("light"), lambda: str(tmp_path))
    qtbot.addWidget(made)
    made.paper.setCurrentIndex(made.paper.findData("A3"))
    made.draw()
    return made


def words(poster: PosterDialog) -> str:
    assert poster._drawn is not None
    return "".join(line for page in poster._drawn.pages for text in page.texts() for line in text.lines)


def test_the_chart_is_laid_out_and_its_smallest_text_is_said(poster: PosterDialog) -> None:
    for title in ("走访龙头企业", "核减税收缺口", "发布月度战报", "征迁清零"):
        assert title in words(poster)
    assert "最小字高" in poster._facts.text()
    assert poster._number.text().startswith("第 1 /")


def test_another_paper_is_another_chart(poster: PosterDialog) -> None:
    assert poster._drawn is not None
    assert poster._drawn.pages[0].width == 420
    poster.paper.setCurrentIndex(poster.paper.findData("A1"))
    poster.paper.activated.emit(poster.paper.currentIndex())
    assert poster._drawn.pages[0].width == 841


def test_a_past_day_shows_the_board_as_it_was(poster: PosterDialog, session: Session) -> None:
    moved = task(session, "ECON-03")
    session.clock = lambda: datetime(2018, 11, 22, 9, 0)
    session.run(MoveTasks((moved.id,), moved.action, "moving"))
    poster.as_of.line.setText("2018-11-21")
    poster.draw()
    assert poster._drawn is not None
    assert poster._drawn.snapshot.tasks[moved.id].lane == "waiting"
    poster.as_of.line.setText("2018-11-22")
    poster.draw()
    assert poster._drawn.snapshot.tasks[moved.id].lane == "moving"


def test_a_day_that_is_none_keeps_the_last_chart_and_says_so(poster: PosterDialog) -> None:
    before = poster._drawn
    poster.as_of.line.setText("blabla")
    poster.draw()
    assert "请填写数据截至日期" in poster.bar.sentence
    assert poster._drawn is before
    assert before is not None
    assert before.options.as_of == date(2018, 11, 20)


@pytest.mark.parametrize(
    ("button", "suffix", "head"), [("save_pdf", ".pdf", b"%PDF"), ("save_png", ".png", b"\x89PNG")]
)
def test_the_chart_is_saved_where_the_user_wants_it(
    poster: PosterDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    button: str,
    suffix: str,
    head: bytes,
) -> None:
    chosen = tmp_path / "上墙"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    getattr(poster, button).click()
    saved = chosen.with_name(f"上墙{suffix}")
    assert saved.read_bytes().startswith(head)
    assert poster.bar.sentence == f"已保存「上墙{suffix}」到「{tmp_path}」。"


def test_a_place_that_cannot_be_written_is_a_sentence(
    poster: PosterDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "nowhere" / "a.pdf"), ""))
    poster.save_pdf.click()
    assert poster.bar.sentence
    assert not (tmp_path / "nowhere").exists()
    assert not [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isModal() and w.isVisible()
    ]
