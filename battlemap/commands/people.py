"""Changes to units and persons."""

from __future__ import annotations

import attrs

from battlemap.commands.command import rank_before
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.task import Task, handed_to
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class AssignTask:
    """A card's responsible unit and owner by name; unknown names become new units and persons in the same step.

    None leaves a field as it is, "" empties it.
    """

    task: str
    unit: str | None = None
    owner: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"交办 {snapshot.tasks[self.task].code}"

    def apply(self, repository: Repository) -> None:
        """Writes the card and what names it needs."""
        task = repository.get(Task, self.task)
        if self.unit is not None:
            unit = unit_named(repository, self.unit).id if self.unit.strip() else None
            task = handed_to(task, unit, repository.today)
        if self.owner is not None:
            home = task.responsible_unit
            owner = person_named(repository, self.owner, home).id if self.owner.strip() else None
            task = attrs.evolve(task, owner=owner)
        repository.put(task)


@attrs.frozen
class MarkPersonal:
    """Whether the names of these persons are masked on walls."""

    persons: tuple[str, ...]
    is_personal: bool = True

    def label(self, snapshot: Snapshot) -> str:
        names = "、".join(snapshot.person_name(person) for person in self.persons[:3])
        more = f"等 {len(self.persons)} 人" if len(self.persons) > 3 else ""
        return f"{'上墙打码' if self.is_personal else '上墙不打码'} {names}{more}"

    def apply(self, repository: Repository) -> None:
        """Writes the persons; those that are marked so already stay as they are."""
        for id in self.persons:
            person = repository.get(Person, id)
            if person.is_personal != self.is_personal:
                repository.put(attrs.evolve(person, is_personal=self.is_personal))


def unit_named(repository: Repository, name: str, short_name: str = "") -> Unit:
    """Returns the live unit with that name or short name, written where there is none."""
    name = name.strip()
    if not name:
        raise Refused("单位名称不能为空。")
    known = repository.live(Unit, name=name) or repository.live(Unit, short_name=name)
    if known:
        return known[0]
    unit = Unit(repository.new_id(), name, rank_before(repository, Unit, None), short_name)
    repository.put(unit)
    return unit


def person_named(
    repository: Repository, name: str, unit: str | None = None, role: str = "", phone: str = ""
) -> Person:
    """Returns the live person of that name in the unit (in any where none is given), written where there is none."""
    name = name.strip()
    if not name:
        raise Refused("人员姓名不能为空。")
    for person in repository.live(Person, name=name):
        if unit is None or person.unit in (unit, None):
            return person
    person = Person(repository.new_id(), name, rank_before(repository, Person, None), unit, role, phone)
    repository.put(person)
    return person
