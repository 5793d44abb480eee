"""Indicators by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


def test_figures_go_in_out_and_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, table = str(tmp_path / "a.battlemap"), str(tmp_path / "t.xlsx")
    assert main(["new", str(PLAN), "-o", file]) == DONE
    assert main(["indicator", "presets", file]) == DONE
    assert (
        main(["indicator", "enter", file, "全社会用电量", "2018年1-9月", "27.5", "--published", "2018-10-15"])
        == DONE
    )
    assert (
        main(["indicator", "enter", file, "全社会用电量", "2018年10月", "3.5", "--published", "2018-11-15"])
        == DONE
    )
    assert main(["indicator", "target", file, "全社会用电量", "2018", "36"]) == DONE
    capsys.readouterr()
    assert main(["indicator", "show", file, "GY03", "--as-of", "2018-11-20"]) == DONE
    output = capsys.readouterr().out
    assert (
        "完成86.11%，超进度2.78个百分点" in output
        and "后两个月月均需2.50亿千瓦时" in output
        and "推算" in output
    )
    assert main(["indicator", "show", file, "GY03", "--as-of", "2018-11-01"]) == DONE
    assert "1-9月：27.5" in capsys.readouterr().out
    assert (
        main(["indicator", "judge", file, "2018年10月", "用电回升，与开工率一致", "--of", "全社会用电量"])
        == DONE
    )
    assert main(["indicator", "export", file, "2018", "-o", table]) == DONE
    assert main(["indicator", "import", file, table, "2018", "--try"]) == DONE
    assert "登记 0 个数，不变 2" in capsys.readouterr().out
    assert main(["indicator", "list", file]) == DONE
    assert "共 18 项指标" in capsys.readouterr().out
    assert main(["indicator", "enter", file, "没有的", "10月", "1"]) == REFUSED
    assert "没有名为“没有的”的指标" in capsys.readouterr().err
    assert main(["indicator", "enter", file, "全社会用电量", "某月", "1"]) == REFUSED


def test_figures_of_streets_have_their_own_lamps_and_add_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, table = str(tmp_path / "a.battlemap"), str(tmp_path / "t.xlsx")
    assert main(["new", str(PLAN), "-o", file]) == DONE
    assert main(["indicator", "presets", file]) == DONE
    for name in ("东街", "西街"):
        assert main(["rows", "add", "单位", file, f"单位名称={name}"]) == DONE
    title, day = "固定资产投资", ["--published", "2018-11-15"]
    for name, value, aim in (("东街", "45", "50"), ("西街", "30", "50")):
        assert main(["indicator", "enter", file, title, "2018年1-10月", value, "--unit", name, *day]) == DONE
        assert main(["indicator", "target", file, title, "2018", aim, "--unit", name]) == DONE
    assert main(["indicator", "enter", file, title, "2018年1-10月", "80", *day]) == DONE
    capsys.readouterr()
    assert main(["indicator", "units", file, title, "--as-of", "2018-11-20"]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("绿灯　东街　1-10月 45亿元　占比 60.0%") and lines[1].startswith("红灯　西街")
    assert lines[2] == "合计 75亿元　比全区数少 5.00亿元"
    assert main(["indicator", "show", file, title, "--unit", "西街", "--as-of", "2018-11-20"]) == DONE
    assert "完成60.00%，欠进度23.33个百分点" in capsys.readouterr().out
    assert main(["indicator", "list", file, "--unit", "东街", "--as-of", "2018-11-20"]) == DONE
    assert "1-10月 45亿元" in capsys.readouterr().out
    assert main(["indicator", "export", file, "2018", "--unit", "西街", "-o", table]) == DONE
    assert main(["indicator", "import", file, table, "2018", "--unit", "东街", "--try"]) == DONE
    assert "登记 1 个数" in capsys.readouterr().out
    assert main(["indicator", "units", file, "进出口总额"]) == REFUSED
    assert main(["indicator", "show", file, title, "--unit", "北街"]) == REFUSED
