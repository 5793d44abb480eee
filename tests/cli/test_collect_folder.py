"""Fifty returns in one folder are taken in one go: good, asked about, nil, empty, broken, twice; with one report."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.commands.people import AssignTask
from battlemap.commands.rows import AddRow, Together
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask
from battlemap.domain.collecting.submissions import submissions
from tests.commands.conftest import open_new
from tests.exchange.filling import fill, rows_of, stamp, typed

UNITS = [f"{number:02d}号单位" for number in range(1, 51)]
_DUE = "2099-12-31"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A campaign with a task for each of fifty units, whose packages have come back as follows.

    1–30 filled in, 31–35 零报告, 36–38 empty, 39–41 with a percent that cannot be, 42 cut off, 43 with no content, 44 a copy
    of that of 1, 45 a later version of that of 2, 46–50 not at all.
    """
    base = tmp_path_factory.mktemp("fifty")
    with open_new(base / "行动.battlemap") as session:
        action = session.snapshot.columns[0].id
        session.run(Together("单位", tuple(AddRow("unit", {"name": name}) for name in UNITS)))
        session.run(Together("任务", tuple(CreateTask(action, f"{name}的任务") for name in UNITS)))
        by_title = {task.title: task for task in session.snapshot.live_tasks}
        tasks = {name: by_title[f"{name}的任务"] for name in UNITS}
        session.run(Together("交办", tuple(AssignTask(task.id, name) for name, task in tasks.items())))
    (base / "发出").mkdir()
    (base / "交回").mkdir()
    file = str(base / "行动.battlemap")
    assert main(["collect", "make", file, "--title", "第三周", "--due", _DUE, "-o", str(base / "发出")]) == 0
    for number, name in enumerate(UNITS[:45], 1):
        (package,) = (base / "发出").glob(f"填报包_{name}_*.xlsx")
        path = Path(shutil.copy(package, base / "交回" / f"{name}交回.xlsx"))
        _answer(path, number, tasks[name].code, base / "交回", tasks[UNITS[1]].code)
    (base / "交回" / "说明.docx").write_bytes(b"")
    yield base


def _answer(path: Path, number: int, code: str, back: Path, second: str) -> None:
    if number <= 30:
        fill(path, code, 进度=40, 形象进度="正在推进")
    elif number <= 35:
        typed(path, {(2, 1): "是", (2, 3): "王强"})
    elif 39 <= number <= 41:
        fill(path, code, 进度=140)
    elif number == 42:
        path.write_bytes(path.read_bytes()[:900])
    elif number == 43:
        path.write_bytes(b"")
    elif number == 44:
        shutil.copy(back / f"{UNITS[0]}交回.xlsx", path)
    elif number == 45:
        shutil.copy(back / f"{UNITS[1]}交回.xlsx", path)
        fill(path, second, 进度=55)
        stamp(path, "2099-12-01T08:00:00Z")


def counts(session: Session) -> Counter[str]:
    keys = ("asked", "returned", "in_time", "sent_back", "late", "empty", "overdue")
    table = submissions(session.snapshot, date(2099, 12, 30))
    assert len(table) == 50
    return Counter({key: sum(getattr(one, key) for one in table) for key in keys})


def test_a_folder_of_fifty_is_taken_in_one_step_with_one_report_and_taken_back_in_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, back = str(folder / "行动.battlemap"), str(folder / "交回")
    one = str(folder / "交回" / f"{UNITS[2]}交回.xlsx")
    assert main(["collect", "take", file, one, "--try", "--report", str(folder)]) == 0
    assert "共 1 份：可接收 1 份，不能接收 0 份。试算完毕，没有写入" in capsys.readouterr().out
    with Session.open(folder / "行动.battlemap", "李明", lambda: datetime(2018, 11, 20, 9)) as session:
        number = session.file.newest_number()
        assert counts(session) == Counter(asked=50)
    assert main(["collect", "take", file, back, "--report", str(folder)]) == 3
    said = capsys.readouterr().out
    assert "共 45 份：可接收 41 份，不能接收 4 份。已写入，可一步撤销" in said
    assert "另有 1 个文件不是表格，没有看：说明.docx" in said and "42号单位交回.xlsx”已损坏" in said
    (trial, report) = sorted(folder.glob("接收报告_*.xlsx"))
    assert "试算（没有写入）" in str(rows_of(trial, "接收情况")[1][0])
    lines = rows_of(report, "接收情况")[4:]
    assert len(lines) == 45
    assert Counter(str(line[4]) for line in lines) == Counter(
        {"已收": 30, "零报告": 5, "空报": 3, "已收，有待核": 3, "没有接收": 4}
    )
    asked = rows_of(report, "待核清单")[4:]
    assert len(asked) == 3 and all("“140”" in str(line[-1]) for line in asked)
    assert [line[0] for line in rows_of(report, "仍未报送")[4:]] == UNITS[41:44] + UNITS[44:]
    with Session.open(folder / "行动.battlemap", "李明", lambda: datetime(2018, 11, 20, 9)) as session:
        assert session.file.newest_number() == number + 1
        assert counts(session) == Counter(asked=50, returned=41, in_time=41, empty=3)
        assert Counter(task.progress for task in session.snapshot.live_tasks)[40] == 29
        assert (
            max(task.progress for task in session.snapshot.live_tasks if task.title in (f"{UNITS[1]}的任务",))
            == 55
        )
        session.undo()
        assert counts(session) == Counter(asked=50)
        assert {task.progress for task in session.snapshot.live_tasks} == {0}
        assert not [report for report in session.snapshot.reports.values() if not report.deleted]
