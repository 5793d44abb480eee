"""One changed row as verb phrases: 「把 ECON-03 从 推进中 移到 待核查」."""

from __future__ import annotations

from typing import Final, Literal, cast

from battlemap import wording
from battlemap.domain.kinds.attachment import Attachment
from battlemap.domain.kinds.checklist import ChecklistItem
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.edition import Edition
from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.planning.calendar import Period
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLE_OF, Change, Row, TaskPart
from battlemap.domain.telling.field_words import (
    SILENT,
    FieldChange,
    brief,
    changed_fields,
    day_words,
    title_of,
    value_words,
)

Act = Literal["created", "deleted", "restored", "moved", "edited"]

_ENDS: Final = ("predecessor", "successor")
_CREATED: Final = {
    "unit": "新增",
    "person": "新增",
    "period": "设定",
    "problem": "反馈",
    "baseline": "立下",
    "saved_view": "保存",
}
#: What goes with a move to another lane by rule and needs no words of its own.
_FOLLOWS_MOVE: Final = {"measure", "finished_on", "struck_off_on", "accepted_on"}
#: More edited fields than this are named without their values.
_MOST_FIELDS: Final = 2


def act_of(change: Change) -> Act:
    """Returns what kind of change it is."""
    before, after = change.before, change.after
    if before is None:
        return "created"
    if before.deleted != after.deleted:
        return "deleted" if after.deleted else "restored"
    if isinstance(before, Task) and isinstance(after, Task):
        return "moved" if (before.lane, before.action) != (after.lane, after.action) else "edited"
    return "edited"


def phrases(change: Change, names: Snapshot) -> tuple[str, ...]:
    """Returns what was done to the row, the foremost first; () where only its inner order changed nothing to tell."""
    act = act_of(change)
    after = change.after
    if act == "created":
        return (_created(change, names),)
    if act in ("deleted", "restored"):
        if isinstance(after, ProblemTask) and act == "deleted":
            return (f"解除 {subject(after, names)}",)
        return (f"{'删除' if act == 'deleted' else '恢复'}{full_subject(change.table, after, names)}",)
    fields = {field.key: field for field in changed_fields(change, names)}
    told: list[str] = []
    if isinstance(change.before, Task) and isinstance(after, Task):
        told = _task_deeds(change.before, after, fields, names)
    elif isinstance(after, Milestone) and "done_on" in fields and after.done_on:
        del fields["done_on"]
        told = [f"完成 {subject(after, names)}"]
    elif isinstance(after, ChecklistItem) and "done_on" in fields:
        del fields["done_on"]
        told = [f"{'完成' if after.is_done else '重开'} {subject(after, names)}"]
    elif isinstance(after, Instruction) and "answered_on" in fields:
        del fields["answered_on"]
        told = [f"{'重开' if after.is_open else '办理'} {subject(after, names)}"]
    elif isinstance(change.before, Problem) and isinstance(after, Problem):
        told = _problem_deeds(after, fields, names)
    told += _edits(subject(after, names), fields)
    return tuple(told)


def subject(row: Row, names: Snapshot) -> str:
    """Returns how a sentence calls the row: 「ECON-03」, 「专项「经济运行」」."""
    if isinstance(row, Task):
        return row.code
    if isinstance(row, Milestone):
        return f"{value_words('milestone', 'task', row.task, names)} 的节点「{title_of(row)}」"
    if isinstance(row, Problem):
        return f"{row.number} 号问题"
    if isinstance(row, Attachment):
        return f"{value_words('attachment', 'task', row.task, names)} 的附件「{title_of(row)}」"
    if isinstance(row, ProblemTask):
        problem = value_words("problem_task", "problem", row.problem, names)
        return f"{problem}与 {value_words('problem_task', 'task', row.task, names)} 的关联"
    if isinstance(row, Period):
        return (
            f"{wording.DAY_KINDS[row.kind]}「{title_of(row)}」" if row.title else wording.DAY_KINDS[row.kind]
        )
    if isinstance(row, Dependency):
        first, then = (value_words("dependency", key, getattr(row, key), names) for key in _ENDS)
        return f"{first} 与 {then} 的先后关系"
    if isinstance(row, Report):
        task = value_words("report", "task", row.task, names)
        return f"{task} {day_words(row.reported_on, names)}的进度反馈"
    if isinstance(row, Edition):
        return f"{title_of(row)}{row.words}"
    if isinstance(row, ChecklistItem):
        return f"{value_words('checklist_item', 'task', row.task, names)} 的清单项「{title_of(row)}」"
    if isinstance(row, Instruction):
        return f"{value_words('instruction', 'task', row.task, names)} 的{brief(row.leader)}批示"
    return f"{wording.TABLES[TABLE_OF[type(row)]]}「{title_of(row)}」"


def full_subject(table: str, row: Row, names: Snapshot) -> str:
    """Returns the same with the thing's kind and title, for rows that come or go."""
    if isinstance(row, Task):
        return f"任务 {row.code}「{title_of(row)}」"
    if isinstance(row, Problem):
        return f" {row.number} 号问题「{title_of(row)}」"
    if isinstance(row, TaskPart | Dependency):
        return f" {subject(row, names)}"
    return subject(row, names)


def _created(change: Change, names: Snapshot) -> str:
    row = change.after
    if isinstance(row, Milestone):
        return f"为 {value_words('milestone', 'task', row.task, names)} 增加节点「{title_of(row)}」"
    if isinstance(row, ChecklistItem):
        return f"为 {value_words('checklist_item', 'task', row.task, names)} 增加清单项「{title_of(row)}」"
    if isinstance(row, Instruction):
        task = value_words("instruction", "task", row.task, names)
        return f"登记 {task} 的{brief(row.leader)}批示：{brief(row.words)}"
    if isinstance(row, Attachment):
        return f"为 {value_words('attachment', 'task', row.task, names)} 添加附件「{title_of(row)}」"
    if isinstance(row, ProblemTask):
        problem = value_words("problem_task", "problem", row.problem, names)
        return f"把 {problem}关联到 {value_words('problem_task', 'task', row.task, names)}"
    if isinstance(row, Dependency):
        first, then = (value_words("dependency", key, getattr(row, key), names) for key in _ENDS)
        return f"设定 {first} 先于 {then}"
    if isinstance(row, Report):
        words = f"，{brief(row.words)}" if row.words else ""
        return f"反馈 {value_words('report', 'task', row.task, names)} 进度 {row.progress}%{words}"
    words = f"{_CREATED.get(change.table, '新建')}{full_subject(change.table, row, names)}"
    if isinstance(row, Period):
        first, last = day_words(row.starts_on, names), day_words(row.ends_on, names)
        words += f"（{first}）" if first == last else f"（{first}至{last}）"
    return words


def _task_deeds(before: Task, after: Task, fields: dict[str, FieldChange], names: Snapshot) -> list[str]:
    """Returns the deeds of the loop and takes from `fields` what they tell."""
    code = after.code
    told = []
    if "rebound" in fields and after.rebound > before.rebound:
        told.append(f"登记 {code} 反弹（第 {after.rebound + 1} 轮）")
        _drop(fields, "rebound", "lane", "reported_on", *_FOLLOWS_MOVE)
    if "lane" in fields or "action" in fields:
        told.append(f"把 {code} 从 {_place(before, after, names)} 移到 {_place(after, before, names)}")
        _drop(fields, "lane", "action", "rank", *_FOLLOWS_MOVE)
        if after.lane == "checking":
            _drop(fields, "progress", "reported_on")
    if "blocked" in fields:
        if after.blocked:
            told.append(f"标记 {code} 卡点：{brief(after.blocked)}")
        else:
            told.append(f"解除 {code} 的卡点（{brief(before.blocked or '')}）")
        _drop(fields, "blocked")
    if "reported_on" in fields and after.reported_on and "progress" not in fields:
        told.append(f"反馈 {code} 进度 {after.progress}%（未变）")
        _drop(fields, "reported_on")
    if "progress" in fields:
        deed = "反馈" if after.reported_on else "修改"
        told.append(f"{deed} {code} 进度 {before.progress}%→{after.progress}%")
        _drop(fields, "progress", "reported_on")
    if "due_on" in fields:
        told.append(_due(before, after, fields["due_on"]))
        _drop(fields, "due_on", "due_text", "original_due_on", "extensions", "extension_reason")
    if "responsible_unit" in fields and after.responsible_unit:
        unit, was = (brief(names.unit_label(task.responsible_unit)) for task in (after, before))
        told.append(f"把 {code} 由 {was} 转交 {unit}" if was else f"把 {code} 交办给 {unit}")
        _drop(fields, "responsible_unit", "assigned_on", "accepted_on")
    if "accepted_on" in fields and after.accepted_on:
        told.append(f"签收 {code}")
        _drop(fields, "accepted_on")
    return told


def _place(task: Task, other: Task, names: Snapshot) -> str:
    """Returns where the card stands, naming the action only where that changes."""
    lane = wording.LANES[task.lane]
    if task.action == other.action:
        return lane
    title = brief(value_words("task", "action", task.action, names))
    return title if task.lane == other.lane else f"{title}·{lane}"


def _due(before: Task, after: Task, field: FieldChange) -> str:
    words = f"把 {after.code} 的完成时限从 {field.before} 改为 {field.after}"
    if after.extensions > before.extensions:
        return f"{words}（延期，理由：{brief(after.extension_reason)}）"
    return words


def _problem_deeds(after: Problem, fields: dict[str, FieldChange], names: Snapshot) -> list[str]:
    told = []
    if "solved_on" in fields and after.solved_on:
        outcome = f"：{brief(after.outcome)}" if after.outcome else ""
        told.append(f"解决 {subject(after, names)}{outcome}")
        _drop(fields, "solved_on", "outcome")
    if "level" in fields:
        told.append(f"把 {subject(after, names)} 从 {fields['level'].before} 提到 {fields['level'].after}")
        _drop(fields, "level")
    return told


def _edits(of: str, fields: dict[str, FieldChange]) -> list[str]:
    of = of if of.endswith("」") else f"{of} "
    plain = [field for key, field in fields.items() if key not in SILENT]
    if not plain:
        return [f"调整 {of}的次序"] if "rank" in fields else []
    if len(plain) > _MOST_FIELDS:
        return [f"修改 {of}的{'、'.join(field.name for field in plain)}"]
    return [_edit(of, field) for field in plain]


def _edit(of: str, field: FieldChange) -> str:
    if field.before == wording.EMPTY:
        return f"填写 {of}的{field.name}：{brief(field.after)}"
    if field.after == wording.EMPTY:
        return f"清空 {of}的{field.name}（原为 {brief(field.before)}）"
    return f"把 {of}的{field.name}从 {brief(field.before)} 改为 {brief(field.after)}"


def _drop(fields: dict[str, FieldChange], *keys: str) -> None:
    for key in keys:
        cast("dict[str, FieldChange | None]", fields).pop(key, None)
