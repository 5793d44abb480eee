"""What the 体检 asks of a campaign file: is it whole, can it be written, is it backed up, does the clock fit its journal."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from battlemap.errors import BattlemapError
from battlemap.shown.health.findings import Finding
from battlemap.shown.health.machine import room
from battlemap.store.backup.backups import backups_of
from battlemap.store.damage.inspection import inspect

#: A backup that is older is told of.
_OLD: Final = timedelta(days=3)
#: The clock may be behind the newest step by so much.
_SKEW: Final = timedelta(minutes=2)


def campaign_findings(path: Path, now: datetime, is_stopped: Callable[[], bool]) -> list[Finding]:
    """Returns what holds of a file; a damaged one is a finding, not an error."""
    made = [whole(path, now, is_stopped), room("档案所在磁盘", path.parent)]
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        made.append(
            Finding(
                "档案权限", "档案或所在文件夹只读", "hint", "只能查看和打印；要修改请另存到可写的文件夹。"
            )
        )
    made.append(backed_up(path, now))
    return made


def whole(path: Path, now: datetime, is_stopped: Callable[[], bool]) -> Finding:
    """Returns whether the file stands the full check, and whether its newest step lies in the future."""
    try:
        findings = inspect(path, now, is_stopped)
    except BattlemapError as error:
        return Finding("档案", str(error), "bad", "请用“从备份恢复”或“抢救”，原文件先不要动。")
    if findings.faults:
        words = f"有 {len(findings.faults)} 处问题：{findings.faults[0]}"
        return Finding("档案", words, "bad", "请先备份留下现状，再看“文件 › 检查档案”的清单。")
    if findings.newest_at is not None and findings.newest_at > now + _SKEW:
        words = f"最近一步记于 {findings.newest_at:%Y-%m-%d %H:%M}，晚于本机时间"
        return Finding("档案", words, "hint", "本机时钟可能被拨慢，请校准后再操作。")
    return Finding("档案", f"“{path.name}”完好：{findings.steps} 步，日志与现状一致")


def backed_up(path: Path, now: datetime) -> Finding:
    """Returns how old the newest backup beside the file is."""
    backups = backups_of(path, None)
    if not backups:
        return Finding("备份", "还没有备份", "hint", "请点“文件 › 立即备份”，并定期拷到另一块磁盘。")
    age = now - max(backup.at for backup in backups)
    words = f"{len(backups)} 份，最近一份在 {max(age.days, 0)} 天前"
    if age > _OLD:
        return Finding("备份", words, "hint", "备份较旧，请点“文件 › 立即备份”。")
    return Finding("备份", words)
