"""What is wrong with a file that does not open, told apart: empty, cut off, zeroed, foreign, too new, damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from battlemap.domain.words import brief
from battlemap.errors import FileDamaged, FileTooNew, NotACampaign, NotFound
from battlemap.paths import SUFFIX
from battlemap.store import journal
from battlemap.store.connection import CONTENT, has_companion
from battlemap.store.damage.readable import BROKEN
from battlemap.store.guards import APPLICATION_ID, SCHEMA_VERSION, Strangeness, strangeness, triggers
from battlemap.store.lock import lock_path
from battlemap.store.schema import things

_HEADER: Final = b"SQLite format 3\x00"
#: The length of SQLite's header, and the smallest page.
_HEAD, _SMALLEST_PAGE = 100, 512
#: Bytes of a file that is long: a shorter one is read whole in some 20 ms.
_LONG: Final = 8 << 20
_LAST_PAGES: Final = 64
_WAY_OUT: Final = "请从备份恢复，或抢救其中可读的内容。"


def guard_header(path: Path) -> None:
    """Raises NotFound, NotACampaign or FileDamaged where the first bytes and the length already tell it."""
    if not path.is_file():
        raise NotFound(f"找不到“{path}”，请检查位置，或从“最近”中移除。")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise FileDamaged(f"“{path.name}”是空文件（0 字节），请从备份恢复。")
    if not head[: len(_HEADER)].strip(b"\x00"):
        raise FileDamaged(f"“{path.name}”开头已被清零，档案损坏，{_WAY_OUT}")
    if not head.startswith(_HEADER):
        raise NotACampaign(f"“{path.name}”不是作战图档案，请选择扩展名为 {SUFFIX} 的文件。")
    _guard_length(path, head)


def is_in_wal_mode(path: Path) -> bool:
    """Whether the header says that newer content may lie in a log beside the file: it was not closed by the program."""
    return _head(path)[18:20] == b"\x02\x02"


def is_marked_when_closed(path: Path) -> bool:
    """Whether the program that wrote the file takes that mark away when it closes it: those of the first schema did not."""
    return int.from_bytes(_head(path)[60:64], "big") > 1


def was_closed(path: Path) -> bool:
    """Whether the program that wrote a long file last has closed it: its header says so, and nothing lies beside it.

    A short file is never said to be: it is checked whole in a moment.
    """
    if path.stat().st_size < _LONG or is_in_wal_mode(path) or not is_marked_when_closed(path):
        return False
    return not (lock_path(path).exists() or any(has_companion(path, ending) for ending in CONTENT))


def has_sound_end(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether what was written last is there: none of the last pages is empty, and the newest step bears its hash."""
    with path.open("rb") as file:
        size = page_size(file.read(_HEAD)) or _SMALLEST_PAGE
        file.seek(max(0, path.stat().st_size // size - _LAST_PAGES) * size)
        while page := file.read(size):
            if not page.strip(b"\x00"):
                return False
    try:
        newest = journal.last_header(connection)
        return newest is not None and newest.hash == journal.hash_of(connection, newest)
    except BROKEN:
        return False


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _guard_length(path: Path, head: bytes) -> None:
    """Raises FileDamaged where the file is shorter than its header says (a copy or download that broke off)."""
    if has_companion(path, "-wal") or has_companion(path, "-journal"):
        return
    size = path.stat().st_size
    pages = int.from_bytes(head[28:32], "big") if head[24:28] == head[92:96] else 0
    wanted = max(pages, 1) * (page_size(head) or _SMALLEST_PAGE)
    if len(head) < _HEAD or size < wanted:
        raise FileDamaged(
            f"“{path.name}”不完整：应有 {_kib(wanted)} KB，只有 {_kib(size)} KB，"
            f"可能是复制或传输时中断。请重新复制，或从备份恢复。"
        )


def guard_identity(connection: sqlite3.Connection, path: Path) -> int:
    """Returns the schema's version; raises NotACampaign for another program's file, FileTooNew for a newer one."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise NotACampaign(f"“{path.name}”是别的程序的数据库，不是作战图档案。")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise FileTooNew(
            f"“{path.name}”由更新版本的程序保存（格式 {version}，本程序支持到 {SCHEMA_VERSION}），请升级程序后再打开。"
        )
    return version


def guard_wholeness(connection: sqlite3.Connection, path: Path) -> None:
    """Raises FileDamaged where a page is not what it should be, and says how many are zeroed."""
    try:
        verdict = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        verdict = [str(error)]
    if verdict == ["ok"]:
        return
    zeroed, pages = zeroed_pages(path)
    what = f"有 {zeroed} 页（共 {pages} 页）被清零" if zeroed else f"共 {pages} 页，部分内容读不出"
    raise FileDamaged(f"“{path.name}”已损坏：{what}。{_WAY_OUT}", "\n".join(verdict))


def guard_schema(connection: sqlite3.Connection, path: Path) -> list[str]:
    """Returns warnings of what somebody has added that does no harm.

    Raises FileDamaged where a table is changed or missing, a trigger is missing, changed or a stranger, or the gate is open.
    """
    strange = strangeness(connection)
    for words, names in _schema_words(strange):
        raise FileDamaged(f"“{path.name}”{words}，{_WAY_OUT}", names)
    if not strange.harmless:
        return []
    names = "、".join(brief(name) for name in strange.harmless[:3])
    return [f"档案中有 {len(strange.harmless)} 个不属于本程序的表或视图（{names}），内容未受影响。"]


def schema_faults(connection: sqlite3.Connection) -> list[str]:
    """Returns everything in which the schema differs, in words, for the full check."""
    strange = strangeness(connection)
    faults = [f"{words}：{names}" if names else words for words, names in _schema_words(strange)]
    if strange.harmless:
        faults.append(f"有不属于本程序的表或视图：{'、'.join(brief(name) for name in strange.harmless)}")
    return faults


def _schema_words(strange: Strangeness) -> Iterator[tuple[str, str]]:
    if strange.tables:
        yield f"有 {len(strange.tables)} 张表或索引缺失或结构被改动", "、".join(strange.tables)
    if strange.triggers:
        yield (
            f"有 {len(strange.triggers)} 个保护触发器缺失、被改动或来历不明，记录已不可信",
            "、".join(strange.triggers),
        )
    if strange.gate:
        yield f"{strange.gate}，可能有别的程序绕过记录写入过", ""


def guard_strangers(connection: sqlite3.Connection, path: Path) -> None:
    """Raises FileDamaged where a file of an older schema bears a trigger that no program of ours has written."""
    acting = {thing.name for thing in things(connection) if thing.kind.lower() == "trigger"}
    strangers = sorted(acting - triggers().keys())
    if strangers:
        raise FileDamaged(
            f"“{path.name}”有 {len(strangers)} 个不属于本程序的触发器，记录已不可信，{_WAY_OUT}",
            "、".join(strangers),
        )


def without_campaign(path: Path, steps: int) -> str:
    """Returns what is said of a whole file that holds steps but no campaign, or nothing at all: never to delete it."""
    if steps:
        return (
            f"“{path.name}”中有 {steps} 步操作记录，却没有作战行动，可能复制得不完整。请勿删除；"
            "请向来源重新索取，或从备份恢复。"
        )
    return f"“{path.name}”中还没有作战行动，可能建档或复制时中断。请核对来源；确是空档案时，另建一份即可。"


def zeroed_pages(path: Path) -> tuple[int, int]:
    """Returns how many pages hold nothing but zeros, and how many there are."""
    with path.open("rb") as file:
        size = page_size(file.read(_HEAD)) or 4096
        file.seek(0)
        empty = bytes(size)
        zeroed = pages = 0
        while page := file.read(size):
            pages += 1
            zeroed += page == empty[: len(page)]
    return zeroed, pages


def page_size(head: bytes) -> int:
    """Returns the page size that a header tells, or 0 where it tells none that can be."""
    stated = int.from_bytes(head[16:18], "big")
    size = 65536 if stated == 1 else stated
    return size if size >= _SMALLEST_PAGE and size & (size - 1) == 0 else 0


def _kib(size: int) -> str:
    return f"{-(-size // 1024):,}"
