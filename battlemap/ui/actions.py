"""Every QAction of the window: words, icon, keys; menus and buttons show these and nothing else."""

from __future__ import annotations

from typing import Final

import attrs
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from battlemap.shown.pages import PAGES
from battlemap.ui.icons import IconBook
from battlemap.ui.shortcuts import KEYS


@attrs.frozen
class Entry:
    """One action: `needs` is what must be there before it can be done."""

    name: str
    text: str
    icon: str = ""
    tip: str = ""
    needs: str = ""
    is_checkable: bool = False


FILE: Final = (
    Entry("merge_plan", "并入方案(&V)…", "plan", "读取另一份方案，只增加新的专项、要点和任务", "writing"),
    Entry("new_blank", "新建空白行动(&N)…", "blank", "填写名称和起止日期，建立空白作战图"),
    Entry("from_plan", "从方案生成(&G)…", "plan", "读取 .txt、.md 或 .docx 方案，生成作战图"),
    Entry("demo", "打开演示行动(&D)", "demo", "建立一份演示档案"),
    Entry("open", "打开(&O)…", "open", "打开 .battlemap 档案"),
    Entry("save_copy", "另存副本(&A)…", "copy", "把当前档案另存一份，可拷走", "campaign"),
    Entry("backup", "立即备份(&B)", "backup", "把当前档案备份一份，检查无误后存好", "campaign"),
    Entry("backup_place", "备份位置(&L)…", "", "备份放在档案旁边，或 U 盘等指定文件夹", "campaign"),
    Entry("restore", "从备份恢复(&V)…", "restore", "查看每份备份的内容，与现在比较后恢复，可撤销", "writing"),
    Entry("check", "检查档案(&K)", "check", "检查数据页、关联、触发器和全部日志", "campaign"),
    Entry("properties", "行动信息(&I)…", "campaign", "修改名称、起止日期、口号和落款", "writing"),
    Entry("poster", "出图(&E)…", "poster", "预览挂图，存为 PDF 或图片", "campaign"),
    Entry("print", "打印(&P)…", "print", "预览挂图，用系统打印机打印", "campaign"),
    Entry("operator", "操作员(&P)…", "person", "填写操作员姓名和单位，每一步操作都会记上"),
    Entry("close", "关闭档案(&C)", "", "关闭当前档案，回到首页", "campaign"),
    Entry("quit", "退出(&Q)", "quit", "退出程序；所有改动均已保存"),
)

EDIT: Final = (
    Entry("undo", "撤销(&U)", "undo", "", "undo"),
    Entry("redo", "重做(&R)", "redo", "", "redo"),
    Entry("new_task", "新建任务(&N)…", "add", "新建一张任务卡", "writing"),
    Entry("new_action", "新建专项(&A)…", "action", "新建一个专项行动，排在最右", "writing"),
    Entry(
        "measures", "工作要点(&K)…", "plan", "添加、改名、换位、删除各专项的工作要点，修改要点原文", "writing"
    ),
    Entry("edit_task", "编辑任务(&E)", "edit", "在右侧打开任务卡", "selection"),
    Entry("delete_tasks", "删除任务(&D)", "delete", "删除选中的任务，可撤销", "writing selection"),
    Entry("raise_problem", "登记卡点(&B)…", "block", "为选中的任务登记卡点堵点", "writing selection"),
    Entry(
        "bulk_edit",
        "批量修改(&X)…",
        "bulk",
        "一次修改选中任务的单位、时限、状态等，可一步撤销",
        "writing selection",
    ),
    Entry("wall_marks", "图上回填(&M)…", "wall_marks", "把挂图上的手写标注按编号成批录入", "writing"),
    Entry("bin", "回收站(&Y)…", "restore", "找回删除的任务、要点和专项", "campaign"),
    Entry("find", "查找(&F)", "search", "按名称、编号、单位、责任人、内容查找，可用拼音", "campaign"),
    Entry("views", "筛选视图(&I)…", "", "选用、保存常用的筛选", "campaign"),
    Entry("filter_panel", "筛选(&G)…", "filter", "按专项、状态、亮灯、单位、责任人、时限等筛选", "campaign"),
    Entry("next_hit", "下一项(&X)", "", "选中下一张显示的任务卡", "campaign"),
    Entry("previous_hit", "上一项(&S)", "", "选中上一张显示的任务卡", "campaign"),
    Entry("clear_filter", "清除筛选(&L)", "clear", "显示全部任务", "filter"),
)

VIEW: Final = (
    *(
        Entry(f"go_{page.name}", page.title, page.icon, page.tip, "campaign", is_checkable=True)
        for page in PAGES
    ),
    Entry("show_sheet", "任务卡(&S)", "sheet", "显示或隐藏右侧任务卡", "campaign", is_checkable=True),
    Entry(
        "side_list",
        "责任清单(&R)",
        "side_list",
        "在战况板左侧列出单位和人员，拖卡到名字上即由其负责",
        "campaign",
        is_checkable=True,
    ),
    Entry(
        "history",
        "历史(&H)",
        "history",
        "谁在什么时候改了什么；可撤销到任一步",
        "campaign",
        is_checkable=True,
    ),
    Entry("time_machine", "时光机(&M)…", "past", "查看某天某时的作战板", "campaign"),
    Entry("compare", "比较两个时刻(&D)…", "compare", "列出两个时刻之间的变化", "campaign"),
    Entry("wall_screen", "大屏轮播(&W)", "wall_screen", "全屏自动翻页，按任意键或单击返回", "campaign"),
    Entry("wall_screen_options", "大屏轮播设置…", "", "大屏的配色和每页停留时间"),
    Entry(
        "motion",
        "动画(&A)",
        "",
        "移动后闪一下、面板滑出、轮播进度线；系统已关闭动画时随系统",
        is_checkable=True,
    ),
    Entry("judged_on", "研判日期(&T)…", "day", "选择按哪一天研判亮灯", "campaign"),
    Entry("zoom_in", "放大(&I)", "zoom_in", "", "campaign"),
    Entry("zoom_out", "缩小(&O)", "zoom_out", "", "campaign"),
    Entry("zoom_fit", "缩放到全板(&F)", "zoom_fit", "一屏看全所有专项", "campaign"),
)

PLAN: Final = (
    Entry(
        "backward_schedule",
        "倒排工期(&R)…",
        "backwards",
        "从完成时限按模板倒排选中的任务，得出启动日期和节点",
        "writing selection",
    ),
    Entry(
        "calendar",
        "工作日历(&C)…",
        "day",
        "休息日、调休上班日、封土期和重点时段；可导入导出 Excel",
        "writing",
    ),
    Entry("dependencies", "先后关系(&D)…", "links", "选中任务的前置任务和后续任务", "selection"),
    Entry("baselines", "军令状(&B)…", "baseline", "立下军令状，与现在或某一天的计划对照", "campaign"),
    Entry("forecast", "完成日期预测(&F)…", "forecast", "按近期进度推演完成日期，仅供参考", "campaign"),
    Entry(
        "project_in",
        "导入 MS Project(&I)…",
        "",
        "读入施工单位的 .xml 计划，先列出变化和不能导入的内容",
        "writing",
    ),
    Entry("project_out", "导出 MS Project(&E)…", "", "把计划存为 MS Project 能打开的 .xml", "campaign"),
)

HELP: Final = (
    Entry("shortcuts", "快捷键一览(&K)", "shortcuts"),
    Entry("about", "关于(&A)", "about"),
)

ENTRIES: Final = FILE + EDIT + VIEW + PLAN + HELP


class Actions:
    """The actions by name: ``actions["undo"]``; they belong to the window they were made for."""

    def __init__(self, window: QWidget, icons: IconBook) -> None:
        self._entries = {entry.name: entry for entry in ENTRIES}
        self._made: dict[str, QAction] = {}
        for entry in ENTRIES:
            action = QAction(entry.text, window)
            action.setObjectName(entry.name)
            action.setIconText(words(entry.text))
            action.setCheckable(entry.is_checkable)
            action.setShortcuts([QKeySequence(keys) for keys in KEYS.get(entry.name, ())])
            if entry.icon:
                action.setIcon(icons.icon(entry.icon))
            action.setToolTip(with_keys(entry.tip or words(entry.text), entry.name))
            action.setStatusTip(entry.tip)
            window.addAction(action)
            self._made[entry.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def allow(self, facts: set[str]) -> None:
        """Enables what can be done where `facts` hold: campaign, writing, selection, filter, undo, redo."""
        for name, action in self._made.items():
            action.setEnabled(set(self._entries[name].needs.split()) <= facts)


def words(text: str) -> str:
    """Returns an action's text without mnemonic and dots: 「打开(&O)…」 is 「打开」."""
    head = text.split("(&", 1)[0]
    return head.rstrip("…")


def with_keys(text: str, name: str) -> str:
    """Returns a tool tip with the action's first keys behind it."""
    keys = KEYS.get(name)
    return f"{text}（{shown(keys[0])}）" if keys else text


def shown(keys: str) -> str:
    """Returns a key sequence as people say it: Ctrl+Del for Ctrl+Delete."""
    return keys.replace("Delete", "Del").replace("Ctrl+=", "Ctrl++")
