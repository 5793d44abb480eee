from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.commands.plan import ImportPlan
from battlemap.domain.planning.plan import ActionDraft, PlanDraft
from battlemap.shown.keeping.places import all_backups
from battlemap.shown.settings import Settings
from battlemap.store.backup.backups import backup_folder, backups_of
from battlemap.store.damage.recovery import snapshot_of
from battlemap.ui.keeping.desk import KeepingDesk
from battlemap.ui.keeping.place_dialog import PlaceDialog
from battlemap.ui.main_window import MainWindow
from battlemap.ui.workspace import Workspace
from tests.ui.conftest import answer, task
from tests.ui.keeping.conftest import Clock, Open


def reasons(path: Path) -> list[str]:
    return [backup.reason for backup in backups_of(path)]


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until no backup is under way."""
    assert window.desk(KeepingDesk).backups is not None
    background = window.desk(KeepingDesk).backups._background
    qtbot.waitUntil(lambda: not background.is_busy)


def change(page: Workspace) -> None:
    card = task(page.session, "ECON-03")
    page.deeds.run(MoveTasks((card.id,), card.action, "moving" if card.lane == "waiting" else "waiting"))


def test_opening_backs_up_what_has_changed_since_the_last_backup(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path, clock: Clock
) -> None:
    clock.pass_by(1)
    open_page(path)
    settled(qtbot, window)
    [first] = backups_of(path)
    assert (first.reason, first.is_intact()) == ("打开时", True)
    window.close_campaign()
    clock.pass_by(60)
    page = open_page(path)
    settled(qtbot, window)
    assert reasons(path) == ["打开时"], "nothing has changed since"
    change(page)
    window.close_campaign()
    clock.pass_by(1)
    open_page(path)
    settled(qtbot, window)
    assert reasons(path) == ["打开时", "打开时"]
    window.close_campaign()
    assert sorted(file.name for file in path.parent.glob(f"{path.name}*")) == [path.name]


def test_ten_minutes_of_work_are_backed_up_in_the_background(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path, clock: Clock
) -> None:
    clock.pass_by(1)
    page = open_page(path)
    settled(qtbot, window)
    backups = window.desk(KeepingDesk).backups
    assert backups is not None
    clock.pass_by(1)
    change(page)
    clock.pass_by(8)
    backups.look()
    assert reasons(path) == ["打开时"]
    clock.pass_by(1)
    with qtbot.waitSignal(backups.made) as made:
        backups.look()
    assert reasons(path) == ["定时", "打开时"]
    assert snapshot_of(made.args[0]).tasks == page.session.snapshot.tasks
    clock.pass_by(30)
    backups.look()
    settled(qtbot, window)
    assert len(reasons(path)) == 2, "idle time needs no backup"


def test_a_backup_by_hand_is_named_in_the_status_line(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path, clock: Clock
) -> None:
    page = open_page(path)
    settled(qtbot, window)
    page.open_task(task(page.session, "ECON-01").id)
    page.sheet._detail.setPlainText("还在写")
    clock.pass_by(3)
    window.actions_["backup"].trigger()
    newest = backups_of(path)[0]
    assert newest.reason == "手动"
    assert window._said.text() == f"17:35 已备份到“{newest.path}”"
    assert task_detail(newest.path) == "还在写"


def task_detail(backup: Path) -> str:
    task = snapshot_of(backup).task_by_code("ECON-01")
    assert task is not None
    return task.detail


def test_a_plan_is_imported_after_a_backup_in_the_place_of_choice(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path, tmp_path: Path, clock: Clock
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    window.settings.backup_folder = str(stick)
    clock.pass_by(1)
    page = open_page(path)
    settled(qtbot, window)
    clock.pass_by(1)
    change(page)
    columns = len(page.session.snapshot.columns)
    assert page.deeds.run(ImportPlan(PlanDraft("方案", None, None, actions=(ActionDraft(1, "文明创建"),))))
    assert len(page.session.snapshot.columns) == columns + 1
    before, first = backups_of(path, stick / backup_folder(path).name)
    assert (before.reason, first.reason) == ("导入前", "打开时")
    assert len(snapshot_of(before.path).columns) == columns


def test_a_folder_of_choice_is_remembered_and_used_at_once(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path, tmp_path: Path, clock: Clock
) -> None:
    clock.pass_by(1)
    open_page(path)
    settled(qtbot, window)
    stick = tmp_path / "U盘"
    stick.mkdir()
    clock.pass_by(1)

    def fill(dialog: object) -> None:
        assert isinstance(dialog, PlaceDialog)
        dialog.is_elsewhere.setChecked(True)
        dialog.folder.setText(str(tmp_path / "nowhere"))
        dialog.accept()
        assert dialog.wrong.text() == "请选择一个已有的文件夹。"
        dialog.folder.setText(str(stick))

    answer(PlaceDialog, fill)
    window.actions_["backup_place"].trigger()
    settled(qtbot, window)
    assert Settings.load(window.settings.path).backup_folder == str(stick)
    [there] = backups_of(path, stick / backup_folder(path).name)
    assert there.is_intact()
    assert [backup.path.parent.parent for backup in all_backups(window.settings, path)] == [stick, tmp_path]


def test_a_stick_that_is_pulled_out_is_told_once_and_work_goes_on(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path, tmp_path: Path, clock: Clock
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    window.settings.backup_folder = str(stick)
    clock.pass_by(1)
    page = open_page(path)
    settled(qtbot, window)
    backups = window.desk(KeepingDesk).backups
    assert backups is not None
    stick.rename(tmp_path / "pulled out")
    clock.pass_by(1)
    change(page)
    clock.pass_by(11)
    with qtbot.waitSignal(backups.failed):
        backups.look()
    assert window.bar.sentence.startswith(f"自动备份未完成：备份位置“{stick}”找不到")
    change(page)
    assert window.bar.sentence == ""
    backups.look()
    settled(qtbot, window)
    assert window.bar.sentence == "", "it is not said again and again"
    (tmp_path / "pulled out").rename(stick)
    with qtbot.waitSignal(backups.made):
        backups.look()


def test_a_file_opened_for_reading_is_not_backed_up_by_itself(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    assert window.files.open(path, read_only=True)
    assert window.desk(KeepingDesk).backups is not None
    window.desk(KeepingDesk).backups.begin()
    assert reasons(path) == []
