"""Finds the quantity that a sentence promises: 「项目30个」 → 30 个; ordinals, years and names are none."""

from __future__ import annotations

import re
import unicodedata

from battlemap.exchange.sentences import clauses, protected

_UNITS = (
    "个百分点|平方公里|平方千米|平方米|立方米|公顷|公里|千米|千瓦时|千瓦|兆瓦|蒸吨|标准煤|"
    "美元|欧元|元|吨|米|亩|个|项|家|户|人次|人|名|件|起|宗|座|条|处|所|台|套|辆|艘|批|场|份|篇|块|栋|幢|间|株|棵|盏|"
    "眼|村|镇|只|头|辆次|次|张|对|支|幅|套次|%|‰"
)
_QUANTITY = re.compile(
    r"(?<![\d.第\-—~～+*/A-Za-z])"
    r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*[-—~～至]\s*\d+(?:\.\d+)?)?"
    r"(?P<more>余|多)?\s*"
    rf"(?P<unit>[百千万亿]{{0,2}}余?(?:{_UNITS}))"
    r"(?!以[下内]领导)"
)
_HAN_PERCENT = re.compile(r"百分之(?P<value>百|\d+(?:\.\d+)?)")
_GOAL = re.compile(
    r"完成|达到|达|实现|新增|引进|导入|建成|建设|新建|改造|培育|争取|力争|确保|不少于|不低于|超过|突破|落地|开工|竣工|投产|"
    r"签约|整改|化解|覆盖|提高|增长|降低|压减|打通|办结|清零|招引|策划|储备|入库|挂牌"
)
_RANK = re.compile(r"(?:前|后|第|全国|世界|中国)$")
_NOT_THINGS = re.compile(r"^(?:工作日|月|小时|星期|学期|年|季度|百分点(?:左右)?以内)")


def find_target(sentence: str) -> tuple[str, str] | None:
    """Returns the promised quantity as decimal words and unit («30», «个»), or None where none is promised.

    Of several the first one beside a word of achievement counts, and none where there is no such word. What stands in brackets or
    quotation marks is a name, not a promise.
    """
    plain = _same_length_nfkc(sentence)
    found: list[tuple[bool, str, str]] = []
    for clause in clauses(plain):
        inside = protected(clause)
        is_goal = bool(_GOAL.search(clause))
        for match in (*_QUANTITY.finditer(clause), *_HAN_PERCENT.finditer(clause)):
            if inside[match.start()] or _RANK.search(clause[: match.start()]):
                continue
            if match.re is _HAN_PERCENT:
                found.append((is_goal, "100" if match["value"] == "百" else match["value"], "%"))
                continue
            unit = match["unit"].replace("余", "")
            if unit == "个" and _NOT_THINGS.match(clause[match.end() :]):
                continue
            found.append((is_goal, match["value"].replace(",", ""), unit))
    promised = [each for each in found if each[0]] or (found if len(found) == 1 else [])
    return promised[0][1:] if promised else None


def _same_length_nfkc(text: str) -> str:
    """Returns the text with half-width digits, percent and full stops between digits."""
    return "".join(
        unicodedata.normalize("NFKC", char) if char in "０１２３４５６７８９．％" else char for char in text
    )
