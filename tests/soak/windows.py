"""Three PCs with real windows: drags by a server and by a folder, the server killed in the middle, all equal afterwards."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from battlemap.store.mailbox.post_office import programs_found
from tests.soak.line import Line
from tests.window.screen import missing_tools
from tests.window.several_pcs import Pcs, kill, measured, post_office, three

_WHAT = {"server": "三台电脑的窗口经服务器互通", "folder": "三台电脑的窗口经共享文件夹互通"}


def drags(at: Path, times: int) -> Iterator[Line]:
    """Drags cards so many times by each way, and kills the server half-way."""
    lacking = missing_tools() or ([] if list(programs_found()) else ["PostgreSQL"])
    if lacking:
        yield Line(_WHAT["server"], 0, 0, f"本机没有 {'、'.join(lacking)}")
        return
    (at / "share").mkdir()
    with post_office() as office, three(at / "server", f"server:{office.line('127.0.0.1')}") as pcs:
        yield _told("server", pcs, measured(pcs, times))
        wrong: list[str] = []
        try:
            code = pcs.waiting()[0]
            kill(office)
            pcs.drag("pc1", code)
            time.sleep(1)
            office.start()
            pcs.arrive(code)
        except AssertionError as error:
            wrong.append(str(error))
        note = "停机时照常拖动，重新启动后自动补齐，三台逐行相同"
        yield Line("服务器中途被杀，三个窗口继续工作", 1, int(not wrong and _equal(pcs)), note, tuple(wrong))
    with three(at / "folder", f"folder:{at / 'share'}") as pcs:
        yield _told("folder", pcs, measured(pcs, times))


def _told(way: str, pcs: Pcs, took: list[float]) -> Line:
    p95 = statistics.quantiles(took, n=20)[-1]
    note = f"从写入本机到写入另两台：中位数 {statistics.median(took):.2f} 秒，p95 {p95:.2f} 秒，最长 {max(took):.2f} 秒；三台逐行相同"
    return Line(_WHAT[way], len(took), len(took) if _equal(pcs) else 0, note)


def _equal(pcs: Pcs) -> bool:
    tasks = pcs.tasks()
    return tasks[0] == tasks[1] == tasks[2]
