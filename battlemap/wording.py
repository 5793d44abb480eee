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

#: Field of a task → its name in the card sheet and in the card's history.
TASK_FIELDS = {
    "title": "任务名称", "detail": "具体内容", "source": "方案原文", "measure": "工作要点", "action": "专项行动",
    "lane": "状态", "progress": "进度", "visible_progress": "形象进度", "start_on": "启动日期", "due_on": "完成时限",
    "due_text": "时限表述", "original_due_on": "原定时限", "extensions": "延期次数", "extension_reason": "延期理由",
    "emphasis": "标记", "responsible_unit": "责任单位", "owner": "责任人", "coop_units": "配合单位", "blocked": "卡点",
    "target_value": "目标数", "target_unit": "目标单位", "assigned_on": "交办日期", "accepted_on": "签收日期",
    "reported_on": "反馈日期", "finished_on": "办结日期", "struck_off_on": "销号日期", "rebound": "反弹轮次",
    "lamp_override": "人工亮灯", "deleted": "删除",
}  # fmt: skip
