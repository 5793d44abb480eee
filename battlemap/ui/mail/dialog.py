"""多机协作: this PC's four words, the way to the others, who is a member, and the conflicts that are open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.letter_book import HandOnLetters
from battlemap.commands.mailing import DismissMember, Post
from battlemap.commands.session import Session
from battlemap.domain.kinds.member import ROLES, Member, why_not_handed_on
from battlemap.errors import BattlemapError
from battlemap.store.mailbox.keys import words_of
from battlemap.ui.labels import label, tip
from battlemap.ui.mail.conflicts_dialog import ConflictsDialog
from battlemap.ui.mail.register_dialog import RegisterDialog

if TYPE_CHECKING:
    from battlemap.ui.mail.desk import MailDesk

_HEADS: Final = ("电脑", "权限", "单位", "识别词", "最近消息")
_WAYS: Final = (("", "不自动交换，用增量包"), ("folder", "共享文件夹"), ("server", "PostgreSQL 服务器"))


class MailDialog(QDialog):
    """Deeds are done at once; what goes wrong is said above."""

    def __init__(
        self, desk: MailDesk, session: Session, post: Post, can_write: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("多机协作")
        self.resize(860, 520)
        self._desk, self._session, self._post, self._can_write = desk, session, post, can_write
        self.said = label("", "warning", wraps=True)
        self.said.hide()
        self.words = label("", wraps=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.name = QLineEdit("指挥部一号机")
        self.name.setAccessibleName("本机名称")
        self.start = _button("开始协作", self._on_start)
        self.card = _button("复制本机名片", self._on_card)
        self.kind, self.place, self.password = QComboBox(), QLineEdit(), QLineEdit()
        for key, title in _WAYS:
            self.kind.addItem(title, key)
        self.kind.setAccessibleName("交换方式")
        self.place.setAccessibleName("共享文件夹或服务器地址")
        self.password.setAccessibleName("服务器密码")
        self.password.setPlaceholderText("密码")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaximumWidth(150)
        self.keeps = QCheckBox("记住密码")
        self.keeps.setToolTip(tip("存入系统密钥环，不写进档案和设置；没有密钥环的电脑下次再问"))
        self.keeps.setChecked(True)
        kind, _, place = desk.way.partition(":")
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.place.setText(place)
        self.place.setCursorPosition(0)
        self.kind.currentIndexChanged.connect(lambda _: self._show_way())
        self.browse, self.use = _button("浏览…", self._on_browse), _button("使用", self._on_use)
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setAccessibleName("协作电脑")
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for column, width in enumerate((150, 140, 130, 200)):
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.itemSelectionChanged.connect(self._show_deeds)
        self.register, self.dismiss, self.letters = (
            _button("登记电脑…", self._on_register),
            _button("停用", self._on_dismiss),
            _button("由此机编号公文", self._on_letters),
        )
        self.conflicts = _button("处理冲突…", self._on_conflicts)
        self._build()
        self.show_now()

    def _build(self) -> None:
        first, way, low = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.words, 1)
        for piece in (self.name, self.start, self.card):
            first.addWidget(piece)
        for widget in (self.kind, self.place, self.password, self.keeps, self.browse, self.use):
            way.addWidget(widget, 1 if widget is self.place else 0)
        for button in (self.register, self.dismiss, self.letters, self.conflicts):
            low.addWidget(button)
        low.addStretch(1)
        shut = _button("关闭", self.reject)
        shut.setDefault(True)
        low.addWidget(shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.said)
        column.addLayout(first)
        column.addWidget(label("自动交换", "head"))
        column.addLayout(way)
        column.addWidget(label("协作电脑", "head"))
        column.addWidget(self.table, 1)
        column.addLayout(low)

    @property
    def members(self) -> list[Member]:
        """The members in the order in which they stand."""
        return [member for member in self._session.snapshot.members.values() if not member.deleted]

    def show_now(self) -> None:
        """Shows how it stands."""
        from battlemap.ui.mail.desk import heard_words

        is_shared = self._post.is_shared
        if is_shared:
            self.words.setText(
                f"本机识别词：{words_of(self._post.public_key)}（登记时与对方念一遍，一致才算数）"
            )
        else:
            self.words.setText("还没有开始多机协作。开始后把档案复制到其他电脑，各自登记即可一起工作。")
        self.name.setVisible(not is_shared)
        self.start.setVisible(not is_shared)
        self.start.setEnabled(self._can_write)
        self.card.setVisible(is_shared)
        for widget in (self.kind, self.place, self.password, self.keeps, self.browse, self.use):
            widget.setEnabled(is_shared and self._can_write)
        heard = {member.site: member for member in (self._desk.last.members if self._desk.last else ())}
        snapshot, now = self._session.snapshot, self._session.clock()
        self.table.setRowCount(len(self.members))
        for row, member in enumerate(self.members):
            own = member.id == self._session.file.machine_site
            last = "本机" if own else heard_words(heard[member.id], now) if member.id in heard else "—"
            texts = (
                member.name,
                ROLES[member.role] + ("，公文编号" if member.keeps_letters else ""),
                snapshot.unit_label(member.unit) or "—",
                words_of(member.public_key),
                last,
            )
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        open_ = sum(conflict.is_open for conflict in snapshot.conflicts.values())
        self.conflicts.setText(f"处理冲突（{open_}）…")
        self.conflicts.setEnabled(open_ > 0)
        self.register.setEnabled(is_shared and self._can_write)
        self._show_way()
        self._show_deeds()

    def _show_way(self) -> None:
        kind = self.kind.currentData()
        self.place.setVisible(bool(kind))
        self.browse.setVisible(kind == "folder")
        self.password.setVisible(kind == "server")
        self.keeps.setVisible(kind == "server")
        self.place.setPlaceholderText(
            "\\\\服务器\\共享\\协作" if kind == "folder" else "整行粘贴协作邮局给出的地址"
        )

    def _show_deeds(self) -> None:
        row = self.table.currentRow()
        chosen = self.members[row] if 0 <= row < len(self.members) else None
        self.dismiss.setEnabled(
            self._can_write and chosen is not None and chosen.id != self._session.file.machine_site
        )

        members = self._session.snapshot.members.values()
        is_able = chosen is not None and not why_not_handed_on(members, self._session.file.site, chosen)
        self.letters.setEnabled(self._can_write and is_able)

    def _on_start(self) -> None:
        name = self.name.text().strip()
        if self._done(lambda: self._post.begin(name)):
            self._desk.begin()

    def _on_card(self) -> None:
        from PySide6.QtGui import QGuiApplication

        own = self._session.snapshot.members.get(self._session.file.machine_site)
        QGuiApplication.clipboard().setText(self._post.card(own.name if own else self._session.actor))
        self._say("本机名片已放到剪贴板，发给指挥部登记。")

    def _on_browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "共享文件夹", self.place.text())
        if name:
            self.place.setText(name)

    def _on_use(self) -> None:
        kind, place = self.kind.currentData(), self.place.text().strip()
        self.said.hide()
        try:
            said = self._desk.choose(
                f"{kind}:{place}" if kind and place else "",
                self.password.text(),
                keeps=self.keeps.isChecked(),
            )
        except BattlemapError as error:
            self._say(str(error))
            return
        # the password of a line that was pasted stands here no longer
        self.place.setText(self._desk.way.partition(":")[2])
        self.place.setCursorPosition(0)
        self.password.clear()
        self._say(said)

    def _on_register(self) -> None:
        dialog = RegisterDialog(self._session.snapshot, self)
        if dialog.is_answered(lambda: self._session.run(dialog.answer())):
            self._say("已登记。请与对方念识别词核对。")
        self.show_now()

    def _on_dismiss(self) -> None:
        member = self.members[self.table.currentRow()]
        self._done(lambda: self._session.run(DismissMember(member.id)))

    def _on_letters(self) -> None:
        member = self.members[self.table.currentRow()]
        if self._done(lambda: self._session.run(HandOnLetters(member.id))):
            self._say(f"公文今后由“{member.name}”编号，请尽快交换一次。")

    def _on_conflicts(self) -> None:
        ConflictsDialog(self._session, self._can_write, self).exec()
        self.show_now()

    def _done(self, deed: Callable[[], object]) -> bool:
        self.said.hide()
        try:
            deed()
        except BattlemapError as error:
            self._say(str(error))
            return False
        self.show_now()
        return True

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()


def _button(words: str, deed: Callable[[], object]) -> QPushButton:
    made = QPushButton(words)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _=False: deed())
    return made
