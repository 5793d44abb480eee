"""The lines of a plan, whatever file they come from: text, heading depth, table cells; markup is taken off."""

from __future__ import annotations

import re

import attrs

_HASHES = re.compile(r"^\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^\s*(?:[-*+•●■◆▪·](?:\s+|$)(?:\[[ xX]\]\s+)?|>\s?)+")
_RULE = re.compile(r"^\s*([-*_=])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^[\s|:\-—]+$")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")
_CONTENTS = re.compile(r"^.{2,60}?[.…·]{3,}\s*\d{1,3}$")


@attrs.frozen
class Line:
    """One line or paragraph, or one table row.

    `depth` is the heading depth (1 the highest) by ``#`` marks or heading style, 0 for none. A row has `cells`, merged
    ones repeated, and in `text` only its own words; rows of one table share `table`. `place` is "title" for the
    document's title, "contents" for a table of contents, "aside" for text boxes and the like.
    """

    text: str
    depth: int = 0
    cells: tuple[str, ...] = ()
    table: int = 0
    after_gap: bool = False
    place: str = ""


def text_lines(text: str) -> list[Line]:
    """Returns the lines of plain text or Markdown without blank ones and without markup characters."""
    lines: list[Line] = []
    after_gap = True
    table = 0
    in_table = False
    for raw in re.split(r"[\n\v\u2028\u2029\x85]", text):
        words = _BOLD.sub(lambda found: found[1] or found[2], raw).replace("\u200b", "").strip()
        if not words or _RULE.match(words):
            after_gap, in_table = True, False
            continue
        if words.startswith("|") and words.count("|") > 1:
            if not in_table:
                table += 1
            in_table = True
            if not _TABLE_RULE.match(words):
                cells = tuple(cell.strip() for cell in words.strip("|").split("|"))
                lines.append(Line("\t".join(cells), cells=cells, table=table))
            continue
        in_table = False
        hashes = _HASHES.match(words)
        if hashes:
            if hashes[2]:
                lines.append(Line(hashes[2], depth=len(hashes[1]), after_gap=after_gap))
        else:
            place = "contents" if _CONTENTS.match(words) else ""
            body = _BULLET.sub("", words)
            if body:
                is_own = after_gap or body != words
                lines.append(Line(body, after_gap=is_own, place=place))
        after_gap = bool(hashes)
    return lines
