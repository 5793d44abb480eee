"""The registers beside the matrix: hidden dangers, inspections, signals, debts, plans, drills, sites in the ban."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtWidgets import QWidget

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.rows import EditRow
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.drill import DrillIssue
from battlemap.domain.kinds.hazard import Hazard, asked_at
from battlemap.domain.planning.ban_days import ban_calendar
from battlemap.domain.planning.site_checks import checks_of, site_register
from battlemap.domain.risk.hazards import hazard_register, next_steps
from battlemap.domain.risk.inspecting import inspection_calendar, inspection_plan
from battlemap.domain.risk.plans import issue_register, plan_register
from battlemap.domain.risk.signals import debt_calendar, signal_register
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.icons import IconBook
from battlemap.ui.risk.drill_dialogs import ChooseDialog, TakeIssueDialog
from battlemap.ui.risk.register_view import EDITING, Deed, RegisterSpec, RegisterView, adding
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.row_commands import plain_commands


class HazardStepDialog(RowDialog):
    """A hazard goes one step on: what that step demands is asked, what is filled already stands there."""

    def __init__(
        self, hazard: Hazard, step: str, snapshot: Snapshot, icons: IconBook, parent: QWidget | None = None
    ) -> None:
        commands = plain_commands("hazard")
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


def _of(view: RegisterView, parent: str, table: str, none: str) -> None:
    """Asks to which row of `parent` a new row of `table` belongs, then shows its form."""
    snapshot = view.snapshot
    if snapshot is None:
        return
    offered = snapshot.offered(parent)
    if not offered:
        view.summary.setText(none)
        return
    if len(offered) == 1:
        view.ask_row(table, None, offered[0][0])
        return
    dialog = ChooseDialog(KINDS[parent].noun, offered, view)
    if dialog.exec() == ChooseDialog.DialogCode.Accepted:
        view.ask_row(table, None, dialog.answer())


def _signal(view: RegisterView) -> None:
    _of(view, "risk", "risk_signal", "还没有登记风险，请先登记风险，再登记它的信号。")


def _issue(view: RegisterView) -> None:
    _of(view, "drill", "drill_issue", "还没有登记演练，请先在“应急预案”登记演练。")


def _drill(view: RegisterView) -> None:
    """Shows the form of the drill in which the chosen issue came up."""
    if view.snapshot is not None:
        issue = cast(DrillIssue, view.snapshot.rows["drill_issue"][view.chosen])
        view.ask_row("drill", issue.drill)


def _take(view: RegisterView) -> None:
    if view.snapshot is not None:
        dialog = TakeIssueDialog(view.snapshot, view.chosen, view)
        view.ask(dialog, dialog.answer)


def _last_check(view: RegisterView) -> None:
    checks = checks_of(view.snapshot, view.chosen, view.as_of) if view.snapshot is not None else []
    if checks:
        view.ask_row("site_check", checks[0].id)
    else:
        view.summary.setText("这处工地还没有检查记录，请点“登记检查…”。")


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
SIGNALS: Final = RegisterSpec(
    "早期信号", signal_register, "risk_signal", (Deed("登记信号…", lambda view: _signal(view)), EDITING),
    "还没有登记早期信号。点“登记信号…”，处置后填处置日期和情况，自动算识别到处置几天。", ("risk_signal", "risk"),
)  # fmt: skip
DEBTS: Final = RegisterSpec(
    "债务到期", debt_calendar, "debt", (adding("登记债务…", "debt"), EDITING),
    "没有未偿债务。点“登记债务…”写明到期日和金额，按逾期和今后十二个月列出。", ("debt", "unit"),
)  # fmt: skip
PLANS: Final = RegisterSpec(
    "应急预案", plan_register, "emergency_plan",
    (
        adding("登记预案…", "emergency_plan"), adding("联系人…", "plan_contact", True),
        adding("响应任务…", "plan_response", True, "启动临战状态选这份预案时，这一级及更高级别下达"),
        Deed("登记演练…", lambda view: view.ask_row("drill"), tip="演练依据选预案"), EDITING,
    ),
    "还没有登记应急预案。登记后增加联系人和响应任务模板，启动临战状态时可选。",
    ("emergency_plan", "plan_contact", "plan_response", "drill", "unit"),
)  # fmt: skip
DRILLS: Final = RegisterSpec(
    "演练问题", issue_register, "drill_issue",
    (
        Deed("登记问题…", lambda view: _issue(view)), Deed("修改演练…", lambda view: _drill(view), True),
        Deed("转办…", lambda view: _take(view), True, "转为卡点或任务，期限随问题"), EDITING,
    ),
    "演练还没有发现问题。演练登记在“应急预案”，发现的问题逐个转为卡点或任务。",
    ("drill_issue", "drill", "task", "problem"),
)  # fmt: skip
SITES: Final = RegisterSpec(
    "六个百分百", site_register, "task",
    (
        Deed("登记检查…", lambda view: view.ask_row("site_check", None, view.chosen), True, "违规停工的，通行证当日停用"),
        Deed("修改最近检查…", lambda view: _last_check(view), True),
    ),
    "没有豁免施工的工地。封土期内获批豁免的任务每日自查六个百分百，这里列出。",
    ("site_check", "ban_exemption", "period", "alert", "task"),
)  # fmt: skip
BANS: Final = RegisterSpec(
    "封土日历", ban_calendar, "task",
    (
        adding("登记豁免…", "ban_exemption", True, "给选中的任务登记一件封土豁免"),
        adding("施工内容…", "work_site", True, "在哪个片区、哪类工程，封土期据此判断"),
    ),
    "没有封土期，或没有任务受它影响。封土期在“计划 › 工作日历”设定。",
    ("period", "ban_exemption", "work_site", "site_check", "alert", "task"),
)  # fmt: skip
REGISTERS: Final = (HAZARDS, PLAN, CALENDAR, SIGNALS, DEBTS, PLANS, DRILLS, SITES, BANS)
