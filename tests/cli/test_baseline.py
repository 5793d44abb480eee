"""Baselines by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


def test_a_baseline_is_frozen_listed_compared_renamed_and_dropped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["new", str(PLAN), "-o", file]) == DONE
    assert main(["baseline", "list", file]) == DONE
    assert "还没有军令状。" in capsys.readouterr().out
    assert main(["baseline", "freeze", file, "开工军令状"]) == DONE
    assert "已立下军令状“开工军令状”" in capsys.readouterr().out
    assert main(["baseline", "freeze", file, "开工军令状"]) == REFUSED
    assert "已有名为“开工军令状”的军令状" in capsys.readouterr().err
    assert main(["baseline", "rename", file, "开工军令状", "十月军令状"]) == DONE
    assert main(["baseline", "compare", file, "十月军令状"]) == DONE
    assert "变动 0 项，新增 0 项，删除 0 项" in capsys.readouterr().out
    assert main(["baseline", "compare", file, "没有的"]) == REFUSED
    assert "没有名为“没有的”的军令状。现有：十月军令状。" in capsys.readouterr().err
    assert main(["baseline", "compare", file]) != DONE
    capsys.readouterr()
    assert main(["baseline", "delete", file, "十月军令状"]) == DONE
    assert main(["baseline", "list", file]) == DONE
    assert "还没有军令状。" in capsys.readouterr().out
