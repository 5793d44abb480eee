"""Scores which series of headings holds the actions; official letters put them below 主要任务, newspapers on top."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from battlemap.domain.planning.plan import LevelChoice
from battlemap.errors import BadInput
from battlemap.exchange.heading_parts import name_of
from battlemap.exchange.headings import MOST_NAME, kind_key, kind_label
from battlemap.exchange.labelled_fields import Fields, take_fields
from battlemap.exchange.outline import Node
from battlemap.exchange.section_names import Section, section_of

_NAMED = re.compile(r"攻坚|行动|任务|工程|专项|战役|攻势|会战|整治")
#: Signs of work: units, days, quantities.
_WORK = re.compile(
    r"牵头|责任单位|责任部门|负责[）)。]|月(?:底|末|\d{1,2}日)?前|日前|年底|年内|"
    r"\d[\d.]*\s*[百千万亿]*(?:个|项|家|户|人|名|件|座|条|处|所|台|套|亩|公里|米|元|平方|吨|"
    r"栋|株|棵|盏|场|次|批|%|％|万|亿|辆|支|块|面|眼|只)"
)
_DEEP = ("digit_paren", "circled", "dash", "decimal4")
_MOST_ACTIONS = 40
_TITLES_SHOWN = 20
_FARTHEST = 4000


@attrs.frozen
class Level:
    """A kind of heading with those of its headings that would be the actions, and how likely that is."""

    kind: str
    nodes: tuple[Node, ...]
    score: float

    def choice(self) -> LevelChoice:
        """Returns the level as it is shown to the user."""
        titles = tuple(
            name_of(node.heading)[:MOST_NAME] for node in self.nodes[:_TITLES_SHOWN] if node.heading
        )
        return LevelChoice(kind_key(self.kind), kind_label(self.kind), len(self.nodes), titles, self.score)


def levels_of(root: Node) -> list[Level]:
    """Returns the levels that could hold the actions, from the outermost inwards."""
    sections = _Sections(root)
    by_kind: dict[str, list[Node]] = {}
    outermost: dict[str, int] = {}
    for node, depth in _walk(root):
        by_kind.setdefault(node.kind, []).append(node)
        outermost[node.kind] = min(depth, outermost.get(node.kind, depth))
    levels: list[Level] = []
    for kind in sorted(by_kind, key=lambda each: outermost[each]):
        depth = sum(len(level.nodes) > 1 and level.score >= 0 for level in levels)
        level = _level(kind, by_kind[kind], depth, sections)
        is_headline = len(by_kind[kind]) == 1 and kind.startswith("h") and kind[1:].isdigit()
        if level.nodes and not is_headline:
            levels.append(level)
    return levels


def chosen_level(levels: Sequence[Level], wish: str | None) -> Level | None:
    """Returns the wished level (its key, label, or place in the list from 1), else the likeliest, None if there is none.

    Raises BadInput for a wish that no level answers to.
    """
    if wish is None:
        return max(levels, key=lambda level: level.score, default=None)
    plain = wish.strip().replace("(", "（").replace(")", "）")
    for place, level in enumerate(levels, 1):
        if plain in (kind_key(level.kind), kind_label(level.kind), str(place)):
            return level
    offered = "，".join(f"{kind_key(level.kind)} {len(level.nodes)} 项" for level in levels)
    raise BadInput(f"方案里没有“{wish}”这一级标题。" + (f"可选：{offered}。" if offered else ""))


def names_work(text: str) -> bool:
    """Whether the text names units, days or quantities of something to be done."""
    return bool(_WORK.search(text[:_FARTHEST]))


class _Sections:
    """What each heading's section is for, and whether one above it shuts it out; worked out once for the tree."""

    def __init__(self, root: Node) -> None:
        self.own: dict[int, Section] = {}
        self.above: dict[int, frozenset[Section]] = {id(root): frozenset()}
        for node, _ in _walk(root):
            self.own[id(node)] = _section(node)
            parent = node.parent
            above = self.above[id(parent)] if parent is not None else frozenset[Section]()
            if parent is not None and id(parent) in self.own:
                above = above | {self.own[id(parent)]}
            self.above[id(node)] = above

    def tier(self, node: Node) -> int:
        """Returns 0 for a heading that could be an action, 1 where only aims or stages stand above or in it, 2 for others."""
        signs = {self.own[id(node)], *self.above[id(node)]}
        return 2 if "none" in signs else 1 if "weak" in signs else 0


def _section(node: Node) -> Section:
    if node.heading is None:
        return "other"
    if node.heading.kind == "named":
        return "named"  # 行动二：要素保障 says itself that it is one
    section = section_of(name_of(node.heading))
    if section in ("none", "weak") and take_fields(node.heading.words[:200])[1] != Fields():
        return "other"
    return section


def _walk(root: Node) -> list[tuple[Node, int]]:
    """Returns all headings in the order of the text with their depths."""
    walked: list[tuple[Node, int]] = []
    waiting = [(node, 0) for node in root.nodes[::-1]]
    while waiting:
        node, depth = waiting.pop()
        walked.append((node, depth))
        waiting.extend((child, depth + 1) for child in node.nodes[::-1])
    return walked


def _level(kind: str, nodes: Sequence[Node], depth: int, sections: _Sections) -> Level:
    tiers = [sections.tier(node) for node in nodes]
    best = min(tiers)
    real = [node for node, tier in zip(nodes, tiers, strict=True) if tier == best]
    if best == 2:
        real = [node for node in real if sections.own[id(node)] != "none"] or real
    good = [node for node in real if sections.own[id(node)] != "container"]
    if not good:
        return Level(kind, tuple(real), -1.0 - best)
    lent = (
        -0.5
        if len(good) < len(real) and any(len(node.nodes) > 1 for node in real if node not in good)
        else 0.0
    )
    held = [node for node in good if "container" in sections.above[id(node)]]
    if held and best == 0:
        good = [node for node in good if node in held or _has_work(node)]
        real = good
    elif best == 0:
        real = _without_edges(real, sections)
        good = [node for node in real if sections.own[id(node)] != "container"]
    count = len(good)
    named = (
        sum(bool(_NAMED.search(name_of(node.heading)[:MOST_NAME])) for node in good if node.heading) / count
    )
    if count == 1:
        return Level(kind, tuple(real), _lonely(good[0], nodes, named, depth, sections) - best)
    score = 1.0 if count <= _MOST_ACTIONS else 0.5
    score += 0.5 * named + 0.7 * len(held) / count + lent
    score -= 0.4 * sum(_is_sentence(node) for node in good) / count
    score -= 0.4 * depth + (0.3 if kind in _DEEP else 0)
    score -= 0.5 * _is_one_of_many(good, sections)
    return Level(kind, tuple(real), score - best)


def _is_one_of_many(nodes: Sequence[Node], sections: _Sections) -> bool:
    """Whether all headings stand below one of several that name work, and so are a small part of the plan."""
    parents = {id(node.parent): node.parent for node in nodes}
    parent = next(iter(parents.values()))
    if len(parents) > 1 or parent is None or parent.parent is None or sections.own[id(parent)] == "container":
        return False
    return (
        sum(
            _has_work(node) for node in parent.parent.nodes if node.kind == parent.kind and node is not parent
        )
        > 1
    )


def _lonely(node: Node, siblings: Sequence[Node], named: float, depth: int, sections: _Sections) -> float:
    """Returns the score of a level with one heading that could be an action.

    Where it is the only one of its kind, or an action by its name, it is the action; between 总体要求 and 保障措施 it
    lends its children as a container does.
    """
    if "container" in sections.above[id(node)]:
        return 0.8 - 0.4 * depth
    children_named = sum(sections.own[id(child)] == "named" for child in node.nodes)
    if len(siblings) == 1 or sections.own[id(node)] == "named":
        is_action = children_named < max(2, len(node.nodes))
        return (1.5 + 0.3 * named if is_action else 0.3) - 0.4 * depth
    return (0.3 if len(node.nodes) > 1 else 1.2) - 0.4 * depth


def _without_edges(nodes: Sequence[Node], sections: _Sections) -> list[Node]:
    """Returns the headings without those at the beginning and end that name no work, where all between them do."""
    works = [_has_work(node) or sections.own[id(node)] in ("named", "container") for node in nodes]
    if sum(_has_work(node) for node in nodes) < 2:
        return list(nodes)
    begin, end = works.index(True), len(works) - works[::-1].index(True)
    inner = works[begin:end]
    return list(nodes[begin:end]) if all(inner) and len(inner) > 1 else list(nodes)


def _has_work(node: Node) -> bool:
    size = 0
    for line in node.lines():
        if _WORK.search(line.text[:_FARTHEST]):
            return True
        size += len(line.text)
        if size > _FARTHEST:
            break
    return False


def _is_sentence(node: Node) -> bool:
    name = name_of(node.heading) if node.heading else ""
    return len(name) > MOST_NAME or ("，" in name[5:] and len(name) > 24)
