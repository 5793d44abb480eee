"""The lines of a plan as a tree of headings with the text below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from battlemap.exchange.headings import KINDS, MOST_NAME, Heading, heading_of
from battlemap.exchange.labelled_fields import begins_with_field
from battlemap.exchange.lines import Line

_NO_HASH = 7
_SENTENCE_ENDS = ("。", "！", "？", "；", "：", "，", "!", "?", ";", ":", ",", "）", ")", "”", "、")
#: A shorter line that ends without a full stop was not broken by a typewriter.
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

    def ancestors(self) -> Iterator[Node]:
        """Yields the headings it stands under, the nearest first, without the root."""
        node = self.parent
        while node is not None and node.heading is not None:
            yield node
            node = node.parent

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
    parts = _joined([heading_of(line) or line for line in lines])
    order = _orders(part for part in parts if isinstance(part, Heading))
    root = Node(None)
    stack: list[tuple[tuple[int, int], Node]] = [((-1, -1), root)]
    for part in parts:
        if isinstance(part, Line):
            _add_text(stack[-1][1], part)
            continue
        while stack[-1][0] >= order[part.kind]:
            stack.pop()
        node = Node(part, stack[-1][1])
        stack[-1][1].items.append(node)
        stack.append((order[part.kind], node))
    return root


def _orders(headings: Iterator[Heading]) -> dict[str, tuple[int, int]]:
    """Returns for each kind where it nests: by ``#`` depth where most of the kind have one, then by custom."""
    depths: dict[str, Counter[int]] = {}
    for heading in headings:
        depths.setdefault(heading.kind, Counter())[heading.depth or _NO_HASH] += 1
    custom = {kind: index for index, kind in enumerate(KINDS)}
    return {
        kind: (count.most_common(1)[0][0], custom.get(kind, len(KINDS))) for kind, count in depths.items()
    }


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


def _add_text(node: Node, line: Line) -> None:
    """Adds a line of text; one that only goes on after a typewriter's line end is put to the line before."""
    last = node.items[-1] if node.items else node.heading
    if line.cells or line.after_gap or line.place or begins_with_field(line.text):
        node.items.append(line)
    elif isinstance(last, Line) and not last.cells and not last.place and _is_broken_off(last.text):
        node.items[-1] = attrs.evolve(last, text=_together(last.text, line.text))
    elif isinstance(last, Heading) and not last.depth and _is_broken_off(last.words):
        node.heading = attrs.evolve(last, words=_together(last.words, line.text))
    else:
        node.items.append(line)


def _is_broken_off(text: str) -> bool:
    if len(text) > _LONGEST_PARAGRAPH or begins_with_field(text):
        return False
    return text.endswith(("，", "、")) or (len(text) >= _WRAPPED_FROM and not text.endswith(_SENTENCE_ENDS))


def _together(first: str, second: str) -> str:
    is_latin = first[-1:].isascii() and first[-1:].isalpha() and second[:1].isascii() and second[:1].isalpha()
    return f"{first} {second}" if is_latin else first + second
