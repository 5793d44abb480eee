"""Single keys that change the selected cards, as a table: what is pressed, what it is called, what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import attrs

from battlemap import wording
from battlemap.commands.bulk import EditTasks, TaskEdit
from battlemap.commands.command import Command
from battlemap.domain.kinds.task import LANES, Emphasis, Lane
from battlemap.domain.snapshot import Snapshot

Deed = Callable[[Snapshot, tuple[str, ...]], Command]
#: What a key asks for that only the board itself can do.
FOCUS: Final = "focus"
#: Percentage points by which one key changes the progress.
STEP: Final = 10


@attrs.frozen
class Letter:
    """A key: `texts` are the characters that mean it, `deed` makes its command; without one `action` is triggered."""

    keys: str
    texts: tuple[str, ...]
    words: str
    deed: Deed | None = None
    action: str = ""


def to_lane(lane: Lane) -> Deed:
    """Returns the deed that takes cards to the end of a lane of their own actions."""
    return lambda snapshot, tasks: EditTasks(
        tuple(TaskEdit(task, {"lane": lane}) for task in tasks), verb=f"移到“{wording.LANES[lane]}”"
    )


def by_progress(step: int) -> Deed:
    """Returns the deed that changes the progress, as a report of today; it ends at 0 and 100."""

    def deed(snapshot: Snapshot, tasks: tuple[str, ...]) -> Command:
        changed = {task: min(100, max(0, snapshot.tasks[task].progress + step)) for task in tasks}
        edits = [
            TaskEdit(task, {"progress": to})
            for task, to in changed.items()
            if to != snapshot.tasks[task].progress
        ]
        return EditTasks(tuple(edits), verb="反馈")

    return deed


def marked(emphasis: Emphasis) -> Deed:
    """Returns the deed that marks cards, or takes the mark away where all of them bear it."""

    def deed(snapshot: Snapshot, tasks: tuple[str, ...]) -> Command:
        has_all = all(snapshot.tasks[task].emphasis == emphasis for task in tasks)
        value = None if has_all else emphasis
        verb = "取消标记" if has_all else f"标记{wording.EMPHASES[emphasis]}"
        return EditTasks(tuple(TaskEdit(task, {"emphasis": value}) for task in tasks), verb=verb)

    return deed


def unblocked(snapshot: Snapshot, tasks: tuple[str, ...]) -> Command:
    """Solves the 卡点 of the cards that have one."""
    stuck = [task for task in tasks if snapshot.problems_of(task)]
    return EditTasks(tuple(TaskEdit(task, {"blocked": ""}) for task in stuck), verb="解除卡点")


LETTERS: Final[tuple[Letter, ...]] = (
    *(
        Letter(str(number), (str(number),), f"移到“{wording.LANES[lane]}”", to_lane(lane))
        for number, lane in enumerate(LANES, 1)
    ),
    Letter("+", ("+", "="), f"进度加 {STEP}%", by_progress(STEP)),
    Letter("-", ("-",), f"进度减 {STEP}%", by_progress(-STEP)),
    Letter("R", ("r",), "反馈进度", action="report_progress"),
    Letter("Z", ("z",), "标记或取消重点", marked("key")),
    Letter("L", ("l",), "标记或取消亮点", marked("highlight")),
    Letter("K", ("k",), "登记卡点", action="raise_problem"),
    Letter("J", ("j",), "解除卡点", unblocked),
    Letter("N", ("n",), "新建任务", action="new_task"),
    Letter("F", ("f",), "聚焦这个专项，各状态并排", action=FOCUS),
)


def letter(text: str, letters: Sequence[Letter] = LETTERS) -> Letter | None:
    """Returns the key that a typed character means, case ignored."""
    return next((key for key in letters if text.lower() in key.texts), None) if text else None
