"""Three real windows on one campaign through a shared folder: a drag on one is on the others, also after the share was away."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from battlemap.commands.demo import write_demo
from battlemap.commands.mailing import Post, RegisterMember
from battlemap.commands.session import Session
from battlemap.store.mailbox.keys import key_in, public_of
from tests.window.screen import NEEDS_SCREEN, eventually, middle, program, rows, screen

pytestmark = NEEDS_SCREEN
NAMES = ("pc1", "pc2", "pc3")


def lanes(files: dict[str, Path], code: str) -> set[str]:
    """In which lanes the card stands on the PCs."""
    return {str(rows(file, "SELECT lane FROM task WHERE code = ?", code)[0][0]) for file in files.values()}


def set_up(folder: Path, share: Path) -> dict[str, Path]:
    """Three PCs with settings, key and copy of their own; returns PC → its file."""
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
        told = {"operator": name, "mail_ways": {campaign: f"folder:{share}"}, "has_been_greeted": True}
        told["signed"] = [str(file) for file in files.values()]
        (home / "settings.json").write_text(json.dumps(told), "utf-8")
    return files


def test_three_windows_on_one_folder_end_equal(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    files = set_up(tmp_path, share)
    with ExitStack() as stack:
        told = {}
        screens = {}
        for name in NAMES:
            screens[name] = stack.enter_context(screen(tmp_path / name / "home"))
            log = tmp_path / name / "program.log"
            told[name] = stack.enter_context(
                program(screens[name], files[name], tmp_path / name / "told.json", log)
            )
            screens[name].xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")

        def drag(name: str, code: str) -> None:
            seen = told[name]()
            screens[name].drag(middle(seen["cards"][code]), middle(seen["cells"]["ECON/moving"]))
            eventually(
                lambda: rows(files[name], "SELECT lane FROM task WHERE code = ?", code) == [("moving",)],
                f"{code} in the file of {name}",
            )

        drag("pc1", "ECON-09")
        began = time.monotonic()
        eventually(lambda: lanes(files, "ECON-09") == {"moving"}, "the card on the other PCs")
        print(f"a drag was on the others after {time.monotonic() - began:.1f} s")
        share.rename(tmp_path / "away")
        waiting = rows(
            files["pc2"],
            "SELECT code FROM task WHERE lane = 'waiting' AND code LIKE 'ECON-%' AND deleted = 0 ORDER BY code",
        )
        if waiting:
            drag("pc2", str(waiting[0][0]))
        (tmp_path / "away").rename(share)
        if waiting:
            eventually(
                lambda: lanes(files, str(waiting[0][0])) == {"moving"}, "the card after the share was away"
            )
    found = [rows(file, "SELECT * FROM task ORDER BY id") for file in files.values()]
    assert found[0] == found[1] == found[2]
