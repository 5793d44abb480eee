"""Dependencies (先后关系) between tasks, and that they never run in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
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


def checked(link: Dependency, known: Iterable[Dependency], codes: Mapping[str, str]) -> Dependency:
    """Returns the link; raises Refused where it is none, is there already or closes a loop, which is named by `codes`.

    `known` are all links that are not deleted, those of deleted tasks too: a task can come back.
    """
    others = [other for other in known if other.id != link.id]
    if link.kind not in KINDS:
        raise Refused(f"先后关系「{link.kind}」不存在，应为完成后开始、同时开始或同时完成。")
    if abs(link.lag) > MOST_LAG:
        raise Refused(f"间隔 {link.lag} 个工作日过大，应不超过 {MOST_LAG} 个工作日。")
    if any((o.predecessor, o.successor) == (link.predecessor, link.successor) for o in others):
        raise Refused(
            f"{codes[link.predecessor]} 与 {codes[link.successor]} 之间已有先后关系，请直接修改原有的一条。"
        )
    loop = closed_loop(others, link.predecessor, link.successor)
    if loop:
        raise Refused(f"不能建立这条先后关系，会形成循环：{loop_in_words(loop, codes)}。")
    return link


def closed_loop(links: Iterable[Dependency], predecessor: str, successor: str) -> list[str]:
    """Returns the shortest loop that a link from `predecessor` to `successor` would close; [] where it closes none."""
    following: dict[str, list[str]] = {}
    for link in links:
        following.setdefault(link.predecessor, []).append(link.successor)
    came_from: dict[str, str] = {successor: predecessor}
    at_hand = [successor]
    while at_hand and predecessor not in at_hand:
        reached = []
        for task in at_hand:
            for after in following.get(task, ()):
                if after not in came_from:
                    came_from[after] = task
                    reached.append(after)
        at_hand = reached
    if predecessor not in at_hand:
        return []
    loop = [predecessor]
    while len(loop) == 1 or loop[-1] != predecessor:
        loop.append(came_from[loop[-1]])
    return loop[::-1]


def loop_in_words(loop: Sequence[str], codes: Mapping[str, str]) -> str:
    """Returns 「ECON-01 → ECON-02 → ECON-01」."""
    return " → ".join(codes[task] for task in loop)


def _ends(link: Dependency, names: Names) -> tuple[str, str]:
    types = (DEPENDENCY.type_of(key) for key in ("predecessor", "successor"))
    first, then = (
        kind.words(id, names) for kind, id in zip(types, (link.predecessor, link.successor), strict=True)
    )
    return first, then


DEPENDENCY = Kind(
    "dependency", Dependency, "先后关系", "条先后关系",
    (
        Field("predecessor", "前置任务", Pointing("task"), is_required=True, width=96),
        Field("successor", "后续任务", Pointing("task"), is_required=True, width=96),
        Field("kind", "关系", Choice(wording.DEPENDENCY_KINDS), width=108),
        Field("lag", "间隔工作日", WholeNumber(-MOST_LAG, MOST_LAG), width=96),
    ),
    name_keys=(),
    words=Words(
        subject=lambda link, names: "{} 与 {} 的先后关系".format(*_ends(link, names)),
        full=lambda link, names: " {} 与 {} 的先后关系".format(*_ends(link, names)),
        created=lambda link, names: "设定 {} 先于 {}".format(*_ends(link, names)),
    ),
)  # fmt: skip
