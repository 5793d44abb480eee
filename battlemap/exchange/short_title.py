"""A sentence gets a name for its card: the deed, short, without aim, manner or basis in front, never broken off."""

from __future__ import annotations

import re

from battlemap.domain.days.day_words import day_words
from battlemap.exchange.sentences import clauses, protected, split_sentences

#: Widths in han.
WISHED, MOST = 18, 20
_SHORTEST = 5
#: More of a sentence is not looked at.
_FARTHEST = 400

_MARK = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．]|\d{1,2}\.(?!\d)|"
    r"\d{1,2}\.(?=\d{1,2}\s*月|20\d\d\s*年)|[①-⑳]|——|第[一二三四五六七八九十]{1,3}条|第?[一二三四五六七八九十]+(?:是|要|，|"
    r",)要?)\s*"
)
_AIM = re.compile(r"^为(?!民|主|企|农|人民群众办)|^为了")
_AIM_GOES_ON = re.compile(
    r"^(?:方便|便利|提升|提高|促进|改善|满足|保障|解决|增强|优化|确保|推动|维护|防止|避免|"
    r"缓解|补齐|进一步|切实|更好|持续|不断|加快|营造|实现|巩固|深化|落实|贯彻|彻底解决)"
)
_MANNER = re.compile(
    r"^(?:围绕|按照|按(?=.*要求|.*原则|.*标准|.*思路)|针对|依托|根据|结合|对照|立足|聚焦|瞄准|"
    r"着眼|着力于|突出|坚持|坚决扛起|随着|鉴于|借助|抢抓|抓住|紧扣|紧盯|紧抓|"
    r"以.{1,30}为|自.{1,12}起$|在.+[下上中前后]$|通过|本着|遵循|充分发挥|充分利用|发挥|利用|"
    r"利用好|贯彻|统筹|结合|借鉴|学习|吸取|吸收|深刻|统一|参照|采取.+(?:方式|办法|模式|措施)$|"
    r"依据|依靠|把握|用好|用足|遵照|经过|鼓足|顺应|面向|面对|积极应对|认真落实.+(?:精神|"
    r"要求)$|严格按照|对标|总?投资[\d.]+[百千万亿]*元(?:以上|左右)?$|计划投资|概算)|"
    r"以.+为(?:基础|载体|抓手|重点|核心|引领|主线|目标|契机|依托|导向|突破口|统领|牵引|切入点|"
    r"着力点)$|(?:要求|原则|思路|方针|模式|机制|方式|办法|前提|基础上)$"
)
_IN_CHARGE = re.compile(r"^由[^，]{2,14}(?:牵头|负责)(?:实施|落实)?$")
_LINK = re.compile(
    r"^(?:同时|此外|另外|其中|首先|其次|再次|最后|一方面|另一方面|原则上|必要时|与此同时|"
    r"在此基础上)$"
)
_PUSH = re.compile(
    r"^(?:同时|此外|另外|并且|并(?![网购轨联])|还要|要(?!素|求|点|件|害|闻)|也要|须|务必|"
    r"应(?![急对用收届])|即日起|今年|(?:计划|拟)(?=新|建|改|完))"
)
_INTENSE = re.compile(
    r"^(?:着力|进一步|大力|切实|认真|积极|坚决|扎实|持续|不断|深入|全力|全面|集中精力|稳步|"
    r"有序|尽快|加快|严格|高标准|高质量)"
)
_BRACKET = re.compile(r"[（(][^（()）]*[）)]")
_QUOTED_LIST = re.compile(r"[“\"「][^”\"」]*、[^”\"」]*[”\"」](?:等|等各项)?")
_BREAKS = re.compile(r"、|以及|和(?![谐平睦])|及(?![时早格])|与(?!会)")
_OBJECT_FIRST = re.compile(r"^(?:对|将|把|由|给)")
_OF_THING = re.compile(r"^((?:加强|强化|做好|开展|组织)对)(.{2,60}?)(的.{2,10})$")
_DEED = re.compile(
    r"^(对|将|把)(.{2,60}?)((?:全面|全部|逐一|分类|统一|集中)?(?:实行|进行|开展|实施|给予|"
    r"予以|加以|采取|落实|加强|建立|纳入|实现|推行|改造|拆除|提升).{2,})$"
)
#: Where a long name of a thing may lose its front: behind 的, before a number of things, behind such a word.
_FRONT_ENDS = re.compile(
    r"的(?=.)|(?=[一二三四五六七八九十两\d]{1,3}(?:大|强|类|项|个|条|处|家|区|园|带|链))|"
    r"(?<=转换|建设|发展|领域|方面|工作|项目|行业|片区|范围|沿线)(?=[\u4e00-\u9fff])"
)
_END = " \t　，,、；;。！？!?：:."
_HANGING = re.compile(r"(?:的|和|与|及|以及|或|在|为|对|将|把|等|、|于|从|向|至|并|按|由|是|有)+$")


def short_title(sentence: str) -> str:
    """Returns a title of at most about 20 han for a sentence; "" only where the sentence has no word.

    Leading phrases of aim, manner or basis are passed over; where room is needed empty intensifiers, the deadline,
    brackets and the rest of a list go. No cut falls inside brackets, quotation marks or numbers.
    """
    first = next(
        (part for part in split_sentences(sentence[:_FARTHEST]) if re.search(r"\w", part)),
        sentence[:_FARTHEST],
    )
    text = re.sub(r"\s+", " ", first).strip(_END)
    text = _MARK.sub("", text, count=1) or text
    parts = _deeds(clauses(text))
    title = parts[0] if parts else text
    for part in parts[1:]:
        if (width(title) >= _SHORTEST and not title.endswith("的")) or width(title) + 1 + width(part) > MOST:
            break
        title = f"{title}，{part}"
    title = _without(_PUSH, title)
    return (title if width(title) <= MOST else _shortened(title)).strip(_END) or text[:WISHED].strip(_END)


def width(text: str) -> float:
    """Returns the width in han; a half-width letter is half a han."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def _deeds(parts: list[str]) -> list[str]:
    """Returns the clauses from the first one that says what is done; all where none does."""
    left = list(parts)
    while len(left) > 1:
        if _AIM.match(left[0]):
            left = left[1:]
            while len(left) > 1 and _AIM_GOES_ON.match(left[0]) and not re.search(r"\d", left[0]):
                left = left[1:]
        elif _LINK.match(left[0]) or _IN_CHARGE.match(left[0]) or _MANNER.search(left[0]) or _is_day(left[0]):
            left = left[1:]
        else:
            break
    if _AIM.match(left[0] if left else "") or (left and left[0] is parts[-1] and _is_done(left[0])):
        return parts
    return left


def _is_done(part: str) -> bool:
    """Whether the clause says no more than that it is finished by then."""
    days = list(day_words(part))
    return bool(days) and bool(
        re.fullmatch(r"前?(?:全部|全面)?(?:完成|完工|竣工|建成|见效|投用|通车)?", part[days[-1].end :])
    )


def _is_day(part: str) -> bool:
    """Whether the clause is nothing but a day: 「到11月底」."""
    days = list(day_words(part))
    return bool(
        days
        and re.fullmatch(
            r"(?:到|在|于|至|自|从|截至|截止|最迟|不迟于|确保|力争|务必)* *", part[: days[0].begin]
        )
        and not part[days[-1].end :].strip("起前止 ")
    )


def _shortened(title: str) -> str:
    is_about = bool(_OBJECT_FIRST.match(title))
    last = (_without_front, _without_list) if is_about else (_without_list, _without_front)
    for shorter in (_without_brackets, _without_day, _without_intensity, _without_quoted_list, *last):
        title = shorter(title)
        if width(title) <= MOST:
            return title
    return _cut(title)


def _without_brackets(title: str) -> str:
    bare = _BRACKET.sub("", title)
    return bare if width(bare) >= _SHORTEST else title


def _without_day(title: str) -> str:
    days = list(day_words(title[:30]))
    if not days or not re.fullmatch("(?:确保|力争|务必)?(?:在|于|到)?", title[: days[0].begin]):
        return title
    rest = title[days[0].end :].lstrip("前，,、")
    return rest if width(rest) >= _SHORTEST else title


def _without_intensity(title: str) -> str:
    while width(title) > MOST and _INTENSE.match(title):
        shorter = _without(_INTENSE, title)
        if shorter == title:
            break
        title = shorter
    return title


def _without_quoted_list(title: str) -> str:
    bare = _QUOTED_LIST.sub("", title)
    return bare if width(bare) >= _SHORTEST + 1 else title


def _without_list(title: str) -> str:
    """Returns the title with the later members of its list as 等; in 「对甲和乙实行…」 the verb behind stays."""
    deed = _DEED.match(title) or _OF_THING.match(title)
    inside = protected(title)
    if deed:
        thing = deed[2]
        breaks = [each for each in _BREAKS.finditer(thing) if not inside[len(deed[1]) + each.start()]]
        for each in reversed(breaks):
            shorter = f"{deed[1]}{thing[: each.start()]}等{deed[3]}"
            if width(shorter) <= MOST and each.start() > 1:
                return shorter
        return title
    if _OBJECT_FIRST.match(title):
        return title
    for each in reversed(list(_BREAKS.finditer(title))):
        cut = each.start()
        if not inside[cut] and _SHORTEST <= width(title[:cut]) < WISHED:
            return title[:cut] + "等"
    return title


def _without_front(title: str) -> str:
    """Returns the title without words in front of the thing that it is about, where they can be told apart."""
    bare = re.sub(r"^(?:对|将|把)", "", title)
    inside = protected(bare)
    for end in _FRONT_ENDS.finditer(bare):
        rest = bare[end.end() :]
        if end.end() and end.end() < len(bare) and not inside[end.end() - 1] and 8 <= width(rest) <= MOST:
            return rest
    return title


def _cut(title: str) -> str:
    """Returns as much of the beginning as has room; a pair or number that would be cut is left out."""
    end = len(title)
    while width(title[:end]) > MOST - 1:
        end -= 1
    inside = protected(title)
    best = end
    while best > 1 and (_is_joined(title, best) or (inside[best] and inside[best - 1])):
        best -= 1
    if width(title[:best]) < _SHORTEST:
        # the whole begins with one long pair: its words without the signs around them
        bare = re.sub(r"[“”\"「」（）()《》【】\[\]〔〕‘’『』]", "", title)
        return _HANGING.sub("", bare[: _fit(bare)]) or bare[: _fit(bare)]
    return _HANGING.sub("", title[:best].rstrip(_END)) or title[:best]


def _fit(text: str) -> int:
    end = len(text)
    while width(text[:end]) > MOST - 1:
        end -= 1
    while end > 1 and end < len(text) and _is_joined(text, end):
        end -= 1
    return end if end > 1 else MOST


def _is_joined(title: str, at: int) -> bool:
    if at >= len(title):
        return False
    before, after = title[at - 1], title[at]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _without(form: re.Pattern[str], title: str) -> str:
    """Returns the title without the leading words of `form`, unless too little would be left."""
    rest = form.sub("", title, count=1).lstrip(_END)
    return rest if width(rest) >= _SHORTEST - 1 else title
