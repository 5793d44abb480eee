"""Real campaign files on several PCs: joined by a copy, exchanged by file, folder and server, signed, with rights."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest

from battlemap.commands.heard import silent_for
from battlemap.commands.loop import ReportProgress
from battlemap.commands.mailing import DismissMember, Post, RegisterMember, SettleConflict
from battlemap.commands.people import AssignTask
from battlemap.commands.rights import may_all
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, EditTask
from battlemap.domain.telling.conflict_words import conflict_words, side_words
from battlemap.errors import BadInput, CarrierAway, Refused
from battlemap.store.mailbox import parcel
from battlemap.store.mailbox.folder import FolderCarrier
from battlemap.store.mailbox.keys import is_signed, key_in, public_of, signed, words_of
from battlemap.store.mailbox.packet import Packet
from tests.commands.conftest import open_new


@attrs.define
class Desk:
    """One PC: its open campaign, its post and where its key lies."""

    session: Session
    post: Post

    @classmethod
    def at(cls, session: Session, folder: Path) -> Desk:
        return cls(session, Post(session, folder))

    def task(self, code: str = "ECON-01") -> str:
        task = self.session.snapshot.task_by_code(code)
        assert task is not None
        return task.id

    def edit(self, code: str = "ECON-01", **changes: object) -> None:
        self.session.run(EditTask(self.task(code), changes))

    def packets(self) -> tuple[Packet, ...]:
        parcels: list[bytes] = []
        self.post.export(Path("x"), lambda path, content: parcels.append(content))
        return parcel.read(parcels[0], "x").packets

    def folder(self, share: Path) -> FolderCarrier:
        campaign = self.session.snapshot.campaign
        return FolderCarrier(share, campaign.id, campaign.title, self.session.file.site, self.session.actor)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """指挥部 and a second PC that has joined by a copy and is registered."""
    first = open_new(tmp_path / "行动.battlemap")
    for code in ("ECON-01", "ECON-02"):
        task = first.snapshot.task_by_code(code)
        assert task is not None
        first.run(AssignTask(task.id, "经济发展局"))
    one = Desk.at(first, tmp_path / "one")
    one.post.begin("指挥部一号机")
    first.file.save_copy(tmp_path / "副本.battlemap")
    second = Session.open(tmp_path / "副本.battlemap", "王强", first.clock, site="pc2")
    two = Desk.at(second, tmp_path / "two")
    site, key, name = two.post.card("二号机").split()
    first.run(RegisterMember(site, name, "command_post", key))
    two.post.take(one.packets())
    with first, second:
        yield one, two


def same(one: Desk, two: Desk) -> None:
    rows = [
        {table: dict(by_id) for table, by_id in desk.session.snapshot.rows.items() if table != "conflict"}
        for desk in (one, two)
    ]
    assert rows[0] == rows[1]
    assert one.session.file.faults() == two.session.file.faults() == []


def test_what_is_done_on_one_pc_is_on_the_other_and_the_window_hears_of_it(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    heard: list[str] = []
    two.session.listen(lambda step, reach: heard.append(step.kind))
    one.edit(detail="甲")
    one.session.run(CreateTask(one.session.snapshot.columns[0].id, "新任务"))
    received = two.post.take(one.packets())
    assert len(received.applied) == 2 and heard == ["merge"]
    assert two.session.snapshot.task_by_code("ECON-03") is not None
    same(one, two)
    assert two.post.take(one.packets()).known_count > 2 and heard == ["merge"]


def test_undo_takes_back_ones_own_steps_alone(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    two.edit(detail="乙")
    one.edit("ECON-02", detail="甲")
    two.post.take(one.packets())
    two.session.undo()
    assert two.session.snapshot.tasks[two.task()].detail == ""
    assert two.session.snapshot.tasks[two.task("ECON-02")].detail == "甲"
    assert two.session.can_undo is None
    one.post.take(two.packets())
    same(one, two)


def test_a_conflict_is_shown_with_both_values_and_settled_for_both(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    one.edit(visible_progress="封顶")
    two.edit(visible_progress="装修")
    one.post.take(two.packets())
    (conflict,) = one.session.snapshot.conflicts.values()
    snapshot = one.session.snapshot
    assert conflict_words(conflict, snapshot) == "ECON-01 的“形象进度”同一处改了两次，现用后改的值"
    sides = [side_words(conflict, number, snapshot) for number in range(2)]
    assert {words.rpartition("：")[2] for words in sides} == {"封顶", "装修"}
    loser = next(number for number, side in enumerate(conflict.accounts) if side["actor"] == "李明")
    one.session.run(SettleConflict(conflict.id, loser))
    two.post.take(one.packets())
    assert two.session.snapshot.tasks[two.task()].visible_progress == "封顶"
    assert not [c for c in two.session.snapshot.conflicts.values() if c.is_open]
    same(one, two)
    with pytest.raises(Refused, match="已经处理过"):
        one.session.run(SettleConflict(conflict.id))


def test_a_stranger_a_forger_and_who_may_not_are_turned_away_with_the_reason(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    one, two = desks
    two.edit(detail="乙")
    mine = [packet for packet in two.packets() if packet.site == "pc2"]
    forged = attrs.evolve(mine[0], actor="总指挥", signature=mine[0].signature)
    assert "签名不是“二号机”的" in one.post.take([forged]).refused[0]
    other = Post(two.session, tmp_path / "three")
    unsigned = attrs.evolve(mine[0], signature=signed(key_in(tmp_path / "three"), mine[0].hash))
    assert other.public_key and "签名不是" in one.post.take([unsigned]).refused[0]
    unit = next(iter(one.session.snapshot.units))
    member = one.session.snapshot.members["pc2"]
    one.session.run(RegisterMember("pc2", "二号机", "viewer", member.public_key))
    assert "只能查看" in one.post.take(mine).refused[0]
    one.session.run(RegisterMember("pc2", "二号机", "unit", member.public_key, unit))
    assert "不能改任务的" in one.post.take(mine).refused[0]
    one.session.run(DismissMember("pc2"))
    assert "不是登记的协作成员" in one.post.take(mine).refused[0]
    one.session.run(RegisterMember("pc2", "二号机", "command_post", member.public_key))
    assert len(one.post.take(mine).applied) == 1


def test_what_came_with_a_copy_is_handed_on_with_its_authors_signature(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    own = {packet.name: packet.signature for packet in one.packets()}
    assert all(own.values())
    two.post.take(one.packets())
    assert {packet.name: packet.signature for packet in two.packets() if packet.site == "here"} == own


def test_a_unit_reports_on_its_own_cards(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    member, unit = one.session.snapshot.members["pc2"], next(iter(one.session.snapshot.units))
    one.session.run(RegisterMember("pc2", "经发局", "unit", member.public_key, unit))
    two.session.run(ReportProgress(two.task(), 30, "在办"))
    assert not one.post.take([p for p in two.packets() if p.site == "pc2"]).refused
    two.session.run(ReportProgress(two.task("PROJ-01"), 30, "在办"))
    received = one.post.take([p for p in two.packets() if p.site == "pc2"])
    assert "不能改别的单位的任务" in received.refused[0]


def test_a_pc_for_looking_only_changes_nothing_and_still_hears(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    two.edit(detail="乙")
    one.post.take(two.packets())
    member = one.session.snapshot.members["pc2"]
    one.session.run(RegisterMember("pc2", "二号机", "viewer", member.public_key))
    two.post.take(one.packets())
    number = two.session.file.newest_number()
    for deed in (lambda: two.edit(detail="丙"), two.session.undo):
        with pytest.raises(Refused, match="只能查看，不能改动；如需修改，请指挥部"):
            deed()
    assert not two.session.may_write and two.session.file.newest_number() == number
    one.edit("ECON-02", detail="甲")
    assert len(two.post.take(one.packets()).applied) == 1
    same(one, two)
    one.session.run(DismissMember("pc2"))
    two.post.take(one.packets())
    with pytest.raises(Refused, match="不是登记的协作成员"):
        two.edit(detail="丁")


def test_a_unit_is_told_on_its_own_pc_what_the_others_would_turn_away(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    member, unit = one.session.snapshot.members["pc2"], next(iter(one.session.snapshot.units))
    one.session.run(RegisterMember("pc2", "经发局", "unit", member.public_key, unit))
    two.post.take(one.packets())
    assert two.session.may_write and not may_all(two.session)
    two.session.run(ReportProgress(two.task(), 30, "在办"))
    with pytest.raises(Refused, match="不能改任务的"):
        two.edit(title="另一件")
    with pytest.raises(Refused, match="不能改别的单位的任务"):
        two.session.run(ReportProgress(two.task("PROJ-01"), 30, "在办"))
    assert not one.post.take([p for p in two.packets() if p.site == "pc2"]).refused
    same(one, two)


def test_keys_sign_and_are_told_by_four_words(tmp_path: Path) -> None:
    secret = key_in(tmp_path / "a")
    assert key_in(tmp_path / "a") == secret and (tmp_path / "a" / "mail-key").stat().st_mode & 0o077 == 0
    public = public_of(secret)
    assert is_signed(public, "ab", signed(secret, "ab")) and not is_signed(public, "ac", signed(secret, "ab"))
    assert not is_signed(public, "ab", "") and not is_signed("!", "ab", signed(secret, "ab"))
    words = words_of(public).split()
    assert len(words) == 4 and words_of(public_of(key_in(tmp_path / "b"))) != words_of(public)
    with pytest.raises(BadInput, match="公钥不完整"):
        words_of("?")


def test_a_shared_folder_carries_and_survives_its_absence(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    one, two = desks
    share = tmp_path / "share"
    share.mkdir()
    one.edit(detail="甲")
    assert one.post.exchange(one.folder(share)).sent >= 2
    done = two.post.exchange(two.folder(share))
    assert done.received is not None and len(done.received.applied) == 1
    assert [heard.actor for heard in done.members] == ["李明"]
    share.rename(tmp_path / "away")
    two.edit("ECON-02", detail="乙")
    done = two.post.exchange(two.folder(share))
    assert "暂时连不上" in done.away and done.unsent == 1
    (tmp_path / "away").rename(share)
    assert two.post.exchange(two.folder(share)).sent == 1
    one.post.exchange(one.folder(share))
    same(one, two)
    shutil.rmtree(share)
    share.mkdir()
    for desk in (one, two, one):
        desk.post.exchange(desk.folder(share))
    same(one, two)


def test_a_torn_file_on_the_share_is_told_once_and_read_when_it_is_whole(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    one, two = desks
    share = tmp_path / "share"
    share.mkdir()
    one.edit(detail="甲")
    one.post.exchange(one.folder(share))
    (file,) = share.rglob(f"*{parcel.SUFFIX}")
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    carrier = two.folder(share)
    assert "不完整或已损坏" in two.post.exchange(carrier).torn[0]
    assert two.post.exchange(carrier).torn == ()
    file.write_bytes(whole)
    received = two.post.exchange(carrier).received
    assert received is not None and received.applied
    assert not list(share.rglob("*.part"))


def put_back(desk: Desk, copy: Path) -> Desk:
    """The PC after its file was replaced by an older copy."""
    old = desk.session
    old.close()
    return Desk.at(Session.open(copy, old.actor, old.clock, site="pc2"), desk.post._folder)


@pytest.fixture
def restored(desks: tuple[Desk, Desk], tmp_path: Path) -> Iterator[tuple[Desk, Desk, Path]]:
    """Two PCs and a share, after the second has put a backup back that lacks its last two steps."""
    one, two = desks
    share = tmp_path / "share"
    share.mkdir()
    two.edit(detail="乙一")
    two.post.exchange(two.folder(share))
    two.session.file.save_copy(tmp_path / "旧.battlemap")
    two.edit(detail="乙二")
    two.edit("ECON-02", detail="乙三")
    two.post.exchange(two.folder(share))
    one.post.exchange(one.folder(share))
    again = put_back(two, tmp_path / "旧.battlemap")
    with again.session:
        yield one, again, share


def test_what_was_done_after_a_backup_comes_back_from_the_others(restored: tuple[Desk, Desk, Path]) -> None:
    one, two, share = restored
    done = two.post.exchange(two.folder(share))
    assert done.received is not None and len(done.received.applied) == 2 and not done.received.renewed
    assert two.session.snapshot.tasks[two.task()].detail == "乙二"
    two.edit(title="接着做")
    two.post.exchange(two.folder(share))
    one.post.exchange(one.folder(share))
    same(one, two)
    assert two.session.file.site == "pc2"


def test_who_went_on_after_a_backup_keeps_both_under_another_site(restored: tuple[Desk, Desk, Path]) -> None:
    one, two, share = restored
    two.edit(detail="乙另")
    two.edit("PROJ-01", detail="乙新")
    two.edit(title="再改")
    done = two.post.exchange(two.folder(share))
    assert done.received is not None and "与其他电脑手里的签名记录不同" in done.received.renewed
    assert two.session.file.site != "pc2" and len(done.received.applied) == 2
    assert not done.received.refused
    two.post.exchange(two.folder(share))
    done = one.post.exchange(one.folder(share))
    assert done.received is not None and not done.received.refused and len(done.received.applied) == 3
    same(one, two)
    assert [c.reason for c in one.session.snapshot.conflicts.values() if c.is_open] == ["field"]
    assert one.session.snapshot.tasks[one.task("PROJ-01")].detail == "乙新"
    site = two.session.file.site
    two.session.undo()
    assert two.session.file.site == site
    two.post.exchange(two.folder(share))
    one.post.exchange(one.folder(share))
    same(one, two)


def test_who_rewrites_the_own_journal_is_found_by_what_the_others_hold(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    one, two = desks
    two.session.file.save_copy(tmp_path / "前.battlemap")
    two.edit(detail="实情")
    one.post.take(two.packets())
    steps = two.session.file.newest_number()
    forger = put_back(two, tmp_path / "前.battlemap")
    with forger.session:
        forger.edit(detail="假话")
        assert forger.session.file.faults() == [] and forger.session.file.newest_number() == steps
        assert "与已收到的同号数据包内容不同" in one.post.take(forger.packets()).refused[0]
        assert one.session.snapshot.tasks[one.task()].detail == "实情"
        received = forger.post.take(one.packets())
        assert "日志被改写过" in received.renewed
        one.post.take(forger.packets())
        same(one, forger)
        (conflict,) = (c for c in one.session.snapshot.conflicts.values() if c.is_open)
        assert {side["values"]["detail"] for side in conflict.accounts} == {"实情", "假话"}


def test_a_clock_that_goes_wrong_is_told(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    one, two = desks
    share = tmp_path / "share"
    share.mkdir()
    now = datetime.now()
    one.session.clock = lambda: now
    two.session.clock = lambda: now + timedelta(minutes=10)
    one.edit(detail="甲")
    two.post.exchange(two.folder(share))
    done = one.post.exchange(one.folder(share))
    (heard,) = done.members
    assert 590 <= heard.skew <= 610 and silent_for(heard, now) <= 1


def test_a_share_without_rights_or_room_is_said(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    one, _ = desks
    with pytest.raises(CarrierAway, match="连不上"):
        one.folder(tmp_path / "nowhere").members(datetime.now())
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(CarrierAway):
        one.folder(file).send([p for p in one.packets() if p.site == "here"])


def test_what_is_no_parcel_is_refused_in_words(desks: tuple[Desk, Desk]) -> None:
    with pytest.raises(BadInput, match="不是增量包"):
        parcel.read(b"PK", "a.zip")
    parcels: list[bytes] = []
    desks[0].post.export(Path("x"), lambda path, content: parcels.append(content))
    with pytest.raises(BadInput, match="不完整或已损坏"):
        parcel.read(parcels[0][:-1], "a")
    assert parcel.read(parcels[0], "a").title == "百日攻坚"


def test_a_campaign_of_one_pc_takes_nothing_in(tmp_path: Path) -> None:
    with open_new(tmp_path / "行动.battlemap") as session:
        with pytest.raises(BadInput, match="还没有开始多机协作"):
            Post(session, tmp_path).take([])
        post = Post(session, tmp_path)
        post.begin("一号机")
        with pytest.raises(Refused, match="已经开始"):
            post.begin("一号机")
