"""Units, persons and deadlines are taken from labels and brackets."""

from __future__ import annotations

import pytest

from battlemap.exchange.labelled_fields import Fields, is_fields_only, take_fields


@pytest.mark.parametrize(
    ("sentence", "rest", "fields"),
    [
        (
            "加快建设（牵头单位：经发局；完成时限：11月底前）。",
            "加快建设。",
            Fields(lead_unit="经发局", due_text="11月底前"),
        ),
        (
            "牵头单位：经发局 责任单位：各街道，配合单位：财政局；责任人：张三",
            "",
            Fields(lead_unit="经发局", responsible_unit="各街道", coop_units="财政局", owner="张三"),
        ),
        ("【责任单位：城建局】修路", "修路", Fields(responsible_unit="城建局")),
        (
            "修路（城建局牵头，财政局、交通局配合）",
            "修路",
            Fields(lead_unit="城建局", coop_units="财政局、交通局"),
        ),
        (
            "修路（各街道按职责分工负责，11月底前完成）",
            "修路",
            Fields(responsible_unit="各街道", due_text="11月底前"),
        ),
        ("修路（含桥梁3座）", "修路（含桥梁3座）", Fields()),
        ("压实主体责任，责任人到位", "压实主体责任，责任人到位", Fields()),
        ("责任单位：", "责任单位：", Fields()),
    ],
)
def test_fields_are_taken_and_the_rest_stays(sentence: str, rest: str, fields: Fields) -> None:
    assert take_fields(sentence) == (rest, fields)


def test_of_several_responsible_units_the_first_answers() -> None:
    fields = Fields(lead_unit="经发局、工信局", responsible_unit="甲街道、乙街道", coop_units="财政局")
    assert fields.units == ("经发局", "甲街道", "工信局、乙街道、财政局")


def test_a_line_of_fields_is_told_from_a_sentence() -> None:
    assert is_fields_only("牵头单位：经发局；完成时限：11月底前。")
    assert not is_fields_only("（经发局牵头）抓好落实。")
    assert not is_fields_only("抓好落实。")
