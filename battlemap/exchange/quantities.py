"""Finds the quantity that a sentence promises: 「项目30个」 → 30 个; ordinals, years and names are none."""

from __future__ import annotations

import re
import unicodedata

from battlemap.exchange.sentences import clauses, protected

_UNITS = (
    "个百分点|平方公里|平方千米|平方米|平米|㎡|m²|立方米|公顷|公里|千米|千瓦时|千瓦|兆瓦|蒸吨|标准煤|"
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
    r"完成|达到|达|实现|新增|引进|导入|建成|建设|新建|改造|培育|争取|力争|确保|不少于|不低于|"
    r"超过|突破|落地|开工|竣工|投产|"
    r"签约|整改|化解|覆盖|提高|增长|降低|压减|打通|办结|清零|招引|策划|储备|入库|挂牌|取缔|"
    r"拆除|设置|清理|修补|更换|施划|栽植|种植|"
    r"整治|治理|排查|检查|检修|修复|改建|扩建|铺设|敷设|安装|投放|举办|组织|开展|组建|发放|"
    r"销号|创建|消除|关停|处置|供地|收储|搬迁|安置|救助|"
    r"培训|帮扶|走访|硬化|修建|修|建|绿化|补植|种|查处|破获|办理|打造|发展|认定|申报|盘活|"
    r"腾空|征收|征迁|拆迁|悬挂|布置|配备|购置|推广|发布|出台|制定"
)
#: Farther than this no sentence is looked at.
_FARTHEST = 2000
_RANK = re.compile(r"(?:前|后|第|全国|世界|中国)$")
#: 「20亿元以上项目」, 「超10亿元项目」: how large each one is, not how many.
_THRESHOLD = re.compile(r"以[上下内](?:的)?(?=[\u4e00-\u9fff])(?!且|并|左右|、|同)|级(?=[\u4e00-\u9fff])")
_OVER = re.compile(r"(?:超|过|超过|达|逾|上)$")
_NOUN_AHEAD = re.compile(
    r"(?:的)?(?:重大|重点|工业|产业|优质|外资|大)?(?:项目|企业|园区|集群|产业|工程|平台|基地)"
)
_NOT_THINGS = re.compile(r"^(?:工作日|月|小时|星期|学期|年|季度|百分点(?:左右)?以内)")


def find_target(sentence: str) -> tuple[str, str] | None:
    """Returns the promised quantity as decimal words and unit («30», «个»), or None where none is promised.

    Of several the first one beside a word of achievement counts, and none where there is no such word. What stands in brackets or
    quotation marks is a name, not a promise. How large each thing is (「20亿元以上项目3个」) is no promise either.
    """
    plain = _same_length_nfkc(sentence[:_FARTHEST])
    quantities: list[tuple[bool, str, str]] = []
    for clause in clauses(plain):
        inside = protected(clause)
        is_goal = bool(_GOAL.search(clause))
        of_clause: list[re.Match[str]] = []
        for match in (*_QUANTITY.finditer(clause), *_HAN_PERCENT.finditer(clause)):
            if inside[match.start()] or _RANK.search(clause[: match.start()]) or _is_threshold(clause, match):
                continue
            if match.re is _QUANTITY and match["unit"] == "个" and _NOT_THINGS.match(clause[match.end() :]):
                continue
            of_clause.append(match)
        while len(of_clause) > 1 and _is_size_of_one(clause, of_clause[0], of_clause[1:]):
            of_clause = of_clause[1:]
        quantities += [(is_goal, *_value(match)) for match in of_clause]
    promised = [each for each in quantities if each[0]] or (quantities if len(quantities) == 1 else [])
    return promised[0][1:] if promised else None


def _value(match: re.Match[str]) -> tuple[str, str]:
    if match.re is _HAN_PERCENT:
        return "100" if match["value"] == "百" else match["value"], "%"
    return match["value"].replace(",", ""), match["unit"].replace("余", "")


def _is_size_of_one(clause: str, match: re.Match[str], later: list[re.Match[str]]) -> bool:
    """Whether the quantity belongs to a thing that is counted behind it: 「日处理2万吨污水厂1座」."""
    is_of_noun = bool(re.match(r"(?:的)?[\u4e00-\u9fff]", clause[match.end() :])) and not re.match(
        r"以[上下]|左右|、|和|及", clause[match.end() :]
    )
    last = later[-1]
    is_counted = match.re is _QUANTITY and match["unit"].endswith(
        ("元", "米", "亩", "公里", "吨", "瓦", "公顷")
    )
    return is_of_noun and is_counted and not clause[last.end() :].strip("以上左右余 。；;.")


def _is_threshold(clause: str, match: re.Match[str]) -> bool:
    """Whether the quantity says how large each of the things is that are counted."""
    if _THRESHOLD.match(clause, match.end()):
        return True
    if match.re is _HAN_PERCENT:
        return False
    is_size = match["unit"].endswith(("元", "米", "亩", "公里", "吨", "人"))
    before = clause[max(0, match.start() - 2) : match.start()]
    return is_size and bool(_NOUN_AHEAD.match(clause, match.end())) and bool(_OVER.search(before))


def _same_length_nfkc(text: str) -> str:
    """Returns the text with half-width digits, percent and full stops between digits."""
    return "".join(
        unicodedata.normalize("NFKC", char) if char in "０１２３４５６７８９．％" else char for char in text
    )
