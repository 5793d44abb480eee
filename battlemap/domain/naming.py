"""Whom a name means: people bear the same name, and a name that is typed makes nobody where somebody bears it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.snapshot import Snapshot

_WITH_UNIT: Final = re.compile(r"(.+?)\s*[（(](.+)[）)]")


def bearers(
    name: str, persons: Iterable[Person], units: Mapping[str, Unit], home: str | None = None
) -> list[Person]:
    """Returns the live persons whom a name can mean: 「李明」, or 「李明（经发局）」 with the unit's name or short name.

    Of several the one of the unit `home` is meant, where there is just one; more than one asks for a unit.
    """
    name = name.strip()
    live = [person for person in persons if not person.deleted]
    named = [person for person in live if person.name == name]
    with_unit = _WITH_UNIT.fullmatch(name)
    if not named and with_unit:
        named = [
            person
            for person in live
            if person.name == with_unit[1] and with_unit[2].strip() in _names_of(units.get(person.unit or ""))
        ]
    at_home = [person for person in named if home is not None and person.unit == home]
    return at_home if len(named) > 1 and len(at_home) == 1 else named


def addressed(person: Person, persons: Iterable[Person], units: Mapping[str, Unit]) -> str:
    """Returns a name that means this person alone, as far as there is one: with the unit where others bear the name."""
    is_shared = any(
        other.name == person.name and other.id != person.id and not other.deleted for other in persons
    )
    unit = units.get(person.unit or "")
    return f"{person.name}（{unit.label}）" if is_shared and unit else person.name


def which_one(name: str, named: Sequence[Person], units: Mapping[str, Unit]) -> str:
    """Returns the question that several bearers of a name ask."""
    homes = [unit.label if (unit := units.get(person.unit or "")) else "未写单位" for person in named]
    example = next((home for home in homes if home != "未写单位"), "单位")
    return (
        f"叫“{name}”的有 {len(named)} 位（{'、'.join(homes)}），请写明是哪一位，如“{named[0].name}（{example}）”；"
        "若是同一人，请先合并重复人员。"
    )


def namesakes(persons: Iterable[Person]) -> list[list[Person]]:
    """Returns the groups of live persons who bear the same name, in the order of the first ones."""
    groups: dict[str, list[Person]] = {}
    for person in sorted(persons, key=lambda person: (person.rank, person.id)):
        if not person.deleted:
            groups.setdefault(person.name, []).append(person)
    return [group for group in groups.values() if len(group) > 1]


def fullest(group: Sequence[Person], snapshot: Snapshot) -> Person:
    """Returns the one of several who answers for the most tasks, the first of equals."""
    tasks = Counter(task.owner for task in snapshot.live_tasks)
    return max(group, key=lambda person: tasks[person.id])


def _names_of(unit: Unit | None) -> tuple[str, ...]:
    return (unit.name, unit.short_name) if unit and not unit.deleted else ()
