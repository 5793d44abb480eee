"""A heading is taken apart: its name, the fields that stand in it, and what already is text."""

from __future__ import annotations

import re

import attrs

from battlemap.domain.days.day_words import day_words
from battlemap.exchange.field_labels import LABEL, field_of
from battlemap.exchange.headings import MOST_NAME, Heading
from battlemap.exchange.labelled_fields import (
    Fields,
    begins_with_field,
    brackets,
    is_fields_only,
    take_fields,
)
from battlemap.exchange.quantities import find_target
from battlemap.exchange.sentences import split_sentences
from battlemap.exchange.short_title import short_title

_END = " \t　。．.；;：:，,！!"
_COLON_NAME = re.compile(r"^[^：:，,。；;“「（(]{2,15}[：:](?=.)")
_DASH_NAME = re.compile(r"^([“\"「]?[^—，。；：]{2,20}?[”\"」]?)(——+|－－)(?=.)")
#: 比招商，看项目: a name in two halves of one length.
_COUPLET = re.compile(
    r"(?:[\u4e00-\u9fff]{3}[，,][\u4e00-\u9fff]{3}|[\u4e00-\u9fff]{4}[，,][\u4e00-\u9fff]{4})"
)
_STOPPED = re.compile(r"[。；;：:，,\d]")
_LABEL_BEHIND = re.compile(rf"(?<=\S)[ \t\u3000]+{LABEL}")
_QUOTES = '“”"「」'
#: A first sentence up to this long, without a comma, is the name of what follows.
_LONGEST_RUN_IN = 24
_FARTHEST = 400


@attrs.frozen
class Headed:
    """A heading's parts: its words as found, the title, what already is text, and fields for all below."""

    raw: str
    title: str
    text: str
    fields: Fields = attrs.field(factory=Fields)


def take_apart(heading: Heading | None, is_name: bool) -> Headed:
    """Returns the parts of a heading; `is_name` where a lone sentence names what follows instead of being the text."""
    if heading is None or (not heading.words and heading.kind != "named_bracket"):
        return Headed(heading.mark if heading else "", "", "")
    words = heading.words
    if heading.kind == "named_bracket":
        return Headed(heading.mark, heading.mark.strip("【】 　"), words)
    label = _LABEL_BEHIND.search(words)
    if label and field_of(label["label"]) and not _STOPPED.search(words, 0, label.start()):
        # 交通攻坚　牵头领导：某某　牵头单位：某局
        rest, fields = take_fields(words[label.start() :].strip())
        if not rest:
            return Headed(heading.mark + words, _unquoted(words[: label.start()]), "", fields)
    colon = _COLON_NAME.match(words)
    if colon and not begins_with_field(words):
        return Headed(heading.mark + colon[0], colon[0].strip(_END), words[colon.end() :])
    dash = _DASH_NAME.match(words)
    if dash:
        return Headed(heading.mark + dash[0], _unquoted(dash[1]), words[dash.end() :])
    first, *more = split_sentences(words)
    if more and is_fields_only("".join(more)):
        own = take_fields("".join(more))[1]
        if is_name and _is_run_in(first) and not re.search(r"\d", first):
            name, fields = _name(first)
            return Headed(heading.mark + words, name, "", fields.joined(own))
        return Headed(heading.mark, short_title(first), words)
    if more and len(first) <= _LONGEST_RUN_IN + 16 and _is_run_in(first):
        name, fields = _name(first)
        return Headed(heading.mark + first, name, "".join(more), fields)
    if not more and is_name and len(words) <= 2 * MOST_NAME and (len(_name(words)[0]) <= MOST_NAME):
        name, fields = _name(words)
        return Headed(heading.mark + words, name, "", fields)
    return Headed(heading.mark, short_title(take_fields(first)[0]) or short_title(words), words)


def name_of(heading: Heading) -> str:
    """Returns the name that a heading bears or begins with, to be shown and to be judged by."""
    if heading.kind == "named_bracket":
        return heading.mark.strip("【】 　")
    first = re.split("[。；：:]", heading.words[:_FARTHEST], maxsplit=1)[0]
    dash = _DASH_NAME.match(first)
    return _unquoted(dash[1]) if dash else first.strip(_END)


def _is_run_in(first: str) -> bool:
    """Whether the first sentence is the name of what follows, not itself what is to be done."""
    name = _name(first)[0]
    is_part = first.rstrip().endswith(("；", ";")) or (
        ("，" in name or "," in name) and not _COUPLET.fullmatch(name)
    )
    if is_part or not 0 < len(name) <= _LONGEST_RUN_IN:
        return False
    return not list(day_words(name)) and find_target(name) is None


def _name(words: str) -> tuple[str, Fields]:
    """Returns the name without brackets that hold fields or days, and what these say."""
    rest, fields = take_fields(words)
    parts: list[str] = []
    end = 0
    for begin, close in brackets(rest):
        inner = rest[begin + 1 : close - 1]
        days = list(day_words(inner))
        if days and len(inner) <= 40 and not fields.due_text:
            fields = attrs.evolve(fields, due_text=inner)
            parts.append(rest[end:begin])
            end = close
    bare = "".join([*parts, rest[end:]])
    return (bare.strip(_END) or words.strip(_END)), fields


def _unquoted(name: str) -> str:
    bare = name.strip(_END)
    if bare[:1] in _QUOTES and bare[-1:] in _QUOTES and not any(each in bare[1:-1] for each in _QUOTES):
        return bare[1:-1]
    return bare
