"""A plan text or Word file becomes a plan draft: from lines over headings to actions, measures and tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path

import attrs

from battlemap.domain.action_code import delivered_codes, propose_codes
from battlemap.domain.planning.plan import ActionDraft, PlanDraft
from battlemap.errors import BadInput
from battlemap.exchange.action_level import chosen_level, levels_of
from battlemap.exchange.decoding import MOST_TEXT_BYTES, MOST_WORD_BYTES, decode, file_bytes
from battlemap.exchange.headings import heading_of, kind_key, kind_label
from battlemap.exchange.lines import Line, text_lines
from battlemap.exchange.measures import draft_action, numbers_of
from battlemap.exchange.outline import Node, build_outline
from battlemap.exchange.plan_head import plan_period, plan_title
from battlemap.exchange.plan_tables import file_tables
from battlemap.exchange.plan_tail import tail_length
from battlemap.exchange.task_text import Period
from battlemap.exchange.text_pieces import TasksPer
from battlemap.exchange.word import word_lines

#: Endings of the files that can be read.
SUFFIXES = (".txt", ".md", ".docx")
_UNNAMED = "未命名行动"


def read_plan(
    path: Path,
    level: str | None = None,
    tasks_per: TasksPer = "sentence",
    year_hint: int | None = None,
    today: date | None = None,
) -> PlanDraft:
    """Returns what a plan file says; raises BadInput with one sentence for a file that is no plan.

    `level` is a key of `PlanDraft.levels` (「（一）」) or its place from 1; without it the level is guessed. `year_hint`
    is the year where the plan names none. Recurring deadlines count from `today`, else from the first day.
    """
    suffix = path.suffix.lower()
    if suffix == ".docx":
        lines = word_lines(file_bytes(path, MOST_WORD_BYTES), path.name)
    elif suffix == ".doc":
        raise BadInput(f"「{path.name}」是旧版 Word 文件，请用 Word 或 WPS 另存为 .docx 后再打开。")
    elif suffix in SUFFIXES or not suffix:
        lines = text_lines(decode(file_bytes(path, MOST_TEXT_BYTES), path.name))
    else:
        raise BadInput(f"不能从「{path.name}」读取方案，请选择 .txt、.md 或 .docx 文件。")
    return plan_of_lines(lines, level, tasks_per, year_hint, today)


def parse_plan(
    text: str,
    level: str | None = None,
    tasks_per: TasksPer = "sentence",
    year_hint: int | None = None,
    today: date | None = None,
) -> PlanDraft:
    """Returns what a plan text says, as `read_plan` does."""
    return plan_of_lines(text_lines(text), level, tasks_per, year_hint, today)


def plan_of_lines(
    lines: Sequence[Line],
    level: str | None = None,
    tasks_per: TasksPer = "sentence",
    year_hint: int | None = None,
    today: date | None = None,
) -> PlanDraft:
    """Returns the draft of a plan's lines; every word of them is in it. Raises BadInput where there is no action."""
    foot = tail_length(lines)
    body = [line for line in lines[: len(lines) - foot] if line.place != "aside"]
    unfiled = [line.text for line in lines if line.place == "aside"]
    root = build_outline(body)
    levels = levels_of(root)
    chosen = chosen_level(levels, level)
    nodes = chosen.nodes if chosen else ()
    outside = list(_outside(root, set(map(id, nodes))))
    head = [item for item in root.lines() if not item.cells][:12]
    title = plan_title(_head_lines(body)) or plan_title(head)
    texts = [line.text for line in (*outside, *lines[len(lines) - foot :], *body)]
    starts_on, ends_on = plan_period(texts, year_hint)
    period = Period(starts_on, ends_on, today)
    actions: list[ActionDraft] = []
    for node, number in _in_order(nodes):
        action, rest = draft_action(node, number, tasks_per, period)
        actions.append(action)
        unfiled += rest
    actions, left, rest = file_tables(outside, actions, title or _UNNAMED, period)
    unfiled += rest + [line.text for line in lines[len(lines) - foot :] if line.place != "aside"]
    draft = PlanDraft(
        title or _UNNAMED,
        starts_on,
        ends_on,
        tuple(line.text for line in left),
        _with_codes(actions),
        tuple(unfiled),
        kind_label(chosen.kind) if chosen else "",
        kind_key(chosen.kind) if chosen else "",
        tuple(each.choice() for each in levels),
    )
    return _checked(draft)


def _outside(root: Node, chosen: set[int]) -> Iterator[Line]:
    """Yields the lines that stand in none of the chosen headings, in the order of the text."""
    waiting: list[Line | Node] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Line):
            yield item
        elif id(item) not in chosen:
            if item.heading:
                yield Line(item.heading.mark + item.heading.words, item.heading.depth)
            waiting.extend(item.items[::-1])


def _head_lines(body: Sequence[Line]) -> list[Line]:
    """Returns the lines above the first numbered heading: where a title stands."""
    return list(
        takewhile(lambda line: (heading := heading_of(line)) is None or heading.number is None, body[:30])
    )


def _in_order(nodes: Sequence[Node]) -> list[tuple[Node, int]]:
    """Returns the actions by their numbers, also where the text has them in another order.

    Where numbers begin again under another heading, each heading's are sorted and all are counted through.
    """
    numbers = numbers_of(nodes)
    if numbers is not None:
        return sorted(zip(nodes, numbers, strict=True), key=lambda pair: pair[1])
    groups: dict[int, list[Node]] = {}
    for node in nodes:
        groups.setdefault(id(node.parent), []).append(node)
    ordered: list[Node] = []
    for group in groups.values():
        ordered += sorted(group, key=lambda node: node.heading_number or 0)
    return [(node, number) for number, node in enumerate(ordered, 1)]


def _with_codes(actions: Sequence[ActionDraft]) -> tuple[ActionDraft, ...]:
    named = [action if action.title else attrs.evolve(action, title=_UNNAMED) for action in actions]
    codes = propose_codes([(action.number, action.title) for action in named], delivered_codes())
    return tuple(attrs.evolve(action, code=code) for action, code in zip(named, codes, strict=True))


def _checked(draft: PlanDraft) -> PlanDraft:
    if not draft.actions:
        raise BadInput("没有找到专项行动：方案里应有「一、」「（一）」或「1.」这样的标题，请检查后再打开。")
    if not draft.task_count and len(draft.actions) < 2:
        raise BadInput("方案里只有标题，没有任务内容，请检查文件是否完整。")
    return draft
