"""Guesses which level of headings holds the actions; official letters put them below 主要任务, newspapers on top."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from battlemap.domain.planning.plan import LevelChoice
from battlemap.errors import BadInput
from battlemap.exchange.headings import MOST_NAME, kind_key, kind_label
from battlemap.exchange.outline import Node

_NOT_ACTION = re.compile(
    r"^(?:总体(?:要求|目标|思路|安排|部署)|指导思想|基本原则|工作原则|(?:工作|主要|行动|攻坚|年度)目标|目标(?:要求|任务)|工作思路|"
    r"组织(?:领导|保障|机构|实施|推进)|领导(?:机构|小组)|(?:加强|强化)(?:组织|领导|保障|统筹|督导|督查|宣传|考核)|"
    r"保障(?:措施|机制)|(?:工作|有关|相关|几点|具体|纪律)要求|(?:实施|工作|方法|推进|时间)步骤|步骤(?:安排|方法)|"
    r"(?:时间|进度|阶段|工作)安排|(?:职责|责任|任务)分工|(?:工作|推进|保障|运行)机制|工作(?:保障|机构)|考核奖惩|奖惩(?:措施|办法)|"
    r"(?:督导|监督)考核|附则|附件|重[要大]意义|背景|基本情况|(?:发展)?现状|存在(?:的)?(?:主要)?问题|严肃(?:工作)?纪律|"
    r"严格(?:考核|督导)|(?:动员|宣传)(?:部署|发动|引导)|前言|引言|目录)"
)
_IS_ACTION = re.compile(r"专项攻坚|攻坚行动|专项行动|攻坚战|提升行动|工程$|行动$")
_CONTAINER = re.compile(
    r"^(?:主要|重点|工作|攻坚|具体|核心|目标)(?:攻坚)?(?:任务|工作|内容|举措|措施|重点|行动|事项)(?:$|[和及与、（(])|^任务(?:分解|清单|内容)|^专项行动$"
    r"|^(?:实施|开展|聚焦|打好|打赢)[一二三四五六七八九十\d]{1,3}(?:大|项|个|场)"
)
_NAMED = re.compile(r"攻坚|行动|任务|工程|专项|战役")
_MOST_ACTIONS = 40
_TITLES_SHOWN = 20


@attrs.frozen
class Level:
    """A kind of heading with those of its headings that would be the actions, and how likely that is."""

    kind: str
    nodes: tuple[Node, ...]
    score: float

    def choice(self) -> LevelChoice:
        """Returns the level as it is shown to the user."""
        titles = tuple(node.words[:MOST_NAME] for node in self.nodes[:_TITLES_SHOWN])
        return LevelChoice(kind_key(self.kind), kind_label(self.kind), len(self.nodes), titles)


def is_no_action(words: str) -> bool:
    """Whether a heading names a part of every official letter (总体要求, 保障措施 …), not an action."""
    return bool(_NOT_ACTION.match(words)) and not _IS_ACTION.search(re.split("[。，]", words)[0])


def levels_of(root: Node) -> list[Level]:
    """Returns the levels that could hold the actions, from the outermost inwards."""
    by_kind: dict[str, list[Node]] = {}
    for node in root.walk():
        by_kind.setdefault(node.kind, []).append(node)
    outermost = sorted(by_kind, key=lambda kind: min(len(list(node.ancestors())) for node in by_kind[kind]))
    levels: list[Level] = []
    for kind in outermost:
        depth = sum(len(level.nodes) > 1 and level.score >= 0 for level in levels)
        level = _level(kind, by_kind[kind], depth)
        is_headline = len(by_kind[kind]) == 1 and by_kind[kind][0].heading_number is None
        if level.nodes and not (is_headline and len(by_kind) > 1):
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
    raise BadInput(f"方案里没有「{wish}」这一级标题。" + (f"可选：{offered}。" if offered else ""))


def _level(kind: str, nodes: Sequence[Node], depth: int) -> Level:
    inside = [node for node in nodes if not any(is_no_action(above.words) for above in node.ancestors())]
    real = [node for node in inside if not is_no_action(node.words)]
    good = [node for node in real if not _CONTAINER.match(node.words)]
    chosen = tuple(real)
    if not good:
        return Level(kind, chosen, -1.0)
    count = len(good)
    if count == 1:
        return Level(kind, chosen, 0.3 - 0.4 * depth)
    score = 1.0 if count <= _MOST_ACTIONS else 0.5
    score += 0.5 * sum(bool(_NAMED.search(node.words[:MOST_NAME])) for node in good) / count
    score += (
        0.6
        * sum(node.parent is not None and bool(_CONTAINER.match(node.parent.words)) for node in good)
        / count
    )
    score -= 0.4 * sum(len(node.words) > MOST_NAME for node in good) / count
    return Level(kind, chosen, score - 0.4 * depth)
