"""The command line does what the window does, says so in Chinese, and tells scripts by its exit code."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, FAULTS, REFUSED
from battlemap.store.guards import triggers

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


def test_a_plan_becomes_a_campaign_without_a_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "济宁.battlemap"
    assert main(["new", str(PLAN), "-o", str(file)]) == DONE
    output = capsys.readouterr().out
    assert "专项 11 个" in output
    assert "2018-10-01 至 2018-12-31" in output
    assert "经济运行专项攻坚行动" in output
    with closing(sqlite3.connect(file)) as plain:
        actions = plain.execute("SELECT number, code FROM action ORDER BY rank").fetchall()
        assert [number for number, _ in actions] == list(range(1, 12))
        assert actions[0] == (1, "ECON")
        assert plain.execute("SELECT COUNT(*) FROM task").fetchone()[0] > 40
        assert plain.execute("SELECT COUNT(*) FROM step").fetchone() == (2,)
    assert main(["check", str(file)]) == DONE


def test_one_task_per_measure_is_a_choice(tmp_path: Path) -> None:
    file = tmp_path / "a.battlemap"
    assert main(["new", str(PLAN), "-o", str(file), "--per", "measure"]) == DONE
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute(
            "SELECT (SELECT COUNT(*) FROM task) = (SELECT COUNT(*) FROM measure)"
        ).fetchone() == (1,)


def test_an_existing_file_and_what_is_no_plan_are_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.battlemap"
    file.write_text("别的东西", "utf-8")
    assert main(["new", str(PLAN), "-o", str(file)]) == REFUSED
    assert "已经存在" in capsys.readouterr().err
    assert file.read_text("utf-8") == "别的东西"
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    assert main(["new", str(empty), "-o", str(tmp_path / "b.battlemap")]) == REFUSED
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not (tmp_path / "b.battlemap").exists()


def test_the_demo_passes_the_check_and_a_forged_journal_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "demo.battlemap"
    assert main(["demo", str(file)]) == DONE
    assert main(["check", str(file)]) == DONE
    assert "完好" in capsys.readouterr().out
    with closing(sqlite3.connect(file, isolation_level=None)) as plain:
        plain.execute("DROP TRIGGER journal_fixed")
        plain.execute("UPDATE journal SET new = replace(new, 'deleted\":0', 'deleted\":1') WHERE seq = 300")
        plain.execute(triggers()["journal_fixed"])
    assert main(["check", str(file)]) == FAULTS
    assert "记录被改动" in capsys.readouterr().err
