"""Rows of the outline, read as the schema allows; what falls away is told."""

from __future__ import annotations

import pytest

from tests.exchange.mspdi import draft, heading, link, only, plan, task, tasks_of

BARE = "<Task><UID>{}</UID><Name>{}</Name>{}</Task>"


def titles(*rows: str) -> list[str]:
    return [row.title for row in tasks_of(draft(*rows))]


def test_yes_and_no_may_be_written_as_words() -> None:
    rows = (
        heading(1).replace(">1</Summary>", ">true</Summary>"),
        task(2, "停用", more="<Active>false</Active>", level=2),
        task(3, "空行", more="<IsNull>true</IsNull>", level=2),
        task(4, level=2),
    )
    read = draft(*rows)
    assert [row.title for row in tasks_of(read)] == ["基础"]
    assert read.left_out == ("已停用的任务：1 处",)


def test_the_number_of_the_outline_tells_the_level() -> None:
    number = "<OutlineNumber>{}</OutlineNumber>"
    read = draft(
        BARE.format(0, "项目", number.format(0)),
        BARE.format(1, "专项一", number.format(1)),
        BARE.format(2, "基础", number.format("1.1")),
        BARE.format(3, "没有", ""),
    )
    assert [(a.title, [t.title for t in a.tasks]) for a in read.actions] == [("专项一", ["基础"])]
    assert read.left_out == ("没有编号（UID）或大纲级别的行：1 处",)


def test_comments_inside_a_text_are_no_end_of_it() -> None:
    assert titles(task(1, "基<!-- 一 -->础<?x y?>工程")) == ["基础工程"]
    assert titles(task(1, "<![CDATA[基础]]>工程")) == ["基础工程"]


def test_a_name_is_kept_as_it_is() -> None:
    assert titles(task(1, "一、\u3000征迁\u3000清障")) == ["一、\u3000征迁\u3000清障"]
    assert titles(task(1, "\n   \u3000征迁\u00a0\u2028清障\u3000\n  ")) == [
        "\u3000征迁\u00a0\u2028清障\u3000"
    ]
    assert titles(task(1, "征迁\n清障")) == ["征迁 清障"]
    notes = "\u3000\u3000首行缩进\n    第二段"
    assert only(task(1, more=f"<Notes>{notes}</Notes>")).detail == notes
    assert only(task(1, more="<Notes>\n  \n</Notes>")).detail == ""


def test_a_name_without_end_becomes_a_name_and_a_text() -> None:
    read = draft(task(1, "长" * 30_000, more="<Notes>备注</Notes>"))
    (row,) = tasks_of(read)
    assert (row.title, row.detail) == ("长" * 1000 + "…", "长" * 30_000 + "\n备注")
    assert read.left_out == ("过长的名称（取前 1000 字，全文移入具体内容）：1 处",)


@pytest.mark.parametrize(
    ("written", "percent", "is_told"),
    [
        ("NaN", 0, True), ("Infinity", 0, True), ("-5", 0, True), ("150", 100, True), ("50.7", 50, False),
        ("1e400", 0, True), ("abc", 0, True), ("", 0, False), (" 30 ", 30, False), ("9" * 5000, 0, True),
    ],
)  # fmt: skip
def test_a_percentage_that_is_none_is_told(written: str, percent: int, is_told: bool) -> None:
    read = draft(task(1, more=f"<PercentComplete>{written}</PercentComplete>"))
    assert next(tasks_of(read)).progress == percent
    assert any("完成百分比" in words for words in read.left_out) == is_told


def test_a_number_that_stands_twice_names_the_first_row() -> None:
    read = draft(task(2, "乙一"), task(2, "乙二"), task(3, "丙", more=link(2)))
    assert [row.title for row in tasks_of(read)] == ["乙一", "乙二", "丙"]
    assert len({row.uid for row in tasks_of(read)}) == 3
    assert [(one.predecessor, one.successor) for one in read.links] == [(2, 3)]
    assert read.left_out == ("重复的编号（UID），先后关系归前一行：1 处",)


def test_tasks_of_other_plans_stay_there() -> None:
    inserted = "<IsSubproject>1</IsSubproject><Summary>1</Summary>"
    read = draft(
        task(1), task(2, "影子", more="<ExternalTask>1</ExternalTask>"), task(3, "分包", more=inserted)
    )
    assert [row.title for row in tasks_of(read)] == ["基础", "分包"]
    assert set(read.left_out) == {
        "其他项目的任务（外部任务）：1 处",
        "子项目内部的任务（文件中没有，只导入它的汇总行）：1 处",
    }


NOTE = "<Notes>由住建局牵头</Notes>"
STONE = "<Milestone>1</Milestone>"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((heading(1, more=NOTE), task(2, level=2)), "标题行的备注：1 处"),
        ((heading(1), heading(2, more=NOTE, level=2), task(3, level=3)), "标题行的备注：1 处"),
        ((task(0, "项目", more=NOTE, level=0), task(1)), "标题行的备注：1 处"),
        ((heading(1), task(2, level=2), heading(3)), "没有任务的标题行：1 处"),
        ((heading(1), heading(2, level=2), task(3, level=2)), "没有任务的标题行：1 处"),
        ((task(1), task(2, "验收", more=STONE + NOTE, level=2)), "节点的备注：1 处"),
        ((task(1), task(2, more=STONE + "<PercentComplete>40</PercentComplete>", level=2)), "节点的部分进度：1 处"),
        ((task(1, more="<Priority>800</Priority>"),), "任务的优先级：1 处"),
        ((task(1, more="<HyperlinkAddress>http://x</HyperlinkAddress>"),), "任务的超链接地址：1 处"),
        ((task(1, more="<ConstraintType>1</ConstraintType>"),), "任务的时间限制条件：1 处"),
        ((task(1, more="<Deadline>2018-11-30T17:00:00</Deadline>"),), "任务的最后期限：1 处"),
        ((task(1, more="<CalendarUID>5</CalendarUID>"),), "任务自己的日历：1 处"),
        ((task(1, more="<Cost>100</Cost>"),), "任务的成本：1 处"),
    ],
)  # fmt: skip
def test_what_has_no_place_is_told(rows: tuple[str, ...], words: str) -> None:
    assert draft(*rows).left_out == (words,)


@pytest.mark.parametrize(
    "more",
    [
        "<Priority>500</Priority>",
        "<Cost>0.00</Cost>",
        "<CalendarUID>-1</CalendarUID>",
        "<CalendarUID>1</CalendarUID>",
        "<ConstraintType>0</ConstraintType>",
        "<Hyperlink></Hyperlink>",
    ],
)
def test_what_means_nothing_is_not_told(more: str) -> None:
    assert draft(task(1, more=more)).left_out == ()


def assigned(resource: int) -> str:
    return f"<Assignment><TaskUID>1</TaskUID><ResourceUID>{resource}</ResourceUID></Assignment>"


def test_an_assignment_to_nobody_is_no_loss() -> None:
    nobody = "<Resources><Resource><UID>0</UID></Resource></Resources><Assignments>{}</Assignments>"
    assert draft(task(1), more=nobody.format(assigned(-65535) + assigned(0))).left_out == ()
    crew = "<Resources><Resource><UID>4</UID><Name>一队</Name></Resource></Resources><Assignments>{}</Assignments>"
    assert draft(task(1), more=crew.format(assigned(-65535) + assigned(4))).left_out == (
        "资源：1 处",
        "资源分配：1 处",
    )


@pytest.mark.parametrize("weight", ["1" + "0" * 30, "1" + "0" * 5000, "0.5", "-1", "NaN", "viel"])
def test_a_weight_that_is_none_counts_as_one_and_is_told(weight: str) -> None:
    named = "<ExtendedAttribute><FieldID>188743767</FieldID><Alias>节点权重</Alias></ExtendedAttribute>"
    alias = f"<ExtendedAttributes>{named}</ExtendedAttributes>"
    value = f"<ExtendedAttribute><FieldID>188743767</FieldID><Value>{weight}</Value></ExtendedAttribute>"
    read = draft(task(1), task(2, more=STONE + value, level=2), head=alias)
    assert next(tasks_of(read)).milestones[0].weight == 1
    assert read.left_out == ("无法使用的节点权重（按 1 计）：1 处",)


def test_numbers_beyond_reason_are_none() -> None:
    huge = "1" + "0" * 5000
    assert titles(task(1), BARE.format(huge, "巨大", "<OutlineLevel>1</OutlineLevel>")) == ["基础"]
    assert "巨大" in plan(BARE.format(huge, "巨大", ""))
    assert only(task(1), head=f"<MinutesPerDay>{huge}</MinutesPerDay>").title == "基础"
