"""Only words that say more than the day are kept beside it."""

from __future__ import annotations

import copy
from datetime import date, timedelta

import pytest

from battlemap.domain.fields.worded_day import WordedDay, said_of, with_said

DAY = date(2018, 12, 31)


@pytest.mark.parametrize(
    "words", ["2018年底前", "12月底", "12月31日前", "2018年12月下旬", "自2018年12月31日起"]
)
def test_words_that_say_more_are_kept_and_the_day_stays_a_day(words: str) -> None:
    day = with_said(DAY, words)
    assert (day, said_of(day), said_of(copy.deepcopy(day))) == (DAY, words, words)
    assert day.isoformat() == str(day) == "2018-12-31"
    assert said_of(day + timedelta(1)) == ""
    assert isinstance(day, WordedDay)


@pytest.mark.parametrize(
    "words",
    [
        "2018.12.31",
        "20181231",
        "2018年12月31日",
        "2018-12-31",
        "18.12.31",
        "12月31日",
        "2018-12-31 08:30:00",
        "",
    ],
)
def test_plain_spellings_are_not(words: str) -> None:
    assert type(with_said(DAY, words)) is date
