"""A parcel: packets in one file, as they are carried on a stick, by a one-way device or through a shared folder."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path

import attrs

from battlemap.errors import BadInput
from battlemap.store.mailbox.packet import Packet, read_packet

SUFFIX = ".bmpack"
_MAGIC = b"BMPACK1\n"
#: Bytes that a parcel may unpack to.
MOST = 512 * 1024 * 1024


@attrs.frozen
class Parcel:
    """What a file says: of which campaign, by whom and when made, the packets, and in words what of it is torn."""

    campaign: str
    title: str
    site: str
    actor: str
    at: str
    packets: tuple[Packet, ...]
    torn: tuple[str, ...] = ()


def written(parcel: Parcel) -> bytes:
    """Returns the file's bytes: compressed lines, a head and one for each packet, and a digest over all of it."""
    head = {key: getattr(parcel, key) for key in ("campaign", "title", "site", "actor", "at")}
    lines = [_line({**head, "packets": len(parcel.packets)})]
    lines += [_line({"content": packet.content, "signature": packet.signature}) for packet in parcel.packets]
    body = zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), 6)
    return _MAGIC + hashlib.sha256(body).digest() + body


def read(content: bytes, name: str) -> Parcel:
    """Returns what a file says; raises BadInput, in words, for what is no parcel, not whole, or blown up."""
    if not content.startswith(_MAGIC):
        raise BadInput(f"“{name}”不是增量包，请选择由“导出增量包”写出的 {SUFFIX} 文件。")
    digest, body = content[len(_MAGIC) : len(_MAGIC) + 32], content[len(_MAGIC) + 32 :]
    if hashlib.sha256(body).digest() != digest:
        raise BadInput(f"“{name}”不完整或已损坏，没有接收；请重新复制一份。")
    try:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(body, MOST)
        if unpacking.unconsumed_tail:
            raise BadInput(f"“{name}”解开后超过 {MOST >> 20} MB，不像增量包，没有接收。")
        first, *lines = text.decode("utf-8", "surrogatepass").split("\n")
        head = json.loads(first)
        fields = {key: str(head[key]) for key in ("campaign", "title", "site", "actor", "at")}
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"“{name}”已损坏，没有接收；请重新复制一份。", str(error)) from error
    packets, torn = _packets(lines)
    return Parcel(**fields, packets=tuple(packets), torn=tuple(torn))


def read_files(paths: Iterable[Path]) -> tuple[list[Packet], list[str]]:
    """Returns the packets of several files, and in words what is torn: a file that is none takes nothing from the others."""
    packets: list[Packet] = []
    torn: list[str] = []
    for path in paths:
        try:
            parcel = read(path.read_bytes(), path.name)
        except OSError as error:
            torn.append(f"无法读取“{path}”，请核对路径（{error.strerror}）。")
        except BadInput as error:
            torn.append(str(error))
        else:
            packets += parcel.packets
            torn += parcel.torn
    return packets, torn


def _packets(lines: Iterable[str]) -> tuple[list[Packet], list[str]]:
    packets: list[Packet] = []
    torn: list[str] = []
    for line in lines:
        try:
            data = json.loads(line)
            packets.append(read_packet(str(data["content"]), str(data.get("signature", ""))))
        except BadInput as error:
            torn.append(str(error))
        except (ValueError, KeyError, TypeError):
            torn.append("有一行已损坏，没有接收。")
    return packets, torn


def _line(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
