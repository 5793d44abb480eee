"""A shared folder as a carrier: immutable parcels, written aside and renamed, one folder per site; never a database."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from battlemap.errors import BadInput, CarrierAway
from battlemap.moving import move_over, take_away
from battlemap.store.mailbox import parcel
from battlemap.store.mailbox.carrier import Brought, Member, Standing
from battlemap.store.mailbox.packet import Packet
from battlemap.store.mailbox.parcel import SUFFIX, Parcel
from battlemap.store.mailbox.wishes import told, wish

_NAME: Final = re.compile(r"(\d{8})-(\d{8})" + re.escape(SUFFIX))
_SITE: Final = re.compile(r"[0-9A-Za-z_-]{1,40}")
_HERE: Final = "here.json"
#: More than any number of a packet.
_NEVER: Final = 1 << 62
#: Packets of one file at most.
_MANY: Final = 2_000
#: Who has not been heard of for so long is not told of any more.
_LONG: Final = timedelta(days=30)


class FolderCarrier:
    """Polled; what a file is called tells what is in it, so that only new ones are read."""

    def __init__(self, folder: Path, campaign: str, title: str, site: str, actor: str) -> None:
        self.folder, self._root = folder, folder / f"battlemap-{campaign}"
        self._campaign, self._title, self._site, self._actor = campaign, title, site, actor
        #: Files that were torn, by size and moment: they are looked at again only when they have become others.
        self._torn: dict[Path, tuple[int, int]] = {}

    def send(self, packets: Sequence[Packet], again: Collection[int] = ()) -> int:
        """Writes the own packets that the folder does not hold yet; what somebody has taken away is written again.

        A file never holds others than its name tells.
        """
        own = sorted((p for p in packets if p.site == self._site), key=lambda packet: packet.seq)
        try:
            there = self._numbers(self._root / self._site)
            lacking = [
                p for p in own if p.seq in again or not any(first <= p.seq <= last for first, last in there)
            ]
            for some in _runs(lacking):
                self._write(some)
            return len(lacking)
        except OSError as error:
            raise _away(self.folder, error) from error

    def bring(self, vector: Mapping[str, int]) -> Brought:
        """Reads the files of the other sites that hold something new."""
        packets: list[Packet] = []
        torn: list[str] = []
        wants: list[str] = []
        try:
            for place in self._places(with_own=True):
                # what stands there in the own name is looked at where it is asked for
                least = vector.get(place.name, 0 if place.name != self._site else _NEVER)
                for first, last in self._numbers(place):
                    if last > least and not self._read(place / _file(first, last), packets, torn):
                        wants.append(wish(place.name, max(first, least + 1), last))
        except OSError as error:
            raise _away(self.folder, error) from error
        return Brought(tuple(packets), tuple(torn), tuple(wants))

    def standing(self) -> Standing:
        """Reads the last of the own files; what the others hold is told by their names."""
        packets: list[Packet] = []
        whole = 0
        try:
            there = self._numbers(self._root / self._site)
            for first, last in there:
                whole = last if first <= whole + 1 <= last else whole
            if there:
                newest = max(there, key=lambda pair: pair[1])
                self._read(self._root / self._site / _file(*newest), packets, [])
        except OSError as error:
            raise _away(self.folder, error) from error
        last_own = max((p for p in packets if p.site == self._site), key=lambda p: p.seq, default=None)
        return Standing(last_own.seq, last_own.hash, whole) if last_own else Standing(whole=whole)

    def appear(self, member: Member) -> None:
        """Leaves a word of who is there."""
        word = {
            "actor": member.actor,
            "at": member.at.isoformat(timespec="seconds"),
            "task": member.task,
            "wants": list(member.wants),
        }
        try:
            self._put(self._root / self._site / _HERE, json.dumps(word, ensure_ascii=False).encode())
        except OSError as error:
            raise _away(self.folder, error) from error

    def members(self, now: datetime) -> tuple[Member, ...]:
        """Returns who has left a word; when it was heard is told by the share's own clock against what it says of us."""
        members = []
        try:
            for place in self._places():
                with contextlib.suppress(FileNotFoundError, ValueError, KeyError, TypeError):
                    word = json.loads((place / _HERE).read_bytes())
                    written = datetime.fromtimestamp((place / _HERE).stat().st_mtime)
                    at = datetime.fromisoformat(word["at"])
                    heard = written + self._lag(now)
                    if now - heard < _LONG:
                        who, task, wants = (
                            str(word["actor"]),
                            str(word.get("task", "")),
                            told(word.get("wants")),
                        )
                        members.append(Member(place.name, who, at, heard, task, wants))
        except OSError as error:
            raise _away(self.folder, error) from error
        return tuple(sorted(members, key=lambda member: member.heard_at, reverse=True))

    def close(self) -> None:
        """Holds nothing open."""

    # -- files --------------------------------------------------------------------------------------------------

    def _lag(self, now: datetime) -> timedelta:
        """Returns by how much our clock goes before the share's, by the word that we have left ourselves."""
        own = self._root / self._site / _HERE
        try:
            written_at = datetime.fromisoformat(json.loads(own.read_bytes())["at"])
            return written_at - datetime.fromtimestamp(own.stat().st_mtime)
        except (OSError, ValueError, KeyError, TypeError):
            return timedelta()

    def _places(self, *, with_own: bool = False) -> list[Path]:
        if not self.folder.is_dir():
            raise FileNotFoundError(self.folder)
        if not self._root.is_dir():
            return []
        return sorted(
            p for p in self._root.iterdir() if _SITE.fullmatch(p.name) and (with_own or p.name != self._site)
        )

    def _numbers(self, place: Path) -> list[tuple[int, int]]:
        if not self.folder.is_dir():
            raise FileNotFoundError(self.folder)
        if not place.is_dir():
            return []
        matches = (_NAME.fullmatch(entry.name) for entry in place.iterdir())
        return sorted((int(match[1]), int(match[2])) for match in matches if match)

    def _write(self, packets: Sequence[Packet]) -> None:
        bundle = Parcel(self._campaign, self._title, self._site, self._actor, packets[-1].at, tuple(packets))
        name = _file(packets[0].seq, packets[-1].seq)
        self._put(self._root / self._site / name, parcel.written(bundle))

    def _read(self, path: Path, packets: list[Packet], torn: list[str]) -> bool:
        """Reads a file, or notes what is torn of it; returns whether it was whole."""
        try:
            stat = path.stat()
            size = stat.st_size, stat.st_mtime_ns
            if self._torn.get(path) == size:
                return False
            bundle = parcel.read(path.read_bytes(), path.name)
        except FileNotFoundError:
            return True
        except BadInput as error:
            # a sync program may be at work on it still: it is read again when it has become another one
            self._torn[path] = size
            torn.append(str(error))
            return False
        self._torn.pop(path, None)
        packets += bundle.packets
        torn += bundle.torn
        return not bundle.torn

    def _put(self, path: Path, content: bytes) -> None:
        """Writes a file aside and gives it its name: whoever looks sees all of it or nothing."""
        if not self.folder.is_dir():
            raise FileNotFoundError(self.folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            move_over(Path(name), path)
        except BaseException:
            with contextlib.suppress(OSError):
                take_away(Path(name))
            raise


def _runs(packets: Sequence[Packet]) -> Iterator[list[Packet]]:
    """Yields packets that follow each other, so many to a file at most."""
    run: list[Packet] = []
    for packet in packets:
        if run and (packet.seq != run[-1].seq + 1 or len(run) == _MANY):
            yield run
            run = []
        run.append(packet)
    if run:
        yield run


def _file(first: int, last: int) -> str:
    return f"{first:08d}-{last:08d}{SUFFIX}"


def _away(folder: Path, error: OSError) -> CarrierAway:
    detail = f"{type(error).__name__}: {error}"
    if getattr(error, "errno", None) in (28, 122):
        return CarrierAway(f"共享文件夹“{folder}”空间已满，改动先存在本机，腾出空间后自动补发。", detail)
    if isinstance(error, PermissionError):
        return CarrierAway(
            f"没有权限写入共享文件夹“{folder}”，改动先存在本机，请联系管理员开通写权限。", detail
        )
    return CarrierAway(f"共享文件夹“{folder}”暂时连不上，改动先存在本机，恢复后自动补发。", detail)
