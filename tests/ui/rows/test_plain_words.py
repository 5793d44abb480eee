from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.domain.kinds.task_kind import MILESTONE
from battlemap.shown.settings import Settings
from battlemap.ui.main_window import MainWindow
from battlemap.ui.page import Tools
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.part import RowsPart
from battlemap.ui.rows.plain_words import plain_words
from tests.ui.conftest import answer, task


def test_a_kind_that_nobody_tells_otherwise_is_kept_in_the_card(qtbot: QtBot, window: MainWindow) -> None:
    page = window.workspace
    assert page
    session, id = page.session, task(page.session, "ECON-01").id
    settings = Settings(session.file.path.with_name("settings.json"))
    tools = Tools(
        session,
        page.deeds,
        settings,
        window.icons,
        window.actions_,
        window.fonts,
        window.look,
        lambda _: "grey",
    )
    part = RowsPart(plain_words(MILESTONE), tools)
    qtbot.addWidget(part)

    def show() -> str:
        return part.show_task(id, session.snapshot, page.as_of)

    assert show() == ""

    def fill(title: str) -> None:
        def typed(dialog: QDialog) -> None:
            assert isinstance(dialog, RowDialog)
            assert "task" not in dialog.form.editors
            dialog.form["title"].setPlainText(title)
            dialog.form["due_on"].line.setText("11月底前")
            dialog.form["weight"].setText("2")

        answer(RowDialog, typed)

    for title in ("首批走访", "全部走访"):
        fill(title)
        part.add.click()
    assert show() == "2 个"
    assert part.list.words == [f"{title}\n完成时限 2018-11-30 · 权重 2" for title in ("首批走访", "全部走访")]
    part.list.setCurrentRow(1)
    qtbot.keyClick(part.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    show()
    assert [stone.title for stone in session.snapshot.milestones_of(id)] == ["全部走访", "首批走访"]
    fill("全部走完")
    part.open_row(session.snapshot.milestones_of(id)[0].id)
    assert session.snapshot.milestones_of(id)[0].title == "全部走完"
    assert session.snapshot.milestones_of(id)[0].due_on == date(2018, 11, 30)
    part.list.setCurrentRow(0)
    qtbot.keyClick(part.list, Qt.Key.Key_Delete)
    assert [stone.title for stone in session.snapshot.milestones_of(id)] == ["首批走访"]
