"""Own days leave and enter a campaign as a table; years without a notice are announced."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED


def test_days_of_the_demo_are_taken_to_another_campaign(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo, other, days = tmp_path / "d.battlemap", tmp_path / "o.battlemap", tmp_path / "日历.xlsx"
    plan = tmp_path / "plan.txt"
    plan.write_text("2049年百日攻坚行动方案\n2049年10月至12月\n一、经济运行\n1. 走访企业30家。\n", "utf-8")
    assert main(["demo", str(demo)]) == DONE
    assert main(["new", str(plan), "-o", str(other)]) == DONE
    assert main(["calendar", "export", str(demo), "-o", str(days)]) == DONE
    capsys.readouterr()
    assert main(["calendar", "import", str(other), str(days)]) == DONE
    output = capsys.readouterr().out
    assert "2049 年的放假调休通知未收录" in output and "改动 0 个" not in output
    assert main(["calendar", "import", str(other), str(days)]) == DONE
    assert "改动 0 个" in capsys.readouterr().out
    assert main(["calendar", "export", str(demo), "-o", str(days)]) == REFUSED
    assert main(["calendar", "import", str(other), str(plan)]) == REFUSED
