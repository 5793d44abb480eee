"""``views``: the filters that were saved under a name."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import click

from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FILE
from battlemap.commands.session import Session
from battlemap.domain.kinds.saved_view import SavedView
from battlemap.domain.looking.filter_words import filter_words
from battlemap.domain.looking.task_filter import Ground, TaskFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound


@click.command()
@click.argument("file", type=FILE)
@click.option("--as-of", help="研判日期，如 2018-11-20；缺省为现在")
def views(file: Path, as_of: str | None) -> None:
    """列出档案中保存的视图（筛选），和各有多少任务。"""
    with open_session(file, read_only=True) as session:
        snapshot, moment = session.snapshot, moment_of(as_of)
        live = _live(snapshot)
        for view in live:
            count = len(tasks_of(session, snapshot, view.title, moment))
            words = filter_words(TaskFilter.from_json(view.wanted), snapshot)
            click.echo(f"{view.title}　{count} 项　{words}")
    if not live:
        click.echo("还没有保存的视图。")


def tasks_of(session: Session, snapshot: Snapshot, title: str, moment: datetime) -> frozenset[str]:
    """Returns the tasks of a board that pass the view of that name; raises NotFound where there is none."""
    live = _live(session.snapshot)
    view = next((view for view in live if view.title == title.strip()), None)
    if view is None:
        titles = "、".join(view.title for view in live) or "还没有保存的视图"
        raise NotFound(f"没有名为“{title}”的视图。现有：{titles}。")
    evening = datetime.combine(moment.date(), time.max)
    ground = Ground.of(snapshot, moment.date(), lambda: session.chronicle(evening))
    return TaskFilter.from_json(view.wanted).passing(ground)


def _live(snapshot: Snapshot) -> list[SavedView]:
    live = [view for view in snapshot.saved_views.values() if not view.deleted]
    return sorted(live, key=lambda view: (view.rank, view.id))
