"""The lines of a plan, whatever file they come from: text, heading depth, table cells; markup is taken off."""

from __future__ import annotations

import re

import attrs

from battlemap.exchange.text_tables import find_tables

_HASHES = re.compile(r"^\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^\s*(?:(?:[-*+○□√](?:\s+|$)|[•●■◆▪·★☆▲△◎◇➢▶►✓※]\s*)(?:\[[ xX]\]\s+)?|>\s?)+")
_RULE = re.compile(r"^\s*([-*_=])(?:\s*\1){2,}\s*$")
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
    """Returns the lines of plain text or Markdown without blank ones and without markup characters; tables as rows."""
    lines: list[Line] = []
    after_gap = True
    table = 0
    typed = [raw.replace("\u200b", "") for raw in re.split(r"[\n\v\u2028\u2029\x85]", text)]
    tables = find_tables(typed)
    index = 0
    while index < len(typed):
        raw = typed[index]
        if index in tables:
            table += 1
            index, rows = tables[index]
            lines += [Line("\t".join(row).strip(), cells=tuple(row), table=table) for row in rows if any(row)]
            after_gap = True
            continue
        index += 1
        words = (
            _BOLD.sub(lambda bold: bold[1] or bold[2], raw) if "**" in raw or "__" in raw else raw
        ).strip()
        if not words or _RULE.match(words[:100]):
            after_gap = True
            continue
        hashes = _HASHES.match(words) if words.startswith("#") else None
        if hashes:
            if hashes[2]:
                lines.append(Line(hashes[2], depth=len(hashes[1]), after_gap=after_gap))
        else:
            place = "contents" if _CONTENTS.match(words[-80:]) and len(words) < 80 else ""
            body = _BULLET.sub("", words)
            if body:
                is_own = after_gap or body != words
                lines.append(Line(body, after_gap=is_own, place=place))
        after_gap = bool(hashes)
    return lines
