"""Kinds of trouble that plans of offices give, each in another case than the given ones."""

from __future__ import annotations

import pytest

from battlemap.domain.planning.plan import PlanDraft, TaskDraft
from battlemap.errors import BadInput
from battlemap.exchange.plan_text import MOST_LINES, MOST_SENTENCES, parse_plan

HEAD = "丙区“百日攻坚”行动方案\n2021年9月1日至12月10日开展百日攻坚行动。\n"
TABLE = "甲区“百日攻坚”行动任务分解表\n2021年9月1日至12月10日\n"


def actions(draft: PlanDraft) -> list[str]:
    return [action.title for action in draft.actions]


def tasks(text: str) -> list[TaskDraft]:
    return [task for action in parse_plan(text).actions for task in action.tasks]


def test_fields_in_the_name_of_an_action_without_sentences_are_its_task() -> None:
    (heat, road) = tasks(
        f"{HEAD}一、供热攻坚行动（责任单位：区供热站；完成时限：11月15日前）\n二、道路攻坚行动\n（一）修路。修路4条。"
    )
    assert (heat.title, heat.unit, str(heat.due_on)) == ("供热攻坚行动", "区供热站", "2021-11-15")
    assert road.unit == ""


def test_a_figure_torn_apart_by_a_blank_is_one() -> None:
    (task, *_) = tasks(f"{HEAD}一、道路攻坚行动\n1.修路。1 1 月底前修通甲路。\n二、x攻坚行动\n1.y。种树3棵。")
    assert str(task.due_on) == "2021-11-30"


def test_a_meeting_and_last_years_figures_are_no_period() -> None:
    draft = parse_plan(
        "丁县冲刺四季度方案\n2021年1—9月，全县完成投资80亿元。从2021年10月1日至12月31日开展冲刺行动。\n一、甲行动\n1.修路。修路4条。\n二、乙行动\n种树3棵。"
    )
    assert (str(draft.starts_on), str(draft.ends_on)) == ("2021-10-01", "2021-12-31")


@pytest.mark.parametrize(
    ("head", "first", "last"),
    [
        ("甲方案\n时间：2021.9.1-2021.12.10", "2021-09-01", "2021-12-10"),
        ("甲方案（2022年）\n行动自8月中旬启动，至12月15日结束。", "2022-08-11", "2022-12-15"),
        ("甲方案\n2022年8月1日开始，为期100天。", "2022-08-01", "2022-11-08"),
        ("甲三年攻坚方案（2022-2024年）", "2022-01-01", "2024-12-31"),
        ("甲市二〇二二年重点工作分工", "2022-01-01", "2022-12-31"),
        ("甲市2023年下半年攻坚要点", "2023-07-01", "2023-12-31"),
    ],
)
def test_the_period_stands_in_the_title_or_before_the_actions(head: str, first: str, last: str) -> None:
    draft = parse_plan(f"{head}\n一、道路行动\n1.修路。修路4条。\n二、绿化行动\n1.种树。种树3棵。")
    assert (str(draft.starts_on), str(draft.ends_on)) == (first, last)


@pytest.mark.parametrize(
    ("bracket", "unit", "partners"),
    [
        ("（牵头单位：区网信办，配合单位：区工信局、通信办）", "区网信办", "区工信局、通信办"),
        ("（区城管局负责，区财政局做好资金保障）", "区城管局", "区财政局"),
        ("（由区交通局牵头，各镇负责落实）", "区交通局", "各镇"),
        ("（区交通局、各镇人民政府）", "区交通局", "各镇人民政府"),
        ("（区交通局会同各镇负责）", "区交通局", "各镇"),
        ("（责任单位：各有关单位）", "", "各有关单位"),
        ("〔牵头单位：区园林局；配合单位：各社区（村）〕", "区园林局", "各社区（村）"),
        ("（含桥梁3座）", "", ""),
    ],
)
def test_a_bracket_says_who_does_it(bracket: str, unit: str, partners: str) -> None:
    (task, *_) = tasks(
        f"{HEAD}一、甲攻坚行动\n（一）乙。修路4条。{bracket}\n二、丙攻坚行动\n（一）丁。种树3棵。"
    )
    assert (task.unit, task.partners) == (unit, partners)


def test_units_below_all_points_belong_to_all_where_all_actions_have_them_so() -> None:
    units = [
        task.unit
        for task in tasks(
            f"{HEAD}一、项目专项行动\n1.包联。包联2个项目。\n2.调度。每周调度1次。\n牵头单位：区发改局\n二、招商专项行动\n1.外出。外出招商20次。\n牵头单位：区商务局"
        )
    ]
    assert units == ["区发改局", "区发改局", "区商务局"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "一、形势分析\n差。\n二、攻坚任务\n（一）工业攻坚。增10家。\n（二）投资攻坚。开工9个。\n"
            "三、推进机制\n（一）专班。成立专班1个。",
            ["工业攻坚", "投资攻坚"],
        ),
        ("之一：生态名片——造林500亩。\n之二：文化名片——建成书屋3座。", ["生态名片", "文化名片"]),
        ("★ 道路攻坚\n修路4条。\n★ 绿化攻坚\n种树300棵。", ["道路攻坚", "绿化攻坚"]),
        ("——抓招商。签约项目30个。\n——抓征迁。征地3000亩。", ["抓招商", "抓征迁"]),
        ("专项一 道路\n修路4条。\n专项二 绿化\n种树3棵。", ["道路", "绿化"]),
        ("【道路】\n修路4条。\n【绿化】\n种树3棵。", ["道路", "绿化"]),
    ],
)  # fmt: skip
def test_the_series_that_holds_the_actions_is_found(text: str, titles: list[str]) -> None:
    assert actions(parse_plan(HEAD + text)) == titles


def test_counted_sentences_are_points_of_one_action() -> None:
    draft = parse_plan("戊县办好三件实事\n一是新建水厂1座；\n二是改造小区12个；\n三是建公园2个。")
    assert actions(draft) == ["戊县办好三件实事"]
    assert draft.task_count == 3


def test_a_table_with_single_blanks_between_its_columns_stays_in_its_action() -> None:
    draft = parse_plan(
        f"{TABLE}一、道路攻坚行动\n工作任务 责任单位 完成时限\n新修甲路4公里 区住建局 10月底前\n"
        "二、绿化攻坚行动\n工作任务 责任单位 完成时限\n种树300棵 区园林局 11月底前"
    )
    assert [(action.title, [task.unit for task in action.tasks]) for action in draft.actions] == [
        ("道路攻坚行动", ["区住建局"]),
        ("绿化攻坚行动", ["区园林局"]),
    ]


def test_numbered_tasks_in_a_cell_and_names_in_bands_are_told_apart() -> None:
    draft = parse_plan(
        f"{TABLE}| 序号 | 工作事项 | 主要举措 | 责任部门 |\n|---|---|---|---|\n"
        "| 一、经济 | | | |\n| 1 | 项目 | 1.开工5个；2.竣工3个 | 区发改局 |\n| 合计 | | | |"
    )
    assert actions(draft) == ["经济"]
    assert [(task.title, task.unit) for task in draft.actions[0].tasks] == [
        ("开工5个", "区发改局"),
        ("竣工3个", "区发改局"),
    ]


def test_a_form_is_one_task() -> None:
    (task,) = tasks(
        f"{TABLE}| 项目名称 | 新修甲路 | 责任单位 | 区住建局 |\n|---|---|---|---|\n| 建设规模 | 全长4公里 | 完成时限 | 10月底前 |"
    )
    assert (task.title, task.unit, str(task.due_on)) == ("新修甲路", "区住建局", "2021-10-31")


def test_a_text_that_names_work_is_never_refused() -> None:
    assert parse_plan("甲区冬季攻坚安排\n做好供暖准备。\n开展安全检查。").task_count == 2
    with pytest.raises(BadInput, match="没有找到专项行动"):
        parse_plan("会议通知\n明天上午九点开会。")


def test_two_tasks_do_not_bear_the_same_title() -> None:
    titles = [
        task.title
        for task in tasks(
            f"{HEAD}一、甲攻坚行动\n（一）修路。抓好落实。\n（二）修桥。抓好落实。\n二、乙攻坚行动\n抓好落实。抓好落实。"
        )
    ]
    assert len(set(titles)) == len(titles) == 4
    assert titles[0] == "修路：抓好落实"


def test_what_is_far_too_long_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="行，不像一份方案"):
        parse_plan("一、甲行动\n" * (MOST_LINES + 1))
    with pytest.raises(BadInput, match="句，不像一份方案"):
        parse_plan("一、甲行动\n" + "修路。" * (MOST_SENTENCES + 1))


def test_a_point_that_says_a_quantity_is_a_deed_and_no_name() -> None:
    titles = [
        task.title
        for task in tasks(
            f"{HEAD}一、工业攻坚行动\n1.新增规上企业50户；2.完成技改投资80亿元。\n2.新建水厂1座。总投资2000万元。\n"
            "二、绿化攻坚行动\n1.种树。种树3棵。"
        )
    ]
    assert titles == ["新增规上企业50户", "完成技改投资80亿元", "新建水厂1座", "总投资2000万元", "种树3棵"]
