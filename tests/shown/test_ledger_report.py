"""A report tells who came to which stage between two moments; what was taken back has not happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import attrs
import pytest

from battlemap.commands.entries import AddEntry, MoveToStage
from battlemap.commands.ledgers import NewLedger, PutTally
from battlemap.commands.session import Session
from battlemap.domain.ledgers.template import delivered_template
from battlemap.domain.telling.ledger_news import LedgerNews
from battlemap.shown.ledger_report import news_between
from tests.commands.conftest import open_new

MORNING, EVENING = datetime(2018, 11, 20, 0, 0), datetime(2018, 11, 20, 23, 59)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as session:
        session.run(NewLedger(delivered_template("双创项目")))
        yield session


def add(session: Session, name: str) -> str:
    ledger = next(iter(session.snapshot.definitions))
    step = session.run(AddEntry(ledger, {"name": name, "carrier": "孵化器", "stage": "seed"}))
    assert step is not None
    return step.changes[0].id


def move(session: Session, id: str, stage: str) -> None:
    ledger = next(iter(session.snapshot.definitions))
    session.run(MoveToStage(ledger, (id,), stage, values={"park": "创新谷", "revenue": 100}))


def news(session: Session, since: datetime = MORNING) -> tuple[LedgerNews, ...]:
    return news_between(session, session.snapshot, since, EVENING)


def test_the_last_stage_of_the_day_counts_and_what_is_undone_does_not(session: Session) -> None:
    first, second = add(session, "云眼"), add(session, "蓝芯")
    move(session, first, "incubator")
    move(session, first, "park")
    assert news(session)[0].words == "众创空间 1 个、园区 1 个"
    session.undo()
    assert news(session)[0].words == "众创空间 1 个、孵化器 1 个"
    later = session.steps(1)[0].moment
    move(session, second, "incubator")
    assert news(session, later)[0].words == "孵化器 1 个"
    session.undo()
    assert news(session, later) == ()


def test_a_tally_that_moves_a_card_is_told_with_its_target(session: Session) -> None:
    tally = session.snapshot.tallies_of(next(iter(session.snapshot.definitions)))[0]
    task = session.snapshot.live_tasks[0]
    session.run(PutTally(attrs.evolve(tally, task=task.id)))
    move(session, add(session, "云眼"), "park")
    assert news(session)[0].tallies == ("进入园区 1/30 个",)
    assert session.snapshot.tasks[task.id].progress == 3
