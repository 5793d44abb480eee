"""What goes out: in portions, once, told truly while the way is away, and again where the share has lost it."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.commands import mailing
from battlemap.commands.mailing import Post
from battlemap.store.mailbox.folder import FolderCarrier
from battlemap.store.mailbox.parcel import SUFFIX
from tests.commands.test_mailing import Desk, desks, same

__all__ = ["desks"]


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def again(desk: Desk) -> Desk:
    """The PC after its program was started anew."""
    return Desk(desk.session, Post(desk.session, desk.post._folder))


def test_much_goes_out_in_portions_and_is_read_once(
    desks: tuple[Desk, Desk], share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = desks
    monkeypatch.setattr(mailing, "_MOST_SENT", 2)
    for number in range(5):
        one.edit(detail=f"{number}")
    sizes = []
    send = FolderCarrier.send
    monkeypatch.setattr(
        FolderCarrier,
        "send",
        lambda self, packets, again=(): sizes.append(len(packets)) or send(self, packets, again),
    )
    done = one.post.exchange(one.folder(share))
    assert done.sent == sum(sizes) == one.post.outgoing().vector[one.session.file.site] and max(sizes) == 2
    sizes.clear()
    assert again(one).post.exchange(one.folder(share)).sent == 0 and sizes == [0]
    two.post.exchange(two.folder(share))
    same(one, two)


def test_what_is_unsent_is_told_truly_after_a_new_start_without_the_others(
    desks: tuple[Desk, Desk], share: Path, tmp_path: Path
) -> None:
    one, _ = desks
    way = one.folder(share)
    one.edit(detail="甲")
    one.post.exchange(way)
    one.post.keep()
    share.rename(tmp_path / "away")
    later = again(one)
    assert later.post.exchange(way).unsent == 0
    later.edit(detail="乙")
    later.edit("ECON-02", detail="丙")
    assert later.post.exchange(way).unsent == 2
    assert again(later).post.exchange(way).unsent == 2
    (tmp_path / "away").rename(share)
    assert again(later).post.exchange(way).sent == 2


def test_what_the_share_has_lost_is_put_there_again(desks: tuple[Desk, Desk], share: Path) -> None:
    one, two = desks
    for number in range(3):
        one.edit(detail=f"{number}")
        one.post.exchange(one.folder(share))
    files = sorted(share.rglob(f"*{SUFFIX}"))
    files[1].unlink()
    done = two.post.exchange(two.folder(share))
    assert done.received is not None and done.received.missing and done.wants
    assert again(one).post.exchange(one.folder(share)).sent == 1
    assert sorted(share.rglob(f"*{SUFFIX}")) == files
    two.post.exchange(two.folder(share))
    same(one, two)
