"""The agenda as a pocket card, as small as A6: everything on it, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.commands.meeting import SetUpMeetings
from battlemap.commands.problem import RaiseProblem
from battlemap.commands.session import Session
from battlemap.layout.paper import paper
from battlemap.sheets.agenda import agenda_sheet, pocket
from battlemap.sheets.options import SheetOptions
from tests.commands.conftest import open_new


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A campaign with a series of meetings and fifteen 卡点."""
    with open_new(Path(tmp_path_factory.mktemp("agenda")) / "a.battlemap") as opened:
        opened.run(SetUpMeetings(({"title": "挂图作战调度会"},)))
        tasks = [task.id for task in opened.snapshot.live_tasks]
        for number in range(15):
            opened.run(
                RaiseProblem(
                    f"卡点{number}号：用地指标缺口尚未落实，须协调市局追加", (tasks[number % len(tasks)],)
                )
            )
        yield opened


@pytest.mark.parametrize("name", ["A5", "A6"])
def test_a_pocket_card_holds_the_whole_agenda(session: Session, name: str) -> None:
    moment = datetime(2018, 11, 20, 17, 30)
    on = paper(name, "portrait")
    pages = pocket(session.snapshot, SheetOptions(moment, on))
    assert {(page.width, page.height) for page in pages} == {(on.width, on.height)}
    whole = agenda_sheet(session.snapshot, SheetOptions(moment, paper("A4", "portrait")))
    for number in range(15):
        wanted = f"卡点{number}号"
        assert any(wanted in "".join(text.lines) for page in whole for text in page.texts())
        assert any(wanted in "".join(text.lines) for page in pages for text in page.texts()), number
    for page in pages:
        for text in page.texts():
            inside = text.rect
            assert inside.x >= -1e-6 and inside.right <= page.width + 1e-6
            assert inside.y >= -1e-6 and inside.bottom <= page.height + 1e-6
            assert text.size >= on.least_text - 1e-6 or text.is_fine
