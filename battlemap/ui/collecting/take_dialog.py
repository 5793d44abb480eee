"""Before returns are taken: every cell with what was sent, what stands here and what the unit says; chosen by row or cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.collecting import TakeReturns
from battlemap.commands.session import Session
from battlemap.domain.collecting.returned import CellFinding, ReturnCheck
from battlemap.errors import BadInput
from battlemap.shown.collecting.packages import command_for, write_receipt, write_report
from battlemap.shown.collecting.returns import Looked, words_of_others
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, tip

_HEADS: Final = ("采用", "发出时", "现值", "单位填报", "判定", "说明")
_WIDTHS: Final = (230, 120, 120, 170, 64)
_STATES: Final = {"updated": "更新", "parallel": "并行", "conflict": "冲突", "unchanged": "不变"}
_PLACE: Final = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
#: Many are chosen from: a file with more cells is folded.
_UNFOLDED: Final = 40


class TakeDialog(Ask):
    """Shows the difference of one or many returns; `answer` takes what is ticked, in one step."""

    def __init__(
        self,
        session: Session,
        looked: Sequence[Looked],
        icons: IconBook,
        others: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("接收填报前核对", "接收", parent)
        self._session = session
        #: What somebody has to see to stands first.
        self.looked = tuple(sorted(looked, key=_urgency))
        self.checks: tuple[ReturnCheck, ...] = tuple(
            one.check for one in self.looked if one.check is not None
        )
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("填报内容与现值的差异")
        self.tree.setHeaderLabels(list(_HEADS))
        self.tree.setUniformRowHeights(True)
        for place, width in enumerate(_WIDTHS):
            self.tree.setColumnWidth(place, width)
        self.tree.header().setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        many = sum(len(check.changed) for check in self.checks) > _UNFOLDED and len(self.looked) > 1
        for one in self.looked:
            item = self._file(one)
            self.tree.addTopLevelItem(item)
            item.setExpanded(not many or _urgency(one) == 1)
            item.setFirstColumnSpanned(True)
            for child in _children(item):
                child.setExpanded(True)
                child.setFirstColumnSpanned(child.childCount() > 0 or not child.text(len(_WIDTHS) - 1))
        self.settles = QCheckBox("没有勾选的格以现值为准，不再作为问题")
        self.settles.setToolTip("不勾选时，有疑问的格留作“待核”，在报送情况中显示为“有问题”")
        self.receipts = QCheckBox("同时在原文件夹写出接收报告和给各单位的接收回执")
        self.receipts.setChecked(True)
        self.on = DayField(icons, "如 11月16日")
        self.on.setAccessibleName("收到日期")
        self.on.setToolTip("按这一天算按时还是迟报；补录前几天收到的填报时改成当天")
        self.on.show_value(session.clock().date(), "", session.snapshot.campaign)
        low = QHBoxLayout()
        low.addWidget(self.receipts)
        low.addStretch(1)
        low.addWidget(label("收到日期"))
        low.addWidget(self.on)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label(self._summary(), wraps=True))
        unseen = words_of_others(others)
        if unseen:
            column.addWidget(label(unseen, "muted", wraps=True))
        column.addWidget(self.tree, 1)
        column.addWidget(self.settles)
        column.addLayout(low)
        self.fill(column)
        self.resize(1080, 620)
        self.yes.setEnabled(bool(self.checks))

    def check(self) -> None:
        """Raises BadInput where nothing can be taken, or the day is none."""
        if not self.checks:
            raise BadInput("没有可以接收的填报包。")
        typed = self.on.line.text().strip()
        if self._day is None:
            raise BadInput(f"看不懂收到日期“{typed}”，请写成 2018-11-16。" if typed else "请写收到日期。")

    def answer(self) -> TakeReturns:
        """Returns the command; what is ticked is taken, nothing else."""
        settled = {check.request.id: self._settled(check) for check in self.checks}
        return command_for(self._session, self.checks, self._cells, self._rows, settled, self._day)

    def cells(self, check: ReturnCheck) -> frozenset[tuple[str, str]]:
        """Returns the cells of a return that are ticked."""
        return frozenset((row, key) for row, key in self._ticked(check) if isinstance(key, str))

    def rows(self, check: ReturnCheck) -> frozenset[int]:
        """Returns the line numbers of the new rows that are ticked."""
        return frozenset(number for _, number in self._ticked(check) if isinstance(number, int))

    def write_answers(self, folder: Path) -> Path | None:
        """Writes the report and the receipts where that is wanted and returns the folder."""
        if not self.receipts.isChecked():
            return None
        session, cells, rows, day = self._session, self._cells, self._rows, self._day
        at = session.clock()
        for check in self.checks:
            id = check.request.id
            write_receipt(check, cells[id], rows[id], folder, at, session.actor, day)
        write_report(session, self.looked, cells, rows, folder, at, on=day)
        return folder

    @property
    def is_taken(self) -> bool:
        """Whether it was answered with yes, and done."""
        return self.result() == QDialog.DialogCode.Accepted

    @property
    def _day(self) -> date | None:
        return self.on.understood(self.on.line.text().strip())[0]

    @property
    def _cells(self) -> dict[str, frozenset[tuple[str, str]]]:
        return {check.request.id: self.cells(check) for check in self.checks}

    @property
    def _rows(self) -> dict[str, frozenset[int]]:
        return {check.request.id: self.rows(check) for check in self.checks}

    def item_of(self, check: ReturnCheck) -> QTreeWidgetItem:
        """Returns the line of a return."""
        place = next(number for number, one in enumerate(self.looked) if one.check is check)
        item = self.tree.topLevelItem(place)
        assert item is not None
        return item

    def _summary(self) -> str:
        refused = len(self.looked) - len(self.checks)
        questions = sum(bool(cell.question) for check in self.checks for cell in check.changed)
        parts = [f"共 {len(self.looked)} 份，可接收 {len(self.checks)} 份"]
        parts += [f"不能接收 {refused} 份（原因见下）"] if refused else []
        parts += [f"{questions} 格需要您判断，默认不采用"] if questions else []
        return "；".join(parts) + "。勾选的内容作为一步写入，可一步撤销。"

    def _file(self, one: Looked) -> QTreeWidgetItem:
        item = _FileItem([one.words])
        item.setToolTip(0, tip(str(one.path)))
        if one.check is None:
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
            return item
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
        rows: dict[str, QTreeWidgetItem] = {}
        for cell in one.check.changed:
            parent = rows.get(cell.row)
            if parent is None:
                parent = rows[cell.row] = QTreeWidgetItem([f"{cell.code}　{cell.title}"])
                parent.setToolTip(0, tip(f"{cell.code}　{cell.title}"))
                parent.setFlags(
                    parent.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.addChild(parent)
            parent.addChild(_cell(cell))
        for new in one.check.new:
            state = "已收过" if new.is_known else "新增"
            line = QTreeWidgetItem([f"新增第 {new.number} 行", "", "", new.words, state, new.wrong])
            line.setData(0, _PLACE, ("", new.number))
            line.setToolTip(3, tip(new.words))
            if not new.wrong and not new.is_known:
                line.setCheckState(0, _ON)
            item.addChild(line)
        for fault in one.check.faults:
            line = QTreeWidgetItem([f"！{fault}"])
            line.setToolTip(0, tip(fault))
            item.addChild(line)
        for note in one.check.notes:
            line = QTreeWidgetItem([note])
            line.setToolTip(0, tip(note))
            item.addChild(line)
        if one.check.remarks:
            line = QTreeWidgetItem([f"备注/困难：{' '.join(one.check.remarks.split())}"])
            line.setToolTip(0, tip(one.check.remarks))
            item.addChild(line)
        return item

    def _ticked(self, check: ReturnCheck) -> Iterator[tuple[str, str | int]]:
        for item in _leaves(self.item_of(check)):
            place = item.data(0, _PLACE)
            if place is not None and item.checkState(0) == _ON:
                yield place

    def _settled(self, check: ReturnCheck) -> frozenset[tuple[str, str]]:
        return frozenset(cell.place for cell in check.changed) if self.settles.isChecked() else frozenset()


class _FileItem(QTreeWidgetItem):
    """The line of a file: it can be ticked as a whole although some lines below it, such as remarks, cannot."""

    def data(self, column: int, role: int) -> Any:
        """Returns what is shown; a tick stands for all lines below that can be ticked."""
        if role != Qt.ItemDataRole.CheckStateRole or column != 0:
            return super().data(column, role)
        states = {child.data(0, role) for child in _children(self)} - {None}
        if not states:
            return None
        return states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked


def _urgency(one: Looked) -> int:
    """Returns 0 for a file that cannot be taken, 1 where something is asked, 2 where nothing was filled in, 3 for the rest."""
    if one.check is None:
        return 0
    if one.check.faults or any(cell.question for cell in one.check.changed):
        return 1
    return 3 if one.check.changed or one.check.new else 2


def _cell(cell: CellFinding) -> QTreeWidgetItem:
    since = f"{cell.when:%m-%d %H:%M} {cell.who} 已改" if cell.when else ""
    words = "；".join(part for part in (cell.question, since) if part)
    texts = [
        cell.name,
        cell.base or "（空）",
        cell.ours or "（空）",
        cell.theirs or "（清空）",
        _STATES[cell.state],
        words,
    ]
    item = QTreeWidgetItem(texts)
    item.setData(0, _PLACE, cell.place)
    item.setCheckState(0, _ON if cell.is_taken_unasked else _OFF)
    for place in (1, 2, 3, 5):
        item.setToolTip(place, tip(texts[place]))
    if cell.question:
        font = item.font(4)
        font.setBold(True)
        item.setFont(4, font)
        item.setFont(3, font)
    return item


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for place in range(item.childCount()) if (child := item.child(place)) is not None]


def _leaves(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for child in _children(item):
        yield from _leaves(child) if child.childCount() else (child,)
