"""Persons, one a row, grouped to households; what the rows of one household tell differently is found."""

from __future__ import annotations

import re
from typing import Final

from battlemap.exchange.office_sheets.cell import Cell
from battlemap.exchange.office_sheets.sheet_table import Column, Household
from battlemap.exchange.office_sheets.words import tight

_CODE: Final = re.compile(r"^(?:家庭|贫困)?户(?:编号|编码|号|主编号)$")
_RELATION: Final = re.compile(r"与户主关系|户主关系|家庭关系|^关系$")
_HEAD: Final = ("户主", "本人", "本人或户主", "户主本人")
_COUNT: Final = re.compile(r"^(?:家庭)?(?:人数|人口数?|成员数)$")
#: Values of the household, not of the person.
_OF_HOUSEHOLD: Final = re.compile(
    r"^(?:县|县区|区|乡|乡镇|镇|村|行政村|自然村|村组)$|^(?:家庭)?(?:人数|人口数?)$|贫困户属性|脱贫属性|致贫原因|危房|饮水|人均.*收入|家庭.*收入|住房|通电|入户路|耕地|"
    r"户类型|帮扶(?:责任)?人|识别标准|脱贫年度|搬迁"
)


def is_household_sheet(columns: list[Column]) -> bool:
    """Whether the columns tell households and the relation of each person to its head."""
    names = [tight(column.name.rpartition("/")[2]) for column in columns]
    return any(_CODE.match(name) for name in names) and any(_RELATION.search(name) for name in names)


def households_of(columns: list[Column]) -> list[Household]:
    """Returns the households in the order in which they come; persons without a household's number are left out."""
    codes = _named(columns, _CODE)
    relation = _named(columns, _RELATION)
    if codes is None or relation is None:
        return []
    members: dict[str, list[int]] = {}
    for place, code in enumerate(codes.cells):
        if isinstance(code, str) and code:
            members.setdefault(code, []).append(place)
    shared = [column for column in columns if _OF_HOUSEHOLD.search(tight(column.name.rpartition("/")[2]))]
    answer = []
    for code, places in members.items():
        heads = [place for place in places if str(relation.cells[place]) in _HEAD]
        differing = tuple(
            column.name
            for column in shared
            if len({_plain(column.cells[place]) for place in places} - {""}) > 1
        )
        answer.append(Household(code, tuple(places), heads[0] if len(heads) == 1 else None, differing))
    return answer


def household_sentences(columns: list[Column], households: list[Household]) -> list[str]:
    """Returns how many there are, which of them contradict themselves, and how many rows belong to none."""
    persons = sum(len(household.members) for household in households)
    lacking = len(without_household(columns))
    return [
        f"共 {len(households)} 户 {persons} 人。",
        *(words for _, words in household_faults(columns, households)),
        *([f"{lacking} 行没有户编号，没有归入任何一户。"] if lacking else []),
    ]


def without_household(columns: list[Column]) -> list[int]:
    """Returns the places of the rows without a household's number."""
    codes = _named(columns, _CODE)
    return [] if codes is None else [p for p, code in enumerate(codes.cells) if not isinstance(code, str)]


def household_faults(columns: list[Column], households: list[Household]) -> list[tuple[int, str]]:
    """Returns (place of its head, else of its first row; sentence) for whatever a household tells against itself."""
    faults: list[tuple[int, str]] = []
    relation, count = _named(columns, _RELATION), _named(columns, _COUNT)
    for household in households:
        place = household.members[0] if household.head is None else household.head
        for name in household.differing:
            column = next(each for each in columns if each.name == name)
            values = list(dict.fromkeys(_plain(column.cells[each]) for each in household.members))
            faults.append(
                (place, f"户编号 {household.code} 各行的{name}不一致（{'、'.join(v or '空' for v in values)}），取户主一行。")
            )  # fmt: skip
        if count is not None:
            stated = count.cells[place]
            if isinstance(stated, int) and stated != len(household.members):
                faults.append(
                    (place, f"户编号 {household.code} 的人数为 {stated}，实有 {len(household.members)} 行，不一致。")
                )  # fmt: skip
        if relation is not None and household.head is None:
            heads = sum(str(relation.cells[each]) in _HEAD for each in household.members)
            of = "没有户主" if not heads else f"有 {heads} 个户主"
            faults.append((place, f"户编号 {household.code} {of}。"))
    return faults


def _named(columns: list[Column], pattern: re.Pattern[str]) -> Column | None:
    return next((column for column in columns if pattern.search(tight(column.name.rpartition("/")[2]))), None)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return str(getattr(cell, "raw", cell))
