"""What a plan was misunderstood in is put right by keyboard alone, and nothing that was put right is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from battlemap.domain.planning.plan import PlanDraft, everything
from battlemap.domain.planning.plan_marks import set_fields
from battlemap.exchange.plan_text import parse_plan
from battlemap.ui.dialogs.plan_preview import PlanPreview
from battlemap.ui.icons import IconBook
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer
from tests.ui.dialogs.test_plan_preview import PLAN, letters, put_away, titles


@pytest.fixture
def kept() -> list[PlanDraft]:
    return []


@pytest.fixture
def preview(qtbot: QtBot, kept: list[PlanDraft]) -> PlanPreview:
    made = PlanPreview(
        IconBook(),
        parse_plan(PLAN),
        lambda level, tasks_per: parse_plan(PLAN, level, tasks_per),
        keep=kept.append,
    )
    qtbot.addWidget(made, before_close_func=put_away)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(preview: PlanPreview, key: Qt.Key, *, shift: bool = False) -> None:
    preview.tree.setFocus()
    held = Qt.KeyboardModifier.ControlModifier
    if shift:
        held |= Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(preview.tree, key, held)


def test_a_line_is_marked_by_one_key_and_taken_back_by_another(preview: PlanPreview) -> None:
    before = preview.answer()
    preview.tree.select((0, 0, 1))
    preview.tree.mark_actions[1].trigger()
    marked = preview.answer()
    assert len(marked.actions[0].measures) == len(before.actions[0].measures) + 1
    assert letters(everything(marked)) == letters(everything(before))
    preview.tree.undo_action.trigger()
    assert preview.answer() == before


def test_all_lines_of_a_series_are_marked_at_once(preview: PlanPreview) -> None:
    count = sum(len(action.measures) for action in preview.answer().actions)
    preview.tree.select((0, 0))
    preview.tree.series_actions[0].trigger()
    assert len(preview.answer().actions) == 2 + count


def test_the_keys_stand_in_the_menu(preview: PlanPreview) -> None:
    keys = [action.shortcut().toString() for action in preview.tree.mark_actions]
    assert keys == ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+0"]
    assert len({*keys, *(action.shortcut().toString() for action in preview.tree.series_actions)}) == 8


def test_unit_target_and_deadline_are_typed_beside_their_words(preview: PlanPreview) -> None:
    preview.tree.select((1, 0, 1))
    fields = preview.fields
    assert fields.words.toPlainText() == preview.answer().actions[1].measures[0].tasks[1].source
    fields.unit.setText("招商局")
    fields.unit.editingFinished.emit()
    fields.target.setText("15 个")
    fields.target.editingFinished.emit()
    fields.due.left.emit(date(2018, 11, 30), "11月底前")
    changed = preview.answer().actions[1].measures[0].tasks[1]
    assert (changed.unit, changed.target_value, changed.target_unit) == ("招商局", "15", "个")
    assert (changed.due_on, changed.due_text) == (date(2018, 11, 30), "11月底前")
    fields.target.setText("很多")
    fields.target.editingFinished.emit()
    assert "看不懂目标“很多”" in preview.wrong.text()


def test_a_task_is_split_at_the_cursor(preview: PlanPreview) -> None:
    before = preview.answer()
    preview.tree.select((0, 0))
    source = before.actions[0].measures[0].tasks[0].source
    preview.tree.select((0, 0, 0))
    cursor = preview.fields.words.textCursor()
    cursor.setPosition(source.index("，") + 1)
    preview.fields.words.setTextCursor(cursor)
    preview.fields.cut.click()
    assert len(titles(preview)) == before.task_count + 1
    assert letters(everything(preview.answer())) == letters(everything(before))


def test_what_is_in_doubt_is_listed_first_counted_and_settled(qtbot: QtBot) -> None:
    draft = parse_plan(PLAN)
    for place in ((0, 0, 1), (1, 0, 0)):
        draft = set_fields(draft, place, {"doubts": ("时限待核",)})
    made = PlanPreview(IconBook(), draft, lambda level, tasks_per: draft)
    qtbot.addWidget(made, before_close_func=put_away)
    count = 2
    assert made._side.tabText(1) == f"待核 {count}"
    made.to_next_doubt()
    assert made.tree.place() == draft.doubtful[0]
    made.fields.is_right.click()
    assert len(made.tree.draft.doubtful) == count - 1
    assert made._side.tabText(1) == f"待核 {count - 1}"


def test_escape_keeps_what_was_put_right_and_asks(preview: PlanPreview, kept: list[PlanDraft]) -> None:
    preview.tree.select((0, 0, 0))
    preview.tree.mark_actions[1].trigger()
    asked: list[str] = []

    def stay(accepts: bool) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        role = QMessageBox.ButtonRole.AcceptRole if accepts else QMessageBox.ButtonRole.RejectRole
        next(button for button in box.buttons() if box.buttonRole(button) == role).click()

    QTimer.singleShot(50, lambda: stay(False))
    preview.reject()
    assert preview.isVisible() and len(asked) == 1
    QTimer.singleShot(50, lambda: stay(True))
    preview.reject()
    assert not preview.isVisible()
    assert kept[-1] == preview.answer()


def test_an_untouched_preview_is_left_without_a_word(preview: PlanPreview, kept: list[PlanDraft]) -> None:
    preview.reject()
    assert not preview.isVisible()
    assert kept == []


def test_a_cancelled_save_leads_back_to_the_preview_as_it_was(
    qtbot: QtBot, make_window: Callable[[], MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = make_window()
    qtbot.addWidget(fresh)
    fresh.show()
    plan = tmp_path / "方案.txt"
    plan.write_text(PLAN, "utf-8")
    places = iter(["", str(tmp_path / "攻坚")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(places), ""))
    seen: list[int] = []

    def edit(dialog: QDialog) -> None:
        assert isinstance(dialog, PlanPreview)
        dialog.tree.select((0, 0, 1))
        dialog.tree.mark_actions[1].trigger()
        seen.append(len(dialog.answer().actions[0].measures))
        answer(PlanPreview, look_again)

    def look_again(dialog: QDialog) -> None:
        assert isinstance(dialog, PlanPreview)
        seen.append(len(dialog.answer().actions[0].measures))

    answer(PlanPreview, edit)
    fresh.open_any(plan)
    assert seen == [3, 3]
    assert fresh.workspace is not None
    assert len(fresh.workspace.session.snapshot.measures) == 4
    assert list((tmp_path / "conf" / "begun-plans").glob("*.json")) == [], "what is finished is forgotten"
    fresh.close()


def test_two_names_of_one_unit_are_asked_about_once_and_remembered(qtbot: QtBot) -> None:
    text = PLAN.replace("走访龙头企业30家。", "走访龙头企业30家。（经发局牵头）").replace(
        "开工项目12个。", "开工项目12个。（经济发展局牵头）"
    )
    answers: dict[str, str] = {}

    def preview() -> PlanPreview:
        made = PlanPreview(
            IconBook(), parse_plan(text), lambda level, tasks_per: parse_plan(text), answers=answers
        )
        qtbot.addWidget(made, before_close_func=put_away)
        return made

    first = preview()
    assert not first.same_unit.isHidden()
    assert "“经发局”就是“经济发展局”吗" in first.same_unit.words.text()
    first.same_unit.yes.click()
    assert first.same_unit.isHidden()
    units = {task.unit for action in first.answer().actions for task in action.tasks}
    assert "经发局" not in units and "经济发展局" in units
    assert first.answer().short_names == (("经济发展局", "经发局"),)
    again = preview()
    assert again.same_unit.isHidden()
    assert again.answer().short_names == (("经济发展局", "经发局"),)
    answers.clear()
    asked = preview()
    asked.same_unit.no.click()
    assert asked.same_unit.isHidden()
    assert "经发局" in {task.unit for action in asked.answer().actions for task in action.tasks}
