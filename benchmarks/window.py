"""The window: from the command to the first board one can use, with few cards and with many."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.theme import theme
from battlemap.ui.board.canvas import BoardCanvas
from battlemap.ui.find.finder import Finder
from benchmarks.big import AS_OF, campaign_file, clock
from benchmarks.row import Row, timed
from benchmarks.screen import application

TASKS = 10_000
SIZES = (100, 1_000, TASKS)
TYPED = ("第", "第1", "第12", "第123", "A0", "A03", "王", "王1", "监测", "监测 王2")
PINYIN = ("z", "zd", "zdx", "zdxm", "zdxmy", "g", "go", "gon", "gong", "gongy", "gongye")
SET = (
    TaskFilter(lamps=frozenset({"red"})),
    TaskFilter(is_overdue=True),
    TaskFilter(due_within=7, is_blocked=True),
    TaskFilter(changed_within=3),
    TaskFilter(silent_for=10, lanes=frozenset({"moving"})),
    TaskFilter(),
)


def measure(folder: Path) -> list[Row]:
    """Returns start, first paint, search and memory of the window."""
    demo = folder / "demo.battlemap"
    write_demo(demo)
    opened(demo, folder)
    small = [opened(demo, folder) for _ in range(3)]
    large = [opened(campaign_file(folder, TASKS), folder) for _ in range(3)]
    at = f"{TASKS:,} tasks"
    return [
        Row("start to the first usable window", "demo, warm", "ms", column(small, "start"), 800),
        Row("open a campaign, first paint", at, "ms", column(large, "open"), 1200),
        Row("… until every lamp is counted", at, "ms", column(large, "lamps")),
        Row("memory with the campaign open", at, "MiB", column(large, "memory")[-1:], 300),
        Row("memory with the list shown too", at, "MiB", column(large, "list memory")[-1:], 300),
        Row("memory with the campaign open", "demo", "MiB", column(small, "memory")[-1:]),
        *(
            Row(what, f"{count:,} tasks", "ms", searched(folder, keys, count), 30, "p95")
            for what, keys in (
                ("search as you type", typed(TYPED)),
                ("search as you type, pinyin", typed(PINYIN)),
                ("set a filter", SET * 3),
            )
            for count in SIZES
        ),
    ]


def typed(words: tuple[str, ...]) -> tuple[TaskFilter, ...]:
    """Returns the filters that the keys make, three times over."""
    return tuple(TaskFilter(words=word) for word in words) * 3


def opened(path: Path, folder: Path, rest: float = 0) -> dict[str, float]:
    """Returns what a new process tells that opened the file in the window and rested for so many seconds.

    Settings lie in `folder`.
    """
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder)}
    # an office PC keeps compiled modules from the first start on; a warm start is one that finds them
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "benchmarks.opening", str(path), repr(time.time()), repr(rest)]
    figures: dict[str, float] = json.loads(
        subprocess.run(command, env=env, check=True, capture_output=True).stdout
    )
    return figures


def column(runs: list[dict[str, float]], name: str) -> tuple[float, ...]:
    """Returns one figure of every run."""
    return tuple(one[name] for one in runs)


def searched(folder: Path, keys: tuple[TaskFilter, ...], count: int) -> tuple[float, ...]:
    """Returns how long each key took until only the fitting cards were on the screen; pinyin is known by then."""
    running = application()
    wanted = iter(keys)
    with Session.open(campaign_file(folder, count), "测试", clock) as session:
        board = BoardCanvas(theme("light"))
        board.resize(1920, 1000)
        board.present(session.snapshot, AS_OF)
        board.show()
        lamps = {task.id: board.lamp_of(task.id) or "grey" for task in session.snapshot.live_tasks}
        finder = Finder(session, lamps.__getitem__)
        finder.present(session.snapshot, AS_OF, None)
        finder.learn()
        while not finder.is_fluent:
            running.processEvents()

        def key() -> None:
            finder.seek(next(wanted))
            board.show_only(finder.only)
            board.viewport().repaint()

        samples = timed(key, len(keys))
        board.close()
        finder.leave()
    return samples
