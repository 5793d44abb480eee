"""A file that is copied for others to join with bears its packets, whatever version of the program opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.commands.mailing import Post
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.store.mailbox import packing, parcel
from battlemap.store.mailbox.packet import Packet
from tests.commands.conftest import open_new


def exported(post: Post) -> tuple[Packet, ...]:
    parcels: list[bytes] = []
    post.export(Path("x"), lambda path, content: parcels.append(content))
    return parcel.read(parcels[0], "x").packets


def test_a_copy_bears_its_packets_whatever_version_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "副本.battlemap"
    with open_new(tmp_path / "行动.battlemap") as first:
        post = Post(first, tmp_path / "one")
        post.begin("指挥部一号机")
        first.run(EditTask(next(iter(first.snapshot.tasks)), {"detail": "刚改的"}))
        post.save_copy(copy)
        with (
            monkeypatch.context() as older,
            Session.open(copy, "王强", first.clock, site="pc2") as second,
        ):
            older.setattr(packing, "SCHEMA_VERSION", packing.SCHEMA_VERSION - 1)
            theirs = exported(Post(second, tmp_path / "two"))
        ours = exported(post)
        assert len(ours) == 2 and [packet.hash for packet in theirs] == [packet.hash for packet in ours]
        assert all(packet.signature for packet in theirs)
        received = post.take(theirs)
        assert not received.refused and received.known_count == len(ours)


def test_a_file_of_one_pc_is_copied_as_it_is(tmp_path: Path) -> None:
    with open_new(tmp_path / "行动.battlemap") as first:
        Post(first, tmp_path / "one").save_copy(tmp_path / "副本.battlemap")
        assert not Post(first, tmp_path / "one").is_shared
    assert not (tmp_path / "one").exists()
    with Session.open(tmp_path / "副本.battlemap", "王强", first.clock) as second:
        assert second.snapshot.rows == first.snapshot.rows and second.file.faults() == []


def test_a_file_that_can_only_be_read_is_copied_all_the_same(tmp_path: Path) -> None:
    with open_new(tmp_path / "行动.battlemap") as first:
        Post(first, tmp_path / "one").begin("指挥部一号机")
    with Session.open(first.file.path, "王强", first.clock, read_only=True) as reader:
        Post(reader, tmp_path / "one").save_copy(tmp_path / "副本.battlemap")
    assert (tmp_path / "副本.battlemap").exists()
