"""Before a paste that has something wrong or to be decided: every such cell, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from battlemap.domain.looking.pasted_cells import PasteCheck, WrongCell
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label
from battlemap.ui.list.wrong_cells import WrongCells, some_names


class PasteDialog(Ask):
    """Asks whether wrong cells may be passed over, and for the reason of extensions."""

    def __init__(
        self,
        check: PasteCheck,
        wrong: Sequence[WrongCell],
        counter: str,
        verb: str,
        left_out: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{verb}前核对", verb, parent)
        self._wrong = wrong
        bad = {(cell.row, cell.key) for cell in wrong}
        good = [cell for cell in check.changed if (cell.row, cell.key) not in bad]
        self._has_good = bool(good or check.made)
        column = QVBoxLayout()
        column.setSpacing(8)
        deeds = []
        if good:
            deeds.append(f"修改 {len({cell.row for cell in good})} {counter}的 {len(good)} 格")
        if check.made:
            deeds.append(f"新增 {len(check.made)} {counter}")
        if deeds:
            column.addWidget(label(f"将{'，'.join(deeds)}，作为一步操作，可一步撤销。", wraps=True))
        for words in _notes(check, left_out):
            column.addWidget(label(words, "muted", wraps=True))
        self.table = WrongCells()
        self.table.show_cells(wrong)
        self.skip = QCheckBox(f"跳过有问题的 {len(wrong)} 格，其余照常{verb}")
        if wrong:
            column.addWidget(label(f"有 {len(wrong)} 格不能写入：", "head"))
            column.addWidget(self.table, 1)
            column.addWidget(self.skip)
            self.skip.setEnabled(self._has_good)
            self.skip.setToolTip("" if self._has_good else "没有其余可写入的内容")
        self._asks_reason = bool(check.extended)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText("写明延期理由")
        self._reason.setAccessibleName("延期理由")
        if self._asks_reason:
            codes = "、".join(check.extended[:6]) + (
                f" 等 {len(check.extended)} 项" if check.extended[6:] else ""
            )
            words = f"{codes} 已在推进，推迟时限属于延期，仍按原定时限研判。延期理由："
            column.addWidget(label(words, wraps=True))
            column.addWidget(self._reason)
        self.fill(column)
        self.resize(760 if wrong else 480, 420 if wrong else 0)

    @property
    def reason(self) -> str:
        """The reason of the extensions among the changes."""
        return self._reason.text().strip()

    def check(self) -> None:
        """Raises BadInput while something is still to be decided."""
        if self._wrong and not (self._has_good and self.skip.isChecked()):
            raise BadInput(
                "请在原表中改好后重新复制粘贴，或勾选“跳过有问题的”。"
                if self._has_good
                else "没有可以写入的内容。"
            )
        if self._asks_reason and not self.reason:
            raise BadInput("请写明延期理由。")


def _notes(check: PasteCheck, left_out: tuple[int, int]) -> list[str]:
    """Returns what else is worth knowing before."""
    notes = []
    for noun, names in check.new_names.items():
        notes.append(f"将新增{noun} {len(names)} 个：{some_names(names)}。请核对是否写错。")
    if check.passed_over:
        notes.append(f"“{'”“'.join(check.passed_over)}”由程序填写，或不认识，略过。")
    rows, columns = left_out
    if rows:
        notes.append(f"清单下方已没有行，最后 {rows} 行不会粘贴。")
    if columns:
        notes.append(f"清单右侧已没有列，最后 {columns} 列不会粘贴。")
    return notes
