"""The registers beside the matrix: hidden dangers with their next step, inspections that are due."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtWidgets import QWidget

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, EditRow, RemoveRow
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.hazard import Hazard, asked_at
from battlemap.domain.risk.hazards import hazard_register, next_steps
from battlemap.domain.risk.inspecting import inspection_calendar, inspection_plan
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.icons import IconBook
from battlemap.ui.risk.register_view import EDITING, Deed, RegisterSpec, RegisterView, adding
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.row_commands import RowCommands


class HazardStepDialog(RowDialog):
    """A hazard goes one step on: what that step demands is asked, what is filled already stands there."""

    def __init__(
        self, hazard: Hazard, step: str, snapshot: Snapshot, icons: IconBook, parent: QWidget | None = None
    ) -> None:
        commands = RowCommands(
            lambda values: AddRow("hazard", values),
            lambda id, changes: EditRow("hazard", id, changes),
            lambda id: RemoveRow("hazard", id),
        )
        keys = asked_at(hazard, step) or ("title",)
        super().__init__(KINDS["hazard"], commands, hazard, snapshot, icons, parent, keys=keys)
        self._step, self._hazard = step, hazard
        self.setWindowTitle(f"隐患 {hazard.number}：{wording.HAZARD_STEPS[step]}")
        self.yes.setText(wording.HAZARD_STEPS[step])

    def answer(self) -> Command:
        """Returns the command that takes the hazard to its next step with what was filled in."""
        return EditRow("hazard", self._hazard.id, {**self.form.changes(), "step": self._step})


def _go_on(view: RegisterView) -> None:
    """Takes the chosen hazard one step on; one that demands nothing goes at once."""
    snapshot = view.snapshot
    if snapshot is None:
        return
    hazard = cast(Hazard, snapshot.rows["hazard"][view.chosen])
    steps = next_steps(hazard)
    if not steps:
        view.summary.setText(f"隐患 {hazard.number} 已回头看，没有反弹，不再有下一步。")
        return
    if not asked_at(hazard, steps[0]):
        view.tools.deeds.run(EditRow("hazard", hazard.id, {"step": steps[0]}))
        return
    dialog = HazardStepDialog(hazard, steps[0], snapshot, view.tools.icons, view)
    view.ask(dialog, dialog.answer)


_VISIT: Final = adding("登记检查…", "inspection", True, "给选中的企业登记一次监督检查")
_SUPERVISION: Final = ("enterprise", "inspection_rule", "inspection", "unit")

HAZARDS: Final = RegisterSpec(
    "隐患", hazard_register, "hazard",
    (
        adding("登记隐患…", "hazard"),
        Deed("下一步…", _go_on, True, "登记 → 评估定级 → 下达整改 → 整改中 → 申请验收 → 验收 → 销号 → 回头看"),
        EDITING,
    ),
    "还没有登记隐患。点“登记隐患…”，再逐步办理：下达整改要填五落实，重大隐患还要挂牌督办和治理方案。",
    ("hazard", "enterprise", "unit"),
)  # fmt: skip
PLAN: Final = RegisterSpec(
    "检查计划", inspection_plan, "enterprise",
    (adding("登记企业…", "enterprise"), adding("检查频次…", "inspection_rule", tip="每年最少和最多检查几次，写明依据"), _VISIT, EDITING),
    "还没有登记监管企业。先登记企业，再按等级设定检查频次（每年最少、最多几次和依据）。", _SUPERVISION,
)  # fmt: skip
CALENDAR: Final = RegisterSpec(
    "应查日历", inspection_calendar, "enterprise", (_VISIT, EDITING),
    "还没有登记监管企业。", _SUPERVISION,
)  # fmt: skip
REGISTERS: Final = (HAZARDS, PLAN, CALENDAR)
