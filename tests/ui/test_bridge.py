from __future__ import annotations

from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.commands.task import DeleteTasks
from battlemap.ui.bridge import Bridge
from tests.ui.conftest import task


def test_each_step_is_told_once_until_the_end(qtbot: QtBot, session: Session) -> None:
    bridge = Bridge(session)
    labels: list[str] = []
    bridge.changed.connect(lambda step, reach: labels.append(step.label))
    session.run(DeleteTasks((task(session, "ECON-03").id,)))
    session.undo()
    assert labels == ["删除 ECON-03", "删除 ECON-03"]
    bridge.end()
    session.redo()
    assert len(labels) == 2
