"""The measures of an action: each deed is one step at once, what is refused is told and put back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from battlemap.commands.measure import CreateMeasure
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.ui.dialogs.measures import MeasuresDialog
from tests.ui.conftest import task

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> MeasuresDialog:
    """The measures of 经济运行: three of them, ECON-01 belongs to the first."""
    economy = session.snapshot.columns[0].id
    for title in ("稳增长", "促消费", "抓招商"):
        session.run(CreateMeasure(economy, title, f"{title}的原文"))
    first = session.snapshot.measures_of(economy)[0]
    session.run(EditTask(task(session, "ECON-01").id, {"measure": first.id}))
    shown = MeasuresDialog(session, economy)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def titles(session: Session) -> list[str]:
    return [one.title for one in session.snapshot.measures_of(session.snapshot.columns[0].id)]


def test_measures_are_added_renamed_and_moved_by_keys(
    qtbot: QtBot, dialog: MeasuresDialog, session: Session
) -> None:
    dialog.new.insert("优环境")
    qtbot.keyClick(dialog.new, Qt.Key.Key_Return)
    assert titles(session) == ["稳增长", "促消费", "抓招商", "优环境"]
    assert dialog.new.text() == ""
    dialog.list.item(1).setText("扩消费")
    dialog.list.setCurrentRow(1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up, CTRL)
    assert titles(session) == ["扩消费", "稳增长", "抓招商", "优环境"]
    assert dialog.list.words == titles(session)
    before = len(session.steps())
    dialog.number.click()
    assert [one.number for one in dialog.measures] == [1, 2, 3, 4]
    assert len(session.steps()) == before + 1
    assert not dialog.number.isEnabled()
    session.undo()
    assert [one.number for one in dialog.measures] == [2, 1, 3, 4]


def test_the_text_of_the_current_measure_is_saved_on_leaving(
    dialog: MeasuresDialog, session: Session
) -> None:
    assert dialog.text.toPlainText() == "稳增长的原文"
    assert dialog.about.text() == "要点 1 · 1 项任务"
    dialog.text.setPlainText("新的原文")
    dialog.list.setCurrentRow(2)
    assert dialog.measures[0].text == "新的原文"
    assert dialog.text.toPlainText() == "抓招商的原文"
    dialog.text.setPlainText("招商原文")
    dialog.reject()
    assert dialog.measures[2].text == "招商原文"


def test_a_measure_with_tasks_stays_and_an_empty_one_goes(
    qtbot: QtBot, dialog: MeasuresDialog, session: Session
) -> None:
    dialog.list.setCurrentRow(0)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert dialog.wrong.isVisible()
    assert dialog.wrong.text() == "要点“稳增长”下还有 1 项任务，请先把它们归入别的要点。"
    dialog.list.setCurrentRow(1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert titles(session) == ["稳增长", "抓招商"]
    assert not dialog.wrong.isVisible()


def test_an_empty_name_is_refused_and_put_back(dialog: MeasuresDialog, session: Session) -> None:
    dialog.list.item(0).setText("  ")
    assert dialog.wrong.text() == "要点名称不能为空。"
    assert dialog.list.item(0).text() == titles(session)[0] == "稳增长"


def test_another_action_can_be_chosen(dialog: MeasuresDialog) -> None:
    dialog.action.setCurrentIndex(1)
    assert dialog.list.words == []
    assert dialog.list.isVisible()
    assert not dialog.text.isEnabled()
    assert dialog.about.text() == "这个专项还没有工作要点，在左侧添加。"
