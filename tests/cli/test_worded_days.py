"""A day that is typed in words at the command line keeps them, and they are told again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE
from tests.commands.conftest import open_new
from tests.commands.ledgers import wells, with_wells

pytestmark = pytest.mark.usefixtures("qapp")


def test_words_of_a_day_are_kept_and_told_by_show_and_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.battlemap"
    with with_wells(open_new(path)) as session:
        title = wells(session).by_key["dug_on"].title
    assert main(["ledger", "add", str(path), "wells", "名称=东井", f"{title}=2018年底前"]) == DONE
    assert main(["ledger", "add", str(path), "wells", "名称=西井", f"{title}=2018.12.31"]) == DONE
    capsys.readouterr()
    assert main(["ledger", "show", str(path), "wells", "东井"]) == DONE
    assert f"{title}：2018-12-31（2018年底前）" in capsys.readouterr().out
    assert main(["ledger", "list", str(path), "wells", "--where", f"{title}=2018-12-31"]) == DONE
    east, west = capsys.readouterr().out.splitlines()[:2]
    assert "2018-12-31（2018年底前）" in east and "2018-12-31" in west and "（" not in west
    assert main(["ledger", "list", str(path), "wells", "--json"]) == DONE
    east, west = json.loads(capsys.readouterr().out)
    assert (east[title], east[f"{title}（原文）"]) == ("2018-12-31", "2018年底前")
    assert west[title] == "2018-12-31" and f"{title}（原文）" not in west
    assert main(["ledger", "edit", str(path), "wells", "东井", f"{title}=2018年12月底"]) == DONE
    assert main(["ledger", "show", str(path), "wells", "东井"]) == DONE
    assert f"{title}：2018-12-31（2018年12月底）" in capsys.readouterr().out
