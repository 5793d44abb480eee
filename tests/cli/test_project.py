"""Plans of MS Project enter and leave by the command line, and what is left out is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.exchange.project_xml import read_project
from tests.exchange.mspdi import calendar, heading, link, plan, task, week_day, work_week
from tests.exchange.test_project_xml import DATA

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


def test_a_plan_is_handed_in_and_taken_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "a.battlemap", tmp_path / "out.xml"
    assert main(["new", str(PLAN), "-o", str(file)]) == DONE
    road = str(DATA / "road-2019.xml")
    capsys.readouterr()
    assert main(["project", "import", str(file), road, "--dry-run"]) == DONE
    output = capsys.readouterr().out
    assert "不导入：资源分配：1 处" in output and "可导入“road-2019.xml”：专项 3 个，任务 6 项" in output
    assert main(["project", "import", str(file), road]) == DONE
    assert main(["project", "export", str(file), "-o", str(out)]) == DONE
    draft = read_project(out)
    assert [action.title for action in draft.actions][-1] == "施工"
    assert len(draft.actions) == 14 and len(draft.links) == 5
    assert main(["project", "export", str(file), "-o", str(out)]) == REFUSED
    assert "已经存在" in capsys.readouterr().err
    assert main(["project", "import", str(file), str(PLAN)]) == REFUSED
    assert "不是完整的 XML" in capsys.readouterr().err


def test_one_action_is_taken_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "a.battlemap", tmp_path / "proj.xml"
    assert main(["new", str(PLAN), "-o", str(file)]) == DONE
    assert main(["project", "export", str(file), "--action", "proj", "-o", str(out)]) == DONE
    assert [action.code for action in read_project(out).actions] == ["PROJ"]
    assert main(["project", "export", str(file), "--action", "XX", "-o", str(tmp_path / "x.xml")]) == REFUSED
    assert "没有代号为“XX”的专项" in capsys.readouterr().err


@pytest.fixture
def file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A campaign."""
    made = tmp_path / "a.battlemap"
    assert main(["new", str(PLAN), "-o", str(made)]) == DONE
    capsys.readouterr()
    return made


def handed_in(file: Path, capsys: pytest.CaptureFixture[str], content: str, *options: str) -> tuple[int, str]:
    path = file.with_name("计划.xml")
    path.write_text(content, "utf-8")
    code = main(["project", "import", str(file), str(path), *options])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_a_rehearsal_is_refused_as_the_import_would_be(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    circle = plan(task(1, "甲", more=link(2)), task(2, "乙", more=link(1)))
    for options in (("--dry-run",), ()):
        code, output = handed_in(file, capsys, circle, *options)
        assert (code, "循环" in output) == (REFUSED, True)
    before = file.read_bytes()
    assert handed_in(file, capsys, plan(task(1)), "--dry-run")[0] == DONE
    assert file.read_bytes() == before


def test_the_last_line_counts_what_was_made(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = plan(heading(1), task(2, "基础", "2018-11-05", "2018-11-09", level=2), heading(3, "空"))
    for options in (("--dry-run", "--match"), ("--match",)):
        assert "专项 1 个，任务 1 项，" in handed_in(file, capsys, content, *options)[1]
    again = handed_in(file, capsys, content, "--match")[1]
    assert "专项 0 个，任务 0 项，" in again and "更新" not in again
    later = content.replace("2018-11-09", "2018-11-16")
    assert handed_in(file, capsys, later, "--match")[1].rstrip().endswith("；更新任务 1 项")


def test_a_work_week_partly_known_is_taken_whole(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rush = calendar(weeks=work_week("2018-12-01", "2018-12-31", week_day(7, 1)))  # the 29th is known
    assert "日历时段 5 个" in handed_in(file, capsys, plan(task(1), calendars=rush))[1]


def test_the_help_names_its_values_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["project", "import", "--help"]) == DONE
    output = capsys.readouterr().out
    assert "import [选项] 档案 计划" in output and "--reason 文字" in output
    assert main(["project", "--help"]) == DONE
    assert "project [选项] 命令 [参数]…" in capsys.readouterr().out
