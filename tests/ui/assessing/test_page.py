"""The page 考核: the tree, the trial that writes nothing, trails, decisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from battlemap.commands.loop import ReportProgress
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.ui.assessing.clauses import TieDialog
from battlemap.ui.assessing.decisions import VetoDialog
from battlemap.ui.assessing.node_model import THEN
from battlemap.ui.assessing.page import AssessingPage
from battlemap.ui.main_window import MainWindow
from battlemap.ui.rows.form import RowDialog
from tests.ui.conftest import answer, task


@pytest.fixture
def view(window: MainWindow) -> AssessingPage:
    """The page with the city's scheme of zones."""
    assert window.workspace
    window.actions_["go_assessing"].trigger()
    page = window.workspace.pages.current
    assert isinstance(page, AssessingPage)
    page.deeds.take_delivered("city_zones")
    return page


def session(window: MainWindow) -> Session:
    assert window.workspace
    return window.workspace.session


def node(view: AssessingPage, number: str) -> str:
    assert view.model.standing is not None
    return next(id for id, one in view.model.standing.tree.nodes.items() if one.number == number)


def type_in(view: AssessingPage, number: str, column: int, text: str) -> bool:
    return view.model.setData(view.model.index_of(node(view, number), column), text)


def test_what_is_typed_is_a_step_that_shows_above_at_once(window: MainWindow, view: AssessingPage) -> None:
    assert type_in(view, "2.1", 3, "20") and type_in(view, "2.1", 2, "15")
    assert view.total.text() == "总分 75.00/100，1/11 项有数据"
    assert view.model.words(node(view, "2"))[5] == "18.75/25　1/2 项有数据"
    assert view.side.trails.count() == 0
    assert type_in(view, "2.1", 2, "18")
    assert (
        view.side.trails.item(0).text()
        == "“新开工亿元以上项目”15→18：“新开工亿元以上项目” +2.25，“项目建设” +3.75，全区 +15.00"
    )
    assert not type_in(view, "2.1", 2, "很多")
    window.actions_["undo"].trigger()
    assert view.total.text().startswith("总分 75.00/100")


def test_a_trial_writes_nothing_until_it_is_adopted(window: MainWindow, view: AssessingPage) -> None:
    type_in(view, "2.1", 3, "20")
    type_in(view, "2.1", 2, "10")
    opened = session(window)
    number = opened.file.newest_number()
    assert view.tree.isColumnHidden(THEN)
    view.trial.setChecked(True)
    assert type_in(view, "2.1", 2, "19") and type_in(view, "2.1", 4, "20")
    assert "推演 95.00（+45.00）" in view.total.text() and not view.tree.isColumnHidden(THEN)
    assert view.model.words(node(view, "2.1"))[2] == "19 ✎"
    assert opened.file.newest_number() == number
    view.adopt.click()
    row = opened.snapshot.scheme_nodes[node(view, "2.1")]
    assert (row.value, row.target, row.weight) == ("10", "19", "20")
    assert not view.trial.isChecked() and opened.can_undo == "采用推演结果为“新开工亿元以上项目”的目标"


def test_the_place_moves_with_the_trial_where_the_others_are_known(
    window: MainWindow, view: AssessingPage
) -> None:
    scheme = view.scheme
    assert scheme is not None
    values = {"scheme": scheme.id, "period": "2018-09", "place": 3, "peers": 4, "others": "90、80、40"}
    session(window).run(AddRow("node_place", values))
    type_in(view, "2.1", 3, "20")
    type_in(view, "2.1", 2, "10")
    view.trial.setChecked(True)
    type_in(view, "2.1", 2, "17")
    assert view.total.text().endswith("位次 3 → 2")


def test_the_tree_is_edited_by_its_menu_and_keys(window: MainWindow, view: AssessingPage) -> None:
    first, second, third = (node(view, number) for number in ("1", "2", "3"))

    def order() -> list[str]:
        assert view.model.standing is not None
        return list(view.model.standing.tree.tops)[:3]

    view.choose(second)
    assert view.editing.move(-1) and order() == [second, first, third]
    assert view.chosen == second and not view.editing.actions["up"].isEnabled()
    assert view.editing.move(1) and view.editing.move(1) and order() == [first, third, second]
    window.actions_["undo"].trigger()
    assert order() == [first, second, third]
    view.choose(second)
    before = len(view.model.standing.tree.nodes)  # type: ignore[union-attr]
    assert view.editing.remove() and second not in view.model.standing.tree.nodes  # type: ignore[union-attr]
    assert len(view.model.standing.tree.nodes) == before - 3  # type: ignore[union-attr]
    assert session(window).can_undo == "删除考核指标“项目建设”及下级 2 项"
    window.actions_["undo"].trigger()
    assert len(view.model.standing.tree.nodes) == before  # type: ignore[union-attr]
    view.choose(first)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, RowDialog)
        dialog.form["title"].setText("新增下级")

    answer(RowDialog, fill)
    view.editing.actions["below"].trigger()
    (made,) = [one for one in session(window).snapshot.live_rows("scheme_node") if one.title == "新增下级"]
    assert made.above == first  # type: ignore[attr-defined]


def test_a_task_that_moves_is_told_up_to_the_top(window: MainWindow, view: AssessingPage) -> None:
    view.deeds.propose_kpis()
    opened = session(window)
    assert view.scheme is not None and view.scheme.kind == "kpi"
    opened.run(ReportProgress(task(opened, "ECON-01").id, 75, "", date(2018, 11, 20)))
    assert view.side.trails.item(0).text().startswith("ECON-01 55→75：经发局“走访龙头企业” +20.00")
    assert view.total.text() == "总分 75.00/100（合格）"


def test_a_document_is_read_and_its_clauses_tied(
    window: MainWindow, view: AssessingPage, tmp_path: Path
) -> None:
    opened = session(window)
    view.side.setCurrentWidget(view.clauses)
    path = tmp_path / "15号.txt"
    path.write_text(
        "关于攻坚的实施意见\n一、经济运行专项攻坚行动\n（一）企业服务\n走访龙头企业 20 家。\n办好政务服务大厅。\n",
        "utf-8",
    )
    assert view.clauses.take_from(path, "15号")
    assert view.clauses.rate.text().startswith("共 2 条，已分解 0 条")
    place = next(n for n in range(2) if "走访" in view.clauses.list.item(n).text())
    view.clauses.list.setCurrentRow(place)

    def fill(dialog: object) -> None:
        assert isinstance(dialog, TieDialog)
        first = dialog.tasks.item(0)
        assert "走访龙头企业" in first.text() and "相近" in first.text()
        first.setCheckState(Qt.CheckState.Checked)

    answer(TieDialog, fill)
    view.clauses.ask_tie()
    QApplication.processEvents()
    assert view.clauses.rate.text().startswith("共 2 条，已分解 1 条")
    assert "办好政务服务大厅" in view.clauses.list.item(0).text()
    assert opened.can_undo is not None and "对应 ECON-01" in opened.can_undo


def test_a_veto_is_decided_by_a_person_with_its_clause(window: MainWindow, view: AssessingPage) -> None:
    view.deeds.take_delivered("city_single")
    opened = session(window)
    (unit,) = opened.snapshot.live_rows("unit")
    leaf = node(view, "2")
    scheme = view.scheme
    assert scheme is not None
    view.model._edit(leaf, "target", "9")
    from battlemap.commands.rows import EditRow

    opened.run(EditRow("scheme_node", leaf, {"lead_unit": unit.id}))
    opened.run(
        AddRow(
            "node_place", {"scheme": scheme.id, "node": leaf, "period": "2018-09", "place": 12, "peers": 14}
        )
    )
    assert view.side.tabText(2) == "位次 ⚠1"
    button = view.side.proposals.itemAt(0).widget()

    def fill(dialog: object) -> None:
        assert isinstance(dialog, VetoDialog)
        dialog.document.setText("市考核办法")
        dialog.clause.setText("第九条")

    answer(VetoDialog, fill)
    button.click()  # type: ignore[union-attr]
    QApplication.processEvents()
    (veto,) = opened.snapshot.live_rows("veto")
    assert veto.clause == "第九条" and "第 12 名" in veto.computation  # type: ignore[attr-defined]
    assert view.side.tabText(2) == "位次"
