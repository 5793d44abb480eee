"""Tasks, measures and actions: made, edited, deleted."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk, on_saved
from battlemap.ui.feature import Feature, MenuEntry

TASKS: Final = Feature[Desk](
    "tasks",
    Desk,
    (
        MenuEntry(
            "new_task", "新建任务(&N)…", "edit/task", on_saved(lambda workspace: workspace.new_task()), "add", "新建一张任务卡",
            "writing", ("Ctrl+N",),
        ),
        MenuEntry(
            "new_action", "新建专项(&A)…", "edit/task", on_saved(lambda workspace: workspace.deeds.new_action()),
            "table-column-plus-after", "新建一个专项行动，排在最右", "writing", ("Ctrl+Shift+A",),
        ),
        MenuEntry(
            "measures", "工作要点(&K)…", "edit/task",
            on_saved(lambda workspace: workspace.deeds.edit_measures(None, workspace.selected)), "plan",
            "添加、改名、换位、删除各专项的工作要点，修改要点原文", "writing",
        ),
        MenuEntry(
            "edit_task", "编辑任务(&E)", "edit/task", on_saved(lambda workspace: workspace.open_task(workspace.selected[0])), "edit",
            "在右侧打开任务卡", "selection", ("F2",),
        ),
        MenuEntry(
            "report_progress", "反馈进度(&G)…", "edit/task", on_saved(lambda workspace: workspace.deeds.report(workspace.selected)),
            "progress-check", "填报选中任务的进度和形象进度", "writing selection", ("F8",),
        ),
        MenuEntry(
            "delete_tasks", "删除任务(&D)", "edit/task", on_saved(lambda workspace: workspace.deeds.delete(workspace.selected)),
            "delete", "删除选中的任务，可撤销", "writing selection", ("Delete",),
        ),
        MenuEntry(
            "bulk_edit", "批量修改(&X)…", "edit/task", on_saved(lambda workspace: workspace.deeds.bulk_edit(workspace.selected)),
            "playlist-edit", "一次修改选中任务的单位、时限、状态等，可一步撤销", "writing selection", ("Ctrl+Shift+E",),
        ),
        MenuEntry(
            "merge_people", "合并重复人员(&H)…", "edit/task", on_saved(lambda workspace: workspace.deeds.merge_people()), "person",
            "把重复登记的同名人员并为一条，任务归到一处", "writing",
        ),
        MenuEntry(
            "raise_problem", "登记卡点(&B)…", "edit/task",
            on_saved(lambda workspace: workspace.deeds.raise_problem(workspace.selected)), "alert-octagon-outline",
            "为选中的任务登记卡点", "writing selection", ("Ctrl+B",),
        ),
    ),
)  # fmt: skip
