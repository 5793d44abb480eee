"""Plans of MS Project enter and leave by the command line, and what is left out is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.exchange.project_xml import read_project
from tests.exchange.test_project_xml import DATA

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


def test_a_plan_is_handed_in_and_taken_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "a.battlemap", tmp_path / "out.xml"
    assert main(["new", str(PLAN), "-o", str(file)]) == DONE
    road = str(DATA / "road-2019.xml")
    capsys.readouterr()
    assert main(["project", "import", str(file), road, "--dry-run"]) == DONE
    told = capsys.readouterr().out
    assert "不导入：资源分配：1 处" in told and "可导入「road-2019.xml」：专项 3 个，任务 6 项" in told
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
    assert "没有代号为「XX」的专项" in capsys.readouterr().err
