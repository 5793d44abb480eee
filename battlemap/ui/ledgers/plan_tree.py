"""What a sheet would change, as groups in a list: new, changed, unread, missing, what cannot come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from battlemap.domain.ledgers.masking import Masking
from battlemap.exchange.ledger_sheets.plan import ImportPlan, rows_words, shown
from battlemap.ui.labels import tip

#: So many rows of each part are listed.
_MOST: Final = 300


def show_plan(tree: QTreeWidget, plan: ImportPlan, names: Any, *, is_unmasked: bool, what: str = "") -> None:
    """Adds the groups of a plan to a list; `what` stands before the name of each, where there are several plans."""
    hidden = Masking(plan.definition, is_unmasked)
    fields = plan.definition.by_key

    def words(key: str, value: Any) -> str:
        return hidden.text(key, value, names) if hidden.hides(key) else shown(value, fields[key], names)

    new = [
        (
            plan.row_number(entry.place),
            hidden.title(entry.title),
            "；".join(
                f"{fields[key].title} {words(key, value)}" for key, value in list(entry.values.items())[:6]
            ),
        )
        for entry in plan.new[:_MOST]
    ]
    changed = [
        (
            plan.row_number(entry.place),
            hidden.title(entry.title),
            "；".join(
                f"{fields[key].title} {words(key, old)} → {words(key, now)}"
                for key, (old, now) in entry.changes.items()
            ),
        )
        for entry in plan.changed[:_MOST]
    ]
    titles = {entry.place: hidden.title(entry.title) for entry in plan.new}
    titles |= {entry.place: hidden.title(entry.title) for entry in plan.changed}
    asked = {question.written for question in plan.names}
    unread = [
        (plan.row_number(cell.place), titles.get(cell.place, ""), f"{cell.field.title}：{cell.text[:60]}")
        for cell in plan.unread
        if cell.text not in asked
    ][:_MOST]
    by_words: dict[str, list[int]] = {}
    for fault in plan.faults:
        by_words.setdefault(fault.words, []).append(fault.place)
    faults = [
        ("", "", f"{rows_words(plan, places)}：{why}") for why, places in list(by_words.items())[:_MOST]
    ]
    missing = [
        ("", hidden.title(entry.title), "台账里有，表里没有，保留不动") for entry in plan.missing[:_MOST]
    ]
    for title, count, rows, is_open in (
        (f"不能导入 {len(plan.faults)} 行", len(plan.faults), faults, True),
        (f"读不懂 {len(unread)} 格，新条目中保留原文并作标记", len(unread), unread, True),
        (f"名称待核对 {len(plan.names)} 个，见“单位和人员”", len(plan.names), [], False),
        (f"变化 {len(plan.changed)}", len(plan.changed), changed, True),
        (f"新增 {len(plan.new)}", len(plan.new), new, not plan.changed),
        (f"缺少 {len(plan.missing)}", len(plan.missing), missing, False),
    ):
        if count:
            _group(tree, what + title, rows, is_open)
    if plan.equal:
        _group(tree, f"{what}相同 {plan.equal}，不动", [], False)


def show_notes(tree: QTreeWidget, sentences: Sequence[str]) -> None:
    """Adds what the sheet itself gives to think about: totals that do not add up, gaps, hidden rows, households at odds."""
    if sentences:
        rows = [("", "", sentence) for sentence in sentences[:_MOST]]
        _group(tree, f"表格自身的问题 {len(sentences)} 条", rows, True)


def _group(tree: QTreeWidget, title: str, rows: Sequence[tuple[Any, str, str]], is_open: bool) -> None:
    head = QTreeWidgetItem([title])
    font = head.font(0)
    font.setBold(True)
    head.setFont(0, font)
    tree.addTopLevelItem(head)
    head.setFirstColumnSpanned(True)
    for number, name, words in rows:
        item = QTreeWidgetItem([str(number), name, words])
        item.setToolTip(2, tip(words[:600]))
        head.addChild(item)
    head.setExpanded(is_open)
