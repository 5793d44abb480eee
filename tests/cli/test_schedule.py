"""倒排工期 and forecasts by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, FAULTS, REFUSED
from battlemap.commands.demo import write_demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


def test_templates_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "--templates"]) == DONE
    output = capsys.readouterr().out
    assert "建设项目" in output and "整改销号：7 步 35 天" in output


def test_a_plan_is_tried_refused_shifted_and_written(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["schedule", str(demo), "proj-09", "--template", "rectification", "--from", "2018-11-20"]
    assert main([*words, "--dry-run"]) == FAULTS
    assert "缺 " in capsys.readouterr().out
    assert main(words) == REFUSED
    assert "倒排不成：PROJ-09 缺" in capsys.readouterr().err
    assert main([*words, "--answer", "compress", "--dry-run"]) == DONE
    assert main([*words, "--answer", "shift"]) == DONE
    output = capsys.readouterr().out
    assert "2018-11-20 至 2018-11-22  制定整改方案（3 天）" in output
    assert "已写入 1 项任务的启动日期和节点。" in output
    assert main(["schedule", str(demo), "XX-01"]) == REFUSED
    assert main(["schedule", str(demo), "ECON-01"]) == REFUSED
    assert "已办结" in capsys.readouterr().err
    assert main(["schedule", str(demo)]) != DONE


def test_forecasts_are_told_with_their_basis_and_the_same_seed_says_the_same(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = []
    for seed in ("3", "3"):
        assert main(["forecast", str(demo), "--as-of", "2018-11-20", "--seed", seed]) == DONE
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert "按近 14 个工作日进度，本任务" in outputs[0]
    assert "项任务反馈太少，未作预测。" in outputs[0]
