"""The attack from outside as rows of the table: flips, logs, writers, readers, hostile rows and imports."""

from __future__ import annotations

import contextlib
import io
import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from shutil import copy
from unittest.mock import patch

from battlemap.commands.session import Session
from tests.soak import flips, hostile, imports, logs
from tests.soak.line import Line
from tests.soak.stream import found
from tests.store.released import DATA


def flipped(folder: Path, dice: Random, times: int) -> Iterator[Line]:
    """Flips single bits over a whole file, works on, and looks again."""
    path = Path(copy(DATA / "schema-1.battlemap", folder / "好.battlemap"))
    with Session.open(path, "", datetime.now) as session:
        truth = session.snapshot.rows
    whole = path.read_bytes()
    seen = [flips.flip_once(whole, truth, folder, dice) for _ in range(times)]
    outcomes = Counter(flip.outcome for flip in seen)
    wrong = tuple(fault for flip in seen for fault in flip.faults)
    note = (
        f"打开时发现 {outcomes['opening']} 次，检查时发现 {outcomes['check']} 次，"
        f"落在空白处而无害 {outcomes['harmless']} 次；继续修改 5 处、撤销、重做之后再查，没有一次不声不响地错"
    )
    yield Line("任意一位翻转后继续使用", times, sum(not flip.faults for flip in seen), note, wrong)


def mixed(folder: Path, dice: Random, times: int) -> Iterator[Line]:
    """Puts logs beside files to which they do not belong."""
    words = {
        "own": ("程序被杀后自己的预写日志", "并入，一步不少"),
        "stale": ("备份手工盖过档案，旧日志还在旁边", "认出、改名保留、未并入"),
        "swapped": ("旁边是另一份档案的日志", "认出、改名保留、未并入"),
    }
    for kind, (what, note) in words.items():
        faults = [logs.mixed_once(folder / f"{kind}-{number}", dice, kind) for number in range(times)]
        wrong = tuple(fault for found_wrong in faults for fault in found_wrong)
        yield Line(what, times, sum(not found_wrong for found_wrong in faults), note, wrong)


def together(folder: Path, times: int) -> Iterator[Line]:
    """Starts programs on one file at the same moment."""
    for is_stale, what in ((False, "四个程序同时打开一份档案"), (True, "同上，旁边有死去程序留下的锁")):
        faults = [logs.starts_once(folder, 4, is_stale) for _ in range(times)]
        wrong = tuple(fault for found_wrong in faults for fault in found_wrong)
        yield Line(what, times, sum(not found_wrong for found_wrong in faults), "每次恰有一个得到写权", wrong)


def beside(folder: Path, dice: Random, times: int) -> Iterator[Line]:
    """Opens a file for looking while another program writes."""
    path = folder / "行动.battlemap"
    found(path, dice)
    with logs.busy_writer(path, dice):
        faults = [logs.read_once(path) for _ in range(times)]
    wrong = tuple(fault for found_wrong in faults for fault in found_wrong)
    note = "作战板与日志逐行一致，检查没有误报"
    yield Line(
        "别的程序不停写入时只读打开", times, sum(not found_wrong for found_wrong in faults), note, wrong
    )


def rows(folder: Path) -> Iterator[Line]:
    """Does everything with files whose own contents are hostile."""
    place = {
        name: str(folder / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    wrong: list[str] = []
    survived = 0
    for name in hostile.ROWS:
        path = folder / "行动.battlemap"
        path.unlink(missing_ok=True)
        said = io.StringIO()
        with (
            patch.dict(os.environ, place),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
        ):
            hostile.planted(name, path)
            faults = hostile.lived_with(path)
        survived += not faults
        wrong += [f"{name}: {fault}" for fault in faults]
    note = f"每份做 {len(hostile.DEEDS)} 件事（检查、查看、反馈、出图、导出、备份）；不合规则的内容点名说明，其余照常"
    yield Line(
        "档案内容本身有害（日期、时段、方案、JSON、关联等）", len(hostile.ROWS), survived, note, tuple(wrong)
    )


def foreign(folder: Path) -> Iterator[Line]:
    """Imports files that are made to hang or starve a reader."""
    seen = {name: imports.import_once(name, folder) for name in imports.FILES}
    wrong = tuple(fault for faults, _ in seen.values() for fault in faults)
    longest = max(seconds for _, seconds in seen.values())
    failed = "、".join(name for name, (faults, _) in seen.items() if faults)
    note = f"最长 {longest:.0f} 秒，内存限 2 GB；或建成档案，或一句中文说明" + (
        f"；未通过：{failed}" if failed else ""
    )
    yield Line(
        "有害的方案与计划文件导入", len(seen), sum(not faults for faults, _ in seen.values()), note, wrong
    )
