"""The plan of a sheet's import on the terminal: what it would change, what is to be asked, what stays outside."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from battlemap.commands.session import Session
from battlemap.domain.fields.kept import Unread
from battlemap.domain.ledgers.masking import Masking, masked_text
from battlemap.domain.words import brief
from battlemap.exchange.ledger_sheets.plan import ImportPlan, rows_words, shown
from battlemap.exchange.office_sheets.office_xlsx import office_xlsx
from battlemap.render.saving import write_whole
from battlemap.shown.household_import import HouseholdImport

#: What is written out of each part of a plan.
MOST: Final = 20


def say(sentences: Iterable[str]) -> None:
    """Says what is to be looked at, a line per sentence."""
    for sentence in sentences:
        click.echo(f"  · {sentence}")


def tell_plan(plan: ImportPlan, session: Session, asks: Iterable[str] | None = None) -> None:
    """Says what the sheet would do, what is to be asked, and what stays outside."""
    names = session.snapshot
    say(plan.asks if asks is None else asks)
    for question in plan.names[:MOST]:
        like = "、".join(name for _, name in question.candidates)
        hint = (
            f"像是{like}，请用 --name “{question.written}={question.candidates[0][1]}” 确认"
            if like
            else "没有登记"
        )
        click.echo(f"  · “{question.written}”（{question.count} 格）{hint}；现按原文保留并作标记。")
    click.echo(f"按{plan.key_words}核对：{plan.summary()}。")
    for entry in plan.changed[:MOST]:
        words = "；".join(
            f"{field.title} {shown(old, field, names)} → {shown(new, field, names)}"
            for key, (old, new) in entry.changes.items()
            for field in (plan.definition.by_key[key],)
        )
        hidden = Masking(plan.definition)
        click.echo(
            f"  变化 {hidden.title(entry.title)}：{words}"
            if not plan.definition.ledger.is_personal
            else f"  变化 {hidden.title(entry.title)}：{len(entry.changes)} 项"
        )
    if plan.missing:
        titles = "、".join(Masking(plan.definition).title(entry.title) for entry in plan.missing[:MOST])
        more = f" 等 {len(plan.missing)} 条" if len(plan.missing) > MOST else ""
        click.echo(f"  缺少（台账里有，表里没有，保留不动）：{titles}{more}")
    by_words: dict[str, list[int]] = {}
    for fault in plan.faults:
        by_words.setdefault(fault.words, []).append(fault.place)
    for words, places in list(by_words.items())[:MOST]:
        click.echo(f"  {rows_words(plan, places)}：{words}")
    asked_for = {question.written for question in plan.names}
    doubtful = [cell for cell in plan.unread if cell.text not in asked_for]
    for cell in doubtful[:MOST]:
        is_hidden = plan.definition.is_masked(cell.field)
        text = masked_text(cell.field, Unread(cell.text), names) if is_hidden else brief(cell.text)
        click.echo(f"  读不懂 第 {plan.row_number(cell.place)} 行 {cell.field.title}：{text}")


def write_report(plan: ImportPlan | HouseholdImport, report: Path | None) -> None:
    """Writes the sheet with the problems of every row, where that is wanted."""
    if report is not None:
        write_whole(report, office_xlsx(plan.as_sent(), plan.problems()))
        click.echo(f"已写出核对表“{report}”。")
