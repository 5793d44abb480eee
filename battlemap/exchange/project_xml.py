"""Reads a project plan from MS Project's XML (MSPDI ``.xml``), and says what of it cannot be taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from battlemap.domain.kinds.dependency import MOST_LAG
from battlemap.domain.planning.calendar import FIRST_DAY, LAST_DAY, Period
from battlemap.domain.planning.project import (
    ProjectAction,
    ProjectDraft,
    ProjectLink,
    ProjectMeasure,
    ProjectMilestone,
    ProjectTask,
)
from battlemap.errors import BadInput
from battlemap.exchange.project_fields import CUSTOM, LINK_KINDS, MINUTES_PER_DAY, NAMESPACE, NATURAL_DAYS

if TYPE_CHECKING:
    from lxml import etree

#: Larger files are no plans of a campaign.
MOST_BYTES: Final = 50 * 1024 * 1024
MOST_TASKS: Final = 20_000
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
#: A lag is written in tenths of a minute; these formats mean percent, those elapsed time.
_PERCENT_LAG, _ELAPSED_LAG = (19, 20, 51, 52), (4, 6, 8, 10, 12, 36, 38, 40, 42, 44)


def read_project(path: Path) -> ProjectDraft:
    """Returns the plan; raises BadInput with one sentence where the file is none.

    Headings of the first level become actions, those below measures; a heading that holds nothing but milestones is
    a task with milestones. Tasks of the first level come into an action that bears the plan's title.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadInput(f"「{path.name}」有 {size // 1024 // 1024} MB，超过 50 MB，不像项目计划，请核对。")
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"「{path.name}」读不出来，请检查文件是否存在、是否被占用。", str(error)) from error
    return parse_project(content, path.name)


def parse_project(content: bytes, name: str) -> ProjectDraft:
    """Returns the plan from a file's content; raises as `read_project`."""
    root = _root(content, name)
    fields = _own_fields(root)
    found = (_row(task, fields) for task in root.iterfind("{*}Tasks/{*}Task"))
    rows = [row for row in found if row is not None]
    if len(rows) > MOST_TASKS:
        raise BadInput(f"「{name}」有 {len(rows)} 项任务，超过 {MOST_TASKS} 项，请分开导入。")
    lines = [row for row in rows if row.level > 0]
    if not lines:
        raise BadInput(f"「{name}」里没有任务。")
    left_out = Counter[str]()
    top = next((row.title for row in rows if row.level == 0), "")
    title = _text(root, "Title") or top or Path(name).stem
    per_day = _number(root, "MinutesPerDay") or MINUTES_PER_DAY
    nodes = _tree(lines)
    actions = tuple(_actions(nodes, title))
    uids = {task.uid for action in actions for task in action.tasks}
    links = tuple(_links(lines, uids, per_day, left_out))
    periods = tuple(_periods(root, left_out))
    _count_the_rest(root, lines, fields, left_out)
    told = tuple(f"{words}：{number} 处" for words, number in left_out.items())
    return ProjectDraft(title, actions, links, periods, told)


@attrs.frozen
class _Row:
    """A line of the outline with what was read of it."""

    uid: int
    title: str
    level: int
    is_summary: bool
    is_event: bool
    start_on: date | None
    due_on: date | None
    done_on: date | None
    progress: int
    detail: str
    fields: dict[str, str]
    element: etree._Element


@attrs.frozen
class _Node:
    row: _Row
    children: list[_Node]

    @property
    def is_heading(self) -> bool:
        """Whether it groups others; a group of nothing but milestones is a task."""
        if not self.children:
            return self.row.is_summary
        return not all(child.row.is_event and not child.children for child in self.children)


def _root(content: bytes, name: str) -> etree._Element:
    if content.startswith(_OLE):
        raise BadInput(
            f"「{name}」是 MS Project 的 .mpp 文件，请在 MS Project 中另存为「XML 格式」后再导入。"
        )
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"「{name}」不是完整的 XML 文件，请重新导出。", str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise BadInput(f"「{name}」带有文档类型声明，不是 MS Project 保存的文件，为安全起见不予读取。")
    if root.tag != f"{{{NAMESPACE}}}Project":
        raise BadInput(f"「{name}」不是 MS Project 的 XML 计划文件。")
    return root


def _own_fields(root: etree._Element) -> dict[str, str]:
    """Returns FieldID → field of ours, for those custom fields that the file itself calls as we do."""
    aliases = {
        _text(row, "FieldID"): _text(row, "Alias")
        for row in root.iterfind("{*}ExtendedAttributes/{*}ExtendedAttribute")
    }
    return {number: field for field, (number, _, alias) in CUSTOM.items() if aliases.get(number) == alias}


def _row(task: etree._Element, known: dict[str, str]) -> _Row | None:
    if _text(task, "IsNull") == "1" or _text(task, "Active") == "0" or _text(task, "OutlineLevel") is None:
        return None
    uid = _number(task, "UID")
    if uid is None:
        return None
    start_on = _day(_text(task, "Start") or _text(task, "ManualStart"))
    due_on = _day(_text(task, "Finish") or _text(task, "ManualFinish"), is_end=True)
    is_event = _text(task, "Milestone") == "1"
    fields = {}
    for custom in task.iterfind("{*}ExtendedAttribute"):
        field = known.get(_text(custom, "FieldID") or "")
        if field:
            fields[field] = _text(custom, "Value") or ""
    return _Row(
        uid,
        " ".join((_text(task, "Name") or "").split()) or "（未命名）",
        min(_number(task, "OutlineLevel") or 0, 99),
        _text(task, "Summary") == "1",
        is_event,
        min(start_on, due_on) if start_on and due_on else start_on,
        due_on,
        _day(_text(task, "ActualFinish"), is_end=True),
        min(100, max(0, _number(task, "PercentComplete") or 0)),
        _text(task, "Notes") or "",
        fields,
        task,
    )


def _tree(lines: list[_Row]) -> list[_Node]:
    """Returns the outline as a tree; a level that is skipped counts as the next one below."""
    roots: list[_Node] = []
    open_nodes: list[_Node] = []
    for row in lines:
        while open_nodes and open_nodes[-1].row.level >= row.level:
            open_nodes.pop()
        node = _Node(row, [])
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


def _actions(nodes: list[_Node], title: str) -> Iterator[ProjectAction]:
    loose = tuple(_task(node) for node in nodes if not node.is_heading)
    if loose:
        yield ProjectAction(title, (ProjectMeasure("", loose),))
    for node in nodes:
        if node.is_heading:
            yield ProjectAction(node.row.title, tuple(_measures(node)), node.row.fields.get("code", ""))


def _measures(action: _Node) -> Iterator[ProjectMeasure]:
    loose = tuple(_task(node) for node in action.children if not node.is_heading)
    if loose:
        yield ProjectMeasure("", loose)
    for node in action.children:
        if node.is_heading:
            yield from _below(node, "")


def _below(node: _Node, path: str) -> Iterator[ProjectMeasure]:
    """Yields the heading as a measure, and deeper ones as measures of their own, named by their path."""
    path = f"{path} / {node.row.title}" if path else node.row.title
    deeper = [child for child in node.children if child.is_heading]
    own = tuple(_task(child) for child in node.children if not child.is_heading)
    if own or not deeper:
        yield ProjectMeasure(path, own)
    for child in deeper:
        yield from _below(child, path)


def _task(node: _Node) -> ProjectTask:
    row = node.row
    return ProjectTask(
        row.uid,
        row.title,
        row.fields.get("code", ""),
        None if row.is_event else row.start_on,
        row.due_on,
        row.progress,
        row.detail,
        row.fields.get("unit", ""),
        row.fields.get("owner", ""),
        row.fields.get("counted") == NATURAL_DAYS,
        tuple(_milestone(child.row) for child in node.children),
    )


def _milestone(row: _Row) -> ProjectMilestone:
    done_on = (row.done_on or row.due_on) if row.progress == 100 else None
    weight = row.fields.get("weight", "1").split(".")[0]
    return ProjectMilestone(row.title, row.due_on, done_on, int(weight) if weight.isdecimal() else 1)


def _links(lines: list[_Row], uids: set[int], per_day: int, left_out: Counter[str]) -> Iterator[ProjectLink]:
    seen: set[tuple[int, int]] = set()
    for row in lines:
        for link in row.element.iterfind("{*}PredecessorLink"):
            predecessor = _number(link, "PredecessorUID")
            kind = LINK_KINDS.get(_number(link, "Type") or 0) if _text(link, "Type") else "fs"
            if _text(link, "CrossProject") == "1" or predecessor is None:
                left_out["跨项目的先后关系"] += 1
            elif predecessor not in uids or row.uid not in uids:
                left_out["与汇总行或节点之间的先后关系"] += 1
            elif kind is None:
                left_out["「开始—完成」关系"] += 1
            elif (predecessor, row.uid) in seen or predecessor == row.uid:
                left_out["重复的先后关系"] += 1
            else:
                seen.add((predecessor, row.uid))
                yield ProjectLink(predecessor, row.uid, kind, _lag(link, per_day, left_out))


def _lag(link: etree._Element, per_day: int, left_out: Counter[str]) -> int:
    tenths = _number(link, "LinkLag") or 0
    form = _number(link, "LagFormat") or 7
    if not tenths:
        return 0
    if form in _PERCENT_LAG:
        left_out["按百分比的间隔（按 0 天计）"] += 1
        return 0
    if form in _ELAPSED_LAG:
        left_out["按自然时间的间隔（折成工作日）"] += 1
        return max(-MOST_LAG, min(MOST_LAG, round(tenths / 10 / 1440 * 5 / 7)))
    lag = tenths / 10 / per_day
    if lag != int(lag):
        left_out["不足一天的间隔（取整到天）"] += 1
    return max(-MOST_LAG, min(MOST_LAG, round(lag)))


def _periods(root: etree._Element, left_out: Counter[str]) -> Iterator[Period]:
    """Yields the days off and make-up days of the project's calendar; both spellings tell the same ones."""
    wanted = _text(root, "CalendarUID") or "1"
    calendars = [c for c in root.iterfind("{*}Calendars/{*}Calendar") if _text(c, "UID") == wanted]
    seen: set[tuple[date, date, str]] = set()
    for calendar in calendars:
        rows = [*calendar.iterfind("{*}Exceptions/{*}Exception")]
        rows += [d for d in calendar.iterfind("{*}WeekDays/{*}WeekDay") if _text(d, "DayType") == "0"]
        for row in rows:
            if _text(row, "Type") not in (None, "1", "9") or (_number(row, "Period") or 1) > 1:
                left_out["按周期重复的日历例外"] += 1
                continue
            first = _day(_text(row, "TimePeriod", "FromDate"))
            last = _day(_text(row, "TimePeriod", "ToDate"), is_end=True)
            kind = "work" if _text(row, "DayWorking") == "1" else "off"
            if first and last and first <= last and (first, last, kind) not in seen:
                seen.add((first, last, kind))
                yield Period("", "work" if kind == "work" else "off", first, last, _text(row, "Name") or "")
        for day in calendar.iterfind("{*}WeekDays/{*}WeekDay"):
            number = _number(day, "DayType") or 0
            if number and (_text(day, "DayWorking") == "1") != (2 <= number <= 6):
                left_out["与周一至周五不同的每周工作日"] += 1


def _count_the_rest(
    root: etree._Element, lines: list[_Row], known: dict[str, str], left_out: Counter[str]
) -> None:
    """Counts what stands in the file and has no place on the board."""
    everywhere = (
        ("资源", "{*}Resources/{*}Resource[{*}Name]"),
        ("资源分配", "{*}Assignments/{*}Assignment"),
        ("项目保存的比较基准", "{*}Tasks/{*}Task/{*}Baseline"),
    )
    for words, path in everywhere:
        count = len(root.findall(path))
        if count:
            left_out[words] += count
    for task in root.iterfind("{*}Tasks/{*}Task"):
        if _text(task, "Active") == "0":
            left_out["已停用的任务"] += 1
        if _text(task, "IsSubproject") == "1" or _text(task, "ExternalTask") == "1":
            left_out["插入的子项目或外部任务"] += 1
    for row in lines:
        if (_number(row.element, "ConstraintType") or 0) > 1:
            left_out["任务的时间限制条件"] += 1
        if _text(row.element, "Deadline"):
            left_out["任务的最后期限"] += 1
        if (_number(row.element, "CalendarUID") or -1) > 0:
            left_out["任务自己的日历"] += 1
        if _number(row.element, "Cost"):
            left_out["任务的成本"] += 1
        customs = [_text(c, "FieldID") for c in row.element.iterfind("{*}ExtendedAttribute")]
        left_out["其他自定义字段"] += sum(field not in known for field in customs)
    for words in [words for words, number in left_out.items() if not number]:
        del left_out[words]


def _text(parent: etree._Element, *path: str) -> str | None:
    found = parent.findtext("/".join(f"{{*}}{name}" for name in path))
    return found.strip() or None if isinstance(found, str) else None


def _number(parent: etree._Element, name: str) -> int | None:
    text = _text(parent, name)
    try:
        return int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def _day(text: str | None, *, is_end: bool = False) -> date | None:
    """Returns the day of a moment; an end at midnight belongs to the day before."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text[:19])
    except ValueError:
        return None
    day = moment.date()
    if is_end and len(text) >= 19 and moment.time() == datetime.min.time() and day > date.min:
        day -= timedelta(1)
    return day if FIRST_DAY <= day <= LAST_DAY else None
