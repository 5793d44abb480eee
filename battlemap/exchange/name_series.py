"""Names without a number that repeat a pattern: 项目攻坚行动 … 绿化攻坚行动 …, each on its own line or before its text."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence

from battlemap.exchange.headings import Heading
from battlemap.exchange.labelled_fields import begins_with_field
from battlemap.exchange.lines import Line

#: Two lines with one of these endings are a series; other endings need three.
_KIND = re.compile(
    r"(?:行动|工程|攻势|攻坚|攻坚战|战役|会战|大战|战|专项|整治|提升|计划|项目|实事|任务|工作|"
    r"领域|方面|板块|片区|保障|治理|服务|建设)$"
)
_NAME = re.compile(r"^[“\"「]?([^，,。；;：:！!？?、|\t（(]{3,20}?)[”\"」]?(?:[。：:]|——|$)")
_NO_NAME = re.compile(
    r"方案|关于|打响|之[一二三四五六七八九十]大|通知|开展|召开|办公室$|委员会$|人民政府$|"
    r"^本报|^记者|\d|[局委办部镇]$|如下$|^时间"
)
_FEWEST = 3


def name_series(lines: Sequence[Line], taken: Sequence[bool]) -> dict[int, Heading]:
    """Returns the headings of kind "name" by the index of their line; `taken` says which lines are headings already."""
    names: dict[int, tuple[str, str]] = {}
    for index, line in enumerate(lines):
        if taken[index] or line.cells or line.place or begins_with_field(line.text) or len(line.text) > 4000:
            continue
        match = _NAME.match(line.text)
        if not match or _NO_NAME.search(match[1]):
            continue
        names[index] = (match[1], match[0])
    endings = Counter(name[-2:] for name, _ in names.values())
    real = {
        index: pair
        for index, pair in names.items()
        if endings[pair[0][-2:]] >= (2 if _KIND.search(pair[0]) else _FEWEST)
    }
    usual = statistics.median(len(name) for name, _ in real.values()) if real else 0
    real = {index: pair for index, pair in real.items() if len(pair[0]) <= 2 * usual}
    distinct = Counter(pair[0] for pair in real.values())
    headings: dict[int, Heading] = {}
    for index, (name, whole) in real.items():
        rest = lines[index].text[len(whole) :]
        is_bare = not rest.strip()
        if distinct[name] > 1 or (is_bare and not _has_text_below(lines, index, real, taken)):
            continue
        headings[index] = Heading("name", None, "", lines[index].text)
    endings_left = Counter(real[index][0][-2:] for index in headings)
    return {index: each for index, each in headings.items() if endings_left[real[index][0][-2:]] > 1}


def _has_text_below(
    lines: Sequence[Line], index: int, names: dict[int, tuple[str, str]], taken: Sequence[bool]
) -> bool:
    below = index + 1
    return below < len(lines) and below not in names and (taken[below] or bool(lines[below].text))
