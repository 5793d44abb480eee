"""Fields that a plan writes out: 「牵头单位：…；责任单位：…；完成时限：…」, also in brackets or as 「（经发局牵头）」."""

from __future__ import annotations

import re

import attrs

from battlemap.exchange.sentences import clauses, split_sentences

#: Label → field of `Fields`; the longer label first where one contains the other.
LABELS = {
    "牵头责任单位": "lead_unit", "牵头单位": "lead_unit", "牵头部门": "lead_unit", "主办单位": "lead_unit",
    "责任单位": "responsible_unit", "责任部门": "responsible_unit", "承办单位": "responsible_unit",
    "实施单位": "responsible_unit", "主责单位": "responsible_unit", "落实单位": "responsible_unit",
    "配合单位": "coop_units", "配合部门": "coop_units", "协办单位": "coop_units", "参与单位": "coop_units",
    "协助单位": "coop_units",
    "牵头领导": "lead_leader", "包保领导": "lead_leader", "分管领导": "lead_leader", "责任领导": "lead_leader",
    "挂包领导": "lead_leader",
    "责任人": "owner", "负责人": "owner", "具体责任人": "owner", "主要责任人": "owner", "联系人": "owner",
    "完成时限": "due_text", "完成时间": "due_text", "办结时限": "due_text", "整改时限": "due_text",
    "时限要求": "due_text", "时间要求": "due_text", "时间节点": "due_text", "时限": "due_text",
    "工作目标": "goal", "目标任务": "goal", "年度目标": "goal", "目标": "goal",
}  # fmt: skip

_LABEL = "|".join(sorted(LABELS, key=len, reverse=True))
_FIELD = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<label>{_LABEL})\s*[：:]\s*"
    rf"(?P<value>.*?)(?=[\s、，,；;]*(?<![\u4e00-\u9fff])(?:{_LABEL})\s*[：:]|[；;。\n\t]|$)[；;。]?"
)
_BEGINS = re.compile(rf"^[\s（(【\[]*(?:{_LABEL})\s*[：:]")
_BRACKET = re.compile(r"[（(【\[]([^（()）【】\[\]]{2,160})[）)】\]]")
_DUTY = re.compile(
    r"^(?P<who>[^，,；;。：:]{2,50}?)(?:(?P<lead>牵头(?:负责|实施|落实)?)|(?P<coop>参与|配合|协助|协同)(?:配合|落实)?"
    r"|(?P<duty>(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:具体|共同|分别)?负责(?:落实)?))$"
)
_DUE = re.compile(r"^.{1,20}(?:底|末|旬|日|月|内|前)(?:前|之前)?(?:完成|落实|办结|见效|到位)?$")
_EMPTY = re.compile(r"[（(【\[][\s；;，,。、]*[）)】\]]")
_UNIT_COMMAS = re.compile(r"\s*[、，,；;/]\s*|\s+(?=[\u4e00-\u9fff])")


@attrs.frozen
class Fields:
    """What was written out; "" for what was not. `goal` is the text of a goal, to look for a quantity in."""

    lead_unit: str = ""
    responsible_unit: str = ""
    coop_units: str = ""
    lead_leader: str = ""
    owner: str = ""
    due_text: str = ""
    goal: str = ""

    def filled_from(self, other: Fields) -> Fields:
        """Returns these fields, the empty ones taken from `other`."""
        mine, others = attrs.asdict(self), attrs.asdict(other)
        return Fields(**{name: mine[name] or others[name] for name in mine})

    @property
    def units(self) -> tuple[str, str, str]:
        """The leading, the responsible and the cooperating units; of several responsible ones the first."""
        lead, *more_leads = _names(self.lead_unit)
        responsible, *more = _names(self.responsible_unit)
        coop = [*more_leads, *more, *_names(self.coop_units)]
        return lead, responsible, "、".join(name for name in coop if name)


def begins_with_field(text: str) -> bool:
    """Whether the text starts with a label, perhaps behind a bracket."""
    return bool(_BEGINS.match(text))


def take_fields(sentence: str) -> tuple[str, Fields]:
    """Returns the sentence without what became fields, and the fields. Words that are no field stay in the sentence."""
    found: dict[str, str] = {}
    rest = _BRACKET.sub(lambda match: "" if _take_bracket(match[1], found) else match[0], sentence)
    rest = _FIELD.sub(lambda match: _keep(match, found), rest)
    if found:
        rest = re.sub(r"^[\s；;，,、。]+|[\s；;，,、]+$", "", _EMPTY.sub("", rest))
        rest = "" if not re.search(r"\w", rest) else rest
    return rest, Fields(**found)


def is_fields_only(sentence: str) -> bool:
    """Whether nothing but fields stands in the sentence."""
    rest, fields = take_fields(sentence)
    return not rest and fields != Fields()


def sentences_with_fields(paragraph: str) -> list[str]:
    """Returns the sentences of a paragraph; fields that follow one another stay together."""
    parts: list[str] = []
    for part in split_sentences(paragraph):
        if parts and begins_with_field(part) and begins_with_field(parts[-1]):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _keep(match: re.Match[str], found: dict[str, str]) -> str:
    return "" if _add(found, LABELS[match["label"]], match["value"]) else match[0]


def _add(found: dict[str, str], name: str, value: str) -> bool:
    value = value.strip(" \t　，,、；;。")
    if value:
        found[name] = f"{found[name]}、{value}" if found.get(name) else value
    return bool(value)


def _take_bracket(words: str, found: dict[str, str]) -> bool:
    """Takes the fields of a bracket that holds nothing else; returns whether it did."""
    here: dict[str, str] = {}
    if begins_with_field(words):
        rest = _FIELD.sub(lambda match: _keep(match, here), words)
        if re.search(r"\w", rest):
            return False
    else:
        for part in clauses(words):
            duty = _DUTY.match(part)
            if duty:
                name = "lead_unit" if duty["lead"] else "coop_units" if duty["coop"] else "responsible_unit"
                _add(here, name, duty["who"])
            elif here and _DUE.match(part):
                _add(here, "due_text", re.sub(r"(?:完成|落实|办结|见效|到位)$", "", part))
            else:
                return False
    for name, value in here.items():
        _add(found, name, value)
    return bool(here)


def _names(words: str) -> list[str]:
    return [name for name in _UNIT_COMMAS.split(words) if name] or [""]
