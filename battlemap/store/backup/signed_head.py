"""The signed head of a backup: number and hash of its newest step, signed with the PC's key, in a line beside its checksum.

Who rewrites the whole journal of a file makes every hash fit again, but cannot sign: a backup from before tells of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import attrs

from battlemap.store.backup.backups import Backup, digest_path
from battlemap.store.connection import connect_by
from battlemap.store.mailbox import keys

_MARK: Final = "# head"


@attrs.frozen
class SignedHead:
    """A step's number and hash, and by whose key they were signed."""

    campaign: str
    number: int
    hash: str
    key: str
    signature: str

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.campaign} {self.number} {self.hash}"

    @property
    def is_genuine(self) -> bool:
        """Whether the signature is that of the key."""
        return keys.is_signed(self.key, self.text, self.signature)


def sign(backup: Path, folder: Path) -> Path:
    """Signs a backup with the key that lies in `folder`, where there is one; returns the backup's path."""
    secret = keys.kept_in(folder)
    head = _head(backup) if secret else None
    if head is not None:
        unsigned = SignedHead(*head, keys.public_of(secret), "")
        signed = attrs.evolve(unsigned, signature=keys.signed(secret, unsigned.text))
        line = f"{_MARK} {signed.text} {signed.key} {signed.signature}\n"
        with suppress(OSError), digest_path(backup).open("a", encoding="utf-8") as file:
            file.write(line)
    return backup


def head_of(backup: Path) -> SignedHead | None:
    """Returns the signed head of a backup, None where it has none."""
    with suppress(OSError, UnicodeDecodeError, ValueError):
        for line in digest_path(backup).read_text("utf-8").splitlines():
            if line.startswith(_MARK):
                campaign, number, hash, key, signature = line.removeprefix(_MARK).split()
                return SignedHead(campaign, int(number), hash, key, signature)
    return None


def why_heads_do_not_fit(connection: sqlite3.Connection, backups: Iterable[Backup]) -> Iterator[str]:
    """Yields in words what the signed heads of backups, newest first, say against a journal."""
    campaign = connection.execute("SELECT id FROM campaign").fetchone()
    member_keys: set[str] = set()
    with suppress(sqlite3.OperationalError):  # a file of an earlier version has no members
        member_keys = {key for (key,) in connection.execute("SELECT public_key FROM member")}
    for backup in backups:
        head = head_of(backup.path)
        if head is None or campaign is None or head.campaign != campaign[0]:
            continue
        name = f"{backup.at:%Y-%m-%d %H:%M} 的备份"
        if not head.is_genuine:
            yield f"{name}的签名不对：备份的记录被改动过（{backup.path.name}）"
            continue
        if member_keys and head.key not in member_keys:
            yield f"{name}是用没有登记的钥匙签的（{backup.path.name}）"
        line = connection.execute("SELECT hash FROM step WHERE number = ?", [head.number]).fetchone()
        if line is None:
            yield f"日志比{name}还短，缺第 {head.number} 步：从更早的备份恢复过，或日志被改写过"
        elif line[0] != head.hash:
            yield f"日志第 {head.number} 步与{name}的签名不符：从旧备份恢复后又有改动，或日志被改写过"


def _head(backup: Path) -> tuple[str, int, str] | None:
    with suppress(sqlite3.Error), closing(connect_by(backup, "mode=ro&immutable=1")) as connection:
        campaign = connection.execute("SELECT id FROM campaign").fetchone()
        step = connection.execute("SELECT number, hash FROM step ORDER BY number DESC LIMIT 1").fetchone()
        if campaign and step:
            return str(campaign[0]), int(step[0]), str(step[1])
    return None
