"""Several PCs on one campaign: ten of them through a folder, a first joining, a step that travels in a long journal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

from battlemap.commands.mailing import Post
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.folder import FolderCarrier
from benchmarks.big import campaign_file, clock
from benchmarks.history import LONG, LONGEST
from benchmarks.long_journal import TASKS, long_file
from benchmarks.row import Row, Samples, committed, timed

SITES = 10
#: Steps of each site; `make bench-long` plays the long ones.
STEPS, STEPS_LONG = 100, 1_000
JOINED = 100_000
_TASKS = 300


def measure(folder: Path) -> list[Row]:
    """Returns the rows; each size in a folder of its own."""
    is_long = bool(os.environ.get(LONG))
    rows = [*together(folder / "together", STEPS_LONG if is_long else STEPS), *joined(folder, JOINED)]
    return [*rows, *travelled(folder, LONGEST if is_long else JOINED)]


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


def joined(folder: Path, lines: int) -> list[Row]:
    """A new PC opens a copy of a long campaign and exchanges for the first time."""
    share = folder / "joining"
    share.mkdir()
    file = _copy(long_file(folder, lines), folder / "first")
    _shared(file, campaign_file(folder, TASKS))
    with opened(file, "first", share) as (session, post, carrier):
        post.exchange(carrier)
        session.file.save_copy(folder / "copy.battlemap")
    numbers = count()

    def join() -> None:
        copy = _copy(folder / "copy.battlemap", folder / f"joined{next(numbers)}")
        with opened(copy, "joiner", share) as (_, post, carrier):
            done = post.exchange(carrier)
            if done.away:
                raise AssertionError(done.away)

    return [
        Row(
            "sharing: a first joining, copied, opened and exchanged",
            f"{lines:,} lines",
            "s",
            timed(join, 3, "s"),
            10,
        )
    ]


def travelled(folder: Path, lines: int) -> list[Row]:
    """One step from PC to PC, when the journal is long."""
    share = folder / f"travelling{lines}"
    share.mkdir()
    file = _copy(long_file(folder, lines), folder / f"from{lines}")
    _shared(file)
    other = _copy(file, folder / f"to{lines}")
    with opened(file, "a", share) as one, opened(other, "b", share) as two:
        for _, post, carrier in (one, two, one):
            post.exchange(carrier)
        random = Random(lines)

        def travel() -> None:
            _work(one[0], random, 1)
            one[1].exchange(one[2])
            two[1].exchange(two[2])

        times = timed(travel, 30)
        if one[0].snapshot.rows["task"] != two[0].snapshot.rows["task"]:
            raise AssertionError("the PCs are not equal")
    return [Row("sharing: a step done, sent and taken in", f"{lines:,} lines", "ms", times, 300, "p95")]


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


def _shared(file: Path, since: Path | None = None) -> None:
    """Has sharing begin: now, or as it would have where another file, from which this one was made, had been shared."""
    base = None
    if since is not None:
        with Session.open(since, "测试", clock) as session:
            base = session.file.newest_number()
    with Session.open(file, "测试", clock) as session, session.file.transaction() as connection:
        if base is None:
            shelf.begin(connection)
            return
        (hash,) = connection.execute("SELECT hash FROM step WHERE number = ?", [base]).fetchone()
        connection.execute("INSERT INTO mailbox (id, base, base_number) VALUES (1, ?, ?)", [hash, base])


def _copy(file: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copy(file, folder / "行动.battlemap"))
