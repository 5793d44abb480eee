"""Instructions are written down with their day, answered, corrected and taken away."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.rows import AddRow, EditRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.instruction import Instruction
from battlemap.errors import Refused

TODAY = date(2018, 11, 20)


def given(session: Session, **more: date) -> Instruction:
    id = session.snapshot.live_tasks[0].id
    session.run(
        AddRow("instruction", {"task": id, "leader": "李书记", "words": "请经发局 25 日前拿出方案", **more})
    )
    return session.snapshot.instructions_of(id)[0]


def test_an_instruction_is_open_until_it_is_answered(session: Session) -> None:
    made = given(session, due_on=date(2018, 11, 25))
    assert (made.given_on, made.is_open) == (TODAY, True)
    assert not made.is_late(date(2018, 11, 25))
    assert made.is_late(date(2018, 11, 26))
    session.run(EditRow("instruction", made.id, {"answer": "方案已报"}))
    answered = session.snapshot.instructions[made.id]
    assert (answered.answered_on, answered.is_late(date(2018, 12, 1))) == (TODAY, False)
    session.run(EditRow("instruction", made.id, {"answer": ""}))
    assert session.snapshot.instructions[made.id].is_open


def test_a_day_before_the_instruction_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="早于"):
        given(session, due_on=date(2018, 11, 19))


def test_corrections_keep_the_task_and_a_removed_one_is_gone_from_it(session: Session) -> None:
    made = given(session)
    with pytest.raises(Refused):
        session.run(EditRow("instruction", made.id, {"task": "x"}))
    session.run(EditRow("instruction", made.id, {"leader": "王主任"}))
    assert session.snapshot.instructions[made.id].leader == "王主任"
    session.run(RemoveRow("instruction", made.id))
    assert session.snapshot.instructions_of(made.task) == ()
    session.undo()
    assert len(session.snapshot.instructions_of(made.task)) == 1
