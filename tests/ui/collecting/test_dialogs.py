"""填报 in the window: sent to all units, taken by row or cell, reminded of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from battlemap.commands.collecting import RemindUnits, SendBack
from battlemap.commands.loop import ReportProgress
from battlemap.commands.mailing import RegisterMember
from battlemap.commands.rows import AddRow
from battlemap.commands.task import EditTask
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.domain.kinds.member import Role
from battlemap.errors import Refused
from battlemap.ui import jobs
from battlemap.ui.collecting.desk import CollectingDesk
from battlemap.ui.collecting.send_dialog import SendDialog
from battlemap.ui.collecting.status_dialog import StatusDialog
from battlemap.ui.collecting.take_dialog import TakeDialog
from battlemap.ui.main_window import MainWindow
from tests.exchange.filling import fill
from tests.ui.conftest import answer, task


def send(window: MainWindow, folder: Path) -> Path:
    """Sends a round from the dialog and returns the one package."""
    folder.mkdir()

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, SendDialog)
        dialog.accept()
        assert dialog.wrong.text() == "请写报送截止日期。"
        dialog.due.line.setText("11月底前")
        dialog.place.setText(str(folder))
        assert "将生成 1 份填报包，共 1 行" in dialog.summary.text()

    answer(SendDialog, fill_in)
    window.desk(CollectingDesk).send()
    (path,) = folder.glob("*.xlsx")
    return path


def test_what_is_ticked_is_taken_and_nothing_else(window: MainWindow, tmp_path: Path) -> None:
    path = send(window, tmp_path / "out")
    assert "已为 1 个单位写出填报包" in window.bar.sentence
    page = window.workspace
    assert page is not None
    session = page.session
    fill(path, "ECON-01", 进度=70, 形象进度="走访十户", 备注="缺口径")
    session.run(ReportProgress(task(session, "ECON-01").id, 60))

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, TakeDialog)
        row = dialog.item_of(dialog.checks[0]).child(0)
        assert row is not None
        cells = {child.text(0): child for n in range(row.childCount()) if (child := row.child(n))}
        conflict = cells["进度"]
        assert [conflict.text(place) for place in range(1, 5)] == ["55%", "60%", "70%", "冲突"]
        assert "已改" in conflict.text(5)
        assert conflict.checkState(0) == Qt.CheckState.Unchecked
        assert cells["形象进度"].checkState(0) == Qt.CheckState.Checked
        assert row.checkState(0) == Qt.CheckState.PartiallyChecked
        whole = dialog.item_of(dialog.checks[0])
        assert whole.checkState(0) == Qt.CheckState.PartiallyChecked
        for state in (Qt.CheckState.Checked, Qt.CheckState.Unchecked):
            whole.setCheckState(0, state)
            assert {cell.checkState(0) for cell in cells.values()} == {whole.checkState(0)} == {state}
        cells["形象进度"].setCheckState(0, Qt.CheckState.Checked)
        dialog.settles.setChecked(True)

    answer(TakeDialog, choose)
    window.desk(CollectingDesk).take_returns([path])
    assert "已接收 1 个填报包" in window.bar.sentence
    row = task(session, "ECON-01")
    assert (row.progress, row.visible_progress) == (60, "走访十户")
    (request,) = session.snapshot.collection_requests.values()
    assert request.questions == 0 and list((tmp_path / "out").glob("接收回执_*.xlsx"))


def test_kpis_are_sent_and_taken_from_the_window(window: MainWindow, tmp_path: Path) -> None:
    page = window.workspace
    assert page is not None
    session = page.session
    unit = session.snapshot.tasks[task(session, "ECON-01").id].responsible_unit
    session.run(AddRow("scheme", {"title": "部门KPI", "kind": "kpi", "year": 2018}))
    (scheme,) = session.snapshot.schemes
    values = {"scheme": scheme, "title": "新增规上企业", "lead_unit": unit, "target": "30", "value": "12"}
    session.run(AddRow("scheme_node", values))

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, SendDialog)
        dialog.about.setCurrentIndex(dialog.about.findText("KPI"))
        dialog.title.setText("KPI完成值")
        assert "将生成 1 份填报包，共 1 行" in dialog.summary.text()
        assert not dialog.takes_new.isEnabled()
        dialog.due.line.setText("11月底前")
        dialog.place.setText(str(tmp_path))

    answer(SendDialog, choose)
    window.desk(CollectingDesk).send()
    (path,) = tmp_path.glob("填报包_*.xlsx")
    fill(path, "新增规上企业", 完成值=120)
    shown: list[list[str]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, TakeDialog)
        row = dialog.item_of(dialog.checks[0]).child(0)
        cell = row.child(0) if row is not None else None
        assert cell is not None
        shown.append([cell.text(place) for place in range(6)])
        cell.setCheckState(0, Qt.CheckState.Checked)
        dialog.on.line.setText("某天")
        dialog.accept()
        assert dialog.wrong.text() == "看不懂收到日期“某天”，请写成 2018-11-16。"
        dialog.on.line.setText("2018-11-16")

    answer(TakeDialog, look)
    window.desk(CollectingDesk).take_returns([path])
    assert shown == [["完成值", "12", "12", "120", "更新", "是目标 30 的 4 倍，请核对计量单位"]]
    (node,) = session.snapshot.scheme_nodes.values()
    (request,) = session.snapshot.collection_requests.values()
    assert (node.value, request.returned_on) == ("120", date(2018, 11, 16))
    assert list(tmp_path.glob("接收报告_*.xlsx")) and "接收报告和回执在" in window.bar.sentence
    session.undo()
    assert next(iter(session.snapshot.scheme_nodes.values())).value == "12"


def test_a_file_that_cannot_be_taken_is_shown_with_the_reason(window: MainWindow, tmp_path: Path) -> None:
    strange = tmp_path / "说明.xlsx"
    strange.write_text("请查收", encoding="utf-8")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, TakeDialog)
        item = dialog.tree.topLevelItem(0)
        assert item is not None and item.text(0).startswith("“说明.xlsx”")
        assert not dialog.yes.isEnabled()
        dialog.reject()

    answer(TakeDialog, look)
    window.desk(CollectingDesk).take_returns([strange])


def test_the_status_lists_who_owes_and_reminds(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(window, tmp_path / "out")
    page = window.workspace
    assert page is not None
    written: list[CollectionRequest] = []
    dialog = StatusDialog(
        page.session, date(2018, 12, 3), True, lambda requests, folder: written.extend(requests), window
    )
    assert dialog.summary.text() == "应报 1 份，已报 0 份，逾期未报 1 份"
    dialog.table.selectRow(0)
    assert not dialog.back.isEnabled()
    dialog.remind.click()
    assert "1 条催报词已放到剪贴板" in dialog.said.text()
    (request,) = page.session.snapshot.collection_requests.values()
    assert request.reminders == 1
    page.session.run(SendBack(request.id, "没有盖章"))
    dialog.show_lines()
    item = dialog.table.item(0, 3)
    assert item is not None and item.text() == "有问题"
    dialog.drop.click()
    assert not page.session.snapshot.live_rows("collection_request")
    assert "还没有发出填报包" in dialog.summary.text()


@pytest.mark.parametrize(("role", "named"), [("unit", "是“单位”用机"), ("viewer", "是“只看”用机")])
def test_a_pc_that_may_not_collect_says_so_before_it_asks_anything(
    window: MainWindow, tmp_path: Path, role: Role, named: str
) -> None:
    send(window, tmp_path / "out")
    page = window.workspace
    assert page is not None
    session = page.session
    unit = session.snapshot.tasks[task(session, "ECON-01").id].responsible_unit
    site = session.file.machine_site
    session.run(RegisterMember("pc0", "指挥部", "command_post", "11" * 32))
    session.run(RegisterMember(site, "经发局", role, "22" * 32, unit if role == "unit" else None))
    for deed in (CollectingDesk.send, CollectingDesk.ask_returns, CollectingDesk.ask_folder):
        window.bar.hide()
        deed(window.desk(CollectingDesk))
        assert named in window.bar.sentence and "填报由指挥部的电脑发出、接收和催报" in window.bar.sentence
    (request,) = session.snapshot.collection_requests.values()
    with pytest.raises(Refused, match="不能改填报包" if role == "unit" else "只能查看"):
        session.run(RemindUnits((request.id,)))
    with pytest.raises(Refused, match="不能改任务的任务名称" if role == "unit" else "只能查看"):
        session.run(EditTask(task(session, "ECON-01").id, {"title": "改名"}))


def test_what_is_read_can_be_cancelled(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = send(window, tmp_path / "out")
    monkeypatch.setattr(jobs, "run", lambda parent, words, work: None)
    window.desk(CollectingDesk).take_returns([path])
    assert window.bar.sentence == "已取消读取填报，什么也没有写入。"
