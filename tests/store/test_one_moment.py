"""All that belongs together is read in one moment, whatever another program writes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.commands.plan import ImportPlan
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.domain.snapshot import Snapshot
from battlemap.store import journal
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.recovery import contents

CAMPAIGN = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))
PLAN = PlanDraft(
    "方案",
    None,
    None,
    (),
    (
        ActionDraft(
            1,
            "项目",
            (MeasureDraft(1, "建设", "", tuple(TaskDraft(f"{n}", "", "") for n in range(300))),),
            "PROJ",
        ),
    ),
    (),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "行动.battlemap"
    Session.create(path, CAMPAIGN, "李明", datetime.now, content=ImportPlan(PLAN)).close()
    return path


@contextmanager
def busy_writer(path: Path) -> Iterator[None]:
    """Another program writes without pause: the newest step's number stands in the slogan and in the last card."""
    stop, is_at_work = Event(), Event()

    def work() -> None:
        with Session.open(path, "写者", datetime.now) as session:
            last = max(session.snapshot.tasks.values(), key=lambda task: task.code).id
            while not stop.is_set():
                number = session.file.newest_number() + 1
                session.run(EditCampaign({"slogan": f"{number}"}))
                session.run(EditTask(last, {"title": f"{number + 1}"}))
                is_at_work.set()

    writer = Thread(target=work)
    writer.start()
    try:
        assert is_at_work.wait(30)
        yield
    finally:
        stop.set()
        writer.join()


def test_what_is_read_inside_is_of_one_moment(path: Path) -> None:
    with (
        Session.open(path, "李明", datetime.now) as writer,
        CampaignFile.open(path, "", datetime.now(), read_only=True) as file,
    ):
        with file.reading() as connection:
            before = journal.last_header(connection)
            writer.run(EditCampaign({"slogan": "其间"}))
            assert journal.last_header(connection) == before
            assert Snapshot.of(journal.rows(connection)).campaign.slogan == ""
        with file.reading() as connection:
            assert journal.last_header(connection) != before


def test_a_board_opened_beside_a_busy_writer_is_of_one_step_and_sound(path: Path) -> None:
    with busy_writer(path):
        for _ in range(12):
            with Session.open(path, "读者", datetime.now, read_only=True) as session:
                assert _newest(session.snapshot) == session._last_number
                assert session.file.faults() == []
                session.refresh()
                assert _newest(session.snapshot) == session._last_number


def _newest(snapshot: Snapshot) -> int:
    last = max(snapshot.tasks.values(), key=lambda task: task.code)
    return max(int(snapshot.campaign.slogan), int(last.title))


def test_what_a_file_contains_is_told_of_one_moment(path: Path) -> None:
    with busy_writer(path):
        for _ in range(5):
            summary = contents(path, datetime.now(), 1)
            assert f"{summary.steps}" in summary.newest[0]
