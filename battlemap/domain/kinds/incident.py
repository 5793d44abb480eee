"""Incidents (突发事件) and their reports (信息快报): 首报, 续报, 终报, with the fields that the regulation asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Moment
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

IncidentKind = Literal["disaster", "accident", "health", "security", "other"]
Stage = Literal["first", "next", "final"]
#: 山东省突发事件应对条例（2012）第二十九条: what a report says.
_BASIS: Final = "山东省突发事件应对条例第二十九条"


@attrs.frozen
class Incident:
    """One incident."""

    id: str
    title: str
    happened_at: datetime
    kind: IncidentKind = "other"
    level: str = "0"
    place: str = ""
    unit: str = ""
    contact: str = ""
    deleted: bool = False


@attrs.frozen
class IncidentReport:
    """One report of an incident; they are numbered from 1 and the final one is the last."""

    id: str
    incident: str
    number: int
    stage: Stage
    at: datetime
    source: str = ""
    casualties: str = ""
    loss: str = ""
    scope: str = ""
    trend: str = ""
    handling: str = ""
    sent_to: str = ""
    signed_by: str = ""
    deleted: bool = False

    @property
    def title(self) -> str:
        """「首报」, 「续报二」 is the third report: 「续报（第 3 报）」."""
        word = wording.REPORT_STAGES[self.stage]
        return word if self.number == 1 else f"{word}（第 {self.number} 报）"


def _check_order(report: IncidentReport, before: IncidentReport | None, rows: Neighbours) -> None:
    """The first one is the 首报, none is after the 终报, none is earlier than the one before."""
    incident = rows.get(Incident, report.incident)
    if report.at < incident.happened_at:
        raise Refused(
            f"报送时间 {report.at:%m-%d %H:%M} 早于事件发生时间 {incident.happened_at:%m-%d %H:%M}，请改正。"
        )
    others = [one for one in rows.live(IncidentReport, incident=report.incident) if one.id != report.id]
    if any(one.number == report.number for one in others):
        raise Refused(f"这起事件已有第 {report.number} 报，请重试。")
    if (report.number == 1) != (report.stage == "first"):
        raise Refused("第一份信息必须是首报，以后各份是续报或终报。")
    for one in others:
        if one.stage == "final" and one.number < report.number:
            raise Refused("这起事件已经终报，不能再报；确有新情况请先把终报改为续报。")
        if report.stage == "final" and one.number > report.number:
            raise Refused("后面还有信息，这一份不能是终报。")
        if (one.number < report.number and one.at > report.at) or (
            one.number > report.number and one.at < report.at
        ):
            raise Refused(f"报送时间与第 {one.number} 报（{one.at:%m-%d %H:%M}）先后颠倒，请改正。")


def _subject(report: IncidentReport, names: Names) -> str:
    return f"“{brief(names.called('incident', report.incident))}”的{report.title}"


INCIDENT: Final = Kind(
    "incident", Incident, "突发事件", "起突发事件",
    (
        Field("title", "事件", Text(), is_required=True, width=240),
        Field("happened_at", "发生时间", Moment(), is_required=True, begins="now", width=132),
        Field("kind", "类别", Choice(wording.INCIDENT_KINDS), width=108),
        Field("level", "级别", Choice(wording.FOUR_LEVELS), width=80),
        Field("place", "地点", Text(), is_required=True, width=160),
        Field("unit", "事发单位", Text(), width=140),
        Field("contact", "联系方式", Text(), width=120, is_masked=True),
    ),
    order=("-happened_at",), verb="登记",
)  # fmt: skip

INCIDENT_REPORT: Final = Kind(
    "incident_report", IncidentReport, "信息快报", "份信息快报",
    (
        Field("incident", "事件", Pointing("incident"), is_required=True, width=200),
        Field("number", "第几报", WholeNumber(1, 999), is_set_by_program=True, width=64),
        Field("stage", "报别", Choice(wording.REPORT_STAGES), width=64),
        Field("at", "报送时间", Moment(), is_required=True, begins="now", width=132),
        Field("source", "信息来源", Text(), width=120, basis=_BASIS),
        Field("casualties", "人员伤亡", Text(), is_required=True, width=120, basis=_BASIS),
        Field("loss", "经济损失初步评估", Text(), width=140, basis=_BASIS),
        Field("scope", "影响范围", Text(), width=140, basis=_BASIS),
        Field("trend", "发展态势", LongText(), width=200, basis=_BASIS),
        Field("handling", "处置情况", LongText(), is_required=True, width=240, basis=_BASIS),
        Field("sent_to", "报送", Text(), width=140),
        Field("signed_by", "签发人", Text(), width=96),
    ),
    name_keys=("number",), parent="incident", order=("incident", "number"), verb="报送", is_kept_by_hand=False,
    words=Words(name=_subject, subject=_subject, full=_subject), check_among=_check_order, is_printed=False,
)  # fmt: skip
