"""The past from the command line: an Excel table for the auditor, histories in words, two moments compared."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, FAULTS, REFUSED
from battlemap.commands.board import MoveTasks
from battlemap.commands.task import EditTask
from tests.commands.conftest import open_new
from tests.exchange.test_journal_xlsx import sheet_rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """ECON-01 is renamed and set going on 2018-11-20."""
    path = tmp_path / "行动.battlemap"
    with open_new(path) as session:
        task = session.snapshot.live_tasks[0]
        session.run(EditTask(task.id, {"title": "监测"}))
        session.run(MoveTasks((task.id,), task.action, "moving"))
    return path


def test_the_journal_goes_to_excel_and_comes_back_readable(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = file.with_suffix(".xlsx")
    assert main(["journal", str(file), "-o", str(table)]) == DONE
    assert "8 步" in capsys.readouterr().out
    rows = sheet_rows(table.read_bytes(), 2)
    assert rows[-1][5:11] == ["移动 ECON-01到“推进中”", "任务", "ECON-01", "状态", "待启动", "推进中"]
    assert main(["journal", str(file), "-o", str(table), "--since", "2018-11-21"]) == DONE
    assert len(sheet_rows(table.read_bytes(), 1)) == 6
    assert main(["journal", str(file), "-o", str(file.with_suffix(".txt"))]) == REFUSED


def test_a_forged_journal_is_exported_with_the_step_named(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(file)) as forger:
        sql = forger.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_fixed'").fetchone()[0]
        forger.execute("DROP TRIGGER journal_fixed")
        forger.execute("UPDATE journal SET new = replace(new, '监测', '伪造') WHERE old LIKE '%开展%'")
        forger.execute(sql)
        forger.commit()
    table = file.with_suffix(".xlsx")
    assert main(["journal", str(file), "-o", str(table)]) == FAULTS
    assert "第 7 步起有 1 步校验不符" in capsys.readouterr().err
    states = {(row[0], row[11]) for row in sheet_rows(table.read_bytes(), 2)[1:]}
    assert ("7", "不符") in states
    assert ("8", "相符") in states


def test_the_history_is_told_in_words(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", str(file)]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert lines[-1].endswith("李明 把 ECON-01 从 待启动 移到 推进中")
    assert main(["history", str(file), "econ-01"]) == DONE
    output = capsys.readouterr().out
    assert "    任务名称：开展工业运行监测 → 监测" in output
    assert main(["history", str(file), "ECON-99"]) == REFUSED
    assert "没有任务“ECON-99”" in capsys.readouterr().err


def test_two_moments_are_compared(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(file), "--from", "2018-11-20T09:00:06", "--to", "2018-11-20"]) == DONE
    output = capsys.readouterr().out
    assert "移动  ECON-01  待启动 → 推进中" in output
    assert main(["compare", str(file), "--from", "2018-11-01", "--to", "2018-11-20"]) == DONE
    assert "新增 3" in capsys.readouterr().out
    assert main(["compare", str(file), "--from", "2018-11-01", "--to", "2018-11-02"]) == REFUSED
    assert "才有记录" in capsys.readouterr().err
    assert main(["compare", str(file), "--from", "2018-11-21", "--to", "2018-11-20"]) == REFUSED
