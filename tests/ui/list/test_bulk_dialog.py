"""批量修改: chosen fields go to every selected task in one step; what a rule forbids is listed before."""

from __future__ import annotations

from datetime import date

from battlemap.commands.session import Session
from battlemap.shown.list.task_rows import TaskRows
from battlemap.ui.list.bulk_dialog import BulkDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, task
from tests.ui.list.test_page import at, now


def rows(session: Session) -> TaskRows:
    made = TaskRows.of(session)
    made.present(session.snapshot, date.min)
    return made


def select(window: MainWindow, *codes: str) -> None:
    """Selects on the board."""
    assert window.workspace is not None
    ids = tuple(task(window.workspace.session, code).id for code in codes)
    window.workspace.board.select(ids)
    window.workspace._select(ids)


def fill(dialog: BulkDialog, **texts: str) -> None:
    for key, text in texts.items():
        field = dialog.fields[key]
        if hasattr(field, "setEditText") and field.isEditable():  # type: ignore[union-attr]
            field.setEditText(text)  # type: ignore[union-attr]
        elif hasattr(field, "setCurrentText"):
            field.setCurrentText(text)
        else:
            field.setText(text)  # type: ignore[union-attr]
        dialog.chosen[key].setChecked(True)
    dialog.preview()


def test_the_selection_of_the_board_is_changed_in_one_step(window: MainWindow) -> None:
    select(window, "ECON-01", "ECON-02", "PROJ-01")
    answer(BulkDialog, lambda d: fill(d, responsible_unit="商务局", emphasis="重", progress="66"))  # type: ignore[arg-type]
    window.actions_["bulk_edit"].trigger()
    for code in ("ECON-01", "ECON-02", "PROJ-01"):
        now_ = at(window, code)
        assert (now_.emphasis, now_.progress) == ("key", 66)
        assert now(window).snapshot.unit_label(now_.responsible_unit) == "商务局"
    assert now(window).can_undo == "批量修改 3 项任务"
    now(window).undo()
    assert at(window, "PROJ-01").progress == 80


def test_what_would_be_refused_is_listed_for_each_task_and_may_be_skipped(window: MainWindow) -> None:
    session = now(window)
    dialog = BulkDialog(rows(session), [task(session, code).id for code in ("ECON-01", "ECON-02")], window)
    fill(dialog, lane="已销号", emphasis="亮")
    assert dialog.table.topLevelItemCount() == 2
    assert "未经核查不能销号" in dialog.table.topLevelItem(1).text(3)
    dialog.accept()
    assert "跳过" in dialog.wrong.text()
    dialog.skip.setChecked(True)
    dialog.check()
    command = dialog.answer()
    assert command
    session.run(command)
    assert (at(window, "ECON-01").lane, at(window, "ECON-01").emphasis) == ("moving", "highlight")


def test_a_value_that_is_none_is_told_once_and_an_extension_wants_its_reason(window: MainWindow) -> None:
    session = now(window)
    dialog = BulkDialog(rows(session), [task(session, code).id for code in ("ECON-02", "ECON-03")], window)
    dialog.accept()
    assert "请勾选" in dialog.wrong.text()
    fill(dialog, due_on="尽快")
    assert "认不出日期" in dialog.summary.text()
    fill(dialog, due_on="12月20日")
    assert not dialog.reason.isHidden()
    dialog.accept()
    assert "延期理由" in dialog.wrong.text()
    dialog.reason.setText("征迁受阻")
    dialog.check()
    command = dialog.answer()
    assert command
    session.run(command)
    assert at(window, "ECON-02").extension_reason == "征迁受阻"
    assert at(window, "ECON-03").due_on == date(2018, 12, 20)
    assert at(window, "ECON-03").extensions == 0


def test_tasks_that_are_so_already_are_counted_and_left_alone(window: MainWindow) -> None:
    session = now(window)
    dialog = BulkDialog(rows(session), [task(session, "ECON-01").id], window)
    fill(dialog, responsible_unit="经济发展局")
    assert "已是这样" in dialog.summary.text()
    dialog.accept()
    assert "已是这样" in dialog.wrong.text()
