from __future__ import annotations

from datetime import date

from battlemap.commands.rows import AddRow
from battlemap.domain.duty.alert_effects import alert_in_force
from battlemap.ui.alert.desk import AlertDesk
from battlemap.ui.alert.dialogs import EndAlertDialog, StartAlertDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer

DAY = date(2018, 11, 20)


def test_an_alert_is_started_framed_and_ended_and_each_undone(window: MainWindow) -> None:
    assert window.workspace is not None
    session, desk = window.workspace.session, window.desk(AlertDesk)
    assert desk.banner.isHidden()

    def fill(dialog: object) -> None:
        assert isinstance(dialog, StartAlertDialog)
        dialog.title.setText("进博会保障")
        dialog.basis.setText("会议决定")
        assert "暂停请假" in dialog.effects.text()

    answer(StartAlertDialog, fill)
    window.actions_["start_alert"].trigger()
    assert alert_in_force(session.snapshot, DAY) is not None
    assert desk.banner.isVisible() and desk.banner.words.text().startswith("二级临战：进博会保障")
    assert window.workspace.objectName() == "red_frame"

    def basis(dialog: object) -> None:
        assert isinstance(dialog, EndAlertDialog)
        dialog.basis.setText("会议决定解除")

    answer(EndAlertDialog, basis)
    window.actions_["end_alert"].trigger()
    assert alert_in_force(session.snapshot, date(2018, 11, 21)) is None
    window.actions_["undo"].trigger()
    window.actions_["undo"].trigger()
    assert desk.banner.isHidden()
    assert window.workspace.objectName() == ""
    assert session.snapshot.live_rows("alert") == []


def test_a_key_period_asks_when_the_campaign_is_opened(window: MainWindow) -> None:
    assert window.workspace is not None
    session = window.workspace.session
    days = {"starts_on": DAY, "ends_on": DAY}
    session.run(AddRow("period", {"kind": "key", "title": "国家公祭日", "alert_level": 3, **days}))
    path = session.file.path
    window.close_campaign()
    assert window.files.open(path)
    assert "国家公祭日" in window.bar.sentence and "是否启动临战状态" in window.bar.sentence
