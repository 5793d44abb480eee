"""Persons by the command line: whose names are masked on walls."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.machine import open_session
from battlemap.cli.terms import DONE, REFUSED
from battlemap.commands.people import AssignTask, registered
from tests.cli.test_posters import text_of

# the command line takes the application that is there; a bare one of its own would stand in the way of other tests
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_a_marked_name_is_masked_on_every_wall_chart_until_it_is_unmarked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["demo", file]) == DONE
    capsys.readouterr()
    assert main(["people", file]) == DONE
    listed = [line.split("　") for line in capsys.readouterr().out.splitlines()]
    name = next(name for name, _, count in listed if count != "0 项")
    assert main(["people", file, "--mask", name]) == DONE
    marked = [
        line.split("　")[0] for line in capsys.readouterr().out.splitlines() if line.endswith("　上墙打码")
    ]
    assert marked == [name]
    chart = tmp_path / "责任清单.pdf"
    shown = []
    for words in ([], ["--no-mask"], ["--mask"]):
        assert main(["poster", "duties", file, "-o", str(chart), "--as-of", "2018-11-20", *words]) == DONE
        shown.append(name in text_of(chart))
    assert shown == [False, True, False]
    assert main(["people", file, "--unmask", name]) == DONE
    assert main(["poster", "duties", file, "-o", str(chart), "--as-of", "2018-11-20"]) == DONE
    assert name in text_of(chart)


def test_an_unknown_name_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["demo", file]) == DONE
    assert main(["people", file, "--mask", "没有此人"]) == REFUSED
    assert "没有名为“没有此人”的人员。" in capsys.readouterr().err


def test_people_registered_twice_are_named_and_merged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.battlemap"
    plan = tmp_path / "plan.txt"
    plan.write_text("测试行动方案\n\n一、准备\n\n1. 开会。\n2. 发文。\n", "utf-8")
    assert main(["new", str(plan), "-o", str(file)]) == DONE
    with open_session(file) as session:
        for task, unit in zip(session.snapshot.live_tasks, ("经发局", "建设局"), strict=True):
            session.run(AssignTask(task.id, unit))
        with session.file.write("登记", "", session.clock()) as repository:
            for unit in session.snapshot.units.values():
                registered(repository, "李明", unit.id)
        session.refresh()
        for task in session.snapshot.live_tasks:
            session.run(AssignTask(task.id, owner="李明"))
    capsys.readouterr()
    assert main(["people", str(file)]) == DONE
    assert "“李明”登记了 2 条" in capsys.readouterr().out
    assert main(["people", str(file), "--merge", "李明", "--keep", "财政局"]) == REFUSED
    assert "可选：" in capsys.readouterr().err
    assert main(["people", str(file), "--merge", "李明", "--keep", "建设局"]) == DONE
    assert capsys.readouterr().out == "李明　建设局　2 项\n"
    assert main(["people", str(file), "--merge", "李明"]) == REFUSED
    assert "不必合并" in capsys.readouterr().err
