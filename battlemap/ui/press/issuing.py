"""A sheet is issued under the next number, or marked as hanging on the wall, from the dialog that shows it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from battlemap.commands.edition import MarkPosted
from battlemap.commands.session import Session
from battlemap.domain.kinds.edition import edition_words, posted
from battlemap.errors import BadInput
from battlemap.render.fonts import Fonts
from battlemap.render.saving import write_whole
from battlemap.shown.editions import issue, next_number
from battlemap.shown.press.drawn import Drawn
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.press.hanging import HangingDialog
from battlemap.ui.press.saving import Saving


class Issuing:
    """Serves one dialog: asks, records in the campaign, and says what came of it in the dialog's bar."""

    def __init__(
        self, session: Session, window: QWidget, bar: ErrorBar, fonts: Fonts, saving: Saving
    ) -> None:
        self._session, self._window, self._bar = session, window, bar
        self._fonts, self._saving = fonts, saving

    def words(self, sheet: str) -> str:
        """Returns 「发布第 3 期…」."""
        return f"发布{edition_words(next_number(self._session, sheet))}…"

    def issue(self, drawn: Drawn, only: frozenset[str] | None, done: Callable[[], object]) -> None:
        """Asks where to, records the edition and writes its PDF; `done` is called once it is recorded."""
        with self._bar.guarding():
            self._check()
            number = next_number(self._session, drawn.choice.sheet)
            path = self._saving.ask(f"{drawn.wanted.sheet.title}{edition_words(number)}", ".pdf")
            if path is None:
                return
            made = issue(self._session, drawn.choice, drawn.options.data_until, self._fonts, only)
            done()
            write_whole(path, made.content)
            title = f"{drawn.wanted.sheet.title}{edition_words(made.number)}"
            self._bar.show_words(
                f"已发布{title}，存为“{path.name}”；可随时在“各期与上墙”里重印。", is_note=True
            )

    def hang(self, drawn: Drawn, done: Callable[[], object]) -> None:
        """Asks where the sheet hangs and marks it as posted."""
        with self._bar.guarding():
            self._check()
            sheet, moment, paper = drawn.wanted.sheet, drawn.options.data_until, drawn.options.paper
            posting = posted(self._session.snapshot.postings.values(), sheet.name)
            dialog = HangingDialog(
                sheet.title,
                f"{moment:%Y-%m-%d %H:%M}",
                paper.words,
                posting.place if posting else "",
                self._window,
            )

            def deed() -> None:
                words = drawn.choice.paper_words
                self._session.run(MarkPosted(sheet.name, sheet.title, moment, words, dialog.place.text()))

            if dialog.is_answered(deed):
                done()
                self._bar.show_words(f"已标记：{sheet.title}（{paper.words}）上墙。", is_note=True)
            dialog.deleteLater()

    def _check(self) -> None:
        if not self._session.may_write:
            raise BadInput("档案以只读方式打开，不能发布或标记上墙；可以存为 PDF 或打印。")
