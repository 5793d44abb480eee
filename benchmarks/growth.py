"""How the work grows with the board: what should cost the same, or ten times as much, at ten times the tasks."""

from __future__ import annotations

import shutil
from pathlib import Path

from battlemap.commands.board import MoveTasks
from battlemap.commands.dependency import AddDependency
from battlemap.commands.session import Session
from battlemap.domain.looking.haystack import Haystack
from battlemap.domain.looking.sounds import SoundBook
from battlemap.exchange.pinyin import readings
from battlemap.shown.board.contents import BoardContents
from benchmarks.bare import kept, same_rows, times
from benchmarks.big import AS_OF, campaign_file, clock
from benchmarks.row import Row, committed, timed
from benchmarks.session import drops
from benchmarks.window import opened

SIZES = (1_000, 10_000, 100_000)
MOVED = 1_000
_SLICE = 0.006
#: Seconds in which the window has looked through the largest file in the background.
_REST = 12.0


def measure(folder: Path) -> list[Row]:
    """Returns the rows of every size."""
    return [row for count in SIZES for row in measured(folder, count)]


def measured(folder: Path, count: int) -> list[Row]:
    """Returns what opening, changing, judging and speaking cost with so many tasks, without any window."""
    # the others measure the board as it was made
    path, at = folder / f"growing-{count}.battlemap", f"{count:,} tasks"
    shutil.copy(campaign_file(folder, count), path)
    opened_alone = timed(lambda: Session.open(path, "测试", clock).close(), 3)
    memory = opened(path, folder, _REST)
    copy = kept(path)
    with Session.open(path, "测试", clock) as session:
        judged = timed(lambda: judge(session), 1, "s")
        spoken = timed(lambda: speak(session), 1, "s")
        dropped = drops(session)
    rival = same_rows(copy, path, len(dropped))
    with Session.open(path, "测试", clock) as session:
        linked = links(session)
        moved = moves(session)
    return [
        Row("grows: a campaign opened", at, "ms", opened_alone),
        Row("grows: memory, first paint", at, "MiB", (memory["memory at first"],), 250),
        Row("grows: memory, every lamp known", at, "MiB", (memory["memory"],)),
        *(
            [Row("grows: the most memory, file looked through", at, "MiB", (memory["most memory"],))]
            if "most memory" in memory
            else []
        ),
        Row("grows: a card moved, committed and heard of", at, "ms", dropped, 16, "p95", rival),
        times("grows: the same in times of bare SQLite's", at, dropped, rival),
        Row("grows: a dependency added", at, "ms", linked, 16, "p95"),
        Row(f"grows: {MOVED:,} cards moved", at, "ms", moved),
        Row("grows: every lamp known, slice by slice", at, "s", judged, 2 if count == SIZES[-1] else None),
        Row("grows: every task spoken, slice by slice", at, "s", spoken, 1 if count == SIZES[-1] else None),
    ]


def judge(session: Session) -> None:
    """Judges every card as the window does, a few milliseconds at a time."""
    contents = BoardContents(session.snapshot, AS_OF)
    while not contents.judge_some(_SLICE):
        pass
    heads = [contents.head(number) for number in range(len(contents.columns))]
    assert sum(head.total for head in heads if head) == len(session.snapshot.live_tasks)


def speak(session: Session) -> None:
    """Speaks every task as the finder does, four hundred at a time."""
    haystack = Haystack(session.snapshot)
    haystack.learn(SoundBook(readings()))
    while not haystack.hear(400):
        pass
    assert haystack.holding("zdxm"), "nothing is found by its sound"


def links(session: Session) -> tuple[float, ...]:
    """Returns what it took to link fifty pairs of cards."""
    tasks = [task.id for task in session.snapshot.live_tasks[:100]]
    pairs = iter(zip(tasks[::2], tasks[1::2], strict=True))
    return timed(lambda: committed(session, AddDependency(*next(pairs))), 50)


def moves(session: Session) -> tuple[float, ...]:
    """Returns what it took to move a thousand cards in one step."""
    target = session.snapshot.columns[-1].id
    cards = tuple(task.id for task in session.snapshot.live_tasks if task.lane == "waiting")[:MOVED]
    return timed(lambda: committed(session, MoveTasks(cards, target, "moving")), 1)
