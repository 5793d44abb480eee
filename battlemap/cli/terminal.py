"""What goes to a terminal is plain: no escapes, no signs that turn the direction of writing, nothing without an end."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

#: Characters of one line, lines and characters of one message: the rest is counted.
MOST_IN_LINE: Final = 2_000
MOST_LINES: Final = 500
MOST_IN_MESSAGE: Final = 20_000
#: Controls but tab and line feed, signs of direction, other formatting, halves of characters, private and void ones.
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def make_fit(stream: object) -> None:
    """Has a stream take any character: one that knows Chinese keeps its encoding and shows ? for what it does not have.

    That is a console of GBK (code page 936); every other one is told in UTF-8.
    """
    if not isinstance(stream, io.TextIOWrapper):
        return
    try:
        "作战图".encode(stream.encoding)
    except (UnicodeEncodeError, LookupError):
        stream.reconfigure(encoding="utf-8", errors="replace")
    else:
        stream.reconfigure(errors="replace")


def harmless(text: str) -> str:
    """Returns the text as any terminal may be told it, cut where it is too long."""
    lines = _UNFIT.sub("", _BREAKS.sub(" ", text)).split("\n")
    end = "\n" if lines[-1] == "" and len(lines) > 1 else ""
    if end:
        lines.pop()
    cut = [line if len(line) <= MOST_IN_LINE else _cut(line, MOST_IN_LINE) for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        cut.append(f"……（另有 {len(lines) - MOST_LINES} 行）")
    whole = "\n".join(cut)
    return (whole if len(whole) <= MOST_IN_MESSAGE else _cut(whole, MOST_IN_MESSAGE)) + end


def one_line(text: str, most: int = 200) -> str:
    """Returns a title or the like on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else _cut(line, most)


def _cut(text: str, most: int) -> str:
    return f"{text[:most]}……（另有 {len(text) - most} 字）"


class _Plain(io.TextIOBase):
    """A stream that passes on what it is told in plain text."""

    def __init__(self, target: TextIO) -> None:
        self.target = target

    def write(self, text: str) -> int:
        """Writes; raises TypeError for bytes, as a text stream does."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.target.write(harmless(text))
        return len(text)

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def flush(self) -> None:
        """Has what was written arrive."""
        self.target.flush()

    def isatty(self) -> bool:
        """Whether a terminal is at the other end."""
        return self.target.isatty()

    def fileno(self) -> int:
        """Returns the number of the stream below."""
        return self.target.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the stream below."""
        return self.target.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """What the stream below does with what it cannot encode."""
        return self.target.errors


def echo_json(value: object) -> None:
    """Writes a value for other programs: whole, on one line, with everything that is unfit for a terminal escaped."""
    text = json.dumps(value, ensure_ascii=False)
    safe = _UNFIT.sub(lambda sign: json.dumps(sign[0])[1:-1], text)
    stream = sys.stdout
    target = stream.target if isinstance(stream, _Plain) else stream
    try:
        safe.encode(target.encoding or "utf-8")
    except UnicodeEncodeError:
        # nothing may be lost that another program reads
        safe = json.dumps(value)
    target.write(safe + "\n")


@contextmanager
def plain_streams() -> Iterator[None]:
    """Has everything that is written to the two streams be plain as long as it lasts."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_Plain(stream) if stream else stream for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
