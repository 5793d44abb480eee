"""The seal: number and hash of a step, short enough to stand on paper; who rewrites the past cannot rewrite the paper."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Final

from battlemap.domain.words import brief
from battlemap.errors import BadInput
from battlemap.store.damage.readable import BROKEN

#: Characters of the hash on paper: 48 bits, which nobody hits by trying a step's words.
_HASH: Final = 12
_SEAL: Final = re.compile(rf"\s*(\d+)\s*[-–— ]\s*([0-9a-fA-F]{{{_HASH}}})\s*")


def seal_of(connection: sqlite3.Connection) -> str:
    """Returns the seal of the newest step, 「53-a1b2c3d4e5f6」; "" in a new file."""
    head = connection.execute("SELECT number, hash FROM step ORDER BY number DESC LIMIT 1").fetchone()
    return f"{head[0]}-{str(head[1])[:_HASH]}" if head else ""


def why_seal_does_not_fit(connection: sqlite3.Connection, seal: str) -> str:
    """Returns in words why a seal is none of this file's, "" where it is; raises BadInput for what is no seal."""
    read = _SEAL.fullmatch(seal)
    if read is None:
        raise BadInput(f"“{brief(seal)}”不是封印，请照抄图上的“53-a1b2c3d4e5f6”那样的一串。")
    number, start = int(read[1]), read[2].lower()
    line = connection.execute("SELECT hash FROM step WHERE number = ?", [min(number, 1 << 60)]).fetchone()
    if line is None:
        return f"档案中没有第 {number} 步，可能是较早的副本，或之后的记录已被去掉"
    return "" if str(line[0]).startswith(start) else f"第 {number} 步或其前的记录在那之后被改写过"


def first_broken_seal(connection: sqlite3.Connection) -> str:
    """Returns in words the first edition whose seal no longer fits the journal, "" where all do."""
    try:
        editions = connection.execute("SELECT title, number, details FROM edition ORDER BY rowid").fetchall()
    except BROKEN:
        return ""
    for title, number, details in editions:
        seal = _seal_in(details)
        why = why_seal_does_not_fit(connection, seal) if seal and _SEAL.fullmatch(seal) else ""
        if why:
            return f"{brief(str(title))}第 {number} 期的封印 {seal} 与日志不符：{why}"
    return ""


def _seal_in(details: object) -> str:
    try:
        data = json.loads(str(details))
        return str(data["seal"]) if isinstance(data, dict) and "seal" in data else ""
    except (ValueError, RecursionError):
        return ""
