"""Kills, cuts, damages, starves and attacks campaign files, prints a table and writes docs/reliability.md.

``python -m tests.soak [SCALE] [SEED]``: SCALE 1 is the long form, 0.05 a quick look; a look writes no document.
"""

from __future__ import annotations

import platform
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from battlemap.domain.step import TABLES
from tests.soak import attack, damage, faults, power
from tests.soak.crash import Kill, kill_once, look
from tests.soak.line import Line
from tests.soak.stream import found

DOCUMENT = Path(__file__).parents[2] / "docs/reliability.md"


def kills(folder: Path, dice: Random, times: int, is_removable: bool) -> Line:
    """Kills a writer again and again; a new file every twenty kills, so that small and large ones are hit."""
    seen: list[Kill] = []
    path = folder / "无.battlemap"
    steps: list[str] = []
    for number in range(times):
        if number % 20 == 0:
            path = folder / f"行动-{number}-{is_removable}.battlemap"
            found(path, dice)
            steps = look(path)[1]
        seen.append(kill_once(path, steps, dice, is_removable))
        steps = seen[-1].steps
    during = Counter(kill.during for kill in seen)
    hit = sum(count for name, count in during.items() if name != "between two deeds")
    names = "、".join(f"{word} {during[name]} 次" for name, word in _LONG.items() if during[name])
    note = (
        f"已确认 {sum(kill.told for kill in seen):,} 步，一步不少；{hit} 次正杀在操作中间"
        f"（{len(during)} 种操作{'，其中' + names if names else ''}）"
    )
    wrong = tuple(fault for kill in seen for fault in kill.faults)
    return Line(_KILLED[is_removable], times, sum(not kill.faults for kill in seen), note, wrong)


_KILLED = {False: "写入中强行结束进程（本机硬盘）", True: "写入中强行结束进程（U 盘方式）"}
_LONG = {
    "import": "导入",
    "backup": "备份",
    "restore": "恢复",
    "undo_to": "批量撤销",
    "reopen": "关闭与重新打开",
}


def cuts(folder: Path, dice: Random, times: int) -> Line:
    """Cuts the power: the end of the WAL is lost or rubbish."""
    wrong: list[str] = []
    survived = told = 0
    copy, written = folder / "无", []
    for number in range(times):
        if number % 50 == 0:
            place = folder / f"断电-{number}"
            place.mkdir()
            copy, written = power.write(place, dice, 60)
            told += len(written)
        found_wrong = power.cut_once(copy, written, folder, dice)
        survived += not found_wrong
        wrong += found_wrong
    note = f"预写日志在任意字节处截断，半数之后带乱码；截断点之前的步骤一步不少（共 {told} 步）"
    return Line("断电（尾部未落盘或写乱）", times, survived, note, tuple(wrong))


def harms(folder: Path, dice: Random, times: int) -> Iterator[Line]:
    """Damages copies of a file in every way and salvages them."""
    copy, _ = power.write(folder, dice, 80)
    steps = look(copy)
    assert steps[0] == []
    whole = copy.read_bytes()
    with closing(sqlite3.connect(copy)) as plain:
        counts = [plain.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES]
    rows = sum(counts)
    for kind, word in damage.KINDS.items():
        seen = [damage.harm_once(whole, kind, rows, folder, dice) for _ in range(times // len(damage.KINDS))]
        wrong = tuple(fault for harm in seen for fault in harm.faults)
        shares = sorted(harm.salvaged / harm.of for harm in seen)
        noticed = sum(bool(harm.told) for harm in seen)
        noticed_words = (
            "全部被发现并说明" if noticed == len(seen) else f"{noticed} 次被发现并说明，其余检查无误"
        )
        note = f"{noticed_words}；抢救回内容：中位数 {shares[len(shares) // 2]:.0%}，最少 {shares[0]:.0%}"
        yield Line(f"档案损坏：{word}", len(seen), sum(not harm.faults for harm in seen), note, wrong)


def causes(folder: Path, dice: Random, times: int) -> Iterator[Line]:
    """Brings about what an office does to a file that is open."""
    for what, cause in _CAUSES.items():
        for is_removable in (False, True):
            if cause is faults.copied_over and not is_removable:
                continue
            yield _caused(
                folder,
                dice,
                times,
                f"{what}（{'U 盘方式' if is_removable else '本机硬盘'}）",
                cause,
                is_removable,
            )


_CAUSES: dict[str, faults.Cause] = {
    "磁盘写满": faults.full_disk,
    "磁盘写入出错": faults.failing_writes,
    "磁盘变为只读": faults.frozen_files,
    "U 盘拔出又插回": faults.folder_away,
    "被另一程序锁住": faults.locked,
    "档案被另一文件替换": faults.replaced,
    "被同步软件换成相同副本": faults.copied_over,
}


def _caused(
    folder: Path, dice: Random, times: int, what: str, cause: faults.Cause, is_removable: bool
) -> Line:
    seen: list[faults.Trial] = []
    for number in range(times):
        place = folder / f"{what}-{number}"
        place.mkdir()
        try:
            if cause is faults.full_disk:
                with faults.small_disk(place):
                    seen.append(
                        faults.survive(place / "行动.battlemap", cause, dice, is_removable=is_removable)
                    )
            else:
                seen.append(faults.survive(place / "行动.battlemap", cause, dice, is_removable=is_removable))
        except faults.NotAllowed as reason:
            return Line(what, 0, 0, f"本机不允许制造此故障：{reason}")
    wrong = tuple(fault for trial in seen for fault in trial.faults)
    told = sorted({sentence for trial in seen for sentence in trial.told}, key=len)
    note = f"提示：{told[0]}" if told else "无提示，照常工作"
    return Line(what, times, sum(not trial.faults for trial in seen), note, wrong)


def main(words: list[str]) -> int:
    """Does everything; returns 1 where anything was not survived."""
    scale = float(words[0]) if words else 1.0
    seed = int(words[1]) if len(words) > 1 else time.time_ns() % 1_000_000
    dice, started = Random(seed), time.monotonic()

    def so_many(full: int) -> int:
        return max(1, round(full * scale))

    lines: list[Line] = []
    with TemporaryDirectory(prefix="battlemap-soak-") as name:
        folder = Path(name)
        tasks: list[Callable[[Path], Iterator[Line]]] = [
            lambda at: iter([kills(at, dice, so_many(200), False)]),
            lambda at: iter([kills(at, dice, so_many(100), True)]),
            lambda at: iter([cuts(at, dice, so_many(300))]),
            lambda at: harms(at, dice, max(len(damage.KINDS), so_many(300))),
            lambda at: causes(at, dice, so_many(10)),
            lambda at: attack.flipped(at, dice, so_many(1000)),
            lambda at: attack.mixed(at, dice, so_many(20)),
            lambda at: attack.together(at, so_many(20)),
            lambda at: attack.beside(at, dice, so_many(40)),
            lambda at: attack.rows(at),
            lambda at: attack.foreign(at),
        ]
        for number, task in enumerate(tasks):
            place = folder / str(number)
            place.mkdir()
            for line in task(place):
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
