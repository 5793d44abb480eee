"""A card by the command line: shown, reported, written down; refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


@pytest.fixture
def file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A campaign of the plan's eleven actions."""
    made = str(tmp_path / "a.battlemap")
    assert main(["new", str(PLAN), "-o", made]) == DONE
    capsys.readouterr()
    return made


def told(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """What the command says; it succeeds."""
    assert main(["card", *args]) == DONE
    return capsys.readouterr().out


def test_a_report_gives_the_card_its_percent_and_a_late_one_does_not(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "已反馈：ECON-03 进度 60%" in told(capsys, "report", file, "econ-03", "60", "完成二层浇筑")
    late = told(capsys, "report", file, "ECON-03", "30", "进场", "--on", "2020-01-01", "--by", "孙浩")
    assert "进度 60%" in late
    shown = told(capsys, "show", file, "ECON-03")
    assert "形象进度：完成二层浇筑" in shown
    assert "  2020-01-01 30% 进场 孙浩" in shown
    assert main(["card", "report", file, "ECON-03", "120"]) == REFUSED
    assert main(["card", "report", file, "ECON-99", "20"]) == REFUSED
    assert "没有编号为“ECON-99”的任务。" in capsys.readouterr().err


def test_a_checklist_is_added_ticked_and_shortened(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "工作清单 0/0" in told(capsys, "checklist", file, "ECON-03")
    told(capsys, "checklist", file, "ECON-03", "--add", "勘界", "--add", "评估", "--add", "公示")
    assert told(capsys, "checklist", file, "ECON-03", "--tick", "1", "--remove", "2").splitlines() == [
        "工作清单 1/2",
        "  1 [✓] 勘界",
        "  2 [ ] 公示",
    ]
    assert main(["card", "checklist", file, "ECON-03", "--tick", "3"]) == REFUSED
    assert "ECON-03 的清单有 2 项，没有第 3 项。" in capsys.readouterr().err


def test_a_milestone_takes_a_day_in_words_and_is_reached(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "milestone", file, "ECON-03", "主体封顶", "--due", "11月底前")
    assert "主体封顶 2018-11-30" in told(capsys, "show", file, "ECON-03")
    assert "已完成" in told(capsys, "milestone", file, "ECON-03", "主体封顶", "--reach")
    assert main(["card", "milestone", file, "ECON-03", "竣工", "--due", "等通知"]) == REFUSED
    assert "看不懂日期“等通知”" in capsys.readouterr().err


def test_a_problem_of_two_cards_is_raised_and_solved_once(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    raised = told(capsys, "problem", file, "ECON-03，PROJ-01", "等用地批复", "--kind", "用地")
    assert "已登记卡点 1 号" in raised
    for code in ("ECON-03", "PROJ-01"):
        assert "1 号 等用地批复 未解决" in told(capsys, "show", file, code)
    assert main(["card", "problem", file, "ECON-03", "缺电", "--unit", "电力局"]) == REFUSED
    told(capsys, "solve", file, "1", "已批复")
    assert "解决 已批复" in told(capsys, "show", file, "ECON-03")
    assert main(["card", "solve", file, "1"]) == REFUSED
    assert main(["card", "solve", file, "2"]) == REFUSED


def test_instructions_are_answered_in_their_order(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "instruct", file, "ECON-03", "李书记", "尽快上报", "--on", "2018-11-10", "--due", "11月20日")
    told(capsys, "instruct", file, "ECON-03", "王主任", "现场会商", "--on", "2018-11-12")
    assert "已登记李书记批示的办理情况，ECON-03 还有 1 条待办" in told(
        capsys, "answer", file, "ECON-03", "已报"
    )
    shown = told(capsys, "show", file, "ECON-03")
    assert "2018-11-12 王主任：现场会商 待办" in shown
    told(capsys, "answer", file, "ECON-03", "已会商")
    assert main(["card", "answer", file, "ECON-03", "再办"]) == REFUSED
