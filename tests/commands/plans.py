"""A small plan and a larger one that grew out of it."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft

DRAFT = PlanDraft(
    "某区百日攻坚行动方案",
    date(2018, 10, 1),
    date(2018, 12, 31),
    preface=("为落实会议精神，制定本方案。",),
    unfiled=("本报记者",),
    actions=(
        ActionDraft(
            1,
            "经济运行专项攻坚行动",
            (
                MeasureDraft(
                    1,
                    "狠抓工业",
                    "强化监测。做大做强。",
                    (
                        TaskDraft(
                            "强化监测", "强化监测。", "强化监测。", responsible_unit="经发局", owner="王强"
                        ),
                        TaskDraft(
                            "做大做强",
                            "做大做强。",
                            "做大做强。",
                            due_on=date(2018, 11, 30),
                            due_text="11月底前",
                            responsible_unit="经发局",
                        ),
                    ),
                ),
            ),
            code="ECON",
        ),
        ActionDraft(2, "项目建设专项攻坚行动", (MeasureDraft(1, "突破园区", "突破园区。"),), code="ECON"),
    ),
)

FRESH = TaskDraft("开拓市场", "开拓市场。", "开拓市场。", responsible_unit="商务局")


def grown(draft: PlanDraft) -> PlanDraft:
    """The same plan with a new task in a known measure, a new measure and a new action."""
    first, *rest = draft.actions
    measures = (
        attrs.evolve(first.measures[0], tasks=(FRESH, *first.measures[0].tasks)),
        *first.measures[1:],
        MeasureDraft(9, "稳外贸", "抓订单。", (TaskDraft("抓订单", "抓订单。", "抓订单。"),)),
    )
    more = ActionDraft(
        3, "城市建设专项攻坚行动", (MeasureDraft(1, "修路", "修路。", (TaskDraft("修路", "", "修路。"),)),)
    )
    return attrs.evolve(draft, actions=(attrs.evolve(first, measures=measures), *rest, more))
