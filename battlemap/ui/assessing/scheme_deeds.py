"""What people do with schemes on the page 考核: take in, import, carry on, hand out, assess, decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu

from battlemap.commands.assess import ProposeKpis, SetOut
from battlemap.commands.scheme import (
    CarryScheme,
    RemoveScheme,
    TakeScheme,
    delivered_scheme,
    delivered_schemes,
)
from battlemap.domain.assessing.places import Proposal
from battlemap.domain.assessing.scheme_table import scheme_draft
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.errors import BadInput
from battlemap.exchange.rows_xlsx import read_table
from battlemap.ui.assessing.decisions import AssessDialog, VetoDialog
from battlemap.ui.page import Tools
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.row_commands import plain_commands

if TYPE_CHECKING:
    from battlemap.ui.assessing.page import AssessingPage


class SchemeDeeds:
    """Asks for what a deed needs and has it done; the page shows what comes of it."""

    def __init__(self, page: AssessingPage, tools: Tools) -> None:
        self._page, self._tools = page, tools

    def take_delivered(self, name: str) -> None:
        """Takes in a scheme that comes with the program, and shows it."""
        if self._tools.deeds.run(delivered_scheme(name)):
            self._page.show_last()

    def propose_kpis(self) -> None:
        """Makes a three-level KPI out of the board, and shows it."""
        if self._tools.deeds.run(ProposeKpis("三级KPI", self._page.as_of.year)):
            self._page.show_last()

    def import_from(self, path: Path) -> bool:
        """Takes in a scheme from a table; False where it was refused."""

        def deed() -> None:
            draft = scheme_draft(read_table(path), self._page.snapshot)
            if draft.wrong:
                raise BadInput(
                    f"“{path.name}”{'；'.join(draft.wrong[:5])}。请改正后重新导入。", "\n".join(draft.wrong)
                )
            self._tools.session.run(TakeScheme(path.stem, draft.nodes, "evaluation", self._page.as_of.year))
            if draft.unknown_units:
                names = "、".join(draft.unknown_units[:8])
                self._page.refused.emit(f"已导入；这些单位或人员不在册，责任先空着：{names}。")

        is_done = bool(self._tools.deeds.attempt(deed))
        if is_done:
            self._page.show_last()
        return is_done

    def offer(self, menu: QMenu) -> None:
        """Fills the menu with what can be done with schemes."""
        menu.clear()
        below = menu.addMenu("载入随附方案")
        for name, title in delivered_schemes().items():
            below.addAction(title, lambda name=name: self.take_delivered(name))  # type: ignore[misc]
        menu.addAction("从 Excel 导入方案…", self._ask_import)
        menu.addAction("按任务分工生成三级KPI", self.propose_kpis)
        menu.addAction("新建空白方案…", lambda: self.ask("scheme", {}))
        menu.addSeparator()
        for words, deed in (
            ("修改方案信息…", self._edit_scheme),
            ("登记位次…", self._add_place),
            ("下达", self._set_out),
            ("建立下一年度版本", self._carry),
            ("删除方案", self._remove),
        ):
            menu.addAction(words, deed).setEnabled(self._page.scheme is not None)
        for action in menu.actions():
            action.setEnabled(action.isEnabled() and self._page.can_change)

    def add_node(self) -> None:
        """Asks for a new node of the scheme in sight."""
        if self._page.scheme is not None:
            self.ask("scheme_node", {"scheme": self._page.scheme.id})

    def edit_node(self) -> None:
        """Asks for changes of the chosen node."""
        if self._page.chosen is not None:
            self._form("scheme_node", self._page.chosen)

    def assess(self) -> None:
        """Asks for the score of the chosen node."""
        if self._page.chosen is not None:
            node = self._page.snapshot.scheme_nodes[self._page.chosen]
            dialog = AssessDialog(node, self._page.window())
            self._tools.deeds.ask(dialog, dialog.answer)

    def decide(self, proposal: Proposal) -> None:
        """Asks a person for a decision."""
        dialog = VetoDialog(proposal, self._page.snapshot, self._tools.session.actor, self._page.window())
        self._tools.deeds.ask(dialog, dialog.answer)

    def _set_out(self) -> None:
        if self._page.scheme is not None:
            self._tools.deeds.run(SetOut(self._page.scheme.id))

    def _remove(self) -> None:
        if self._page.scheme is not None:
            self._tools.deeds.run(RemoveScheme(self._page.scheme.id))

    def _carry(self) -> None:
        scheme = self._page.scheme
        if scheme is not None:
            year = (scheme.year or self._page.as_of.year) + 1
            if self._tools.deeds.run(CarryScheme(scheme.id, year)):
                self._page.show_last()

    def _add_place(self) -> None:
        if self._page.scheme is not None:
            self.ask("node_place", {"scheme": self._page.scheme.id})

    def _ask_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._page, "导入考核方案", str(Path.home()), "Excel 工作簿 (*.xlsx *.xls *.et)"
        )
        if chosen:
            self.import_from(Path(chosen))

    def _edit_scheme(self) -> None:
        if self._page.scheme is not None:
            self._form("scheme", self._page.scheme.id)

    def ask(self, table: str, of: dict[str, str]) -> None:
        """Asks for a new row; what is told already is not asked."""
        kind, snapshot = KINDS[table], self._page.snapshot
        keys = [field.key for field in kind.form_fields if field.key not in of]
        dialog = RowDialog(
            kind, plain_commands(table, of), None, snapshot, self._tools.icons, self._page.window(), keys=keys
        )
        self._tools.deeds.ask(dialog, dialog.answer)

    def _form(self, table: str, id: str) -> None:
        kind, snapshot = KINDS[table], self._page.snapshot
        row = snapshot.rows[table][id]
        dialog = RowDialog(kind, plain_commands(table), row, snapshot, self._tools.icons, self._page.window())
        self._tools.deeds.ask(dialog, dialog.answer)
