"""A campaign with the ledger of wells, for tests of what is done with entries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import AddEntry, MoveToStage
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.session import Session
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.definition import Definition
from tests.domain.ledgers.examples import template

TODAY = date(2018, 11, 20)


def with_wells(session: Session) -> Session:
    """Returns the session; its campaign has the ledger of wells now."""
    session.run(NewLedger(template()))
    return session


def wells(session: Session) -> Definition:
    """Returns the definition of the ledger of wells."""
    definition = session.snapshot.definition("wells")
    assert definition is not None
    return definition


def asked(session: Session, *, at: datetime | None = None) -> AskedEntries:
    """Returns what can be asked of the wells."""
    return AskedEntries(session, wells(session), TODAY, at=at)


def add(session: Session, name: str, **values: Any) -> str:
    """Registers a well and returns its id."""
    session.run(AddEntry(wells(session).ledger.id, {"name": name, **values}))
    return asked(session).named(name)[-1]


def rows(session: Session, **asking: Any) -> list[Any]:
    """Returns the rows that are asked for, in order."""
    entries = asked(session)
    return entries.rows(entries.ids(Asking(**asking)))


def move(session: Session, id: str, stage: str, **values: Any) -> None:
    """Has a well come to a stage, with what that demands."""
    session.run(MoveToStage(wells(session).ledger.id, (id,), stage, values=values))


#: People who are tied to wells, with what is looked up there.
OWNERS: dict[str, Any] = {
    "code": "owners", "title": "承包人", "title_field": "name",
    "fields": [
        {"key": "name", "title": "姓名", "type": "text"},
        {"key": "wells", "title": "机井", "type": "link", "options": {"to": "wells", "most": 1}},
        {"key": "depth", "title": "井深", "type": "calc", "options": {"way": "lookup", "of": ["wells", "depth"]}},
        {"key": "papers", "title": "合同", "type": "file"},
        {"key": "stage", "title": "阶段", "type": "stage", "options": [
            {"code": "talk", "name": "洽谈"}, {"code": "signed", "name": "签约", "demands": ["papers"]}]},
    ],
    "stage_field": "stage",
}  # fmt: skip
