"""The bundled fonts in a PDF: their own outlines go in, where Qt would draw each anew with a third more points."""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from battlemap.paths import resource

#: As they are called in a PDF, behind the six letters of a part of a font.
_FILES: Final = {
    b"BattlemapSansSC-Regular": "BattlemapSansSC-Regular.ttf",
    b"BattlemapSansSC-Bold": "BattlemapSansSC-Bold.ttf",
}
_DESCRIPTOR: Final = re.compile(rb"/FontName /[A-Z]{6}\+([\w-]+)\n.*?/FontFile2 (\d+) 0 R", re.S)
_RANGE: Final = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> (?:\[([^\]]*)\]|<([0-9A-F]+)>)")
_STREAM: Final = re.compile(rb"<<(.*?)>>\nstream\n", re.S)
#: What a font in a PDF must have.
_TABLES: Final = (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
_READ: Final = frozenset((*_TABLES, b"cmap")) - {b"glyf"}
#: So many thousandths of an em may a width differ: Qt rounds.
_ROUNDING: Final = 2
_LEVEL: Final = 9


def with_own_outlines(content: bytes) -> bytes:
    """Returns the PDF that Qt has written with the outlines of the bundled fonts in place of those that Qt has drawn.

    Characters, places and widths stay as they are; a font in which a character is not the one that it stands for is left
    as Qt has made it.
    """
    objects = _Objects(content)
    for number, body in objects.bodies.items():
        found = _DESCRIPTOR.search(body) if b"/FontFile2" in body else None
        name = _FILES.get(found[1]) if found else None
        if found is None or name is None:
            continue
        chars = _chars_of(objects, number)
        ours = chars and _part(resource("fonts", name), chars, objects.stream(int(found[2])))
        if ours:
            objects.put_stream(int(found[2]), ours)
    return objects.content()


class _Objects:
    """The numbered things of a PDF as Qt writes it: one table of places at the end, nothing packed into one another."""

    def __init__(self, content: bytes) -> None:
        table = int(content[content.rindex(b"startxref") :].split()[1])
        lines = content[table : content.index(b"trailer", table)].split(b"\n")[2:]
        places = sorted((int(line[:10]), number) for number, line in enumerate(lines) if line[17:18] == b"n")
        self._head = content[: places[0][0]]
        self._tail = content[content.index(b"trailer", table) : content.rindex(b"startxref")]
        ends = [*(place for place, _ in places[1:]), table]
        self.bodies = {number: content[place:end] for (place, number), end in zip(places, ends, strict=True)}

    def stream(self, number: int) -> bytes:
        """Returns what a stream holds, unpacked."""
        body = self.bodies[number]
        packed = body[body.index(b"stream\n") + 7 : body.rindex(b"\nendstream")]
        return zlib.decompressobj().decompress(packed) if b"/FlateDecode" in body[:200] else packed

    def put_stream(self, number: int, plain: bytes) -> None:
        """Puts other bytes into a stream, packed."""
        packed = zlib.compress(plain, _LEVEL)
        head = b"%d 0 obj\n<<\n/Length1 %d\n/Length %d\n/Filter /FlateDecode\n>>\nstream\n"
        self.bodies[number] = head % (number, len(plain), len(packed)) + packed + b"\nendstream\nendobj\n"

    def content(self) -> bytes:
        """Returns the file, every thing at the place that the table says."""
        parts, place, places = [self._head], len(self._head), dict[int, int]()
        for number, body in self.bodies.items():
            places[number] = place
            parts.append(body)
            place += len(body)
        size = max(places) + 1
        lines = [
            b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
            for number in range(size)
        ]
        table = b"xref\n0 %d\n" % size + b"".join(lines)
        return b"".join((*parts, table, self._tail, b"startxref\n%d\n%%%%EOF\n" % place))


def _chars_of(objects: _Objects, descriptor: int) -> list[str]:
    """Returns the character of every outline of a font, by its number in the font; [] where that is not told."""
    below = next(
        (n for n, body in objects.bodies.items() if b"/FontDescriptor %d 0 R" % descriptor in body), None
    )
    above = next(
        (body for body in objects.bodies.values() if b"/DescendantFonts [%d 0 R]" % (below or 0) in body), b""
    )
    told = re.search(rb"/ToUnicode (\d+) 0 R", above)
    if told is None:
        return []
    chars: list[str] = []
    for first, last, several, one in _RANGE.findall(objects.stream(int(told[1]))):
        codes = [bytes.fromhex(code.decode()) for code in re.findall(rb"<([0-9A-F]+)>", several)] or [
            (int(one, 16) + by).to_bytes(len(one) // 2, "big")
            for by in range(int(last, 16) - int(first, 16) + 1)
        ]
        if int(first, 16) != len(chars):
            return []
        chars += [code.decode("utf-16-be", "replace") for code in codes]
    return chars


class _Font:
    """A TrueType font without composed outlines: its tables, and where in the file its outlines begin."""

    def __init__(self, file: BinaryIO) -> None:
        count = struct.unpack(">4xH6x", file.read(12))[0]
        entries = [struct.unpack(">4sLLL", file.read(16)) for _ in range(count)]
        self._begin = next(begin for tag, _, begin, _ in entries if tag == b"glyf")
        self.tables: dict[bytes, bytes] = {}
        for tag, _, begin, length in entries:
            if tag in _READ:
                file.seek(begin)
                self.tables[tag] = file.read(length)

    @property
    def em(self) -> int:
        """Units per em."""
        return int(struct.unpack_from(">H", self.tables[b"head"], 18)[0])

    @property
    def count(self) -> int:
        """The number of outlines."""
        return int(struct.unpack_from(">H", self.tables[b"maxp"], 4)[0])

    def metrics(self, outline: int) -> tuple[int, int]:
        """Returns width and left side bearing of an outline."""
        table = self.tables[b"hmtx"]
        wide = struct.unpack_from(">H", self.tables[b"hhea"], 34)[0]
        if outline < wide:
            width, bearing = struct.unpack_from(">Hh", table, 4 * outline)
        else:
            (width,) = struct.unpack_from(">H", table, 4 * (wide - 1))
            (bearing,) = struct.unpack_from(">h", table, 4 * wide + 2 * (outline - wide))
        return width, bearing

    def outlines(self, file: BinaryIO, numbers: Sequence[int]) -> list[bytes]:
        """Returns the points of some outlines as they lie in the file."""
        (is_long,) = struct.unpack_from(">h", self.tables[b"head"], 50)
        outlines = []
        for number in numbers:
            begin, end = (
                struct.unpack_from(">LL", self.tables[b"loca"], 4 * number)
                if is_long
                else (2 * place for place in struct.unpack_from(">HH", self.tables[b"loca"], 2 * number))
            )
            file.seek(self._begin + begin)
            outlines.append(file.read(end - begin))
        return outlines


@cache
def _font(path: Path) -> tuple[_Font, Callable[[str], int]]:
    """Returns a bundled font, and what tells the number of a character's outline in it (0 where it has none)."""
    with path.open("rb") as file:
        font = _Font(file)
    cmap = font.tables[b"cmap"]
    count = struct.unpack_from(">H", cmap, 2)[0]
    places = [struct.unpack_from(">HHL", cmap, 4 + 8 * number)[2] for number in range(count)]
    at = next(place for place in places if struct.unpack_from(">H", cmap, place)[0] == 12)
    groups = list(
        struct.iter_unpack(">LLL", cmap[at + 16 : at + 16 + 12 * struct.unpack_from(">L", cmap, at + 12)[0]])
    )
    begins = [begin for begin, _, _ in groups]

    def number_of(char: str) -> int:
        code = ord(char)
        begin, end, first = groups[max(0, bisect_right(begins, code) - 1)]
        return int(first + code - begin) if begin <= code <= end else 0

    return font, number_of


def _part(path: Path, chars: Sequence[str], drawn: bytes) -> bytes | None:
    """Returns a font of these characters' outlines in their order; None where Qt has `drawn` something else."""
    font, number_of = _font(path)
    theirs = _Font(BytesIO(drawn))
    if theirs.count != len(chars) or any(len(char) != 1 for char in chars):
        return None
    # Qt tells of a blank as of a tabulator
    numbers = [0, *(number_of(" " if char == "\t" else char) for char in chars[1:])]
    metrics = [font.metrics(number) for number in numbers]
    for at, (width, _) in enumerate(metrics[1:], 1):
        if not numbers[at] or abs(theirs.metrics(at)[0] / theirs.em - width / font.em) > _ROUNDING / 1000:
            return None
    with path.open("rb") as file:
        outlines = [points + b"\0" * (-len(points) % 2) for points in font.outlines(file, numbers)]
    places = [0]
    for outline in outlines:
        places.append(places[-1] + len(outline))
    is_long = places[-1] > 0x1FFFF
    head, hhea, maxp = (bytearray(font.tables[tag]) for tag in (b"head", b"hhea", b"maxp"))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, is_long)
    struct.pack_into(">H", hhea, 34, len(numbers))
    struct.pack_into(">H", maxp, 4, len(numbers))
    loca = places if is_long else [place // 2 for place in places]
    tables = {
        b"glyf": b"".join(outlines), b"head": bytes(head), b"hhea": bytes(hhea), b"maxp": bytes(maxp),
        b"hmtx": b"".join(struct.pack(">Hh", *pair) for pair in metrics),
        b"loca": struct.pack(f">{len(loca)}{'L' if is_long else 'H'}", *loca),
    }  # fmt: skip
    return _whole(tables)


def _whole(tables: Mapping[bytes, bytes]) -> bytes:
    """Returns the font file made of these tables, with its check sums."""
    count = len(_TABLES)
    power = count.bit_length() - 1
    head = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, (count - (1 << power)) * 16)
    begin, entries, bodies = 12 + 16 * count, b"", b""
    for tag in _TABLES:
        body = tables[tag] + b"\0" * (-len(tables[tag]) % 4)
        entries += struct.pack(">4sLLL", tag, _sum(body), begin + len(bodies), len(tables[tag]))
        bodies += body
    whole = bytearray(head + entries + bodies)
    place = struct.unpack_from(">L", entries, 16 * _TABLES.index(b"head") + 8)[0]
    struct.pack_into(">L", whole, place + 8, (0xB1B0AFBA - _sum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(body: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(body) // 4}L", body)
    return sum(words) & 0xFFFFFFFF
