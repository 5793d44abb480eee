"""总作战图 on A0 from the command line, start to end of the process, by number of tasks; who else makes an A0 sheet beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from battlemap.commands.session import Session
from benchmarks.big import campaign_file, clock
from benchmarks.rival import has_office, office_pdf, office_table
from benchmarks.row import Rival, Row, Samples, time_of_children, timed, together

#: Tasks → the most that the whole process may take, in ms.
GOALS: dict[int, float | None] = {100: 350, 500: None, 1_000: None, 5_000: 1200}
TIMES = 5
#: An empty A0 sheet by PySide6 alone: what nobody can do without.
_BARE = """
import sys
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter
application = QGuiApplication([])
writer = QPdfWriter(sys.argv[1])
writer.setPageSize(QPageSize(QPageSize.PageSizeId.A0))
painter = QPainter(writer)
painter.drawText(100, 100, "总作战图")
painter.end()
"""


def measure(folder: Path) -> list[Row]:
    """Returns a row for each number of tasks."""
    return [row for count, goal in GOALS.items() for row in measured(folder, count, goal)]


def measured(folder: Path, count: int, goal: float | None) -> list[Row]:
    """Returns the time of the whole process by turns with a bare one, and LibreOffice printing the same tasks."""
    # an office PC keeps compiled modules from the first start on
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {"QT_QPA_PLATFORM": "offscreen", "BATTLEMAP_PORTABLE": str(folder / "whole-print")}
    path, made, empty = campaign_file(folder, count), folder / "whole.pdf", folder / "empty.pdf"
    ours = [
        sys.executable,
        "-m",
        "battlemap",
        "poster",
        "overview",
        str(path),
        "--paper",
        "A0",
        "-o",
        str(made),
    ]
    theirs = [sys.executable, "-c", _BARE, str(empty)]
    runs: list[tuple[Samples, Samples]] = []
    for _ in range(TIMES + 1):
        made.unlink(missing_ok=True)
        runs.append((child(ours, env), child(theirs, env)))
        assert made.read_bytes().startswith(b"%PDF"), "no sheet was made"
        assert empty.read_bytes().startswith(b"%PDF"), "no bare sheet was made"
    # the first start of each warms up
    whole, bare = (together(some) for some in zip(*runs[1:], strict=True))
    at = f"{count:,} tasks"
    rows = [
        Row("A0 sheet, whole process", at, "ms", whole, goal, rival=Rival("bare PySide6, empty A0", bare))
    ]
    if has_office() and count == max(GOALS):
        table = office_table(titles(path), folder)
        office_pdf(table)  # the first start makes a profile
        office = timed(lambda: office_pdf(table), 3, own_time=time_of_children)
        rows.append(
            Row("… beside a printed table of the same", at, "ms", whole, rival=Rival("LibreOffice", office))
        )
    return rows


def child(command: list[str], env: dict[str, str]) -> Samples:
    """Returns how long a process took from its start to its end."""
    return timed(
        lambda: subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL),
        1,
        own_time=time_of_children,
    )


def titles(path: Path) -> list[tuple[str, ...]]:
    """Returns what a table of the tasks says: code, title, unit, owner, days, progress."""
    with Session.open(path, "测试", clock, read_only=True) as session:
        snapshot = session.snapshot
        return [
            (
                task.code,
                task.title,
                snapshot.unit_label(task.responsible_unit),
                snapshot.person_name(task.owner),
                f"{task.start_on}",
                f"{task.due_on}",
                f"{task.progress}%",
            )
            for task in snapshot.live_tasks
        ]
