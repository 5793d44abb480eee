"""A real plan becomes eleven actions; official letters, Markdown and numbered lists become plans as well."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from battlemap.domain.planning.plan import ActionDraft, PlanDraft, TaskDraft
from battlemap.errors import BadInput
from battlemap.exchange.plan_text import parse_plan, read_plan

DATA = Path(__file__).parent / "data"
ELEVEN = (
    "经济运行", "项目建设", "城市建设", "科技金融", "对上争取", "乡村振兴", "风险防控", "污染防治", "精准脱贫",
    "社会稳定", "考核督查",
)  # fmt: skip


@pytest.fixture(scope="module")
def jining() -> PlanDraft:
    return read_plan(DATA / "jining-2018.txt")


@pytest.fixture(scope="module")
def letter() -> PlanDraft:
    return read_plan(DATA / "fangan.txt")


@pytest.fixture(scope="module")
def labelled() -> PlanDraft:
    return read_plan(DATA / "labelled.md")


def task(action: ActionDraft, words: str) -> TaskDraft:
    return next(each for each in action.tasks if words in each.source)


def test_the_eleven_actions_come_out_in_order(jining: PlanDraft) -> None:
    assert [action.number for action in jining.actions] == list(range(1, 12))
    assert [action.title for action in jining.actions] == [f"{name}专项攻坚行动" for name in ELEVEN]
    assert [action.code for action in jining.actions][:4] == ["ECON", "PROJ", "CITY", "TECH"]


def test_the_campaign_has_its_title_and_its_92_days(jining: PlanDraft) -> None:
    assert jining.title == "济宁高新区“百日攻坚”行动"
    assert (jining.starts_on, jining.ends_on) == (date(2018, 10, 1), date(2018, 12, 31))


def test_numbered_points_are_measures_and_other_actions_have_one(jining: PlanDraft) -> None:
    assert [len(action.measures) for action in jining.actions] == [3, 3, 4, 3, 1, 1, 1, 1, 1, 1, 1]
    names = [(measure.number, measure.title) for measure in jining.actions[2].measures]
    assert names[0] == (1, "实施多规合一改革")
    assert names[3] == (4, "加快智慧城市建设")
    assert jining.actions[4].measures[0].title == "对上争取专项攻坚行动"


def test_the_thirty_projects_are_a_target_of_this_year(jining: PlanDraft) -> None:
    parks = task(jining.actions[3], "项目30个")
    assert (parks.target_value, parks.target_unit) == ("30", "个")
    assert (parks.due_text, parks.due_on) == ("年内", date(2018, 12, 31))
    assert "“众创空间(苗圃)-孵化器-加速器-园区”" in parks.detail


def test_what_stands_before_the_actions_is_the_preface(jining: PlanDraft) -> None:
    assert jining.preface[0] == "当标兵 作示范 争一流"
    assert jining.preface[-1].endswith("确保各项任务落到实处。")
    assert jining.unfiled == ()


def test_a_sentence_or_a_measure_becomes_a_task(jining: PlanDraft) -> None:
    whole = read_plan(DATA / "jining-2018.txt", tasks_per="measure")
    assert jining.task_count == 53
    assert whole.task_count == whole.measure_count == 20
    assert whole.actions[0].tasks[0].title == "狠抓工业经济运行"
    assert [action.heading for action in whole.actions] == [action.heading for action in jining.actions]


def test_a_letter_holds_its_actions_below_the_main_tasks(letter: PlanDraft) -> None:
    assert letter.level_key == "（一）"
    assert letter.title == "云溪区“冬季攻势”百日攻坚行动"
    assert (letter.starts_on, letter.ends_on) == (date(2021, 9, 20), date(2021, 12, 28))
    assert [action.title[:4] for action in letter.actions] == [
        "工业提质",
        "项目突破",
        "城市更新",
        "污染防治",
        "民生保障",
        "安全稳定",
    ]
    assert [len(action.measures) for action in letter.actions] == [1, 3, 2, 1, 1, 1]
    assert "（一）加强组织领导。成立百日攻坚行动指挥部，下设6个专班。" in letter.preface


def test_the_foot_of_a_letter_is_unfiled(letter: PlanDraft) -> None:
    assert letter.unfiled[0].startswith("附件：")
    assert letter.unfiled[-1] == "（此件公开发布）"


def test_another_level_can_be_wished(letter: PlanDraft) -> None:
    wished = read_plan(DATA / "fangan.txt", level="一、")
    assert [action.title for action in wished.actions] == ["主要任务"]
    assert [measure.title for measure in wished.actions[0].measures[1:3]] == [
        "工业提质攻坚行动",
        "项目突破攻坚行动",
    ]
    choices = [(level.key, level.count) for level in letter.levels]
    assert choices == [("一、", 1), ("（一）", 6), ("1.", 5)]
    for place, (key, count) in enumerate(choices, 1):
        assert len(read_plan(DATA / "fangan.txt", level=key).actions) == count
        assert len(read_plan(DATA / "fangan.txt", level=str(place)).actions) == count


def test_a_level_that_is_not_there_is_refused_with_a_choice() -> None:
    with pytest.raises(BadInput, match="可选：一、 1 项，（一） 6 项"):
        read_plan(DATA / "fangan.txt", level="①")


def test_duties_in_brackets_are_units(letter: PlanDraft) -> None:
    furnish = task(letter.actions[0], "技改投资")
    assert (furnish.lead_unit, furnish.coop_units) == ("区工信局", "区财政局、区税务局")
    assert (furnish.due_text, furnish.due_on) == ("12月20日前", date(2021, 12, 20))
    assert (furnish.target_value, furnish.target_unit) == ("12.5", "亿元")
    finish = task(letter.actions[1], "竣工投产")
    assert (finish.lead_unit, finish.responsible_unit, finish.coop_units) == (
        "区发改局",
        "各街道办事处",
        "区住建局",
    )


def test_a_sentence_keeps_its_own_deadline_beside_a_shared_one(letter: PlanDraft) -> None:
    assert task(letter.actions[0], "恢复生产").due_text == "11月底前"


def test_nested_brackets_and_quotes_stay_in_one_sentence(letter: PlanDraft) -> None:
    old = task(letter.actions[2], "老旧小区32个")
    assert old.detail.endswith("“三供两治理”（供水、供电、供气，雨污治理、环境治理）。")
    assert task(letter.actions[3], "件件有着落").source.endswith("事事有回音。”")


def test_a_recurring_deadline_counts_from_today() -> None:
    read = read_plan(DATA / "fangan.txt", today=date(2021, 11, 2))
    check = task(read.actions[5], "安全生产大检查")
    assert (check.due_text, check.due_on) == ("每月25日前", date(2021, 11, 25))


def test_fields_below_a_point_belong_to_it(labelled: PlanDraft) -> None:
    delta, fair = labelled.actions[0].measures[0].tasks
    assert (delta.lead_unit, delta.owner, delta.due_on) == ("县商务局", "王立", date(2022, 10, 20))
    assert (fair.responsible_unit, fair.coop_units, fair.owner) == ("县贸促会", "县工商联、县侨联", "")
    assert (fair.due_text, fair.target_value, fair.target_unit) == ("11月5日前", "3", "场")
    assert fair.detail == "举办专题推介会3场。"


def test_fields_above_the_sentences_belong_to_all_of_them(labelled: PlanDraft) -> None:
    measure = labelled.actions[0].measures[1]
    assert len(measure.tasks) == 2
    assert {each.responsible_unit for each in measure.tasks} == {"县自然资源局"}


def test_fields_of_an_action_belong_to_all_its_tasks(labelled: PlanDraft) -> None:
    action = labelled.actions[1]
    assert (action.lead_leader, action.lead_unit) == ("李明", "县农业农村局")
    assert [each.unit for each in action.tasks] == [
        *["县农业农村局"] * 2,
        "县交通局",
        "石桥镇",
        "县农业农村局",
    ]


def test_rows_of_a_table_are_tasks(labelled: PlanDraft) -> None:
    first, second = labelled.actions[1].measures[1].tasks
    assert (first.title, first.responsible_unit, first.owner) == ("硬化柳河镇通村道路", "县交通局", "赵强")
    assert (first.due_on, first.target_value, first.target_unit) == (date(2022, 10, 31), "18.5", "公里")
    assert (second.target_value, second.target_unit) == ("6", "万平方米")


def test_a_gb18030_file_is_read_like_any_other() -> None:
    read = read_plan(DATA / "yingshang-gb18030.txt")
    assert read.title == "营商环境“百日提升”行动"
    assert [action.title for action in read.actions] == ["审批提速攻坚", "惠企服务攻坚", "信用监管攻坚"]
    assert task(read.actions[1], "走访").responsible_unit == "区工商联"
    assert task(read.actions[2], "清零").due_on == date(2019, 12, 31)
    assert read.unfiled == ("旭日区营商环境建设办公室", "2019年8月1日")


def test_all_kinds_of_numbers_are_measures() -> None:
    read = read_plan(DATA / "numbers.txt")
    assert [(action.number, len(action.measures)) for action in read.actions] == [
        (1, 3),
        (2, 2),
        (3, 1),
        (4, 1),
        (10, 2),
    ]
    assert (read.starts_on, read.ends_on) == (date(2020, 9, 22), date(2020, 12, 31))
    (parking,) = read.actions[2].tasks
    assert parking.source == "新增公共停车泊位3000个，其中立体车库不少于2处。"


HEADS = [
    ("# 一", "# 甲行动"),
    ("一、甲行动",),
    ("（一）甲行动",),
    ("第一，甲行动",),
    ("一 甲行动",),
    ("一", "甲行动"),
    ("### 甲行动", "一"),
    ("第一章 甲行动",),
    ("㈠甲行动",),
    ("行动一：甲行动",),
]


@pytest.mark.parametrize("heads", HEADS)
def test_an_action_is_found_however_its_heading_is_written(heads: tuple[str, ...]) -> None:
    other = [head.replace("一", "二").replace("㈠", "㈡").replace("甲", "乙") for head in heads]
    read = parse_plan("\n".join([*other, "抓好乙事。", *heads, "抓好甲事。"]))
    assert [(action.number, action.title) for action in read.actions] == [(1, "甲行动"), (2, "乙行动")]
    assert [each.source for action in read.actions for each in action.tasks] == ["抓好甲事。", "抓好乙事。"]


def test_headings_without_numbers_can_be_the_actions() -> None:
    read = parse_plan(
        "# 百日行动\n## 工业行动\n### 抓企业\n走访企业。\n## 农业行动\n抓好秋种。\n### 抓水利\n修渠3条。"
    )
    assert [action.title for action in read.actions] == ["工业行动", "农业行动"]
    assert [measure.title for measure in read.actions[1].measures] == ["农业行动", "抓水利"]


def test_without_a_year_the_hint_is_taken() -> None:
    text = "百日行动\n时间为10月至12月。\n一、甲行动\n11月底前完成。\n二、乙行动\n抓好落实。"
    assert parse_plan(text).starts_on is None
    read = parse_plan(text, year_hint=2023)
    assert (read.starts_on, read.ends_on) == (date(2023, 10, 1), date(2023, 12, 31))
    assert read.actions[0].tasks[0].due_on == date(2023, 11, 30)


def test_numbers_that_begin_again_are_counted_through() -> None:
    text = "一、工业方面\n（二）乙攻坚\n抓乙。\n（一）甲攻坚\n抓甲。\n二、农业方面\n（一）丙攻坚\n抓丙。\n（二）丁攻坚\n抓丁。"
    read = parse_plan(text, level="（一）")
    assert [(action.number, action.title[0]) for action in read.actions] == [
        (1, "甲"),
        (2, "乙"),
        (3, "丙"),
        (4, "丁"),
    ]


@pytest.mark.parametrize(
    "text", ["会议通知\n明天上午九点开会。", "只是一句话", "第一产业很重要，一二三产业融合发展。"]
)
def test_a_text_without_actions_is_no_plan(text: str) -> None:
    with pytest.raises(BadInput, match="没有找到专项行动"):
        parse_plan(text)


def test_a_single_heading_is_no_plan() -> None:
    with pytest.raises(BadInput, match="只有标题"):
        parse_plan("一、经济运行专项攻坚行动")
