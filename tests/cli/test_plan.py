"""A second plan by the command line: previewed, taken in once, refused where it brings nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"
MORE = """补充方案
一、夜间经济专项攻坚行动
1.培育商圈。开展夜间经济试点。
"""


def test_a_second_plan_adds_only_what_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, more = str(tmp_path / "a.battlemap"), tmp_path / "补充.txt"
    more.write_text(MORE, "utf-8")
    assert main(["new", str(PLAN), "-o", file]) == DONE
    assert main(["merge-plan", file, str(PLAN)]) == REFUSED
    assert "方案中没有新的内容" in capsys.readouterr().err
    for command in (["merge-plan", file, str(more), "--preview"], ["merge-plan", file, str(more)]):
        assert main(command) == DONE
        said = capsys.readouterr().out
        assert said.startswith("新增专项 1 个、要点 1 条、任务 1 项；")
        assert "夜间经济专项攻坚行动 · 培育商圈（新）" in said
    assert main(["merge-plan", file, str(more)]) == REFUSED
