"""What a PC lacks is asked for by name, the others hear of it and hand it out again."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from battlemap.commands.asking import Asking
from battlemap.store.mailbox.carrier import Member
from battlemap.store.mailbox.parcel import SUFFIX
from battlemap.store.mailbox.wishes import asked_of, told, wish, wishes
from tests.commands.test_mailing import Desk, desks, same

__all__ = ["desks"]
NOW = datetime(2018, 11, 20, 9)


def test_a_torn_file_is_asked_for_by_name_and_written_again_by_who_has_it(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    one, two = desks
    share = tmp_path / "share"
    share.mkdir()
    ways = one.folder(share), two.folder(share)
    for desk, way in zip(desks, ways, strict=True):
        desk.post.exchange(way)
    one.edit(detail="甲")
    one.post.exchange(ways[0])
    one.edit(detail="乙")
    one.post.exchange(ways[0])
    torn, _ = sorted(share.rglob(f"{one.session.file.site}/*{SUFFIX}"))[-2:]
    whole = torn.read_bytes()
    torn.write_bytes(whole[:-9] + bytes(9))
    number = int(torn.name[:8])
    done = two.post.exchange(ways[1])
    assert done.wants == (f"{one.session.file.site}-{number}",) and not (
        done.received and done.received.applied
    )
    two.post.exchange(ways[1])
    assert one.post.exchange(ways[0]).sent == 0
    assert one.post.exchange(ways[0]).sent == 1
    assert torn.read_bytes()[:8] == whole[:8] and one.post.exchange(ways[0]).sent == 0
    done = two.post.exchange(ways[1])
    assert done.received is not None and len(done.received.applied) == 2 and done.wants == ()
    same(one, two)


def test_what_is_lacking_is_told_in_few_words_and_understood() -> None:
    names = ["k3f9-12", "k3f9-13", "a_b-c-1", "k3f9-14", "k3f9-20", "k3f9-15~18"]
    assert wishes(names) == ("a_b-c-1", "k3f9-12~18", "k3f9-20")
    assert len(wishes(f"x-{2 * number}" for number in range(1, 90))) == 20
    assert list(asked_of("k3f9", wish("k3f9", 12, 18), 14)) == [12, 13, 14]
    assert not asked_of("k3", "k3f9-12", 99) and not asked_of("k3f9", "12", 99)
    assert told(["k3f9-12", 7, "?", "k3f9-1~3"]) == ("k3f9-12", "k3f9-1~3")
    assert told(None) == told("k3f9-12") == ()


@pytest.mark.parametrize(("seconds", "again"), [(5, []), (61, [2, 3])])
def test_the_same_is_not_handed_out_again_at_once(seconds: int, again: list[int]) -> None:
    asking = Asking()
    asker = Member("pc2", "王强", NOW, NOW, "", ("pc1-2~3", "pc3-1", "pc1-900"))
    asking.heard(["pc3-4", "pc1-1"], [asker], "pc1", 9)
    assert asking.wants == ("pc3-4",)
    assert sorted(asking.due(NOW, 9)) == [2, 3]
    asking.heard([], [asker], "pc1", 9)
    assert sorted(asking.due(NOW + timedelta(seconds=seconds), 9)) == again and asking.wants == ()
