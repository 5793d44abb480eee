"""Themes: what is the brand, what is being done and what is an alarm are told apart by their colours."""

from __future__ import annotations

from itertools import combinations

import pytest

from battlemap.theme import LEAST_CONTRAST, contrast, theme, theme_names


def _distance(one: str, other: str) -> float:
    """How far two colours #RRGGBB lie apart to the eye, 0 … about 765 (the usual weighing of red against blue)."""
    r1, g1, b1 = bytes.fromhex(one[1:])
    r2, g2, b2 = bytes.fromhex(other[1:])
    mean = (r1 + r2) / 2
    squares = (
        (2 + mean / 256) * (r1 - r2) ** 2 + 4 * (g1 - g2) ** 2 + (2 + (255 - mean) / 256) * (b1 - b2) ** 2
    )
    return float(squares**0.5)


@pytest.mark.parametrize("name", theme_names())
def test_brand_progress_and_alarm_are_never_the_same_colour(name: str) -> None:
    look = theme(name)
    for one, other in combinations(("accent", "progress", "red"), 2):
        assert _distance(look.colour(one), look.colour(other)) > 60, (one, other)
    assert _distance(look.colour("progress"), look.colour("green")) > 60
    assert _distance(look.colour("today"), look.colour("red")) > 100


@pytest.mark.parametrize("name", ["red", "paper"])
def test_neither_progress_nor_what_is_finished_is_red(name: str) -> None:
    for token in ("progress", "green"):
        red, green, blue = bytes.fromhex(theme(name).colour(token)[1:])
        assert red < max(green, blue)


@pytest.mark.parametrize("name", theme_names())
def test_the_alarm_can_be_read_on_every_ground(name: str) -> None:
    look = theme(name)
    for ground in ("card", "ground"):
        assert contrast(look.colour("red"), look.colour(ground)) >= LEAST_CONTRAST


def test_a_grey_theme_has_no_colour_not_even_a_literal_one() -> None:
    grey = theme("red-grey")
    for token in ("band", "red", "#E8731A", "on_yellow"):
        shades = grey.colour(token)[1:]
        assert shades[:2] == shades[2:4] == shades[4:]
    assert theme("red").colour("#E8731A") == "#E8731A"
