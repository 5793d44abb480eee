"""Several PCs in the window: begun, exchanged through a folder, conflicts settled, files received after a look."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic, sleep

import attrs
import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.heard import is_silent
from battlemap.commands.mailing import Exchange, Post, RegisterMember
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.domain.step import Change
from battlemap.errors import BadInput
from battlemap.shown.board.words import card_lines
from battlemap.store.mailbox import parcel
from battlemap.store.mailbox.carrier import Brought, Member
from battlemap.store.mailbox.folder import FolderCarrier
from battlemap.store.mailbox.packet import Packet
from battlemap.store.mailbox.receiving import Sorted
from battlemap.store.mailbox.sharing import Foresight
from battlemap.store.mailbox.taking import Received
from battlemap.ui.mail.conflicts_dialog import ConflictsDialog
from battlemap.ui.mail.desk import MailDesk, heard_words, state_words
from battlemap.ui.mail.dialog import MailDialog
from battlemap.ui.mail.receive_dialog import ReceiveDialog
from battlemap.ui.mail.register_dialog import RegisterDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import NOW, answer, new_window, small_campaign, task


@pytest.fixture
def pair(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[tuple[MainWindow, MainWindow]]:
    """Two windows, each with settings, site and copy of its own; the first is 指挥部."""
    small_campaign(tmp_path / "a.battlemap").close()
    style, colours = qapp.styleSheet(), qapp.palette()
    windows = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        window = new_window(qapp, tmp_path / name)
        window.settings.operator = name
        windows.append(window)
    one, two = windows
    one.show()
    assert one.files.open(tmp_path / "a.battlemap")
    desk = one.desk(MailDesk)
    assert desk.post is not None and desk.state.isHidden()
    desk.post.begin("一号机")
    desk.begin()
    session(one).file.rest()
    shutil.copy(tmp_path / "a.battlemap", tmp_path / "b.battlemap")
    two.show()
    assert two.files.open(tmp_path / "b.battlemap")
    other = two.desk(MailDesk).post
    assert other is not None
    site, key, name = other.card("二号机").split()
    session(one).run(RegisterMember(site, name, "command_post", key))
    yield one, two
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.setStyleSheet(style)
    qapp.setPalette(colours)


def session(window: MainWindow) -> Session:
    assert window.workspace is not None
    return window.workspace.session


def words_on(window: MainWindow, code: str = "ECON-01") -> str:
    return task(session(window), code).detail


def edit(window: MainWindow, **changes: object) -> None:
    session(window).run(EditTask(task(session(window), "ECON-01").id, changes))


def test_two_windows_on_one_folder_see_each_others_work_and_settle_a_conflict(
    pair: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    one, two = pair
    share = tmp_path / "share"
    share.mkdir()
    for window in pair:
        window.desk(MailDesk).choose(f"folder:{share}")
    edit(one, detail="甲")
    qtbot.waitUntil(lambda: words_on(two) == "甲", timeout=15_000)
    share.rename(tmp_path / "away")
    edit(two, detail="乙")
    edit(one, detail="丙")
    qtbot.waitUntil(lambda: "断开" in one.desk(MailDesk).state.text(), timeout=15_000)
    (tmp_path / "away").rename(share)
    for window in pair:
        window.desk(MailDesk).begin()
    qtbot.waitUntil(lambda: "冲突 1 处待处理" in two.desk(MailDesk).state.text(), timeout=15_000)
    qtbot.waitUntil(lambda: "台在线" in two.desk(MailDesk).state.text(), timeout=15_000)
    dialog = ConflictsDialog(session(two), True, two)
    texts = [button.text() for button in dialog.choices.buttons()]
    assert len(texts) == 2 and "（现值）" in texts[0]
    dialog.choices.buttons()[1].setChecked(True)
    dialog.settle.click()
    assert dialog.what.text() == "没有待处理的冲突。"
    qtbot.waitUntil(lambda: words_on(one) == words_on(two), timeout=15_000)
    qtbot.waitUntil(lambda: "冲突" not in one.desk(MailDesk).state.text(), timeout=15_000)


def test_a_slow_share_holds_nobody_up_and_an_open_card_is_told(
    pair: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = pair
    share = tmp_path / "share"
    share.mkdir()
    quick = FolderCarrier.bring

    def slow(self: FolderCarrier, known: Mapping[str, int]) -> Brought:
        sleep(0.7)
        return quick(self, known)

    monkeypatch.setattr(FolderCarrier, "bring", slow)
    for window in pair:
        window.desk(MailDesk).choose(f"folder:{share}")
    began = monotonic()
    for number in range(5):
        edit(one, detail=str(number))
    assert monotonic() - began < 0.7 and words_on(one) == "4"
    for window in pair:
        assert window.workspace is not None
        window.workspace.choose(task(session(window), "ECON-01").id)
    qtbot.waitUntil(lambda: words_on(two) == "4", timeout=15_000)
    qtbot.waitUntil(lambda: "one正在看这张任务卡" in two.desk(MailDesk).state.text(), timeout=15_000)
    id = task(session(two), "ECON-01").id
    assert two.workspace is not None
    contents = two.workspace.board.stage and two.workspace.board.stage.contents
    assert contents is not None and contents.card(id).seen_by == ("one",)
    assert "one正在看" in card_lines(contents.card(id))
    two.workspace.open_task(id)
    assert two.workspace.sheet.judgement.others.text() == "one正在看这张任务卡"
    edit(two, detail="9")
    assert contents.card(id).seen_by == ("one",) and words_on(two) == "9"
    one.desk(MailDesk).begin()
    qtbot.waitUntil(lambda: one.desk(MailDesk).last is not None, timeout=15_000)
    one.close()
    qtbot.waitUntil(lambda: contents.card(id).seen_by == (), timeout=15_000)
    assert two.workspace.sheet.judgement.others.text() == ""


def test_a_pc_that_becomes_one_for_looking_only_says_so_and_changes_nothing(
    pair: tuple[MainWindow, MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    one, two = pair
    post, other = one.desk(MailDesk).post, two.desk(MailDesk).post
    assert post is not None and other is not None and two.workspace is not None
    parcels: list[bytes] = []

    def hand_over() -> None:
        post.export(tmp_path / "x", lambda path, content: parcels.append(content))
        other.take(parcel.read(parcels[-1], "x").packets)

    hand_over()
    assert two.workspace.can_write
    member = next(m for m in session(one).snapshot.members.values() if m.name == "二号机")
    session(one).run(RegisterMember(member.id, member.name, "viewer", member.public_key))
    hand_over()
    assert not two.workspace.can_write and "（只看）" in two.windowTitle()
    edit(one, detail="甲")
    hand_over()
    assert words_on(two) == "甲"


def test_a_line_that_is_pasted_gives_its_password_to_the_keyring_and_to_no_file(
    pair: tuple[MainWindow, MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = pair
    kept: dict[str, str] = {}
    monkeypatch.setattr(
        "battlemap.ui.mail.desk.keep", lambda to, word: bool(kept.update({to.account: word})) or True
    )
    monkeypatch.setattr("battlemap.ui.mail.desk.password_of", lambda of: kept.get(of.account, ""))
    desk = one.desk(MailDesk)
    line = "host=127.0.0.1 port=1 dbname=battlemap user=pc password=geheim"
    assert desk.choose(f"server:{line}", keeps=True) == "已改用这种方式交换。密码已存入系统密钥环。"
    assert kept == {"pc@127.0.0.1:1/battlemap": "geheim"} and desk.password == "geheim"
    assert "geheim" not in one.settings.path.read_text("utf-8") and "geheim" not in desk.way
    file = session(one).file.path
    assert all(
        b"geheim" not in path.read_bytes() for path in file.parent.glob(f"{file.name}*") if path.is_file()
    )
    with pytest.raises(BadInput, match="地址"):
        desk.choose("server:dbname=x")


def test_a_file_is_received_after_a_look_at_every_difference(
    pair: tuple[MainWindow, MainWindow], tmp_path: Path
) -> None:
    one, two = pair
    edit(one, detail="甲")
    path = tmp_path / "a.bmpack"
    one.desk(MailDesk).export(path)
    assert "已导出 3 步" in one.bar.sentence

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReceiveDialog)
        model = dialog.rows.model()
        lines = [model.index(row, 0).data() for row in range(model.rowCount())]
        assert any("具体内容 空 → 甲" in line for line in lines) and words_on(two) == ""

    answer(ReceiveDialog, look)
    two.desk(MailDesk).receive([path])
    assert words_on(two) == "甲" and "已接收 2 步" in two.bar.sentence


def test_what_came_too_early_is_kept_and_a_torn_file_beside_it_is_named(
    pair: tuple[MainWindow, MainWindow], tmp_path: Path
) -> None:
    one, two = pair
    edit(one, detail="甲")
    one.desk(MailDesk).export(tmp_path / "a.bmpack")
    early = parcel.read((tmp_path / "a.bmpack").read_bytes(), "a")
    (tmp_path / "b.bmpack").write_bytes(parcel.written(attrs.evolve(early, packets=early.packets[-1:])))
    (tmp_path / "c.bmpack").write_bytes(b"BMPACK1\n")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReceiveDialog)
        words = [dialog.problems.item(row).text() for row in range(dialog.problems.count())]
        assert "c.bmpack" in words[0] and "先到的已存下" in words[1]

    answer(ReceiveDialog, look)
    two.desk(MailDesk).receive([tmp_path / "b.bmpack", tmp_path / "c.bmpack"])
    post = two.desk(MailDesk).post
    assert post is not None and words_on(two) == ""
    received = post.take([packet for packet in early.packets if packet.seq < early.packets[-1].seq])
    assert len(received.applied) >= 2 and words_on(two) == "甲"


def test_a_hundred_thousand_differences_are_all_there_and_worded_when_looked_at(
    pair: tuple[MainWindow, MainWindow],
) -> None:
    one = task(session(pair[0]), "ECON-01")
    new = [
        Change("task", f"x{n}", None, attrs.evolve(one, id=f"x{n}", title=f"新任务{n}"))
        for n in range(99_999)
    ]
    seen = Foresight(Sorted(), (Change("task", one.id, one, attrs.evolve(one, detail="甲")), *new))
    dialog = ReceiveDialog(seen, [], session(pair[0]).snapshot, pair[0])
    model = dialog.rows.model()
    assert model.rowCount() == 100_000 and "具体内容 空 → 甲" in model.index(0, 0).data()
    assert "新任务99998" in model.index(99_999, 0).data()


def test_the_dialog_shows_members_and_registers_by_a_card(
    pair: tuple[MainWindow, MainWindow], tmp_path: Path
) -> None:
    one, _ = pair
    desk = one.desk(MailDesk)
    assert desk.post is not None
    dialog = MailDialog(desk, session(one), desk.post, True, one)
    assert dialog.table.rowCount() == 2 and "本机识别词" in dialog.words.text()
    assert dialog.start.isHidden() and not dialog.conflicts.isEnabled()
    form = RegisterDialog(session(one).snapshot, one)
    form.card.setText("x y")
    form.accept()
    assert "名片不完整" in form.wrong.text()
    form.card.setText(Post(session(one), tmp_path / "three").card("三号机"))
    assert len(form.words.text().split()) == 4


def test_a_member_is_dismissed_by_a_button_in_a_program_just_started() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ui/mail/dismissing.py"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_status_names_who_is_silent_and_whose_clock_is_wrong(
    pair: tuple[MainWindow, MainWindow],
) -> None:
    one, _ = pair
    snapshot, here = session(one).snapshot, session(one).file.site
    joined = next(iter(snapshot.members.values())).joined_on
    now = datetime.combine(joined + timedelta(days=1), NOW.time())
    while not snapshot.calendar.is_working_day(now.date()):
        now += timedelta(days=1)
    long_ago = now - timedelta(days=4)
    old = Member("x", "王强", long_ago, long_ago, "")
    fast = Member("y", "赵敏", now + timedelta(minutes=9), now, task(session(one), "ECON-01").id)
    words, detail = state_words(Exchange(members=(fast, old)), "folder:x", now, snapshot, here)
    assert words == "协作：1 台在线 · 王强超过一个工作日没有消息 · 赵敏的时钟不准"
    assert "赵敏：刚刚，时钟快 9 分钟，打开着 ECON-01" in detail and heard_words(old, now).startswith(
        "王强：4 天前"
    )
    away = state_words(Exchange(unsent=3, away="断"), "folder:x", now, snapshot, here)
    assert away == ("协作：断开，3 步未发", "断")
    assert state_words(None, "", now, snapshot, here)[0] == "协作：未设自动交换"
    newer = Packet("c", "", "k3f9", 1, "", "", "", "", "", "do", "", 99, {}, (), "")
    received = Received(parked=(newer,))
    words, detail = state_words(
        Exchange(received=received, wants=("k3f9-2~4",)), "folder:x", now, snapshot, here
    )
    assert words.endswith("有数据包待补 · 有新版程序的改动") and "k3f9-2~4：已按名称向对方索取" in detail
    later = now + timedelta(days=10)
    words, detail = state_words(Exchange(), "folder:x", later, snapshot, here)
    assert "二号机超过一个工作日没有消息" in words and "二号机：一直没有消息" in detail


def test_a_weekend_is_no_silence(pair: tuple[MainWindow, MainWindow]) -> None:
    calendar = session(pair[0]).snapshot.calendar
    friday = next(
        day
        for day in (NOW.date() + timedelta(days=n) for n in range(14))
        if day.weekday() == 4
        and calendar.is_working_day(day)
        and not calendar.is_working_day(day + timedelta(days=1))
    )
    heard = Member("x", "王强", NOW, datetime.combine(friday, time(17)), "")
    monday = friday + timedelta(days=3)
    assert not is_silent(heard, datetime.combine(monday, time(9)), calendar)
    assert is_silent(heard, datetime.combine(monday, time(17, 30)), calendar)
