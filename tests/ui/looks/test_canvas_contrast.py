"""The painted words of board and timeline stand out from what is painted behind them, in every theme."""

from __future__ import annotations

import pytest

from battlemap.layout.card_face import card_face
from battlemap.layout.column_head import head_face
from battlemap.layout.strip_face import StripFacts, strip_face
from battlemap.theme import theme
from battlemap.ui.look import SCREEN_THEMES, mixed
from battlemap.ui.main_window import MainWindow
from tests.ui.looks.scene_contrast import faint_words


@pytest.mark.parametrize("name", SCREEN_THEMES)
def test_every_word_of_the_board_can_be_read_also_on_selected_cards(opened: MainWindow, name: str) -> None:
    assert opened.workspace
    stage, look = opened.workspace.board.stage, theme(name)
    assert stage is not None
    contents, size = stage.contents, (stage.layout.metrics.card_w, stage.layout.metrics.card_h)
    # the colour that a selected card's ground has: see the tint of the canvas
    tinted = theme(name)
    tinted.tokens["card"] = mixed(look.colour("card"), look.colour("accent"), 16 / 255)
    for id in contents.in_order():
        items = card_face(contents.card(id), *size, stage.card_metrics)
        assert not faint_words(items, look)
        assert not {weak for weak in faint_words(items, tinted) if weak[1] == "card"}
    heads = [contents.head(number) for number in range(len(contents.columns))]
    assert any(heads)
    for head in heads:
        if head is not None:
            assert not faint_words(head_face(head, 220, 80, stage.head_metrics), look)


@pytest.mark.parametrize("name", SCREEN_THEMES)
def test_every_word_of_the_day_strip_can_be_read(opened: MainWindow, name: str) -> None:
    assert opened.workspace
    stage = opened.workspace.board.stage
    assert stage is not None
    contents = stage.contents
    periods = tuple(contents.snapshot.periods.values())
    facts = StripFacts(
        as_of=contents.as_of, calendar=contents.snapshot.calendar, periods=periods, due=contents.due
    )
    assert not faint_words(strip_face(stage.strip, facts), theme(name))
