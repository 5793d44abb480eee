"""Meetings by the command line: agenda, decisions in one line, what is owed, minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


def test_a_meeting_from_agenda_to_minutes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["new", str(PLAN), "-o", file]) == DONE
    capsys.readouterr()

    def told(*args: str) -> str:
        assert main(["meeting", *args]) == DONE, capsys.readouterr().err
        return capsys.readouterr().out

    assert main(["meeting", "agenda", file]) == REFUSED
    assert "meeting setup" in capsys.readouterr().err
    assert "挂图作战调度会" in told("setup", file)
    assert "第 1 次挂图作战调度会" in told("open", file, "--series", "挂图作战调度会", "--chair", "周卫东")
    assert "已建任务 ECON-" in told("decide", file, "任务：完成清表", "--code", "ECON-03")
    assert "议定 2（批示）" in told("decide", file, "批示：抓紧", "--code", "ECON-03")
    assert main(["meeting", "decide", file, "批示：抓紧"]) == REFUSED
    told("decide", file, "每周一报")
    told("present", file, "--present", "周卫东、高立新")
    assert "已拟纪要：第1次挂图作战调度会纪要" in told("close", file)
    assert "共 3 项未落实" in told("owed", file)
    assert "已销结：每周一报" in told("done", file, "3", "已印发")
    assert "上次议定事项落实　2 项未落实" in told("agenda", file, "--as-of", "2018-11-20")
    assert "已重开第 1 次挂图作战调度会" in told("reopen", file, "漏记一项")
    told("decide", file, "每月通报")
    told("close", file)
    assert "第 1 版　（未编号）　拟稿" in told("minutes", file)
