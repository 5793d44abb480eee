"""What was begun with a plan is found again as it was, and only with that plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from battlemap.exchange.plan_text import read_plan
from battlemap.shown.plan_drafts import PlanDrafts
from tests.domain.planning.test_plan_changes import DRAFT

TEXT = "百日攻坚方案\n2018年10月至12月开展。\n一、经济运行\n1.抓工业。11月底前走访龙头企业30家。经发局牵头。\n二、项目建设\n1.抓签约。"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    made = tmp_path / "方案.txt"
    made.write_text(TEXT, "utf-8")
    return made


def test_it_comes_back_as_it_was(tmp_path: Path, plan: Path) -> None:
    drafts = PlanDrafts(tmp_path / "begun")
    assert drafts.begun(plan) is None
    read = read_plan(plan)
    for draft in (DRAFT, read, attrs.evolve(read, starts_on=date(2018, 10, 1))):
        drafts.keep(plan, draft)
        assert PlanDrafts(tmp_path / "begun").begun(plan) == draft
    drafts.forget(plan)
    assert drafts.begun(plan) is None


def test_a_plan_that_was_changed_meanwhile_begins_anew(tmp_path: Path, plan: Path) -> None:
    drafts = PlanDrafts(tmp_path / "begun")
    drafts.keep(plan, DRAFT)
    plan.write_text(TEXT + "改", "utf-8")
    assert drafts.begun(plan) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"form": 1, "draft": {}}', '{"form": 99, "draft": {}}', "[" * 9999]
)
def test_what_cannot_be_read_begins_anew(tmp_path: Path, plan: Path, text: str) -> None:
    drafts = PlanDrafts(tmp_path / "begun")
    drafts.keep(plan, DRAFT)
    (kept,) = (tmp_path / "begun").iterdir()
    kept.write_text(text, "utf-8")
    assert drafts.begun(plan) is None


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    drafts = PlanDrafts(tmp_path / "begun")
    for number in range(12):
        plan = tmp_path / f"{number}.txt"
        plan.write_text(str(number), "utf-8")
        drafts.keep(plan, DRAFT)
    assert len(list((tmp_path / "begun").iterdir())) == 8
