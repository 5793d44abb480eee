"""How the cards look is chosen in the menu, holds at once and is remembered."""

from __future__ import annotations

from battlemap.commands.loop import ReportProgress
from battlemap.ui.board.look import BoardLook
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import task


def test_a_card_of_which_nothing_was_heard_fades_until_it_is_reported(window: MainWindow) -> None:
    assert window.workspace
    session, board = window.workspace.session, window.workspace.board
    assert board.stage
    silent = task(session, "ECON-02").id  # 推进中 since the campaign's first day, nothing reported
    assert board.stage.contents.card(silent).is_faint
    window.desk(BoardLook).choose_fading("0")
    assert not board.stage.contents.card(silent).is_faint
    assert window.settings.fades_after == 0
    window.desk(BoardLook).choose_fading("7")
    session.run(ReportProgress(silent, 20))
    assert not board.stage.contents.card(silent).is_faint
