"""What the disk or a strange program has changed is never journalled as if it had been so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from battlemap.commands.board import SetDue
from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.commands.loop import ReportProgress
from battlemap.commands.mending import take_from_journal
from battlemap.commands.plan import ImportPlan
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.errors import Altered, Refused
from battlemap.store.guards import triggers

NOON = datetime(2018, 11, 20, 12, 0)
DUE, WRONG = date(2018, 11, 28), date(2018, 11, 29)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Returns a closed file with two tasks; the first is due on 28 November."""
    path = tmp_path / "行动.battlemap"
    tasks = (TaskDraft("开工", "", ""), TaskDraft("竣工", "", ""))
    plan = PlanDraft(
        "方案", None, None, (), (ActionDraft(1, "项目", (MeasureDraft(1, "建设", "", tasks),), "PROJ"),), ()
    )
    campaign = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))
    with Session.create(path, campaign, "李明", lambda: NOON, content=ImportPlan(plan)) as session:
        session.run(SetDue((task_of(session),), DUE))
    return path


def task_of(session: Session, code: str = "PROJ-01") -> str:
    return next(task.id for task in session.snapshot.tasks.values() if task.code == code)


@contextmanager
def behind_its_back(path: Path) -> Iterator[sqlite3.Connection]:
    """Yields a connection on which nothing is guarded and nothing journalled, as damage is not."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in triggers():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for sql in triggers().values():
            connection.execute(sql)


def spoil(path: Path, sql: str = f"UPDATE task SET due_on = '{WRONG}' WHERE code = 'PROJ-01'") -> None:
    with behind_its_back(path) as connection:
        assert connection.execute(sql).rowcount == 1


def opened(path: Path) -> Session:
    return Session.open(path, "李明", lambda: NOON)


def test_a_changed_day_is_found_and_an_edit_of_its_card_is_refused(path: Path) -> None:
    spoil(path)
    with opened(path) as session:
        (words,) = session.file.faults()
        assert "PROJ-01" in words
        assert "完成时限为“2018-11-29”，日志记为“2018-11-28”" in words
        task = task_of(session)
        before = session.snapshot
        for command in (ReportProgress(task, 40), EditTask(task, {"title": "改名"}), SetDue((task,), DUE)):
            with pytest.raises(Altered, match="完成时限为“2018-11-29”，日志记为“2018-11-28”") as caught:
                session.run(command)
            assert caught.value.rows == (("task", task),)
        assert session.snapshot is before
        assert session.file.faults() == [words]


def test_other_cards_are_still_edited(path: Path) -> None:
    spoil(path)
    with opened(path) as session:
        assert session.run(ReportProgress(task_of(session, "PROJ-02"), 40)) is not None


def test_undoing_what_was_damaged_since_is_refused_in_the_same_words(path: Path) -> None:
    spoil(path)
    with opened(path) as session, pytest.raises(Altered, match="日志记为“2018-11-28”"):
        session.undo()


def test_the_journals_value_is_taken_and_the_damage_does_not_come_back(path: Path) -> None:
    spoil(path)
    with opened(path) as session:
        task = task_of(session)
        mended = take_from_journal(session, (("task", task),))
        assert mended.rest == ()
        assert session.snapshot.tasks[task].due_on == DUE
        assert session.run(ReportProgress(task, 40)) is not None
        session.undo()
        undone = session.undo()
        assert undone.label.startswith("PROJ-01"), "the mending is on no stack"
        assert session.snapshot.tasks[task].due_on is None
        session.redo()
        assert session.snapshot.tasks[task].due_on == DUE
        assert session.file.faults() == []
        with pytest.raises(Refused):
            take_from_journal(session)


def test_all_that_differs_is_put_right_in_one_step(path: Path) -> None:
    spoil(path)
    spoil(path, "UPDATE task SET progress = 7, title = '暗改' WHERE code = 'PROJ-02'")
    spoil(path, "UPDATE campaign SET ends_on = '2019-12-31'")
    with opened(path) as session:
        assert len(session.file.faults()) == 3
        mended = take_from_journal(session)
        assert len(mended.step.changes) == 3
        assert session.file.faults() == []
        assert session.snapshot.campaign.ends_on == date(2018, 12, 31)


def test_a_row_that_is_gone_is_found_and_comes_back(path: Path) -> None:
    spoil(path, "DELETE FROM measure")
    with opened(path) as session:
        assert any("已从档案中丢失" in words for words in session.file.faults())
        assert take_from_journal(session).rest == ()
        assert len(session.snapshot.measures) == 1


def test_a_row_that_was_planted_is_found_and_not_edited(path: Path) -> None:
    spoil(path, "INSERT INTO unit (id, name, rank, short_name, deleted) VALUES ('u9', '暗箱', 'a9', '', 0)")
    with opened(path) as session:
        assert any("日志中没有这一条" in words for words in session.file.faults())
        with (
            pytest.raises(Altered, match="不是由本程序写入"),
            session.file.write("改", "李明", NOON) as repository,
        ):
            unit = session.snapshot.units["u9"]
            repository.put(type(unit)(**{"id": "u9", "name": "改", "rank": "a9"}))


def test_a_wrong_value_is_not_laundered_by_an_edit_of_another_field(path: Path) -> None:
    """Whoever writes past the program's questions: the line tells of his field alone, and the wrong one is still found."""
    spoil(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        task = raw.execute("SELECT id FROM task WHERE code = 'PROJ-01'").fetchone()[0]
    with opened(path) as session, session.file.write("办理", "李明", NOON):
        session.file._connection.execute("UPDATE task SET progress = 40 WHERE id = ?", [task])
    with opened(path) as session:
        (words,) = session.file.faults()
        assert "任务“PROJ-01”" in words
        assert "与日志不符：完成时限为“2018-11-29”，日志记为“2018-11-28”" in words


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("json_set(old, '$.progress', 7)", "改动前的任务“PROJ-01”"),
        ("json_set(old, '$.title', '暗改')", "任务名称为“暗改”，日志记为“开工”"),
        ("'[]'", "无法识别"),
    ],
)
def test_a_line_that_does_not_begin_with_what_the_one_before_ended_with_is_found(
    path: Path, expression: str, words: str
) -> None:
    with opened(path) as session:
        session.run(ReportProgress(task_of(session), 40))
    with behind_its_back(path) as connection:
        sql = f"UPDATE journal SET old = {expression} WHERE table_name = 'task' AND json_extract(old, '$.progress') = 0"
        assert connection.execute(sql).rowcount == 1
    with opened(path) as session:
        changed, found = session.file.faults()
        assert changed.endswith("的记录被改动或缺失")
        assert words in found


def test_an_image_that_is_older_than_a_column_is_no_fault(path: Path) -> None:
    shorter = "json_remove(new, '$.counts_natural_days')"
    with behind_its_back(path) as connection:
        connection.execute(f"UPDATE journal SET new = {shorter} WHERE table_name = 'task' AND old IS NULL")
    with opened(path) as session:
        task = task_of(session, "PROJ-02")
        assert session.run(EditTask(task, {"title": "改名"})) is not None
        assert all("的记录被改动或缺失" in words for words in session.file.faults()), (
            "the hash alone tells of it"
        )


def test_the_campaign_too(path: Path) -> None:
    spoil(path, "UPDATE campaign SET title = '千日攻坚'")
    with (
        opened(path) as session,
        pytest.raises(Altered, match="行动名称为“千日攻坚”，日志记为“百日攻坚”"),
    ):
        session.run(EditCampaign({"slogan": "新"}))
