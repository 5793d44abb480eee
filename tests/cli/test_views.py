"""A saved view prints the tasks that it shows in the window."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.commands.demo import write_demo
from battlemap.commands.saved_view import SaveView
from battlemap.commands.session import Session
from battlemap.domain.looking.task_filter import TaskFilter
from tests.cli.test_posters import squeezed, text_of

# the command line takes the application that is there; a bare one of its own would stand in the way of other tests
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_a_view_is_listed_and_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.battlemap"
    write_demo(file)
    assert main(["views", str(file)]) == DONE
    assert "还没有保存的视图。" in capsys.readouterr().out
    with Session.open(file, "李明", datetime.now) as session:
        session.run(SaveView("红灯", TaskFilter(lamps=frozenset({"red"}))))
        tasks = session.snapshot.live_tasks
    day = ["--as-of", "2018-11-20"]
    assert main(["views", str(file), *day]) == DONE
    assert "红灯　11 项　" in capsys.readouterr().out
    chart = tmp_path / "清单.pdf"
    assert main(["poster", "duties", str(file), "-o", str(chart), *day, "--view", "红灯"]) == DONE
    text = text_of(chart)
    assert sum(squeezed(task.title) in text for task in tasks) == 11
    assert main(["poster", "duties", str(file), "-o", str(chart), "--view", "没有"]) == REFUSED
    assert "没有名为“没有”的视图。现有：红灯。" in capsys.readouterr().err
