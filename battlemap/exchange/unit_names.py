"""Lists of units as plans write them: who leads, who helps, and which words are no unit at all."""

from __future__ import annotations

import re

_SUFFIX = (
    r"(?:局|委|办|部|厅|院|所|站|署|中心|公司|集团|镇|乡|街道|街道办|办事处|政府|管委会|"
    r"委员会|银行|支行|分行|支队|大队|总队|中队|联社|供销社|学校|大学|"
    r"医院|协会|商会|联合会|工会|总工会|团委|妇联|残联|工商联|科协|侨联|红十字会|法院|检察院|"
    r"分局|指挥部|专班|领导小组|小组|园区|开发区|高新区|经开区|示范区|"
    r"新区|村|社区|林场|农场|县区|区县|县市|市区|各县|各区|各市|苏木|旗县|镇街|乡镇|街镇|部门|"
    r"单位|企业|科室|处|科|室|股|队|府办|运营商|党组织|热线|电台|报社|集团军|电视台|融媒体|"
    r"气象台|监狱|水库|党校|通信办|运公司|城投|国投|市县|村居|村（社区）|村\(社区\)|（街道）|"
    r"\(街道\)|（园区）|（街道办）|（办事处）|（区）|（镇）)"
)
#: A name of a unit: a han word with a usual ending, perhaps with a place in brackets.
UNIT = re.compile(rf"^(?=.{{2,24}}$)(?:[\u4e00-\u9fffA-Za-z“”（）()·]*?){_SUFFIX}(?:等)?$")
_VERB = re.compile(r"完成|建设|新建|推进|开展|整治|加强|确保|实现|改造|修|达到|组织实施|办理|是|的|了|将")
_COMMAS = re.compile(r"[、，,；;/\n]|[\s　]+")
_WITH = re.compile(r"会同|(?<=[局委办部院镇会心])商(?=[市县区省])")
_AND = re.compile(r"(?<=[局委办部院镇会心司])(?:和|与|及|以及)(?=[市县区各省镇街人公财住自教农工发])")
_FORMULA = re.compile(
    r"(?:按(?:照)?(?:各自)?(?:职责|职能|分工)(?:分工)?|结合(?:各自)?(?:实际|职责)|"
    r"根据职责(?:分工)?)?(?:分别|具体|共同|联合|抓好|协同|依职责)*"
    r"(?:牵头)?(?:负责|落实|实施|配合|组织实施)?(?:落实|实施|推进)?$"
)
_NOTHING = re.compile(r"^(?:无|/|—+|-+|－+|暂无|空|\\)$")
_VAGUE = re.compile(
    r"^(?:[省市县区旗州]直)?各?(?:有关|相关|各有关|各相关)(?:单位|部门|方面|科室|企业|镇街|"
    r"乡镇)+$|^(?:区直|市直|县直)各有关"
)
_PERSON = re.compile(r"^[\u4e00-\u9fff]{2,4}$")


def unit_list(words: str) -> list[str]:
    """Returns the units of a list in their order, without 无 and without formulas like 按职责分工负责.

    Brackets hold a name together: 各镇（街道）.
    """
    names: list[str] = []
    for part in _outside_brackets(_WITH.sub("、", words)):
        for name in _AND.split(part):
            bare = name.strip(" \t　。．.:：")
            if bare.endswith(("负责", "落实", "实施", "配合", "推进")):
                bare = _FORMULA.sub("", bare)
            bare = re.sub(r"(?<=.)等(?:部门|单位)?$", "", bare)
            if bare and not _NOTHING.match(bare) and bare not in names:
                names.append(bare)
    return names


def are_units(words: str) -> bool:
    """Whether the words are nothing but names of units."""
    names = unit_list(words)
    return bool(names) and all(is_unit(name) for name in names)


def is_unit(name: str) -> bool:
    """Whether the word is the name of a unit by its ending."""
    return bool(UNIT.match(name)) and not _VERB.search(name) and not re.search(r"\d", name)


def is_vague(name: str) -> bool:
    """Whether the name says nobody in particular: 各有关单位."""
    return bool(_VAGUE.match(name))


def units_and_persons(words: str) -> tuple[str, str]:
    """Returns the units and the persons of 「区水利局 甲某」, each as a list with 、."""
    units: list[str] = []
    persons: list[str] = []
    for name in unit_list(words):
        bracket = re.match(r"^(.+?)[（(]([\u4e00-\u9fff]{2,4})[）)]$", name)
        if bracket and is_unit(bracket[1]) and not is_unit(bracket[2]):
            units.append(bracket[1])
            persons.append(bracket[2])
        elif units and not is_unit(name) and _PERSON.match(name):
            persons.append(name)
        else:
            units.append(name)
    return "、".join(units), "、".join(persons)


def _outside_brackets(words: str) -> list[str]:
    """Returns the parts between commas and blanks that stand in no brackets."""
    parts: list[str] = []
    begin = depth = 0
    for index, char in enumerate(words):
        if char in "（(〔[":
            depth += 1
        elif char in "）)〕]":
            depth = max(0, depth - 1)
        elif not depth and _COMMAS.match(char):
            parts.append(words[begin:index])
            begin = index + 1
    return [*parts, words[begin:]]
