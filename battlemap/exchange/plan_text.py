"""A plan text or Word file becomes a plan draft: from lines over headings to actions, measures and tasks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path

import attrs

from battlemap.domain.action_code import delivered_codes, propose_codes
from battlemap.domain.planning.plan import ActionDraft, PlanDraft
from battlemap.domain.planning.plan_titles import distinct_titles
from battlemap.errors import BadInput
from battlemap.exchange import plan_sheet as sheets
from battlemap.exchange.action_level import chosen_level, levels_of, names_work
from battlemap.exchange.decoding import MOST_TEXT_BYTES, MOST_WORD_BYTES, decode, file_bytes
from battlemap.exchange.heading_parts import take_apart
from battlemap.exchange.headings import Heading, heading_of, kind_key, kind_label
from battlemap.exchange.labelled_fields import subject_unit
from battlemap.exchange.lines import Line, text_lines
from battlemap.exchange.measures import draft_action, numbers_of
from battlemap.exchange.outline import Node, build_outline
from battlemap.exchange.plan_head import plan_title
from battlemap.exchange.plan_letter import Letter, parted, signature_days
from battlemap.exchange.plan_period import PlanSpan, campaign_span, first_year
from battlemap.exchange.plan_tables import file_tables
from battlemap.exchange.task_text import Period
from battlemap.exchange.text_pieces import TasksPer
from battlemap.exchange.word import word_lines

#: Endings of the files that can be read.
SUFFIXES = (".txt", ".md", ".docx", *sheets.SUFFIXES)
_UNNAMED = "未命名行动"
#: No plan is longer; what is read of one takes a few seconds at most.
MOST_LINES = 10_000
MOST_SENTENCES = 6_000
_STOPS = re.compile(r"[。；;！？!?①-⑳]|[一二三四五六七八九十]是")
_PAGE = re.compile(r"^[-—－]\s*\d{1,3}\s*[-—－]$")
_STEP = re.compile(
    r"^[（(][一二三四五六七八]{1,2}[）)][^。；，]{2,16}[（(][^（）()]{1,24}月[^（）()]{0,20}[）)]"
)
_PLAN_NAME = re.compile(r"行动|攻坚|方案|计划|安排|要点|分工|任务|实事|清单|部署")
_STOP = re.compile(r"[。；]|：$")
_OF_ITSELF = re.compile(
    r"(?:本次?|此次|这次)(?:专项|百日|集中)*(?:活动|行动|攻坚|会战|竞赛|战役|整治)[^。；]{0,8}?[自从][^。；]{0,30}至"
)
_DEED = re.compile(
    r"新建|改造|推进|开展|落实|建设|完成|整治|实施|抓好|做好|组织|打造|确保|新增|培育|修建|治理|引进|签约|推动|加快"
)


def read_plan(
    path: Path,
    level: str | None = None,
    tasks_per: TasksPer = "sentence",
    year_hint: int | None = None,
    today: date | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> PlanDraft:
    """Returns what a plan file says; raises BadInput with one sentence for a file that is no plan.

    `level` is a key of `PlanDraft.levels` (「（一）」) or its place from 1; without it the level is guessed. `year_hint`
    is the year where the plan names none. Recurring deadlines count from `today`, else from the first day.
    `progress` hears how many headings of how many are read, and may raise to end it.
    """
    suffix = path.suffix.lower()
    if suffix in sheets.SUFFIXES:
        lines = sheets.sheet_lines(path)
    elif suffix == ".docx":
        lines = word_lines(file_bytes(path, MOST_WORD_BYTES), path.name)
    elif suffix == ".doc":
        raise BadInput(f"“{path.name}”是旧版 Word 文件，请用 Word 或 WPS 另存为 .docx 后再打开。")
    elif suffix in SUFFIXES or not suffix:
        lines = _text_lines(decode(file_bytes(path, MOST_TEXT_BYTES), path.name))
    else:
        raise BadInput(f"不能从“{path.name}”读取方案，请选择 .txt、.md、.docx 或 .xlsx 文件。")
    return plan_of_lines(lines, level, tasks_per, year_hint, today, progress)


def parse_plan(
    text: str,
    level: str | None = None,
    tasks_per: TasksPer = "sentence",
    year_hint: int | None = None,
    today: date | None = None,
) -> PlanDraft:
    """Returns what a plan text says, as `read_plan` does."""
    return plan_of_lines(_text_lines(text), level, tasks_per, year_hint, today)


def _text_lines(text: str) -> list[Line]:
    """Returns the lines of a text; raises BadInput for one with far too many to be a plan."""
    if text.count("\n") > MOST_LINES:
        _refuse_many(sum(not raw.isspace() for raw in text.split("\n") if raw), MOST_LINES, "行")
    return text_lines(text)


def _refuse_many(number: int, most: int, counter: str) -> None:
    if number > most:
        raise BadInput(
            f"这份文字有 {number} {counter}，超过 {most} {counter}，不像一份方案，请分成几份再打开。"
        )


def plan_of_lines(
    lines: Sequence[Line],
    level: str | None = None,
    tasks_per: TasksPer = "sentence",
    year_hint: int | None = None,
    today: date | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> PlanDraft:
    """Returns the draft of a plan's lines; every word of them is in it. Raises BadInput where no work is named."""
    _refuse_many(len(lines), MOST_LINES, "行")
    _refuse_many(sum(len(_STOPS.findall(line.text)) for line in lines), MOST_SENTENCES, "句")
    aside = [line for line in lines if line.place == "aside" or _PAGE.match(line.text[:12])]
    asides = set(map(id, aside))
    letter = parted([line for line in lines if id(line) not in asides] if aside else lines)
    root = build_outline(letter.body)
    levels = levels_of(root)
    if not levels and letter.annexes and not _has_table(letter.body):
        letter = attrs.evolve(letter, body=(*letter.body, *letter.annexes), annexes=())
        root = build_outline(letter.body)
        levels = levels_of(root)
    chosen = chosen_level(levels, level)
    nodes = chosen.nodes if chosen else ()
    outside = list(_outside(root, set(map(id, nodes))))
    title = _title(letter, root)
    span = _span(letter, outside, nodes, year_hint)
    period = Period(span.starts_on, span.ends_on, today)
    reader = _Reader(tasks_per, period, title or _UNNAMED)
    if are_points(nodes):
        reader.read_points(nodes)
    else:
        reader.read_nodes(nodes, progress)
    left = reader.read_tables(outside)
    if not reader.actions and not any(line.cells for line in letter.annexes):
        left = reader.read_sentences(left)
    reader.unfiled += [line.text for line in reader.read_tables(letter.annexes)]
    unfiled = [line.text for line in aside] + reader.unfiled + [line.text for line in letter.foot]
    draft = PlanDraft(
        title or _UNNAMED,
        span.starts_on,
        span.ends_on,
        tuple(line.text for line in (*letter.cover, *left)),
        distinct_titles(_with_codes(reader.actions)),
        tuple(unfiled),
        kind_label(chosen.kind) if chosen else "",
        kind_key(chosen.kind) if chosen else "",
        tuple(each.choice() for each in levels),
    )
    return _checked(draft)


class _Reader:
    """Collects the actions of a plan, and what could not be filed."""

    def __init__(self, tasks_per: TasksPer, period: Period, title: str) -> None:
        self.actions: list[ActionDraft] = []
        self.unfiled: list[str] = []
        self._tasks_per = tasks_per
        self._period = period
        self._title = title

    def read_nodes(self, nodes: Sequence[Node], progress: Callable[[int, int], None]) -> None:
        """Reads the headings that are the actions."""
        for done, (node, number) in enumerate(_in_order(nodes)):
            progress(done, len(nodes))
            action, rest = draft_action(node, number, self._tasks_per, self._period)
            self.actions.append(action)
            self.unfiled += rest

    def read_points(self, nodes: Sequence[Node]) -> None:
        """Reads headings that are nothing but sentences as the points of one action with the plan's name."""
        whole = Node(Heading("h1", None, "", self._title), None, list(nodes))
        action, rest = draft_action(whole, 1, self._tasks_per, self._period)
        self.actions.append(attrs.evolve(action, heading="", series=nodes[0].kind))
        self.unfiled += rest

    def read_tables(self, outside: Sequence[Line]) -> list[Line]:
        """Files the rows of tables that stand outside of the actions; returns the other lines."""
        self.actions, left, rest = file_tables(outside, self.actions, self._title, self._period)
        self.unfiled += rest
        return left

    def read_sentences(self, lines: Sequence[Line]) -> list[Line]:
        """Reads the sentences of a plan without headings as one action with its name; returns the other lines."""
        working = working_lines(lines, self._title)
        if not working:
            return list(lines)
        node = Node(Heading("h1", None, "", self._title), None, list(working))
        action, rest = draft_action(node, 1, self._tasks_per, self._period)
        self.actions.append(attrs.evolve(action, heading="", title=self._title))
        self.unfiled += rest
        taken = set(map(id, working))
        return [line for line in lines if id(line) not in taken]


def are_points(nodes: Sequence[Node]) -> bool:
    """Whether the headings are sentences with what is to be done, and nothing stands below any of them."""
    return len(nodes) > 1 and all(
        not node.items
        and node.kind != "name"
        and names_work(node.words)
        and not take_apart(node.heading, is_name=False).raw.strip(
            f"{node.heading.mark if node.heading else ''} "
        )
        for node in nodes
    )


def working_lines(lines: Sequence[Line], title: str) -> list[Line]:
    """Returns the lines that name work, with those that lead to them; [] where none does."""
    texts = [line for line in lines if not line.cells and not line.place]
    head = texts[: next((n for n, line in enumerate(texts) if _STOP.search(line.text)), 0)]
    body = [line for line in texts if line not in head or (names_work(line.text) and line.text != title)]
    is_plan = bool(_PLAN_NAME.search(title)) and any(_DEED.search(line.text) for line in body)
    if not is_plan and not any(names_work(line.text) or subject_unit(line.text) for line in body):
        return []
    return [
        line
        for line in body
        if names_work(line.text)
        or subject_unit(line.text)
        or _DEED.search(line.text)
        or line.text.endswith(("：", ":"))
    ]


def _has_table(lines: Sequence[Line]) -> bool:
    return any(line.cells for line in lines)


def _title(letter: Letter, root: Node) -> str:
    body = [line for line in letter.body if not line.cells]
    head = [item for item in root.lines() if not item.cells][:12]
    return plan_title(_head_lines(body)) or plan_title(head) or plan_title(_head_lines(letter.cover))


def _span(letter: Letter, outside: Sequence[Line], nodes: Sequence[Node], year_hint: int | None) -> PlanSpan:
    head = [
        line.text
        for line in _head_lines(letter.body)[:6]
        if len(line.text) <= 60 and not _STOP.search(line.text)
    ]
    cover = [line.text for line in letter.cover]
    texts = [line.text for line in outside if not line.cells]
    stages = [text for text in texts if "阶段" in text or _STEP.match(text)]
    stages += [node.words[:200] for node in nodes if "阶段" in node.words[:40]]
    signed = signature_days([*letter.cover, *letter.foot])
    title = " ".join(head) or " ".join(cover[:3])
    whole = [text for text in texts if "阶段" not in text and not _STEP.match(text)]
    # 「本活动自…起，至…止」 may stand anywhere
    whole += [line.text for line in letter.body if _OF_ITSELF.search(line.text) and line.text not in whole]
    everything = (line.text for line in letter.body)
    return campaign_span(title, [*whole, *cover], stages, signed, year_hint or first_year(everything))


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
    """Returns the lines above the first heading: where a title stands."""
    first = next(iter(takewhile(lambda line: not line.cells, body)), None)
    if first is None:
        return []
    return list(
        takewhile(
            lambda line: (
                not line.cells
                and ((heading := heading_of(line)) is None or (heading.number is None and line.depth > 0))
            ),
            body[:30],
        )
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
        raise BadInput("没有找到专项行动：方案里应有“一、”“（一）”或“1.”这样的标题，请检查后再打开。")
    if not draft.task_count and len(draft.actions) < 2:
        raise BadInput("方案里只有标题，没有任务内容，请检查文件是否完整。")
    return draft
