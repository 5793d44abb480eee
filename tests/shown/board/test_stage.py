"""The stage shows the whole war at first sight and folds what a filter empties."""

from __future__ import annotations

import pytest

from battlemap.shown.board.contents import BoardContents
from battlemap.shown.board.stage import LABEL_WIDTH, LEAST_ZOOM, Stage
from tests.campaigns import AS_OF, make_snapshot

SNAPSHOT = make_snapshot()


def stage_of(width: int, only: frozenset[str] | None = None) -> Stage:
    made = Stage(BoardContents(SNAPSHOT, AS_OF, only))
    made.size = (width, 700)
    made.is_fitted = True
    made.arrange()
    return made


@pytest.mark.parametrize("width", [1294, 1848, 2400, 3768])
def test_a_fitted_board_shows_every_column_and_nothing_larger_than_life(width: int) -> None:
    stage = stage_of(width)
    assert stage.layout.width <= width - LABEL_WIDTH
    assert LEAST_ZOOM <= stage.zoom <= 1.0


def test_a_fitted_board_follows_the_window_until_somebody_zooms() -> None:
    stage = stage_of(1294)
    narrow = stage.zoom
    stage.size = (1848, 1000)
    stage.arrange()
    assert stage.zoom > narrow
    stage.zoomed(0.9, 0, 0)
    stage.size = (1294, 700)
    stage.arrange()
    assert (stage.zoom, stage.is_fitted) == (0.9, False)


def test_type_stays_readable_when_all_columns_are_seen() -> None:
    metrics = stage_of(1294).card_metrics
    assert min(metrics.small, metrics.title) >= 11
    assert metrics.has_foot


def test_columns_that_a_filter_leaves_empty_fold_and_open_again() -> None:
    task = SNAPSHOT.cell("a0", "moving")[0]
    stage = stage_of(1848, frozenset({task}))
    assert stage.folded_columns == frozenset(range(1, len(stage.contents.columns)))
    zoom = stage.zoom
    stage.contents.show_only(None)
    stage.arrange()
    assert stage.folded_columns == frozenset()
    assert stage.zoom == zoom, "the cards keep their size while somebody types"


def test_a_filter_that_nothing_passes_folds_nothing() -> None:
    assert stage_of(1848, frozenset()).folded_columns == frozenset()
