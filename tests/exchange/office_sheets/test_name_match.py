"""Names of units and persons: certain only where they are the same, asked where they are alike, never created."""

from __future__ import annotations

from battlemap.exchange.office_sheets.name_match import core, match_names, parted

UNITS = {
    "u1": ("高新区住房和城乡建设局", "区住建局"),
    "u2": ("高新区水利局", "区水利局"),
    "u3": ("石桥镇人民政府", "石桥镇"),
    "u4": ("青泉区财政局", "财政局"),
    "u5": ("云湖区财政局", "财政局"),
}


def test_the_full_and_the_short_name_are_certain() -> None:
    matches = match_names(["区住建局", "高新区 水利局", "石桥镇"], UNITS)
    assert [match.id for match in matches.values()] == ["u1", "u2", "u3"]


def test_a_name_that_two_bear_is_asked() -> None:
    match = match_names(["财政局"], UNITS)["财政局"]
    assert (match.id, match.candidates) == (None, ("u4", "u5"))


def test_a_name_that_is_alike_is_asked_and_never_taken() -> None:
    matches = match_names(["高新区住房城乡建设局", "住建局", "区水力局"], UNITS)
    assert all(match.id is None for match in matches.values())
    assert matches["高新区住房城乡建设局"].candidates[0] == "u1"
    assert matches["住建局"].candidates[0] == "u1"


def test_another_name_is_unknown() -> None:
    match = match_names(["汶阳机械有限公司"], UNITS)["汶阳机械有限公司"]
    assert match.is_unknown


def test_a_cell_may_hold_several_names() -> None:
    assert parted("区财政局、区经信局；石桥镇\n云台镇") == ["区财政局", "区经信局", "石桥镇", "云台镇"]
    assert core("高新区住建局") == core("住建局") == "住建"
