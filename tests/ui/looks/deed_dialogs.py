"""The dialogs of letters, problems, the loop, meetings, assessing and settings, as they are first seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QDialog

from battlemap.domain.assessing.places import Proposal
from battlemap.domain.kinds.letter import Letter
from battlemap.domain.operator import Operator
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.health.findings import Finding
from battlemap.shown.health.running import Broken
from battlemap.shown.letters.deeds import DEED as LETTER_DEED
from battlemap.shown.loop.deeds import DEED as LOOP_DEED
from battlemap.shown.problems.deeds import DEED as PROBLEM_DEED
from battlemap.theme import theme
from battlemap.ui.assessing.clauses import TieDialog
from battlemap.ui.assessing.decisions import AssessDialog, VetoDialog
from battlemap.ui.assessing.member_list import MemberDialog
from battlemap.ui.health.after_crash import AfterCrash
from battlemap.ui.health.dialog import CheckupDialog
from battlemap.ui.letters.dialogs import LetterDeedDialog, LetterDialog, NewLetterDialog
from battlemap.ui.loop.dialog import LoopDialog
from battlemap.ui.meeting.dialogs import MeetingDialog, ReopenDialog
from battlemap.ui.problems.dialog import ProblemDeedDialog
from battlemap.ui.settings.dialog import Chosen, SettingsDialog
from battlemap.ui.tour.first_start import FirstStart

DAY: Final = date(2018, 11, 20)
LETTER: Final = Letter(
    "l", "supervision", "攻坚督", 2018, "关于加快推进老旧小区改造等十二项滞后任务的督办通知", DAY, "issued", 12,
    "住房和城乡建设局、城市管理局", "一、存在的问题\n（一）进度滞后。\n二、工作要求", "指挥部第六次调度会议纪要",
)  # fmt: skip
FOUND: Final = (
    Finding("字体", "齐全"),
    Finding("打印机", "没有安装打印机", "hint", "可以导出 PDF，到有打印机的电脑上打印"),
    Finding("磁盘", "存放档案的磁盘只剩 12 MB", "bad", "腾出空间后再打开档案"),
)


def _snapshot(over: Any) -> Snapshot:
    snapshot: Snapshot = over.workspace.session.snapshot
    return snapshot


def _problem(over: Any) -> QDialog:
    problem = next(one for one in _snapshot(over).problems.values() if one.is_open)
    return ProblemDeedDialog(over.icons, _snapshot(over), PROBLEM_DEED["answer"], problem, over.window)


def _veto(over: Any) -> QDialog:
    snapshot = _snapshot(over)
    scheme = next(iter(snapshot.schemes.values()))
    words = "连续两年在全市排名末位（2017年第 9 位，2018年第 9 位，共 9 个县区），低于底线第 7 位"
    proposal = Proposal(next(iter(snapshot.units)), scheme, None, 2018, words)
    return VetoDialog(proposal, snapshot, "李明", over.window)


def _assess(over: Any) -> QDialog:
    node = next(one for one in _snapshot(over).scheme_nodes.values() if one.stage != "drafted")
    return AssessDialog(node, over.window)


def _settings(over: Any) -> QDialog:
    now = Chosen("light", 100, True, Operator("李明", "督查考核办"), "", "")
    return SettingsDialog(now, [("light", "政务蓝")], over.path, "计划任务", over.window)


def _series(over: Any) -> QDialog:
    series = tuple(_snapshot(over).meeting_series.values())
    return MeetingDialog(over.icons, _snapshot(over), series, None, over.window)


#: Class name → how the dialog is made.
DEED_DIALOGS: Final[dict[str, Callable[[Any], QDialog]]] = {
    "AfterCrash": lambda over: AfterCrash(
        Broken("2018-11-20 08:31", over.path, "board", "Fatal Python error: Aborted\n" * 12), over.window
    ),
    "CheckupDialog": lambda over: CheckupDialog(FOUND, theme(over.window.settings.theme), over.window),
    "FirstStart": lambda over: FirstStart(over.window),
    "SettingsDialog": _settings,
    "AssessDialog": _assess,
    "VetoDialog": _veto,
    "MemberDialog": lambda over: MemberDialog(
        tuple(_snapshot(over).tallies), _snapshot(over), 1, over.window
    ),
    "TieDialog": lambda over: TieDialog(
        next(iter(_snapshot(over).clauses.values())), _snapshot(over), over.window
    ),
    "LetterDialog": lambda over: LetterDialog(over.icons, _snapshot(over), LETTER, over.window),
    "LetterDeedDialog": lambda over: LetterDeedDialog(LETTER_DEED["answer"], LETTER, "", over.window),
    "NewLetterDialog": lambda over: NewLetterDialog(_snapshot(over), over.tasks[0], over.window),
    "LoopDialog": lambda over: LoopDialog(
        over.icons, _snapshot(over), LOOP_DEED["verify"], over.tasks[:1], DAY, over.window
    ),
    "MeetingDialog": _series,
    "ReopenDialog": lambda over: ReopenDialog(
        _snapshot(over), next(iter(_snapshot(over).meetings.values())), over.window
    ),
    "ProblemDeedDialog": _problem,
}
