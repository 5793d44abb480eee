"""Plans in the manner of offices, and small inputs of every kind of trouble, become what stands beside them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from battlemap.exchange.lines import Line, text_lines
from battlemap.exchange.plan_sheet import sheet_lines
from battlemap.exchange.plan_text import read_plan
from battlemap.exchange.word import word_lines
from tests.exchange.saved_plan import all_words, differences, saved

PLANS = Path(__file__).parent / "plans"
CASES = sorted(PLANS.rglob("*.expected.json"))
#: Signs of Markdown and rules of tables, which are kept otherwise.
MARKUP = "#*|｜-"


def plan_beside(expected: Path) -> Path:
    stem = expected.name.removesuffix(".expected.json")
    return next(path for path in sorted(expected.parent.glob(f"{stem}.*")) if path != expected)


def lines_of(path: Path) -> list[Line]:
    if path.suffix == ".docx":
        return word_lines(path.read_bytes(), path.name)
    if path.suffix == ".xlsx":
        return sheet_lines(path)
    return text_lines(path.read_text("utf-8"))


def name(path: Path) -> str:
    return path.name.removesuffix(".expected.json")


@pytest.mark.parametrize("expected", CASES, ids=name)
def test_a_plan_becomes_the_campaign_that_it_means(expected: Path, tmp_path: Path) -> None:
    board = saved(read_plan(plan_beside(expected)), tmp_path)
    assert differences(board, json.loads(expected.read_text("utf-8"))) == []


@pytest.mark.parametrize("expected", CASES, ids=name)
def test_every_character_of_a_plan_stands_in_the_saved_file(expected: Path, tmp_path: Path) -> None:
    path = plan_beside(expected)
    draft = read_plan(path)
    plan = Counter(
        char for line in lines_of(path) for char in line.text if not char.isspace() and char not in MARKUP
    )
    board = saved(draft, tmp_path)
    texts = [board.campaign.preface, board.campaign.unfiled, *(each.text for each in board.measures.values())]
    assert plan - Counter("".join(texts)) == Counter()
    assert all(task.title in all_words(board) for action in draft.actions for task in action.tasks)


def test_there_are_twenty_plans_of_offices_and_all_small_inputs() -> None:
    assert len(list((PLANS / "offices").glob("*.expected.json"))) == 21
    assert len(list((PLANS / "cases").glob("*.expected.json"))) == 53
