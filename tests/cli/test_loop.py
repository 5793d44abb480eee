"""The loop of a task by the command line: each verb tells the chain, and what is missing is said."""

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
    assert main(["loop", *args]) == DONE, capsys.readouterr().err
    return capsys.readouterr().out


def test_a_task_goes_from_being_handed_out_to_a_rebound(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "→ 待签收" in told(capsys, "assign", file, "ECON-03", "经济发展局")
    assert "→ 待办结" in told(capsys, "accept", file, "econ-03")
    told(capsys, "pause", file, "ECON-03", "等图纸")
    told(capsys, "resume", file, "ECON-03")
    assert "签收" in told(capsys, "hand-on", file, "ECON-03", "财政局", "职能划转")
    told(capsys, "accept", file, "ECON-03")
    assert "→ 待核查销号" in told(capsys, "claim", file, "ECON-03", "全部完成")
    assert "退回" in told(capsys, "verify", file, "ECON-03", "缺材料", "--fail")
    told(capsys, "claim", file, "ECON-03")
    told(capsys, "verify", file, "ECON-03", "合格")
    assert "待" not in told(capsys, "strike", file, "ECON-03", "同意").splitlines()[-1]
    assert "反弹" in told(capsys, "rebound", file, "ECON-03", "50", "复产")
    shown = told(capsys, "chain", file, "ECON-03")
    assert "转办" in shown and "职能划转" in shown and "✗ 申请办结：还没有申请办结" in shown


def test_rules_are_taken_and_what_is_missing_is_said(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "督察整改（六步）" in told(capsys, "rules", file)
    told(capsys, "assign", file, "ECON-03", "经济发展局")
    told(capsys, "claim", file, "ECON-03")
    assert main(["loop", "strike", file, "ECON-03"]) == REFUSED
    assert "核查合格（还没有核查）" in capsys.readouterr().err
    assert main(["loop", "verify", file, "ECON-03", "合格"]) == REFUSED
    assert "须由另一人核查" in capsys.readouterr().err


def test_who_owes_reports_is_listed_and_urged_and_the_four_words_are_counted(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "assign", file, "ECON-03", "经济发展局")
    assert "未签收　ECON-03　经济发展局" in told(capsys, "owed", file, "--as-of", "2099-01-20")
    told(capsys, "owed", file, "--as-of", "2099-01-20", "--urge")
    assert "催报" in told(capsys, "chain", file, "ECON-03")
    counted = told(capsys, "counts", file, "--as-of", "2018-11-20")
    assert [line.split()[0] for line in counted.splitlines()[:4]] == [
        "已销号", "已完成", "未完成但达到序时进度", "未达到序时进度",
    ]  # fmt: skip
