"""Members (协作成员): the PCs that work on one campaign, what each may do, and the key by which its packets are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, Literal

import attrs

from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.pointing import OfUnit
from battlemap.domain.fields.text import Code, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.errors import Refused

Role = Literal["command_post", "unit", "viewer"]
ROLES: Final = {"command_post": "指挥部", "unit": "单位", "viewer": "只看"}
#: What a unit's PC may write: reports and what goes with a report, 卡点, and what its own packages hold.
UNIT_TABLES: Final = frozenset(
    (
        "report",
        "problem",
        "problem_task",
        "problem_entry",
        "problem_step",
        "attachment",
        "checklist_item",
        "milestone",
        "entry",
        "entry_link",
        "movement",
        "hand_over",
        "recheck",
    )
)
#: Fields of a card that a unit's PC may write, of its own cards only.
UNIT_TASK: Final = frozenset(
    (
        "progress", "visible_progress", "lane", "owner", "coop_units", "rank", "reported_on", "accepted_on",
        "finished_on", "assigned_on", "struck_off_on",
    )
)  # fmt: skip


#: So many columns are named in a refusal.
_NAMED: Final = 3


@attrs.frozen
class Member:
    """One PC; its id is the site that its steps bear. The one that `keeps_letters` alone gives 发文字号."""

    id: str
    name: str
    role: Role
    public_key: str
    joined_on: date
    unit: str | None = None
    keeps_letters: bool = False
    deleted: bool = False


def letter_keeper(members: Iterable[Member]) -> Member | None:
    """Returns the PC that numbers the letters of a campaign on which several work, None where none does now."""
    keepers = [one for one in members if one.keeps_letters and not one.deleted]
    return min(keepers, key=lambda one: one.id, default=None)


def why_not_numbered(members: Iterable[Member], site: str) -> str:
    """Returns why a PC may not give 发文字号, "" where it may.

    Numbers without gaps and doubles need one book (发文登记簿): of several PCs one alone numbers, and hands the book on
    together with all that it has numbered. Where a campaign stands on one PC, that one numbers.
    """
    live = [one for one in members if not one.deleted]
    if not live:
        return ""
    keeper = letter_keeper(live)
    if keeper is None:
        return "多机协作时公文由一台电脑统一编号，现在没有指定，请在“多机协作”里指定后再签发。"
    if keeper.id != site:
        return f"多机协作时公文由“{keeper.name}”统一编号，本机可以拟稿，请在那台电脑上签发。"
    return ""


def why_not_handed_on(members: Iterable[Member], site: str, to: Member) -> str:
    """Returns why a PC may not give the book of letters to another, "" where it may: only who has it gives it away."""
    keeper = letter_keeper(members)
    if to.deleted or to.role != "command_post":
        return f"“{to.name}”不是指挥部用机，不能编号公文。"
    if keeper is not None and keeper.id == to.id:
        return f"公文已由“{to.name}”编号。"
    if keeper is not None and keeper.id != site:
        return f"公文编号现由“{keeper.name}”掌管，请在那台电脑上移交；那台电脑已不用的，先停用。"
    return ""


def why_not(
    member: Member | None,
    written: Iterable[tuple[str, str, Mapping[str, Any]]],
    unit_of_task: Mapping[str, str | None],
    called: Callable[[str, str], str],
) -> str:
    """Returns why a PC may not write rows (table, id, column → value), "" where it may.

    `called` gives the name of a table's column, and of what stands in the table for no column.

    指挥部 may all; 只看 may nothing; 单位 reports on its own cards and may raise and clear 卡点.
    """
    if member is None or member.deleted:
        return "不是登记的协作成员"
    if member.role == "command_post":
        return ""
    if member.role == "viewer":
        return f"“{member.name}”只能查看，不能改动"
    for table, id, values in written:
        if table == "task":
            strange = set(values) - UNIT_TASK
            if strange:
                if "deleted" in strange:
                    return f"“{member.name}”是单位用机，不能删除或恢复任务"
                names = list(dict.fromkeys(called(table, key) for key in values if key in strange))
                more = "等" if len(names) > _NAMED else ""
                return f"“{member.name}”是单位用机，不能改任务的{'、'.join(names[:_NAMED])}{more}"
            if unit_of_task.get(id) != member.unit:
                return f"“{member.name}”不能改别的单位的任务"
            if values.get("lane") == "struck_off":
                return f"“{member.name}”是单位用机，不能销号"
        elif table not in UNIT_TABLES:
            return f"“{member.name}”是单位用机，不能改{called(table, '')}"
    return ""


def _check(member: Member) -> None:
    if member.role == "unit" and member.unit is None:
        raise Refused(f"“{member.name}”是单位用机，请写明是哪个单位。")


MEMBER = Kind(
    "member", Member, "协作成员", "台协作电脑",
    (
        Field("name", "电脑", Text(40), is_required=True, width=160),
        Field("role", "权限", Choice(ROLES), width=80),
        Field("unit", "单位", OfUnit(), width=140),
        Field("keeps_letters", "公文编号", YesNo(), is_set_by_program=True, width=80),
        Field("public_key", "公钥", Code(), is_required=True, is_set_by_program=True, in_list=False),
        Field("joined_on", "登记日期", Day(), is_required=True, is_set_by_program=True, begins="today", width=96),
    ),
    name_keys=("name",), order=("joined_on",), verb="登记", check=_check, bound=(("role", "unit"),), is_printed=False,
    is_kept_by_hand=False, is_background=True,
)  # fmt: skip
