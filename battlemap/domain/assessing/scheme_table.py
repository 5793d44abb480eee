"""A scheme as offices keep it in a table: levels in columns, first levels merged down the rows, weights in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from battlemap.domain.fields.field_type import Cell, cell_text
from battlemap.domain.fields.names import Names
from battlemap.domain.kinds.scheme import SCHEME_NODE
from battlemap.domain.row_names import IndexedNames
from battlemap.errors import BadInput

_LEVELS: Final = ("一级指标", "二级指标", "三级指标", "四级指标")
#: Head of a column → the field of a node.
_FIELDS: Final[Mapping[str, str]] = {
    "序号": "number", "编号": "number", "权重": "weight", "分值": "weight", "权重（分值）": "weight", "单位": "measure_unit",
    "计量单位": "measure_unit", "方向": "direction", "数据来源": "data_source", "责任部门": "lead_unit", "牵头部门": "lead_unit",
    "主管部门": "lead_unit", "配合单位": "coop_units", "责任人": "owner", "上年值": "base", "目标": "target", "今年目标": "target",
    "目标值": "target", "全国平均": "average", "标杆值": "best", "最低值": "least", "完成值": "value", "评分标准": "formula",
    "备注": "formula", "考核周期": "period", "计分办法": "rule", "计分参数": "parameters", "分项数值": "parts",
    "汇总方式": "rollup", "数据取自": "source",
}  # fmt: skip
_HEAD_WITHIN: Final = 20
#: 「知识创造能力（30%）」 bears its weight.
_WEIGHED: Final = re.compile(r"(.+?)[（(]\s*(\d+(?:\.\d+)?)\s*[%分％]?\s*[)）]")
_DIRECTIONS: Final = {
    "正向": "up",
    "逆向": "down",
    "负向": "down",
    "反向": "down",
    "适度": "band",
    "↑": "up",
    "↓": "down",
}
#: What stands in a table where nothing is known.
_NOTHING: Final = ("", "-", "--", "—", "——", "/", "无")


@attrs.frozen
class NodeDraft:
    """A node to be made: its level from 1, its title, and the fields that the table tells."""

    level: int
    title: str
    fields: Mapping[str, Any] = attrs.field(factory=dict)


@attrs.frozen
class SchemeDraft:
    """The nodes in the order of the table, each behind what it belongs to; `wrong` are sentences on cells."""

    nodes: tuple[NodeDraft, ...]
    wrong: tuple[str, ...] = ()
    unknown_units: tuple[str, ...] = ()


def scheme_draft(table: Sequence[Sequence[Cell]], names: Names) -> SchemeDraft:
    """Returns the tree that a table means; an empty cell of an upper level is a merged one. Raises BadInput without a head.

    A unit that nobody bears is left open and told: a responsible unit is not guessed.
    """
    start, levels, places = _head(table)
    indexed = IndexedNames(names)
    nodes: list[NodeDraft] = []
    wrong: list[str] = []
    unknown: list[str] = []
    path: list[str] = []
    for number, cells in enumerate(table[start:], start + 1):
        titles = [(level, _text(cells, place)) for level, place in enumerate(levels, 1)]
        filled = [(level, title) for level, title in titles if title]
        if not filled or filled[0][1].startswith(("合计", "总计")):
            continue
        for level, title in filled:
            bare, weight = _weighed(title)
            if path[level - 1 : level] == [bare] and level < filled[-1][0]:
                continue
            if level > len(path) + 1:
                wrong.append(f"第 {number} 行“{bare}”没有{_LEVELS[level - 2]}")
                break
            path = [*path[: level - 1], bare]
            fields: dict[str, Any] = {"weight": weight} if weight else {}
            if level == filled[-1][0]:
                fields |= _fields(number, cells, places, indexed, wrong, unknown)
            nodes.append(NodeDraft(level, bare, fields))
    if not nodes:
        raise BadInput("表格里没有指标，请核对。")
    return SchemeDraft(tuple(nodes), tuple(wrong), tuple(dict.fromkeys(unknown)))


def _head(table: Sequence[Sequence[Cell]]) -> tuple[int, list[int], dict[str, int]]:
    """Returns the number of the first row below the head, the places of the levels, and field → place."""
    for number, cells in enumerate(table[:_HEAD_WITHIN], 1):
        titles = [re.sub(r"\s|[（(][%％分亿万元]+[)）]$", "", cell_text(cell)) for cell in cells]
        if "一级指标" not in titles and "考核指标" not in titles:
            continue
        levels = [titles.index(level) for level in _LEVELS if level in titles]
        if "考核指标" in titles:
            upper = [titles.index("指标类别")] if "指标类别" in titles else []
            levels = [*upper, titles.index("考核指标")]
        places = {key: place for place, title in enumerate(titles) if (key := _FIELDS.get(title))}
        return number, levels, places
    raise BadInput("找不到表头：要有“一级指标”“二级指标”或“考核指标”一列。")


def _weighed(title: str) -> tuple[str, str]:
    match = _WEIGHED.fullmatch(title)
    return (match[1].strip(), match[2]) if match else (title, "")


def _fields(
    number: int,
    cells: Sequence[Cell],
    places: Mapping[str, int],
    names: Names,
    wrong: list[str],
    unknown: list[str],
) -> dict[str, Any]:
    """Returns what the cells of a row mean; a cell that means nothing is told in `wrong`."""
    fields: dict[str, Any] = {}
    for key, place in places.items():
        text = _text(cells, place)
        if text in _NOTHING:
            continue
        field = SCHEME_NODE.by_key[key]
        if key in ("lead_unit", "owner") and not names.named(
            "unit" if key == "lead_unit" else "person", text
        ):
            unknown.append(text)
            continue
        try:
            fields[key] = _DIRECTIONS.get(text) if key == "direction" and text in _DIRECTIONS else field.type.read(
                text.rstrip("%％分") if key in ("weight", "target", "base", "average", "best", "least", "value") else text, names
            )  # fmt: skip
        except BadInput as error:
            wrong.append(f"第 {number} 行“{field.name}”“{text[:20]}”：{str(error).rstrip('。')}")
    return fields


def _text(cells: Sequence[Cell], place: int) -> str:
    return " ".join(cell_text(cells[place]).split()) if place < len(cells) else ""
