"""Dependencies (先后关系) between tasks, and that they never run in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.kinds.task import Task
from battlemap.errors import Refused

DependencyKind = Literal["fs", "ss", "ff"]

KINDS: Final[tuple[DependencyKind, ...]] = get_args(DependencyKind)
#: A lag beyond this many working days is a slip of the pen.
MOST_LAG: Final = 999


@attrs.frozen
class Dependency:
    """That `successor` waits for `predecessor`: finish–start, start–start or finish–finish, `lag` working days apart."""

    id: str
    predecessor: str
    successor: str
    kind: DependencyKind = "fs"
    lag: int = 0
    deleted: bool = False


#: Task → the links by which others wait for it.
Following = Callable[[str], Iterable[Dependency]]


def checked(link: Dependency, following: Following, code_of: Callable[[str], str]) -> Dependency:
    """Returns the link; raises Refused where it is none, is there already or closes a loop, which is named by codes.

    `following` tells the links in which a task stands before another and which are not deleted, those of deleted tasks
    too: a task can come back. Only what follows the two tasks is asked for.
    """

    def others(task: str) -> list[Dependency]:
        return [other for other in following(task) if other.id != link.id]

    if link.kind not in KINDS:
        raise Refused(f"先后关系“{link.kind}”不存在，应为完成后开始、同时开始或同时完成。")
    if abs(link.lag) > MOST_LAG:
        raise Refused(f"间隔 {link.lag} 个工作日过大，应不超过 {MOST_LAG} 个工作日。")
    if any(other.successor == link.successor for other in others(link.predecessor)):
        raise Refused(
            f"{code_of(link.predecessor)} 与 {code_of(link.successor)} 之间已有先后关系，请直接修改原有的一条。"
        )
    loop = closed_loop(others, link.predecessor, link.successor)
    if loop:
        raise Refused(f"不能建立这条先后关系，会形成循环：{loop_in_words(loop, code_of)}。")
    return link


def closed_loop(following: Following, predecessor: str, successor: str) -> list[str]:
    """Returns the shortest loop that a link from `predecessor` to `successor` would close; [] where it closes none."""
    came_from: dict[str, str] = {successor: predecessor}
    at_hand = [successor]
    while at_hand and predecessor not in at_hand:
        reached = []
        for task in at_hand:
            for link in following(task):
                if link.successor not in came_from:
                    came_from[link.successor] = task
                    reached.append(link.successor)
        at_hand = reached
    if predecessor not in at_hand:
        return []
    loop = [predecessor]
    while len(loop) == 1 or loop[-1] != predecessor:
        loop.append(came_from[loop[-1]])
    return loop[::-1]


def loop_in_words(loop: Sequence[str], code_of: Callable[[str], str]) -> str:
    """Returns 「ECON-01 → ECON-02 → ECON-01」."""
    return " → ".join(map(code_of, loop))


def _ends(link: Dependency, names: Names) -> tuple[str, str]:
    types = (DEPENDENCY.type_of(key) for key in ("predecessor", "successor"))
    first, then = (
        kind.words(id, names) for kind, id in zip(types, (link.predecessor, link.successor), strict=True)
    )
    return first, then


def _check_among(link: Dependency, before: Dependency | None, rows: Neighbours) -> None:
    ends = (link.predecessor, link.successor)
    if before is not None and not before.deleted and ends == (before.predecessor, before.successor):
        return
    checked(
        link,
        lambda task: rows.live(Dependency, predecessor=task),
        lambda task: rows.get(Task, task).code,
    )


DEPENDENCY = Kind(
    "dependency", Dependency, "先后关系", "条先后关系",
    (
        Field("predecessor", "前置任务", Pointing("task"), is_required=True, width=96),
        Field("successor", "后续任务", Pointing("task"), is_required=True, width=96),
        Field("kind", "关系", Choice(wording.DEPENDENCY_KINDS), width=108),
        Field("lag", "间隔工作日", WholeNumber(-MOST_LAG, MOST_LAG), width=96),
    ),
    name_keys=(), check_among=_check_among,
    words=Words(
        subject=lambda link, names: "{} 与 {} 的先后关系".format(*_ends(link, names)),
        full=lambda link, names: " {} 与 {} 的先后关系".format(*_ends(link, names)),
        created=lambda link, names: "设定 {} 先于 {}".format(*_ends(link, names)),
    ),
    is_binned=False, is_printed=False,
)  # fmt: skip
