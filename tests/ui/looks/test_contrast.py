from __future__ import annotations

import re

import pytest

from battlemap.theme import LEAST_CONTRAST, contrast, theme
from battlemap.ui import look
from battlemap.ui.look import SCREEN_THEMES, colours, legible, mixed, style_sheet

_PLAIN = ("card", "ground", "hover")
#: Ink of the style sheet → every ground on which it stands.
PAIRS = {
    "text": (*_PLAIN, "pressed", "weekend", "ban", "note_ground", "error_ground", "past_ground"),
    "muted": (*_PLAIN, "weekend", "ban", "note_ground", "error_ground"),
    "accent": (*_PLAIN, "ban"),
    "saved": ("card", "ground"),
    "warning": ("card", "ground"),
    "band_text": ("band", "band_hover"),
    "band_soft": ("band",),
    "on_accent": ("accent", "accent_hover"),
    "on_red": ("red",),
}


@pytest.mark.parametrize("name", SCREEN_THEMES)
def test_every_ink_of_the_style_sheet_can_be_read_on_all_its_grounds(name: str) -> None:
    palette = colours(theme(name))
    faint = {
        (ink, ground): round(contrast(palette[ink], palette[ground]), 2)
        for ink, grounds in PAIRS.items()
        for ground in grounds
        if contrast(palette[ink], palette[ground]) < LEAST_CONTRAST
    }
    assert not faint


def test_no_ink_of_the_style_sheet_is_left_out() -> None:
    used = set(re.findall(r"[ {;]color: \$(\w+)", look._SHEET))
    assert used == PAIRS.keys()


@pytest.mark.parametrize("name", [*SCREEN_THEMES, "paper", "light-grey"])
def test_letters_upon_a_lamp_can_be_read(name: str) -> None:
    chosen = theme(name)
    for lamp in ("red", "yellow", "green", "blue", "black", "grey", "accent", "today"):
        assert contrast(chosen.colour(f"on_{lamp}"), chosen.colour(lamp)) >= LEAST_CONTRAST


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == 1


def test_a_soft_ink_stays_soft_where_it_can_be_read_and_yields_where_not() -> None:
    assert legible("#333333", "#000000", "#FFFFFF") == "#333333"
    made = legible("#999999", "#000000", "#FFFFFF")
    assert LEAST_CONTRAST <= contrast(made, "#FFFFFF") < contrast(mixed("#999999", "#000000", 0.5), "#FFFFFF")


def test_the_sheet_names_only_colours_that_there_are() -> None:
    assert "$" not in style_sheet(theme("dark"))
