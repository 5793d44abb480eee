"""Random histories of several sites: what people do, what arrives where, lost, twice, out of order, and a late joiner."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

import attrs

from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.conflict import Conflict
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.kinds.letter import Letter, LetterKind
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.task import LANES, Milestone, Task
from battlemap.errors import Refused
from battlemap.store import journal
from battlemap.store.repository import Repository
from tests.store.mailbox.sites import Site, everywhere

_DAYS = [None, date(2018, 10, 8), date(2018, 11, 9), date(2018, 11, 30), date(2018, 12, 20)]
_WORDS = ["封顶", "装修", "验收", "停工", "", "开工"]


def history(seed: int, *, sites: int | None = None, moves: int | None = None) -> list[Site]:
    """Plays a history and repairs it: at the end everybody has heard everybody."""
    random = Random(seed)
    count = sites or random.randint(2, 5)
    all_ = [Site.joined(f"s{n}", random.choice([0, 0, 3, -90])) for n in range(count)]
    for _ in range(moves or random.randint(6, 22)):
        site = random.choice(all_)
        deed = random.random()
        if deed < 0.62:
            act(random, site)
        elif deed < 0.92:
            deliver(random, site, random.choice(all_))
        elif deed < 0.96:
            settle(random, site)
        elif len(all_) < 5:
            late = Site.joined(f"s{len(all_)}", 0, site.connection)
            all_.append(late)
    everywhere(all_)
    return all_


def deliver(random: Random, to: Site, of: Site) -> None:
    """Some of what a site has arrives at another, shuffled, some twice, some never."""
    packets = of.packets()
    some = random.choices(packets, k=random.randint(1, len(packets) + 2)) if packets else []
    if random.random() < 0.5:
        some = packets
    random.shuffle(some)
    to.take(some)


def settle(random: Random, site: Site) -> None:
    """Somebody settles an open conflict for what stands there."""
    open_ = sorted(id for id, _ in site.conflicts())
    if open_:
        conflict = site.row(Conflict, random.choice(open_))
        site.do(attrs.evolve(conflict, settled_on=date(2018, 11, 21), settled_by=site.name))


def act(random: Random, site: Site) -> None:
    """Somebody does something; what a rule refuses is not done."""
    deeds = [
        _edit_task,
        _edit_task,
        _edit_task,
        _new_task,
        _part,
        _entry,
        _action,
        _gone,
        _problem,
        _letter,
        _undo,
    ]
    try:
        random.choice(deeds)(random, site)
    except Refused:
        return


def _ids(site: Site, table: str) -> list[str]:
    return [id for (id,) in site.connection.execute(f"SELECT id FROM {table} ORDER BY id")]


def _edit_task(random: Random, site: Site) -> None:
    choices: dict[str, Any] = {
        "title": random.choice(_WORDS[:4]),
        "detail": random.choice(_WORDS),
        "visible_progress": random.choice(_WORDS),
        "rank": random.choice(["a0", "a1", "a0V", "b5"]),
        "responsible_unit": random.choice([None, "u0", "u1"]),
        "progress": random.choice([0, 40, 99]),
        "lane": random.choice(LANES),
        "action": random.choice(_ids(site, "action")),
        "start_on": random.choice(_DAYS),
        "due_on": random.choice(_DAYS),
    }
    keys = random.sample(sorted(choices), random.randint(1, 3))
    site.edit(Task, random.choice(_ids(site, "task")), **{key: choices[key] for key in keys})


def _new_task(random: Random, site: Site) -> None:
    with site.writing("新建") as repository:
        number = repository.highest(Task, "code", "ECON") + 1
        repository.put(Task(repository.new_id(), "a0", f"ECON-{number:02d}", random.choice(_WORDS[:4]), "c0"))


def _part(random: Random, site: Site) -> None:
    stones = _ids(site, "milestone")
    if stones and random.random() < 0.6:
        site.edit(
            Milestone, random.choice(stones), title=random.choice(_WORDS[:4]), due_on=random.choice(_DAYS)
        )
    else:
        site.do(Milestone(site.new_id(), random.choice(_ids(site, "task")), random.choice(_WORDS[:4]), "a1"))


def _entry(random: Random, site: Site) -> None:
    entry = site.row(Entry, random.choice(_ids(site, "entry")))
    data = json.loads(entry.data)
    key = random.choice("xyz")
    if key in data and random.random() < 0.3:
        del data[key]
    else:
        data[key] = random.randint(0, 3)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    site.do(attrs.evolve(entry, data=text))


def _action(random: Random, site: Site) -> None:
    id = random.choice(_ids(site, "action"))
    site.edit(
        Action,
        id,
        **random.choice([{"is_archived": random.random() < 0.5}, {"title": random.choice(_WORDS[:4])}]),
    )


def _gone(random: Random, site: Site) -> None:
    kind = random.choice([Task, Milestone, Entry, Action])
    table = {Task: "task", Milestone: "milestone", Entry: "entry", Action: "action"}[kind]
    site.edit(kind, random.choice(_ids(site, table)), deleted=random.random() < 0.6)


def _problem(random: Random, site: Site) -> None:
    with site.writing("登记") as repository:
        number = repository.highest(Problem, "number") + 1
        problem = Problem(repository.new_id(), number, random.choice(_WORDS[:4]))
        repository.put(problem)
        repository.put(ProblemTask(repository.new_id(), problem.id, random.choice(_ids(site, "task"))))


def _letter(random: Random, site: Site) -> None:
    """Somebody issues a letter under the next number of its kind, or takes one back."""
    letters = _ids(site, "letter")
    if letters and random.random() < 0.3:
        site.edit(Letter, random.choice(letters), deleted=random.random() < 0.6)
        return
    kinds: tuple[LetterKind, ...] = ("reminder", "bulletin")
    kind, day = random.choice(kinds), date(2018, 11, 20)
    with site.writing("发文") as repository:
        number = 1 + max((letter.number or 0 for letter in repository.find(Letter, kind=kind)), default=0)
        repository.put(
            Letter(
                repository.new_id(), kind, "攻坚提", 2018, "提醒函", day, number=number, state="issued",
                signer="李明", issued_on=day,
            )
        )  # fmt: skip


def _undo(random: Random, site: Site) -> None:
    """Takes back the newest own step, if the rows still are what it left; else nothing."""
    if not site.done:
        return
    head = journal.header(site.connection, site.done[-1])
    step = journal.step_of(site.connection, head)
    with site.writing("撤销", "undo") as repository:
        if not all(_taken_back(repository, change) for change in reversed(step.changes)):
            raise Refused("之后又有改动")


def _taken_back(repository: Repository, change: Any) -> bool:
    before = attrs.evolve(change.after, deleted=True) if change.before is None else change.before
    return repository.take_back(change.after, before)
