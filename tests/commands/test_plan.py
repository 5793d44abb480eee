"""A plan draft becomes a board in one undoable step, with codes, units and places of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from battlemap.commands.plan import ImportPlan, founding
from battlemap.commands.session import Session
from battlemap.domain.planning.plan import PlanDraft
from battlemap.errors import Refused
from tests.commands.conftest import ticking
from tests.commands.plans import DRAFT


def test_an_imported_plan_is_one_step_that_can_be_undone(tmp_path: Path) -> None:
    founded = founding(DRAFT, date(2026, 1, 1))
    with Session.create(tmp_path / "a.battlemap", founded, "李明", ticking()) as session:
        session.run(ImportPlan(DRAFT))
        board = session.snapshot
        assert (board.campaign.title, board.campaign.ends_on) == ("某区百日攻坚行动方案", date(2018, 12, 31))
        assert (board.campaign.preface, board.campaign.unfiled) == (
            "为落实会议精神，制定本方案。",
            "本报记者",
        )
        assert [(action.ordinal, action.code) for action in board.columns] == [("一", "ECON"), ("二", "PROJ")]
        assert [task.code for task in board.live_tasks] == ["ECON-01", "ECON-02"]
        assert [board.unit_label(task.responsible_unit) for task in board.live_tasks] == ["经发局", "经发局"]
        assert len(board.units) == 1
        assert board.live_tasks[1].due_text == "11月底前"
        assert session.can_undo == "导入方案“某区百日攻坚行动方案”（2 项任务）"
        session.undo()
        assert session.snapshot.columns == ()
        assert session.snapshot.live_tasks == ()
        assert session.snapshot.campaign.preface == ""


def test_a_second_import_finds_its_own_codes_and_numbers(tmp_path: Path) -> None:
    founded = founding(DRAFT, date(2026, 1, 1))
    with Session.create(tmp_path / "a.battlemap", founded, "李明", ticking()) as session:
        session.run(ImportPlan(DRAFT))
        session.run(ImportPlan(DRAFT))
        assert [(action.number, action.code) for action in session.snapshot.columns] == [
            (1, "ECON"),
            (2, "PROJ"),
            (3, "A03"),
            (4, "A04"),
        ]
        codes = [task.code for task in session.snapshot.live_tasks]
        assert len(set(codes)) == len(codes) == 4


def test_a_plan_without_a_period_gets_a_hundred_days() -> None:
    founded = founding(PlanDraft("", None, None), date(2026, 1, 1))
    assert (founded.title, founded.starts_on, founded.ends_on) == (
        "百日攻坚行动",
        date(2026, 1, 1),
        date(2026, 4, 10),
    )


def test_a_plan_without_actions_is_refused(tmp_path: Path) -> None:
    founded = founding(DRAFT, date(2026, 1, 1))
    with (
        Session.create(tmp_path / "a.battlemap", founded, "李明", ticking()) as session,
        pytest.raises(Refused, match="没有可导入"),
    ):
        session.run(ImportPlan(PlanDraft("甲", None, None)))


def test_a_unit_with_two_names_bears_both(session: Session) -> None:
    draft = attrs.evolve(DRAFT, short_names=(("经济发展局", "经发局"),))
    session.run(ImportPlan(draft))
    assert [unit.short_name for unit in session.snapshot.units.values() if unit.name == "经济发展局"] == [
        "经发局"
    ]
