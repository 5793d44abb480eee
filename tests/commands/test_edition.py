"""Editions are numbered without gaps, postings say what hangs, both can be undone and are told in words."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs
import pytest

from battlemap.commands.edition import MarkPosted, RecordEdition
from battlemap.commands.session import Session
from battlemap.domain.kinds.edition import editions_of, posted
from battlemap.domain.telling.step_words import step_words
from battlemap.errors import Refused

NOON = datetime(2018, 11, 20, 9, 0)
FIRST = RecordEdition("daily", "每日战报", 1, NOON, NOON - timedelta(1), "A3", "red", "all", "0" * 64)


def test_editions_are_numbered_one_after_the_other(session: Session) -> None:
    session.run(FIRST)
    with pytest.raises(Refused, match="已出到第 1 期"):
        session.run(FIRST)
    with pytest.raises(Refused, match="第 3 期没有编号"):
        session.run(attrs.evolve(FIRST, number=3))
    step = session.run(attrs.evolve(FIRST, number=2))
    assert step is not None
    assert step.label == "每日战报第 2 期"
    assert "每日战报第 2 期" in step_words(step, session.snapshot).words
    editions = editions_of(session.snapshot.editions.values(), "daily")
    assert [edition.number for edition in editions] == [1, 2]
    assert editions[0].data_until == NOON
    session.undo()
    assert len(editions_of(session.snapshot.editions.values(), "daily")) == 1
    session.run(attrs.evolve(FIRST, number=2))


def test_other_sheets_have_numbers_of_their_own(session: Session) -> None:
    session.run(FIRST)
    session.run(attrs.evolve(FIRST, sheet="weekly", title="周通报"))
    assert len(editions_of(session.snapshot.editions.values(), "weekly")) == 1


def test_nothing_is_issued_or_posted_in_the_future(session: Session) -> None:
    with pytest.raises(Refused, match="尚未到时间"):
        session.run(attrs.evolve(FIRST, data_until=datetime(2018, 12, 20)))
    with pytest.raises(Refused, match="将来的版本"):
        session.run(MarkPosted("overview", "总作战图", datetime(2018, 12, 20), "A0"))


def test_the_newest_posting_is_what_hangs(session: Session) -> None:
    assert posted(session.snapshot.postings.values(), "overview") is None
    session.run(MarkPosted("overview", "总作战图", NOON - timedelta(3), "A0"))
    step = session.run(MarkPosted("overview", "总作战图", NOON, "A1"))
    assert step is not None
    assert "总作战图" in step_words(step, session.snapshot).words
    hanging = posted(session.snapshot.postings.values(), "overview")
    assert hanging is not None
    assert hanging.paper == "A1"
    session.undo()
    hanging = posted(session.snapshot.postings.values(), "overview")
    assert hanging is not None
    assert hanging.paper == "A0"
