from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from battlemap.domain.campaign import Campaign
from battlemap.ui.dialogs.campaign import CampaignDialog
from battlemap.ui.icons import IconBook

BEFORE = Campaign("c", "百日攻坚", date(2018, 10, 1), date(2018, 12, 31), slogan="大干一百天", preface="前言")


def form(qtbot: QtBot) -> CampaignDialog:
    dialog = CampaignDialog(IconBook(), BEFORE, "行动信息", "保存")
    qtbot.addWidget(dialog)
    return dialog


def test_the_form_gives_back_what_it_was_given(qtbot: QtBot) -> None:
    assert Campaign("c", **form(qtbot).answer()) == BEFORE


def test_a_period_that_is_none_keeps_the_dialog_open_and_says_why(qtbot: QtBot) -> None:
    dialog = form(qtbot)
    dialog.ends_on.line.setText("2018-09-01")
    dialog.accept()
    assert "早于开始日期" in dialog.wrong.text()
    dialog.ends_on.line.setText("blabla")
    dialog.accept()
    assert "请填写结束日期" in dialog.wrong.text()
    assert not dialog.result()
