"""Kills, cuts, damages, starves and attacks campaign files, prints a table and writes docs/reliability.md.

``python -m tests.soak [SCALE] [SEED]``: SCALE 1 is the long form, 0.05 a quick look; a look writes no document.
"""

from __future__ import annotations

import platform
import sqlite3
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from tests.soak.line import Line
from tests.soak.parts import PARTS, part

DOCUMENT = Path(__file__).parents[2] / "docs/reliability.md"
#: Parts that are done at the same time, each in a process of its own.
_AT_ONCE = 4


def main(words: list[str]) -> int:
    """Does everything, several parts at a time; returns 1 where anything was not survived."""
    scale = float(words[0]) if words else 1.0
    seed = int(words[1]) if len(words) > 1 else time.time_ns() % 1_000_000
    started = time.monotonic()
    lines: list[Line] = []
    # a process that has threads is not copied: each part begins anew
    with ProcessPoolExecutor(_AT_ONCE, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(part, name, scale, seed) for name in PARTS]:
            for line in done.result():
                lines.append(line)
                print(f"{line.survived}/{line.tried}  {line.what}：{line.note}", flush=True)
                for fault in line.faults[:5]:
                    print(f"    {fault}", flush=True)
    tried, survived = sum(line.tried for line in lines), sum(line.survived for line in lines)
    minutes = (time.monotonic() - started) / 60
    print(f"\n共 {tried} 次，{survived} 次完好，用时 {minutes:.0f} 分钟，种子 {seed}")
    if scale >= 1:
        DOCUMENT.write_text(document(lines, minutes, seed), encoding="utf-8")
    return 0 if tried == survived else 1


def document(lines: list[Line], minutes: float, seed: int) -> str:
    """Returns what stands in docs/reliability.md."""
    rows = "\n".join(f"| {line.what} | {line.tried} | {line.survived} | {line.note} |" for line in lines)
    tried, survived = sum(line.tried for line in lines), sum(line.survived for line in lines)
    return f"""# 可靠性试验

`make soak` 反复试验真实的档案和进程，并改写本页；`make test` 每次运行其中的简短部分。

“完好”指：档案能打开，数据页检查无误，日志逐步推算的结果与现状逐行一致，散列链不断，程序已确认的步骤一步不少；
遇到故障时只给出中文提示，不留半步操作，故障消除后接着工作。档案损坏的各项，“完好”指程序不崩溃、损坏的档案原样不动、
抢救出的新档案完整无误；能救回多少另列。

故障的制造办法：强行结束是 SIGKILL；断电是把预写日志截断或写乱后再打开，并未真的断电；U 盘方式是改用回滚日志，档案仍在本机硬盘；
磁盘写满是装满一个小的内存盘；写入出错靠限制文件长度；只读靠给文件加不可改标志；U 盘拔出是把文件夹移走再移回。
位翻转是在整份档案中任取一位；“完好”指：打开时拒绝并说明，或检查时指出，或内容与原来逐行一致；继续修改、撤销、重做之后仍然如此。
有害内容由 sqlite3 连同正确的散列写入，即本程序的日志也“承认”它。

{date.today()}，Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}，{platform.system()} {platform.machine()}，
用时 {minutes:.0f} 分钟，种子 {seed}：共试 {tried} 次，{survived} 次完好。

| 试验 | 次数 | 完好 | 说明 |
|---|---:|---:|---|
{rows}
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
