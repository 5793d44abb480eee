"""流转 in the card: what can be done is offered, asked for by a form, and stands in the chain afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.loop_rules import delivered_rules
from battlemap.errors import BadInput
from battlemap.shown.loop.deeds import DEED, deeds_now
from battlemap.ui.loop.dialog import LoopDialog
from battlemap.ui.loop.part import LoopPart
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, task


def test_a_task_goes_from_signing_to_strike_off_through_the_menu(qtbot: QtBot, window: MainWindow) -> None:
    open_ = window.workspace
    assert open_ is not None
    session = open_.session
    session.run(delivered_rules())
    id = task(session, "ECON-01").id
    open_.open_task(id)
    open_.choose(id)

    def state() -> tuple[str, bool]:
        now = session.snapshot.tasks[id]
        return now.lane, now.accepted_on is not None

    def words(text: str) -> None:
        def fill(dialog: QDialog) -> None:
            assert isinstance(dialog, LoopDialog)
            dialog.words.setPlainText(text)

        answer(LoopDialog, fill)

    assert [deed.name for deed in deeds_now(session.snapshot, task(session, "ECON-01"), open_.today)][:1] == [
        "accept"
    ]
    window.actions_["loop_accept"].trigger()
    assert state() == ("moving", True)
    words("材料齐全")
    window.actions_["loop_claim"].trigger()
    assert state()[0] == "checking"

    def refused(dialog: QDialog) -> None:
        assert isinstance(dialog, LoopDialog)
        assert not dialog.wrong.isVisible()
        dialog.accept()
        assert "核查合格" in dialog.wrong.text()
        dialog.reject()

    answer(LoopDialog, refused)
    window.actions_["loop_strike"].trigger()
    assert state()[0] == "checking"
    session.actor = "江雨晴"
    words("逐项核对，合格")
    window.actions_["loop_verify"].trigger()
    words("同意销号")
    window.actions_["loop_strike"].trigger()
    assert state()[0] == "struck_off"
    part = open_.sheet.parts["loop"]
    assert isinstance(part, LoopPart)
    shown = [part.list.item(row).text() for row in range(part.list.count())]
    assert any("核查合格　江雨晴　逐项核对，合格" in line for line in shown)
    assert sum("应回头看" in line for line in shown) == 2
    assert "销号 11月20日" in open_.sheet.judgement.note.text()


def test_a_form_asks_only_for_what_the_deed_needs(qtbot: QtBot, window: MainWindow) -> None:
    open_ = window.workspace
    assert open_ is not None
    session = open_.session
    dialog = LoopDialog(
        window.icons, session.snapshot, DEED["hand_on"], (task(session, "ECON-01").id,), open_.today, window
    )
    assert dialog.unit.isVisibleTo(dialog) and not dialog.day.isVisibleTo(dialog)
    dialog.accept()
    assert "转给哪个单位" in dialog.wrong.text()
    dialog.unit.setCurrentText("财政局")
    with pytest.raises(BadInput, match="请写明转办理由"):
        dialog.command()
    dialog.reject()
