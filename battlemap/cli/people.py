"""``people``: who answers for what, and whose names are masked on walls."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from battlemap.cli.machine import open_session
from battlemap.cli.terms import FILE
from battlemap.commands.people import MarkPersonal, MergePersons
from battlemap.domain.kinds.people import Person
from battlemap.domain.naming import fullest, namesakes
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound


@click.command()
@click.argument("file", type=FILE)
@click.option("--mask", multiple=True, metavar="姓名", help="此人姓名上墙时打码（张某某）；可重复")
@click.option("--unmask", multiple=True, metavar="姓名", help="此人姓名上墙时不再打码；可重复")
@click.option("--merge", multiple=True, metavar="姓名", help="把同名的几条人员记录并为一条；可重复")
@click.option("--keep", metavar="单位", default="", help="合并时保留哪个单位的一条；缺省保留任务最多的")
def people(
    file: Path, mask: tuple[str, ...], unmask: tuple[str, ...], merge: tuple[str, ...], keep: str
) -> None:
    """列出人员和未办结任务数；标记谁的姓名上墙时打码；合并重复登记的人员。"""
    with open_session(file, read_only=not (mask or unmask or merge)) as session:
        # all names are looked up before anything is written
        marks = [(_named(session.snapshot, names), is_on) for names, is_on in ((mask, True), (unmask, False))]
        for persons, is_on in marks:
            if persons:
                session.run(MarkPersonal(persons, is_on))
        for command in [_merging(session.snapshot, name, keep) for name in dict.fromkeys(merge)]:
            session.run(command)
        snapshot = session.snapshot
    still = Counter(task.owner for task in snapshot.live_tasks if not task.is_finished)
    live = _live(snapshot)
    for person in live:
        mark = "　上墙打码" if person.is_personal else ""
        unit = snapshot.unit_label(person.unit)
        click.echo(f"{person.name}　{unit}　{still[person.id]} 项{mark}")
    for group in namesakes(live):
        click.echo(
            f"注意：“{group[0].name}”登记了 {len(group)} 条，若是同一人，可用 --merge {group[0].name} 合并。"
        )
    if not live:
        click.echo("还没有人员。")


def _merging(snapshot: Snapshot, name: str, keep: str) -> MergePersons:
    """Returns the command that makes one of all who bear a name; raises NotFound where there are not several."""
    group = next((group for group in namesakes(_live(snapshot)) if group[0].name == name.strip()), None)
    if group is None:
        raise NotFound(f"没有登记了两条以上的“{name}”，不必合并。")
    kept = fullest(group, snapshot)
    if keep:
        units = {snapshot.units[person.unit].name: person for person in group if person.unit}
        units |= {snapshot.unit_label(person.unit): person for person in group if person.unit}
        if keep.strip() not in units:
            raise NotFound(f"“{name}”没有登记在“{keep}”。可选：{'、'.join(units)}。")
        kept = units[keep.strip()]
    return MergePersons(kept.id, tuple(person.id for person in group if person.id != kept.id))


def _live(snapshot: Snapshot) -> list[Person]:
    live = [person for person in snapshot.persons.values() if not person.deleted]
    return sorted(live, key=lambda person: (person.rank, person.id))


def _named(snapshot: Snapshot, names: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the ids of all live persons of these names; raises NotFound for a name that nobody bears."""
    ids: list[str] = []
    for name in names:
        bearers = [person.id for person in _live(snapshot) if person.name == name.strip()]
        if not bearers:
            raise NotFound(f"没有名为“{name}”的人员。可用 battlemap people 列出全部人员。")
        ids += bearers
    return tuple(dict.fromkeys(ids))
