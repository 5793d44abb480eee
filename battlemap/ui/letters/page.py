"""公文 as a page: the letters at the left, the chosen one as it will be printed, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.letter import DraftLetter
from battlemap.domain.kinds.letter import LETTER_STATES, Letter, next_colour, why_not_escalated
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.letter_content import file_name, letter_content
from battlemap.domain.telling.letter_words import drawn_up
from battlemap.errors import Refused
from battlemap.layout.letter import letter_pages
from battlemap.layout.scene import Box, Extract, Item, Rect, Scene
from battlemap.shown.letters.deeds import DEED, DEEDS
from battlemap.shown.letters.saving import save_letter
from battlemap.theme import Theme, theme
from battlemap.ui.card.part_list import Line, PartList
from battlemap.ui.labels import label
from battlemap.ui.page import Page, Tools
from battlemap.ui.scene_view import SceneView

_LIST_LEAST: Final = 290
_LIST_WIDE: Final = 380


def side_by_side(pages: Sequence[Scene], first: int) -> Scene:
    """Returns two pages beside each other, from the one at `first`; the last alone where nothing follows."""
    shown, gap = pages[first : first + 2], 8.0
    items: list[Item] = []
    for place, page in enumerate(shown):
        x = place * (page.width + gap)
        whole = Rect(0, 0, page.width, page.height)
        items.append(Box(Rect(x, 0, page.width, page.height), "#FFFFFF", "border"))
        items.append(Extract(Rect(x, 0, page.width, page.height), page, whole))
    width = sum(page.width for page in shown) + gap * (len(shown) - 1)
    return Scene(width, shown[0].height, tuple(items))


class LettersPage(Page):
    """One letter is chosen; its pages are drawn by the very layout that goes to paper."""

    hears_filter = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._look = tools, tools.look
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._can_change = True
        self._chosen = ""
        self._sheet = 0
        self.search, self.state = QLineEdit(), QComboBox()
        self.search.setPlaceholderText("查找公文")
        self.search.setAccessibleName("查找公文")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda: self._show())
        self.state.setAccessibleName("状态")
        self.state.addItem("全部状态", "")
        for state in LETTER_STATES:
            self.state.addItem(wording.LETTER_STATES[state], state)
        self.state.currentIndexChanged.connect(lambda: self._show())
        self.list = PartList("公文", fits=False)
        self.list.currentItemChanged.connect(lambda item, _: self._on_chosen(item))
        self.list.opened.connect(lambda id: self.do("edit"))
        self.view = SceneView(tools.fonts)
        self.sheet = label(look="muted", wraps=True)
        self.note = label(look="muted", wraps=True)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(12, 6, 6, 12)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.state)
        left.addLayout(top)
        left.addWidget(self.list, 1)
        held = QWidget()
        held.setMinimumWidth(_LIST_LEAST)
        held.setMaximumWidth(_LIST_WIDE)
        held.setLayout(left)
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 6, 12, 6)
        bar.setSpacing(6)
        for name, title in (
            ("new", "拟稿…"), ("edit", "修改…"), *((deed.name, f"{deed.title}…") for deed in DEEDS), ("rise", "升级…"),
        ):  # fmt: skip
            bar.addWidget(self._button(name, title))
        bar.addStretch(1)
        pages = QHBoxLayout()
        pages.setContentsMargins(0, 0, 12, 6)
        for words, by in (("上一页", -1), ("下一页", 1)):
            button = self.buttons[words] = QPushButton(words)
            button.clicked.connect(lambda _=False, by=by: self.turn(by))
            pages.addWidget(button)
        pages.addWidget(self.sheet, 1)
        for name, title in (("docx", "Word…"), ("pdf", "PDF…")):
            pages.addWidget(self._button(name, title))
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(bar)
        right.addWidget(self.note)
        right.addWidget(self.view, 1)
        right.addLayout(pages)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(held, 2)
        row.addLayout(right, 3)

    def _button(self, name: str, title: str) -> QPushButton:
        button = self.buttons[name] = QPushButton(title)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.do(name))
        return button

    # -- deeds ----------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Letter | None:
        """The chosen letter."""
        return self._snapshot.letters.get(self._chosen) if self._snapshot else None

    def show_letter(self, id: str) -> None:
        """Chooses a letter."""
        self._chosen, self._sheet = id, 0
        self._show()

    def do(self, name: str) -> None:
        """Does what the button of that name says with the chosen letter."""
        letter = self.chosen
        if name == "new":
            self.draft(None)
        elif letter is None:
            return
        elif name in ("docx", "pdf"):
            self._save(letter, f".{name}")
        elif name == "rise":
            self._rise(letter)
        elif name == "edit":
            self._edit(letter)
        else:
            self._ask(name, letter)

    def draft(self, task: str | None) -> None:
        """Asks for the kind and draws up a letter on a task, or on the campaign; it is chosen then."""
        from battlemap.ui.letters.dialogs import NewLetterDialog

        snapshot = self._snapshot
        if snapshot is None:
            return
        dialog = NewLetterDialog(snapshot, task, self.window())
        row = snapshot.tasks[task] if task else None
        self._take(
            self._tools.deeds.ask(
                dialog, lambda: DraftLetter(drawn_up(dialog.answer(), snapshot, self._as_of, row))
            )
        )

    def _rise(self, letter: Letter) -> None:
        """Draws up the letter of the next colour from this one; the rule is asked first."""
        snapshot = self._snapshot
        assert snapshot is not None

        def deed() -> None:
            why, kind = (
                why_not_escalated(letter, self._tools.session.clock().date()),
                next_colour(letter.kind),
            )
            if why or kind is None:
                raise Refused(why)
            task = snapshot.tasks[letter.task] if letter.task else None
            values = drawn_up(kind, snapshot, self._as_of, task, letter)
            self._take(self._tools.session.run(DraftLetter(values, letter.id)))

        self._tools.deeds.attempt(deed)

    def _edit(self, letter: Letter) -> None:
        from battlemap.ui.letters.dialogs import LetterDialog

        if self._snapshot is not None and letter.state == "draft" and self._can_change:
            dialog = LetterDialog(self._tools.icons, self._snapshot, letter, self.window())
            self._tools.deeds.ask(dialog, dialog.command)

    def _ask(self, name: str, letter: Letter) -> None:
        from battlemap.ui.letters.dialogs import LetterDeedDialog

        dialog = LetterDeedDialog(DEED[name], letter, "", self.window())
        self._tools.deeds.ask(dialog, dialog.command)

    def _save(self, letter: Letter, suffix: str) -> None:
        assert self._snapshot is not None
        snapshot = self._snapshot
        start = str(Path.home() / f"{file_name(letter)}{suffix}")
        kinds = "Word 文件 (*.docx)" if suffix == ".docx" else "PDF 文件 (*.pdf)"
        name, _ = QFileDialog.getSaveFileName(self, "保存公文", start, kinds)
        if not name:
            return
        path = Path(name) if name.lower().endswith(suffix) else Path(name + suffix)
        self._tools.deeds.attempt(
            lambda: self.note.setText(
                f"已保存：{path}　"
                + save_letter(letter, snapshot, path, self._tools.fonts, self._tools.session.clock())
            )
        )

    def _take(self, step: Step | None) -> None:
        """Chooses the letter that a step has made."""
        made = [change.id for change in step.changes if isinstance(change.after, Letter)] if step else []
        if made:
            self._chosen, self._sheet = made[0], 0
            self._show()

    # -- showing --------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew."""
        self._snapshot, self._as_of = snapshot, as_of
        self._show()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step."""
        self._snapshot = snapshot
        if reach.is_everything or reach.touches("letter", "unit"):
            self._show()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Nothing: the filter is one for tasks."""

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = can_change
        self._show()

    def set_look(self, look: Theme) -> None:
        """Takes another theme; a letter stays white."""
        self._look = look
        self._show()

    def begin_search(self) -> bool:
        """Puts the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def take_focus(self) -> None:
        """Takes the keyboard."""
        self.list.setFocus()

    def turn(self, by: int) -> None:
        """Shows another page of the letter."""
        self._sheet += by
        self._show()

    def _on_chosen(self, item: object) -> None:
        row = self.list.currentRow()
        shown = self._listed()
        if item is not None and 0 <= row < len(shown) and shown[row].id != self._chosen:
            self._chosen, self._sheet = shown[row].id, 0
            self.note.setText("")
            self._show_chosen()

    def _listed(self) -> list[Letter]:
        if self._snapshot is None:
            return []
        words, state = self.search.text().casefold().split(), self.state.currentData()
        live = [
            one for one in self._snapshot.letters.values()
            if not one.deleted and (not state or one.state == state)
            and all(word in f"{one.reference} {one.title} {one.addressee}".casefold() for word in words)
        ]  # fmt: skip
        return sorted(live, key=lambda one: (one.issued_on or one.drafted_on, one.number), reverse=True)

    def _show(self) -> None:
        listed = self._listed()
        if listed and not any(one.id == self._chosen for one in listed):
            self._chosen, self._sheet = listed[0].id, 0
        self.list.blockSignals(True)
        self.list.show_lines([self._line(one) for one in listed])
        for row, one in enumerate(listed):
            if one.id == self._chosen:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        if not listed:
            self._chosen = ""
        self._show_chosen()

    def _line(self, letter: Letter) -> Line:
        late = letter.is_overdue(self._as_of)
        due = letter.answer_due_on
        state = wording.LETTER_STATES[letter.state]
        if late and due:
            state += f"，反馈超 {(self._as_of - due).days} 天"
        head = f"{wording.LETTER_KINDS[letter.kind]}　{letter.reference}　{state}"
        return Line(letter.id, f"{head}\n{letter.title}", is_late=late)

    def _show_chosen(self) -> None:
        letter, snapshot = self.chosen, self._snapshot
        for name, button in self.buttons.items():
            if name == "new":
                button.setEnabled(self._can_change)
            elif name in DEED:
                button.setVisible(letter is not None and DEED[name].can(letter))
                button.setEnabled(self._can_change)
            elif name == "edit":
                button.setVisible(letter is not None and letter.state == "draft")
                button.setEnabled(self._can_change)
            elif name == "rise":
                button.setVisible(letter is not None and not why_not_escalated(letter, self._as_of))
                button.setEnabled(self._can_change)
            else:
                button.setEnabled(letter is not None)
        if letter is None or snapshot is None:
            self.view.show_scene(None, theme("paper"), self._look.colour("ground"))
            self.sheet.setText("还没有公文：点“拟稿”，或在任务上点“拟公文”")
            return
        pages = letter_pages(letter_content(letter, snapshot))
        self._sheet = max(0, min(self._sheet, len(pages) - 1))
        self.view.show_scene(side_by_side(pages, self._sheet), theme("paper"), self._look.colour("ground"))
        missing = self._tools.fonts.stand_ins(pages)
        fonts = f"　这台电脑没有{'、'.join(missing)}，以黑体代替" if missing else ""
        last = min(self._sheet + 2, len(pages))
        span = f"{self._sheet + 1}" if last == self._sheet + 1 else f"{self._sheet + 1}、{last}"
        self.sheet.setText(f"第 {span} 页，共 {len(pages)} 页{fonts}")
        self.buttons["上一页"].setEnabled(self._sheet > 0)
        self.buttons["下一页"].setEnabled(self._sheet + 2 < len(pages))
