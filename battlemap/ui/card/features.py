"""What the card sheet shows of a task beside its own fields, each part made with the sheet."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PartEntry, PartOfCard
from battlemap.ui.view import Tools


def _checklist(tools: Tools) -> PartOfCard:
    from battlemap.ui.card.checklist import ChecklistPart

    return ChecklistPart(tools)


def _milestones(tools: Tools) -> PartOfCard:
    from battlemap.ui.card.milestones import MilestonesPart

    return MilestonesPart(tools)


def _reports(tools: Tools) -> PartOfCard:
    from battlemap.ui.card.reports import ReportsPart

    return ReportsPart(tools)


def _problems(tools: Tools) -> PartOfCard:
    from battlemap.ui.card.problems import ProblemsPart

    return ProblemsPart(tools)


def _instructions(tools: Tools) -> PartOfCard:
    from battlemap.ui.card.instructions import InstructionsPart

    return InstructionsPart(tools)


CHECKLIST: Final = Feature("checklist", Desk, part=PartEntry("工作清单", _checklist))
MILESTONES: Final = Feature("milestones", Desk, part=PartEntry("节点", _milestones))
REPORTS: Final = Feature("reports", Desk, part=PartEntry("进度反馈", _reports))
PROBLEMS: Final = Feature("problems", Desk, part=PartEntry("卡点问题", _problems))
INSTRUCTIONS: Final = Feature("instructions", Desk, part=PartEntry("批示", _instructions))
