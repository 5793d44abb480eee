"""A return that comes again, an older one behind a newer one, one from somebody who is not asked, a folder full."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from battlemap.commands.collecting import DropCollection, SendBack, sending, subject_of
from battlemap.commands.people import AssignTask
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.collecting.returned import ReturnCheck
from battlemap.domain.kinds.hazard import Hazard
from battlemap.errors import BadInput
from battlemap.shown.collecting.packages import command_for, write_packages
from battlemap.shown.collecting.returns import (
    files_in,
    look_at,
    look_at_all,
    open_all,
    others_in,
    words_of_others,
)
from tests.commands.conftest import open_new
from tests.exchange.filling import fill, place_of, rows_of, stamp, typed
from tests.shown.collecting.sending import TODAY, UNIT, look, send, task


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        for code in ("ECON-01", "ECON-02"):
            opened.run(AssignTask(task(opened, code), UNIT))
        yield opened


def take(session: Session, path: Path) -> ReturnCheck:
    check = look(session, path)
    session.run(command_for(session, [check]))
    return check


def progress(session: Session, code: str = "ECON-01") -> int:
    return session.snapshot.tasks[task(session, code)].progress


def test_a_return_that_comes_changed_is_asked_about_until_it_was_sent_back(
    session: Session, tmp_path: Path
) -> None:
    path = send(session, tmp_path, "第三周")
    fill(path, "ECON-01", 进度=40)
    request = take(session, path).request.id
    fill(path, "ECON-01", 进度=60)
    (cell,) = take(session, path).changed
    assert cell.state == "conflict" and cell.question == "这份填报包已收过，上次填“40%”，请确认以哪次为准"
    fill(path, "ECON-01", 进度=0)
    (cell,) = look(session, path).changed
    assert (cell.base, cell.ours, cell.theirs, cell.question) == ("0%", "40%", "0%", "进度由 40% 降为 0%")
    assert progress(session) == 40
    session.run(SendBack(request, "进度不实，请核对"))
    fill(path, "ECON-01", 进度=60)
    (cell,) = take(session, path).changed
    assert cell.state == "updated" and progress(session) == 60


def test_of_different_files_of_one_package_the_one_saved_last_is_taken_or_none(
    session: Session, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    path = send(session, out, "第三周")
    fill(path, "ECON-01", 进度=30)
    shutil.copy(path, path.with_name("z副本.xlsx"))
    other = path.with_name("z另一份.xlsx")
    shutil.copy(path, other)
    fill(other, "ECON-01", 进度=35)
    looked = look_at_all(session, files_in([out]), TODAY)
    assert [one.check.unit for one in looked if one.check] == []
    words = [one.refusal for one in looked]
    assert sum("内容相同，只接收一次" in word for word in words) == 1
    assert sum("看不出哪份在后，都没有接收" in word for word in words) == 2
    stamp(other, "2099-11-20T08:00:00Z")
    looked = look_at_all(session, files_in([out]), TODAY)
    assert (
        other in [one.path for one in looked if one.check]
        and sum("以那一份为准" in each.refusal for each in looked) == 1
    )


def test_an_older_package_behind_a_newer_one_is_a_conflict_that_says_so(
    session: Session, tmp_path: Path
) -> None:
    older, newer = send(session, tmp_path, "第二周"), send(session, tmp_path, "第三周")
    fill(newer, "ECON-01", 进度=40)
    fill(older, "ECON-01", 进度=50)
    take(session, newer)
    (cell,) = take(session, older).changed
    assert cell.state == "conflict" and cell.question == "已按另一份填报包填为“40%”，请选定"
    assert progress(session) == 40


def test_two_packages_in_one_folder_never_overwrite_each_other_unasked(
    session: Session, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    older = send(session, out, "第二周")
    session.clock = lambda: datetime(2018, 11, 21, 9)
    newer = send(session, out, "第三周")
    fill(older, "ECON-01", 进度=50)
    fill(newer, "ECON-01", 进度=40)
    looked = look_at_all(session, files_in([out]), TODAY)
    cells = {one.check.collection.title: one.check.changed[0] for one in looked if one.check}
    assert cells["第三周"].is_taken_unasked
    assert cells["第二周"].question == "同时交来的“第三周”填报包填“40%”，请选定"
    session.run(command_for(session, [one.check for one in looked if one.check]))
    assert progress(session) == 40


def test_a_return_of_a_round_that_was_deleted_is_refused_with_the_reason(
    session: Session, tmp_path: Path
) -> None:
    path = send(session, tmp_path, "第三周")
    fill(path, "ECON-01", 进度=40)
    request = look(session, path).request
    session.run(DropCollection(request.collection))
    assert "属于已删除的填报“第三周”" in look_at(session, path, TODAY).refusal


def test_what_is_no_table_is_named_and_reading_can_be_cancelled(session: Session, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    path = send(session, out, "第三周")
    shutil.copy(path, out / "b.xlsx")
    for name in ("交回.zip", "照片.jpg", "接收回执_甲.xlsx", "接收报告_乙.xlsx", "~$b.xlsx"):
        (out / name).write_bytes(b"")
    assert [one.name for one in files_in([out])] == sorted([path.name, "b.xlsx"])
    assert "另有 2 个文件不是表格，没有看：交回.zip、照片.jpg。压缩包请先解压" in words_of_others(
        others_in([out])
    )
    told: list[tuple[int, int]] = []
    assert len(open_all(files_in([out]), lambda done, total: told.append((done, total)))) == 2
    assert told == [(1, 2), (2, 2)]

    def cancel(done: int, total: int) -> None:
        raise BadInput("已取消")

    with pytest.raises(BadInput, match="已取消"):
        open_all(files_in([out]), cancel)


def test_a_rule_that_refuses_one_row_or_one_new_row_stands_not_in_the_way_of_the_others(
    session: Session, tmp_path: Path
) -> None:
    (unit,) = session.snapshot.named("unit", UNIT)
    for title in ("深基坑支护变形", "脚手架未拉结"):
        session.run(AddRow("hazard", {"title": title, "unit": unit}))
    subject = subject_of(session, "hazard")
    session.run(
        sending(
            session.snapshot, subject, "隐患", date(2018, 11, 23), keys=["money", "done_on"], takes_new=True
        )
    )
    (request,) = session.snapshot.collection_requests.values()
    (path,) = write_packages(session.snapshot, [request], tmp_path)
    codes = [str(row[0]) for row in rows_of(path) if "隐患" in str(row[0]) and row[-1]]
    fill(path, codes[0], **{"完成日期": "2018-01-02", "整改资金（万元）": 3})
    fill(path, codes[1], **{"整改资金（万元）": 5})
    row, column = place_of(path, "1", "问题及隐患", "新增")
    heads = rows_of(path, "新增")[row - 1]
    told = {"排查日期": "2018.11.19", "办理步骤": "销号"}
    cells: dict[tuple[int, int], str | float] = {
        (row, heads.index(head)): text for head, text in told.items()
    }
    cells |= {(row + 1, heads.index(head)): text for head, text in told.items() if head != "办理步骤"}
    cells |= {(row, column): "电缆裸露", (row + 1, column): "临边无防护", (row + 2, column): "消防通道被占"}
    typed(path, cells, sheet=3)
    check = take(session, path)
    questions = {cell.code: cell.question for cell in check.changed}
    assert "早于排查日期" in questions[codes[0]] and not questions[codes[1]]
    assert "新增第 5 行：“排查日期”没有填" in check.faults
    assert "新增第 3 行" in "；".join(check.faults) and "须先填写" in check.new[0].wrong
    by_title = {one.title: one for one in session.snapshot.live_rows("hazard") if isinstance(one, Hazard)}
    assert sorted(by_title) == ["临边无防护", "深基坑支护变形", "脚手架未拉结"]
    assert (by_title["深基坑支护变形"].done_on, by_title["脚手架未拉结"].money) == (None, 50_000)
