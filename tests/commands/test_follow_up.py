"""Follow-ups of visits become tasks; problems that are struck off get their rechecks, and a rebound begins round 2."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import AddEntry, EditEntries, MoveToStage
from battlemap.commands.follow_up import TasksOfEntries
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.template import delivered_template
from battlemap.errors import Refused
from tests.commands.conftest import open_new

DAY = date(2018, 11, 20)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "a.battlemap") as opened:
        yield opened


def made(session: Session, title: str) -> Definition:
    session.run(NewLedger(delivered_template(title)))
    definition = session.snapshot.definition(title)
    assert definition is not None
    return definition


def rows(session: Session, definition: Definition) -> list[Any]:
    asked = AskedEntries(session, definition, DAY)
    return asked.rows(asked.ids())


def test_the_follow_up_of_a_visit_becomes_a_task_that_is_tied_to_it(session: Session) -> None:
    visits = made(session, "世界500强走访")
    ledger, action = visits.ledger.id, session.snapshot.columns[0].id
    session.run(AddRow("unit", {"name": "走访专班"}))
    unit = next(id for id, name in session.snapshot.offered("unit") if name == "走访专班")
    session.run(AddEntry(ledger, {"name": "中原粮油", "state": "due"}))
    (visit,) = rows(session, visits)
    with pytest.raises(Refused, match="没有写后续工作"):
        session.run(TasksOfEntries(ledger, (visit.id,), action))
    values = {"follow": "两周内回访，报送地块资料", "follow_due": date(2018, 12, 4), "unit": unit}
    session.run(EditEntries(ledger, ((visit.id, values),)))
    count = len(session.snapshot.live_tasks)
    session.run(TasksOfEntries(ledger, (visit.id,), action))
    (visit,) = rows(session, visits)
    (id,) = visit.task
    task = session.snapshot.tasks[id]
    assert (task.title, task.due_on, task.responsible_unit) == (
        "中原粮油：两周内回访，报送地块资料", date(2018, 12, 4), unit,
    )  # fmt: skip
    with pytest.raises(Refused, match=f"已生成任务 {task.code}"):
        session.run(TasksOfEntries(ledger, (visit.id,), action))
    session.undo()
    assert len(session.snapshot.live_tasks) == count and rows(session, visits)[0].task == ()


PROOF = {
    "done_on": date(2018, 10, 8), "progress": "已整改", "document": "环督办〔2018〕53号", "struck_on": date(2018, 11, 4),
}  # fmt: skip


def test_rechecks_come_with_striking_off_and_a_rebound_begins_round_two(session: Session) -> None:
    problems = made(session, "督察整改")
    rechecks = session.snapshot.definition("rectification_rechecks")
    assert rechecks is not None
    session.run(AddRow("unit", {"name": "整改办"}))
    unit = next(id for id, name in session.snapshot.offered("unit") if name == "整改办")
    ledger, below = problems.ledger.id, rechecks.ledger.id
    first = {
        "round": "中央环保督察",
        "number": "1",
        "title": "料场扬尘",
        "unit": unit,
        "due_on": date(2018, 11, 23),
    }
    session.run(AddEntry(ledger, {**first, "step": "listed"}))
    (problem,) = rows(session, problems)
    session.run(MoveToStage(ledger, (problem.id,), "struck", DAY, PROOF))
    due = [(row.title, row.due_on) for row in rows(session, rechecks)]
    assert due == [
        ("销号后30天", date(2018, 12, 4)), ("销号后90天", date(2019, 2, 2)), ("销号后180天", date(2019, 5, 3)),
    ]  # fmt: skip
    session.run(EditEntries(ledger, ((problem.id, {"note": "已报备"}),)))
    assert len(rows(session, rechecks)) == 3, "they come once a round"
    recheck = rows(session, rechecks)[0]
    session.run(EditEntries(below, ((recheck.id, {"result": "反弹", "checked_on": DAY}),)))
    (problem,) = rows(session, problems)
    assert (problem.step, problem.rebounds, problem.document) == ("listed", 1, "")
    assert "第 1 轮" in problem.note and "销号文号 环督办〔2018〕53号" in problem.note
    session.undo()
    (problem,) = rows(session, problems)
    assert (problem.step, problem.rebounds) == ("struck", None), "the recheck and what it brings are one step"
    session.redo()
    again = PROOF | {"struck_on": date(2018, 11, 19), "document": "环督办〔2018〕99号"}
    session.run(MoveToStage(ledger, (problem.id,), "struck", DAY, again))
    assert len(rows(session, rechecks)) == 6 and rows(session, problems)[0].step == "struck"
    assert max(row.due_on for row in rows(session, rechecks)) == date(2019, 5, 18)
