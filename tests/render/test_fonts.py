"""The bundled family draws what it has, the machine's fonts the rest, and what nobody has is named."""

from __future__ import annotations

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.layout.scene import Rect, Scene, Text
from battlemap.layout.text import char_em, em_width
from battlemap.render.fonts import FAMILY, Fonts

COMMON = "任务推进（一）ECON-03：30%，约 1,200.5 万元；“重点”《方案》①●▲—…mWil%@"


def scene(*lines: str) -> Scene:
    return Scene(
        100,
        100,
        tuple(Text(Rect(0, 10 * n, 90, 9), (line,), 4, about=f"t{n}") for n, line in enumerate(lines)),
    )


def test_both_weights_come_from_the_bundled_family(fonts: Fonts) -> None:
    assert fonts.font(20).families()[0] == FAMILY
    assert fonts.font(20, True).bold()
    assert fonts.is_bundled(COMMON)


def test_no_character_is_wider_than_the_rule_of_the_layout_says(fonts: Fonts) -> None:
    chars = [*map(chr, range(32, 0x3020)), *"一龥，。（）「」", "\uff01"]
    chars = [char for char in chars if fonts.is_bundled(char) and not unicodedata.combining(char)]
    wide = [c for c in chars if max(fonts.ems(c), fonts.ems(c, True)) > char_em(c) + 0.002]
    assert wide == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.text("任务推进（一）ECONmW03：,.il 30%", max_size=30))
def test_a_line_is_not_wider_than_its_rule(fonts: Fonts, line: str) -> None:
    assert fonts.ems(line, True) <= em_width(line) + 0.01


def test_a_character_that_no_font_has_is_named_with_its_place(fonts: Fonts) -> None:
    missing = fonts.missing_characters([scene("甲\U000e1234乙", "丙丁", "甲\U000e1234乙")])
    assert [(m.char, m.text, m.about) for m in missing] == [("\U000e1234", "甲\U000e1234乙", "t0")]
    assert missing[0].words == "“\U000e1234”（U+E1234）缺字形，见“甲\U000e1234乙”"


def test_nothing_is_missing_in_common_texts(fonts: Fonts) -> None:
    assert fonts.missing_characters([scene(COMMON, "䶮㙍赟")]) == []
