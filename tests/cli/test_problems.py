"""The way of a 卡点 by the command line."""

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
    assert main(["problems", *args]) == DONE, capsys.readouterr().err
    return capsys.readouterr().out


def test_a_problem_is_raised_lifted_answered_confirmed_batched_and_counted(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "卡点 1 号" in told(
        capsys, "raise", file, "ECON-01,ECON-02", "缺地", "--needs", "20 亩", "--kind", "用地"
    )
    told(capsys, "raise", file, "ECON-03", "等环评", "--red")
    listed = told(capsys, "list", file).splitlines()
    assert listed[0].startswith("2 号　总指挥") and "红信封" in listed[0]
    assert "提级卡点 1 号" in told(capsys, "lift", file, "1")
    told(capsys, "red", file, "1", "急")
    assert main(["problems", "lift", file, "1"]) == REFUSED
    assert "已提交总指挥" in capsys.readouterr().err
    told(capsys, "answer", file, "1", "已落实")
    told(capsys, "back", file, "1", "还差 5 亩")
    told(capsys, "answer", file, "1", "全部落实")
    told(capsys, "confirm", file, "1")
    assert "第 1 批，1 个卡点" in told(capsys, "batch", file)
    shown = told(capsys, "show", file, "1")
    assert [word in shown for word in ("提出", "提级", "红信封直报", "退回重办", "解决")] == [True] * 5
    counted = told(capsys, "figures", file, "--as-of", "2099-01-01", "--since", "2018-01-01")
    assert "合计　新增 2　办结 1　未结 1" in counted


def test_problems_rise_by_the_delivered_rules(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["loop", "rules", file]) == DONE
    told(capsys, "raise", file, "ECON-01", "缺地")
    assert "自动提级" in told(capsys, "list", file)
    assert "共提级 0 个" in told(capsys, "escalate", file)
    assert "卡点 1 号提到总指挥" in told(capsys, "escalate", file, "--as-of", "2099-01-01")


def test_one_is_raised_on_an_entry_of_a_ledger_and_tied_to_a_task(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "new", "签约项目", file]) == DONE
    assert main(["ledger", "add", file, "签约项目", "项目名称=智能装备产业园"]) == DONE, (
        capsys.readouterr().err
    )
    capsys.readouterr()
    told(capsys, "raise", file, "-", "缺地", "--entry", "签约项目/智能装备产业园")
    assert "签约项目“智能装备产业园”" in told(capsys, "list", file)
    assert "ECON-01、签约项目“智能装备产业园”" in told(capsys, "tie", file, "1", "ECON-01")
    assert "按台账\n  签约项目　新增" in told(capsys, "figures", file, "--as-of", "2099-01-01")
    assert main(["problems", "raise", file, "-", "缺地", "--entry", "没有这个"]) == REFUSED
