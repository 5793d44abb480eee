"""An action's part of the outline becomes measures and tasks; every word ends up in a heading or in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

import attrs

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft
from battlemap.exchange.headings import MOST_NAME, Heading
from battlemap.exchange.labelled_fields import Fields, begins_with_field, is_fields_only, take_fields
from battlemap.exchange.lines import Line
from battlemap.exchange.outline import Node
from battlemap.exchange.sentences import split_sentences
from battlemap.exchange.short_title import short_title
from battlemap.exchange.table_rows import read_table
from battlemap.exchange.task_text import Period, draft_task
from battlemap.exchange.text_pieces import Pieces, TasksPer

_END = " \t　。．.；;：:，,！!"
_COLON_NAME = re.compile(r"^[^：:，,。；;“「（(]{2,15}[：:](?=.)")
#: A first sentence up to this long, without a comma, is the name of what follows.
_LONGEST_RUN_IN = 24


@attrs.frozen
class Headed:
    """A heading taken apart: its words as found, the title, and what already is text."""

    raw: str
    title: str
    text: str


def draft_action(
    node: Node, number: int, tasks_per: TasksPer, period: Period
) -> tuple[ActionDraft, list[str]]:
    """Returns the action that stands under a heading, without a code yet, and the words that nobody could file."""
    headed = _take_apart(node.heading, is_name=True)
    own = [Line(headed.text)] if headed.text else []
    own += [item for item in node.items if isinstance(item, Line)]
    raw, defaults = [headed.raw], Fields()
    if node.nodes:
        while own and not own[0].cells and _is_lead(own[0].text):
            words = own.pop(0).text
            raw.append(words)
            defaults = defaults.filled_from(take_fields(words)[1])
    else:
        while own and is_fields_only(own[0].text):
            words = own.pop(0).text
            raw.append(words)
            defaults = take_fields(words)[1].filled_from(defaults)
    unfiled: list[str] = []
    measures: list[MeasureDraft] = []
    if own:
        whole = Headed("", headed.title, "")
        measures.append(_measure(whole, 0 if node.nodes else 1, own, tasks_per, period, defaults, unfiled))
    for child, child_number in zip(*_in_order(node.nodes), strict=True):
        has_more = any(isinstance(item, Node) or not is_fields_only(item.text) for item in child.items)
        part = _take_apart(child.heading, is_name=has_more)
        below = [Line(part.text)] if part.text else []
        below += _flat(child)
        measures.append(_measure(part, child_number, below, tasks_per, period, defaults, unfiled))
    lead, _, _ = defaults.units
    action = ActionDraft(
        number,
        headed.title,
        tuple(measures),
        heading="\n".join(words for words in raw if words),
        lead_leader=defaults.lead_leader,
        lead_unit=lead,
    )
    return action, unfiled


def _measure(
    headed: Headed,
    number: int,
    lines: Sequence[Line],
    tasks_per: TasksPer,
    period: Period,
    defaults: Fields,
    unfiled: list[str],
) -> MeasureDraft:
    """Returns the measure made of these lines; tables that tell nothing are added to `unfiled`."""
    raw = [headed.raw]
    pieces = Pieces(headed.title)
    texts: list[str] = []
    for table, run in groupby(lines, key=lambda line: line.table):
        group = list(run)
        read = read_table(group) if table else None
        if read:
            raw.append(read.heading)
            texts += [row.sentence.source for row in read.rows]
            pieces.add_rows(row.sentence for row in read.rows)
        elif table:
            unfiled += [line.text for line in group]
        else:
            texts += [line.text for line in group]
            pieces.add_paragraphs(line.text for line in group)
    sentences = pieces.sentences(tasks_per, defaults)
    tasks = tuple(draft_task(sentence, period) for sentence in sentences)
    if not tasks:  # stray punctuation
        raw += texts
        texts = []
    title = headed.title or (tasks[0].title if tasks else "") or short_title("".join(texts)[:200])
    return MeasureDraft(
        number, title, "\n".join(texts), tasks, heading="\n".join(words for words in raw if words)
    )


def _take_apart(heading: Heading | None, is_name: bool) -> Headed:
    """Returns the parts of a heading; `is_name` where a lone sentence names what follows instead of being the text."""
    if heading is None or not heading.words:
        return Headed(heading.mark if heading else "", "", "")
    words = heading.words
    colon = _COLON_NAME.match(words)
    if colon and not begins_with_field(words):
        return Headed(heading.mark + colon[0], colon[0].strip(_END), words[colon.end() :])
    first, *more = split_sentences(words)
    if more and len(first) <= _LONGEST_RUN_IN and "，" not in first and "," not in first:
        return Headed(heading.mark + first, take_fields(first)[0].strip(_END), "".join(more))
    if not more and is_name and len(words) <= MOST_NAME:
        name, fields = take_fields(words)
        if fields == Fields():
            return Headed(heading.mark + words, name.strip(_END), "")
    return Headed(heading.mark, short_title(take_fields(first)[0]), words)


def _is_lead(words: str) -> bool:
    """Whether a paragraph above the measures only leads to them: fields, or 「重点抓好以下工作：」."""
    return is_fields_only(words) or (
        words.rstrip().endswith(("：", ":")) and len(split_sentences(words)) == 1
    )


def _flat(node: Node) -> list[Line]:
    """Returns all lines below a measure; deeper headings are lines of their own."""
    flat: list[Line] = []
    for item in node.items:
        flat += [item] if isinstance(item, Line) else item.lines()
    return flat


def _in_order(nodes: Sequence[Node]) -> tuple[list[Node], list[int]]:
    """Returns the measures by their numbers with these; in the order of the text, counted, where numbers clash."""
    numbers = numbers_of(nodes)
    if numbers is None:
        return list(nodes), list(range(1, len(nodes) + 1))
    ordered = sorted(zip(numbers, nodes, strict=True), key=lambda pair: pair[0])
    return [node for _, node in ordered], [number for number, _ in ordered]


def numbers_of(nodes: Iterable[Node]) -> list[int] | None:
    """Returns the headings' numbers, or None where one has none or two are the same."""
    numbers = [node.heading.number for node in nodes if node.heading and node.heading.number is not None]
    is_whole = len(numbers) == len(list(nodes)) and len(set(numbers)) == len(numbers)
    return numbers if is_whole else None
