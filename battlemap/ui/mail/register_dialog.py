"""Another PC becomes a member: its card pasted, its role chosen, its four words compared by voice."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from battlemap.commands.mailing import RegisterMember
from battlemap.domain.kinds.member import ROLES
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, BattlemapError
from battlemap.store.mailbox.keys import words_of
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label


class RegisterDialog(Ask):
    """The form; `answer` is the command."""

    def __init__(self, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__("登记协作电脑", "登记", parent)
        self.card = QLineEdit()
        self.card.setAccessibleName("名片")
        self.card.setPlaceholderText("对方“复制本机名片”得到的一整行")
        self.role, self.unit = QComboBox(), QComboBox()
        for key, word in ROLES.items():
            self.role.addItem(word, key)
        for id, name in snapshot.offered("unit"):
            self.unit.addItem(name, id)
        self.words = label("", wraps=True)
        form = QFormLayout()
        form.addRow("名片", self.card)
        form.addRow("权限", self.role)
        form.addRow("单位", self.unit)
        form.addRow("识别词", self.words)
        self.fill(form)
        self.setMinimumWidth(520)
        self.card.textChanged.connect(lambda _: self._show())
        self.role.currentIndexChanged.connect(lambda _: self._show())
        self._show()

    def check(self) -> None:
        """Raises BadInput for a card that is not whole."""
        if len(self._parts) != 3:
            raise BadInput("名片不完整，请完整复制对方给出的一整行。")
        words_of(self._parts[1])

    def answer(self) -> RegisterMember:
        """Returns the command."""
        site, key, name = self._parts
        role = self.role.currentData()
        return RegisterMember(site, name, role, key, self.unit.currentData() if role == "unit" else None)

    @property
    def _parts(self) -> list[str]:
        return self.card.text().strip().split(maxsplit=2)

    def _show(self) -> None:
        self.unit.setEnabled(self.role.currentData() == "unit")
        try:
            words = words_of(self._parts[1]) if len(self._parts) == 3 else "—"
        except BattlemapError as error:
            words = str(error)
        self.words.setText(words)
