"""The campaign's title: from the lines at the head, over several lines, behind 关于印发…的通知, never the issuer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from battlemap.exchange.headings import heading_of
from battlemap.exchange.lines import Line

_TITLE = re.compile(r"行动|攻坚|方案|计划|会战|战役|攻势")
_NO_TITLE = re.compile(
    r"[。；！]|^(?:本报|记者|通讯员|各|文号|来源|作者|附件|时间|编制)|记者|〔20\d\d〕|(?:：|"
    r":)$"
)
_WRAPPER = re.compile(r"印发(?:的)?《(.+?)》|^《(.+)》$")
_ISSUED = re.compile(
    r"(?:关于|^)(?:印发|转发|下发|公布|发布|调整印发|"
    r"批转)(.{4,90}?)的?通知(?:[（(].{1,12}[）)])?$"
)
_DOING = re.compile(
    r"(?:关于|印发)+(?:组织|全面|在全[区市县]|深入)*(?:开展|实施|推进)?|(?<=.)(?:组织|全面|"
    r"深入)*(?:开展|实施|启动)(?=[“「\"全百])"
)
_KIND_OF_LETTER = re.compile(r"(?:的)?(?:工作|实施|总体|推进)*(?:方案|计划|意见|通知)(?:[（(].{1,12}[）)])?$")
_CAMPAIGN_ENDS = re.compile(r"(?:行动|攻坚|攻坚战|会战|战役|攻势|活动|工程)[”」\"]?$")
_KIND_ENDS = re.compile(
    r"(?:方案|计划|要点|意见|办法|清单|分工|安排|规划|通知|部署|表|行动|攻坚战?|会战|战役|"
    r"攻势|实事|细则|决定|公告|责任书)(?:[（(].{1,14}[）)])?$"
)
_ISSUER = re.compile(
    r"^[^，。；：:、“”]{2,30}(?:委员会|管委会|人民政府|政府|指挥部|办公室|委|局|厅|领导小组|"
    r"街道办事处|镇|党委|党工委)(?:文件)?$"
)
_RANGE_ONLY = re.compile(r"^[（(].{4,40}[）)]$")
_DOCUMENT_NUMBER = re.compile(r"[〔\[【（(]\s*20\d\d\s*[〕\]】）)]\s*\d+\s*号")
_LONGEST_TITLE = 60
_MOST_TITLE_LINES = 4


def plan_title(lines: Sequence[Line]) -> str:
    """Returns the campaign's title from the lines at the head; "" where none of them looks like one."""
    marked = [line for line in lines if line.place == "title"]
    if marked:
        joined = "".join(line.text for line in marked[:_MOST_TITLE_LINES])
        if _TITLE.search(joined) or len(marked) == 1:
            return campaign_name(joined)
    if not any(line.depth for line in lines):
        block = _title_block(lines)
        if block:
            return campaign_name(block)
    short = [
        line
        for line in lines
        if len(line.text) <= _LONGEST_TITLE and not line.cells and line.place != "contents"
    ]
    likely = [line for line in short if _TITLE.search(line.text) and not _NO_TITLE.search(line.text)]
    ranked = sorted(likely, key=lambda line: line.depth or 9)
    named = next((line for line in [*marked, *ranked] if _TITLE.search(line.text)), None)
    line = named or next((line for line in short if not _NO_TITLE.search(line.text)), None)
    return campaign_name(line.text) if line else ""


def _title_block(lines: Sequence[Line]) -> str:
    """Returns the words of the title's lines joined, "" where the head has none that are told apart."""
    block: list[str] = []
    for line in lines[:12]:
        text = line.text.strip()
        if line.cells or _RANGE_ONLY.match(text) or heading_of(line) is not None:
            break
        if _DOCUMENT_NUMBER.search(text) or line.place:
            if block:
                break
            continue
        if _NO_TITLE.search(text) or len(text) > _LONGEST_TITLE:
            if block:
                break
            continue
        block.append(text)
        joined = re.sub(r"\s+", "", "".join(block))
        is_open = joined.count("《") != joined.count("》") or (
            re.search("关于(?:印发|转发|下发)", joined)
            and not re.search("通知(?:[（(].{1,12}[）)])?$", joined)
        )
        if _KIND_ENDS.search(joined) and not is_open:
            return _without_issuer(block)
        if len(block) == _MOST_TITLE_LINES:
            break
    real = [words for words in block if not _ISSUER.match(words)]
    return real[0] if real else ""


def _without_issuer(block: Sequence[str]) -> str:
    """Returns the lines joined from the first one that is not the issuer's name or another letter's."""
    left = list(block)
    while len(left) > 1 and (_ISSUER.match(left[0]) or (_KIND_ENDS.search(left[-1]) and not _goes_on(left))):
        left = left[1:]
    return "".join(left)


def _goes_on(block: Sequence[str]) -> bool:
    """Whether the first line only makes sense together with the next one."""
    joined = "".join(block)
    last = block[-1]
    if re.match(r"^\s*(?:关于|的|通\s*知)", last) or re.search(r"印发|关于", block[0]):
        return True
    if joined.count("《") != joined.count("》"):
        return False
    is_slogan = len(block[0]) <= 8 and not re.search(r"[省市县区旗镇乡年]", block[0])
    return not is_slogan and len(last) < 30 and not _has_place(last)


def _has_place(words: str) -> bool:
    """Whether the line begins with the name of a place: then it is a title of its own."""
    return bool(re.match(r"^[\u4e00-\u9fff]{1,7}?(?:省|市|县|区|旗|镇|乡|街道)", words))


def campaign_name(words: str) -> str:
    """Returns the name of the undertaking out of a headline or a letter's title: 甲区“百日攻坚”行动."""
    words = re.sub(r"\s+", "" if re.search("[\u4e00-\u9fff]", words) else " ", words.strip())
    wrapped = _WRAPPER.search(words)
    issued = _ISSUED.search(words)
    if wrapped:
        words = wrapped[1] or wrapped[2]
    elif issued:
        words = issued[1]
    if words.startswith("关于"):
        words = re.sub(r"的?通知(?:[（(].{1,12}[）)])?$", "", words)
    bare = _KIND_OF_LETTER.sub("", _DOING.sub("", words))
    if _CAMPAIGN_ENDS.search(bare):
        return bare
    return words if issued else _DOING.sub("", words)
