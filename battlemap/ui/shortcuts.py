"""The only file where shortcuts stand: keys of the window's actions, and the list that F1 shows."""

from __future__ import annotations

from typing import Final

#: Action → its key sequences, the first of which the menu shows.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "new_blank": ("Ctrl+Shift+N",),
    "open": ("Ctrl+O",),
    "from_plan": ("Ctrl+I",),
    "save_copy": ("Ctrl+Shift+S",),
    "properties": ("Ctrl+,",),
    "poster": ("Ctrl+E",),
    "print": ("Ctrl+P",),
    "close": ("Ctrl+W",),
    "quit": ("Ctrl+Q",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Y", "Ctrl+Shift+Z"),
    "new_task": ("Ctrl+N",),
    "new_action": ("Ctrl+Shift+A",),
    "edit_task": ("F2",),
    "delete_tasks": ("Delete",),
    "bulk_edit": ("Ctrl+Shift+E",),
    "wall_marks": ("Ctrl+M",),
    "raise_problem": ("Ctrl+B",),
    "backward_schedule": ("Ctrl+R",),
    "calendar": ("Ctrl+K",),
    "dependencies": ("Ctrl+L",),
    "find": ("Ctrl+F", "/"),
    "clear_filter": ("Ctrl+Shift+F",),
    "filter_panel": ("Ctrl+G",),
    "next_hit": ("F3",),
    "previous_hit": ("Shift+F3",),
    "judged_on": ("Ctrl+T",),
    "history": ("Ctrl+H",),
    "bin": ("Ctrl+Shift+B",),
    "time_machine": ("Ctrl+Shift+T",),
    "compare": ("Ctrl+Shift+D",),
    "show_sheet": ("F4",),
    "side_list": ("F6",),
    "views": ("F7",),
    "go_board": ("Ctrl+1",),
    "go_timeline": ("Ctrl+2",),
    "go_list": ("Ctrl+3",),
    "go_trends": ("Ctrl+4",),
    "wall_screen": ("F11",),
    "go_posters": ("Ctrl+5",),
    "zoom_in": ("Ctrl+=", "Ctrl++"),
    "zoom_out": ("Ctrl+-",),
    "zoom_fit": ("Ctrl+0",),
    "shortcuts": ("F1",),
}

#: Keys and gestures of the task list, for the same list.
LIST: Final[tuple[tuple[str, str], ...]] = (
    ("Enter / Tab", "到下一行 / 右边一格；在编号上打开任务卡"),
    ("Ctrl+Enter", "打开任务卡"),
    ("F2 / 双击 / 直接输入", "修改单元格；Alt+Enter 换行，Esc 放弃"),
    ("Ctrl+C / Ctrl+V", "与 Excel、WPS 互相复制粘贴"),
    ("Ctrl+D", "第一行向下填充"),
    ("Del / Ctrl+X", "清空 / 剪切单元格"),
    ("Ctrl+Del", "删除选中的任务"),
    ("Ctrl+方向键", "到第一行、最后一行、最左、最右；加 Shift 一路选中"),
    ("Shift+空格", "选中整行"),
    ("Ctrl+A", "全选"),
    ("单击 / 拖动 / 右键列头", "排序 / 换位 / 选择列"),
)

#: Keys and gestures that the board itself understands, for the list that F1 shows.
BOARD: Final[tuple[tuple[str, str], ...]] = (
    ("↑ ↓ ← →", "选择相邻任务卡"),
    ("Home / End", "本列第一张 / 最后一张"),
    ("Ctrl+Home / Ctrl+End", "全板第一张 / 最后一张"),
    ("PageUp / PageDown", "上一屏 / 下一屏"),
    ("Shift+方向键", "连选"),
    ("空格", "预览任务卡，方向键接着看，再按收起"),
    ("Ctrl+空格", "加选或去选"),
    ("Ctrl+A", "全选"),
    ("Ctrl+↑ ↓", "在列内移动任务卡，到头换状态"),
    ("Ctrl+Shift+↑ ↓", "直接换到上 / 下一个状态"),
    ("Ctrl+← →", "移到左 / 右边的专项"),
    ("Enter / 双击", "打开任务卡"),
    ("Esc", "取消拖动；取消选择"),
    ("拖动", "移到别的位置、状态、专项"),
    ("拖动列头", "调整专项的左右次序"),
    ("拖到时间轴某天", "把完成时限改到这一天"),
    ("拖到责任清单", "改由该单位或该人负责"),
    ("单击时间轴某天", "只看这一天到期的任务"),
    ("双击空白处", "在此新建任务"),
    ("双击列头", "折叠或展开这一列"),
    ("Ctrl+滚轮 / Shift+滚轮", "缩放 / 左右滚动"),
)

#: Keys and gestures that the timeline itself understands, beside those that it shares with the board.
TIMELINE: Final[tuple[tuple[str, str], ...]] = (
    ("拖动工期条 / 两端", "调整工期；选中的几条一起移动"),
    ("拖动进度边缘", "改进度"),
    ("拖动节点", "改节点日期"),
    ("从圆点拖到另一条", "建立先后关系"),
    ("Ctrl+← →", "整条提前 / 推后一个工作日"),
    ("Ctrl+Shift+← →", "完成时限提前 / 推后一个工作日"),
    ("← →", "折叠 / 展开专项和要点"),
    ("+ / -", "进度加减 10%"),
    ("Ctrl+滚轮", "以指针为中心缩放"),
)
