"""Tallies are made, changed and dropped in the window, two moments compared, looks at hidden particulars listed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog

from battlemap.commands.entries import EditEntries, MoveToStage, RemoveEntries, Unmask
from battlemap.commands.session import Session
from battlemap.domain.fields.kept import Unread
from battlemap.shown.ledgers.comparison import compare_ledger
from battlemap.ui.history.moments import CompareDialog
from battlemap.ui.ledgers.comparison_dialog import ComparisonDialog
from battlemap.ui.ledgers.ledger_view import RECORD, LedgerView
from battlemap.ui.ledgers.tallies_dialog import TalliesDialog
from battlemap.ui.ledgers.tally_dialog import TallyDialog
from battlemap.ui.ledgers.unmaskings_dialog import UnmaskingsDialog
from battlemap.ui.rows.page import RowsPage
from tests.ui.conftest import answer, task
from tests.ui.ledgers.test_views import entry


def test_a_tally_is_defined_and_moves_its_card_in_the_same_step(
    page: RowsPage, view: LedgerView, running: Session
) -> None:
    ledger = view.definition.ledger.id
    card = task(running, "ECON-01").id

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, TallyDialog)
        dialog.accept()
        assert "请写上计数名称" in dialog.wrong.text()
        dialog.title.setText("医药投资")
        dialog.figure.setCurrentIndex(dialog.figure.findData("invest"))
        dialog._on_figure()
        assert dialog.unit.text() == "万元"
        dialog.target.setText("二十")
        dialog.accept()
        assert "目标数应是数字" in dialog.wrong.text()
        dialog.target.setText("20,000")
        dialog.conditions.add()
        field, relation, value = (dialog.conditions.table.cellWidget(0, place) for place in range(3))
        field.setCurrentIndex(field.findData("kind"))  # type: ignore[union-attr]
        dialog.conditions._dress(field, relation, value)  # type: ignore[arg-type]
        value.line.setText("纺织")  # type: ignore[union-attr]
        dialog.accept()
        assert "产业：" in dialog.wrong.text()
        value._take("医药")  # type: ignore[union-attr]
        value.line.setText("医药")  # type: ignore[union-attr]
        dialog.task.setCurrentIndex(dialog.task.findData(card))
        dialog.count()
        assert dialog.note.text().startswith("现在是 ") and "/20000 万元" in dialog.note.text()

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, TalliesDialog)
        assert dialog.table.rowCount() == 1
        answer(TallyDialog, fill)
        dialog.add()
        assert dialog.table.rowCount() == 2
        assert [dialog.table.item(1, place).text() for place in (0, 3)] == ["医药投资", "产业为医药"]

    answer(TalliesDialog, look)
    page.desk.tallies(ledger)
    tally = running.snapshot.tallies_of(ledger)[-1]
    assert (tally.figure, tally.field, tally.unit, tally.task) == ("sum", "invest", "万元", card)
    before = running.snapshot.tasks[card].progress
    running.run(EditEntries(ledger, ((entry(view, "乙药业"), {"invest": 200_000_000}),)))
    assert running.snapshot.tasks[card].progress > before
    running.undo()
    running.undo()
    assert len(running.snapshot.tallies_of(ledger)) == 1


def test_two_moments_of_a_ledger_are_compared(
    page: RowsPage, view: LedgerView, running: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, moment = view.definition.ledger.id, running.clock()
    later = moment + timedelta(minutes=5)
    monkeypatch.setattr(running, "clock", lambda: later)
    first, second, third = (entry(view, name) for name in ("甲轴承", "丙材料", "丁装备"))
    running.run(MoveToStage(ledger, (first,), "signed"))
    running.run(EditEntries(ledger, ((second, {"people": 77, "invest": Unread("约4亿")}),)))
    running.run(RemoveEntries(ledger, (third,)))
    compared = compare_ledger(running, view.definition, moment)
    assert compared.summary == "删除 1，阶段变化 1，修改 1"
    words = {one.title: one.words for one in compared.differences}
    assert words["甲轴承"] == "阶段 在谈 → 签约"
    assert "用工 " in words["丙材料"] and "总投资 约3亿 → 约4亿" in words["丙材料"]
    assert compare_ledger(running, view.definition, later).summary == "没有变化"

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ComparisonDialog)
        moved = dialog.list.topLevelItem(1)
        assert moved and moved.text(0) == "阶段变化（1）"
        child = moved.child(0)
        assert child
        dialog._open(child)

    monkeypatch.setattr(CompareDialog, "ask", classmethod(lambda *asked: (moment, None)))
    answer(ComparisonDialog, look)
    page.desk.compare(ledger)
    assert view.view == RECORD and view.record is not None and view.record.entry == first


def test_looks_at_hidden_particulars_are_listed(page: RowsPage, view: LedgerView, running: Session) -> None:
    assert "unmaskings" in view.more.offers
    running.run(Unmask(view.definition.ledger.id, "走访核对"))
    dialog = UnmaskingsDialog(view.definition, running.snapshot)
    assert [dialog.table.item(0, place).text() for place in (1, 2)] == [running.actor, "走访核对"]
