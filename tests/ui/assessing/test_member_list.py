"""Enterprises beside the tree: what each brings, one left out, one tried; nothing is written."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from battlemap.commands.entries import AddEntry
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.scheme import TakeScheme
from battlemap.domain.assessing.scheme_table import NodeDraft
from battlemap.domain.ledgers.template import delivered_template
from battlemap.ui.assessing.member_list import MemberDialog
from battlemap.ui.assessing.page import AssessingPage
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer


def test_an_enterprise_is_left_out_by_its_tick_and_another_tried(window: MainWindow) -> None:
    assert window.workspace
    session = window.workspace.session
    session.run(NewLedger(delivered_template("enterprises")))
    definition = session.snapshot.definition("enterprises")
    assert definition is not None
    for name, revenue, staff in (("甲厂", "900", "10"), ("乙厂", "100", "10")):
        typed = {"name": name, "industry": "新材料", "state": "正常生产", "revenue": revenue, "staff": staff}
        values = {
            key: definition.by_key[key].type.read(text, session.snapshot) for key, text in typed.items()
        }
        session.run(AddEntry(definition.ledger.id, values))
    tally = {row.title: row.id for row in session.snapshot.tallies_of(definition.ledger.id)}
    fields = {"source": "tally", "tally": tally["营业收入合计"], "tally_below": tally["职工合计"]}
    more = {"measure_unit": "万元/人", "weight": "100", "target": "100"}
    session.run(TakeScheme("企业贡献", (NodeDraft(1, "人均收入", {**fields, **more}),)))
    window.actions_["go_assessing"].trigger()
    page = window.workspace.pages.current
    assert isinstance(page, AssessingPage)
    page.show_titled("企业贡献")
    page.side.setCurrentWidget(page.members)
    QApplication.processEvents()
    table, number = page.members.table, session.file.newest_number()
    shown = [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]
    assert shown == [["甲厂", "+40.000", "80.0%", ""], ["乙厂", "-40.000", "-80.0%", "低"]]
    table.item(1, 0).setCheckState(Qt.CheckState.Unchecked)
    assert "总分 50.00 → 90.00" in page.members.then.text()
    assert table.item(1, 1).text() == "剔除"
    page.members.keep_all()
    assert page.members.then.text().startswith("去掉勾选")

    def typed_in(dialog: QDialog) -> None:
        assert isinstance(dialog, MemberDialog)
        dialog.fields[tally["营业收入合计"]].setText("1600")
        dialog.fields[tally["职工合计"]].setText("20")

    answer(MemberDialog, typed_in)
    page.members.plus.click()
    assert page.members.members[-1].adds == {
        tally["营业收入合计"]: Decimal(1600),
        tally["职工合计"]: Decimal(20),
    }
    assert "50 → 65万元/人" in page.members.then.text()
    assert session.file.newest_number() == number
