from __future__ import annotations

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from battlemap.domain.kinds.campaign import Campaign
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


def test_an_emblem_is_chosen_dropped_and_refused_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = form(qtbot)
    picture = tmp_path / "徽标.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    dialog.read_emblem(picture)
    changes = dialog.changes()
    assert changes
    assert changes.changes == {"emblem": picture.read_text()}
    dialog.read_emblem(tmp_path / "没有.png")
    assert "打不开" in dialog.wrong.text()
    dialog.drop_emblem.click()
    assert dialog.changes() is None
