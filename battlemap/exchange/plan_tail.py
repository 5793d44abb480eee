"""What stands at the foot of a plan and is no duty: signature, date, list of annexes, distribution."""

from __future__ import annotations

import re
from collections.abc import Sequence

from battlemap.exchange.lines import Line

_FOOT = re.compile(
    r"^(?:附\s*件|附\s*表|抄\s*送|印\s*发|责任编辑|编辑|来源|联系(?:人|电话)|[（(]此件.{2,12}[）)]|[（(]完[）)])"
    r"|^(?:二[〇○零]..年.{2,6}日|20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:印发)?$"
)
_ANNEX = re.compile(r"^附\s*[件表]")
_SIGNATURE = re.compile(
    r"^[^，。；：:、]{2,30}(?:委员会|管委会|人民政府|政府|指挥部|办公室|委|局|厅|领导小组|街道办事处|镇)$"
)
_MOST_LINES = 15


def tail_length(lines: Sequence[Line]) -> int:
    """Returns how many of the last lines are the foot of the letter."""
    foot = 0
    for pending, line in enumerate(lines[: -_MOST_LINES - 1 : -1], 1):
        if line.cells or line.depth:
            break
        if _FOOT.match(line.text) or (foot and _SIGNATURE.match(line.text)):
            is_annex = bool(_ANNEX.match(line.text))
            if pending == foot + 1 or is_annex:
                foot = pending
    return foot
