"""MS Project's XML: files in its shape are understood, what is left out is said, nothing is lost on a round trip."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Milestone
from battlemap.domain.planning.project import (
    ProjectAction,
    ProjectDraft,
    ProjectLink,
    ProjectMeasure,
    ProjectMilestone,
    ProjectTask,
    new_days,
    project_of,
)
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.exchange.project_xml import parse_project, read_project
from battlemap.exchange.project_xml_writer import write_project
from tests.campaigns import make_snapshot
from tests.domain.days.test_calendar import CALENDAR, NOTICE_2018

DATA = Path(__file__).parent / "data"


def test_a_plan_of_a_construction_unit_is_understood() -> None:
    draft = read_project(DATA / "road-2019.xml")
    assert draft.title == "高新大道北延工程"
    outline = [(a.title, [(m.title, [t.title for t in m.tasks]) for m in a.measures]) for a in draft.actions]
    assert outline == [
        ("高新大道北延工程", [("", ["竣工验收"])]),
        ("前期手续", [("", ["规划许可", "施工图审查"])]),
        ("施工", [("", ["桥涵"]), ("路基", ["土方开挖", "碎石垫层"])]),
    ]
    first, second = draft.actions[1].tasks
    assert (first.start_on, first.due_on, first.progress) == (date(2018, 10, 8), date(2018, 10, 12), 100)
    assert first.detail == "含管线综合" and first.code == ""
    bridge = draft.actions[2].tasks[0]
    assert bridge.milestones == (
        ProjectMilestone("桩基完成", date(2018, 11, 20), date(2018, 11, 19)),
        ProjectMilestone("梁板架设完成", date(2018, 12, 14)),
    )
    assert second.progress == 40
    assert draft.links == (
        ProjectLink(2, 3),
        ProjectLink(3, 6, "fs", 2),
        ProjectLink(6, 7, "ss", 5),
        ProjectLink(7, 12),
        ProjectLink(8, 12, "fs", -1),
    )
    assert [(p.kind, p.starts_on.day, p.ends_on.day, p.title) for p in draft.periods] == [
        ("off", 5, 6, "停工检修"),
        ("work", 10, 10, "加班"),
    ]


def test_what_cannot_be_taken_over_is_listed() -> None:
    assert set(read_project(DATA / "road-2019.xml").left_out) == {
        "重复的先后关系：1 处",
        "“开始—完成”关系：1 处",
        "与汇总行或节点之间的先后关系：1 处",
        "按周期重复的日历例外：1 处",
        "资源：1 处",
        "资源分配：1 处",
        "任务的时间限制条件：1 处",
        "任务的最后期限：1 处",
        "已完成 100% 而没有实际完成日期（按推进中导入）：1 处",
        "其他自定义字段：1 处",
    }
    assert set(read_project(DATA / "plant-2003.xml").left_out) == {
        "按自然时间的间隔（折成工作日）：1 处",
        "按百分比的间隔（按 0 天计）：1 处",
        "与周一至周五不同的每周工作日：1 处",
        "任务自己的日历：1 处",
    }


def test_a_flat_list_of_an_old_version_becomes_one_action() -> None:
    draft = read_project(DATA / "plant-2003.xml")
    assert [action.title for action in draft.actions] == ["plant-2003"]
    assert [task.title for task in draft.actions[0].tasks] == ["厂房基础", "钢结构安装", "设备调试"]
    assert draft.actions[0].tasks[1].due_on == date(2018, 11, 13)  # midnight belongs to the day before
    assert [link.lag for link in draft.links] == [2, 0]
    assert new_days(draft, CALENDAR).periods == ()  # the calendar knows the holidays


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是完整的 XML"),
        (b"<Project>", "不是完整的 XML"),
        (b"<Project/>", "不是 MS Project"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "另存为“XML 格式”"),
        (b'<Project xmlns="http://schemas.microsoft.com/project"><Tasks/></Project>', "没有任务"),
        (
            b'<!DOCTYPE p [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
            b'<Project xmlns="http://schemas.microsoft.com/project"><Title>&b;</Title></Project>',
            "文档类型声明",
        ),
        (
            b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b'<Project xmlns="http://schemas.microsoft.com/project"><Title>&x;</Title></Project>',
            "文档类型声明",
        ),
        (b"<a>" * 400 + b"</a>" * 400, "XML"),
    ],
)
def test_what_is_no_plan_gets_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        parse_project(content, "计划.xml")
    assert "\n" not in str(caught.value)


def test_missing_and_huge_files_get_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="读不出来"):
        read_project(tmp_path / "none.xml")
    huge = tmp_path / "huge.xml"
    with huge.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(BadInput, match="超过 50 MB"):
        read_project(huge)


titles = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=8).filter(
    lambda text: text == text.strip()
)
plan_days = st.dates(date(2018, 9, 1), date(2019, 3, 31))


@st.composite
def drafts(draw: st.DrawFn) -> ProjectDraft:
    uid = 0
    actions = []
    for _ in range(draw(st.integers(1, 3))):
        measures = []
        for place in range(draw(st.integers(0, 3))):
            tasks = []
            for _ in range(draw(st.integers(1, 3))):
                uid += 1
                done_on = draw(st.none() | plan_days)
                span = sorted((draw(plan_days), draw(plan_days)))
                stones = draw(
                    st.lists(
                        st.builds(
                            ProjectMilestone, titles, plan_days, st.none() | plan_days, st.integers(0, 99)
                        ),
                        max_size=2,
                    )
                )
                tasks.append(
                    ProjectTask(
                        uid, draw(titles), f"X-{uid:02d}", draw(st.sampled_from([None, span[0]])),
                        draw(st.sampled_from([None, span[1]])), 100 if done_on else draw(st.integers(0, 100)),
                        draw(titles), draw(titles),
                        draw(titles), draw(st.booleans()), tuple(stones), done_on,
                    )
                )  # fmt: skip
            title = draw(titles) if place else draw(st.sampled_from(["", "要点"]))
            measures.append(ProjectMeasure(title, tuple(tasks)))
        actions.append(ProjectAction(draw(titles), tuple(measures), draw(st.sampled_from(["", "ECON"]))))
    links: tuple[ProjectLink, ...] = ()
    if uid > 1:
        one = st.builds(
            ProjectLink,
            st.integers(1, uid),
            st.integers(1, uid),
            st.sampled_from(("fs", "ss", "ff")),
            st.integers(-99, 99),
        )
        forwards = [link for link in draw(st.lists(one, max_size=4)) if link.predecessor < link.successor]
        unique = {(link.predecessor, link.successor): link for link in forwards}
        links = tuple(sorted(unique.values(), key=lambda link: link.successor))
    kinds: st.SearchStrategy[Any] = st.sampled_from(("off", "work"))
    exceptions = draw(st.dictionaries(plan_days, kinds, max_size=3))
    periods = tuple(Period("", kind, day, day, "例外") for day, kind in exceptions.items())
    return ProjectDraft(draw(titles), tuple(actions), links, periods)


@settings(max_examples=60)
@given(drafts())
def test_a_round_trip_keeps_everything_that_is_known(draft: ProjectDraft) -> None:
    again = parse_project(write_project(draft, CALENDAR), "x.xml")
    assert attrs.evolve(again, links=_in_order(again.links), left_out=()) == attrs.evolve(
        draft, links=_in_order(draft.links)
    )


def _in_order(links: tuple[ProjectLink, ...]) -> tuple[ProjectLink, ...]:
    return tuple(sorted(links, key=lambda link: link.successor))


def some_board() -> Snapshot:
    snapshot = make_snapshot(3, 12)
    rows: list[Any] = [
        (table, row) for table, table_rows in snapshot.rows.items() for row in table_rows.values()
    ]
    rows += [
        ("dependency", Dependency("d1", "t0", "t3", "fs", 2)),
        ("dependency", Dependency("d2", "t1", "t4", "ss")),
    ]
    rows += [("milestone", Milestone("m1", "t1", "初稿", "a", date(2018, 10, 26), date(2018, 10, 25), 3))]
    return Snapshot.of(rows, NOTICE_2018)


def test_a_board_is_exported_with_its_calendar() -> None:
    snapshot = some_board()
    draft = parse_project(write_project(project_of(snapshot), snapshot.calendar), "x.xml")
    assert draft == attrs.evolve(project_of(snapshot), periods=draft.periods)
    assert [(p.kind, p.starts_on.isoformat(), p.ends_on.isoformat()) for p in draft.periods] == [
        ("off", "2018-10-01", "2018-10-05"),
        ("work", "2018-12-29", "2018-12-29"),
        ("off", "2018-12-31", "2018-12-31"),
    ]
    assert new_days(draft, snapshot.calendar).periods == ()


needs_mpxj = pytest.mark.skipif(
    find_spec("mpxj") is None or shutil.which("java") is None, reason="needs Java and the package mpxj"
)


def as_mpxj_reads(path: Path) -> dict[str, Any]:
    """What the library MPXJ, an independent reader of project files, finds in a file."""
    spec = find_spec("mpxj")
    assert spec is not None and spec.origin is not None
    jars = Path(spec.origin).parent / "lib" / "*"
    answer = path.with_suffix(".json")
    java = ["java", "-cp", str(jars), "org.mpxj.sample.MpxjConvert", str(path), str(answer)]
    done = subprocess.run(java, capture_output=True, text=True, check=False, timeout=120)
    assert answer.is_file(), done.stdout + done.stderr
    project: dict[str, Any] = json.loads(answer.read_text("utf-8"))
    return project


@needs_mpxj
def test_an_independent_reader_finds_the_same_tasks_links_and_days_off(tmp_path: Path) -> None:
    snapshot = some_board()
    draft = project_of(snapshot)
    path = tmp_path / "plan.xml"
    path.write_bytes(write_project(draft, snapshot.calendar))
    project = as_mpxj_reads(path)
    tasks = {task["unique_id"]: task for task in project["tasks"]}
    for action in draft.actions:
        for task in action.tasks:
            read = tasks[task.uid]
            assert read["name"] == task.title
            assert read.get("start", "")[:10] == (task.start_on.isoformat() if task.start_on else "")
            assert read.get("finish", "")[:10] == (task.due_on.isoformat() if task.due_on else "")
            assert float(read.get("percent_complete", 0)) == task.progress
            assert len(
                [row for row in project["tasks"] if row.get("parent_task_unique_id") == task.uid]
            ) == len(task.milestones)
    links = {
        (link["predecessor_task_unique_id"], task["unique_id"], link["type"], link.get("lag", 0) / 3600 / 8)
        for task in project["tasks"]
        for link in task.get("predecessors", [])
    }
    assert links == {(link.predecessor, link.successor, link.kind.upper(), link.lag) for link in draft.links}
    (calendar,) = project["calendars"]
    assert [(day["from"], day["to"], day["type"]) for day in calendar["exceptions"]] == [
        ("2018-10-01", "2018-10-05", "non_working"),
        ("2018-12-29", "2018-12-29", "working"),
        ("2018-12-31", "2018-12-31", "non_working"),
    ]
