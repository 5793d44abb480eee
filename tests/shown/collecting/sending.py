"""A round that goes out to one unit, and its package."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from battlemap.commands.collecting import sending, subject_of
from battlemap.commands.session import Session
from battlemap.domain.collecting.returned import ReturnCheck
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.shown.collecting.packages import write_packages
from battlemap.shown.collecting.returns import look_at

TODAY = date(2018, 11, 20)
UNIT = "经济发展局"


def task(session: Session, code: str) -> str:
    found = session.snapshot.task_by_code(code)
    assert found is not None
    return found.id


def send(session: Session, folder: Path, title: str, due: date = date(2018, 11, 23)) -> Path:
    subject = subject_of(session, "task")
    step = session.run(sending(session.snapshot, subject, title, due, takes_new=True))
    assert step is not None
    made = [change.after for change in step.changes if isinstance(change.after, CollectionRequest)]
    return write_packages(session.snapshot, made, folder)[0]


def look(session: Session, path: Path) -> ReturnCheck:
    looked = look_at(session, path, TODAY)
    assert looked.check is not None, looked.refusal
    return looked.check
