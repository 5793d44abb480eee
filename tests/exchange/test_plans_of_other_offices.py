"""Plans as other offices write them: fields behind names, brackets behind stops, couplets, lines of its own days."""

from __future__ import annotations

from datetime import date

from battlemap.domain.planning.plan import PlanDraft, TaskDraft
from battlemap.exchange.plan_text import parse_plan


def tasks_of(draft: PlanDraft, title: str) -> tuple[TaskDraft, ...]:
    action = next(action for action in draft.actions if action.title == title)
    return tuple(task for measure in action.measures for task in measure.tasks)


def test_what_calls_itself_an_action_is_one_whatever_its_name() -> None:
    draft = parse_plan(
        "春季会战方案\n会战时间：2022年2月21日至5月31日。\n行动一：招大引强\n①签约项目2个；（招商局，3月底）\n"
        "②外出招商10批；（招商局、各园区，5月31日前）\n行动二：要素保障\n①收储土地1500亩。责任部门：自然资源分局  完成时间：4月30日\n"
        "行动三：民生实事\n①新建学校3所（教体局牵头，建设局配合；5月底前）"
    )
    assert [action.title for action in draft.actions] == ["招大引强", "要素保障", "民生实事"]
    first, second = tasks_of(draft, "招大引强")
    assert (first.title, first.responsible_unit, first.due_on) == ("签约项目2个", "招商局", date(2022, 3, 31))
    assert second.due_on == date(2022, 5, 31)
    (land,) = tasks_of(draft, "要素保障")
    assert (land.responsible_unit, land.due_on) == ("自然资源分局", date(2022, 4, 30))


def test_a_bracket_of_fields_behind_a_stop_belongs_to_the_sentence_before_it() -> None:
    draft = parse_plan(
        "百日行动方案\n2020年9月20日至12月31日开展百日行动。\n一、项目提速行动\n"
        "一是办理12个项目审批（区审批局牵头）。二是推进新开工项目8个。（责任单位：区发改局）三是竣工投产5个，12月15日前完成。\n"
        "二、环境整治行动\n1.治理企业35家。（区环保局牵头，区住建局按职责落实，10月15日前完成排查，11月15日前完成整改）"
    )
    assert [task.lead_unit or task.responsible_unit for task in tasks_of(draft, "项目提速行动")] == [
        "区审批局",
        "区发改局",
        "",
    ]
    (task,) = tasks_of(draft, "环境整治行动")
    assert (task.lead_unit, task.due_on) == ("区环保局", date(2020, 11, 15))


def test_fields_behind_the_name_of_an_action_are_no_part_of_it() -> None:
    draft = parse_plan(
        "秋冬攻坚方案\n（2019年9月20日—2019年12月28日）\n一、城市攻坚（牵头单位：县住建局）\n1.改造小区22个。\n"
        "二、交通攻坚　牵头县领导：钱某　　牵头单位：县交通局　配合单位：各乡镇\n1.修路100公里。"
    )
    assert [action.title for action in draft.actions] == ["城市攻坚", "交通攻坚"]
    second = draft.actions[1]
    assert (second.lead_leader, second.lead_unit) == ("钱某", "县交通局")
    assert [task.title for task in tasks_of(draft, "交通攻坚")] == ["修路100公里"]


def test_couplets_are_names_and_the_days_of_the_campaign_may_stand_at_the_end() -> None:
    draft = parse_plan(
        "百日竞赛活动实施意见\n一、比招商，看项目。各镇至少签约项目1个。\n二、比建设，看速度。开工率达到100%。\n"
        "三、比环境，看变化。\n1、国省道沿线整治：10条、156公里，11月10日完工。\n2、村庄清洁行动：覆盖210个行政村。\n"
        "四、比稳定，看平安。重复访下降30%。\n本活动自2019年10月1日起，至2020年1月8日止。"
    )
    assert [action.title for action in draft.actions] == [
        "比招商，看项目",
        "比建设，看速度",
        "比环境，看变化",
        "比稳定，看平安",
    ]
    assert (draft.starts_on, draft.ends_on) == (date(2019, 10, 1), date(2020, 1, 8))
    assert [task.title for task in tasks_of(draft, "比招商，看项目")] == ["各镇至少签约项目1个"]
    assert tasks_of(draft, "比环境，看变化")[0].title == "国省道沿线整治"


def test_marks_in_front_of_a_name_and_square_metres_are_known() -> None:
    draft = parse_plan(
        "乡村振兴百日攻坚方案\n2023年9月1日—2023年12月10日\n▲产业振兴攻坚\n1、新建厂房8万㎡；牵头单位：市工信局\n"
        "▲生态振兴攻坚\n1、新增造林1.1万亩；牵头单位：市林业局"
    )
    assert [action.title for action in draft.actions] == ["产业振兴攻坚", "生态振兴攻坚"]
    (task,) = tasks_of(draft, "产业振兴攻坚")
    assert (task.target_value, task.target_unit) == ("8", "万㎡")
