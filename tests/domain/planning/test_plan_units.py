"""Units with the same short name are one where a person says so."""

from __future__ import annotations

import pytest

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.domain.planning.plan_units import SameUnit, same_units, with_units


def draft(*units: str) -> PlanDraft:
    tasks = tuple(TaskDraft(f"任务{n}", "", "", responsible_unit=unit) for n, unit in enumerate(units))
    return PlanDraft("甲", None, None, (), (ActionDraft(1, "甲", (MeasureDraft(1, "乙", "", tasks),)),))


@pytest.mark.parametrize(
    ("units", "questions"),
    [
        (("经发局", "经济发展局", "经发局"), (SameUnit("经发局", "经济发展局", 2),)),
        (("区住建局", "区住房和城乡建设局"), (SameUnit("区住建局", "区住房和城乡建设局", 1),)),
        (("住建局", "区住房和城乡建设局"), (SameUnit("住建局", "区住房和城乡建设局", 1),)),
        (("甲区教育局", "乙区教育体育局"), ()),
        (("财政局", "审计局"), ()),
        (("经发局", "经济发展局", "经济与发展改革局"), ()),
    ],
)
def test_a_short_name_is_asked_about_where_one_unit_fits(
    units: tuple[str, ...], questions: tuple[SameUnit, ...]
) -> None:
    assert same_units(draft(*units)) == questions


def test_an_answer_makes_them_one() -> None:
    one = with_units(draft("经发局", "经济发展局"), {"经发局": "经济发展局"})
    assert {task.unit for task in one.actions[0].tasks} == {"经济发展局"}
    assert same_units(one) == ()
