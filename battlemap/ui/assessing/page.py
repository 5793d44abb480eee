"""考核: a scheme as a tree with values, places and lamps; a trial beside it that writes nothing; decisions by people."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.rows import EditRow
from battlemap.commands.scheme import AdoptTrial
from battlemap.domain.assessing.checks import faults
from battlemap.domain.assessing.evaluating import TABLES, evaluation, evaluation_after, live_schemes
from battlemap.domain.assessing.places import PlaceLine, place_lines, proposals
from battlemap.domain.assessing.trail import trail
from battlemap.domain.assessing.what_if import WhatIf
from battlemap.domain.fields.number import Quantity
from battlemap.domain.kinds.scheme import Scheme
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BadInput
from battlemap.shown.assessing_words import total_words
from battlemap.theme import Theme
from battlemap.ui.assessing.clauses import Clauses
from battlemap.ui.assessing.ledger_figures import LedgerFigures
from battlemap.ui.assessing.member_list import MemberList
from battlemap.ui.assessing.node_model import THEN, NodeModel
from battlemap.ui.assessing.scheme_deeds import SchemeDeeds
from battlemap.ui.assessing.seen import seen
from battlemap.ui.assessing.side import Side
from battlemap.ui.assessing.tree_editing import TreeEditing
from battlemap.ui.labels import label
from battlemap.ui.page import Page, Tools

_TOUCHED: Final = TABLES | {"node_place", "veto", "unit", "person"}
#: Lists beside a tree of so many nodes are renewed at once, of larger ones after so many milliseconds of rest.
_AT_ONCE, _RESTING = 600, 600
_WIDTHS: Final = (300, 120, 84, 84, 52, 110, 120, 84, 52)


class AssessingPage(Page):
    """One scheme at a time; what is typed is a step, in a trial it is none."""

    hears_filter = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._ledgers = tools, LedgerFigures(tools.session)
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._can_change = True
        self._is_stale = True
        self.model = NodeModel(tools.look, self._typed)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("考核指标树")
        self.tree.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )  # fmt: skip
        for place, width in enumerate(_WIDTHS):
            self.tree.setColumnWidth(place, width)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.setColumnHidden(THEN, True)
        self.tree.selectionModel().currentRowChanged.connect(lambda now, _: self._on_current(now))
        self.deeds = SchemeDeeds(self, tools)
        self.editing = TreeEditing(self, self.tree, tools)
        self.side = Side(self.choose, self.deeds.decide, self.opened.emit)
        self._lists = QTimer(self, singleShot=True, interval=_RESTING)
        self._lists.timeout.connect(self._show_lists)
        self.members = MemberList(lambda tallies: self._ledgers.members(tallies, self.snapshot, self._as_of))
        self.side.addTab(self.members, "企业")
        self.side.setTabVisible(self.side.indexOf(self.members), False)
        self.clauses = Clauses(tools, self.refused.emit)
        self.side.addTab(self.clauses, "文件")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top())
        column.addWidget(splitter, 1)
        splitter.setSizes([930, 350])

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        self.schemes = QComboBox()
        self.schemes.setMinimumWidth(220)
        self.schemes.setAccessibleName("考核方案")
        self.schemes.activated.connect(lambda _: self._show_anew())
        self.total = label(look="head")
        self.trial = QToolButton()
        self.trial.setText("推演")
        self.trial.setCheckable(True)
        self.trial.setToolTip("试改完成值、目标、权重，只算不写；采用为目标才写入")
        self.trial.toggled.connect(self._on_trial)
        self.adopt = QPushButton("采用为目标")
        self.adopt.setVisible(False)
        self.adopt.clicked.connect(self.adopt_trial)
        self.more = QToolButton()
        self.more.setText("方案")
        self.more.setIcon(self._tools.icons.icon("dots-horizontal"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(lambda: self.deeds.offer(self._menu))
        self.more.setMenu(self._menu)
        self.buttons: dict[str, QPushButton] = {}
        row.addWidget(self.schemes)
        row.addWidget(self.total, 1)
        row.addWidget(self.trial)
        row.addWidget(self.adopt)
        for name, words, icon, deed in (
            ("add", "增加指标…", "add", self.deeds.add_node),
            ("edit", "修改…", "edit", self.deeds.edit_node),
            ("assess", "评分…", "clipboard-check-outline", self.deeds.assess),
        ):
            button = self.buttons[name] = QPushButton(self._tools.icons.icon(icon), words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            row.addWidget(button)
        row.addWidget(self.more)
        return row

    # -- what every page can do -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew as of a day."""
        self._snapshot, self._as_of = snapshot, as_of
        self.clauses.present(snapshot, as_of, self._can_change)
        self._list_schemes()
        self._show_anew()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step: what it touches is worked out along the ways up, and its trail is told."""
        self._snapshot = snapshot
        if reach.touches("source_document", "clause", "clause_task", "task", "unit", "action"):
            self.clauses.present(snapshot, self._as_of, self._can_change)
        if not reach.touches(*_TOUCHED):
            return
        if reach.touches("scheme"):
            self._list_schemes()
        scheme, before = self.scheme, self.model.standing
        if scheme is None or before is None:
            self._show_anew()
            return
        after = evaluation_after(
            before, step, snapshot, self._as_of, self._ledgers.tallies(snapshot, self._as_of)
        )
        if after is None:
            self._show_anew()
            return
        if after is not before:
            trace = trail(step, before, after, snapshot)
            if trace is not None:
                self.side.add_trail(trace.words)
        self.model.renew(snapshot, after, self._places())
        if reach.touches("node_place", "unit", "person"):
            self.model.paint_anew()
        self._show_total()
        self._show_side(only_changed=after is before and not reach.touches("node_place", "veto"))
        if after is not before:
            self._show_members()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Nothing: the filter is one for tasks."""

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes; a trial changes nothing and is always allowed."""
        self._can_change = self.model.can_change = can_change
        if self._snapshot is not None:
            self.clauses.present(self._snapshot, self._as_of, can_change)
        self._allow()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.model.set_look(look)

    def places(self) -> dict[str, QRect]:
        """Returns where lines of the tree, tabs and enterprises stand on the screen."""
        return seen(self.tree, self.model, self.side, self.members)

    def take_focus(self) -> None:
        """Takes the keyboard."""
        self.tree.setFocus()

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def scheme(self) -> Scheme | None:
        """The scheme that is shown."""
        id = self.schemes.currentData()
        return self._snapshot.schemes.get(id) if self._snapshot is not None and id else None

    @property
    def chosen(self) -> str | None:
        """The node that is chosen."""
        node = self.model.node_at(self.tree.currentIndex())
        return node.id if node is not None else None

    def show_scheme(self, id: str) -> None:
        """Shows another scheme."""
        place = self.schemes.findData(id)
        if place >= 0:
            self.schemes.setCurrentIndex(place)
            self._show_anew()

    def show_titled(self, title: str) -> None:
        """Shows the scheme of that title."""
        for scheme in live_schemes(self.snapshot):
            if scheme.title == title:
                self.show_scheme(scheme.id)

    def try_value(self, number: str, value: str) -> None:
        """Tries another value for the node of that number, and chooses it."""
        standing = self.model.standing
        for id, node in standing.tree.nodes.items() if standing is not None else ():
            if node.number == number:
                self._typed(id, "value", value)
                self.choose(id)

    def choose(self, node: str) -> None:
        """Chooses a node in the tree and shows where it stands."""
        index = self.model.index_of(node)
        if index.isValid():
            self.tree.scrollTo(index)
            self.tree.setCurrentIndex(index)

    def show_last(self) -> None:
        """Shows the scheme that came last."""
        self.schemes.setCurrentIndex(self.schemes.count() - 1)
        self._show_anew()

    @property
    def is_busy(self) -> bool:
        """Whether lists of a large tree are still to come."""
        return self._lists.isActive() or self.side.is_busy

    @property
    def as_of(self) -> date:
        """The day that is judged."""
        return self._as_of

    @property
    def can_change(self) -> bool:
        """Whether changes are allowed."""
        return self._can_change

    @property
    def snapshot(self) -> Snapshot:
        """What is shown."""
        assert self._snapshot is not None, "nothing has been presented"
        return self._snapshot

    def _list_schemes(self) -> None:
        assert self._snapshot is not None
        shown = self.schemes.currentData()
        self.schemes.clear()
        for row in live_schemes(self._snapshot):
            self.schemes.addItem(self._snapshot.called("scheme", row.id), row.id)
        place = self.schemes.findData(shown)
        self.schemes.setCurrentIndex(max(0, place) if self.schemes.count() else -1)

    def _show_members(self) -> None:
        scheme, standing = self.scheme, self.model.standing
        if scheme is not None and standing is not None:
            has_any = self.members.present(standing, self.snapshot, scheme.places)
            self.side.setTabVisible(self.side.indexOf(self.members), has_any)

    def _places(self) -> dict[str | None, PlaceLine]:
        assert self._snapshot is not None and self.scheme is not None
        return {line.node: line for line in place_lines(self._snapshot, self.scheme.id, self._as_of)}

    def _show_anew(self) -> None:
        assert self._snapshot is not None
        scheme = self.scheme
        if scheme is None:
            self.total.setText("还没有考核方案：从“方案”菜单载入，或导入 Excel")
            self._allow()
            return
        chosen = self.chosen
        standing = evaluation(
            self._snapshot, scheme.id, self._as_of, self._ledgers.tallies(self._snapshot, self._as_of)
        )
        is_other = self.model.standing is None or set(self.model.standing.tree.nodes).isdisjoint(
            standing.tree.nodes
        )
        if is_other:
            self.side.clear_trails()
        self.model.decimals = scheme.places
        self.model.present(self._snapshot, standing, self._places())
        self.trial.setChecked(False)
        self.tree.expandToDepth(1 if len(standing.tree.nodes) <= 60 else 0)
        if chosen and chosen in standing.tree.nodes:
            self.choose(chosen)
        self._show_total()
        self._show_side()
        self._show_members()

    def _show_total(self) -> None:
        scheme, standing = self.scheme, self.model.standing
        if scheme is None or standing is None:
            return
        self.total.setText(total_words(self.snapshot, scheme, standing, self.model.what_if, self._as_of))

    def _show_side(self, *, only_changed: bool = False) -> None:
        standing, scheme = self.model.standing, self.scheme
        if standing is None or scheme is None or self._snapshot is None:
            return
        self.side.show_node(self.chosen, standing, self._snapshot)
        if not only_changed:
            if len(standing.tree.nodes) <= _AT_ONCE:
                self._show_lists()
            else:
                self._lists.start()
        self._allow()

    def _show_lists(self) -> None:
        """Lists gaps, places and faults; of a large tree only once the typing rests."""
        standing, scheme = self.model.standing, self.scheme
        if standing is None or scheme is None:
            return
        self.side.list_gaps(standing)
        lines = place_lines(self.snapshot, scheme.id, self._as_of)
        proposed = [one for one in proposals(self.snapshot, self._as_of) if one.scheme.id == scheme.id]
        self.side.show_places(lines, scheme, proposed, self.snapshot, self._can_change)
        self.side.show_faults(faults(self.snapshot, scheme.id))

    def _on_current(self, now: QModelIndex) -> None:
        standing = self.model.standing
        if standing is not None and self._snapshot is not None:
            self.side.show_node(self.chosen, standing, self._snapshot)
            self._allow()

    def _allow(self) -> None:
        is_there, can_change = self.scheme is not None, self._can_change
        self.trial.setEnabled(is_there)
        self.buttons["add"].setEnabled(is_there and can_change)
        self.editing.allow()
        for name in ("edit", "assess"):
            self.buttons[name].setEnabled(can_change and self.chosen is not None)
        what_if = self.model.what_if
        self.adopt.setEnabled(can_change and what_if is not None and not what_if.is_empty)

    # -- trying -----------------------------------------------------------------------------------------------------

    def _on_trial(self, is_on: bool) -> None:
        standing = self.model.standing
        self.tree.setColumnHidden(THEN, not is_on)
        self.adopt.setVisible(is_on)
        self.model.set_trial(WhatIf(standing) if is_on and standing is not None else None)
        self._show_total()
        self._allow()

    def adopt_trial(self) -> None:
        """Makes what was tried the aim."""
        what_if = self.model.what_if
        if what_if is not None and self._tools.deeds.run(AdoptTrial(what_if.trials)):
            self.trial.setChecked(False)

    def _typed(self, id: str, key: str, text: str) -> bool:
        """Takes what was typed: as a trial where one is open, else as a step."""
        assert self._snapshot is not None
        try:
            value = Quantity().read(text.replace("✎", "").strip(), self._snapshot)
        except BadInput as error:
            self.refused.emit(str(error))
            return False
        if self.model.what_if is not None:
            self.model.set_trial(self.model.what_if.tried(id, key, value))
            self._show_total()
            self._allow()
            return True
        node = self._snapshot.scheme_nodes[id]
        if getattr(node, key) == value:
            return False
        return bool(self._tools.deeds.run(EditRow("scheme_node", id, {key: value})))
