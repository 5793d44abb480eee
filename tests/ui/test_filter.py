from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.session import Session
from battlemap.ui.filter import NO_UNIT, Filter
from tests.ui.conftest import NOW, task


def codes(session: Session, wanted: Filter) -> list[str]:
    snapshot = session.snapshot
    ids = wanted.passing(snapshot, lambda id: snapshot.judge(snapshot.tasks[id], NOW.date()).lamp)
    return sorted(snapshot.tasks[id].code for id in ids)


def test_an_empty_filter_lets_every_card_pass(session: Session) -> None:
    assert Filter().is_empty
    assert Filter(words="  ").is_empty
    assert len(codes(session, Filter())) == 4


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("龙头", ["ECON-01"]),
        ("econ-03", ["ECON-03"]),
        ("经济发展", ["ECON-01"]),
        ("经发 走访", ["ECON-01"]),
        ("经发 征迁", []),
    ],
)
def test_every_word_must_be_found_in_title_code_or_unit(
    session: Session, words: str, found: list[str]
) -> None:
    assert codes(session, Filter(words=words)) == found


def test_lamps_are_those_of_the_day(session: Session) -> None:
    late = codes(session, Filter(lamps=frozenset({"red"})))
    assert "ECON-02" in late
    assert codes(session, Filter(lamps=frozenset({"red", "yellow", "green", "grey"}))) == codes(
        session, Filter()
    )


def test_tasks_without_a_unit_can_be_asked_for(session: Session) -> None:
    unit = task(session, "ECON-01").responsible_unit
    assert codes(session, Filter(unit=unit)) == ["ECON-01"]
    assert codes(session, Filter(unit=NO_UNIT)) == ["ECON-02", "ECON-03", "PROJ-01"]


def test_all_that_is_set_must_hold(session: Session) -> None:
    assert codes(session, Filter(day=date(2018, 11, 30))) == ["ECON-03"]
    assert codes(session, Filter(day=date(2018, 11, 30), words="龙头")) == []
