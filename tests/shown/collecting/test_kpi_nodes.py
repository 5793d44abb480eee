"""KPIs in a 填报包: each unit the entered ones that it answers for, taken as an edit of the node."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from battlemap.commands.collecting import sending, subject_of
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.domain.collecting.form import about_of, abouts
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.errors import BadInput
from battlemap.shown.collecting.packages import command_for, write_packages
from battlemap.shown.collecting.returns import look_at
from tests.commands.conftest import open_new
from tests.exchange.filling import fill, rows_of

TODAY = date(2018, 11, 20)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        assert "KPI" not in dict(abouts(opened.snapshot)).values()
        for name in ("统计局", "建设局"):
            opened.run(AddRow("unit", {"name": name}))
        opened.run(AddRow("scheme", {"title": "三级KPI", "kind": "kpi", "year": 2018}))
        (scheme,) = opened.snapshot.schemes
        (unit,) = opened.snapshot.named("unit", "统计局")
        given = {"scheme": scheme, "lead_unit": unit}
        opened.run(AddRow("scheme_node", {"title": "部门", "source": "children", **given}))
        above = node(opened, "部门")
        one = {**given, "above": above, "measure_unit": "户", "target": "30", "period": "季度", "value": "12"}
        opened.run(AddRow("scheme_node", {"title": "新增规上企业", **one}))
        opened.run(AddRow("scheme_node", {"title": "任务支撑的", "source": "tasks", **given, "above": above}))
        yield opened


def node(session: Session, title: str) -> str:
    return next(one.id for one in session.snapshot.scheme_nodes.values() if one.title == title)


def value(session: Session) -> str | None:
    return session.snapshot.scheme_nodes[node(session, "新增规上企业")].value


def sent(session: Session, folder: Path) -> tuple[Path, str]:
    about = about_of("KPI", session.snapshot)
    step = session.run(sending(session.snapshot, subject_of(session, about), "KPI", date(2018, 11, 23)))
    assert step is not None
    requests = [change.after for change in step.changes if isinstance(change.after, CollectionRequest)]
    (path,) = write_packages(session.snapshot, requests, folder)
    (line,) = [row for row in rows_of(path) if row[0] == "新增规上企业"]
    assert "目标 30户，季度，三级KPI 2018 年" in str(line[1])
    return path, str(line[0])


def test_a_kpi_is_sent_filled_in_taken_and_taken_back(session: Session, tmp_path: Path) -> None:
    path, code = sent(session, tmp_path)
    assert [row for row in rows_of(path) if row[0] == code and "12" in map(str, row)]
    assert not [row for row in rows_of(path) if str(row[0]).startswith(("部门", "任务支撑的"))]
    fill(path, code, 完成值=15)
    looked = look_at(session, path, TODAY)
    assert looked.check is not None and looked.check.words.startswith("更新 1 格"), looked.words
    session.run(command_for(session, [looked.check]))
    assert value(session) == "15"
    number = session.file.newest_number()
    again = look_at(session, path, TODAY).check
    assert again is not None
    session.run(command_for(session, [again]))
    assert session.file.newest_number() == number
    session.undo()
    assert value(session) == "12"


def test_a_kpi_that_was_changed_here_meanwhile_is_a_conflict_with_who(
    session: Session, tmp_path: Path
) -> None:
    path, code = sent(session, tmp_path)
    fill(path, code, 完成值=15)
    session.run(EditRow("scheme_node", node(session, "新增规上企业"), {"value": "16"}))
    looked = look_at(session, path, TODAY)
    assert looked.check is not None
    (cell,) = looked.check.changed
    assert (cell.state, cell.base, cell.ours, cell.theirs, cell.who) == ("conflict", "12", "16", "15", "李明")
    session.run(command_for(session, [looked.check]))
    assert value(session) == "16"
    session.run(command_for(session, [looked.check], {looked.check.request.id: frozenset({cell.place})}, {}))
    assert value(session) == "15"


@pytest.mark.parametrize(
    ("told", "question"),
    [
        (11, "完成值由 12 降为 11，累计数一般不减少"),
        (90, "是目标 30 的 3 倍，请核对计量单位"),
        (0, "完成值由 12 降为 0，累计数一般不减少"),
        (13.5, ""),
        (31, ""),
    ],
)
def test_a_kpi_that_falls_or_is_far_beyond_its_target_is_asked_about(
    session: Session, tmp_path: Path, told: float, question: str
) -> None:
    path, code = sent(session, tmp_path)
    fill(path, code, 完成值=told)
    looked = look_at(session, path, TODAY)
    assert looked.check is not None
    assert [cell.question for cell in looked.check.changed] == [question]


def test_parts_of_a_kpi_that_make_no_share_are_asked_about(session: Session, tmp_path: Path) -> None:
    session.run(EditRow("scheme_node", node(session, "新增规上企业"), {"value": None, "direction": "down"}))
    path, code = sent(session, tmp_path)
    fill(path, code, 分子=5, 分母=0)
    looked = look_at(session, path, TODAY)
    assert looked.check is not None
    assert [cell.question for cell in looked.check.changed] == [
        "分子 5 大于分母 0",
        "分母是 0，算不出完成情况",
    ]


def test_where_no_kpi_is_told_by_hand_that_is_said(tmp_path: Path) -> None:
    with open_new(tmp_path / "空.battlemap") as opened, pytest.raises(BadInput, match="没有可填报的 KPI"):
        about_of("KPI", opened.snapshot)
