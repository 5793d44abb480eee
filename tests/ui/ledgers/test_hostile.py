"""Names that are formulas, turned round or endless, and cells of ten megabytes: ledgers and their dialogs hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QDialog

from battlemap.commands.entries import AddEntry
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.session import Session
from battlemap.domain.ledgers.template import Template, template_of
from battlemap.shown.ledgers.comparison import compare_ledger
from battlemap.ui.history.moments import evening_before
from battlemap.ui.ledgers.comparison_dialog import ComparisonDialog
from battlemap.ui.ledgers.definition_dialog import DefinitionDialog
from battlemap.ui.ledgers.ledger_view import BOARD, FORM, MATRIX, RECORD, TABLE, LedgerView
from battlemap.ui.ledgers.new_ledger_dialog import NewLedgerDialog
from battlemap.ui.ledgers.sheet_dialog import SheetDialog
from battlemap.ui.ledgers.tallies_dialog import TalliesDialog
from battlemap.ui.ledgers.tally_dialog import TallyDialog
from battlemap.ui.rows.page import RowsPage
from tests.ui.conftest import answer

TEXTS = ('=HYPERLINK("http://x")', "@SUM(A1)", "\u202e文反\u2066", "<b>粗</b>&amp;", "甲\u0000乙", "长" * 39)


def hostile(text: str) -> Template:
    """Returns a ledger in which whatever has a name is called so."""
    name = text.replace("\u0000", "")[:38]
    return template_of(
        {
            "code": "hostile", "title": name, "noun": name[:18], "title_field": "name", "stage_field": "stage",
            "key_fields": ["name"],
            "fields": [
                {"key": "name", "title": name + "1", "type": "text"},
                {"key": "kind", "title": name + "2", "type": "choice", "options": [name, "乙"]},
                {"key": "cost", "title": name + "3", "type": "money", "unit": "万元"},
                {"key": "note", "title": name + "4", "type": "long"},
                {"key": "stage", "title": name + "5", "type": "stage",
                 "options": [{"code": "a", "name": name}, {"code": "b", "name": "完", "end": "成"}]},
            ],
            "tallies": [{"title": name, "wanted": [{"field": "stage", "is": "reached", "values": ["b"]}], "target": "3"}],
        }
    )  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=["formula", "at", "bidi", "markup", "nul", "long"])
def test_hostile_names_stand_in_every_view_and_dialog(
    page: RowsPage, running: Session, text: str, tmp_path: Path
) -> None:
    template = hostile(text)
    running.run(NewLedger(template))
    definition = running.snapshot.definition("hostile")
    assert definition is not None
    ledger, name = definition.ledger.id, template.title
    running.run(AddEntry(ledger, {"name": name, "kind": name, "cost": 10_000, "note": name * 3}))
    view = page.choose_ledger(ledger)
    for shown in (BOARD, RECORD, MATRIX, FORM, TABLE):
        view.turn_to(shown)
        view.grab()
    view.table.group_rows("kind")
    view.grab()
    assert view.table.model.text(view.table.model.ids[0], "name") == name
    view.table.frame.write_excel(tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == name]
    assert cells and all(cell.data_type == "s" for cell in cells), "what begins with = stays text"
    began = evening_before(running.clock(), running.began_at)
    tally = running.snapshot.tallies_of(ledger)[0]
    for dialog in (
        DefinitionDialog(definition, running),
        NewLedgerDialog(running.snapshot, None, template),
        TallyDialog(definition, running, tally),
        TalliesDialog(ledger, running, page.window().workspace.deeds, True),  # type: ignore[attr-defined]
        ComparisonDialog("自建档以来", compare_ledger(running, definition, began)),
    ):
        dialog.grab()
        dialog.deleteLater()


def test_a_cell_of_ten_megabytes_is_refused_in_words(
    page: RowsPage, view: LedgerView, running: Session, tmp_path: Path
) -> None:
    huge, steps = "长" * 3_400_000, len(running.steps())
    first = view.table.model.ids[0]
    assert not view.table.edit(first, "name", huge)
    assert not view.table.edit(first, "invest", huge)
    view.search.setText("药" * 5_000)
    view.table.search(view.search.text())
    assert view.table.model.ids == []
    view.table.search("")
    path = tmp_path / "大.csv"
    path.write_text(f"项目名称,总投资（万元）,产业\n{huge},3,装备\n辛项目,{huge[:50_000]},装备\n", "utf-8")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SheetDialog)
        assert len(dialog.summary.text()) < 400
        dialog.reject()

    answer(SheetDialog, look)
    page.refused.connect(lambda words: said.append(words))
    said: list[str] = []
    page.desk.read_sheet(view.definition.ledger.id, path)
    assert len(running.steps()) == steps and all(len(words) < 400 for words in said)
