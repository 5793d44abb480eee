"""Changes to units and persons."""

from __future__ import annotations

import attrs

from battlemap.commands.command import rank_before
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.task import Task, handed_to
from battlemap.domain.naming import bearers, which_one
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
            is_new = unit is not None and unit != task.responsible_unit
            task = handed_to(task, unit, repository.today)
            if is_new and task.owner is not None and self.owner is None:
                home = repository.get(Person, task.owner).unit
                task = attrs.evolve(task, owner=task.owner if home in (unit, None) else None)
        if self.owner is not None:
            home = task.responsible_unit
            owner = person_named(repository, self.owner, home).id if self.owner.strip() else None
            task = attrs.evolve(task, owner=owner)
        repository.put(task)


@attrs.frozen
class MergePersons:
    """Persons who are one: all that points to the `others` points to `keep`, who takes over what is not known of it."""

    keep: str
    others: tuple[str, ...]

    def label(self, snapshot: Snapshot) -> str:
        return f"合并重复人员 {snapshot.person_name(self.keep)}（{len(self.others) + 1} 条并为 1 条）"

    def apply(self, repository: Repository) -> None:
        """Writes every row that points to one of them; raises Refused for people of different names or for nobody."""
        kept = repository.get(Person, self.keep)
        others = [repository.get(Person, id) for id in dict.fromkeys(self.others) if id != self.keep]
        if not others:
            raise Refused("请选出要合并的人员。")
        if kept.deleted or any(other.deleted or other.name != kept.name for other in others):
            raise Refused("只能合并姓名相同、没有删除的人员。")
        for other in others:
            for kind in KINDS.values():
                for field in kind.fields:
                    if isinstance(field.type, Pointing) and field.type.table == "person":
                        for row in repository.find(kind.row, **{field.key: other.id}):
                            repository.put(evolved(row, **{field.key: kept.id}))
            kept = attrs.evolve(
                kept,
                unit=kept.unit or other.unit,
                role=kept.role or other.role,
                phone=kept.phone or other.phone,
                is_personal=kept.is_personal or other.is_personal,
            )
            repository.put(attrs.evolve(other, deleted=True))
        repository.put(kept)


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
    namesakes = repository.live(Unit, name=name) or repository.live(Unit, short_name=name)
    if namesakes:
        return namesakes[0]
    unit = Unit(repository.new_id(), name, rank_before(repository, Unit, None), short_name)
    repository.put(unit)
    return unit


def registered(
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


def person_named(repository: Repository, name: str, home: str | None = None) -> Person:
    """Returns the one live person whom the name means, of whatever unit; written, in the unit `home`, where nobody is.

    Raises Refused, naming them, where several bear the name and the unit does not tell which is meant.
    """
    units = {unit.id: unit for unit in repository.live(Unit)}
    named = bearers(name, repository.live(Person), units, home)
    if len(named) > 1:
        raise Refused(which_one(name.strip(), named, units))
    return named[0] if named else registered(repository, name, home)
