"""Several PCs on one campaign: ten of them through a folder, a first joining, a step that travels in a long journal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import count, cycle
from pathlib import Path
from random import Random

from battlemap.commands.mailing import Exchange, Post, RegisterMember
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.store import journal
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.folder import FolderCarrier
from benchmarks.big import campaign_file, clock
from benchmarks.history import LONG, LONGEST
from benchmarks.long_journal import KEPT_IN, TASKS, lengthen
from benchmarks.row import Row, Samples, committed, timed

SITES = 10
#: Steps of each site; `make bench-long` plays the long ones.
STEPS, STEPS_LONG = 100, 1_000
JOINED = 100_000
_TASKS = 300
#: Who has written a long journal; what stands in the folder of one.
WRITER, FILE, BEGUN, SHARE, KEY = "bench", "行动.battlemap", "行动.begun", "share", "mail-key"
_MOMENTS = 20


def measure(folder: Path) -> list[Row]:
    """Returns the rows; each size in a folder of its own."""
    is_long = bool(os.environ.get(LONG))
    rows = [*together(folder / "together", STEPS_LONG if is_long else STEPS), *joined(folder, JOINED)]
    return [*rows, *(longest(folder, LONGEST) if is_long else travelled(folder, JOINED))]


def together(folder: Path, steps: int) -> list[Row]:
    """Ten PCs do so many steps each without hearing of each other, then exchange; all must be equal."""
    folder.mkdir()
    share = folder / "share"
    share.mkdir()
    file = campaign_file(folder, _TASKS)
    _shared(file)
    with ExitStack() as stack:
        pcs = [
            stack.enter_context(opened(_copy(file, folder / f"pc{n}"), f"pc{n}", share)) for n in range(SITES)
        ]
        for number, (session, _, _) in enumerate(pcs):
            _work(session, Random(number), steps)
        for _, post, carrier in pcs:
            carrier.send(post.outgoing().own)
        taken = [
            taken for _, post, carrier in pcs for taken in timed(partial(post.exchange, carrier), 1, "s")
        ]
        for _ in range(2):
            for _, post, carrier in pcs:
                post.exchange(carrier)
        tables = [session.snapshot.rows["task"] for session, _, _ in pcs]
        if any(rows != tables[0] for rows in tables):
            raise AssertionError("the PCs are not equal")
    at = f"{SITES} PCs × {steps:,} steps"
    whole = Samples((sum(taken),))
    return [
        Row("sharing: one PC takes in what the nine others did", at, "s", Samples(taken)),
        Row("sharing: all ten do, one after the other", at, "s", whole),
    ]


def shared_place(folder: Path, lines: int) -> Path:
    """Returns a folder with a campaign of which every step of a long journal is in a signed packet; made once per folder.

    There stand the file as it was when sharing began, the file as it is, and the share that holds the packets.
    """
    place = Path(os.environ.get(KEPT_IN, folder)) / f"{lines}-shared"
    if not place.exists():
        draft = folder / f"{lines}-draft"
        file = _copy(campaign_file(folder, TASKS), draft)
        with Session.open(file, WRITER, clock, site=WRITER) as session:
            Post(session, draft).begin(WRITER)
        shutil.copy(file, draft / BEGUN)
        lengthen(file, lines)
        (draft / SHARE).mkdir()
        with opened(file, WRITER, draft / SHARE) as (_, post, carrier):
            _exchanged(post, carrier)
        shutil.move(draft, place)
    return place


def joined(folder: Path, lines: int) -> list[Row]:
    """A new PC opens a copy of a long campaign and exchanges for the first time; or it has nothing but the first file."""
    place = shared_place(folder, lines)
    numbers = count()

    def replay() -> None:
        copy = _copy(place / BEGUN, folder / f"replayed{next(numbers)}")
        with opened(copy, "replayer", place / SHARE) as (joiner, post, carrier):
            received = post.exchange(carrier).received
            if received is None or received.refused or joiner.snapshot.rows["task"] != rows:
                raise AssertionError("who joined by packets is not equal")

    with opened(_copy(place / FILE, folder / "original"), WRITER, place / SHARE) as (session, _, _):
        rows = session.snapshot.rows["task"]
    return [
        _joining(folder, lines, 3, 10),
        Row(
            "sharing: a first joining with the first file, all packets replayed",
            f"{lines:,} lines",
            "s",
            timed(replay, 2, "s"),
            10,
        ),
    ]


def _joining(folder: Path, lines: int, times: int, goal: float | None) -> Row:
    place, numbers = shared_place(folder, lines), count()

    def join() -> None:
        copy = _copy(place / FILE, folder / f"joined{lines}-{next(numbers)}")
        with opened(copy, "joiner", place / SHARE) as (_, post, carrier):
            _exchanged(post, carrier)
        shutil.rmtree(copy.parent)

    at = f"{lines:,} lines"
    return Row(
        "sharing: a first joining, copied, opened and exchanged", at, "s", timed(join, times, "s"), goal
    )


def longest(folder: Path, lines: int) -> list[Row]:
    """A campaign of a million lines, all in packets: joined, gone on with on both sides, opened again, asked for the past."""
    place, at = shared_place(folder, lines), f"{lines:,} lines"
    writer = _copy(place / FILE, folder / "longest")
    shutil.copy(place / KEY, writer.parent)
    other, sessions = _copy(place / FILE, folder / "longest-other"), ExitStack()

    def open_again() -> None:
        sessions.enter_context(opened(other, "second", place / SHARE))

    rows = [_joining(folder, lines, 2, None)]
    with opened(writer, WRITER, place / SHARE) as one:
        rows.append(
            Row("sharing: its writer's first exchange", at, "s", timed(partial(_exchanged, *one[1:]), 1, "s"))
        )
    rows += _travelled(writer, other, folder / "longest-share", at)
    with sessions:
        rows.append(Row("sharing: opened again", at, "s", timed(open_again, 1, "s")))
    with Session.open(other, "second", clock, site="second") as session:
        chance, newest = Random(1), session.file.newest_number()
        with session.file.reading() as connection:
            heads = [journal.numbered(connection, chance.randrange(2, newest)) for _ in range(_MOMENTS)]
        moments = iter([head.moment for head in heads if head is not None])
        rows.append(
            Row(
                "sharing: the past at a moment",
                at,
                "s",
                timed(lambda: session.snapshot_at(next(moments)), _MOMENTS, "s"),
            )
        )
    return rows


def travelled(folder: Path, lines: int) -> list[Row]:
    """One step from PC to PC, when the journal is long."""
    place = shared_place(folder, lines)
    writer = _copy(place / FILE, folder / f"from{lines}")
    shutil.copy(place / KEY, writer.parent)
    return _travelled(
        writer, _copy(place / FILE, folder / f"to{lines}"), folder / f"travelling{lines}", f"{lines:,} lines"
    )


def _travelled(writer: Path, other: Path, share: Path, at: str) -> list[Row]:
    """One step from PC to PC, there and back: the other one is registered first."""
    share.mkdir()
    with opened(writer, WRITER, share) as one, opened(other, "second", share) as two:
        site, key, name = two[1].card("second").split()
        one[0].run(RegisterMember(site, name, "command_post", key))
        for _, post, carrier in (one, two, one):
            _exchanged(post, carrier)
        random, pairs = Random(1), cycle(((one, two), (two, one)))

        def travel() -> None:
            doing, hearing = next(pairs)
            _work(doing[0], random, 1)
            _exchanged(doing[1], doing[2])
            received = _exchanged(hearing[1], hearing[2]).received
            if received is None or len(received.applied) != 1:
                raise AssertionError("a step has not arrived")

        times = timed(travel, 30)
        if one[0].snapshot.rows["task"] != two[0].snapshot.rows["task"]:
            raise AssertionError("the PCs are not equal")
    return [Row("sharing: a step done, sent and taken in", at, "ms", times, 300, "p95")]


def _exchanged(post: Post, carrier: FolderCarrier) -> Exchange:
    """Exchanges; nothing may be away or turned away."""
    done = post.exchange(carrier)
    if done.away or done.torn or (done.received and done.received.refused):
        raise AssertionError(done.away or done)
    return done


@contextmanager
def opened(path: Path, site: str, share: Path) -> Iterator[tuple[Session, Post, FolderCarrier]]:
    """A PC: its session, its post, its way."""
    with Session.open(path, site, clock, site=site) as session:
        campaign = session.snapshot.campaign
        yield (
            session,
            Post(session, path.parent),
            FolderCarrier(share, campaign.id, campaign.title, site, site),
        )


def _work(session: Session, random: Random, steps: int) -> None:
    tasks = sorted(session.snapshot.tasks)
    for number in range(steps):
        key = random.choice(("detail", "visible_progress"))
        committed(
            session, EditTask(random.choice(tasks), {key: f"{session.actor} {number} {random.random()}"})
        )


def _shared(file: Path) -> None:
    """Has sharing begin now."""
    with Session.open(file, "测试", clock) as session, session.file.transaction() as connection:
        shelf.begin(connection)


def _copy(file: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copy(file, folder / FILE))
