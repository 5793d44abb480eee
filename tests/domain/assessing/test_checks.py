"""Faults of schemes and of their decomposition; gaps; trails; tables of offices."""

from __future__ import annotations

from battlemap.domain.assessing.checks import faults
from battlemap.domain.assessing.gaps import gaps, most_worth
from battlemap.domain.assessing.scheme_table import scheme_draft
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.scheme import Scheme
from tests.domain.assessing.trees import evaluated, node
from tests.domain.series.rows import indicator, snapshot_of


def words(*rows: object) -> list[str]:
    return [fault.words for fault in faults(snapshot_of(*rows), "s")]  # type: ignore[arg-type]


def test_weights_that_do_not_add_up_are_told_with_what_is_missing() -> None:
    rows = [
        node("a", weight="30"),
        node("b", weight="60"),
        node("a1", "a", weight="10"),
        node("a2", "a", weight="25"),
    ]
    assert words(Scheme("s", "体系", "a0"), *rows) == [
        "一级指标权重合计 90，应为 100，少 10", "“指标a”的下级权重合计 35，应为 30，多 5",
    ]  # fmt: skip
    rows[2] = node("a1", "a")
    assert "“指标a1”没有权重，不计入得分" in words(Scheme("s", "体系", "a0"), *rows)


def test_a_decomposition_is_looked_at_closely() -> None:
    full = {
        "lead_unit": "u",
        "owner": "o",
        "period": "月",
        "data_source": "统计",
        "target": "40",
        "measure_unit": "亿元",
    }
    rows = [
        Scheme("s", "三级KPI", "a0", "kpi"), Unit("u", "经发局", "a0"), Person("o", "王五", "a0"),
        node("z", rollup="sum", target="100", measure_unit="亿元"),
        node("z1", "z", **full), node("z2", "z", **{**full, "owner": None, "title": "指标乙", "measure_unit": "家"}),
        *(node(f"p{n}", "q", **{**full, "title": f"岗位{n}"}) for n in range(8)), node("q", rollup="weighted"),
    ]  # fmt: skip
    sentences = words(*rows)
    assert "“指标乙”没有责任人" in sentences
    assert "“指标z”分解不足 20 亿元" in sentences
    assert "“指标乙”的单位“家”与上级“亿元”不同，不能合计" in sentences
    assert "王五一个岗位有 9 项 KPI，超过 8 项" in sentences


def test_one_figure_in_two_hands_and_kpis_that_hang_on_nothing_are_told() -> None:
    full = {"lead_unit": "u", "owner": "o", "period": "月", "data_source": "统计", "target": "40"}
    rows = [
        Scheme("s", "三级KPI", "a0", "kpi"), Unit("u", "经发局", "a0"), Person("o", "王五", "a0"), indicator("x", title="投资"),
        node("z"), *(node(f"z{n}", "z", source="observation", indicator="x", **full) for n in range(2)),
        node("own", **full), node("r", rollup="sum", measure_unit="%"), node("r1", "r", value="50", measure_unit="%", **full),
    ]  # fmt: skip
    sentences = words(*rows)
    assert "“指标z0”、“指标z1”都取自“投资”，同一项 KPI 设了 2 次" in sentences
    assert "“指标own”没有从区级指标分解而来，自设的请标明“自设”" in sentences
    assert "“指标z0”没有任务支撑" in sentences
    assert "“指标r”是比率，不能把下级相加，请改用“比率”汇总" in sentences
    group = [row for row in rows if getattr(row, "id", "") in ("r", "r1")]
    assert evaluated(*group).gauges["r"].value is None  # type: ignore[arg-type]


def test_the_leaf_that_is_worth_most_stands_first_and_missing_data_last() -> None:
    standing = evaluated(
        node("a", weight="50", value="90", target="100"), node("b", weight="40", value="50", target="100", average="60", measure_unit="%"),
        node("c", weight="10"),
    )  # fmt: skip
    ranked = gaps(standing)
    assert [gap.node.id for gap in ranked] == ["a", "b", "c"]
    assert "落后全国平均 10.00个百分点" in ranked[1].words and ranked[2].words.endswith("没有数据")
    assert [gap.node.id for gap in most_worth(standing)] == ["a", "b"]


def test_the_table_of_an_office_becomes_a_tree() -> None:
    table = [
        ["高新区评价指标任务分解表"],
        [
            "序号",
            "一级指标",
            "二级指标",
            "权重(%)",
            "单位",
            "方向",
            "责任部门",
            "上年值",
            "今年目标",
            "全国平均",
            "备注",
        ],
        [1, "知识创造（30%）", "研发投入占比", 12, "%", "正向", "科技局", 2.1, 2.6, "2.01", ""],
        [2, "", "单位能耗", 18, "吨标煤/万元", "逆向", "没有的局", 0.4, "约0.3", "—", "分季上报"],
        [3, "产业升级（70%）", "营业收入", 70, "亿元", "", "", "", 900, "", ""],
        ["", "合计", "", 100],
    ]
    draft = scheme_draft(table, snapshot_of(Unit("u", "科技局", "a0")))
    assert [(one.level, one.title, one.fields.get("weight")) for one in draft.nodes] == [
        (1, "知识创造", "30"), (2, "研发投入占比", "12"), (2, "单位能耗", "18"), (1, "产业升级", "70"), (2, "营业收入", "70"),
    ]  # fmt: skip
    assert draft.nodes[1].fields["lead_unit"] == "u" and draft.nodes[2].fields["direction"] == "down"
    assert draft.unknown_units == ("没有的局",)
    assert "第 4 行“目标值”“约0.3”" in draft.wrong[0]
