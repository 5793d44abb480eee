"""An action's part of the outline becomes measures and tasks; every word ends up in a heading or in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

import attrs

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft
from battlemap.exchange.heading_parts import Headed, take_apart
from battlemap.exchange.labelled_fields import Fields, is_fields_only, take_fields
from battlemap.exchange.lines import Line
from battlemap.exchange.outline import Node
from battlemap.exchange.sentences import split_sentences
from battlemap.exchange.short_title import short_title
from battlemap.exchange.table_rows import read_table
from battlemap.exchange.task_text import Period, Sentence, draft_task
from battlemap.exchange.text_pieces import Pieces, TasksPer

#: So many other actions are looked at.
_MOST_COMPARED = 5
#: 「10条、156公里」 says how much, not what.
_ONLY_FIGURES = re.compile(r"[\d.,]+[百千万亿]*[^\d、，]{1,4}(?:[、，和][\d.,]+[百千万亿]*[^\d、，]{1,4})*")
_SENTENCE = re.compile(r"[。，；\d]")


def draft_action(
    node: Node, number: int, tasks_per: TasksPer, period: Period
) -> tuple[ActionDraft, list[str]]:
    """Returns the action that stands under a heading, without a code yet, and the words that nobody could file."""
    headed = take_apart(node.heading, is_name=bool(node.items) or not _SENTENCE.search(node.words))
    own = [Line(headed.text)] if headed.text else []
    own += [item for item in node.items if isinstance(item, Line)]
    raw, defaults = [headed.raw], headed.fields
    if node.nodes:
        while own and not own[0].cells and _is_lead(own[0].text):
            words = own.pop(0).text
            raw.append(words)
            defaults = defaults.joined(take_fields(words)[1])
    else:
        while own and is_fields_only(own[0].text):
            words = own.pop(0).text
            raw.append(words)
            defaults = defaults.joined(take_fields(words)[1])
    defaults = defaults.filled_from(_fields_below(node))
    unfiled: list[str] = []
    measures: list[MeasureDraft] = []
    points = _points_only(node)
    if own or points:
        whole = Headed("", headed.title, "")
        number_of_whole = 0 if node.nodes and not points else 1
        measures.append(
            _measure(whole, number_of_whole, [*own, *points], tasks_per, period, defaults, unfiled)
        )
    for child, child_number in zip(*_in_order([] if points else node.nodes), strict=True):
        has_more = any(isinstance(item, Node) or not is_fields_only(item.text) for item in child.items)
        part = take_apart(child.heading, is_name=has_more)
        below: list[Line | Node] = [Line(part.text)] if part.text else []
        below += child.items
        shared = part.fields.filled_from(defaults)
        measures.append(_measure(part, child_number, below, tasks_per, period, shared, unfiled, child.kind))
    if not measures and _has_deed(defaults):
        # fields without a sentence: the action itself is what is to be done
        measures.append(_of_fields(headed.title, raw, defaults, period))
        raw = [""]
    lead, responsible, _ = defaults.units
    action = ActionDraft(
        number,
        headed.title,
        tuple(measures),
        heading="\n".join(words for words in raw if words),
        lead_leader=defaults.lead_leader,
        lead_unit=lead or responsible,
        series=node.kind,
    )
    return action, unfiled


def _fields_below(node: Node) -> Fields:
    """Returns the fields that stand alone below the last of several points and mean all of them.

    They do where no point has units of its own and they stand in a bracket, name the leader of the whole, or stand so
    below the other actions too.
    """
    lines = _lines_at_the_end(node)
    fields = Fields()
    for line in lines:
        fields = fields.joined(take_fields(line.text)[1])
    if not lines:
        return fields
    others = [each for each in (node.parent.nodes if node.parent else ()) if each is not node and each.nodes]
    is_usual = bool(others) and all(_lines_at_the_end(each, fewest=1) for each in others[:_MOST_COMPARED])
    return fields if lines[-1].text[:1] in "（(〔[" or fields.lead_leader or is_usual else Fields()


def _lines_at_the_end(node: Node, fewest: int = 2) -> list[Line]:
    """Returns the lines of nothing but fields below the last of several points, none where a point has its own units."""
    last = node.nodes[-1] if len(node.nodes) >= fewest else None
    lines: list[Line] = []
    for item in reversed(last.items if last else []):
        if not isinstance(item, Line) or item.cells or not is_fields_only(item.text):
            break
        lines.insert(0, item)
    below = {id(line) for line in lines}
    texts = (
        [line.text for child in node.nodes for line in child.lines() if id(line) not in below]
        if lines
        else []
    )
    return [] if any(take_fields(words)[1].has_units for words in texts) else lines


def _has_deed(fields: Fields) -> bool:
    return bool(fields.lead_unit or fields.responsible_unit or fields.due_text)


def _of_fields(title: str, raw: Sequence[str], fields: Fields, period: Period) -> MeasureDraft:
    source = "\n".join(words for words in raw if words)
    sentence = Sentence(source, title, Fields(), short_title(title), shared=fields)
    return MeasureDraft(1, title, source, (draft_task(sentence, period),))


def _points_only(node: Node) -> list[Node]:
    """Returns the children where all are points of a list (——, 一是 without a name), which make no measures."""
    return node.nodes if node.nodes and all(child.kind == "dash" for child in node.nodes) else []


def _measure(
    headed: Headed,
    number: int,
    items: Sequence[Line | Node],
    tasks_per: TasksPer,
    period: Period,
    defaults: Fields,
    unfiled: list[str],
    series: str = "",
) -> MeasureDraft:
    """Returns the measure made of these lines and points; tables that tell nothing are added to `unfiled`."""
    raw = [headed.raw]
    pieces = Pieces(headed.title, period)
    texts: list[str] = []
    for table, run in groupby(items, key=lambda item: item.table if isinstance(item, Line) else 0):
        group = list(run)
        lines = [item for item in group if isinstance(item, Line)]
        read = read_table(lines) if table else None
        if read:
            raw.append(read.heading)
            texts += [row.sentence.source for row in read.rows]
            pieces.add_rows(row.sentence for row in read.rows)
        elif table:
            unfiled += [line.text for line in lines]
        else:
            for item in group:
                if isinstance(item, Line):
                    texts.append(item.text)
                    pieces.add_paragraphs([item.text])
                else:
                    _add_point(item, pieces, texts, unfiled)
    sentences = pieces.sentences(tasks_per, defaults)
    tasks = tuple(draft_task(sentence, period) for sentence in sentences)
    if len(tasks) == 1 and headed.title and _ONLY_FIGURES.fullmatch(tasks[0].title):
        tasks = (attrs.evolve(tasks[0], title=short_title(headed.title)),)
    if not tasks:  # stray punctuation, or nothing but a name
        raw += texts
        texts = []
    title = headed.title or (tasks[0].title if tasks else "") or short_title("".join(texts)[:200])
    heading = "\n".join(words for words in raw if words)
    return MeasureDraft(number, title, "\n".join(texts), tasks, heading=heading, series=series)


def _add_point(node: Node, pieces: Pieces, texts: list[str], unfiled: list[str]) -> None:
    """Adds a heading below a measure as a point: its name leads to what it says, or is what is to be done."""
    waiting: list[Node | Line] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Line):
            if item.cells:
                unfiled.append(item.text)
            else:
                texts.append(item.text)
                pieces.add_paragraphs([item.text])
            continue
        heading = item.heading
        if heading is None:
            continue
        texts.append(heading.mark + heading.words)
        has_text = any(isinstance(each, Node) or not is_fields_only(each.text) for each in item.items)
        part = take_apart(heading, is_name=has_text)
        name, text = part.raw, part.text
        if (not text and not has_text) or (text and is_fields_only(text)):
            name, text = heading.mark, heading.words
        pieces.add_point(name if text else f"{name}\n", text, item.kind)
        waiting.extend(item.items[::-1])


def _is_lead(words: str) -> bool:
    """Whether a paragraph above the measures only leads to them: fields, or 「重点抓好以下工作：」."""
    return is_fields_only(words) or (
        words.rstrip().endswith(("：", ":")) and len(split_sentences(words)) == 1
    )


def _in_order(nodes: Sequence[Node]) -> tuple[list[Node], list[int]]:
    """Returns the measures by their numbers with these; in the order of the text, counted, where numbers clash."""
    numbers = numbers_of(nodes)
    if numbers is None:
        return list(nodes), list(range(1, len(nodes) + 1))
    ordered = sorted(zip(numbers, nodes, strict=True), key=lambda pair: pair[0])
    return [node for _, node in ordered], [number for number, _ in ordered]


def numbers_of(nodes: Iterable[Node]) -> list[int] | None:
    """Returns the headings' numbers, or None where one has none or two are the same."""
    each_node = list(nodes)
    numbers = [node.heading.number for node in each_node if node.heading and node.heading.number is not None]
    is_whole = len(numbers) == len(each_node) and len(set(numbers)) == len(numbers)
    return numbers if is_whole and len({node.kind for node in each_node}) < 2 else None
