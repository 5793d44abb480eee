"""How the checklist, the milestones, the reports and the instructions of a task are told and kept in its card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from battlemap.commands.checklist import AddChecklistItems, TickChecklistItem
from battlemap.commands.command import Command
from battlemap.commands.loop import ReachMilestone, RemoveReport
from battlemap.commands.rows import AddRow, EditRow, MoveRow, RemoveRow
from battlemap.domain.kinds.checklist import CHECKLIST_ITEM, ChecklistItem, count_words, lines_of
from battlemap.domain.kinds.instruction import INSTRUCTION, Instruction
from battlemap.domain.kinds.report import REPORT, Report
from battlemap.domain.kinds.task import Milestone
from battlemap.domain.kinds.task_kind import MILESTONE
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.card.part_list import Line, day_or_blank
from battlemap.ui.rows.part import PartWords
from battlemap.ui.rows.row_commands import RowCommands, Values

_DAY: Final = "日期，或 月底前；可空"


# -- checklist ------------------------------------------------------------------------------------------------------


def _item(item: ChecklistItem, snapshot: Snapshot, as_of: date) -> Line:
    return Line(
        item.id, item.title, item.is_done, f"{day_or_blank(item.done_on)}完成" if item.is_done else ""
    )


def _items(task: str) -> RowCommands:
    return RowCommands(
        lambda values: AddChecklistItems(task, lines_of(values["title"])),
        partial(EditRow, "checklist_item"),
        partial(RemoveRow, "checklist_item"),
        partial(MoveRow, "checklist_item"),
    )


def _pasted(task: str, text: str) -> Command | None:
    titles = lines_of(text)
    return AddChecklistItems(task, titles) if titles else None


# -- milestones -----------------------------------------------------------------------------------------------------


def _stone(stone: Milestone, snapshot: Snapshot, as_of: date) -> Line:
    words = f"{stone.title}　{day_or_blank(stone.due_on)}".rstrip("　")
    is_late = stone.done_on is None and stone.due_on is not None and stone.due_on < as_of
    if stone.done_on:
        words += f"　{day_or_blank(stone.done_on)}完成"
    elif is_late and stone.due_on:
        words += f"　超 {(as_of - stone.due_on).days} 天"
    hint = f"权重 {stone.weight}；回车或双击修改，Del 删除"
    return Line(stone.id, words, stone.done_on is not None, hint, is_late)


def _stones(task: str) -> RowCommands:
    return RowCommands(
        partial(_new_stone, task), partial(EditRow, "milestone"), partial(RemoveRow, "milestone")
    )


def _new_stone(task: str, values: Values) -> Command:
    return AddRow("milestone", {"task": task, **values})


def _reached(stones: Sequence[Milestone]) -> str:
    done = sum(stone.done_on is not None for stone in stones)
    return f"{done}/{len(stones)}" if stones else ""


# -- reports --------------------------------------------------------------------------------------------------------


def _report(report: Report, snapshot: Snapshot, as_of: date) -> Line:
    words = f"{day_or_blank(report.reported_on)}　{report.progress}%　{report.words}".rstrip("　")
    return Line(report.id, f"{words}　{report.reporter}".rstrip("　"), hint="Del 删除这次反馈（可撤销）")


def _reports(task: str) -> RowCommands:
    def never_added(values: Values) -> Command:
        raise AssertionError("the sheet's own button reports")

    def never_edited(id: str, values: Values) -> Command:
        raise AssertionError("a report is not edited: it goes, and another one is written")

    return RowCommands(never_added, never_edited, RemoveReport)


# -- instructions ---------------------------------------------------------------------------------------------------


def _instruction(instruction: Instruction, snapshot: Snapshot, as_of: date) -> Line:
    head = f"{instruction.leader} {day_or_blank(instruction.given_on)}"
    if instruction.due_on:
        head += f"　限 {day_or_blank(instruction.due_on)}"
    late = instruction.is_late(as_of)
    if late and instruction.due_on:
        head += f"　超 {(as_of - instruction.due_on).days} 天"
    words = f"{head}\n{instruction.words}"
    if not instruction.is_open:
        words += f"\n{day_or_blank(instruction.answered_on)}办理：{instruction.answer}"
    return Line(instruction.id, words, None, "回车或双击办理、修改，Del 删除", late)


def _instructions(task: str) -> RowCommands:
    def change(id: str, values: Values) -> Command:
        if values.keys() == {"answer"}:
            return EditRow("instruction", id, {"answer": values["answer"]})
        return EditRow(
            "instruction", id, {key: value for key, value in values.items() if key != "given_on" or value}
        )

    return RowCommands(
        lambda values: AddRow("instruction", {"task": task, **values}),
        change,
        partial(RemoveRow, "instruction"),
    )


def _owed(instructions: Sequence[Instruction]) -> str:
    still = sum(instruction.is_open for instruction in instructions)
    count = len(instructions)
    return f"{count} 条，{still} 条待办" if still else f"{count} 条" if count else ""


#: Part of the card → how its rows are told.
PART_WORDS: Final[Mapping[str, PartWords]] = {
    "checklist": PartWords(
        CHECKLIST_ITEM,
        _items,
        Snapshot.checklist_of,
        _item,
        count_words,
        quick=(("title",),),
        hints={"title": "添加一项，回车继续；可粘贴多行"},
        tick=TickChecklistItem,
        is_renamed=True,
        pastes=_pasted,
    ),
    "milestones": PartWords(
        MILESTONE,
        _stones,
        Snapshot.milestones_of,
        _stone,
        _reached,
        quick=(("title", "due_on"),),
        hints={"title": "如 主体封顶", "due_on": "月底前", "done_on": "未完成则留空"},
        tick=lambda id, is_done: (
            ReachMilestone(id) if is_done else EditRow("milestone", id, {"done_on": None})
        ),
    ),
    "reports": PartWords(
        REPORT,
        _reports,
        Snapshot.reports_of,
        _report,
        lambda reports: f"{len(reports)} 次" if reports else "",
        is_opened=False,
        most=30,
    ),
    "instructions": PartWords(
        INSTRUCTION,
        _instructions,
        Snapshot.instructions_of,
        _instruction,
        _owed,
        button="登记批示…",
        answers=("answer",),
        hints={
            "leader": "批示领导",
            "given_on": "今日",
            "words": "批示原文",
            "due_on": _DAY,
            "answer": "怎样办理的；清空即为重开",
        },
    ),
}
