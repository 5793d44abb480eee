"""Reads a project plan from MS Project's XML (MSPDI ``.xml``), and says what of it cannot be taken over."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from battlemap.domain.planning.project import ProjectDraft
from battlemap.errors import BadInput
from battlemap.exchange.project_calendar import calendar_of
from battlemap.exchange.project_element import Element
from battlemap.exchange.project_fields import CUSTOM, MINUTES_PER_DAY
from battlemap.exchange.project_links import links_of
from battlemap.exchange.project_losses import count_losses
from battlemap.exchange.project_outline import actions_of
from battlemap.exchange.project_rows import rows_of
from battlemap.exchange.project_source import project_root

#: Larger files are no plans of a campaign.
MOST_BYTES: Final = 50 * 1024 * 1024
MOST_TASKS: Final = 20_000


def read_project(path: Path) -> ProjectDraft:
    """Returns the plan; raises BadInput with one sentence where the file is none.

    Headings of the first level become actions, those below measures; a heading that holds nothing but milestones is
    a task with milestones. Tasks of the first level come into an action that bears the plan's title.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadInput(f"“{path.name}”有 {size // 1024 // 1024} MB，超过 50 MB，不像项目计划，请核对。")
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"“{path.name}”读不出来，请检查文件是否存在、是否被占用。", str(error)) from error
    return parse_project(content, path.name)


def parse_project(content: bytes, name: str) -> ProjectDraft:
    """Returns the plan from a file's content; raises as `read_project`."""
    root = Element.of(project_root(content, name))
    tasks = root.below("Tasks", "Task")
    if len(tasks) > MOST_TASKS:
        raise BadInput(f"“{name}”有 {len(tasks)} 项任务，超过 {MOST_TASKS} 项，请分开导入。")
    custom = _own_fields(root)
    calendar = calendar_of(root)
    losses = calendar.losses
    rows = list(rows_of(tasks, custom, calendar, losses))
    lines = [row for row in rows if row.level > 0]
    if not lines:
        raise BadInput(f"“{name}”里没有任务。")
    project = next((row for row in rows if row.level == 0), None)
    losses["标题行的备注"] += bool(project and project.detail)
    title = root.text("Title") or (project.title if project else "") or Path(name).stem
    actions = tuple(actions_of(lines, title, "counted" in custom.values(), losses))
    uids = {task.uid for action in actions for task in action.tasks}
    external = {task.number("UID") or 0 for task in tasks if task.flag("ExternalTask")}
    per_day = root.number("MinutesPerDay") or MINUTES_PER_DAY
    links = tuple(links_of(lines, uids, external, per_day, losses))
    count_losses(root, lines, custom, losses)
    return ProjectDraft(title, actions, links, tuple(calendar.periods), _in_words(losses))


def _own_fields(root: Element) -> dict[str, str]:
    """Returns FieldID → field of ours, for those custom fields that the file itself calls as we do."""
    aliases = {
        row.text("FieldID"): row.text("Alias")
        for row in root.below("ExtendedAttributes", "ExtendedAttribute")
    }
    return {number: field for field, (number, _, alias) in CUSTOM.items() if aliases.get(number) == alias}


def _in_words(losses: Counter[str]) -> tuple[str, ...]:
    return tuple(f"{words}：{number} 处" for words, number in losses.items() if number)
