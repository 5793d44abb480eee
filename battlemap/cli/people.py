"""``people``: who answers for what, and whose names are masked on walls."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from battlemap.cli.edge import open_session
from battlemap.cli.terms import FILE
from battlemap.commands.people import MarkPersonal
from battlemap.domain.kinds.people import Person
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound


@click.command()
@click.argument("file", type=FILE)
@click.option("--mask", multiple=True, metavar="姓名", help="此人姓名上墙时打码（张某某）；可重复")
@click.option("--unmask", multiple=True, metavar="姓名", help="此人姓名上墙时不再打码；可重复")
def people(file: Path, mask: tuple[str, ...], unmask: tuple[str, ...]) -> None:
    """列出人员和未办结任务数；标记谁的姓名上墙时打码。"""
    with open_session(file, read_only=not (mask or unmask)) as session:
        # all names are looked up before anything is written
        marks = [(_named(session.snapshot, names), is_on) for names, is_on in ((mask, True), (unmask, False))]
        for persons, is_on in marks:
            if persons:
                session.run(MarkPersonal(persons, is_on))
        snapshot = session.snapshot
    still = Counter(task.owner for task in snapshot.live_tasks if not task.is_finished)
    live = _live(snapshot)
    for person in live:
        mark = "　上墙打码" if person.is_personal else ""
        unit = snapshot.unit_label(person.unit)
        click.echo(f"{person.name}　{unit}　{still[person.id]} 项{mark}")
    if not live:
        click.echo("还没有人员。")


def _live(snapshot: Snapshot) -> list[Person]:
    found = [person for person in snapshot.persons.values() if not person.deleted]
    return sorted(found, key=lambda person: (person.rank, person.id))


def _named(snapshot: Snapshot, names: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the ids of all live persons of these names; raises NotFound for a name that nobody bears."""
    found: list[str] = []
    for name in names:
        bearers = [person.id for person in _live(snapshot) if person.name == name.strip()]
        if not bearers:
            raise NotFound(f"没有名为「{name}」的人员。可用 battlemap people 列出全部人员。")
        found += bearers
    return tuple(dict.fromkeys(found))
