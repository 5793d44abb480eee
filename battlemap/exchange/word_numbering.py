"""Automatic numbers of a Word file, which stand in no paragraph's text: 一、 （一） 1. as Word would show them."""

from __future__ import annotations

import re
from typing import Any

import attrs

from battlemap.domain.chinese_number import chinese_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEGAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand", "ideographTraditional",
)  # fmt: skip
#: Levels of a list and of the outline are 0 … 8; the outline's 9 is running text.
DEEPEST = 9
#: Lists that begin with a greater number are none of a plan.
_MOST_START = 32_767
_WHOLE = re.compile(r"\d{1,9}")


@attrs.frozen
class LevelFormat:
    """How one level of a list counts: format name, text with ``%1`` for the number, first number."""

    form: str
    text: str
    start: int = 1


@attrs.define
class Numbering:
    """Counts along the document; one list's levels below start anew after each number above."""

    levels: dict[str, dict[int, LevelFormat]]
    lists: dict[str, str]
    restarts: dict[str, dict[int, int]]
    _counts: dict[str, dict[int, int]] = attrs.field(factory=dict)
    _begun: set[str] = attrs.field(factory=set)

    def next_mark(self, list_id: str, level: int) -> str:
        """Returns the number words before the next paragraph of this list and level; "" for bullets and unknown ones."""
        abstract = self.lists.get(list_id)
        formats = self.levels.get(abstract or "", {})
        if abstract is None or level not in formats:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for each, start in self.restarts.get(list_id, {}).items():
                counts[each] = start - 1
        counts[level] = counts.get(level, formats[level].start - 1) + 1
        for deeper in range(level + 1, DEEPEST):
            counts.pop(deeper, None)
        if formats[level].form in ("bullet", "none"):
            return ""

        def number(placeholder: re.Match[str]) -> str:
            index = int(placeholder[1]) - 1
            shape = formats.get(index, formats[level])
            return written(counts.get(index, shape.start), shape.form)

        mark = re.sub(r"%([1-9])", number, formats[level].text)
        return f"{mark} " if mark and mark[-1].isalnum() else mark


def whole_number(mark: Any, default: int, most: int, name: str = "val") -> int:
    """Returns what an element's attribute counts; `default` where it or the number is missing or beyond `most`."""
    text = "" if mark is None else str(mark.get(f"{_W}{name}", ""))
    return int(text) if _WHOLE.fullmatch(text) and int(text) <= most else default


def written(number: int, form: str) -> str:
    """Returns a number as Word's number format writes it; unknown formats count in digits."""
    if form in _CHINESE:
        return chinese_number(number)
    if form == "chineseLegalSimplified":
        return chinese_number(number).translate(_LEGAL)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + number - 1)
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


def read_numbering(document: Any) -> Numbering:
    """Returns the numbering of a python-docx document; an empty one where it has none."""
    part = next(
        (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
    )
    if part is None:
        return Numbering({}, {}, {})
    root = part.element
    levels = {
        each.get(f"{_W}abstractNumId", ""): dict(map(_level, each.findall(f"{_W}lvl")))
        for each in root.findall(f"{_W}abstractNum")
    }
    lists: dict[str, str] = {}
    restarts: dict[str, dict[int, int]] = {}
    for each in root.findall(f"{_W}num"):
        key, abstract = each.get(f"{_W}numId", ""), each.find(f"{_W}abstractNumId")
        if abstract is None:
            continue
        lists[key] = abstract.get(f"{_W}val", "")
        for override in each.findall(f"{_W}lvlOverride"):
            start = override.find(f"{_W}startOverride")
            if start is not None:
                level = whole_number(override, 0, DEEPEST, "ilvl")
                restarts.setdefault(key, {})[level] = whole_number(start, 1, _MOST_START)
    return Numbering(levels, lists, restarts)


def _level(element: Any) -> tuple[int, LevelFormat]:
    def value(name: str, default: str) -> str:
        child = element.find(f"{_W}{name}")
        return default if child is None else str(child.get(f"{_W}val", default))

    start = whole_number(element.find(f"{_W}start"), 1, _MOST_START)
    shape = LevelFormat(value("numFmt", "decimal"), value("lvlText", ""), start)
    return whole_number(element, 0, DEEPEST, "ilvl"), shape
