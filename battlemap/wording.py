"""The Chinese words for values, in one place: lanes, lamps, kinds, units."""

from __future__ import annotations

#: Lane → its name on the board.
#: Whose names are masked on walls.
MASKINGS = {"marked": "按人员标记打码", "all": "全部打码（张某某）", "none": "全部显示姓名"}

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
    "lamp_override": "人工亮灯", "lamp_override_by": "亮灯批准人", "lamp_override_reason": "亮灯理由",
    "lamp_override_until": "亮灯有效期", "deleted": "删除", "id": "内部编号", "code": "代码", "rank": "次序",
    "counts_natural_days": "按自然日计", "follows_milestones": "按节点计序时",
}  # fmt: skip

_MARKS = {"id": "内部编号", "rank": "次序", "deleted": "删除"}

#: Table → field → its name in the journal.
FIELDS = {
    "campaign": _MARKS | {
        "title": "行动名称", "starts_on": "开始日期", "ends_on": "结束日期", "slogan": "口号", "command_post": "指挥部",
        "map_unit": "制图单位", "lamp_scheme": "亮灯方案", "security": "保管要求", "preface": "前言", "unfiled": "未归类",
        "emblem": "徽标",
    },
    "period": _MARKS | {
        "kind": "类别", "starts_on": "开始日期", "ends_on": "结束日期", "title": "名称", "actions": "适用专项",
        "exempt": "豁免任务", "stops": "停止事项", "alert_level": "响应级别",
    },
    "unit": _MARKS | {"name": "单位名称", "short_name": "简称"},
    "person": _MARKS | {"name": "姓名", "unit": "单位", "role": "职务", "phone": "电话", "is_personal": "上墙打码"},
    "action": _MARKS | {
        "number": "序号", "code": "代码", "title": "专项名称", "lead_leader": "牵头领导", "lead_unit": "牵头单位",
        "colour": "颜色", "limit_waiting": "待启动上限", "limit_moving": "推进中上限", "limit_checking": "待核查上限",
        "is_archived": "归档",
    },
    "measure": _MARKS | {"action": "专项行动", "number": "序号", "title": "要点名称", "text": "要点原文"},
    "task": TASK_FIELDS,
    "milestone": _MARKS | {
        "task": "任务", "title": "节点名称", "due_on": "完成时限", "done_on": "完成日期", "weight": "权重",
    },
    "dependency": _MARKS | {"predecessor": "前置任务", "successor": "后续任务", "kind": "关系", "lag": "间隔工作日"},
    "report": _MARKS | {
        "task": "任务", "reported_on": "反馈日期", "progress": "进度", "words": "形象进度", "reporter": "反馈人",
    },
    "baseline": _MARKS | {"title": "名称", "frozen_at": "立状时间"},
    "problem": _MARKS | {
        "number": "编号", "title": "问题内容", "kind": "卡点分类", "level": "层级", "solving_unit": "解决单位",
        "raised_on": "反馈日期", "promised_on": "承诺解决日期", "solved_on": "解决日期", "outcome": "解决情况",
    },
    "problem_task": _MARKS | {"problem": "问题", "task": "任务"},
    "attachment": _MARKS | {
        "task": "任务", "title": "附件名称", "file_name": "文件名", "size": "字节数", "sha256": "校验值",
        "added_on": "添加日期", "added_by": "添加人",
    },
    "checklist_item": _MARKS | {"task": "任务", "title": "清单项", "done_on": "完成日期"},
    "instruction": _MARKS | {
        "task": "任务", "leader": "批示领导", "given_on": "批示日期", "words": "批示内容", "due_on": "办理时限",
        "answer": "办理情况", "answered_on": "办理日期",
    },
    "edition": _MARKS | {
        "sheet": "图", "title": "图名", "number": "期号", "data_until": "数据截至", "since": "起算时间", "paper": "纸张", "theme": "配色",
        "masking": "人名打码", "sha256": "校验值", "details": "所选项",
    },
    "posting": _MARKS | {"sheet": "图", "title": "图名", "data_until": "数据截至", "paper": "纸张", "place": "位置"},
    "saved_view": _MARKS | {"title": "名称", "wanted": "筛选条件"},
}  # fmt: skip

#: Table → what one of its rows is called.
TABLES = {
    "campaign": "行动", "period": "日历时段", "unit": "单位", "person": "人员", "action": "专项", "measure": "要点",
    "task": "任务", "milestone": "节点", "dependency": "先后关系", "report": "进度反馈", "baseline": "军令状",
    "problem": "问题", "problem_task": "问题关联", "attachment": "附件",
    "checklist_item": "清单项", "instruction": "批示", "edition": "期号", "posting": "上墙版本",
    "saved_view": "视图",
}  # fmt: skip

#: Table → how its rows are counted: 「12 项任务」.
COUNTERS = {
    "campaign": "个行动", "period": "个日历时段", "unit": "个单位", "person": "名人员", "action": "个专项",
    "measure": "条要点", "task": "项任务", "milestone": "个节点", "dependency": "条先后关系", "report": "条进度反馈",
    "baseline": "份军令状", "problem": "个问题", "problem_task": "条问题关联", "attachment": "个附件",
    "checklist_item": "个清单项", "instruction": "条批示", "edition": "期", "posting": "个上墙版本",
    "saved_view": "个视图",
}  # fmt: skip

#: Kind of a dependency → its name.
DEPENDENCY_KINDS = {"fs": "完成—开始", "ss": "开始—开始", "ff": "完成—完成"}

#: Kind of own days → its name.
DAY_KINDS = {"off": "停工日", "work": "上班日", "ban": "封土期", "key": "重点时段"}

#: Kind of a step → its name in the journal.
STEP_KINDS = {"do": "操作", "undo": "撤销", "redo": "重做", "merge": "并入"}

#: Aspect of a comparison of two moments → its name.
ASPECTS = {
    "new": "新增", "deleted": "删除", "struck_off": "销号", "finished": "办结", "moved": "移动", "lamp": "变灯",
    "due": "改期", "unit": "换责任单位", "owner": "换责任人", "progress": "进度", "blocked": "卡点", "title": "改名",
}  # fmt: skip

#: What stands where a field is empty.
EMPTY = "（空）"
