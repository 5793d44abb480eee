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
from battlemap.commands.session import Session
from battlemap.domain.kinds.catalogue import KINDS
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
        self.resize(960, 440)
        self._session, self._run, self._can_write = session, run, can_write
        self.table = QTreeWidget()
        self.table.setHeaderLabels(list(_HEADS))
        self.table.setAccessibleName("回收站里的内容")
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        for place, width in enumerate((56, 0, 190, 130, 130, 140)):
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
        for thing in things:
            cells = [
                KINDS[thing.table].noun,
                thing.name,
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

    def _allow(self) -> None:
        self.bring_back.setEnabled(self._can_write and bool(self.table.selectedItems()))
