from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from battlemap.domain.planning.plan import everything
from battlemap.exchange.plan_text import parse_plan
from battlemap.exchange.text_pieces import TasksPer
from battlemap.ui.dialogs.plan_preview import PlanPreview
from battlemap.ui.icons import IconBook

PLAN = """全区百日攻坚行动方案
为确保完成全年任务，定于2018年10月至12月开展百日攻坚。
一、经济运行专项攻坚行动
1.狠抓工业运行。强化运行监测，分析走势。走访龙头企业30家。
2.狠抓财政收支。组织税收入库。
二、项目建设专项攻坚行动
1.突破园区建设。完成征迁清零。开工项目12个。
"""


def letters(text: str) -> list[str]:
    return sorted("".join(text.split()))


@pytest.fixture
def preview(qtbot: QtBot) -> PlanPreview:
    def reread(level: str | None, tasks_per: TasksPer) -> object:
        return parse_plan(PLAN, level, tasks_per)

    made = PlanPreview(IconBook(), parse_plan(PLAN), reread)  # type: ignore[arg-type]
    qtbot.addWidget(made, before_close_func=put_away)
    return made


def put_away(preview: QWidget) -> None:
    """Forgets the edits, so that closing asks nothing."""
    assert isinstance(preview, PlanPreview)
    preview.tree.show_draft(preview.tree.draft)
    preview.name.setModified(False)


def row(preview: PlanPreview, *place: int) -> QTreeWidgetItem:
    item = preview.tree.topLevelItem(place[0])
    for number in place[1:]:
        assert item is not None
        item = item.child(number)
    assert item is not None
    return item


def titles(preview: PlanPreview) -> list[str]:
    return [task.title for action in preview.answer().actions for task in action.tasks]


def test_an_untouched_preview_gives_the_draft_back(preview: PlanPreview) -> None:
    draft = parse_plan(PLAN)
    assert preview.answer() == draft
    assert draft.starts_on == date(2018, 10, 1)


def test_an_unticked_task_leaves_the_board_and_its_words_stay(preview: PlanPreview, qtbot: QtBot) -> None:
    before = parse_plan(PLAN)
    first = titles(preview)[0]
    row(preview, 0, 0, 0).setCheckState(0, Qt.CheckState.Unchecked)
    answer = preview.answer()
    assert first not in titles(preview)
    assert answer.task_count == before.task_count - 1
    assert letters(everything(answer)) == letters(everything(before))


def test_an_unticked_action_goes_with_all_below_it(preview: PlanPreview) -> None:
    row(preview, 0).setCheckState(0, Qt.CheckState.Unchecked)
    answer = preview.answer()
    assert [action.number for action in answer.actions] == [2]
    assert letters(everything(answer)) == letters(everything(parse_plan(PLAN)))


def test_ticks_survive_a_merge_elsewhere(preview: PlanPreview) -> None:
    last = titles(preview)[-1]
    row(preview, 1, 0, 1).setCheckState(0, Qt.CheckState.Unchecked)
    preview.tree.setCurrentItem(row(preview, 0, 0))
    preview.tree.merge_action.trigger()
    assert len(preview.answer().actions[0].measures) == 1
    assert last not in titles(preview)
    preview.tree.undo_action.trigger()
    assert len(preview.answer().actions[0].measures) == 2
    assert last not in titles(preview)


def test_a_new_title_is_taken_and_an_empty_one_is_not(preview: PlanPreview, qtbot: QtBot) -> None:
    row(preview, 0).setText(0, "稳增长攻坚")
    qtbot.waitUntil(lambda: preview.answer().actions[0].title == "稳增长攻坚")
    row(preview, 0).setText(0, "  ")
    qtbot.waitUntil(lambda: preview.wrong.text() == "名称不能为空。")
    assert row(preview, 0).text(0) == "稳增长攻坚"


def test_a_task_moves_to_another_measure_by_the_menu(preview: PlanPreview) -> None:
    moved = titles(preview)[0]
    preview.tree.setCurrentItem(row(preview, 0, 0, 0))
    menu = QMenu()
    preview.tree.move_menu(menu)
    target = next(entry for entry in menu.actions() if entry.text().startswith("二、"))
    target.trigger()
    assert moved in [task.title for task in preview.answer().actions[1].tasks]


def test_one_task_per_measure_is_a_choice(preview: PlanPreview) -> None:
    choice = next(c for c in preview.findChildren(QComboBox) if c.findData("measure") >= 0)
    choice.setCurrentIndex(choice.findData("measure"))
    choice.activated.emit(choice.currentIndex())
    assert preview.answer().task_count == parse_plan(PLAN, tasks_per="measure").task_count == 3


def test_without_a_period_the_preview_asks_for_one(preview: PlanPreview) -> None:
    preview.ends_on.line.setText("")
    preview.accept()
    assert preview.wrong.text() == "方案没有写明起止日期，请填写，如 2018-10-01。"
    assert not preview.result()
