"""The recycle bin (回收站): what was deleted, by whom and when, and how it comes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.command import Command
from battlemap.commands.history import BINNED, Discarded, discarded
from battlemap.commands.ledger_bin import EmptyField, KeptField, kept_fields
from battlemap.commands.rows import Together
from battlemap.commands.session import Session
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.words import brief
from battlemap.ui.dialogs.confirm import confirmed
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, tip

_HEADS = ("类型", "名称", "原位置", "删除人", "删除时间", "操作")
_THING = Qt.ItemDataRole.UserRole


class RecycleBin(QDialog):
    """Lists what is deleted; `run` carries a restoring command out and says whether it went well."""

    def __init__(
        self,
        session: Session,
        run: Callable[[Command], bool | None],
        icons: IconBook,
        can_write: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("回收站")
        self.resize(1040, 440)
        self._session, self._run, self._can_write = session, run, can_write
        self.table = QTreeWidget()
        self.table.setHeaderLabels(list(_HEADS))
        self.table.setAccessibleName("回收站里的内容")
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        for place, width in enumerate((84, 0, 200, 110, 132, 190)):
            self.table.setColumnWidth(place, width)
        self.table.header().setStretchLastSection(False)
        self.table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.itemSelectionChanged.connect(self._allow)
        self.table.itemDoubleClicked.connect(lambda *_: self.restore())
        self.note = label(look="muted", wraps=True)
        self.wrong = label(look="warning", wraps=True)
        self.wrong.hide()
        buttons = QDialogButtonBox()
        self.bring_back = buttons.addButton("恢复选中", QDialogButtonBox.ButtonRole.ActionRole)
        self.bring_back.setIcon(icons.icon("restore"))
        self.bring_back.clicked.connect(self.restore)
        self.empty = buttons.addButton("清空内容…", QDialogButtonBox.ButtonRole.ActionRole)
        self.empty.setToolTip("清空选中的台账字段在各条目里留下的内容；没有选中时清空全部已删除字段的内容")
        self.empty.clicked.connect(self.empty_fields)
        shut = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        shut.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addWidget(self.wrong)
        column.addWidget(buttons)
        self.fill()

    def fill(self) -> None:
        """Lists what is deleted at present."""
        self.table.clear()
        things = discarded(self._session)
        self._kept = kept_fields(self._session)
        held = {one.field.id: one.count for one in self._kept if one.count}
        for thing in things:
            cells = [
                KINDS[thing.table].noun,
                f"{thing.name}（{held[thing.id]} 条留有内容）" if thing.id in held else thing.name,
                thing.place,
                thing.actor,
                f"{thing.at:%Y-%m-%d %H:%M}",
                thing.label,
            ]
            item = QTreeWidgetItem([" ".join(cell.split()) for cell in cells])
            item.setData(0, _THING, thing)
            for place, cell in enumerate(cells):
                item.setToolTip(place, tip(thing.obstacle or cell[:400]))
            item.setDisabled(bool(thing.obstacle))
            self.table.addTopLevelItem(item)
        self.note.setText(
            f"共 {len(things)} 项。恢复后回到原来的位置；恢复本身也可以撤销。" if things else "回收站是空的。"
        )
        self._allow()

    def chosen(self) -> list[Discarded]:
        """Returns what is selected, what others lie in first, so that they can follow."""
        things = [item.data(0, _THING) for item in self.table.selectedItems()]
        return sorted(things, key=lambda thing: BINNED.index(thing.table))

    def restore(self) -> None:
        """Brings back what is selected; what cannot come back says why and stays."""
        if not self._can_write:
            return
        for thing in self.chosen():
            if not self._run(thing.restoring):
                self.wrong.setText(f"“{thing.name[:40]}”未能恢复，原因见窗口上方的提示。")
                self.wrong.show()
                break
        else:
            self.wrong.hide()
        self.fill()

    def empty_fields(self) -> None:
        """Clears away what entries hold in the chosen deleted fields, in all where nothing is chosen, once that is wanted."""
        kept = self._emptied()
        if not kept or not self._can_write:
            return
        named = "、".join(f"“{brief(one.field.title)}”{one.count} 条" for one in kept[:8])
        more = f"等 {len(kept)} 个字段" if len(kept) > 8 else ""
        words = f"已删除的字段还留有内容：{named}{more}。清空后恢复字段也不再有这些内容；清空本身可以撤销。"
        if not confirmed(self, "清空字段内容", words, "清空"):
            return
        if self._run(Together("清空已删除字段的内容", tuple(EmptyField(one.field.id) for one in kept))):
            self.wrong.hide()
        self.fill()

    def _emptied(self) -> list[KeptField]:
        """Returns the deleted fields that would be emptied."""
        chosen = {thing.id for thing in self.chosen()}
        return [one for one in self._kept if one.count and (not chosen or one.field.id in chosen)]

    def _allow(self) -> None:
        self.bring_back.setEnabled(self._can_write and bool(self.table.selectedItems()))
        self.empty.setVisible(any(one.count for one in self._kept))
        self.empty.setEnabled(self._can_write and bool(self._emptied()))
