"""``money show`` tells what the sheet 财政收支图 and the page 运行 tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE
from battlemap.commands.demo import write_demo


def test_lines_months_and_shares_are_told_as_of_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.battlemap"
    write_demo(file)
    capsys.readouterr()
    assert main(["money", "show", str(file), "--as-of", "2018-11-20"]) == DONE
    out = capsys.readouterr().out
    assert "红灯　菱花南路打通工程　预算 5200　累计 4576　进度 88.0%" in out
    assert "付款−形象 +33.5　付款超形象进度 33.5 个百分点" in out
    assert "1-10月　收入 367930　支出 279364　结余 +88566" in out
    assert "税收占比　73.70%　同比 +1.41 个百分点　目标 74%　再增 1405 万元税收" in out
    assert main(["money", "show", str(file), "2012", "--as-of", "2018-11-20"]) == DONE
    assert "还没有登记预算和收支。" in capsys.readouterr().out
