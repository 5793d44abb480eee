"""Letters are numbered without gaps, rise only by rule and signature, and what is signed is not changed any more."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.commands.letter import (
    AnswerLetter,
    CloseLetter,
    DeliverLetter,
    DraftLetter,
    EditLetter,
    IssueLetter,
    ReceiveLetter,
    VoidLetter,
)
from battlemap.commands.people import AssignTask
from battlemap.commands.session import Session
from battlemap.domain.kinds.letter import LETTER_KINDS, Letter
from battlemap.domain.telling.letter_words import drawn_up, letter_template
from battlemap.errors import BattlemapError, Refused
from tests.commands.conftest import open_new


class Clock:
    """Says the day that it is told."""

    def __init__(self) -> None:
        self.now = datetime(2018, 11, 20, 9)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock(session: Session) -> Clock:
    clock = Clock()
    session.clock = clock
    return clock


def drafted(session: Session, kind: Any = "reminder", earlier: Letter | None = None) -> Letter:
    task = session.snapshot.live_tasks[0]
    day = session.clock().date()
    values = drawn_up(kind, session.snapshot, day, task, earlier)
    session.run(DraftLetter(values, earlier.id if earlier else None))
    return list(session.snapshot.letters.values())[-1]


def now(session: Session, letter: Letter) -> Letter:
    return session.snapshot.letters[letter.id]


def test_a_letter_is_drawn_up_from_the_facts_and_followed_until_it_is_closed(
    session: Session, clock: Clock
) -> None:
    session.run(AssignTask(session.snapshot.live_tasks[0].id, "经济发展局"))
    letter = drafted(session)
    assert (letter.title, letter.addressee) == ("关于加快推进ECON-01“开展工业运行监测”的提醒函", "经济发展局")
    assert "进度0%" in letter.body and "于2018年11月27日前书面反馈" in letter.body and "{" not in letter.body
    session.run(EditLetter(letter.id, {"copies": "督查考核办"}))
    with pytest.raises(Refused, match="签发人"):
        session.run(IssueLetter(letter.id, " "))
    session.run(IssueLetter(letter.id, "周卫东"))
    assert now(session, letter).reference == "攻坚提〔2018〕1号"
    with pytest.raises(Refused, match="不能修改"):
        session.run(EditLetter(letter.id, {"title": "改"}))
    session.run(DeliverLetter(letter.id, "机要"))
    session.run(ReceiveLetter(letter.id, "王强"))
    session.run(AnswerLetter(letter.id, "已加派人手"))
    session.run(CloseLetter(letter.id, "恢复正常"))
    done = now(session, letter)
    assert (done.state, done.received_by, done.answered_on, done.copies) == (
        "closed", "王强", date(2018, 11, 20), "督查考核办",
    )  # fmt: skip
    with pytest.raises(Refused, match="已办结"):
        session.run(VoidLetter(letter.id, "误发"))


def test_blue_becomes_yellow_becomes_red_only_by_rule_and_signature(session: Session, clock: Clock) -> None:
    session.run(AssignTask(session.snapshot.live_tasks[0].id, "经济发展局"))
    direct = drafted(session, "supervision")
    with pytest.raises(Refused, match="须由上一级公文逾期升级"):
        session.run(IssueLetter(direct.id, "周卫东"))
    blue = drafted(session)
    session.run(IssueLetter(blue.id, "周卫东"))
    with pytest.raises(Refused, match="还没有逾期"):
        drafted(session, "supervision", now(session, blue))
    clock.now = datetime(2018, 11, 29, 9)
    yellow = drafted(session, "supervision", now(session, blue))
    assert "11月20日已发提醒函（攻坚提〔2018〕1号），要求11月27日前反馈，至今未反馈。" in yellow.body
    assert now(session, blue).state == "issued"
    session.run(IssueLetter(yellow.id, "周卫东"))
    assert (now(session, blue).state, now(session, yellow).reference) == ("escalated", "攻坚督〔2018〕1号")
    clock.now = datetime(2018, 12, 20, 9)
    with pytest.raises(Refused, match="逐级"):
        session.run(
            DraftLetter(
                drawn_up("bulletin", session.snapshot, date(2018, 12, 20)) | {"kind": "reminder"}, yellow.id
            )
        )
    red = drafted(session, "bulletin", now(session, yellow))
    session.run(AnswerLetter(yellow.id, "已整改"))
    with pytest.raises(Refused, match="还没有逾期"):
        session.run(IssueLetter(red.id, "周卫东"))


def test_every_template_is_filled_and_a_spoiled_one_is_refused_in_words(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    for kind in LETTER_KINDS:
        values = drawn_up(kind, session.snapshot, date(2018, 11, 20), task)
        assert "{" not in values["title"] + values["body"], kind
        assert letter_template(kind).paragraphs
    with pytest.raises(BattlemapError, match="须从任务拟稿"):
        drawn_up("reminder", session.snapshot, date(2018, 11, 20))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_numbers_have_no_gaps_and_no_doubles_under_any_history(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A void letter keeps its number; what is undone gives it back."""
    with open_new(Path(tmp_path_factory.mktemp("law")) / "行动.battlemap") as session:
        clock = Clock()
        session.clock = clock
        for _ in range(data.draw(st.integers(4, 22))):
            letters = [one for one in session.snapshot.letters.values() if not one.deleted]
            way = data.draw(
                st.sampled_from(["draft", "issue", "issue", "void", "undo", "undo", "redo", "year"])
            )
            try:
                if way == "draft" or not letters:
                    drafted(session, data.draw(st.sampled_from(["order", "rectification"])))
                elif way in ("undo", "redo"):
                    getattr(session, way)()
                elif way == "year":
                    clock.now += timedelta(days=data.draw(st.sampled_from([1, 60])))
                else:
                    letter = data.draw(st.sampled_from(letters))
                    session.run(
                        IssueLetter(letter.id, "周") if way == "issue" else VoidLetter(letter.id, "误")
                    )
            except BattlemapError:
                continue
            series: dict[tuple[str, int], list[int]] = {}
            for one in session.snapshot.letters.values():
                if not one.deleted and one.number:
                    series.setdefault((one.kind, one.year), []).append(one.number)
            for numbers in series.values():
                assert sorted(numbers) == list(range(1, len(numbers) + 1))
