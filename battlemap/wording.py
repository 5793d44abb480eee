"""The Chinese words for values, in one place: lanes, lamps, kinds, units."""

from __future__ import annotations

#: Lane → its name on the board.
LANES = {"waiting": "待启动", "moving": "推进中", "checking": "待核查", "struck_off": "已销号"}

#: Lamp → its word on screen and paper.
LAMPS = {"black": "黑灯", "red": "红灯", "yellow": "黄灯", "blue": "蓝灯", "green": "绿灯", "grey": "灰灯"}

#: Lamp → the shape that tells it without colour.
LAMP_SHAPES = {
    "red": "circle", "yellow": "triangle", "green": "square", "blue": "square", "black": "diamond", "grey": "ring",
}  # fmt: skip

#: Emphasis → the one character on the card.
EMPHASES = {"key": "重", "highlight": "亮"}

#: Kind of a problem → its name on lists (卡点分类).
PROBLEM_KINDS = {
    "land": "用地", "planning": "规划", "eia": "环评", "money": "资金", "demolition": "征迁", "utilities": "配套",
    "approval": "审批", "inputs": "要素", "other": "其他",
}  # fmt: skip

#: Level of a problem → who has it on the table.
PROBLEM_LEVELS = {"department": "部门", "command_post": "指挥部", "commander": "总指挥"}

#: What a unit is called before one is named.
UNASSIGNED = "待定"
