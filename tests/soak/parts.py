"""The parts of the soak's table: each is done in a process, a folder and with dice of its own."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from battlemap.domain.step import TABLES
from tests.soak import attack, damage, faults, power, sites, windows
from tests.soak.crash import Kill, kill_once, look
from tests.soak.line import Line
from tests.soak.stream import found


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
    survived = steps = 0
    copy, written = folder / "无", []
    for number in range(times):
        if number % 50 == 0:
            place = folder / f"断电-{number}"
            place.mkdir()
            copy, written = power.write(place, dice, 60)
            steps += len(written)
        found_wrong = power.cut_once(copy, written, folder, dice)
        survived += not found_wrong
        wrong += found_wrong
    note = f"预写日志在任意字节处截断，半数之后带乱码；截断点之前的步骤一步不少（共 {steps} 步）"
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
    sentences = sorted({sentence for trial in seen for sentence in trial.told}, key=len)
    note = f"提示：{sentences[0]}" if sentences else "无提示，照常工作"
    return Line(what, times, sum(not trial.faults for trial in seen), note, wrong)


#: Name of a part → what it does at a place, with dice and a count of how often "once" is.
PARTS: dict[str, Callable[[Path, Random, Callable[[int], int]], Iterator[Line]]] = {
    "kills": lambda at, dice, many: iter([kills(at, dice, many(200), False)]),
    "kills on a stick": lambda at, dice, many: iter([kills(at, dice, many(100), True)]),
    "power": lambda at, dice, many: iter([cuts(at, dice, many(300))]),
    "damage": lambda at, dice, many: harms(at, dice, max(len(damage.KINDS), many(300))),
    "causes": lambda at, dice, many: causes(at, dice, many(10)),
    "flips": lambda at, dice, many: attack.flipped(at, dice, many(1000)),
    "logs": lambda at, dice, many: attack.mixed(at, dice, many(20)),
    "starts": lambda at, dice, many: attack.together(at, many(20)),
    "readers": lambda at, dice, many: attack.beside(at, dice, many(40)),
    "rows": lambda at, dice, many: attack.rows(at),
    "imports": lambda at, dice, many: attack.foreign(at),
    "sites": lambda at, dice, many: iter([sites.histories(dice, many(10_000))]),
    "windows": lambda at, dice, many: windows.drags(at, max(3, many(40))),
}


def part(name: str, scale: float, seed: int) -> list[Line]:
    """Does one part of the table in a folder of its own."""
    with TemporaryDirectory(prefix="battlemap-soak-") as folder:
        return list(
            PARTS[name](Path(folder), Random(f"{seed} {name}"), lambda full: max(1, round(full * scale)))
        )
