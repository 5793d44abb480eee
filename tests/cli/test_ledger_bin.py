"""``ledger empty`` tells what deleted fields still hold, and clears it away only when that is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.commands.ledgers import RemoveField
from tests.commands.conftest import open_new
from tests.commands.ledgers import add, wells, with_wells

pytestmark = pytest.mark.usefixtures("qapp")


def test_what_is_kept_is_listed_first_and_cleared_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.battlemap"
    with with_wells(open_new(path)) as session:
        add(session, "东井", depth=80)
        session.run(RemoveField(wells(session).by_key["depth"].id))
    assert main(["ledger", "empty", str(path)]) == DONE
    assert "井深　1 眼" in capsys.readouterr().out
    assert main(["ledger", "empty", str(path), "机井台账", "--field", "土质"]) == REFUSED
    assert "没有叫“土质”的已删除字段" in capsys.readouterr().err
    assert main(["ledger", "empty", str(path), "机井台账", "--field", "井深", "--yes"]) == DONE
    assert "已清空已删除字段的内容，可以撤销。" in capsys.readouterr().out
    assert main(["ledger", "empty", str(path), "--yes"]) == DONE
    assert "没有内容可清空。" in capsys.readouterr().out
