"""What can be done to a 卡点: a line per deed, with what it asks for and when it can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import attrs

from battlemap.commands.command import Command
from battlemap.commands.problem import EscalateProblem, SolveProblem
from battlemap.commands.problem_way import AnswerProblem, ConfirmProblem, SendBackProblem, SendRedEnvelope
from battlemap.commands.rows import EditRow
from battlemap.domain.kinds.problem import LEVELS, Problem
from battlemap.errors import BadInput


@attrs.frozen
class ProblemDeed:
    """One deed: `words` names what it asks for ("" for nothing), `day` a day besides; `can` says when."""

    name: str
    title: str
    can: Callable[[Problem], bool]
    command: Callable[[Problem, str, date | None], Command]
    words: str = ""
    hint: str = ""
    is_worded: bool = False
    day: str = ""

    def checked(self, problem: Problem, words: str, day: date | None) -> Command:
        """Returns the command; raises BadInput where words are missing that it needs."""
        if self.is_worded and not words.strip():
            raise BadInput(f"请写明{self.words}。")
        return self.command(problem, words, day)


DEEDS: Final = (
    ProblemDeed(
        "lift", "提级", lambda one: one.is_open and one.level != LEVELS[-1], lambda one, words, day: EscalateProblem(one.id)
    ),
    ProblemDeed(
        "red", "红信封…", lambda one: one.is_open and not one.is_red,
        lambda one, words, day: SendRedEnvelope(one.id, words), "直报理由", "为什么要直报总指挥", True,
    ),
    ProblemDeed(
        "answer", "答复…", lambda one: one.is_open,
        lambda one, words, day: AnswerProblem(one.id, words, day), "答复内容", "怎样解决、解决到哪一步", True, "改报承诺",
    ),
    ProblemDeed(
        "confirm", "确认解决…", lambda one: one.awaits_confirmation,
        lambda one, words, day: ConfirmProblem(one.id, words), "确认意见", "可空，不填则记答复内容",
    ),
    ProblemDeed(
        "back", "退回重办…", lambda one: one.awaits_confirmation,
        lambda one, words, day: SendBackProblem(one.id, words), "退回理由", "还差什么", True,
    ),
    ProblemDeed(
        "solve", "直接办结…", lambda one: one.is_open and not one.awaits_confirmation,
        lambda one, words, day: SolveProblem(one.id, words), "解决情况", "怎样解决的", True,
    ),
    ProblemDeed(
        "reopen", "重新打开", lambda one: not one.is_open,
        lambda one, words, day: EditRow("problem", one.id, {"solved_on": None, "outcome": ""}),
    ),
)  # fmt: skip
#: Name → deed.
DEED: Final = {deed.name: deed for deed in DEEDS}
