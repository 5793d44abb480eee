"""A package goes out, is filled in, comes back and is held against what stands here; whatever was done to the file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from battlemap.commands.collecting import RemindUnits, SendBack, sending, subject_of
from battlemap.commands.entries import EditEntries
from battlemap.commands.loop import ReportProgress
from battlemap.commands.people import AssignTask
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.commands.task import DeleteTasks, EditTask
from battlemap.domain.collecting.submissions import reminder_words, submissions
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.errors import Refused
from battlemap.shown.collecting.packages import command_for, write_packages
from battlemap.shown.collecting.returns import Looked, files_in, look_at, look_at_all
from tests.commands.conftest import open_new
from tests.commands.ledgers import add, rows, wells, with_wells
from tests.exchange.filling import Rows, fill, place_of, rows_of, saved_by_another, typed

TODAY = date(2018, 11, 20)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        for name, code in (("经济发展局", "ECON-01"), ("经济发展局", "ECON-02"), ("建设局", "PROJ-01")):
            opened.run(AssignTask(task(opened, code), name))
        yield opened


def task(session: Session, code: str) -> str:
    found = session.snapshot.task_by_code(code)
    assert found is not None
    return found.id


def sent(session: Session, folder: Path, about: str = "task", **given: object) -> dict[str, Path]:
    """Sends a round and returns unit → path of its package."""
    step = session.run(
        sending(session.snapshot, subject_of(session, about), "第三周", date(2018, 11, 23), **given)
    )  # type: ignore[arg-type]
    assert step is not None
    requests = [change.after for change in step.changes if isinstance(change.after, CollectionRequest)]
    folder.mkdir(exist_ok=True)
    paths = write_packages(session.snapshot, requests, folder)
    return {session.snapshot.unit_label(one.unit): path for one, path in zip(requests, paths, strict=True)}


def taken(session: Session, path: Path, on: date | None = None) -> Looked:
    """Looks at a return and takes all that needs no question."""
    looked = look_at(session, path, on or TODAY)
    assert looked.check is not None, looked.refusal
    session.run(command_for(session, [looked.check], on=on))
    return looked


def request_of(session: Session, unit: str) -> CollectionRequest:
    snapshot = session.snapshot
    return next(r for r in snapshot.collection_requests.values() if snapshot.unit_label(r.unit) == unit)


def test_each_unit_is_sent_its_own_rows_alone(session: Session, tmp_path: Path) -> None:
    paths = sent(session, tmp_path / "out")
    assert sorted(paths) == ["建设局", "经济发展局"]
    assert paths["建设局"].name.startswith("填报包_建设局_第三周_")
    codes = [row[0] for row in rows_of(paths["经济发展局"]) if str(row[0]).startswith(("ECON", "PROJ"))]
    assert codes == ["ECON-01", "ECON-02"]


def test_what_only_the_unit_changed_is_taken_in_one_step_that_can_be_undone(
    session: Session, tmp_path: Path
) -> None:
    path = sent(session, tmp_path / "out")["经济发展局"]
    fill(path, "ECON-01", 进度=40, 形象进度="监测报告已形成", 备注="缺统计口径")
    before = session.file.newest_number()
    looked = taken(session, path)
    assert looked.check is not None and looked.check.words.startswith("更新 2 格")
    row = session.snapshot.task_by_code("ECON-01")
    assert row is not None and (row.progress, row.visible_progress, row.lane) == (
        40,
        "监测报告已形成",
        "moving",
    )
    request = request_of(session, "经济发展局")
    assert (request.answered, request.asked, request.remarks) == (1, 2, "ECON-01：缺统计口径")
    assert session.file.newest_number() == before + 1
    assert [(r.task, r.progress, r.is_nil) for r in session.snapshot.reports.values()] == [
        (row.id, 40, False)
    ]
    session.undo()
    row = session.snapshot.task_by_code("ECON-01")
    assert row is not None and row.progress == 0
    assert request_of(session, "经济发展局").returned_on is None


def test_the_same_return_twice_is_no_change(session: Session, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "out", takes_new=True)["经济发展局"]
    fill(path, "ECON-01", 进度=40)
    row, column = place_of(path, "1", "任务名称", "新增")
    typed(
        path,
        {(row, column - 1): "经济运行", (row, column): "补充走访", (row, column + 1): "11月底前"},
        sheet=3,
    )
    taken(session, path)
    assert session.snapshot.task_by_code("ECON-03") is not None
    number = session.file.newest_number()
    looked = taken(session, shutil.copy(path, tmp_path / "改过名的.xlsx"))
    assert session.file.newest_number() == number
    assert looked.check is not None and [one.is_known for one in looked.check.new] == [True]


def test_what_was_changed_here_too_is_a_conflict_with_who_and_when(session: Session, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "out")["经济发展局"]
    fill(path, "ECON-01", 进度=40, 形象进度="已走访")
    fill(path, "ECON-02", 形象进度="走访三户")
    session.run(ReportProgress(task(session, "ECON-01"), 55))
    session.run(ReportProgress(task(session, "ECON-02"), 20))
    looked = taken(session, path)
    assert looked.check is not None
    states = {(cell.code, cell.name): cell for cell in looked.check.cells}
    conflict = states["ECON-01", "进度"]
    assert (conflict.state, conflict.base, conflict.ours, conflict.theirs) == ("conflict", "0%", "55%", "40%")
    assert conflict.who == "李明" and conflict.when is not None and conflict.when.date() == TODAY
    assert states["ECON-02", "形象进度"].state == "parallel"
    row = session.snapshot.task_by_code("ECON-01")
    assert row is not None and row.progress == 55 and row.visible_progress == "已走访"
    assert request_of(session, "经济发展局").questions == 1
    chosen = {looked.check.request.id: frozenset({conflict.place})}
    again = look_at(session, path, TODAY).check
    assert again is not None
    session.run(command_for(session, [again], chosen, {}))
    row = session.snapshot.task_by_code("ECON-01")
    assert row is not None and row.progress == 40 and request_of(session, "经济发展局").questions == 0


def test_a_file_that_was_renamed_sorted_and_saved_by_another_program_is_known(
    session: Session, tmp_path: Path
) -> None:
    path = sent(session, tmp_path / "out")["经济发展局"]
    fill(path, "ECON-01", 进度="40%", 形象进度="已监测")
    fill(path, "ECON-02", 进度=60)

    def sort(rows: Rows) -> Rows:
        head = next(n for n, row in enumerate(rows) if "内部编号" in row)
        body = [row for row in rows[head + 1 :] if str(row[0]).startswith("ECON")]
        rest = [row for row in rows[head + 1 :] if row not in body]
        return [[*row[2:], *row[:2]] for row in [*rows[: head + 1], *reversed(body), *rest]]

    other = saved_by_another(path, tmp_path / "新建 Microsoft Excel 工作表.xlsx", sort)
    looked = taken(session, other)
    assert looked.check is not None and looked.check.count("updated") == 3 and not looked.check.faults
    rows = [session.snapshot.task_by_code(code) for code in ("ECON-01", "ECON-02")]
    assert [row.progress for row in rows if row] == [40, 60]


def test_half_filled_nil_and_empty_returns_are_told_apart(session: Session, tmp_path: Path) -> None:
    paths = sent(session, tmp_path / "out")
    typed(paths["经济发展局"], {(2, 1): "是", (2, 3): "王强"})
    taken(session, paths["经济发展局"])
    taken(session, paths["建设局"], date(2018, 11, 20))
    nil, empty = request_of(session, "经济发展局"), request_of(session, "建设局")
    assert (nil.is_nil, nil.is_empty, nil.filled_by) == (True, False, "王强")
    assert empty.is_empty
    reports = session.snapshot.reports.values()
    assert [(report.is_nil, report.reporter) for report in reports] == [(True, "王强"), (True, "王强")]
    counts = {one.name: one for one in submissions(session.snapshot, TODAY)}
    assert counts["建设局"].empty == 1 and counts["经济发展局"].empty == 0 and counts["建设局"].share == 100


@pytest.mark.parametrize("what", ["campaign", "package", "unit", "text", "two", "strange"])
def test_what_is_no_answer_to_us_is_refused_in_words(session: Session, tmp_path: Path, what: str) -> None:
    path = sent(session, tmp_path / "out")["经济发展局"]
    words = {
        "campaign": "另一个行动", "package": "不是本行动发出", "unit": "单位与编号不符", "text": "不是填报包",
        "two": "两个不同的填报包编号", "strange": "不是填报包",
    }  # fmt: skip
    if what == "campaign":
        with open_new(tmp_path / "别的.battlemap") as other:
            other.run(AssignTask(task(other, "ECON-01"), "经济发展局"))
            campaign = other.snapshot.campaign.id
        _hidden(path, 1, campaign + "x")
    elif what == "package":
        number = request_of(session, "经济发展局").id
        for sheet, place in ((2, (1, 0)), (4, (0, 1))):
            typed(path, {place: "填报包编号：abcdef123456" if sheet == 2 else "abcdef123456"}, sheet)
        _property(path, number, "abcdef123456")
    elif what == "unit":
        _hidden(path, 2, "somebody")
    elif what == "two":
        typed(path, {(1, 0): "填报包编号：abcdef123456"})
    elif what == "strange":
        rows: Rows = [["编号", "进度（本次）"], ["ECON-01", 40]]
        saved_by_another(path, tmp_path / "空白.xlsx", lambda _: rows)
        import xlsxwriter

        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet().write_string(0, 0, "请查收")
    else:
        path = tmp_path / "说明.xlsx"
        path.write_text("请查收", encoding="utf-8")
    looked = look_at(session, path, TODAY)
    assert looked.check is None and words[what] in looked.refusal, looked


def _hidden(path: Path, row: int, value: str) -> None:
    """Changes what the hidden sheet and the properties say of campaign (1) or unit (2)."""
    old = str(rows_of(path, "_base")[row][1])
    typed(path, {(row, 1): value}, 4)
    _property(path, old, value)


def _property(path: Path, old: str, new: str) -> None:
    import zipfile

    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)


def test_values_that_cannot_be_and_rows_that_are_strange_are_named_and_the_rest_is_taken(
    session: Session, tmp_path: Path
) -> None:
    path = sent(session, tmp_path / "out")["经济发展局"]
    fill(path, "ECON-01", 进度=140, 形象进度="在办")
    fill(path, "ECON-02", 进度=100, 状态="推进中")
    row, column = place_of(path, "ECON-02", "进度（上次）")
    typed(path, {(row, column): "80%"})
    looked = taken(session, path)
    assert looked.check is not None
    faults = "；".join(looked.check.faults)
    assert "ECON-01“进度”填的“140”" in faults and "ECON-02 的锁定格（进度改为“80%”）被改动" in faults
    (progress,) = [c for c in looked.check.cells if c.code == "ECON-02" and c.key == "progress"]
    assert progress.question == "报完成但没有写形象进度"
    rows = [session.snapshot.task_by_code(code) for code in ("ECON-01", "ECON-02")]
    assert [(row.progress, row.visible_progress, row.lane) for row in rows if row] == [
        (0, "在办", "waiting"),
        (0, "", "moving"),
    ]


def test_lost_doubled_unknown_and_blank_keys_are_told(session: Session, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "out")["经济发展局"]
    fill(path, "ECON-01", 进度=40)
    fill(path, "ECON-02", 进度=50)

    def spoil(rows: Rows) -> Rows:
        head = next(row for row in rows if "内部编号" in row)
        key, now = head.index("内部编号"), head.index("进度（本次）")
        first, second = ([*row] for row in rows if str(row[0]).startswith("ECON"))
        double, strange, blank = [*second], [*second], [*second]
        double[now], strange[key], strange[0] = 70, "zzz", "ECON-99"
        blank[0], blank[key] = "", ""
        nameless = [*first]
        nameless[key] = ""
        kept = [row for row in rows if not str(row[0]).startswith("ECON")]
        return [*kept[:4], nameless, second, double, strange, blank]

    looked = taken(session, saved_by_another(path, tmp_path / "b.xlsx", spoil))
    assert looked.check is not None
    faults = "；".join(looked.check.faults)
    assert looked.check.notes == ("第 5 行丢失了内部编号，已按编号和名称对上",)
    assert "ECON-02 出现 2 次且内容不同" in faults
    assert "（ECON-99）不在这个填报包里" in faults and "没有内部编号，认不出" in faults
    rows = [session.snapshot.task_by_code(code) for code in ("ECON-01", "ECON-02")]
    assert [row.progress for row in rows if row] == [40, 0]


def test_a_rule_of_the_board_is_told_as_a_question_about_its_cell(session: Session, tmp_path: Path) -> None:
    paths = sent(session, tmp_path / "out")
    fill(paths["经济发展局"], "ECON-01", 状态="已销号")
    fill(paths["经济发展局"], "ECON-02", 进度=30)
    fill(paths["建设局"], "PROJ-01", 进度=30)
    session.run(DeleteTasks((task(session, "PROJ-01"),)))
    looked = look_at_all(session, files_in([tmp_path / "out"]), TODAY)
    checks = [one.check for one in looked if one.check]
    assert len(checks) == 2
    questions = {cell.code: cell.question for check in checks for cell in check.changed}
    assert "未经核查不能销号" in questions["ECON-01"] and questions["ECON-02"] == ""
    assert any("PROJ-01 已删除" in fault for check in checks for fault in check.faults)
    session.run(command_for(session, checks))
    row = session.snapshot.task_by_code("ECON-02")
    assert row is not None and row.progress == 30


def test_a_task_handed_to_another_unit_meanwhile_is_asked_about(session: Session, tmp_path: Path) -> None:
    path = sent(session, tmp_path / "out")["经济发展局"]
    fill(path, "ECON-01", 进度=30)
    session.run(AssignTask(task(session, "ECON-01"), "建设局"))
    looked = look_at(session, path, TODAY)
    assert looked.check is not None
    assert looked.check.changed[0].question == "这一项现由建设局负责"


def test_other_kinds_are_reported_on_by_the_unit_that_they_name(session: Session, tmp_path: Path) -> None:
    unit = next(unit.id for unit in session.snapshot.units.values() if unit.name == "建设局")
    session.run(AddRow("problem", {"title": "管线迁改未批复", "solving_unit": unit}))
    path = sent(session, tmp_path / "out", about="problem", takes_new=True)["建设局"]
    code = next(str(row[0]) for row in rows_of(path) if "号卡点" in str(row[0]))
    fill(path, code, 承诺解决日期="2018-12-10", 解决情况="已批复")
    taken(session, path)
    (problem,) = session.snapshot.problems.values()
    assert problem.promised_on == date(2018, 12, 10) and problem.solved_on == TODAY


def test_entries_of_a_ledger_are_reported_on_key_by_key(session: Session, tmp_path: Path) -> None:
    unit = next(unit.id for unit in session.snapshot.units.values() if unit.name == "建设局")
    with_wells(session)
    east, _ = add(session, "东井", unit=unit, depth=40, note="旧井"), add(session, "西井")
    path = sent(session, tmp_path / "out", about="ledger.wells", takes_new=True)["建设局"]
    code = next(str(row[0]) for row in rows_of(path) if str(row[0]).startswith("J-2018"))
    answers = (("井深（米）", 55), ("说明", "加深"), ("造价（万元）", 12.5))
    typed(path, {place_of(path, code, f"{head}（本次）"): value for head, value in answers})
    row, column = place_of(path, "1", "名称", "新增")
    typed(path, {(row, column): "南井"}, sheet=3)
    session.run(EditEntries(wells(session).ledger.id, ((east, {"note": "停用"}),)))
    looked = taken(session, path)
    assert looked.check is not None
    states = {cell.key: cell for cell in looked.check.cells}
    assert (states["note"].state, states["note"].ours, states["note"].who) == ("conflict", "停用", "李明")
    assert states["depth"].state == "parallel"
    by_name = {row.name: row for row in rows(session)}
    assert (by_name["东井"].depth, by_name["东井"].note, by_name["东井"].cost) == (55, "停用", 125_000)
    assert by_name["南井"].unit == unit
    number = session.file.newest_number()
    taken(session, path)
    assert session.file.newest_number() == number
    session.undo()
    assert sorted(row.name for row in rows(session)) == ["东井", "西井"]


def test_late_sent_back_and_reminded_are_counted(session: Session, tmp_path: Path) -> None:
    paths = sent(session, tmp_path / "out")
    fill(paths["经济发展局"], "ECON-01", 进度=30)
    request = request_of(session, "经济发展局")
    collection = session.snapshot.collections[request.collection]
    assert request.state(collection, date(2018, 11, 24)) == "overdue"
    assert "应于11月23日前报送，已超期 2 天" in reminder_words(
        request, collection, session.snapshot, date(2018, 11, 25)
    )
    session.run(RemindUnits((request.id,)))
    session.clock = lambda: datetime(2018, 11, 26, 9)
    taken(session, paths["经济发展局"], date(2018, 11, 26))
    with pytest.raises(Refused, match="退回的原因"):
        session.run(SendBack(request.id, " "))
    session.run(SendBack(request.id, "没有盖章"))
    request = request_of(session, "经济发展局")
    assert request.state(collection, date(2018, 11, 26)) == "questioned" and request.reminders == 1
    (counts,) = [one for one in submissions(session.snapshot, date(2018, 11, 26)) if one.name == "经济发展局"]
    assert (counts.asked, counts.returned, counts.in_time, counts.late, counts.sent_back) == (1, 1, 0, 1, 1)
    session.undo()
    assert request_of(session, "经济发展局").sent_back == 0


def test_a_round_needs_a_name_of_its_own_and_a_unit_with_rows(session: Session) -> None:
    tasks = subject_of(session, "task")
    session.run(sending(session.snapshot, tasks, "第三周", date(2018, 11, 23)))
    with pytest.raises(Refused, match="已有名为"):
        session.run(sending(session.snapshot, tasks, "第三周", date(2018, 11, 23)))
    with pytest.raises(Refused, match="早于发出日期"):
        session.run(sending(session.snapshot, tasks, "第四周", date(2018, 11, 1)))
    with pytest.raises(Refused, match="没有需要填报的单位"):
        session.run(attrs.evolve(sending(session.snapshot, tasks, "第五周", date(2018, 11, 23)), forms=()))


def test_a_finished_task_edited_here_stays_out_of_the_package(session: Session, tmp_path: Path) -> None:
    session.run(EditTask(task(session, "ECON-02"), {"detail": "甲"}))
    path = sent(session, tmp_path / "out", keys=["progress", "形象进度"])["经济发展局"]
    heads = next(row for row in rows_of(path) if "内部编号" in row)
    assert [head for head in heads if str(head).endswith("（本次）")] == ["进度（本次）", "形象进度（本次）"]
