"""Source documents on the page 考核: read in, clause by clause, those without a task first, tied to tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.document import TakeDocument, TieClause
from battlemap.domain.assessing.clause_drafts import clause_drafts
from battlemap.domain.assessing.coverage import STATES, coverage, likely_tasks
from battlemap.domain.kinds.document import Clause
from battlemap.domain.snapshot import Snapshot
from battlemap.exchange.plan_text import SUFFIXES, read_plan
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import Paragraph, label
from battlemap.ui.page import Tools

_ID: Final = Qt.ItemDataRole.UserRole


class Clauses(QWidget):
    """The clauses of the chosen document; a double click ties one to tasks."""

    def __init__(self, tools: Tools, refuse: Callable[[str], object]) -> None:
        super().__init__()
        self._tools, self._refuse = tools, refuse
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._is_stale = True
        self.documents = QComboBox()
        self.documents.setAccessibleName("来源文件")
        self.documents.activated.connect(lambda _: self._show())
        self.rate = Paragraph("muted")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setAccessibleName("文件条款")
        self.list.itemActivated.connect(lambda _: self.ask_tie())
        self.take, self.tie = QPushButton("读入文件…"), QPushButton("对应任务…")
        self.take.setToolTip("把一份文件（txt、md、docx、xlsx）逐条读成条款")
        self.take.clicked.connect(self._ask_take)
        self.tie.clicked.connect(self.ask_tie)
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addWidget(self.tie)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.documents)
        column.addWidget(self.rate)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def present(self, snapshot: Snapshot, as_of: date, can_change: bool) -> None:
        """Shows the documents as of a day."""
        self._snapshot, self._as_of = snapshot, as_of
        self.take.setEnabled(can_change)
        self.tie.setEnabled(can_change)
        shown = self.documents.currentData()
        self.documents.clear()
        live = [row for row in snapshot.source_documents.values() if not row.deleted]
        for row in sorted(live, key=lambda row: (row.rank, row.id)):
            self.documents.addItem(row.document_number or row.title, row.id)
        if shown is not None:
            self.documents.setCurrentIndex(max(0, self.documents.findData(shown)))
        self._is_stale = True
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Works out what was only noted while it was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._show()

    def _show(self) -> None:
        self._is_stale = False
        document = self.documents.currentData()
        self.list.clear()
        if self._snapshot is None or document is None:
            self.rate.setText("还没有来源文件，可读入 15号文件这样的文件，逐条对应任务。")
            return
        covered = coverage(self._snapshot, document, self._as_of)
        self.rate.setText(covered.words)
        for one in covered.clauses:
            codes = "、".join(task.code for task in one.tasks)
            state = f"{wording.LAMPS[one.lamp]} {one.progress}%　{codes}" if one.tasks else "没有任务"
            unit = self._snapshot.unit_label(one.clause.lead_unit)
            head = "　".join(filter(None, (one.clause.number, STATES[one.state], state, unit)))
            item = QListWidgetItem(f"{head}\n{one.clause.words}")
            item.setData(_ID, one.clause.id)
            self.list.addItem(item)

    def take_from(self, path: Path, number: str = "") -> bool:
        """Takes in a document; False where it was refused."""

        def deed() -> None:
            assert self._snapshot is not None
            plan = read_plan(path, year_hint=self._snapshot.campaign.starts_on.year, today=self._as_of)
            self._tools.session.run(TakeDocument(plan.title or path.stem, clause_drafts(plan), number))

        is_done = bool(self._tools.deeds.attempt(deed))
        if is_done:
            self.documents.setCurrentIndex(self.documents.count() - 1)
            self._show()
        return is_done

    def _ask_take(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(self, "读入来源文件", str(Path.home()), f"文件 ({kinds})")
        if chosen:
            self.take_from(Path(chosen))

    def ask_tie(self) -> None:
        """Asks which tasks carry the chosen clause out."""
        item = self.list.currentItem()
        if item is None or self._snapshot is None or not self.tie.isEnabled():
            return
        dialog = TieDialog(self._snapshot.clauses[item.data(_ID)], self._snapshot, self.window())
        self._tools.deeds.ask(dialog, dialog.answer)


class TieDialog(Ask):
    """Offers every task, those whose words are like the clause's first; nothing is ticked by itself."""

    def __init__(self, clause: Clause, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__("条款对应任务", "对应", parent)
        self._clause = clause
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找任务")
        self.search.setAccessibleName("查找任务")
        self.search.textChanged.connect(self._filter)
        self.tasks = QListWidget()
        self.tasks.setAccessibleName("任务")
        likely = likely_tasks(snapshot, clause.words)
        first = [task.id for task, _ in likely]
        shares = {task.id: share for task, share in likely}
        rest = [task for task in snapshot.live_tasks if task.id not in shares]
        for task in [*(snapshot.tasks[id] for id in first), *rest]:
            near = f"　相近 {shares[task.id]}%" if task.id in shares else ""
            item = QListWidgetItem(f"{task.code}　{task.title}{near}")
            item.setData(_ID, task.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.tasks.addItem(item)
        column = QVBoxLayout()
        column.addWidget(label(f"第 {clause.number} 条", "head"))
        column.addWidget(label(clause.words, wraps=True))
        column.addWidget(self.search)
        column.addWidget(self.tasks, 1)
        self.fill(column)
        self.resize(560, 520)

    def _filter(self, words: str) -> None:
        for n in range(self.tasks.count()):
            item = self.tasks.item(n)
            item.setHidden(words.strip() not in item.text())

    def answer(self) -> TieClause:
        """Returns the command for the ticked tasks."""
        items = (self.tasks.item(n) for n in range(self.tasks.count()))
        ticked = tuple(item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked)
        return TieClause(self._clause.id, ticked)
