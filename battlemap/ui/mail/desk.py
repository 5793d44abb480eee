"""Several PCs at the window's service: the exchange that runs by itself, the status line, files and conflicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog

from battlemap.commands.heard import is_silent, never_heard, silent_for
from battlemap.commands.mailing import Exchange, Post
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BattlemapError
from battlemap.shown.kept_password import keep, password_of
from battlemap.shown.presence import HERE, Presence, open_elsewhere, presence_words
from battlemap.store.mailbox import parcel
from battlemap.store.mailbox.address import Address, address_of
from battlemap.store.mailbox.carrier import MOST_SKEW, Member
from battlemap.store.mailbox.parcel import SUFFIX
from battlemap.ui.desk import Desk
from battlemap.ui.files import file_name
from battlemap.ui.labels import label, tip
from battlemap.ui.mail.exchanging import Exchanging
from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace

_PARCELS: Final = f"增量包 (*{SUFFIX})"
#: Minutes of a day.
_SILENT = 24 * 60


class MailDesk(Desk):
    """Keeps the exchange of the open campaign going and says how it stands."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.state = label(look="muted")
        self.state.hide()
        shell.statusBar().addPermanentWidget(self.state)
        self.post: Post | None = None
        self.exchanging: Exchanging | None = None
        self.last: Exchange | None = None
        #: What was turned away is told once.
        self._told: set[str] = set()
        #: Kept as long as the window lives, never written.
        self.password = ""
        self._has_asked = False
        self._presence: Presence = {}
        self._unlisten: Callable[[], None] = lambda: None

    def take(self, workspace: Workspace | None) -> None:
        """Serves another campaign."""
        if self.exchanging is not None:
            self.exchanging.end()
        self._unlisten()
        self.exchanging = self.post = self.last = None
        self._presence = {}
        self.password, self._has_asked = "", False
        self.state.hide()
        if workspace is None:
            return
        self.post = Post(workspace.session, self.shell.settings.path.parent)
        # the others hear of a step while the window is still being painted
        self._unlisten = workspace.session.listen(self._send, is_first=True)
        if not workspace.session.file.is_read_only:
            with self.shell.files.bar.guarding():
                if self.post.is_shared:
                    self.begin()

    def begin(self) -> None:
        """Begins to exchange by the way that the settings tell, anew where it does already."""
        workspace = self.workspace
        if workspace is None or self.post is None:
            return
        if self.exchanging is not None:
            self.exchanging.end()
        kind, _, place = self.way.partition(":")
        if kind == "server" and not self.password:
            self.password = password_of(Address(place))
        self.exchanging = Exchanging(workspace.session, self.post, self.way, self.password, self)
        self.exchanging.exchanged.connect(self._on_exchanged)
        self.exchanging.failed.connect(self._on_failed)
        self.last = None
        self._show_state()

    @property
    def way(self) -> str:
        """By which way the open campaign's PCs hear of each other, as the settings keep it."""
        if self.workspace is None:
            return ""
        return self.shell.settings.mail_ways.get(self.workspace.session.snapshot.campaign.id, "")

    def choose(self, way: str, password: str = "", *, keeps: bool = False) -> str:
        """Takes another way from now on and returns what to say; raises BadInput for an address that cannot be.

        The password goes into memory and, where that is wanted, the system's keyring; never into a file of ours.
        """
        if self.workspace is None:
            return ""
        said = "已改用这种方式交换。" if way else "不再自动交换。"
        kind, _, place = way.partition(":")
        if kind == "server":
            address = address_of(place)
            way, password = f"server:{address.words}", password or address.password
            if not password:
                password = password_of(address)
            elif keeps:
                said += (
                    "密码已存入系统密钥环。"
                    if keep(address, password)
                    else "本机没有系统密钥环，下次打开时会再问密码。"
                )
        settings = self.shell.settings
        settings.mail_ways[self.workspace.session.snapshot.campaign.id] = way
        settings.save()
        self.password = password
        self._has_asked = False
        self.begin()
        return said

    def follow(self, step: Step, reach: Reach) -> None:
        """Says how many conflicts there are."""
        if self.exchanging is not None and step.touches("conflict"):
            self._show_state()

    def _send(self, step: Step, reach: Reach) -> None:
        """Sends what has been done here at once."""
        if self.exchanging is not None and step.kind != "merge":
            self.exchanging.exchange()

    def refresh(self) -> None:
        """Tells the others whose card is open here."""
        if self.exchanging is not None and self.workspace is not None:
            selected = self.workspace.selected
            self.exchanging.show_open(selected[0] if len(selected) == 1 else "")
            self._show_state()

    # -- deeds ----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Shows who is there, the ways, and conflicts."""
        from battlemap.ui.mail.dialog import MailDialog

        if self.workspace is not None and self.post is not None:
            self.workspace.dock.flush()
            session = self.workspace.session
            MailDialog(self, session, self.post, not session.file.is_read_only, self.shell).exec()

    def ask_export(self) -> None:
        """Asks where to, and writes all that is known here into one file."""
        if self.workspace is None:
            return
        self.workspace.dock.flush()
        title = self.workspace.session.snapshot.campaign.title
        name = f"{file_name(title)} {self.shell.files.clock():%m%d-%H%M}{SUFFIX}"
        start = str(Path(self.shell.files.folder()) / name)
        chosen, _ = QFileDialog.getSaveFileName(self.shell, "导出增量包", start, _PARCELS)
        if chosen:
            self.export(Path(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX))

    def export(self, path: Path) -> None:
        """Writes a file and says what is in it."""
        from battlemap.render.saving import write_whole

        if self.post is None:
            return
        with self.shell.files.bar.guarding():
            count = self.post.export(path, write_whole)
            self.shell.files.bar.show_words(f"已导出 {count} 步到“{path}”。", is_note=True)

    def ask_receive(self) -> None:
        """Asks for files and shows what they would do."""
        names, _ = QFileDialog.getOpenFileNames(self.shell, "接收增量包", self.shell.files.folder(), _PARCELS)
        if names:
            self.receive([Path(name) for name in names])

    def receive(self, paths: Sequence[Path]) -> None:
        """Shows every difference, and takes it in where that is wanted."""
        from battlemap.ui.mail.receive_dialog import ReceiveDialog

        workspace = self.workspace
        if workspace is None or self.post is None:
            return
        workspace.dock.flush()
        with self.shell.files.bar.guarding():
            packets, torn = parcel.read_files(paths)
            post = self.post
            dialog = ReceiveDialog(post.foresee(packets), torn, workspace.session.snapshot, self.shell)
            if dialog.is_answered(lambda: post.take(packets)):
                open_ = sum(conflict.is_open for conflict in workspace.session.snapshot.conflicts.values())
                more = f"有 {open_} 处冲突待处理，见“多机协作”。" if open_ else ""
                self.shell.files.bar.show_words(f"已接收 {dialog.count} 步。{more}", is_note=True)
            self._show_state()

    # -- how it stands --------------------------------------------------------------------------------------------

    def _on_exchanged(self, done: Exchange) -> None:
        self.last = done
        if done.wants_password and not self._has_asked:
            self._has_asked = True
            self.shell.files.bar.show_words(done.away, "", "输入密码…", self.show)
        sentences = (*done.torn, *((done.received.renewed, *done.received.refused) if done.received else ()))
        for words in filter(None, sentences):
            if words not in self._told:
                self._told.add(words)
                self.shell.files.bar.show_words(words)
        if done.received is not None and done.received.renewed:
            self.begin()
        self._show_state()

    def _on_failed(self, error: BattlemapError) -> None:
        self.shell.files.bar.show_error(error)

    def _show_state(self) -> None:
        workspace = self.workspace
        if workspace is None or self.post is None or self.exchanging is None:
            self.state.hide()
            self._show_presence({})
            return
        snapshot = workspace.session.snapshot
        now = workspace.session.clock()
        words, detail = state_words(self.last, self.way, now, snapshot, workspace.session.file.machine_site)
        encrypted = self.exchanging.is_encrypted
        if encrypted is not None:
            detail += "\n通道已加密（TLS）" if encrypted else "\n通道未加密"
        presence = open_elsewhere(self.last.members if self.last else (), now)
        self._show_presence(presence)
        also = presence.get(self.exchanging.task, ())
        if also:
            words = f"{presence_words(also)}这张任务卡 · {words}"
        open_ = sum(conflict.is_open for conflict in snapshot.conflicts.values())
        self.state.setText(words + (f" · 冲突 {open_} 处待处理" if open_ else ""))
        self.state.setToolTip(tip(detail))
        self.state.show()

    def _show_presence(self, presence: Presence) -> None:
        """Marks whose cards are open elsewhere, where that is another than before."""
        if self.workspace is not None and presence != self._presence:
            self._presence = presence
            self.workspace.pages.set_presence(presence)
            self.workspace.dock.set_presence(presence)


def state_words(
    last: Exchange | None, way: str, now: datetime, snapshot: Snapshot, here_site: str
) -> tuple[str, str]:
    """Returns how the exchange stands in a few words, and who was last heard when."""
    if not way:
        return "协作：未设自动交换", "用“导出增量包”“接收增量包”交换，或在“多机协作”里选共享文件夹或服务器。"
    if last is None:
        return "协作：正在连接", ""
    if last.away:
        return f"协作：断开，{last.unsent} 步未发", last.away
    here = [member for member in last.members if silent_for(member, now) < HERE]
    lines = [heard_words(member, now) + _open_words(member, now, snapshot) for member in last.members]
    never = [member.name for member in never_heard(snapshot, here_site, last.members, now)]
    lines += [f"{name}：一直没有消息" for name in never]
    silent = [member.actor for member in last.members if is_silent(member, now, snapshot.calendar)] + never
    words = f"协作：{len(here)} 台在线" if here else "协作：其他电脑不在线"
    if silent:
        words += f" · {'、'.join(silent[:3])}{'等' if len(silent) > 3 else ''}超过一个工作日没有消息"
    skewed = [member.actor for member in last.members if abs(member.skew) > MOST_SKEW]
    if skewed:
        words += f" · {'、'.join(skewed)}的时钟不准"
    if last.wants:
        words += " · 有数据包待补"
        lines.append(f"还缺数据包 {'、'.join(last.wants)}：已按名称向对方索取，先到的已存下，补齐后自动接收")
    if last.received is not None and last.received.parked:
        words += " · 有新版程序的改动"
        lines.append(f"{len(last.received.parked)} 步由新版程序写出，先存下，本机升级后自动接收")
    return words, "\n".join(lines) or "还没有收到其他电脑的消息。"


def heard_words(member: Member, now: datetime) -> str:
    """Returns 「王强：3 分钟前」, with the difference of its clock where that is more than two minutes."""
    minutes = silent_for(member, now)
    when = (
        "刚刚"
        if minutes < 1
        else f"{minutes} 分钟前"
        if minutes < 60
        else f"{minutes // 60} 小时前"
        if minutes < _SILENT
        else f"{minutes // _SILENT} 天前"
    )
    skew = ""
    if abs(member.skew) > MOST_SKEW:
        skew = f"，时钟{'快' if member.skew > 0 else '慢'} {abs(member.skew) // 60} 分钟"
    return f"{member.actor}：{when}{skew}"


def _open_words(member: Member, now: datetime, snapshot: Snapshot) -> str:
    """Returns 「，打开着 ECON-03」 of somebody who is there, "" where no card is open there."""
    task = snapshot.tasks.get(member.task)
    return f"，打开着 {task.code}" if task is not None and silent_for(member, now) < HERE else ""
