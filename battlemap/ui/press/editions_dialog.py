"""What was issued and what hangs: editions with reprint and the difference to the one before, and the postings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.session import Session
from battlemap.domain.kinds.edition import Edition, Posting, posted
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.edition_changes import FigureChange
from battlemap.render.saving import write_whole
from battlemap.safe_names import safe_name
from battlemap.shown.editions import difference, reprint
from battlemap.theme import GREY, theme
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.labels import label, tip
from battlemap.ui.press.dialog import Shop

_EDITIONS = ("图", "期号", "数据截至", "纸张", "配色")
_POSTINGS = ("图", "数据截至", "纸张", "位置", "状态")
_ROW = Qt.ItemDataRole.UserRole
#: So many tasks of a figure are named in a tool tip.
_NAMED = 20


class EditionsDialog(QDialog):
    """Lists the newest first; changes nothing."""

    def __init__(self, shop: Shop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("各期与上墙")
        self.resize(960, 560)
        self._shop, self._session = shop, shop.session
        self.bar = ErrorBar(shop.icons)
        snapshot = self._session.snapshot
        live = [edition for edition in snapshot.editions.values() if not edition.deleted]
        self._issued = sorted(live, key=lambda edition: (edition.data_until, edition.number), reverse=True)
        hung = [posting for posting in snapshot.postings.values() if not posting.deleted]
        self._hung = sorted(hung, key=lambda posting: posting.data_until, reverse=True)
        self.editions, self.postings = _table(_EDITIONS), _table(_POSTINGS)
        self.editions.setAccessibleName("出过的期次")
        self.postings.setAccessibleName("张贴记录")
        for edition in self._issued:
            _add(self.editions, _edition_words(edition))
        for posting in self._hung:
            _add(self.postings, _posting_words(posting, self._session))
        self.editions.itemSelectionChanged.connect(self._on_selected)
        self.changes = QListWidget()
        self.changes.setAccessibleName("与上一期相比")
        self.changes.setWordWrap(True)
        self.summary = label("", "muted", wraps=True)
        self.again = QPushButton("重印…")
        self.again.setToolTip("按当时的数据再出一份，与原件逐字节一致")
        self.again.clicked.connect(lambda _=False: self._on_reprint())
        self._build()
        self._on_selected()
        if self._issued:
            self.editions.selectRow(0)

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        for piece in (label("与上期比较", "head"), self.summary):
            right.addWidget(piece)
        right.addWidget(self.changes, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.editions, 3)
        row.addLayout(right, 2)
        first = QWidget()
        first.setLayout(row)
        tabs = QTabWidget()
        tabs.addTab(first, f"各期（{len(self._issued)}）")
        tabs.addTab(self.postings, f"上墙（{len(self._hung)}）")
        shut = QPushButton("关闭")
        shut.setDefault(True)
        shut.clicked.connect(self.reject)
        low = QHBoxLayout()
        low.addStretch(1)
        low.addWidget(self.again)
        low.addWidget(shut)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 8, 16, 12)
        inner.addWidget(tabs, 1)
        inner.addLayout(low)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addLayout(inner)

    @property
    def chosen(self) -> Edition | None:
        """The edition of the selected row."""
        row = self.editions.currentRow()
        return self._issued[row] if 0 <= row < len(self._issued) else None

    def _on_selected(self) -> None:
        self.changes.clear()
        edition = self.chosen
        self.again.setEnabled(edition is not None)
        if edition is None:
            self.summary.setText("还没有发布过。打开一张图，点“发布”即编号存档。")
            return
        with self.bar.guarding():
            changes = difference(self._session, edition)
            if changes is None:
                self.summary.setText(f"{edition.title}{edition.words}是第一期，没有上期。")
                return
            self.summary.setText(
                f"{edition.title}{edition.words}，{len(changes)} 个数字有变。"
                if changes
                else "各项数字与上期相同。"
            )
            for change in changes:
                item = QListWidgetItem(change.words)
                item.setToolTip(tip(_rows(change, self._session.snapshot)))
                self.changes.addItem(item)

    def _on_reprint(self) -> None:
        edition = self.chosen
        if edition is None:
            return
        start = str(Path(self._shop.folder()) / f"{safe_name(edition.title + edition.words, '战报')}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, "重印", start, "PDF 文件 (*.pdf)")
        if name:
            path = Path(name)
            self.reprint_to(
                edition, path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            )

    def reprint_to(self, edition: Edition, path: Path) -> None:
        """Writes an edition again, and says whether it is the same to the byte."""
        with self.bar.guarding():
            made = reprint(self._session, edition.sheet, edition.number, self._shop.fonts)
            write_whole(path, made.content)
            same = "与原件逐字节一致" if made.is_same else "程序版本或系统不同，与原件不完全一致"
            self.bar.show_words(
                f"已重印“{path.name}”，{same}。", "", "打开", lambda: _open(path), is_note=True
            )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _edition_words(edition: Edition) -> tuple[str, ...]:
    look = theme(edition.theme.removesuffix(GREY)).title + (
        "（灰度）" if edition.theme.endswith(GREY) else ""
    )
    paper = edition.paper.replace("-portrait", " 竖")
    return edition.title, edition.words, f"{edition.data_until:%Y-%m-%d %H:%M}", paper, look


def _posting_words(posting: Posting, session: Session) -> tuple[str, ...]:
    newest = posted(session.snapshot.postings.values(), posting.sheet)
    state = "在墙上" if newest is not None and newest.id == posting.id else "已换下"
    paper = posting.paper.replace("-portrait", " 竖")
    return posting.title, f"{posting.data_until:%Y-%m-%d %H:%M}", paper, posting.place or "—", state


def _rows(change: FigureChange, snapshot: Snapshot) -> str:
    """Returns which tasks or problems came to a figure and which left it."""
    lines = []
    for words, ids in (("新增", change.came), ("减少", change.went)):
        named = [_named(id, snapshot) for id in ids[:_NAMED]]
        if named:
            more = f"　等 {len(ids)} 项" if len(ids) > _NAMED else ""
            lines.append(f"{words}：{'；'.join(named)}{more}")
    return "\n".join(lines)


def _named(id: str, snapshot: Snapshot) -> str:
    if id in snapshot.tasks:
        return f"{snapshot.tasks[id].code} {snapshot.tasks[id].title}"
    return snapshot.problems[id].title if id in snapshot.problems else id


def _table(heads: tuple[str, ...]) -> QTableWidget:
    made = QTableWidget(0, len(heads))
    made.setHorizontalHeaderLabels(heads)
    made.verticalHeader().hide()
    made.setShowGrid(False)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.horizontalHeader().setStretchLastSection(True)
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return made


def _add(table: QTableWidget, words: tuple[str, ...]) -> None:
    row = table.rowCount()
    table.insertRow(row)
    for column, text in enumerate(words):
        table.setItem(row, column, QTableWidgetItem(text))
