"""What the card sheet shows of a task beside its own fields: each part is told once, and made with the sheet."""

from __future__ import annotations

from typing import Final

from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.kind import Kind
from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PartEntry, PartOfCard
from battlemap.ui.page import Tools


def _rows(name: str) -> PartEntry:
    """Returns the part for the rows of a kind, told in `card.part_words`."""

    def make(tools: Tools) -> PartOfCard:
        from battlemap.ui.card.part_words import PART_WORDS
        from battlemap.ui.rows.part import RowsPart

        return RowsPart(PART_WORDS[name], tools)

    return PartEntry(_TITLES[name], make)


def _problems(tools: Tools) -> PartOfCard:
    from battlemap.ui.card.problems import ProblemsPart

    return ProblemsPart(tools)


def _derived(kind: Kind) -> Feature[Desk]:
    """Returns the part of a kind that nobody tells otherwise."""

    def make(tools: Tools) -> PartOfCard:
        from battlemap.ui.rows.part import RowsPart
        from battlemap.ui.rows.plain_words import plain_words

        return RowsPart(plain_words(kind), tools)

    return Feature(kind.table, Desk, part=PartEntry(kind.noun, make))


#: Kinds that belong to a task and stand in the card in a way of their own.
_TOLD: Final = (
    "milestone",
    "report",
    "problem_task",
    "attachment",
    "checklist_item",
    "instruction",
    "hand_over",
    "recheck",
)
_TITLES: Final = {
    "checklist": "工作清单",
    "milestones": "节点",
    "reports": "进度反馈",
    "instructions": "批示",
}

CHECKLIST: Final = Feature("checklist", Desk, part=_rows("checklist"))
MILESTONES: Final = Feature("milestones", Desk, part=_rows("milestones"))
REPORTS: Final = Feature("reports", Desk, part=_rows("reports"))
PROBLEMS: Final = Feature("problems", Desk, part=PartEntry("卡点", _problems))
INSTRUCTIONS: Final = Feature("instructions", Desk, part=_rows("instructions"))
#: The parts of all other kinds that belong to a task.
DERIVED: Final = tuple(
    _derived(kind) for kind in CATALOGUE if kind.parent_table == "task" and kind.table not in _TOLD
)
