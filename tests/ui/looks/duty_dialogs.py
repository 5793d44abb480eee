"""The dialogs of duty, alert, map and risk over the open demo campaign, as they are first seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtWidgets import QDialog

from battlemap.domain.duty.book import DutyBook
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.kinds.hazard import Hazard
from battlemap.domain.picture_map.seen import plates, seen_marks
from battlemap.domain.risk.judged import judged_risks
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.alert.dialogs import EndAlertDialog, StartAlertDialog
from battlemap.ui.duty.dialogs import HandoverDialog, RosterDialog, SwapDialog
from battlemap.ui.duty.incident_dialog import IncidentDialog
from battlemap.ui.picture_map.dialogs import CalibrateDialog, MarkDialog, PdfPageDialog, RoadDialog
from battlemap.ui.risk.drill_dialogs import ChooseDialog, TakeIssueDialog
from battlemap.ui.risk.page import ReasonDialog
from battlemap.ui.risk.registers import HazardStepDialog

DAY: Final = date(2018, 11, 20)
NOW: Final = datetime(2018, 11, 20, 17, 30)


def _snapshot(over: Any) -> Snapshot:
    snapshot: Snapshot = over.workspace.session.snapshot
    return snapshot


def _mark(over: Any) -> QDialog:
    plate = plates(_snapshot(over))[0]
    return MarkDialog(_snapshot(over), plate, "line", ["三片", "城市建设"], None, over.window)


def _road(over: Any) -> QDialog:
    snapshot = _snapshot(over)
    seen = next(one for one in seen_marks(snapshot, plates(snapshot)[0], DAY) if one.road)
    return RoadDialog(over.icons, snapshot, seen.mark, seen.road, seen.road[-1].to_m, over.window)


def _hazard(over: Any) -> Hazard:
    major = (
        one for one in _snapshot(over).live_rows("hazard") if isinstance(one, Hazard) and one.level == "major"
    )
    return next(major)


def _alert(over: Any) -> QDialog:
    alert = Alert("a", 1, DAY, "市里督导组进驻期间社会面安全稳定保障", basis="会议决定")
    return EndAlertDialog(over.icons, _snapshot(over), alert, DAY, over.window)


#: Class name → how the dialog is made.
DUTY_DIALOGS: Final[dict[str, Callable[[Any], QDialog]]] = {
    "RosterDialog": lambda over: RosterDialog(
        over.icons, _snapshot(over), date(2018, 11, 1), date(2018, 11, 30), over.window
    ),
    "SwapDialog": lambda over: SwapDialog(_snapshot(over), DutyBook(_snapshot(over)).on(DAY)[1], over.window),
    "HandoverDialog": lambda over: HandoverDialog(
        ("张三", "李四"), ["围挡倒伏（11月18日登记）"] * 3, NOW, over.window
    ),
    "IncidentDialog": lambda over: IncidentDialog(_snapshot(over), NOW, over.window),
    "StartAlertDialog": lambda over: StartAlertDialog(over.icons, _snapshot(over), DAY, None, over.window),
    "EndAlertDialog": _alert,
    "MarkDialog": _mark,
    "CalibrateDialog": lambda over: CalibrateDialog(
        plates(_snapshot(over))[0], ((0, 0), (500_000, 0), (0, 0), (0, 300_000)), over.window
    ),
    "RoadDialog": _road,
    "PdfPageDialog": lambda over: PdfPageDialog("规划图.pdf", 12, over.window),
    "HazardStepDialog": lambda over: HazardStepDialog(
        _hazard(over), "ordered", _snapshot(over), over.icons, over.window
    ),
    "ChooseDialog": lambda over: ChooseDialog("应急演练", _snapshot(over).offered("drill"), over.window),
    "TakeIssueDialog": lambda over: TakeIssueDialog(
        _snapshot(over), _snapshot(over).live_rows("drill_issue")[0].id, over.window
    ),
    "ReasonDialog": lambda over: ReasonDialog(
        judged_risks(_snapshot(over), DAY)[0], "present", (5, 5), over.window
    ),
}
