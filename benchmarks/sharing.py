"""Several PCs on one campaign: ten of them through a folder, a first joining, a step that travels in a long journal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

from battlemap.commands.mailing import Post
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.store.connection import connect
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.folder import FolderCarrier
from benchmarks.big import campaign_file, clock
from benchmarks.history import LONG, LONGEST
from benchmarks.long_journal import begun_file, long_file
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
    begun = _copy(begun_file(long_file(folder, lines)), folder / "begun")
    for site in _shared_since(file, begun):
        with opened(file, site, share) as (_, post, carrier):
            post.exchange(carrier)
    with opened(file, "first", share) as (session, post, carrier):
        post.exchange(carrier)
        session.file.save_copy(folder / "copy.battlemap")
        rows = session.snapshot.rows["task"]
    numbers = count()

    def join() -> None:
        copy = _copy(folder / "copy.battlemap", folder / f"joined{next(numbers)}")
        with opened(copy, "joiner", share) as (_, post, carrier):
            done = post.exchange(carrier)
            if done.away:
                raise AssertionError(done.away)

    def replay() -> None:
        copy = _copy(begun, folder / f"replayed{next(numbers)}")
        with opened(copy, "replayer", share) as (joiner, post, carrier):
            done = post.exchange(carrier)
            received = done.received
            if received is None or joiner.snapshot.rows["task"] != rows:
                raise AssertionError(done.away or "who joined by packets is not equal")

    return [
        Row(
            "sharing: a first joining, copied, opened and exchanged",
            f"{lines:,} lines",
            "s",
            timed(join, 3, "s"),
            10,
        ),
        Row(
            "sharing: a first joining with the first file, all packets replayed",
            f"{lines:,} lines",
            "s",
            timed(replay, 2, "s"),
            10,
        ),
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


def _shared(file: Path) -> None:
    """Has sharing begin now."""
    with Session.open(file, "测试", clock) as session, session.file.transaction() as connection:
        shelf.begin(connection)


def _shared_since(file: Path, begun: Path) -> list[str]:
    """Has sharing begin in both where one file went on from the other; returns the sites that have gone on."""
    with closing(connect(begun)) as connection:
        base, hash = connection.execute(
            "SELECT number, hash FROM step ORDER BY number DESC LIMIT 1"
        ).fetchone()
    for path in (begun, file):
        with closing(connect(path)) as connection:
            (same,) = connection.execute("SELECT hash FROM step WHERE number = ?", [base]).fetchone()
            if same != hash:
                raise AssertionError("the files have no beginning in common")
            connection.execute("INSERT INTO mailbox (id, base, base_number) VALUES (1, ?, ?)", [hash, base])
    with closing(connect(file)) as connection:
        sites = connection.execute("SELECT DISTINCT site FROM step WHERE number > ?", [base]).fetchall()
    return [str(site) for (site,) in sites]


def _copy(file: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copy(file, folder / "行动.battlemap"))
