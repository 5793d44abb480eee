"""What belongs to the letter around a plan: the cover letter before it, its foot, and the annexes behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from battlemap.exchange.headings import heading_of
from battlemap.exchange.lines import Line

_PLAN = re.compile(
    r"(?:方案|计划|要点|意见|办法|清单|分工|安排|规划|行动|攻坚|部署|实事|责任书|分解表|"
    r"任务表|登记表|细则|措施)(?:[（(].{1,14}[）)])?$"
)
_ABOUT = re.compile(r"印发|转发|下发")
_WRAPPED = re.compile(r"《([^《》]{4,80})》")
_DATE = re.compile(r"^(?:二[〇○零oO0].{2,3}年.{2,6}日|20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:印发)?$")
_FOOT = re.compile(
    r"^(?:附\s*件|附\s*表|抄\s*送|印\s*发|责任编辑|编辑|来源|联系(?:人|电话)|"
    r"[（(]此件.{2,12}[）)]|[（(]完[）)]|-\s*\d+\s*-$|—\s*\d+\s*—$)"
)
_ANNEX = re.compile(r"^附\s*[件表]")
_ANNEX_HEAD = re.compile(r"^附\s*[件表]\s*[\d一二三四五六七八九十]{0,2}\s*(?:[：:、.]?\s*.{0,40})?$")
_SIGNATURE = re.compile(
    r"^[^，。；：:、]{1,30}(?:委员会|管委会|人民政府|政府|指挥部|办公室|委|局|厅|领导小组|"
    r"街道办事处|镇|筹委会|专班|公司|中心)$"
)
_PAGE = re.compile(r"^[-—－\s]*\d{1,3}[-—－\s]*$|^第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?$")
_MOST_LINES = 15
_LONGEST_LETTER = 80


@attrs.frozen
class Letter:
    """The lines of a plan file by what they are: cover letter, plan, annexes, foot."""

    cover: tuple[Line, ...]
    body: tuple[Line, ...]
    annexes: tuple[Line, ...]
    foot: tuple[Line, ...]


def parted(lines: Sequence[Line]) -> Letter:
    """Returns the parts of the letter; every line is in one of them, in its order."""
    begin = _plan_begin(lines)
    body = lines[begin:]
    foot = _tail_length(body)
    end = len(body) - foot
    cut = _annex_begin(body[:end])
    return Letter(tuple(lines[:begin]), tuple(body[:cut]), tuple(body[cut:end]), tuple(body[end:]))


def signature_days(lines: Sequence[Line]) -> list[str]:
    """Returns the lines that are nothing but a day: when the letter was signed."""
    return [line.text for line in lines if _DATE.match(line.text)]


def _plan_begin(lines: Sequence[Line]) -> int:
    """Returns the index of the plan's own title behind a cover letter, 0 where there is none."""
    head = lines[:_LONGEST_LETTER]
    first = "".join(line.text for line in head[:6])
    if not _ABOUT.search(first) and not any(_DATE.match(line.text) for line in head):
        return 0
    wrapped = {_folded(name) for line in head[:20] for name in _WRAPPED.findall(line.text)}
    about = re.search(r"(?:印发|转发|下发)(.{4,80}?)的?通知", _folded(first))
    if about:
        wrapped.add(about[1].strip("《》"))
    for index in range(1, len(head)):
        line = head[index]
        if line.cells or len(line.text) > 70 or (heading_of(line) is not None and not line.depth):
            continue
        two = _folded(line.text + (head[index + 1].text if index + 1 < len(head) else ""))
        is_named = _folded(line.text) in wrapped or two in wrapped
        has_ended = any(_DATE.match(each.text) for each in head[max(0, index - 4) : index])
        is_plan = bool(_PLAN.search(line.text)) or bool(_PLAN.search(two) and has_ended and len(two) < 70)
        if (
            (is_named or (has_ended and is_plan))
            and _has_more(lines[index + 1 :])
            and _is_after_letter(head, index)
        ):
            return index
    return 0


def _is_after_letter(head: Sequence[Line], index: int) -> bool:
    """Whether a letter stands above: one says that it issues something, or a day of signature."""
    return any(_DATE.match(line.text) or "通知" in line.text or "印发" in line.text for line in head[:index])


def _has_more(lines: Sequence[Line]) -> bool:
    return sum(len(line.text) for line in lines[:200]) > 40 and any(
        line.cells or heading_of(line) or "。" in line.text for line in lines[:200]
    )


def _annex_begin(lines: Sequence[Line]) -> int:
    """Returns where the annexes begin: a line 附件 with a table or text of its own below it."""
    for index, line in enumerate(lines):
        if index and not line.cells and _ANNEX.match(line.text) and _ANNEX_HEAD.match(line.text[:60]):
            return index
    return len(lines)


def _tail_length(lines: Sequence[Line]) -> int:
    """Returns how many of the last lines are the foot of the letter: signature, date, annexes, distribution."""
    foot = 0
    for pending, line in enumerate(lines[: -_MOST_LINES - 1 : -1], 1):
        if line.cells or line.depth:
            break
        is_foot = _FOOT.match(line.text) or _DATE.match(line.text) or _PAGE.match(line.text)
        if is_foot or (foot and _SIGNATURE.match(line.text)):
            is_annex = bool(_ANNEX.match(line.text))
            if pending == foot + 1 or is_annex:
                foot = pending
    return foot


def _folded(words: str) -> str:
    return re.sub(r"\s+", "", words)
