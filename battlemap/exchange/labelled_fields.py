"""Fields that a plan writes out: 「牵头单位：…；完成时限：…」, in brackets, as 「（经发局牵头）」 or in a sentence of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import attrs

from battlemap.domain.days.day_words import day_words
from battlemap.exchange.field_labels import GOALS, LABEL, field_of
from battlemap.exchange.sentences import clauses, split_sentences
from battlemap.exchange.unit_names import are_units, is_unit, is_vague, unit_list, units_and_persons

_ANY_LABEL = LABEL.replace("?P<label>", "?:")
_FIELD = re.compile(LABEL + rf"\s*(?P<value>.*?)(?=[\s、，,；;]*{_ANY_LABEL}|[；;。\n\t]|$)[；;。]?")
_BEGINS = re.compile(rf"^[\s（(【\[〔]*{LABEL}")
_OPEN, _CLOSE = "（(【[〔", "）)】]〕"
_LONGEST_BRACKET = 300
_FARTHEST_LABEL = 2000
_WHO = r"(?P<who>[^，,；;。：:]{2,80}?)"
_LEAD = re.compile(rf"^由?{_WHO}(?:牵头(?:负责|实施|落实|抓总|推进|办理)?|负总责|总牵头|主抓)$")
_COOP = re.compile(
    rf"^(?:由)?{_WHO}(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:积极|具体|全力)?(?:参与|配合|协助|"
    rf"协同|参加|支持)(?:配合|落实|实施|做好|推进)?$"
)
_DUTY = re.compile(
    rf"^由?{_WHO}(?:按(?:照)?(?:各自)?(?:职责|职能)(?:分工)?)?(?:分别|具体|共同|联合|"
    rf"依职责)*(?:负责(?:落实|实施|推进|办理)?|组织实施|承办|落实)$"
)
_EACH = re.compile(
    rf"^{_WHO}(?:结合(?:各自)?(?:实际|职责)|根据(?:各自)?(?:职责|实际)(?:分工)?|"
    rf"按(?:照)?(?:各自)?职责(?:分工)?)(?:抓好|做好|具体)?(?:落实|实施|推进|配合)$"
)
_HELP = re.compile(rf"^{_WHO}(?:做好|提供|给予|抓好|落实|保障|加强|负责).{{2,14}}$")
_DONE = r"(?:完成|完工|竣工|建成|投用|投产|通车|通水|交付|销号|完毕|开工|落实|办结|见效|到位|启动|实施|整改到位|取得(?:明显|阶段性)?成效)"
_ONGOING = re.compile(r"^(?:并)?(?:持续|长期|常态化|同步)(?:推进|坚持|开展|实施|落实|进行)?$")
_AFTER_DAY = re.compile(
    rf"^[，,]?(?:前|之前)?(?:基本|全部|全面)?(?:{_DONE}|(?:并)?(?:持续|长期)(?:推进|坚持|开展|"
    rf"实施))?[，,。]?$"
)
_STEP = re.compile(rf"^[，,]?(?:前|之前)?(?:基本|全部|全面)?{_DONE}[\u4e00-\u9fff]{{0,8}}$")
_EMPTY = re.compile(r"[（(【\[〔][\s；;，,。、]*[）)】\]〕]")
_SUBJECT = re.compile(r"^(?P<unit>[\u4e00-\u9fff]{2,14}?)(?=负责|牵头|要(?!求|素|点|件)|应(?!急|对|用)|会同)")


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
        """Returns these fields, the empty ones taken from `other`; units come all from one of the two."""
        mine, others = attrs.asdict(self), attrs.asdict(other)
        if self.has_units:
            others |= {"lead_unit": "", "responsible_unit": "", "coop_units": ""}
        return Fields(**{name: mine[name] or others[name] for name in mine})

    def joined(self, other: Fields) -> Fields:
        """Returns these fields with those of the next line of the same list of fields."""
        mine, others = attrs.asdict(self), attrs.asdict(other)
        return Fields(**{name: mine[name] or others[name] for name in mine})

    @property
    def has_units(self) -> bool:
        """Whether a unit is named that answers for it."""
        return bool(self.lead_unit or self.responsible_unit)

    @property
    def units(self) -> tuple[str, str, str]:
        """The leading, the responsible and the cooperating units; of several the first, nobody in particular is none."""
        leads, responsible = unit_list(self.lead_unit), unit_list(self.responsible_unit)
        lead = next((name for name in leads if not is_vague(name)), "")
        answers = next((name for name in responsible if not is_vague(name)), "")
        rest = [*leads, *responsible, *unit_list(self.coop_units)]
        coop = [name for name in dict.fromkeys(rest) if name not in (lead, answers)]
        return lead, answers, "、".join(coop)


def begins_with_field(text: str) -> bool:
    """Whether the text starts with a label, perhaps behind a bracket."""
    match = _BEGINS.match(text[:40])
    return bool(match and (field_of(match["label"]) or match["label"] in GOALS))


@lru_cache(maxsize=64)
def take_fields(sentence: str) -> tuple[str, Fields]:
    """Returns the sentence without what became fields, and the fields. Words that are no field stay in the sentence."""
    head, tail = sentence[:_FARTHEST_LABEL], sentence[_FARTHEST_LABEL:]
    taken: dict[str, str] = {}
    rest = head
    if not _take_duties(head, taken):
        rest = _without_brackets(head, taken)
        if "：" in rest or ":" in rest:
            rest = _FIELD.sub(lambda match: _keep(match, taken), rest)
    else:
        rest = ""
    if taken:
        rest = re.sub(r"^[\s；;，,、。]+|[\s；;，,、]+$", "", _EMPTY.sub("", rest))
        rest = "" if not re.search(r"\w", rest) else rest
    return rest + tail, Fields(**taken)


def is_fields_only(sentence: str) -> bool:
    """Whether nothing but fields stands in the sentence."""
    if len(sentence) > _FARTHEST_LABEL:
        return False
    rest, fields = take_fields(sentence)
    return not rest and fields != Fields()


def is_deadline_only(sentence: str) -> bool:
    """Whether the sentence says no more than when the one before is to be done: 「11月底前完成。」"""
    if len(sentence) > 40:
        return False
    bare = sentence.strip(" 　。；;，,")
    days = list(day_words(bare))
    if not days:
        return False
    before = bare[: days[0].begin]
    return bool(
        re.fullmatch(r"(?:(?:务必|必须|确保|力争|要|须|于|在|并|均|全部|截至|不迟于|最迟)*)", before)
        and _AFTER_DAY.match(bare[days[-1].end :])
    )


def subject_unit(sentence: str) -> str:
    """Returns the unit that the sentence begins with and says to be in charge, "" where there is none."""
    match = _SUBJECT.match(sentence[:60].removeprefix("由"))
    return match["unit"] if match and is_unit(match["unit"]) else ""


def sentences_with_fields(paragraph: str) -> list[str]:
    """Returns the sentences of a paragraph; fields that follow one another stay together, a bracket of them with what it follows."""
    parts: list[str] = []
    for part in split_sentences(paragraph):
        if parts and (end := _field_bracket(part)):
            parts[-1] += part[:end]
            part = part[end:]
            if not part.strip():
                continue
        if parts and begins_with_field(part) and begins_with_field(parts[-1]) and len(parts[-1]) < 500:
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _field_bracket(part: str) -> int:
    """Returns where the bracket ends with which the part begins, if it holds nothing but fields; else 0."""
    if part.lstrip()[:1] not in tuple(_OPEN):
        return 0
    begin, end = next(brackets(part), (0, 0))
    is_first = end > 0 and not part[:begin].strip()
    return end if is_first and _take_bracket(part[begin + 1 : end - 1], {}, "", "") else 0


def brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yields begin and end of the outermost brackets that are not too long."""
    opened: list[int] = []
    for index, char in enumerate(text):
        if char in _OPEN:
            opened.append(index)
        elif char in _CLOSE and opened:
            begin = opened.pop()
            if not opened and index - begin <= _LONGEST_BRACKET:
                yield begin, index + 1


def _without_brackets(text: str, taken: dict[str, str]) -> str:
    parts: list[str] = []
    end = 0
    for begin, close in brackets(text):
        if _take_bracket(text[begin + 1 : close - 1], taken, text[:begin], text[close:]):
            parts.append(text[end:begin])
            end = close
    return "".join([*parts, text[end:]])


def _keep(match: re.Match[str], taken: dict[str, str]) -> str:
    name = match["label"]
    field = "goal" if name in GOALS else field_of(name)
    return (
        ""
        if field and field != "goal" and _add_value(taken, field, match["value"])
        else _keep_goal(match, taken, field)
    )


def _keep_goal(match: re.Match[str], taken: dict[str, str], field: str) -> str:
    return "" if field == "goal" and _add(taken, "goal", match["value"]) else match[0]


def _add_value(taken: dict[str, str], field: str, value: str) -> bool:
    """Adds what stands behind a label; a deadline inside a list of units is a deadline."""
    if field not in ("lead_unit", "responsible_unit", "coop_units"):
        return _add(taken, field, value)
    kept: list[str] = []
    has_day = False
    for part in re.split(r"(?<=[，,；;。])", value):
        bare = part.strip(" 　，,；;。")
        if bare and not is_unit(bare) and _take_due(bare, taken):
            has_day = True
        elif bare:
            kept.append(part)
    units, persons = units_and_persons("".join(kept))
    if persons:
        _add(taken, "owner", persons)
    return bool(_add(taken, field, units)) or has_day


def _add(taken: dict[str, str], name: str, value: str) -> bool:
    value = value.strip(" \t　，,、；;。")
    if value:
        taken[name] = f"{taken[name]}、{value}" if taken.get(name) else value
    return bool(value)


def _take_due(part: str, taken: dict[str, str]) -> bool:
    days = list(day_words(part))
    if not days:
        return bool(_ONGOING.match(part)) and _add(taken, "due_text", part)
    before, after = part[: days[0].begin], part[days[-1].end :]
    if not re.fullmatch(r"(?:于|在|并|截至|不迟于|最迟|确保)?", before) or not _AFTER_DAY.match(after):
        return False
    return _add(taken, "due_text", part[: days[-1].end])


def _take_step(part: str, taken: dict[str, str]) -> bool:
    """Takes a day with the step that is done by then, as 10月15日前完成排查; of several the last one counts."""
    days = list(day_words(part))
    return (
        bool(days)
        and not part[: days[0].begin]
        and bool(_STEP.match(part[days[-1].end :]))
        and _add(taken, "due_text", part)
    )


def _take_bracket(words: str, taken: dict[str, str], before: str, after: str) -> bool:
    """Takes the fields of a bracket that holds nothing else; returns whether it did."""
    here: dict[str, str] = {}
    if begins_with_field(words):
        rest = _FIELD.sub(lambda match: _keep(match, here), words)
        for part in clauses(rest):
            if not (_take_duty(part, here) or _take_due(part, here)):
                return False
    elif not _take_parts(words, here):
        # 「（区经信局、区统计局）」 at the end of a sentence names who does it
        is_last = re.match(r"^\s*[。；;，,]?\s*$", after) and not is_unit(
            before[-4:].strip("、，。； ") or "局"
        )
        here = {}
        units = [part for part in clauses(words) if are_units(part)]
        days = [part for part in clauses(words) if not are_units(part)]
        if not (is_last and units and len(words) > 2 and all(_take_due(part, here) for part in days)):
            return False
        here["responsible_unit"] = "、".join(units)
    for name, value in here.items():
        _add(taken, name, value)
    return bool(here)


def _take_duties(sentence: str, taken: dict[str, str]) -> bool:
    """Takes a sentence that says nothing but who does it: 「由区农委牵头，各街镇配合。」"""
    bare = sentence.strip(" 　。；;")
    if len(bare) > 200 or not re.search(r"牵头|负责|配合|落实|实施|协助|参与", bare):
        return False
    if re.search("[：:（(]", bare) or not clauses(bare):
        return False
    here: dict[str, str] = {}
    if not _take_parts(bare, here) or not here.keys() & {"lead_unit", "responsible_unit"}:
        return False
    names = [
        name
        for field in ("lead_unit", "responsible_unit", "coop_units")
        for name in unit_list(here.get(field, ""))
    ]
    if not all(is_unit(name) for name in names):
        return False
    taken.update(here)
    return True


def _take_parts(words: str, here: dict[str, str]) -> bool:
    """Takes the parts between commas, each a duty, a day or the units of the duty that follows; all or none."""
    waiting: list[str] = []
    for part in clauses(words):
        if begins_with_field(part):
            return False
        if _take_duty("、".join([*waiting, part]), here) if waiting else _take_duty(part, here):
            waiting = []
        elif here and (_take_due(part, here) or _take_step(part, here)):
            continue
        elif are_units(part):
            waiting.append(part)
        else:
            return False
    for name in waiting:
        _add(here, "coop_units" if here else "responsible_unit", name)
    return bool(here) and bool(re.search(r"牵头|负责|配合|落实|实施|参与|协助|承办|支持|主抓", words))


def _take_duty(part: str, here: dict[str, str]) -> bool:
    for field, form in (
        ("each", _EACH),
        ("lead_unit", _LEAD),
        ("responsible_unit", _DUTY),
        ("coop_units", _COOP),
    ):
        match = form.match(part)
        if not match or not _may_be_units(match["who"]):
            continue
        if field == "each" or (field == "responsible_unit" and here.get("lead_unit")):
            field = "coop_units" if here else "responsible_unit"
        return _add(here, field, match["who"])
    help_of = _HELP.match(part) if here else None
    return bool(help_of and are_units(help_of["who"]) and _add(here, "coop_units", help_of["who"]))


def _may_be_units(words: str) -> bool:
    return all(len(name) <= 24 and not re.search(r"\d", name) for name in unit_list(words)) and bool(
        unit_list(words)
    )
