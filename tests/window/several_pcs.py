"""Three PCs with a window each on one campaign, by a folder or a server: set up, dragged on, measured.

``python -m tests.window.several_pcs [DRAGS]`` prints how long a drag on one takes to be in the files of the others.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from battlemap.commands.demo import write_demo
from battlemap.commands.mailing import Post, RegisterMember
from battlemap.commands.session import Session
from battlemap.store.mailbox.keys import key_in, public_of
from battlemap.store.mailbox.post_office import PostOffice
from tests.store.mailbox.test_post_office import free_port
from tests.window.screen import PATIENCE, Screen, eventually, middle, program, rows, screen

NAMES = ("pc1", "pc2", "pc3")


@attrs.define
class Pcs:
    """The PCs: their files, their screens, and what each window tells of itself."""

    files: dict[str, Path]
    screens: dict[str, Screen]
    told: dict[str, Callable[[], dict[str, Any]]]

    def lane(self, name: str, code: str) -> str:
        """In which lane the card stands in a PC's file."""
        return str(rows(self.files[name], "SELECT lane FROM task WHERE code = ?", code)[0][0])

    def drag(self, name: str, code: str, lane: str = "moving") -> float:
        """Drags a card of the first row there by the mouse; returns when it was in the file of that PC."""
        seen = self.told[name]()
        self.screens[name].drag(middle(seen["cards"][code]), middle(seen["cells"][f"ECON/{lane}"]))
        eventually(lambda: self.lane(name, code) == lane, f"{code} in the file of {name}")
        return time.monotonic()

    def arrive(self, code: str, lane: str = "moving") -> float:
        """Waits until the card stands there on all PCs; returns when."""
        until = time.monotonic() + PATIENCE
        while any(self.lane(name, code) != lane for name in NAMES):
            assert time.monotonic() < until, f"{code} did not arrive: {[self.lane(n, code) for n in NAMES]}"
            time.sleep(0.01)
        return time.monotonic()

    def sees(self, name: str, code: str, names: list[str]) -> None:
        """Waits until the board of a PC marks a card as open at these others."""
        eventually(
            lambda: self.told[name]()["seen_by"].get(code) == names, f"{code} seen by {names} on {name}"
        )

    def waiting(self) -> list[str]:
        """The codes of the first row that wait, as the first PC has them."""
        lines = rows(
            self.files["pc1"],
            "SELECT code FROM task WHERE lane = 'waiting' AND code LIKE 'ECON-%' AND deleted = 0 ORDER BY code",
        )
        return [str(code) for (code,) in lines]

    def tasks(self) -> list[list[tuple[Any, ...]]]:
        """All cards of every PC."""
        return [rows(file, "SELECT * FROM task ORDER BY id") for file in self.files.values()]


@contextmanager
def three(folder: Path, way: str) -> Iterator[Pcs]:
    """Three windows that exchange by `way`, as the settings keep it."""
    files = {name: folder / name / "行动.battlemap" for name in NAMES}
    homes = {name: folder / name / "home" / "config" / "battlemap" for name in NAMES}
    for home in homes.values():
        home.mkdir(parents=True)
    write_demo(files["pc1"])
    with Session.open(files["pc1"], "pc1", datetime.now, site="pc1") as session:
        campaign = session.snapshot.campaign.id
        Post(session, homes["pc1"]).begin("pc1")
        for name in NAMES[1:]:
            session.run(RegisterMember(name, name, "command_post", public_of(key_in(homes[name]))))
        for name in NAMES[1:]:
            session.file.save_copy(files[name])
    for name, home in homes.items():
        (home / "site").write_text(name, "ascii")
        settings = {"operator": name, "mail_ways": {campaign: way}, "has_been_greeted": True}
        settings["signed"] = [str(file) for file in files.values()]
        (home / "settings.json").write_text(json.dumps(settings), "utf-8")
    with ExitStack() as stack:
        pcs = Pcs(files, {}, {})
        for name in NAMES:
            pcs.screens[name] = stack.enter_context(screen(folder / name / "home"))
            log = folder / name / "program.log"
            pcs.told[name] = stack.enter_context(
                program(pcs.screens[name], files[name], folder / name / "told.json", log)
            )
            pcs.screens[name].xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
        yield pcs


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A server of their own; raises BadInput where this machine has no PostgreSQL."""
    # who runs the server must be able to look into the folders above, unlike those of pytest
    folder = Path(tempfile.mkdtemp(prefix="battlemap-office-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        office = PostOffice.at(folder / "office", free_port())
        office.make(iter(["keeper-secret", "pc-secret"]).__next__, datetime.now())
        office.start()
        yield office
        office.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kill(office: PostOffice) -> None:
    """Kills the server at once, as a power cut would; its children go with it."""
    number = int((office.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(number, signal.SIGQUIT)
    with suppress(ProcessLookupError):
        while True:
            os.kill(number, 0)
            time.sleep(0.05)


def measured(pcs: Pcs, drags: int) -> list[float]:
    """Returns seconds from a drag's being in the own file to its being in all, PC by PC in turn."""
    code = pcs.waiting()[0]
    took = []
    for turn in range(drags):
        lane = ("moving", "waiting")[turn % 2]
        began = pcs.drag(NAMES[turn % len(NAMES)], code, lane)
        took.append(pcs.arrive(code, lane) - began)
        time.sleep(1.0)
    return took


def main(words: list[str]) -> int:
    """Prints p50 and p95 of both ways."""
    drags = int(words[0]) if words else 20
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="battlemap-pcs-")))
        (folder / "share").mkdir()
        office = stack.enter_context(post_office())
        for name, way in (
            ("server", f"server:{office.line('127.0.0.1')}"),
            ("folder", f"folder:{folder / 'share'}"),
        ):
            with three(folder / name, way) as pcs:
                took = sorted(measured(pcs, drags))
                p95 = statistics.quantiles(took, n=20)[-1]
                print(
                    f"{name}: {drags} drags, p50 {statistics.median(took):.3f} s, p95 {p95:.3f} s, max {took[-1]:.3f} s"
                )
                assert pcs.tasks()[0] == pcs.tasks()[1] == pcs.tasks()[2]
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
