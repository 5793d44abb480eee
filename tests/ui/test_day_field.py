from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from battlemap.domain.kinds.campaign import Campaign
from battlemap.ui.day_field import DayField, meaning, read_day
from battlemap.ui.icons import IconBook

CAMPAIGN = Campaign("c", "攻坚", date(2018, 10, 1), date(2018, 12, 31))


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("2018-11-30", date(2018, 11, 30), ""),
        ("2018/11/30", date(2018, 11, 30), ""),
        ("2019-03-01", date(2019, 3, 1), ""),
        ("11月底前", date(2018, 11, 30), "11月底前"),
        ("年内", date(2018, 12, 31), "年内"),
        ("尽快", None, "尽快"),
        ("  ", None, ""),
    ],
)
def test_dates_and_words_are_understood(text: str, day: date | None, words: str) -> None:
    assert read_day(text, CAMPAIGN) == (day, words)


def test_the_day_that_words_mean_is_shown() -> None:
    assert meaning(date(2018, 11, 30), "11月底前") == "2018年11月30日"
    assert meaning(None, "尽快") == "未识别出日期"


def test_what_is_typed_is_told_once_when_the_field_is_left(qtbot: QtBot) -> None:
    field = DayField(IconBook())
    qtbot.addWidget(field)
    field.show_value(date(2018, 11, 30), "", CAMPAIGN)
    values: list[tuple[date | None, str]] = []
    field.left.connect(lambda day, words: values.append((day, words)))
    field.commit()
    assert values == []
    field.line.setText("12月上旬")
    field.commit()
    field.commit()
    assert values == [(date(2018, 12, 10), "12月上旬")]
