"""Instructions (批示): what a leader has written on a task, by when it is to be answered, and the answer."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.planning.calendar import checked_day
from battlemap.errors import Refused


@attrs.frozen
class Instruction:
    """One instruction; it is open until it is answered."""

    id: str
    task: str
    leader: str
    given_on: date
    words: str
    due_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.answered_on is None

    def is_late(self, as_of: date) -> bool:
        """Whether it is still open behind its day."""
        return self.is_open and self.due_on is not None and self.due_on < as_of

    def checked(self) -> Instruction:
        """Returns itself; raises Refused for what no instruction may lack."""
        if not self.leader.strip():
            raise Refused("请填写批示领导。")
        if not self.words.strip():
            raise Refused(f"{self.leader}批示的内容不能为空。")
        checked_day(self.given_on, "批示日期")
        checked_day(self.due_on, "办理时限")
        if self.due_on and self.due_on < self.given_on:
            raise Refused(f"办理时限 {self.due_on} 早于批示日期 {self.given_on}。")
        return self
