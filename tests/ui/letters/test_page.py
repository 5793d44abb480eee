"""The page of letters: one is drawn up on the chosen task, seen as it will be printed, signed, saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from battlemap.ui.letters.dialogs import LetterDeedDialog, LetterDialog, NewLetterDialog
from battlemap.ui.letters.page import LettersPage, side_by_side
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, task


def test_a_letter_is_drawn_up_edited_signed_and_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ = window.workspace
    assert open_ is not None
    session = open_.session
    open_.choose(task(session, "ECON-01").id)

    def kind(dialog: QDialog) -> None:
        assert isinstance(dialog, NewLetterDialog)
        dialog.kind.setCurrentIndex(dialog.kind.findData("reminder"))

    answer(NewLetterDialog, kind)
    window.actions_["draft_letter"].trigger()
    page = open_.pages.current
    assert isinstance(page, LettersPage) and page.chosen is not None
    assert page.chosen.title == "关于加快推进ECON-01“走访龙头企业”的提醒函"

    def texts(dialog: QDialog) -> None:
        assert isinstance(dialog, LetterDialog)
        dialog.copies.setText("督查考核办")

    answer(LetterDialog, texts)
    page.do("edit")

    def signer(dialog: QDialog) -> None:
        assert isinstance(dialog, LetterDeedDialog)
        dialog.accept()
        assert "签发人" in dialog.wrong.text()
        dialog.words.setText("周卫东")

    answer(LetterDeedDialog, signer)
    page.do("issue")
    assert page.chosen.reference == "攻坚提〔2018〕1号" and page.chosen.copies == "督查考核办"
    assert not page.buttons["issue"].isVisibleTo(page) and page.buttons["deliver"].isVisibleTo(page)
    for suffix in ("docx", "pdf"):
        target = tmp_path / f"函.{suffix}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, target=target: (str(target), ""))
        page.do(suffix)
        assert target.stat().st_size > 5000 and "已保存" in page.note.text()
    assert page.view.scale > 0


def test_two_pages_stand_side_by_side(window: MainWindow) -> None:
    from battlemap.layout.letter import letter_pages
    from tests.layout.test_letter import CONTENT

    pages = letter_pages(CONTENT)
    assert side_by_side(pages, 0).width == 2 * 210 + 8 and side_by_side(pages, 1).width == 210
