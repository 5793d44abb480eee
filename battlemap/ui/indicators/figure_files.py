"""A year's figures out to Excel and in again, of the whole or of one unit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from battlemap import wording
from battlemap.commands.indicator import ImportFigures
from battlemap.domain.days.statistical_period import Span
from battlemap.domain.kinds.indicator import Status
from battlemap.domain.series.grid import grid_draft, grid_values
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.exchange.figures_xlsx import figures_xlsx
from battlemap.exchange.rows_xlsx import read_table
from battlemap.ui.page import Tools
from battlemap.ui.rows.save_excel import excel_place, save_excel


def import_figures(
    tools: Tools, path: Path, snapshot: Snapshot, year: int, unit: str | None, as_of: date, status: Status
) -> tuple[bool, str]:
    """Enters a year's figures from a table, all of them or none; returns whether it was done, and what was passed over."""
    said: list[str] = []

    def deed() -> None:
        draft = grid_draft(read_table(path), snapshot, year, "month", unit, as_of)
        if draft.wrong:
            raise BadInput(
                f"“{path.name}”{'；'.join(draft.wrong[:5])}。请改正后重新导入。", "\n".join(draft.wrong)
            )
        if not draft.entries:
            raise BadInput(f"“{path.name}”里没有新的数据，{draft.unchanged} 个数与现有的相同。")
        tools.session.run(ImportFigures(draft.entries, status))
        if draft.unknown:
            names = "、".join(draft.unknown[:8])
            said.append(f"已登记 {len(draft.entries)} 个数；这些指标不在册，已略过：{names}。")

    return bool(tools.deeds.attempt(deed)), "".join(said)


def ask_import(parent: QWidget) -> Path | None:
    """Asks which table is to come in."""
    kinds = "Excel 工作簿 (*.xlsx *.xls *.et)"
    chosen, _ = QFileDialog.getOpenFileName(parent, "导入指标数据", str(Path.home()), kinds)
    return Path(chosen) if chosen else None


def ask_export(
    parent: QWidget, snapshot: Snapshot, year: int, span: Span, unit: str | None, as_of: date
) -> None:
    """Asks where the table is to go and writes it; raises a BattlemapError where that fails."""
    of = f"{snapshot.unit_label(unit)}" if unit else ""
    heading = f"{of}{year}年指标数据（{wording.SPANS[span]}）"
    path = excel_place(parent, heading)
    if path is not None:
        lines = grid_values(snapshot, year, span, unit, as_of)
        save_excel(path, figures_xlsx(lines, year, span, heading))
