"""Progress reports (反馈): what was told of a task, when and by whom; forecasts stand on them."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import Percent
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.domain.words import brief


@attrs.frozen
class Report:
    """One report; `reporter` is the name of the person at the keyboard. A nil report (零报告) says that nothing is new."""

    id: str
    task: str
    reported_on: date
    progress: int
    words: str = ""
    reporter: str = ""
    is_nil: bool = False
    deleted: bool = False


def _created(report: Report, names: Names) -> str:
    words = f"，{brief(report.words)}" if report.words else ""
    if report.is_nil:
        return f"反馈 {REPORT.owner(report, names)} 零报告{words}"
    return f"反馈 {REPORT.owner(report, names)} 进度 {report.progress}%{words}"


def _subject(report: Report, names: Names) -> str:
    day = REPORT.type_of("reported_on").words(report.reported_on, names)
    return f"{REPORT.owner(report, names)} {day}的进度反馈"


REPORT = Kind(
    "report", Report, "进度反馈", "条进度反馈",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("reported_on", "反馈日期", Day(), is_required=True, begins="today", width=96),
        Field("progress", "进度", Percent(), width=60),
        Field("words", "形象进度", LongText(), width=280),
        Field("reporter", "反馈人", Text(), begins="actor", width=96),
        Field("is_nil", "零报告", YesNo(), width=72),
    ),
    name_keys=(), parent="task", is_kept_by_hand=False, order=("-reported_on",), verb="反馈",
    words=Words(subject=_subject, created=_created, is_told_by_parent=True),
)  # fmt: skip
