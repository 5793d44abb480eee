"""The lines of a plan as a tree of headings with the text below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from battlemap.exchange.headings import (
    KINDS,
    MOST_NAME,
    Heading,
    bare_number,
    glued_heading,
    glued_number,
    heading_of,
)
from battlemap.exchange.labelled_fields import begins_with_field
from battlemap.exchange.lines import Line
from battlemap.exchange.name_series import name_series

_NO_HASH = 7
_SENTENCE_ENDS = ("。", "！", "？", "；", "：", "，", "!", "?", ";", ":", ",", "）", ")", "”", "、")
_FULL_ENDS = ("。", "！", "？", "；", "!", "?", ";", "”", "）", "：")
#: Shorter lines were not broken by a typewriter.
_WRAPPED_FROM = 28
_LONGEST_PARAGRAPH = 4000


@attrs.define(eq=False)
class Node:
    """A heading and what stands below it, in order: lines of text, table rows, deeper headings. The root has none."""

    heading: Heading | None
    parent: Node | None = None
    items: list[Line | Node] = attrs.field(factory=list)

    @property
    def nodes(self) -> list[Node]:
        """The headings directly below."""
        return [item for item in self.items if isinstance(item, Node)]

    @property
    def kind(self) -> str:
        """The kind of its heading; "" for the root."""
        return self.heading.kind if self.heading else ""

    @property
    def words(self) -> str:
        """The heading's words without the mark."""
        return self.heading.words if self.heading else ""

    @property
    def heading_number(self) -> int | None:
        """The number its heading bears; None for depth alone and for the root."""
        return self.heading.number if self.heading else None

    def walk(self) -> Iterator[Node]:
        """Yields all headings below, in the order of the text."""
        waiting = self.nodes[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.nodes[::-1])

    def lines(self) -> Iterator[Line]:
        """Yields all lines of its own, its heading first, and of all below, in the order of the text."""
        waiting: list[Line | Node] = [self]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Line):
                yield item
                continue
            if item.heading:
                yield Line(item.heading.mark + item.heading.words)
            waiting.extend(item.items[::-1])


def build_outline(lines: Sequence[Line]) -> Node:
    """Returns the tree of the lines; no line is left out."""
    parts = _unbroken(_joined(marked_lines(lines)), _wrap_width(lines))
    ranks = _ranks(part for part in parts if isinstance(part, Heading))
    nesting = _Nesting(ranks, [part for part in parts if isinstance(part, Heading)], _bare_pairs(parts))
    root = Node(None)
    stack: list[Node] = [root]
    for part in parts:
        if isinstance(part, Line):
            stack[-1].items.append(part)
            continue
        depth = nesting.depth_of(part, [node.heading for node in stack[1:] if node.heading])
        del stack[depth + 1 :]
        node = Node(part, stack[-1])
        stack[-1].items.append(node)
        stack.append(node)
    return root


def marked_lines(lines: Sequence[Line]) -> list[Heading | Line]:
    """Returns the lines, those that are headings by mark, by depth or by a pattern that repeats as such."""
    marked = [heading_of(line) for line in lines]
    _add_counted(lines, marked)
    for index, heading in name_series(lines, [each is not None for each in marked]).items():
        marked[index] = heading
    return [heading or line for heading, line in zip(marked, lines, strict=True)]


def _add_counted(lines: Sequence[Line], marked: list[Heading | None]) -> None:
    """Marks 「2.30家企业…」 where it continues a series, and 「2 主要任务」 where 2.1 stands below it."""
    last = 0
    has_decimals = any(heading and heading.kind == "decimal" for heading in marked)
    for index, line in enumerate(lines):
        heading = marked[index]
        if heading is None and not line.cells and not line.place and line.text[:1].isdigit():
            number = glued_number(line.text)
            if number is not None and (number == last + 1 and (last or _is_followed(lines, index, number))):
                heading = marked[index] = glued_heading(line.text)
            elif has_decimals and (bare := bare_number(line.text)) and len(bare.words) <= MOST_NAME:
                heading = marked[index] = bare
        if heading is not None:
            last = heading.number or 0 if heading.kind == "digit" else 0


def _is_followed(lines: Sequence[Line], index: int, number: int) -> bool:
    """Whether one of the next lines bears the next number."""
    return any(re.match(rf"{number + 1}[.．、]", line.text) for line in lines[index + 1 : index + 4])


def _ranks(headings: Iterator[Heading]) -> dict[str, tuple[int, int]]:
    """Returns for each kind where it nests by custom: by ``#`` depth where most of the kind have one, then by kind."""
    depths: dict[str, Counter[int]] = {}
    for heading in headings:
        depths.setdefault(heading.kind, Counter())[heading.depth or _NO_HASH] += 1
    custom = {kind: index for index, kind in enumerate(KINDS)}
    return {
        kind: (count.most_common(1)[0][0], custom.get(kind, len(KINDS))) for kind, count in depths.items()
    }


def _bare_pairs(parts: Sequence[Heading | Line]) -> set[tuple[str, str]]:
    """Returns (inner, outer) kinds where a series begins right below a heading that is nothing but a name."""
    pairs: set[tuple[str, str]] = set()
    for above, part in pairwise(parts):
        if (
            isinstance(above, Heading)
            and isinstance(part, Heading)
            and part.number == 1
            and part.kind != above.kind
            and not above.depth
            and not part.depth
            and not re.search("[。；，]", above.words)
        ):
            pairs.add((part.kind, above.kind))
    return {pair for pair in pairs if pair[::-1] not in pairs}


class _Nesting:
    """Finds below which headings a heading stands: as the numbers of this text go on, else by custom."""

    def __init__(
        self,
        ranks: Mapping[str, tuple[int, int]],
        headings: Sequence[Heading],
        below: set[tuple[str, str]],
    ) -> None:
        self._ranks = ranks
        self._below = set(below)
        self._places: dict[tuple[str, int], list[int]] = {}
        for place, heading in enumerate(headings):
            if heading.number is not None:
                self._places.setdefault((heading.kind, heading.number), []).append(place)
        self._place = -1

    def depth_of(self, heading: Heading, above: Sequence[Heading]) -> int:
        """Returns how many of the open headings it stands below; to be asked of each heading in its order."""
        self._place += 1
        for depth, other in enumerate(above):
            if other.kind == heading.kind:
                return depth
        depth = len(above)
        while depth and not self._is_below(heading, above[depth - 1]):
            depth -= 1
        return depth

    def _is_below(self, heading: Heading, other: Heading) -> bool:
        if (heading.kind, other.kind) in self._below:
            return True
        if self._ranks[heading.kind] > self._ranks[other.kind]:
            return (other.kind, heading.kind) not in self._below
        if heading.number != 1 or other.number is None or heading.depth or other.depth:
            return False
        # the outer series goes on behind this one, which then begins anew
        next_ones = self._places.get((other.kind, other.number + 1), ())
        again = self._places.get((heading.kind, 1), ())
        follows = next((place for place in next_ones if place > self._place), None)
        if follows is None or (other.kind, heading.kind) in self._below:
            return False
        ends = next((place for place in self._places.get((other.kind, 1), ()) if place > self._place), None)
        is_below = (ends is None or follows < ends) and (len(again) > 1 or heading.kind != "han")
        if is_below:
            self._below.add((heading.kind, other.kind))
        return is_below


def _joined(parts: list[Heading | Line]) -> list[Heading | Line]:
    """Returns the parts with an ordinal and a name that stand on two lines as one heading, whichever comes first."""
    done: list[Heading | Line] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        index += 1
        if not isinstance(part, Heading) or part.words or part.number is None:
            done.append(part)
            continue
        name = _bare_words(parts[index]) if index < len(parts) else None
        if name is not None and (_is_name(name) or part.kind not in ("han", "chapter", "han_paren", "named")):
            done.append(attrs.evolve(part, mark=f"{part.mark.strip()} ", words=name))
            index += 1
            continue
        before = done[-1] if done else None
        if isinstance(before, Heading) and before.number is None and _is_name(before.words):
            done[-1] = attrs.evolve(
                part, mark=f"{part.mark.strip()} ", words=before.words, depth=part.depth or before.depth
            )
        else:
            done.append(part)
    return done


def _bare_words(part: Heading | Line) -> str | None:
    """Returns the words of an unnumbered heading or a line of text, None for anything else."""
    if isinstance(part, Line):
        return part.text if not part.cells and not part.place and not begins_with_field(part.text) else None
    return part.words if part.number is None else None


def _is_name(words: str) -> bool:
    return len(words) <= MOST_NAME and not words.endswith(("。", "；", "！", "，"))


def _wrap_width(lines: Sequence[Line]) -> int:
    """Returns the width in characters at which a typewriter broke the lines, 0 where none did.

    Such lines are about equally long; lines of a list are not.
    """
    widths = Counter(len(line.text) for line in lines if not line.cells and not line.place)
    wide = [width for width in widths if width >= _WRAPPED_FROM]
    if not wide:
        return 0
    usual = max(wide, key=lambda width: (sum(widths[width + step] for step in (-1, 0, 1)), width))
    many = sum(widths[usual + step] for step in (-1, 0, 1))
    longer = sum(count for width, count in widths.items() if width > usual + 1)
    return usual if many > 1 and not longer else 0


def _unbroken(parts: list[Heading | Line], wrap: int) -> list[Heading | Line]:
    """Returns the parts with the lines that a typewriter broke put together again.

    A line goes on where it ends with a comma, or where it is as wide as the broken lines are and the lines below it
    come to the end of a sentence.
    """
    ends = [False] * (len(parts) + 1)
    for index in range(len(parts) - 1, -1, -1):
        text = _text(parts[index])
        ends[index] = text.endswith(_FULL_ENDS) or (
            _is_wide(parts[index], wrap) and ends[index + 1] and _may_follow(parts, index + 1)
        )
    done: list[Heading | Line] = []
    is_open = False
    for index, part in enumerate(parts):
        if (
            is_open
            and isinstance(part, Line)
            and _may_follow(parts, index)
            and len(_text(done[-1])) < _LONGEST_PARAGRAPH
        ):
            last = done[-1]
            if isinstance(last, Line):
                done[-1] = attrs.evolve(last, text=_together(last.text, part.text))
            else:
                done[-1] = attrs.evolve(last, words=_together(last.words, part.text))
        else:
            done.append(part)
        is_open = _goes_on(part, wrap, ends[index + 1])
    return done


def _text(part: Heading | Line) -> str:
    return part.text if isinstance(part, Line) else part.mark + part.words


def _may_follow(parts: Sequence[Heading | Line], index: int) -> bool:
    """Whether the part could be the rest of a line that was broken."""
    if index >= len(parts):
        return False
    part = parts[index]
    return isinstance(part, Line) and not (
        part.cells or part.after_gap or part.place or begins_with_field(part.text)
    )


def _is_wide(part: Heading | Line, wrap: int) -> bool:
    if (isinstance(part, Heading) and part.depth) or (isinstance(part, Line) and (part.cells or part.place)):
        return False
    text = _text(part)
    return bool(wrap) and abs(len(text) - wrap) <= 1 and not text.endswith(_SENTENCE_ENDS)


def _goes_on(part: Heading | Line, wrap: int, is_ended_below: bool) -> bool:
    if (isinstance(part, Heading) and part.depth) or (isinstance(part, Line) and (part.cells or part.place)):
        return False
    text = _text(part)
    if begins_with_field(text):
        return False
    return text.endswith(("，", "、")) or (_is_wide(part, wrap) and is_ended_below)


def _together(first: str, second: str) -> str:
    is_latin = first[-1:].isascii() and first[-1:].isalpha() and second[:1].isascii() and second[:1].isalpha()
    return f"{first} {second}" if is_latin else first + second
