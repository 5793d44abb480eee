"""The preview of a plan: what was understood, changed until it is right; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.kinds.campaign import CAMPAIGN, Campaign
from battlemap.domain.planning.plan import PlanDraft, TaskDraft
from battlemap.domain.planning.plan_changes import Place
from battlemap.domain.planning.plan_marks import set_due, set_fields, split
from battlemap.domain.planning.plan_units import SameUnit, same_units, with_units
from battlemap.errors import BadInput, BattlemapError, Refused
from battlemap.exchange.task_text import Period, Sentence, draft_task
from battlemap.exchange.text_pieces import TasksPer
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.confirm import confirmed
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.dialogs.plan_fields import PlanFields
from battlemap.ui.dialogs.plan_tree import PlanTree
from battlemap.ui.dialogs.same_unit import SameUnitBar
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, tip

#: Milliseconds of quiet after a change before what was begun is kept.
_QUIET: Final = 600
#: Reads the same plan with actions from another level (a key) or tasks by another measure.
Reread = Callable[[str | None, TasksPer], PlanDraft]


class PlanPreview(Ask):
    """The tree, the choices above it, the fields of a task and what stays off the board beside it.

    `keep` is told of what has become of the draft, so that it can be taken up again. `answers` are those given before
    to the question which short name (key) is which unit ("" for none); new ones are put there.
    """

    def __init__(
        self,
        icons: IconBook,
        draft: PlanDraft,
        reread: Reread,
        parent: QWidget | None = None,
        keep: Callable[[PlanDraft], None] = lambda draft: None,
        answers: dict[str, str] | None = None,
    ) -> None:
        super().__init__("方案预览", "生成作战图", parent)
        self._reread, self._keep = reread, keep
        self._answers = {} if answers is None else answers
        self.same_unit = SameUnitBar()
        self.same_unit.answered.connect(self._on_same_unit)
        self.tree = PlanTree()
        self.name = QLineEdit()
        self.starts_on, self.ends_on = DayField(icons, "开始日期"), DayField(icons, "结束日期")
        self.starts_on.setAccessibleName("开始日期")
        self.ends_on.setAccessibleName("结束日期")
        self.level, self.tasks_per = QComboBox(), QComboBox()
        self.tree.setAccessibleName("方案中的专项、要点和任务")
        self.level.setAccessibleName("专项取自")
        self.tasks_per.setAccessibleName("怎样分任务")
        self.tasks_per.addItem("每句话一项任务", "sentence")
        self.tasks_per.addItem("每条要点一项任务", "measure")
        self.fields = PlanFields(icons)
        self.doubtful = QListWidget()
        self._preface, self._unfiled = _reader(), _reader()
        self._side = QTabWidget()
        self._side.setDocumentMode(True)
        pages = (
            (self.fields, "原文"),
            (self.doubtful, "待核"),
            (self._preface, "前言"),
            (self._unfiled, "未归类"),
        )
        for page, title in pages:
            page.setAccessibleName(title)
            self._side.addTab(page, title)
        self._summary = label(look="muted")
        self._build()
        self.tree.changed.connect(self._on_changed)
        self.tree.refused.connect(self._on_refused)
        self.tree.itemSelectionChanged.connect(self._on_selected)
        self._later = QTimer(self, singleShot=True, interval=_QUIET)
        self._later.timeout.connect(self._keep_now)
        self._connect()
        self._show(draft)
        self.level.activated.connect(self._on_choice)
        self.tasks_per.activated.connect(self._on_choice)
        self.resize(1080, 660)

    @classmethod
    def ask(
        cls,
        icons: IconBook,
        draft: PlanDraft,
        reread: Reread,
        parent: QWidget | None = None,
        keep: Callable[[PlanDraft], None] = lambda draft: None,
        answers: dict[str, str] | None = None,
    ) -> PlanDraft | None:
        """Returns the draft as the user wants it, None where the user turns away."""
        dialog = cls(icons, draft, reread, parent, keep, answers)
        return dialog.answer() if dialog.is_answered() else None

    def check(self) -> None:
        """Raises BadInput or Refused for a plan that makes no campaign."""
        answer = self.answer()
        if answer.starts_on is None or answer.ends_on is None:
            raise BadInput("方案没有写明起止日期，请填写，如 2018-10-01。")
        CAMPAIGN.check_row(Campaign("", answer.title, answer.starts_on, answer.ends_on))
        if not answer.actions:
            raise Refused("没有勾选任何专项行动。")

    def answer(self) -> PlanDraft:
        """Returns the edited draft."""
        return attrs.evolve(
            self.tree.result(),
            title=self.name.text().strip(),
            starts_on=self.starts_on.understood(self.starts_on.line.text())[0],
            ends_on=self.ends_on.understood(self.ends_on.line.text())[0],
        )

    @property
    def is_edited(self) -> bool:
        """Whether something differs from the plan as it was read."""
        return self.tree.is_edited or self.name.isModified()

    def accept(self) -> None:
        """Keeps what was made of the plan until it is saved, then closes with yes."""
        if self.is_edited:
            self._keep_now()
        super().accept()

    def reject(self) -> None:
        """Never throws edits away without a word: they are kept and can be taken up again."""
        words = "已作的调整会保留，下次读取同一份方案时可以接着改。"
        if self.is_edited:
            if not confirmed(self, "离开预览", words, "离开", "继续调整"):
                return
            self._keep_now()
        super().reject()

    # -- making -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        period = QHBoxLayout()
        period.addWidget(self.starts_on)
        period.addWidget(label("至"))
        period.addWidget(self.ends_on)
        choices = QHBoxLayout()
        choices.addWidget(self.level, 1)
        choices.addWidget(self.tasks_per)
        left, right = QFormLayout(), QFormLayout()
        for form in (left, right):
            form.setHorizontalSpacing(8)
            form.setVerticalSpacing(8)
        left.addRow("行动名称", self.name)
        left.addRow("专项取自", choices)
        right.addRow("起止日期", period)
        right.addRow("", self._summary)
        self.level.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.level.setMinimumContentsLength(12)
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addLayout(left, 3)
        head.addLayout(right, 2)
        self._move = QMenu(self)
        self._move.aboutToShow.connect(lambda: self.tree.move_menu(self._move))
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.setContentsMargins(0, 0, 8, 0)
        for action in (self.tree.rename_action, self.tree.merge_action):
            tools.addWidget(_tool(action))
        self._roles = QMenu(self)
        self._roles.aboutToShow.connect(lambda: self.tree.mark_menu(self._roles))
        tools.addWidget(_menu_button("移到 ▾", self._move))
        tools.addWidget(_menu_button("作为 ▾", self._roles))
        tools.addWidget(_tool(self.tree.undo_action))
        tools.addStretch(1)
        tools.addWidget(label("取消勾选的内容转入“未归类”", "muted"))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(tools)
        column.addWidget(self.tree, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(middle)
        split.addWidget(self._side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([760, 320])
        split.setHandleWidth(9)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        whole = QVBoxLayout()
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.same_unit)
        whole.addWidget(split, 1)
        self.fill(whole)

    def _connect(self) -> None:
        fields, tree = self.fields, self.tree
        fields.changed.connect(lambda changes: self._on_fields(lambda d, p: set_fields(d, p, changes)))
        fields.due_changed.connect(lambda day, words: self._on_fields(lambda d, p: set_due(d, p, day, words)))
        fields.settled.connect(lambda: self._on_fields(lambda d, p: set_fields(d, p, {}, _doubts(d, p))))
        fields.split_wanted.connect(lambda at: self._on_fields(lambda d, p: split(d, p, at, self._drafted)))
        fields.refused.connect(self._on_refused)
        self.doubtful.itemActivated.connect(self._on_doubt)
        self.doubtful.itemClicked.connect(self._on_doubt)
        QShortcut(QKeySequence("F3"), self, self.to_next_doubt)
        QShortcut(QKeySequence("Ctrl+L"), self, self.to_next_best)
        tree.changed.connect(self._later.start)

    # -- showing ------------------------------------------------------------------------------------------------

    def _show(self, draft: PlanDraft) -> None:
        if not self.name.isModified():
            self.name.setText(draft.title)
        self.starts_on.show_value(draft.starts_on or self.starts_on.understood(self.starts_on.line.text())[0])
        self.ends_on.show_value(draft.ends_on or self.ends_on.understood(self.ends_on.line.text())[0])
        self.level.clear()
        for choice in draft.levels:
            self.level.addItem(f"{choice.label}，{choice.count} 项", choice.key)
            titles = "、".join(choice.titles[:3])
            self.level.setItemData(self.level.count() - 1, tip(f"{titles}…"), Qt.ItemDataRole.ToolTipRole)
        self.level.setCurrentIndex(max(0, self.level.findData(draft.level_key)))
        self.level.setEnabled(len(draft.levels) > 1)
        yes = {
            each.short: each.full for each in same_units(draft) if self._answers.get(each.short) == each.full
        }
        self.tree.show_draft(with_units(draft, yes))

    def _ask_units(self) -> None:
        """Asks which short names are units that stand in full as well, as far as that was not answered before."""
        self.same_unit.ask(
            tuple(each for each in same_units(self.tree.draft) if each.short not in self._answers)
        )

    def _on_same_unit(self, question: SameUnit, is_same: bool) -> None:
        self._answers[question.short] = question.full if is_same else ""
        if is_same:
            names = {question.short: question.full}
            self.tree.change(lambda draft: with_units(draft, names), self.tree.place() or ())
        self._ask_units()

    def _on_changed(self) -> None:
        self.wrong.hide()
        draft = self.tree.result()
        self._preface.setPlainText("\n\n".join(draft.preface) or "（无）")
        self._unfiled.setPlainText("\n\n".join(draft.unfiled) or "（无）")
        self._side.setTabText(2, f"前言 {len(draft.preface)}")
        self._side.setTabText(3, f"未归类 {len(draft.unfiled)}")
        self._show_doubts()
        self._ask_units()
        doubts = f" · {self.doubtful.count()} 处待核（F3）" if self.doubtful.count() else ""
        self._summary.setText(
            f"{len(draft.actions)} 个专项 · {draft.measure_count} 条要点 · {draft.task_count} 项任务{doubts}"
        )
        self._on_selected()

    def _on_selected(self) -> None:
        place = self.tree.place()
        task = _task(self.tree.draft, place) if place is not None and len(place) == 3 else None
        self.fields.show_words(self.tree.words() or "选中一行，查看方案原文。", task)

    def _show_doubts(self) -> None:
        self.doubtful.clear()
        for place in self.tree.draft.doubtful:
            task = _task(self.tree.draft, place)
            item = QListWidgetItem(f"{'、'.join(task.doubts)}：{task.title}")
            item.setToolTip(tip(task.source[:400]))
            item.setData(Qt.ItemDataRole.UserRole, list(place))
            self.doubtful.addItem(item)
        self._side.setTabText(1, f"待核 {self.doubtful.count()}")

    def to_next_doubt(self) -> None:
        """Selects the next task at which a person should look, after the last one the first."""
        places = self.tree.draft.doubtful
        if places:
            here = self.tree.place() or ()
            self._go_to(next((place for place in places if place > here), places[0]))

    def to_next_best(self) -> None:
        """Takes the actions from the next best series of the plan."""
        if self.level.count() > 1:
            self.level.setCurrentIndex((self.level.currentIndex() + 1) % self.level.count())
            self._on_choice()

    def _on_doubt(self, item: QListWidgetItem) -> None:
        self._go_to(tuple(item.data(Qt.ItemDataRole.UserRole)))

    def _go_to(self, place: Place) -> None:
        self.tree.select(place)
        self._side.setCurrentWidget(self.fields)

    def _on_fields(self, change: Callable[[PlanDraft, Place], PlanDraft]) -> None:
        place = self.tree.place()
        if place is not None and len(place) == 3:
            self.tree.change(lambda draft: change(draft, place), place)

    def _drafted(self, words: str) -> TaskDraft:
        """Returns a sentence as the reader of plans understands it."""
        answer = self.answer()
        return draft_task(Sentence.of(words), Period(answer.starts_on, answer.ends_on))

    def _keep_now(self) -> None:
        self._later.stop()
        if self.is_edited:
            self._keep(self.answer())

    def _on_refused(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()

    def _on_choice(self) -> None:
        before = self.tree.draft
        if self.tree.is_edited and not self._may_discard():
            self.level.setCurrentIndex(max(0, self.level.findData(before.level_key)))
            return
        try:
            draft = self._reread(self.level.currentData(), self.tasks_per.currentData())
        except BattlemapError as error:
            self._on_refused(str(error))
            return
        self._show(draft)

    def _may_discard(self) -> bool:
        words = "重新读取会放弃已作的改名、合并、移动和勾选。"
        return confirmed(self, "重新读取方案", words, "重新读取", "保留调整")


def _task(draft: PlanDraft, place: Place) -> TaskDraft:
    return draft.actions[place[0]].measures[place[1]].tasks[place[2]]


def _doubts(draft: PlanDraft, place: Place) -> tuple[str, ...]:
    return _task(draft, place).doubts


def _menu_button(words: str, menu: QMenu) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setStyleSheet("QToolButton::menu-indicator { image: none; width: 0; }")
    made.setMenu(menu)
    return made


def _reader() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    return made


def _tool(action: QAction) -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(action)
    return made
